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
#include "doc/packed.h"
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

static void
assert_alike(const struct node *a, const struct node *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->plain, b->plain);
	assert_int_equal(a->name_plain, b->name_plain);
	assert_ptr_equal(a->name_pos.source, b->name_pos.source);
	assert_int_equal(a->name_pos.offset, b->name_pos.offset);
	assert_ptr_equal(a->pos.source, b->pos.source);
	assert_int_equal(a->pos.offset, b->pos.offset);
	assert_int_equal(a->end, b->end);
	assert_true((a->name == NULL) == (b->name == NULL));
	if (a->name != NULL)
		assert_string_equal(a->name, b->name);
	assert_true((a->text == NULL) == (b->text == NULL));
	if (a->text != NULL)
		assert_string_equal(a->text, b->text);
	assert_int_equal(node_count(a), node_count(b));
	for (a = a->first, b = b->first; a != NULL; a = a->next, b = b->next)
		assert_alike(a, b);
}

static bool
is_packed(const char *path)
{
	return strncmp(path, "devices/", 8) == 0 ||
	       strncmp(path, "policies/", 9) == 0;
}

/* Trees that were made with the program are those of their files. */
static void
are_packed_as_they_are_read(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	const struct node *root, *packed;
	struct source *source;
	size_t i, count = 0;

	(void)state;
	for (i = 0; i < embedded_count; i++) {
		if (!is_packed(embedded_files[i].path))
			continue;
		root = read_file(&embedded_files[i], &source, arena, diags);
		packed = packed_read(embedded_files[i].path, source, arena);
		assert_non_null(packed);
		assert_null(packed->parent);
		assert_alike(packed, root);
		source_free(source);
		count++;
	}
	assert_int_equal(count, packed_count);
	assert_null(packed_read("devices/none.yaml", NULL, arena));
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
	cmocka_unit_test(are_packed_as_they_are_read),
};
const size_t built_in_test_count =
    sizeof(built_in_tests) / sizeof(*built_in_tests);
