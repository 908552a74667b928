/* SPDX-License-Identifier: ISC */
/* Does a device's running configuration match a connection?  Floor: verify. */
#ifndef CGWGEN_VERIFY_VERIFY_H
#define CGWGEN_VERIFY_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"
#include "check/policy.h"
#include "device/profile.h"
#include "model/connection.h"
#include "render/render.h"
#include "verify/match.h"
#include "verify/running.h"

/* A device whose configuration is looked at. */
struct verify_device {
	const struct profile *profile;
	const struct parameter_value *parameters;
	const struct renderer *renderer; /* of the configuration */
	struct rendering *rendering;     /* with want_spans in its files */
	struct catalog *catalog;         /* that the profile is from */
	const struct policy *policy;     /* of the run; NULL: none */
	/* The same with what static routing requires; NULL: as this one. */
	const struct verify_device *for_static;
};

/* What a statement that the device has besides hangs on. */
struct besides {
	size_t place;     /* the running one */
	const char *name; /* of a tunnel's value or of a parameter */
	const struct parameter_value *parameter; /* or NULL */
};

#define VERIFY_SHARED 8

/* What was found of a connection. */
struct verification {
	const struct connection *original;
	const struct connection *connection; /* as it was rendered */
	const struct choice *choices;        /* for the original, by tunnel */
	const struct choice *rendered;       /* for the connection */
	const struct profile *profile;
	const struct policy *policy; /* or NULL */
	struct expected expected;
	struct match match;
	unsigned ike_version; /* when not the one that is chosen; else 0 */
	struct digest text;   /* of what was rendered */
	size_t penalty;       /* how far the device is from what is expected */
	size_t besides;       /* statements of it that the device has more */
	size_t found;         /* statements */
	size_t missing;       /* that the device would show */
	bool exhausted;       /* not all could be looked at */
	const struct besides *reasons;
	size_t reason_count;
	/* What the device has that belongs to no tunnel and is for another
	 * value; without a name: for none. */
	struct besides shared[VERIFY_SHARED];
	size_t shared_count;
	struct source **sources; /* verification_close() frees them */
};

/* DEVICE for a connection with this routing. */
const struct verify_device *verify_device_for(
    const struct verify_device *device, bool is_static);

/*
 * Holds CONNECTION against RUNNING.  Of the ways to render it that AWS takes
 * (another IKE version, ciphers with and without an integrity algorithm of
 * their own) the one that the device comes nearest to counts.  False after
 * findings: it cannot be rendered for the device.  RET lives in ARENA.
 */
bool verify_connection(const struct verify_device *device,
    const struct connection *connection, struct running *running,
    struct arena *arena, struct diags *diags, struct verification *ret);

/* For the files of this floor: renders CONNECTION as it is, for RUNNING;
 * verify_match() then looks for it there, and no statement counts as found for
 * good. */
bool verify_expect(const struct verify_device *device,
    const struct connection *connection, struct running *running,
    struct arena *arena, struct diags *diags, struct verification *ret);
/* The same in two steps: what is rendered stands in DEVICE's rendering between
 * them. */
bool verify_render(const struct verify_device *device,
    const struct connection *connection, struct arena *arena,
    struct diags *diags, struct verification *ret);
bool verify_take(const struct verify_device *device, struct running *running,
    struct arena *arena, struct diags *diags, struct verification *ret);
void verify_match(struct verification *verification, struct running *running,
    struct arena *arena);

/* Both of these. */
bool verify_try(const struct verify_device *device,
    const struct connection *connection, struct running *running,
    struct arena *arena, struct diags *diags, struct verification *ret);

/* Releases the rendered texts; findings do not point into them. */
void verification_close(struct verification *verification);

/* Whether the device has anything that is this connection's alone. */
bool verify_is_there(const struct verification *verification);

/* Whether it has anything that is TUNNEL's alone. */
bool verify_has_tunnel(const struct verification *verification, int tunnel);

/* Whether it has anything of the rendered FILE that is not anyone's. */
bool verify_has_file(const struct verification *verification, size_t file);

/* Whether the device has what the expected line NUMBER, which begins with the
 * device's word for "no", takes away. */
bool verify_has_positive(
    const struct verification *verification, size_t number);

/* Whether anybody is to see FINDING. */
typedef bool verification_wanted(void *host, const struct finding *finding);

/* Adds what differs to DIAGS, at its place in the device's configuration. */
void verification_report(
    const struct verification *verification, struct diags *diags);

#endif
