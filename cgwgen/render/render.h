/* SPDX-License-Identifier: ISC */
/* A connection and a device become the text of configuration files. */
#ifndef CGWGEN_RENDER_RENDER_H
#define CGWGEN_RENDER_RENDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "device/catalog.h"
#include "device/parameter.h"
#include "device/profile.h"
#include "model/connection.h"
#include "render/choice.h"
#include "render/client.h"
#include "render/openvpn.h"
#include "template/template.h"

/* A device ready to be rendered for: compiled templates and parameters.
 * Read-only once made; several threads may render with one. */
struct renderer;

enum render_what {
	RENDER_CONFIGURATION, /* the profile's files */
	RENDER_REMOVAL,       /* the files that undo them; no key in them */
	RENDER_COMMANDS       /* no files: for render_context() alone */
};

/*
 * Compiles the templates of PROFILE's files or removal, found through
 * CATALOG.  PARAMETERS are parameter_resolve()'s values; all of these must
 * outlive the renderer.  The caller frees it, after the findings have been
 * printed: they point into its templates.  Whether it can be used says
 * renderer_ready().
 */
struct renderer *renderer_new(struct catalog *catalog,
    const struct profile *profile, const struct parameter_value *parameters,
    enum render_what what, struct diags *diags);

/* The same with other PARAMETERS and no limits; RENDERER, whose templates it
 * uses, must outlive it. */
struct renderer *renderer_with(
    const struct renderer *renderer, const struct parameter_value *parameters);
void renderer_free(struct renderer *renderer);

/* From now on algorithms are chosen within LIMITS, which must outlive the
 * renderer. */
void renderer_limit(
    struct renderer *renderer, const struct choice_limits *limits);

/*
 * Whether connections that differ in little are rendered one after the other
 * by repeating one render (render/recipe.h).  What is made is the same; this
 * is for the tests that say so.
 */
enum render_repeat {
	RENDER_REPEAT,         /* once there were some connections */
	RENDER_REPEAT_AT_ONCE, /* from the first one on */
	RENDER_REPEAT_NEVER
};

/* Begins anew; RENDER_REPEAT is how a renderer is made. */
void renderer_repeat(struct renderer *renderer, enum render_repeat repeat);

/* How many renders were such repetitions. */
size_t renderer_repeated(const struct renderer *renderer);

/* Whether all templates were compiled; if not, CGW607 or CGW7xx findings say
 * why. */
bool renderer_ready(const struct renderer *renderer);

/* One rendered file. */
struct rendered_file {
	const char *name;      /* safe as a file name; in the render's arena */
	const char *directory; /* NAME begins with it and '/'; or NULL */
	mode_t mode; /* 0600, 0700 for scripts; 0644, 0755 without keys */
	struct template_output output;
	enum file_change change; /* what writing it did, once it was written */
};

/* A device's files for one connection; memory is reused from one to the
 * next. */
struct rendering {
	struct rendered_file *files;
	size_t count;
};

/* Makes room for RENDERER's files; rendering_free() wipes them. */
struct rendering *rendering_new(const struct renderer *renderer);
void rendering_free(struct rendering *rendering);

/*
 * What templates see of CONNECTION, as context_build() makes it, in ARENA;
 * false after CGW604 to CGW614 findings.
 */
bool render_context(const struct renderer *renderer,
    const struct connection *connection, struct arena *arena,
    struct diags *diags, struct tvalue *ret);

/*
 * Renders CONNECTION, which connection_complete() has been called for, with
 * everything temporary in ARENA.  False after CGW604 to CGW614,
 * CGW7xx or CGW902 findings; RET then holds nothing of use.
 */
bool render_connection(const struct renderer *renderer,
    const struct connection *connection, struct arena *arena,
    struct diags *diags, struct rendering *ret);

/*
 * The same of a Client VPN endpoint, which client_guard() has passed: of its
 * files, {id} is its id, and behind it '-' and the user's name where there is
 * one.  A file has mode 0600 when a key is in it, else 0644.
 */
bool render_client(const struct renderer *renderer, const struct client *client,
    struct arena *arena, struct diags *diags, struct rendering *ret);

/*
 * The same of an OpenVPN server, which openvpn_guard() has passed: its own
 * files, or with a peer those of that client, with the memory of RENDERING.
 * RET, which must not be freed, gets the files that there are, without empty
 * ones; a file has mode 0600 when a key can be in it, else 0644.
 */
bool render_openvpn(const struct renderer *renderer,
    const struct openvpn_file *file, struct arena *arena, struct diags *diags,
    struct rendering *rendering, struct rendering *ret);

#endif
