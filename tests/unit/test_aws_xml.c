/* SPDX-License-Identifier: ISC */
/* Descriptors that are alike: a reader that has met others says of each what
 * one says that has met none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "model/field.h"
#include "read/aws_xml.h"
#include "tree.h"

extern const struct CMUnitTest aws_xml_tests[];
extern const size_t aws_xml_test_count;

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* The first OLD of a text becomes NEW. */
struct change {
	const char *old;
	const char *new;
};

/* What is written otherwise where the markup is the same. */
static const struct change values[] = {
	{ "", "" },
	{ "<lifetime>28800", "<lifetime>3600" },
	{ "<lifetime>28800", "<lifetime>long" },
	{ "<ip_address>", "<ip_address>1" },
	{ "<asn>", "<asn>x" },
	{ "<encryption_protocol>aes-128-cbc", "<encryption_protocol>des" },
	{ "<pre_shared_key>", "<pre_shared_key>." },
	{ "<hold_time>30", "<hold_time>40" },
	{ " id=\"vpn-", " id=\"" },
};

/* Other markup, most of it with something to be said of it. */
static const struct change shapes[] = {
	{ "", "" },
	{ "<mode>main</mode>", "" },
	{ "<mode>main</mode>", "<mode></mode>" },
	{ "<mode>main</mode>", "<mode>main</mode><mode>main</mode>" },
	{ "<mode>main</mode>", "<mode>main<x/></mode>" },
	{ "<mode>main</mode>", "<mode a=\"b\">main</mode>" },
	{ "<mode>main</mode>", "<mode>main</mode><other>text</other>" },
	{ "<mode>main</mode>", "<mode>main</mode>text" },
	{ "<lifetime>28800</lifetime>", "" },
	{ "<ike>", "<ike what=\"1\">" },
	{ "<ike>", "<ike xmlns:i=\"http://www.w3.org/2001/"
		   "XMLSchema-instance\" i:schemaLocation=\"a b\">" },
	{ "</vpn_connection>", "<vpn_gateway_id>vgw-1</vpn_gateway_id>"
			       "</vpn_connection>" },
	{ "</vpn_connection>", "<ipsec_tunnel><ike/></ipsec_tunnel>"
			       "</vpn_connection>" },
};

/* One reading of a document. */
struct descriptor {
	struct aws_xml *reader;
	struct arena *arena;
	struct diags *diags;
	struct source *source;
	struct connection *connection;
};

static void
read_text(struct descriptor *r, const struct buf *text)
{
	r->arena = arena_new();
	r->diags = diags_new(r->arena, 0);
	r->source = source_new("vpn.xml", text->data, text->length);
	r->connection =
	    aws_xml_read_raw(r->reader, r->source, r->arena, r->diags);
}

static void
end(const struct descriptor *r)
{
	source_free(r->source);
	arena_free(r->arena);
}

static void
assert_same_values(const struct field *fields, size_t count, const void *left,
    const void *right)
{
	const struct value *a, *b;
	size_t i;

	for (i = 0; i < count; i++) {
		a = field_get(&fields[i], left);
		b = field_get(&fields[i], right);
		assert_int_equal(a->origin, b->origin);
		assert_int_equal(a->at.offset, b->at.offset);
		assert_int_equal(a->at.source != NULL, b->at.source != NULL);
		assert_same_text(a->text, b->text);
		if (value_known(a))
			assert_true(field_equal(&fields[i], a, b));
	}
}

static void
assert_same_connection(const struct connection *a, const struct connection *b)
{
	const struct field *fields;
	size_t count, i;

	assert_int_equal(a->at.offset, b->at.offset);
	assert_int_equal(a->has_xml, b->has_xml);
	assert_int_equal(a->tunnel_count, b->tunnel_count);
	fields = connection_fields(&count);
	assert_same_values(fields, count, a, b);
	fields = tunnel_fields(&count);
	for (i = 0; i < a->tunnel_count; i++) {
		assert_int_equal(
		    a->tunnels[i].at.offset, b->tunnels[i].at.offset);
		assert_same_values(
		    fields, count, &a->tunnels[i], &b->tunnels[i]);
	}
}

static void
assert_same_findings(const struct diags *left, const struct diags *right)
{
	const struct finding *a, *b;
	size_t counts[2], i;

	a = diags_list(left, &counts[0]);
	b = diags_list(right, &counts[1]);
	assert_int_equal(counts[0], counts[1]);
	for (i = 0; i < counts[0]; i++) {
		assert_int_equal(a[i].rule, b[i].rule);
		assert_int_equal(a[i].at.offset, b[i].at.offset);
		assert_string_equal(a[i].message, b[i].message);
	}
}

/* What READER, and a new one, make of TEXT. */
static void
compare(struct aws_xml *reader, const struct buf *text)
{
	struct descriptor known = { .reader = reader };
	struct descriptor new = { .reader = aws_xml_new() };

	read_text(&known, text);
	read_text(&new, text);
	assert_same_findings(known.diags, new.diags);
	assert_non_null(new.connection);
	assert_same_connection(known.connection, new.connection);
	end(&known);
	end(&new);
	aws_xml_free(new.reader);
}

static void
apply(const char *text, const struct change *change, struct buf *ret)
{
	const char *at = strstr(text, change->old);

	buf_clear(ret);
	assert_non_null(at);
	buf_add(ret, text, (size_t)(at - text));
	buf_text(ret, change->new);
	buf_text(ret, at + strlen(change->old));
}

/* Documents of one shape after the other, with all values. */
static void
compare_shape(struct aws_xml *reader, const char *text, size_t shape)
{
	struct buf shaped = { NULL, 0, 0 }, changed = { NULL, 0, 0 };
	size_t i;

	apply(text, &shapes[shape], &shaped);
	for (i = 0; i < COUNT(values); i++) {
		if (strstr(shaped.data, values[i].old) == NULL)
			continue;
		apply(shaped.data, &values[i], &changed);
		compare(reader, &changed);
	}
	buf_free(&shaped);
	buf_free(&changed);
}

static struct source *
base(struct arena *arena)
{
	struct source *source =
	    file_read("tests/rules/base/bgp.xml", 100000, diags_new(arena, 0));

	assert_non_null(source);
	return source;
}

/* Each shape has a reader of its own. */
static void
documents_of_one_shape(void **state)
{
	struct arena *arena = arena_new();
	struct source *source = base(arena);
	struct aws_xml *reader;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(shapes); i++) {
		reader = aws_xml_new();
		compare_shape(reader, source_text(source), i);
		aws_xml_free(reader);
	}
	source_free(source);
	arena_free(arena);
}

/* Values that stay the same for long, and then do not, for long or once. */
static void
documents_that_are_alike(void **state)
{
	struct arena *arena = arena_new();
	struct source *source = base(arena);
	struct aws_xml *reader = aws_xml_new();
	struct buf changed = { NULL, 0, 0 };
	size_t i, j;

	(void)state;
	for (i = 0; i < COUNT(values); i++) {
		for (j = 0; j < 20; j++) {
			apply(source_text(source), &values[0], &changed);
			compare(reader, &changed);
		}
		for (j = 0; j < (i % 2 == 0 ? 1 : 40); j++) {
			apply(source_text(source), &values[i], &changed);
			compare(reader, &changed);
		}
	}
	buf_free(&changed);
	aws_xml_free(reader);
	source_free(source);
	arena_free(arena);
}

/* Each value is that of all documents of a reader, but for those that are
 * changed in every other one: it is said of all that it is wrong. */
static void
documents_with_the_same_value(void **state)
{
	struct arena *arena = arena_new();
	struct source *source = base(arena);
	struct buf same = { NULL, 0, 0 }, changed = { NULL, 0, 0 };
	struct aws_xml *reader;
	size_t i, j;

	(void)state;
	for (i = 0; i < COUNT(values); i++) {
		reader = aws_xml_new();
		apply(source_text(source), &values[i], &same);
		for (j = 0; j < 20; j++) {
			apply(same.data,
			    &(const struct change){
				"<asn>", j % 2 == 0 ? "<asn>" : "<asn>1" },
			    &changed);
			compare(reader, &changed);
		}
		aws_xml_free(reader);
	}
	buf_free(&same);
	buf_free(&changed);
	source_free(source);
	arena_free(arena);
}

/* One reader meets all of them in turns. */
static void
documents_of_many_shapes(void **state)
{
	struct arena *arena = arena_new();
	struct source *source = base(arena);
	struct aws_xml *reader = aws_xml_new();
	size_t round, i;

	(void)state;
	for (round = 0; round < 3; round++)
		for (i = 0; i < COUNT(shapes); i++)
			compare_shape(reader, source_text(source), i);
	aws_xml_free(reader);
	source_free(source);
	arena_free(arena);
}

const struct CMUnitTest aws_xml_tests[] = {
	cmocka_unit_test(documents_of_one_shape),
	cmocka_unit_test(documents_that_are_alike),
	cmocka_unit_test(documents_with_the_same_value),
	cmocka_unit_test(documents_of_many_shapes),
};
const size_t aws_xml_test_count =
    sizeof(aws_xml_tests) / sizeof(aws_xml_tests[0]);
