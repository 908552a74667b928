/* SPDX-License-Identifier: ISC */
/* Shared set-up of unit tests that need a real connection and device. */
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

int
fixture_setup(void **state)
{
	struct fixture *f = memory_alloc(sizeof(*f));

	*f = (struct fixture){ .arena = arena_new() };
	f->diags = diags_new(f->arena, 0);
	f->catalog = catalog_open(NULL, 0, f->diags);
	f->reader = inventory_new(NULL);
	*state = f;
	return f->catalog == NULL;
}

int
fixture_teardown(void **state)
{
	struct fixture *f = *state;

	inventory_free(f->reader);
	catalog_free(f->catalog);
	source_free(f->source);
	source_free(f->set);
	while (f->kept_count > 0)
		source_free(f->kept[--f->kept_count]);
	arena_free(f->arena);
	free(f);
	return 0;
}

struct source *
fixture_source(struct fixture *f, const char *name, const char *text)
{
	return f->kept[f->kept_count++] = source_new(name, text, strlen(text));
}

struct connection *
fixture_connection(
    struct fixture *f, const char *name, const char *old, const char *new)
{
	struct source *file =
	    file_read(arena_printf(f->arena, "tests/rules/base/%s.xml", name),
		FILE_LIMIT_DEFAULT, f->diags);
	const char *text, *at;
	struct connection *connection;

	if (file == NULL)
		return NULL;
	text = source_text(file);
	if (old != NULL && (at = strstr(text, old)) != NULL)
		text = arena_printf(f->arena, "%.*s%s%s", (int)(at - text),
		    text, new, at + strlen(old));
	source_free(f->source);
	f->source = source_new(name, text, strlen(text));
	source_free(file);
	connection = inventory_xml(f->reader, f->source, f->arena, f->diags);
	if (connection != NULL)
		connection_complete(connection, false);
	return connection;
}

const struct profile *
fixture_profile(struct fixture *f, const char *id)
{
	return catalog_profile(f->catalog, id, NOWHERE, f->diags);
}

const struct parameter_value *
fixture_parameters(
    struct fixture *f, const struct profile *profile, const char *set)
{
	const struct source **sets = arena_array(f->arena, 1, sizeof(*sets));
	struct parameter_input input = { .sets = sets };

	if (set != NULL) {
		source_free(f->set);
		f->set = source_new("--set", set, strlen(set));
		sets[input.set_count++] = f->set;
	}
	return parameter_resolve(profile->parameters, profile->parameter_count,
	    &input, f->arena, f->diags);
}

size_t
fixture_found(const struct fixture *f, enum rule_id rule)
{
	size_t count, i, found = 0;
	const struct finding *list = diags_list(f->diags, &count);

	for (i = 0; i < count; i++)
		if (list[i].rule == rule)
			found++;
	return found;
}

const char *
fixture_message(const struct fixture *f, enum rule_id rule)
{
	size_t count, i;
	const struct finding *list = diags_list(f->diags, &count);

	for (i = 0; i < count; i++)
		if (list[i].rule == rule)
			return list[i].message;
	return "";
}
