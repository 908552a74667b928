/* SPDX-License-Identifier: ISC */
/* The XML reader: places, limits, secrets, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "doc/text.h"
#include "doc/xml.h"

extern const struct CMUnitTest xml_tests[];
extern const size_t xml_test_count;

struct reading {
	struct xml_reader *reader;
	struct arena *arena;
	struct diags *diags;
	struct source *source;
	const struct node *root;
};

static struct reading
start(void)
{
	return (
	    struct reading){ .reader = xml_reader_new(), .arena = arena_new() };
}

/* Reads TEXT, with the reader that was used before. */
static const struct node *
read_text(struct reading *r, const char *text)
{
	source_free(r->source);
	arena_reset(r->arena);
	r->diags = diags_new(r->arena, 0);
	r->source = source_new("x", text, strlen(text));
	r->root = NULL;
	if (text_check(r->source, r->diags))
		r->root =
		    xml_read(r->reader, r->source, "psk", r->arena, r->diags);
	return r->root;
}

static void
end(struct reading *r)
{
	xml_reader_free(r->reader);
	source_free(r->source);
	arena_free(r->arena);
}

/* POS is where MARK first stands in the source. */
static void
assert_at(const struct reading *r, struct pos pos, const char *mark)
{
	const char *found = strstr(source_text(r->source), mark);

	assert_non_null(found);
	assert_ptr_equal(pos.source, r->source);
	assert_int_equal(pos.offset, (size_t)(found - source_text(r->source)));
}

/* There is one finding, RULE, at LINE and COLUMN. */
static void
assert_failure(
    const struct reading *r, enum rule_id rule, size_t line, size_t column)
{
	const struct finding *list;
	size_t count, found_line, found_column;

	assert_null(r->root);
	list = diags_list(r->diags, &count);
	assert_int_equal(count, 1);
	assert_string_equal(rule_get(list[0].rule)->id, rule_get(rule)->id);
	source_line_column(list[0].at, &found_line, &found_column);
	assert_int_equal(found_line, line);
	assert_int_equal(found_column, column);
}

static void
places_of_everything(void **state)
{
	static const char *const texts[] = {
		"<r one='1' two = \"2\">\n <e>v</e>\n <f> w </f>\n</r>",
		"\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n<r one='1'\r\n"
		"two = \"2\"><e>v</e\r\n><f\r\n>\r\n\tw</f></r>\r\n",
		"<?xml version='1.0' encoding='us-ascii'?><!-- <e>v</e> -->"
		"<r one='1' two = \"2\"><?p <f>?><e>v</e><f><!-- x -->w</f>"
		"</r>",
		"\n<r one='1' two = "
		"\"2\"><e><![CDATA[v]]></e><f>w&#32;</f></r>",
	};
	struct reading r = start();
	const struct node *node;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_non_null(read_text(&r, texts[i]));
		assert_string_equal(r.root->name, "r");
		assert_int_equal(r.root->kind, NODE_ELEMENT);
		assert_at(&r, r.root->name_pos, "<r one");
		assert_null(r.root->text);
		node = r.root->first;
		assert_int_equal(node->kind, NODE_ATTRIBUTE);
		assert_string_equal(node->name, "one");
		assert_string_equal(node->text, "1");
		assert_at(&r, node->name_pos, "one");
		assert_at(&r, node->pos, "1'\0");
		if (i != 0)
			assert_int_equal(
			    source_text(r.source)[node->pos.offset - 1], '\'');
		node = node->next;
		assert_string_equal(node->text, "2");
		assert_at(&r, node->name_pos, "two = ");
		assert_at(&r, node->pos, "2\">");
		node = node->next;
		assert_int_equal(node->kind, NODE_ELEMENT);
		assert_string_equal(node->name, "e");
		assert_string_equal(node->text, "v");
		assert_int_equal(source_text(r.source)[node->pos.offset], 'v');
		assert_memory_equal(
		    source_text(r.source) + node->name_pos.offset, "<e>", 3);
		node = node->next;
		assert_string_equal(node->name, "f");
		assert_string_equal(node->text, "w");
		assert_int_equal(source_text(r.source)[node->pos.offset], 'w');
		assert_memory_equal(
		    source_text(r.source) + node->name_pos.offset, "<f", 2);
		assert_null(node->next);
		assert_ptr_equal(node->parent, r.root);
	}
	end(&r);
}

/* libxml2 drops what it has read of large inputs; places must not notice. */
static void
places_in_a_large_document(void **state)
{
	struct reading r = start();
	const struct node *node;
	struct buf buf = { 0 };
	size_t i = 0;

	(void)state;
	buf_text(&buf, "<?xml version='1.0' encoding='UTF-8'?>\n<r>");
	for (i = 0; i < 20000; i++)
		buf_printf(
		    &buf, "<e a='%zu'>v%zu</e>\xc3\xa9\n<!-- %zu -->", i, i, i);
	buf_text(&buf, "</r>");
	assert_non_null(read_text(&r, buf.data));
	for (node = r.root->first, i = 0; node != NULL;
	     node = node->next, i++) {
		const char *text = source_text(r.source);
		const char *value = arena_printf(r.arena, "v%zu<", i);

		assert_memory_equal(text + node->name_pos.offset, "<e ", 3);
		assert_memory_equal(
		    text + node->pos.offset, value, strlen(value));
		value = arena_printf(r.arena, "a='%zu'", i);
		assert_memory_equal(
		    text + node->first->name_pos.offset, value, strlen(value));
	}
	assert_int_equal(i, 20000);
	buf_free(&buf);
	end(&r);
}

static void
values(void **state)
{
	static const char *const rows[][2] = {
		{ "<r>a&amp;b&lt;&gt;&quot;&apos;&#x41;&#66;</r>",
		    "a&b<>\"'AB" },
		{ "<r>a<!-- x -->b<?p?>c</r>", "abc" },
		{ "<r>a<![CDATA[<&>]]>b</r>", "a<&>b" },
		{ "<r> \t\r\n a\r\nb \n</r>", "a\nb" },
		{ "<r>\xc3\xa9</r>", "\xc3\xa9" },
		{ "<r/>", NULL },
		{ "<r></r>", NULL },
		{ "<r>  </r>", NULL },
		{ "<r><!-- a --></r>", NULL },
	};
	struct reading r = start();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_non_null(read_text(&r, rows[i][0]));
		if (rows[i][1] == NULL)
			assert_null(r.root->text);
		else
			assert_string_equal(r.root->text, rows[i][1]);
	}
	assert_non_null(read_text(&r, "<x:r xmlns:x='urn:x' x:a='1'/>"));
	assert_string_equal(r.root->name, "{urn:x}r");
	assert_string_equal(r.root->first->name, "{urn:x}a");
	assert_non_null(read_text(&r, "<r xmlns='urn:y'><e/></r>"));
	assert_string_equal(r.root->first->name, "{urn:y}e");
	end(&r);
}

/* libxml2 rewrites '&' in these in a way of its own. */
static void
values_of_attributes(void **state)
{
	static const char *const rows[][2] = {
		{ "<r a='a&amp;b&lt;&gt;&quot;&apos;&#x41;'/>", "a&b<>\"'A" },
		{ "<r a='&#38;&#x26;&amp;'/>", "&&&" },
		{ "<r a='&amp;#38;'/>", "&#38;" },
		{ "<r a='&amp;#38;#38;&amp;amp;'/>", "&#38;#38;&amp;" },
		{ "<r a='a&#9;&#10;b'/>", "a\t\nb" },
	};
	struct reading r = start();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_non_null(read_text(&r, rows[i][0]));
		assert_string_equal(r.root->first->text, rows[i][1]);
	}
	end(&r);
}

static void
what_is_refused(void **state)
{
	static const struct {
		const char *text;
		enum rule_id rule;
		size_t line, column;
	} rows[] = {
		{ "", RULE_INPUT_EMPTY, 1, 1 },
		{ "\xef\xbb\xbf \n", RULE_INPUT_EMPTY, 1, 1 },
		{ "<r>\xff</r>", RULE_INPUT_ENCODING, 1, 4 },
		{ "<r>\n\xe2\x82", RULE_INPUT_ENCODING, 2, 1 },
		{ "<?xml version='1.0' encoding='latin1'?><r/>",
		    RULE_INPUT_ENCODING, 1, 31 },
		{ "<?xml version='1.0' encoding=\"UTF-8'?><r/>",
		    RULE_INPUT_ENCODING, 1, 31 },
		{ "<r>", RULE_XML_SYNTAX, 1, 4 },
		{ "<r>\n<e></r>", RULE_XML_SYNTAX, 2, 8 },
		{ "<r/>x", RULE_XML_SYNTAX, 1, 5 },
		{ "<r a='1' a='2'/>", RULE_XML_SYNTAX, 1, 15 },
		{ "<!DOCTYPE r><r/>", RULE_XML_DOCTYPE, 1, 1 },
		{ "<r>&x;</r>", RULE_XML_DOCTYPE, 1, 7 },
		{ "<r a='&x;'/>", RULE_XML_DOCTYPE, 1, 10 },
	};
	struct reading r = start();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		read_text(&r, rows[i].text);
		assert_failure(&r, rows[i].rule, rows[i].line, rows[i].column);
		/* The reader can be used again. */
		assert_non_null(read_text(&r, "<r><e>v</e></r>"));
		assert_string_equal(node_text(r.root, "e"), "v");
	}
	end(&r);
}

/* Whatever is wrong, a message holds nothing of the document. */
static void
messages_quote_nothing(void **state)
{
	static const char *const texts[] = { "<r><Hidden", "<r>Hidden",
		"<Hidden></r>", "<r Hidden='1' Hidden='2'/>", "<r>&Hidden;</r>",
		"<!DOCTYPE Hidden><r/>", "<r Hidden=Hidden/>", "<r/>Hidden",
		"<r>\001Hidden</r>", "<r>&#0;Hidden</r>", "<r:Hidden/>",
		"<r>Hidden]]></r>", "<?xml Hidden?><r/>",
		"<?xml version='1.0' encoding='Hidden'?><r/>", "<r><!-- -- -->",
		"<r a='<Hidden'/>" };
	struct reading r = start();
	const struct finding *list;
	struct excerpt excerpt;
	size_t count, i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_null(read_text(&r, texts[i]));
		list = diags_list(r.diags, &count);
		assert_int_equal(count, 1);
		assert_null(strstr(list[0].message, "Hidden"));
		assert_false(source_excerpt(list[0].at, &excerpt));
	}
	end(&r);
}

static void
secrets_are_marked(void **state)
{
	static const char *const texts[] = { "<r><psk>Hidden</psk></r>",
		"<r><psk> Hidden\n</psk></r>",
		"<r><psk>a<e>Hidden</e></psk></r>",
		"<r><psk a='Hidden'>x</psk></r>", "<r><PSK>Hidden</PSK></r>",
		"<r xmlns='urn:x'><psk>Hidden</psk></r>",
		"<r><psk><![CDATA[Hidden]]></psk></r>",
		"<r><psk><!-- Hidden --></psk></r>",
		"\xef\xbb\xbf<r><psk>Hidden</psk></r>",
		"<r><psk>Hidden<psk>x</psk>Hidden</psk></r>",
		"<r><psk a='&#65;Hidden'>x</psk></r>" };
	struct reading r = start();
	struct excerpt excerpt;
	size_t i, offset;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_non_null(read_text(&r, texts[i]));
		for (offset = 0; offset <= strlen(texts[i]); offset++)
			if (source_excerpt(
				(struct pos){ r.source, offset }, &excerpt)) {
				assert_null(strstr(excerpt.text, "Hid"));
				assert_null(strstr(excerpt.text, "den"));
			}
	}
	/* What stands beside it is shown. */
	assert_non_null(read_text(&r, "<r><psk>Hidden</psk><a>b</a></r>"));
	assert_true(source_excerpt((struct pos){ r.source, 0 }, &excerpt));
	assert_string_equal(excerpt.text, "<r><psk>********</psk><a>b</a></r>");
	end(&r);
}

static void
nested(struct buf *buf, unsigned depth)
{
	unsigned i;

	buf_clear(buf);
	for (i = 0; i < depth; i++)
		buf_text(buf, "<e>");
	for (i = 0; i < depth; i++)
		buf_text(buf, "</e>");
}

static void
limits_are_exact(void **state)
{
	struct reading r = start();
	struct buf buf = { 0 };
	size_t i;

	(void)state;
	nested(&buf, TEXT_LIMIT_DEPTH);
	assert_non_null(read_text(&r, buf.data));
	nested(&buf, TEXT_LIMIT_DEPTH + 1);
	read_text(&r, buf.data);
	assert_failure(
	    &r, RULE_INPUT_LIMIT, 1, (size_t)TEXT_LIMIT_DEPTH * 3 + 1);

	/* Nodes: elements and attributes, the root too. */
	for (i = 0; i < 2; i++) {
		size_t node;

		buf_clear(&buf);
		buf_text(&buf, "<r>");
		for (node = 1; node < TEXT_LIMIT_NODES + i - 1; node += 2)
			buf_text(&buf, "<e a=''/>");
		if (node < TEXT_LIMIT_NODES + i)
			buf_text(&buf, "<e/>");
		buf_text(&buf, "</r>");
		read_text(&r, buf.data);
		if (i == 0)
			assert_non_null(r.root);
	}
	assert_null(r.root);

	for (i = 0; i < 2; i++) {
		buf_clear(&buf);
		buf_printf(&buf, "<r>%0*d</r>", (int)(TEXT_LIMIT_VALUE + i), 0);
		read_text(&r, buf.data);
		if (i == 0)
			assert_int_equal(
			    strlen(r.root->text), TEXT_LIMIT_VALUE);
	}
	assert_null(r.root);
	for (i = 0; i < 2; i++) {
		buf_clear(&buf);
		buf_printf(
		    &buf, "<r a='%0*d'/>", (int)(TEXT_LIMIT_VALUE + i), 0);
		read_text(&r, buf.data);
		if (i == 0)
			assert_int_equal(
			    strlen(r.root->first->text), TEXT_LIMIT_VALUE);
	}
	assert_failure(&r, RULE_INPUT_LIMIT, 1, 1);
	buf_free(&buf);
	end(&r);
}

#define TEST(name)                                                             \
	{                                                                      \
		"xml/" #name, name, NULL, NULL, NULL                           \
	}

const struct CMUnitTest xml_tests[] = {
	TEST(places_of_everything),
	TEST(places_in_a_large_document),
	TEST(values),
	TEST(values_of_attributes),
	TEST(what_is_refused),
	TEST(messages_quote_nothing),
	TEST(secrets_are_marked),
	TEST(limits_are_exact),
};
const size_t xml_test_count = sizeof(xml_tests) / sizeof(xml_tests[0]);
