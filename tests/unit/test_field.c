/* SPDX-License-Identifier: ISC */
/* The tables of fields: what is told of a row elsewhere agrees with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/field.h"
#include "render/guard.h"

extern const struct CMUnitTest field_tests[];
extern const size_t field_test_count;

/* Each row is found by its place in the struct, so that both have one order. */
static void
test_field_places(void **state)
{
	size_t count, i;
	const struct field *fields = connection_fields(&count);

	(void)state;
	for (i = 0; i < count; i++)
		assert_ptr_equal(
		    connection_field_at(fields[i].offset), &fields[i]);
	fields = tunnel_fields(&count);
	for (i = 0; i < count; i++)
		assert_ptr_equal(tunnel_field_at(fields[i].offset), &fields[i]);
	assert_int_equal(sizeof(struct tunnel),
	    sizeof(struct pos) + count * sizeof(struct value));
}

static void
test_field_ranges(void **state)
{
	size_t count, range_count, found = 0, i;
	const struct field *fields = tunnel_fields(&count);
	const struct field *const *ranges = tunnel_ranges(&range_count);

	(void)state;
	for (i = 0; i < count; i++) {
		if (fields[i].maximum == 0)
			continue;
		assert_true(found < range_count);
		assert_ptr_equal(ranges[found++], &fields[i]);
	}
	assert_int_equal(found, range_count);
}

static void
check_defaults(const struct field *fields, size_t count,
    const struct field *const *defaults, size_t default_count)
{
	enum algorithm_kind kind;
	size_t found = 0, i;

	for (i = 0; i < count; i++) {
		if ((field_is_set(&fields[i], &kind)
			    ? fields[i].option
			    : fields[i].fallback) == NULL)
			continue;
		assert_true(found < default_count);
		assert_ptr_equal(defaults[found++], &fields[i]);
	}
	assert_int_equal(found, default_count);
}

static void
test_field_defaults(void **state)
{
	const struct field *const *defaults;
	const struct field *fields;
	size_t count, default_count;

	(void)state;
	fields = connection_fields(&count);
	defaults = connection_defaults(&default_count);
	check_defaults(fields, count, defaults, default_count);
	fields = tunnel_fields(&count);
	defaults = tunnel_defaults(&default_count);
	check_defaults(fields, count, defaults, default_count);
}

/* Whether rendering has anything to ask of FIELD, a tunnel's. */
static bool
is_needed(const struct field *field)
{
	if (field->xml == NULL)
		return false;
	if (field->bgp || field->type == FIELD_IPV6)
		return true;
	return (field->need == FIELD_REQUIRED || field->fallback != NULL) &&
	       strncmp(field->name, "xml_", 4) != 0;
}

static void
check_guarded(const struct field *fields, size_t count, bool is_tunnels,
    const struct field *const *guarded, size_t guarded_count)
{
	size_t found = 0, i;

	for (i = 0; i < count; i++) {
		if ((fields[i].type != FIELD_TEXT || fields[i].secret ||
			fields[i].hidden) &&
		    !(is_tunnels && is_needed(&fields[i])))
			continue;
		assert_true(found < guarded_count);
		assert_ptr_equal(guarded[found++], &fields[i]);
		/* They are taken without a look. */
		if (fields[i].type == FIELD_TEXT && fields[i].fallback != NULL)
			assert_true(guard_is_word(fields[i].fallback));
	}
	assert_int_equal(found, guarded_count);
}

static void
test_field_guarded(void **state)
{
	const struct field *const *guarded;
	const struct field *fields;
	size_t count, guarded_count;

	(void)state;
	fields = connection_fields(&count);
	guarded = connection_guarded(&guarded_count);
	check_guarded(fields, count, false, guarded, guarded_count);
	fields = tunnel_fields(&count);
	guarded = tunnel_guarded(&guarded_count);
	check_guarded(fields, count, true, guarded, guarded_count);
}

static void
check_fallbacks(const struct field *fields, size_t count)
{
	struct value read, made;
	size_t i;

	for (i = 0; i < count; i++) {
		if (fields[i].fallback == NULL)
			continue;
		memset(&read, 0, sizeof(read));
		memset(&made, 0, sizeof(made));
		assert_true(field_parse(&fields[i], fields[i].fallback, &read));
		assert_true(field_parse_fallback(&fields[i], &made));
		assert_memory_equal(&read, &made, sizeof(read));
	}
}

static void
test_field_fallbacks(void **state)
{
	const struct field *fields;
	size_t count;

	(void)state;
	fields = connection_fields(&count);
	check_fallbacks(fields, count);
	fields = tunnel_fields(&count);
	check_fallbacks(fields, count);
}

const struct CMUnitTest field_tests[] = {
	cmocka_unit_test(test_field_places),
	cmocka_unit_test(test_field_ranges),
	cmocka_unit_test(test_field_defaults),
	cmocka_unit_test(test_field_guarded),
	cmocka_unit_test(test_field_fallbacks),
};

const size_t field_test_count = sizeof(field_tests) / sizeof(field_tests[0]);
