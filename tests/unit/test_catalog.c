/* SPDX-License-Identifier: ISC */
/* The catalogue of devices and templates: directories beside what is built
 * in.  Runs at the top of the project. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "catalog_trial.h"

extern const struct CMUnitTest catalog_tests[];
extern const size_t catalog_test_count;

static void
put(const char *directory, const char *name, const char *text)
{
	char path[300];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void
assert_last(struct catalog_trial *fixture, enum rule_id rule, const char *words)
{
	const struct finding *list;
	size_t count;

	list = diags_list(fixture->diags, &count);
	assert_true(count > 0);
	assert_string_equal(
	    rule_get(list[count - 1].rule)->id, rule_get(rule)->id);
	if (strstr(list[count - 1].message, words) == NULL)
		fail_msg("%s", list[count - 1].message);
}

static void
copy_profile(const char *directory)
{
	struct arena *arena = arena_new();
	struct source *source = file_read("tests/schema/good/minimal.yaml",
	    FILE_LIMIT_DEFAULT, diags_new(arena, 0));

	assert_non_null(source);
	put(directory, "devices/test-device.yaml", source_text(source));
	put(directory, "devices/other.yaml", source_text(source));
	source_free(source);
	arena_free(arena);
}

static void
enter(const char *directory, const char *name, char path[300])
{
	snprintf(path, 300, "%s/%s", directory, name);
	assert_int_equal(mkdir(path, 0700), 0);
}

/* A directory as a user has it, with links that lead out of it. */
static void
make_directory(char directory[])
{
	char path[300];

	assert_non_null(mkdtemp(directory));
	enter(directory, "devices", path);
	enter(directory, "templates", path);
	enter(directory, "templates/sub", path);
	enter(directory, "templates/dir.j2", path);
	copy_profile(directory);
	put(directory, "devices/Not-An-Id.yaml", "x");
	put(directory, "devices/.yaml", "x");
	put(directory, "templates/test-device.j2", "mine");
	put(directory, "templates/cisco-iosxe.j2", "mine");
	put(directory, "templates/sub/part.j2", "part");
	put(directory, "secret", "secret");
	snprintf(path, sizeof(path), "%s/templates/link.j2", directory);
	assert_int_equal(symlink("../secret", path), 0);
	snprintf(path, sizeof(path), "%s/templates/out", directory);
	assert_int_equal(symlink("..", path), 0);
	snprintf(path, sizeof(path), "%s/devices/linked.yaml", directory);
	assert_int_equal(symlink("test-device.yaml", path), 0);
}

static void
remove_directory(const char *directory)
{
	static const char *const names[] = { "devices/test-device.yaml",
		"devices/other.yaml", "devices/Not-An-Id.yaml", "devices/.yaml",
		"devices/linked.yaml", "templates/link.j2", "templates/out",
		"templates/test-device.j2", "templates/cisco-iosxe.j2",
		"templates/sub/part.j2", "templates/sub", "templates/dir.j2",
		"templates", "devices", "secret", "." };
	char path[300];
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", directory, names[i]);
		if (strcmp(names[i], ".") == 0)
			assert_int_equal(rmdir(directory), 0);
		else
			assert_int_equal(remove(path), 0);
	}
}

static bool
lists(struct catalog_trial *fixture, const char *id)
{
	const char *const *ids;
	size_t count, i;

	ids = catalog_devices(fixture->catalog, &count);
	for (i = 0; i < count; i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

static void
check_templates(struct catalog_trial *fixture)
{
	static const char *const refused[] = { "link.j2", "out/secret",
		"dir.j2", "../secret", "/etc/passwd", "", ".", "..",
		"sub/../test-device.j2", "sub//part.j2", "sub/", "./x", "a b",
		"none.j2", "test-device.j2/x", "x\n" };
	size_t i;

	assert_string_equal(source_text(catalog_template(fixture->catalog,
				"test-device.j2", NOWHERE, fixture->diags)),
	    "mine");
	/* Before the one that is part of the program. */
	assert_string_equal(source_text(catalog_template(fixture->catalog,
				"cisco-iosxe.j2", NOWHERE, fixture->diags)),
	    "mine");
	assert_string_equal(source_text(catalog_template(fixture->catalog,
				"sub/part.j2", NOWHERE, fixture->diags)),
	    "part");
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (catalog_template(fixture->catalog, refused[i], NOWHERE,
			fixture->diags) != NULL)
			fail_msg("read: %s", refused[i]);
		assert_last(fixture, RULE_TEMPLATE_MISSING, "template");
	}
}

static void
test_directory(void **state)
{
	char directory[] = "/tmp/cgwgen-test-XXXXXX";
	struct catalog_place place;
	struct catalog_trial fixture;

	(void)state;
	make_directory(directory);
	fixture = catalog_trial_open(directory);
	assert_true(lists(&fixture, "test-device"));
	assert_true(lists(&fixture, "cisco-iosxe"));
	assert_false(lists(&fixture, "Not-An-Id"));
	assert_false(lists(&fixture, ""));
	assert_non_null(catalog_profile(
	    fixture.catalog, "test-device", NOWHERE, fixture.diags));
	assert_true(catalog_place(fixture.catalog, "test-device", &place));
	assert_string_equal(place.directory, directory);
	assert_string_equal(place.path, "devices/test-device.yaml");
	check_templates(&fixture);

	assert_null(
	    catalog_profile(fixture.catalog, "other", NOWHERE, fixture.diags));
	assert_last(&fixture, RULE_PROFILE, "id must be 'other'");
	assert_null(
	    catalog_profile(fixture.catalog, "linked", NOWHERE, fixture.diags));
	assert_last(&fixture, RULE_DEVICE_UNKNOWN, "symbolic link");
	assert_null(catalog_profile(
	    fixture.catalog, "test-devise", NOWHERE, fixture.diags));
	assert_last(&fixture, RULE_DEVICE_UNKNOWN, "'test-device'?");
	assert_null(catalog_profile(
	    fixture.catalog, "../devices/test-device", NOWHERE, fixture.diags));
	assert_last(&fixture, RULE_DEVICE_UNKNOWN, "there is no device");
	assert_null(
	    catalog_profile(fixture.catalog, "", NOWHERE, fixture.diags));
	catalog_trial_close(&fixture);
	remove_directory(directory);
}

static void
test_no_directory(void **state)
{
	const char *const names[] = { "/nonexistent", "/etc/passwd" };
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	size_t count;

	(void)state;
	assert_null(catalog_open(names, 2, diags));
	assert_int_equal(
	    diags_list(diags, &count)->rule, RULE_INPUT_UNREADABLE);
	assert_int_equal(count, 2);
	arena_free(arena);
}

#define TEST(function)                                                         \
	{                                                                      \
		"catalog/" #function, test_##function, NULL, NULL, NULL        \
	}

const struct CMUnitTest catalog_tests[] = {
	TEST(directory),
	TEST(no_directory),
};
const size_t catalog_test_count =
    sizeof(catalog_tests) / sizeof(catalog_tests[0]);
