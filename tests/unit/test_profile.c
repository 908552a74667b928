/* SPDX-License-Identifier: ISC */
/*
 * Device profiles: the real ones, and every way in which one can be
 * inconsistent.  Runs at the top of the project.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "catalog_trial.h"

extern const struct CMUnitTest profile_tests[];
extern const size_t profile_test_count;

/* tests/schema/good/minimal.yaml with FROM exchanged for TO. */
static struct profile *
load(struct catalog_trial *fixture, const char *from, const char *to)
{
	struct source *base = file_read("tests/schema/good/minimal.yaml",
	    FILE_LIMIT_DEFAULT, fixture->diags);
	const char *text, *found;
	struct buf buf = { 0 };

	assert_non_null(base);
	text = source_text(base);
	found = strstr(text, from);
	assert_non_null(found);
	buf_add(&buf, text, (size_t)(found - text));
	buf_text(&buf, to);
	buf_text(&buf, found + strlen(from));
	source_free(base);
	fixture->source =
	    source_new("devices/test-device.yaml", buf.data, buf.length);
	buf_free(&buf);
	return profile_load(fixture->source, "test-device",
	    catalog_schema(fixture->catalog, "device", fixture->diags),
	    fixture->diags);
}

static int
index_of(enum algorithm_kind kind, const char *name)
{
	int index = algorithm_find(kind, name);

	assert_true(index >= 0);
	return index;
}

static void
test_minimal(void **state)
{
	struct catalog_trial fixture = catalog_trial_open(NULL);
	struct profile *profile = load(&fixture, "id:", "id:");
	const struct profile_algorithms *can;
	const struct parameter *parameter;
	int gcm = index_of(ALGORITHM_ENCRYPTION, "AES256-GCM-16");

	(void)state;
	assert_non_null(profile);
	assert_string_equal(profile->id, "test-device");
	assert_string_equal(profile->software, "1 and later");
	assert_int_equal(profile->aws_device_type_count, 1);
	assert_int_equal(profile->source_count, 2);
	assert_string_equal(profile->sources[1].read, "2026-11-23");
	assert_true(profile->bgp && profile->static_routing);
	assert_true(profile->inside_ipv4 && !profile->inside_ipv6);
	assert_int_equal(profile->ike_versions,
	    1u << index_of(ALGORITHM_IKE_VERSION, "ikev2"));
	can = profile_can(profile, 2, 2, ALGORITHM_ENCRYPTION);
	assert_string_equal(can->spelling[gcm], "aes-gcm-256");
	assert_int_equal(can->set,
	    1u << gcm | 1u << index_of(ALGORITHM_ENCRYPTION, "AES256"));
	assert_int_equal(
	    profile_can(profile, 1, 1, ALGORITHM_ENCRYPTION)->set, 0);
	assert_int_equal(
	    profile_can(profile, 3, 0, ALGORITHM_ENCRYPTION)->set, 0);
	assert_int_equal(profile->aead_prf, 0);
	assert_int_equal(profile->parameter_count, 5);
	assert_string_equal(profile->parameters[1].name, "tunnel_base");
	parameter = profile_parameter(profile, "tunnel_base");
	assert_ptr_equal(parameter, &profile->parameters[1]);
	assert_int_equal(parameter->preset.integer, 1);
	assert_int_equal(parameter->preset.origin, PARAMETER_DEFAULT);
	assert_null(profile_parameter(profile, "none"));
	assert_int_equal(profile_parameter(profile, "aws_networks")->required,
	    PARAMETER_STATIC);
	assert_int_equal(profile->syntax.nesting, PROFILE_NESTING_INDENT);
	assert_string_equal(profile->syntax.negate, "no ");
	assert_false(profile->files[0].executable);
	assert_string_equal(profile->commands[0].command, "show it");
	assert_string_equal(profile->notes[0], "Read this.");
	profile_free(profile);
	catalog_trial_close(&fixture);
}

static void
test_characters(void **state)
{
	struct catalog_trial fixture = catalog_trial_open(NULL);
	struct profile *profile =
	    load(&fixture, "\"[A-Za-z0-9._]{8,64}\"", "\"(?s)[a-z]{2}.*|x$\"");
	const struct profile_characters *rule;

	(void)state;
	assert_non_null(profile);
	assert_null(profile_characters(profile, "colour"));
	rule = profile_characters(profile, "pre_shared_key");
	assert_non_null(rule);
	assert_true(profile_characters_allow(rule, "abc"));
	assert_true(profile_characters_allow(rule, "x"));
	assert_true(profile_characters_allow(rule, "ab\xc3\xa9"));
	assert_false(profile_characters_allow(rule, "a"));
	assert_false(profile_characters_allow(rule, " ab"));
	/* Whatever the pattern says. */
	assert_false(profile_characters_allow(rule, "ab\n"));
	assert_false(profile_characters_allow(rule, "x\n"));
	assert_false(profile_characters_allow(rule, "ab\x1b[0m"));
	assert_false(profile_characters_allow(rule, "ab\x7f"));
	assert_false(profile_characters_allow(rule, "ab\xc2\x85"));
	assert_false(profile_characters_allow(rule, "ab\xe2\x80\xa8"));
	assert_false(profile_characters_allow(rule, "ab\xff"));
	profile_free(profile);
	catalog_trial_close(&fixture);
}

static void
test_file_names(void **state)
{
	static const struct profile_file file = { .name = "{id}.d-{id}.sh" };
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(
	    profile_file_name(&file, "vpn-1", arena), "vpn-1.d-vpn-1.sh");
	assert_null(profile_file_name(&file, "../vpn-1", arena));
	assert_null(profile_file_name(&file, "", arena));
	assert_null(profile_file_name(&file, "a b", arena));
	arena_free(arena);
}

/* A change to the minimal profile, the text that the finding points at, and
 * what is said of it. */
static const struct {
	const char *from, *to;
	enum rule_id rule;
	const char *at, *words;
} inconsistent[] = {
	{ "id: test-device", "id: other", RULE_PROFILE, "other",
	    "'test-device'" },
	{ "AES256: aes", "AES265: aes", RULE_PROFILE, "AES265",
	    "'AES265'; did you mean 'AES256'?" },
	{ "AES256: aes", "aes256: aes", RULE_PROFILE,
	    "aes256: ", "did you mean 'AES256'?" },
	{ "SHA2-384: s", "MD5: s", RULE_PROFILE, "MD5", "'MD5'" },
	{ "\"20\": \"20\"", "\"25\": \"20\"", RULE_PROFILE, "\"25\"", "'25'" },
	{ "  ikev2:", "  ikev1:", RULE_PROFILE, "AES256-GCM-16", "RFC 5282" },
	{ "phase1: &phase\n", "phase1: &phase\n      aead_prf: [SHA2-384]\n",
	    RULE_SCHEMA, "aead_prf", "unknown key 'aead_prf'" },
	{ "\"[A-Za-z0-9._-]+\"", "\"[A-Z\"", RULE_PROFILE, "\"[A-Z\"",
	    "pattern cannot be used" },
	{ "\"[A-Za-z0-9._-]+\"", "\"a\\\\Cb\"", RULE_PROFILE, "\"a\\\\Cb\"",
	    "pattern cannot be used" },
	{ "pattern: \"[a-z]+[0-9]\", ", "", RULE_PROFILE, "outside_interface",
	    "must have 'pattern'" },
	{ "\"[a-z]+[0-9]\"", "\"[a-z]*\"", RULE_PROFILE, "\"[a-z]*\"",
	    "empty text" },
	{ "default: eth0", "default: eth", RULE_PROFILE, "eth,",
	    "'outside_interface' must be text that fits [a-z]+[0-9]" },
	{ "default: eth0", "default: \"eth0\\n\"", RULE_PROFILE, "\"eth0",
	    "\\x0a" },
	{ "default: eth0", "default: [eth0]", RULE_PROFILE, "[eth0]",
	    "is a list" },
	{ "default: 1,", "default: 11,", RULE_PROFILE, "11,", "from 0 to 10" },
	{ "maximum: 10", "maximum: -1", RULE_PROFILE, "-1,", "below minimum" },
	{ "required: static", "default: 10.0.0.1/8", RULE_PROFILE, "10.0.0.1",
	    "the network is 10.0.0.0/8" },
	{ "required: static", "default: [10.0.0.0/8, 10.0.0.0/8]", RULE_PROFILE,
	    "10.0.0.0/8]", "twice" },
	{ "required: static", "default: []", RULE_PROFILE, "[], text",
	    "1 to 1000" },
	{ "required: static", "required: static, default: 10.0.0.0/8",
	    RULE_PROFILE, "default: 10.", "either 'default' or 'required'" },
	{ "default: a,", "default: c,", RULE_PROFILE, "c, text: \"Which",
	    "one of: a, b" },
	{ "choices: [a, b], ", "", RULE_PROFILE, "flavour",
	    "must have 'choices'" },
	{ "default: false", "default: false, minimum: 1", RULE_PROFILE,
	    "minimum: 1", "type boolean has no 'minimum'" },
	{ "default: false", "default: no", RULE_PROFILE, "no, text",
	    "true or false" },
	{ "  flag: {type: boolean, default: false",
	    "  nat_traversal: {type: integer, default: 0", RULE_PROFILE,
	    "nat_traversal", "type boolean, as on every device" },
	{ "\"{id}.cfg\"", "vpn.cfg", RULE_PROFILE, "vpn.cfg", "{id}" },
	{ "\"{id}.cfg\"", "\"../{id}.cfg\"", RULE_PROFILE, "\"../",
	    "file name must be" },
	{ "\"{id}.cfg\"", "\"{id}{name}\"", RULE_PROFILE, "\"{id}{",
	    "file name must be" },
	{ "\"{id}.cfg\"", "\".{id}\"", RULE_PROFILE, "\".{",
	    "file name must be" },
	{ "commands:", "  - {template: x, name: \"{id}.cfg\"}\ncommands:",
	    RULE_PROFILE, "\"{id}.cfg\"}", "already" },
	{ "test-device.j2", "a/../b.j2", RULE_PROFILE, "a/..", "'..'" },
	{ "test-device.j2", "a/.b", RULE_PROFILE, "a/.b", "hidden" },
	{ "test-device.j2", "a//b", RULE_PROFILE, "a//b", "below templates/" },
	{ "commands:", "running: {unshown: [\"a ** b ** c\"]}\ncommands:",
	    RULE_PROFILE, "\"a ** b", "once only" },
	{ "commands:",
	    "running: {unshown: [\"a b c d e f g h i j k l m n o p q r s t u v "
	    "w x y z a b c d e f g\"]}\ncommands:",
	    RULE_PROFILE, "\"a b c", "at most 32 words" },
	{ "commands:", "running: {same: [[\"a *\", \"b * *\"]]}\ncommands:",
	    RULE_PROFILE, "\"b * *", "which has fewer" },
	{ "commands:", "running: {same: [[\"a\", \"b **\"]]}\ncommands:",
	    RULE_PROFILE, "\"b **", "which has fewer" },
	{ "commands:", "running: {same: [[\"a *\", \"c | b *\"]]}\ncommands:",
	    RULE_PROFILE, "\"c | b", "both spellings need a '|'" },
	{ "commands:", "running: {inherited: [[\"a *\", \"b *\"]]}\ncommands:",
	    RULE_PROFILE, "\"b *\"]", "must be a block, '|'" },
	{ "commands:",
	    "running: {inherited: [[\"a *\", \"c * | b * *\"]]}\ncommands:",
	    RULE_PROFILE, "\"c * |", "must be a block, '|'" },
	{ "commands:",
	    "running: {inherited: [[\"a **\", \"c * | b **\"]]}\ncommands:",
	    RULE_PROFILE, "\"c * |", "must be a block, '|'" },
	{ "commands:",
	    "running: {files: [{name: \"{id}.xml\", template: a.j2}]}\n"
	    "commands:",
	    RULE_PROFILE, "[{name: \"{id}.xml\"", "files and syntax" },
	{ "commands:",
	    "running: {syntax: {nesting: indent, comment: \"\", negate: "
	    "\"\"}}\ncommands:",
	    RULE_PROFILE, "{nesting: indent, comment: \"\"",
	    "files and syntax" },
	{ "commands:",
	    "running: {syntax: {nesting: indent, comment: \"\", negate: "
	    "\"\"}, files: [{name: one.xml, template: a.j2}]}\ncommands:",
	    RULE_PROFILE, "one.xml", "must hold {id}" },
	{ "vendor:", "vendr:", RULE_SCHEMA, "vendr", "did you mean 'vendor'" },
};

/* The finding that row I of the table expects, or NULL. */
static const struct finding *
find_expected(struct catalog_trial *fixture, size_t i)
{
	const char *text = source_text(fixture->source);
	const char *at = strstr(text, inconsistent[i].at);
	const struct finding *list;
	size_t count, j;

	assert_non_null(at);
	list = diags_list(fixture->diags, &count);
	for (j = 0; j < count; j++)
		if (list[j].rule == inconsistent[i].rule &&
		    list[j].at.source == fixture->source &&
		    list[j].at.offset == (size_t)(at - text) &&
		    strstr(list[j].message, inconsistent[i].words) != NULL)
			return &list[j];
	return NULL;
}

static void
test_inconsistent(void **state)
{
	struct catalog_trial fixture;
	size_t i, count;

	(void)state;
	for (i = 0; i < sizeof(inconsistent) / sizeof(inconsistent[0]); i++) {
		fixture = catalog_trial_open(NULL);
		assert_null(
		    load(&fixture, inconsistent[i].from, inconsistent[i].to));
		if (find_expected(&fixture, i) == NULL)
			fail_msg("'%s': %s", inconsistent[i].to,
			    diags_list(fixture.diags, &count)->message);
		catalog_trial_close(&fixture);
	}
}

static void
test_aead_prf(void **state)
{
	struct catalog_trial fixture = catalog_trial_open(NULL);
	struct source *source = file_read("tests/schema/good/aead-prf.yaml",
	    FILE_LIMIT_DEFAULT, fixture.diags);
	struct profile *profile;

	(void)state;
	profile = profile_load(source, "test-device",
	    catalog_schema(fixture.catalog, "device", fixture.diags),
	    fixture.diags);
	assert_non_null(profile);
	assert_int_equal(
	    profile->aead_prf, 1u << index_of(ALGORITHM_INTEGRITY, "SHA2-384"));
	profile_free(profile);
	source_free(source);
	catalog_trial_close(&fixture);
}

/* Every profile that is part of the program loads, with its templates. */
static void
test_embedded(void **state)
{
	struct catalog_trial fixture = catalog_trial_open(NULL);
	const struct profile *profile;
	const char *const *ids;
	struct catalog_place place;
	size_t count, i, j;

	(void)state;
	ids = catalog_devices(fixture.catalog, &count);
	assert_true(count >= 3);
	for (i = 0; i < count; i++) {
		assert_true(i == 0 || strcmp(ids[i - 1], ids[i]) < 0);
		profile = catalog_profile(
		    fixture.catalog, ids[i], NOWHERE, fixture.diags);
		if (profile == NULL)
			fail_msg("%s: %s", ids[i],
			    diags_list(fixture.diags, &count)->message);
		assert_ptr_equal(profile, catalog_profile(fixture.catalog,
					      ids[i], NOWHERE, fixture.diags));
		for (j = 0; j < profile->file_count; j++)
			assert_non_null(catalog_template(fixture.catalog,
			    profile->files[j].template, NOWHERE,
			    fixture.diags));
		assert_true(catalog_place(fixture.catalog, ids[i], &place));
		assert_null(place.directory);
	}
	catalog_trial_close(&fixture);
}

static void *
match_many(void *context)
{
	const struct profile *profile = context;
	const struct profile_characters *rule =
	    profile_characters(profile, "name");
	uintptr_t wrong = 0;
	unsigned i;

	for (i = 0; i < 20000; i++)
		wrong += !profile_characters_allow(rule, "vpn-1.2_3") ||
			 profile_characters_allow(rule, "vpn 1");
	return (void *)wrong;
}

/* Run under -fsanitize=thread this shows that a profile can be shared. */
static void
test_threads(void **state)
{
	struct catalog_trial fixture = catalog_trial_open(NULL);
	struct profile *profile = load(&fixture, "id:", "id:");
	pthread_t threads[4];
	void *wrong;
	size_t i;

	(void)state;
	assert_non_null(profile);
	for (i = 0; i < 4; i++)
		assert_int_equal(
		    pthread_create(&threads[i], NULL, match_many, profile), 0);
	for (i = 0; i < 4; i++) {
		assert_int_equal(pthread_join(threads[i], &wrong), 0);
		assert_null(wrong);
	}
	profile_free(profile);
	catalog_trial_close(&fixture);
}

#define TEST(function)                                                         \
	{                                                                      \
		"profile/" #function, test_##function, NULL, NULL, NULL        \
	}

const struct CMUnitTest profile_tests[] = {
	TEST(minimal),
	TEST(characters),
	TEST(file_names),
	TEST(inconsistent),
	TEST(aead_prf),
	TEST(embedded),
	TEST(threads),
};
const size_t profile_test_count =
    sizeof(profile_tests) / sizeof(profile_tests[0]);
