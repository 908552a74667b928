/* SPDX-License-Identifier: ISC */
/* Documents whose markup was read before: the same tree as libxml2's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/buf.h"
#include "doc/text.h"
#include "doc/xml.h"
#include "doc/xml_shape.h"
#include "tree.h"

extern const struct CMUnitTest xml_shape_tests[];
extern const size_t xml_shape_test_count;

static const char document[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<c id=\"vpn-1\" xmlns:x='u' x:n='1' e=''>\n"
    "  <name>one</name>\n  <name>two words</name>\n"
    "  <empty></empty><none/>\n"
    "  <t note=\"it's &lt;\" m='a b'>\n    <psk>Key.12345</psk>\n"
    "    <n>&#65;BC</n><n><![CDATA[x]]></n><n> y </n>\n"
    "    <mixed>be<i>in</i>hind</mixed>\n  </t>\n"
    "</c>\n";

/* One text, read by libxml2 and, if it has one, by a shape. */
struct pair {
	struct arena *arena;
	struct diags *diags;
	struct source *parsed, *shaped;
	const struct node *parsed_root, *shaped_root;
};

static size_t
count_nodes(const struct node *node)
{
	size_t count = 1;

	for (node = node->first; node != NULL; node = node->next)
		count += count_nodes(node);
	return count;
}

static void
assert_same_place(struct pos a, struct pos b)
{
	assert_ptr_equal(a.source, b.source);
	assert_int_equal(a.offset, b.offset);
}

/* Each node alone is what it is in the tree, an array. */
static void
assert_same_nodes(const struct xml_match *match, const struct node *nodes)
{
	const size_t count = count_nodes(nodes);
	struct node node;
	size_t i;

	for (i = 0; i < count; i++) {
		node = nodes[i];
		node.kind = NODE_LATER;
		node.name = node.text = NULL;
		node.name_pos = node.pos = NOWHERE;
		xml_match_node(match, i, &node);
		assert_int_equal(node.kind, nodes[i].kind);
		assert_string_equal(node.name, nodes[i].name);
		assert_same_text(node.text, nodes[i].text);
		assert_same_place(node.name_pos, nodes[i].name_pos);
		assert_same_place(node.pos, nodes[i].pos);
		assert_ptr_equal(node.parent, nodes[i].parent);
		assert_ptr_equal(node.next, nodes[i].next);
	}
}

static struct pair
read_both(const struct xml_shape *shape, const char *text, size_t length)
{
	struct pair pair = { .arena = arena_new() };
	struct xml_reader *reader = xml_reader_new();
	struct xml_match match;

	pair.diags = diags_new(pair.arena, 0);
	pair.parsed = source_new("x", text, length);
	pair.shaped = source_new("x", text, length);
	if (text_check(pair.parsed, pair.diags))
		pair.parsed_root = xml_read(
		    reader, pair.parsed, "psk", pair.arena, pair.diags);
	if (shape != NULL &&
	    xml_shape_match(shape, pair.shaped, pair.arena, &match)) {
		assert_true(text_is_good(pair.shaped));
		pair.shaped_root = xml_match_tree(&match, pair.arena);
		assert_same_nodes(&match, pair.shaped_root);
	}
	xml_reader_free(reader);
	return pair;
}

static void
pair_end(struct pair *pair)
{
	source_free(pair->parsed);
	source_free(pair->shaped);
	arena_free(pair->arena);
}

static void
assert_same_tree(const struct node *a, const struct node *b)
{
	const struct node *left = a->first, *right = b->first;

	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->plain, b->plain);
	assert_int_equal(a->name_plain, b->name_plain);
	assert_int_equal(a->end, b->end);
	assert_string_equal(a->name, b->name);
	assert_same_text(a->text, b->text);
	assert_int_equal(a->name_pos.offset, b->name_pos.offset);
	assert_int_equal(a->pos.offset, b->pos.offset);
	for (; left != NULL && right != NULL;
	     left = left->next, right = right->next) {
		assert_ptr_equal(left->parent, a);
		assert_ptr_equal(right->parent, b);
		assert_same_tree(left, right);
	}
	assert_null(left);
	assert_null(right);
	if (a->last != NULL)
		assert_null(b->last->next);
}

static void
assert_same_secrets(const struct source *a, const struct source *b)
{
	size_t starts[2], ends[2] = { 0, 0 };

	assert_int_equal(source_may_quote(a), source_may_quote(b));
	while (source_next_secret(a, ends[0], &starts[0], &ends[0])) {
		assert_true(
		    source_next_secret(b, ends[1], &starts[1], &ends[1]));
		assert_int_equal(starts[0], starts[1]);
		assert_int_equal(ends[0], ends[1]);
	}
	assert_false(source_next_secret(b, ends[1], &starts[1], &ends[1]));
}

/* Whether TEXT is read by the shape; if so, as libxml2 does. */
static bool
is_read(const struct xml_shape *shape, const char *text, size_t length)
{
	struct pair pair = read_both(shape, text, length);
	const bool read = pair.shaped_root != NULL;

	if (read) {
		assert_non_null(pair.parsed_root);
		assert_same_tree(pair.parsed_root, pair.shaped_root);
		assert_same_secrets(pair.parsed, pair.shaped);
		assert_ptr_equal(pair.shaped_root->pos.source, pair.shaped);
	}
	pair_end(&pair);
	return read;
}

static struct xml_shape *
shape_of(const char *text)
{
	struct pair pair = read_both(NULL, text, strlen(text));
	struct xml_shape *shape;

	assert_non_null(pair.parsed_root);
	shape = xml_shape_new(pair.parsed_root, pair.parsed);
	pair_end(&pair);
	return shape;
}

/* The document with the first FROM replaced by TO. */
static void
replaced(struct buf *buf, const char *from, const char *to)
{
	const char *found = strstr(document, from);

	assert_non_null(found);
	buf_clear(buf);
	buf_add(buf, document, (size_t)(found - document));
	buf_text(buf, to);
	buf_text(buf, found + strlen(from));
}

static void
what_may_change(void **state)
{
	static const struct {
		const char *from, *to;
		bool read;
	} rows[] = {
		{ "vpn-1", "vpn-1", true },
		{ "vpn-1", "vpn-0123456789abcdef0", true },
		{ "vpn-1", " two blanks ", true },
		{ "vpn-1", "", false },
		{ "vpn-1", "a&amp;b", false },
		{ "vpn-1", "a'b", false },
		{ "vpn-1", "a\tb", false },
		{ "vpn-1", "a\" b=\"", false },
		{ "one<", "o<", true },
		{ "one<", "two ]] words<", true },
		{ "one<", " one<", false },
		{ "one<", "one <", false },
		{ "one<", "\xc3\xa9<", false },
		{ "one<", "o\x7fo<", false },
		{ "one<", "o\no<", false },
		{ "one<", "o>o<", false },
		{ "one<", "<!---->one<", false },
		{ "one<", "<", false },
		{ "Key.12345", "another.Key", true },
		{ "Key.12345", "Key&#46;12345", false },
		/* What libxml2 had to work on is markup. */
		{ "&#65;", "&#66;", false },
		{ "[x]", "[y]", false },
		{ " y ", " z ", false },
		{ "be<", "bo<", false },
		{ "in<", "out<", true },
		{ "x:n='1'", "x:n='2'", false },
		{ "'u'", "'v'", false },
		{ "m='a b'", "m='c'", true },
		{ "m='a b'", "m=\"c\"", false },
		{ "it's", "its", false },
		{ "<none/>", "<none></none>", false },
		{ "</c>\n", "</c>", false },
		{ "</c>\n", "</c>\n\n", false },
	};
	struct xml_shape *shape = shape_of(document);
	struct buf buf = { 0 };
	size_t i;

	(void)state;
	assert_non_null(shape);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		replaced(&buf, rows[i].from, rows[i].to);
		if (is_read(shape, buf.data, buf.length) != rows[i].read)
			fail_msg("%s for %s", rows[i].to, rows[i].from);
	}
	xml_shape_free(shape);
	buf_free(&buf);
}

/* A key is never kept with the markup, and other secrets are none of its. */
static void
what_has_no_shape(void **state)
{
	static const char *const texts[] = { "<r/>", "<r></r>", "<r> x</r>",
		"<r><a>x</a><psk>a&amp;b</psk></r>",
		"<r><a>x</a><psk> spaced </psk></r>",
		"<r><a>x</a><!-- a key, perhaps --></r>",
		"<r><a>x</a><psk k='&#65;'>x</psk></r>",
		"<r><a>x</a><psk>x<b>y</b></psk></r>" };
	struct buf buf = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_null(shape_of(texts[i]));
	buf_text(&buf, "<r>");
	for (i = 0; i < 600; i++)
		buf_text(&buf, "<a/>");
	buf_text(&buf, "<a>x</a></r>");
	assert_null(shape_of(buf.data));
	buf_clear(&buf);
	buf_printf(&buf, "<r><a>x</a>%40000s<b/>%40000s</r>", "", "");
	assert_null(shape_of(buf.data));
	buf_free(&buf);
}

/* The narrow shape of documents in which only COUNT things were changed. */
static struct xml_shape *
narrow_of(const char *const changes[][2], size_t count)
{
	struct xml_shape *shape = shape_of(document), *narrow = NULL;
	struct arena *arena = arena_new();
	struct xml_match match;
	struct source *source;
	struct buf buf = { 0 };
	size_t i;

	for (i = 0; i < count; i++) {
		replaced(&buf, changes[i][0], changes[i][1]);
		source = source_new("x", buf.data, buf.length);
		assert_true(xml_shape_match(shape, source, arena, &match));
		xml_shape_study(shape, &match);
		xml_shape_free(narrow);
		narrow = xml_shape_narrow(&match, arena);
		source_free(source);
	}
	xml_shape_free(shape);
	arena_free(arena);
	buf_free(&buf);
	return narrow;
}

/* A value that was always the same is markup, unless it is a key. */
static void
narrow_shapes(void **state)
{
	static const char *const changes[][2] = { { "vpn-1", "vpn-2" },
		{ "two words", "three of them" }, { "m='a b'", "m='c'" } };
	static const struct {
		const char *from, *to;
		bool read;
	} rows[] = {
		{ "vpn-1", "vpn-1", true },
		{ "vpn-1", "vpn-345", true },
		{ "vpn-1", "a'b", false },
		{ "two words", "other words", true },
		{ "two words", " words", false },
		{ "one<", "o<", false },
		{ "one<", "onee<", false },
		{ "one<", "<", false },
		{ "one<", "one <", false },
		{ "in<", "out<", false },
		{ "m='a b'", "m='d'", true },
		{ "Key.12345", "another.Key", true },
		{ "it's", "its", false },
		{ "</c>\n", "</c>\n\n", false },
	};
	struct xml_shape *narrow = narrow_of(changes, 3);
	struct buf buf = { 0 };
	size_t i;

	(void)state;
	assert_non_null(narrow);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		replaced(&buf, rows[i].from, rows[i].to);
		if (is_read(narrow, buf.data, buf.length) != rows[i].read)
			fail_msg("%s for %s", rows[i].to, rows[i].from);
	}
	xml_shape_free(narrow);
	buf_free(&buf);
}

/* xorshift32, Marsaglia 2003. */
static uint32_t
next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	return *state ^= *state << 5;
}

/* Puts, drops or exchanges one byte of BUF. */
static void
damage(struct buf *buf, uint32_t *random)
{
	static const char bytes[] = "<>/&'\"= \n\tax1;[]!-?\x01\x7f\xc3\xa9";
	const size_t at = next_random(random) % buf->length;
	const char byte = bytes[next_random(random) % (sizeof(bytes) - 1)];
	struct buf tail = { 0 };
	const uint32_t what = next_random(random) % 3;

	if (what == 0) {
		buf->data[at] = byte;
		return;
	}
	buf_add(&tail, buf->data + at + (what == 1),
	    buf->length - at - (what == 1));
	buf_cut(buf, at);
	if (what == 2)
		buf_char(buf, byte);
	if (tail.length != 0)
		buf_add(buf, tail.data, tail.length);
	buf_free(&tail);
}

/* How many of damaged documents SHAPE takes: libxml2 takes them, and alike. */
static size_t
count_read(const struct xml_shape *shape)
{
	struct buf buf = { 0 };
	uint32_t random = 20251;
	size_t read = 0, i;

	for (i = 0; i < 6000; i++) {
		buf_clear(&buf);
		buf_text(&buf, document);
		do
			damage(&buf, &random);
		while (next_random(&random) % 4 == 0);
		read += is_read(shape, buf.data, buf.length);
	}
	buf_free(&buf);
	return read;
}

static void
damaged_documents(void **state)
{
	static const char *const same[][2] = { { "vpn-1", "vpn-1" } };
	struct xml_shape *shape = shape_of(document);
	struct xml_shape *narrow = narrow_of(same, 1);

	(void)state;
	/* Of every hundred changes some seven are in values, and some two in
	 * the key. */
	assert_in_range(count_read(shape), 200, 2000);
	assert_in_range(count_read(narrow), 50, 199);
	xml_shape_free(shape);
	xml_shape_free(narrow);
}

/* A reader that has read many documents reads as a new one does. */
static void
a_reader_that_knows(void **state)
{
	static const char *const texts[] = { document,
		"<r><a>x</a><psk>k</psk></r>", "<r><a>x</a><psk/></r>",
		"<r><b>x</b></r>", "<r><!-- x --><b>x</b></r>" };
	struct xml_reader *reader = xml_reader_new();
	struct arena *arena = arena_new();
	struct source *source;
	const struct node *root;
	struct pair pair;
	size_t i;

	(void)state;
	for (i = 0; i < 200; i++) {
		const char *text = texts[i % 3 == 0 ? 0 : i * i % 5];

		pair = read_both(NULL, text, strlen(text));
		source = source_new("x", text, strlen(text));
		/* A name of secrets that the shapes do not know. */
		root = xml_read(reader, source, i % 10 == 9 ? NULL : "psk",
		    arena, diags_new(arena, 0));
		assert_non_null(root);
		assert_same_tree(pair.parsed_root, root);
		if (i % 10 != 9)
			assert_same_secrets(pair.parsed, source);
		pair_end(&pair);
		source_free(source);
		arena_reset(arena);
	}
	xml_reader_free(reader);
	arena_free(arena);
}

#define TEST(name)                                                             \
	{                                                                      \
		"xml-shape/" #name, name, NULL, NULL, NULL                     \
	}

const struct CMUnitTest xml_shape_tests[] = {
	TEST(what_may_change),
	TEST(what_has_no_shape),
	TEST(narrow_shapes),
	TEST(damaged_documents),
	TEST(a_reader_that_knows),
};
const size_t xml_shape_test_count =
    sizeof(xml_shape_tests) / sizeof(xml_shape_tests[0]);
