/* SPDX-License-Identifier: ISC */
/*
 * Every profile and policy that is part of the program fits its schema: the
 * program takes that for granted and does not check it at each start.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/embedded.h"
#include "base/source.h"
#include "doc/schema.h"
#include "doc/yaml.h"

extern const struct CMUnitTest built_in_tests[];
extern const size_t built_in_test_count;

static const struct node *
read_file(const struct embedded *file, struct source **ret_source,
    struct arena *arena, struct diags *diags)
{
	const struct node *root;

	assert_non_null(file);
	*ret_source = source_new(file->path, file->bytes, file->length);
	root = yaml_read(*ret_source, arena, diags);
	assert_non_null(root);
	return root;
}

static void
check_file(const struct schema *schema, const struct embedded *file)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct source *source;
	const struct node *root = read_file(file, &source, arena, diags);
	size_t count;

	if (!schema_check(schema, root, diags))
		fail_msg(
		    "%s: %s", file->path, diags_list(diags, &count)->message);
	source_free(source);
	arena_free(arena);
}

/* Returns how many files of FOLDER were checked. */
static size_t
check_folder(const char *folder, const char *schema_path)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct source *source;
	const struct node *root =
	    read_file(embedded_find(schema_path), &source, arena, diags);
	struct schema *schema = schema_compile(root, arena, diags);
	size_t i, count = 0;

	assert_non_null(schema);
	for (i = 0; i < embedded_count; i++) {
		if (strncmp(embedded_files[i].path, folder, strlen(folder)) !=
		    0)
			continue;
		check_file(schema, &embedded_files[i]);
		count++;
	}
	schema_free(schema);
	source_free(source);
	arena_free(arena);
	return count;
}

static void
profiles_fit_their_schema(void **state)
{
	(void)state;
	assert_true(
	    check_folder("devices/", "schemas/device.schema.json") >= 60);
}

static void
policies_fit_their_schema(void **state)
{
	(void)state;
	assert_true(
	    check_folder("policies/", "schemas/policy.schema.json") >= 6);
}

const struct CMUnitTest built_in_tests[] = {
	cmocka_unit_test(profiles_fit_their_schema),
	cmocka_unit_test(policies_fit_their_schema),
};
const size_t built_in_test_count =
    sizeof(built_in_tests) / sizeof(*built_in_tests);
