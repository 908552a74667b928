/* SPDX-License-Identifier: ISC */
/* cgwgen template check: what is wrong with a template before it is used.
 * Floor 7. */
#include <string.h>

#include "cmd/template.h"
#include "render/context.h"

/* What a template is checked against. */
struct checker {
	struct session *session;
	struct template_options options;
	struct catalog *catalog;       /* with --device */
	const struct profile *profile; /* the same */
	struct tvalue data;            /* with --data */
	bool has_data;
};

/* A device whose profile names the template in a file. */
struct owner {
	struct catalog *catalog; /* of its directory; NULL: there is none */
	const struct profile *profile; /* NULL: a part of other templates */
	bool several;
};

static bool
uses(const struct profile *profile, const char *template)
{
	size_t i;

	for (i = 0; i < profile->file_count; i++)
		if (strcmp(profile->files[i].template, template) == 0)
			return true;
	for (i = 0; i < profile->removal_count; i++)
		if (strcmp(profile->removal[i].template, template) == 0)
			return true;
	return profile->printed != NULL && uses(profile->printed, template);
}

/* The devices of DIR whose profiles name TEMPLATE. */
static void
find_in(struct checker *checker, const char *directory, const char *template,
    struct owner *ret)
{
	struct arena *arena = checker->session->arena;
	struct diags *ignored = diags_new(arena, 1);
	const struct profile *profile;
	struct catalog_place place;
	const char *const *ids;
	size_t count, i, own = 0;

	ret->catalog = catalog_open(&directory, 1, ignored);
	if (ret->catalog == NULL)
		return;
	ids = catalog_devices(ret->catalog, &count);
	for (i = 0; i < count; i++) {
		if (catalog_place(ret->catalog, ids[i], &place) &&
		    place.directory != NULL)
			own++;
		profile =
		    catalog_profile(ret->catalog, ids[i], NOWHERE, ignored);
		if (profile == NULL || !uses(profile, template))
			continue;
		ret->several = ret->profile != NULL;
		ret->profile = profile;
	}
	/* A directory of another kind has its own way of finding parts. */
	if (ret->profile == NULL && own == 0) {
		catalog_free(ret->catalog);
		ret->catalog = NULL;
	}
}

/* DIR/templates/NAME belongs to the devices that name NAME. */
static void
find_owner(struct checker *checker, const char *path, struct owner *ret)
{
	static const char folder[] = "templates/";
	struct arena *arena = checker->session->arena;
	const char *at = path, *found = NULL;

	*ret = (struct owner){ .catalog = NULL };
	while ((at = strstr(at, folder)) != NULL) {
		if (at == path || at[-1] == '/')
			found = at;
		at += strlen(folder);
	}
	if (found == NULL)
		return;
	find_in(checker,
	    found == path ? "."
	    : found == path + 1
		? "/"
		: arena_copy(arena, path, (size_t)(found - path - 1)),
	    found + strlen(folder), ret);
}

static void
check_file(struct checker *checker, const char *path)
{
	struct session *session = checker->session;
	struct diags *diags = diags_new(session->arena, 0);
	struct template_file *file;
	struct owner owner = { .catalog = NULL };
	struct tvalue shape = checker->data;
	bool known = checker->has_data;

	if (checker->profile != NULL) {
		shape = context_shape(checker->profile, session->arena);
		known = true;
	} else if (!known) {
		find_owner(checker, path, &owner);
		known = owner.profile != NULL;
		if (known)
			shape =
			    context_shape(owner.several ? NULL : owner.profile,
				session->arena);
	}
	file = template_file_open(session, path, &checker->options,
	    owner.catalog != NULL ? owner.catalog : checker->catalog,
	    owner.catalog != NULL, diags);
	if (template_file_program(file) != NULL)
		template_check(
		    template_file_program(file), known ? &shape : NULL, diags);
	session_report(session, diags);
	template_file_close(file);
	catalog_free(owner.catalog);
}

/* What the options say about the context; false after findings. */
static bool
prepare(struct checker *checker)
{
	struct session *session = checker->session;
	const struct settings *settings = session->settings;

	checker->data = tv_dict(session->arena, 0);
	checker->has_data = settings->data.count != 0;
	if (!template_data(session, &checker->data))
		return false;
	if (settings->device == NULL)
		return true;
	checker->catalog = catalog_open(settings->device_paths.items,
	    settings->device_paths.count, session->diags);
	if (checker->catalog == NULL)
		return false;
	checker->profile = catalog_profile(
	    checker->catalog, settings->device, NOWHERE, session->diags);
	return checker->profile != NULL;
}

int
template_check_main(const struct settings *settings)
{
	struct checker checker = { .catalog = NULL };
	struct session session;
	int status;
	size_t i;

	if (settings->operand_count < 2)
		return usage_error("template",
		    "check takes templates; use - for standard input");
	if (settings->device != NULL && settings->data.count != 0)
		return usage_error("template", "use either --device or --data");
	if (template_stdin_twice(settings) ||
	    !template_options_read(&settings->options, &checker.options))
		return STATUS_TROUBLE;
	session_open(&session, settings, stdout);
	session.judged = "template";
	checker.session = &session;
	if (prepare(&checker)) {
		session_flush(&session);
		for (i = 1; i < settings->operand_count; i++)
			check_file(&checker, settings->operands[i]);
	}
	status = session_close(&session);
	catalog_free(checker.catalog);
	return status;
}
