/* SPDX-License-Identifier: ISC */
/* Pictures of graphs that are made up: nothing overlaps, and texts of any
 * bytes are nothing but text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/forms.h"
#include "graph/text.h"
#include "model_made.h"

extern const struct CMUnitTest graph_tests[];
extern const size_t graph_test_count;

/* ---- made up ---------------------------------------------------------- */

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Characters that are two columns wide. */
#define EAST "\xe6\x9d\xb1\xe4\xba\xac"

static const char *
random_name(struct fixture *f, uint32_t *seed, size_t number)
{
	static const char *const names[] = { "Berlin", "site",
		"a name that is so long that no card on earth has room for it",
		EAST EAST EAST EAST EAST, "line\nbreak\x01\xff \xe2\x80\xae",
		"\"</script>'&;" };

	return arena_printf(
	    f->arena, "%s %zu", names[next_random(seed) % 6], number);
}

static struct connection *
make(
    struct fixture *f, uint32_t *seed, size_t number, size_t sites, size_t hubs)
{
	size_t site = next_random(seed) % sites, hub = next_random(seed) % hubs;
	struct connection *c = model_make_connection(
	    f, arena_printf(f->arena, "vpn-%017zx", number));
	static const char *const states[] = { "UP", "DOWN" };
	size_t count = next_random(seed) % 5, i;

	model_say(&c->customer_gateway_id, ORIGIN_API,
	    arena_printf(f->arena, "cgw-%017zx", site));
	model_say(&c->transit_gateway_id, ORIGIN_API,
	    arena_printf(f->arena, "tgw-%017zx", hub));
	c->vpn_gateway_id = (struct value){ .origin = ORIGIN_NONE };
	model_say(&c->name, ORIGIN_API, random_name(f, seed, number));
	c->tunnels = arena_array(f->arena, count, sizeof(*c->tunnels));
	c->tunnel_count = count;
	for (i = 0; i < count; i++) {
		model_make_tunnel(&c->tunnels[i],
		    next_random(seed) % 3 != 0
			? "203.0.113.17"
			: "2001:db8:1111:2222:3333:4444:5555:6666",
		    "169.254.44.0/30");
		if (next_random(seed) % 3 != 0)
			model_say(&c->tunnels[i].status, ORIGIN_API,
			    states[next_random(seed) % 2]);
	}
	return c;
}

static const struct graph *
make_graph(struct fixture *f, uint32_t seed, size_t count)
{
	struct grapher *grapher = grapher_new(f->arena);
	size_t sites = count / (1 + seed % 3) + 1, hubs = 1 + seed % 4, i, j;
	const struct connection *c;

	for (i = 0; i < count; i++) {
		c = make(f, &seed, i, sites, hubs);
		grapher_add(grapher, c, f->diags);
		for (j = next_random(&seed) % 30; j > 20; j--)
			grapher_mark(grapher, connection_name(c),
			    RULE_PSK_LENGTH,
			    (enum severity)(next_random(&seed) % 3),
			    arena_printf(f->arena, "%zu", j), NULL);
	}
	return grapher_finish(grapher);
}

/* ---- nothing overlaps ------------------------------------------------- */

struct box {
	int x, y, right, bottom;
};

static struct box
box_of(const struct graph_shape *shape)
{
	struct box box = { shape->x, shape->y, shape->x + shape->w,
		shape->y + shape->h };

	if (shape->kind != SHAPE_TEXT)
		return box;
	box.x -= shape->right ? shape->w : 0;
	box.right = box.x + shape->w;
	box.y -= shape->h / 2;
	box.bottom = box.y + shape->h;
	return box;
}

static bool
is_in(struct box inner, struct box outer)
{
	return inner.x >= outer.x && inner.right <= outer.right &&
	       inner.y >= outer.y && inner.bottom <= outer.bottom;
}

/* Whether they share more than an edge.  A line has no width. */
static bool
overlaps(struct box a, struct box b)
{
	return a.x < b.right && b.x < a.right && a.y < b.bottom &&
	       b.y < a.bottom;
}

static bool
is_mark(const struct graph_shape *shape)
{
	return shape->kind == SHAPE_RECT &&
	       strncmp(shape->style, "mark ", 5) == 0;
}

/* That what stands in a box stays in it, and apart. */
static void
assert_box(const struct graph_shape *shapes, size_t count, struct box box)
{
	size_t i, j;

	for (i = 0; i < count; i++) {
		if (shapes[i].kind == SHAPE_LINE)
			continue;
		assert_true(is_in(box_of(&shapes[i]), box));
		for (j = i + 1; j < count; j++) {
			/* A mark and the text on it. */
			if (shapes[j].kind == SHAPE_LINE ||
			    (is_mark(&shapes[i]) && j == i + 1))
				continue;
			assert_false(
			    overlaps(box_of(&shapes[i]), box_of(&shapes[j])));
		}
	}
}

static void
assert_apart(
    const struct graph_layout *layout, const struct box *boxes, size_t count)
{
	const struct graph_shape *shape;
	struct box all = { 0, 0, layout->width, layout->height }, line;
	size_t i, j;

	for (i = 0; i < count; i++) {
		assert_true(is_in(boxes[i], all));
		for (j = i + 1; j < count; j++)
			assert_false(overlaps(boxes[i], boxes[j]));
	}
	/* Lines run beside boxes, and end at them. */
	for (i = 0; i < layout->count; i++) {
		shape = &layout->shapes[i];
		if (shape->kind != SHAPE_LINE)
			continue;
		assert_true(shape->w == 0 || shape->h == 0);
		assert_true(shape->w >= 0 && shape->h >= 0);
		line = box_of(shape);
		assert_true(is_in(line, all));
		line.right += shape->w == 0;
		line.bottom += shape->h == 0;
		for (j = 0; j < count; j++)
			assert_false(overlaps(line, boxes[j]));
	}
}

static size_t
assert_layout(struct fixture *f, const struct graph *graph)
{
	struct graph_layout layout;
	struct box *boxes;
	size_t count = 0, cards = 0, i, end;

	graph_lay_out(graph, f->arena, &layout);
	boxes = arena_array(f->arena, layout.count, sizeof(*boxes));
	for (i = 0; i < layout.count; i++) {
		if (layout.shapes[i].kind != SHAPE_OPEN)
			continue;
		cards += layout.shapes[i].card != NULL;
		for (end = i; layout.shapes[end].kind != SHAPE_CLOSE;)
			end++;
		assert_int_equal(layout.shapes[i + 1].kind, SHAPE_RECT);
		boxes[count++] = box_of(&layout.shapes[i + 1]);
		assert_box(
		    &layout.shapes[i + 2], end - i - 2, boxes[count - 1]);
	}
	assert_int_equal(cards, graph->card_count);
	assert_int_equal(count, graph->card_count + graph->hub_count);
	assert_apart(&layout, boxes, count);
	return layout.compact;
}

static void
nothing_overlaps(void **state)
{
	static const size_t counts[] = { 1, 2, 3, 5, 8, 13, 30, 40, 41, 42, 60,
		100, 300, 700 };
	struct fixture *f = *state;
	size_t compact = 0, i;
	uint32_t seed;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		for (seed = 1; seed < (counts[i] < 50 ? 12 : 4); seed++)
			compact += assert_layout(
			    f, make_graph(f, seed * 77 + 1, counts[i]));
	assert_true(compact > 3);
}

/* The same connections have the same picture. */
static void
the_same_picture(void **state)
{
	struct fixture *f = *state;
	struct buf one = { NULL, 0, 0 }, two = { NULL, 0, 0 };
	static const char *const forms[] = { "svg", "dot", "mermaid", "html" };
	size_t i;

	for (i = 0; i < 4; i++) {
		graph_form(forms[i])(make_graph(f, 5, 50), f->arena, &one);
		graph_form(forms[i])(make_graph(f, 5, 50), f->arena, &two);
		assert_string_equal(one.data, two.data);
		buf_free(&one);
		buf_free(&two);
	}
	assert_null(graph_form("png"));
}

/* ---- texts ------------------------------------------------------------ */

static void
clean_texts(void **state)
{
	static const char *const rows[][2] = {
		{ "plain", "plain" },
		{ "", "" },
		{ "a\nb\t\x7f", "a\\u{a}b\\u{9}\\u{7f}" },
		{ "\xc3\xa4\xe6\x9d\xb1", "\xc3\xa4\xe6\x9d\xb1" },
		{ "\xff\xc3", "\\xff\\xc3" },
		{ "\xe2\x80\xae", "\\u{202e}" },
		{ "\xef\xbf\xbf", "\\u{ffff}" },
		{ "\xf0\x9f\xbf\xbe", "\\u{1fffe}" },
		{ "\xc2\x85", "\\u{85}" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(
		    graph_clean(rows[i][0], f->arena), rows[i][1]);
	assert_null(graph_clean(NULL, f->arena));
}

static void
cut_texts(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(graph_cut("abcdef", 6, f->arena), "abcdef");
	assert_string_equal(
	    graph_cut("abcdefg", 6, f->arena), "abcde\xe2\x80\xa6");
	/* Two columns each: two of them and the ellipsis. */
	assert_string_equal(
	    graph_cut("\xe6\x9d\xb1\xe4\xba\xac\xe6\x94\xaf", 5, f->arena),
	    "\xe6\x9d\xb1\xe4\xba\xac\xe2\x80\xa6");
	assert_int_equal(graph_columns("\xe6\x9d\xb1"
				       "a\xe2\x80\xa6"),
	    4);
	assert_string_equal(graph_cut("ab", 1, f->arena), "\xe2\x80\xa6");
}

static void
escaped_texts(void **state)
{
	static const struct {
		void (*put)(struct buf *buf, const char *text);
		const char *text, *expected;
	} rows[] = {
		{ graph_put_xml, "<a b='c' d=\"e\">&</a>",
		    "&#60;a b=&#39;c&#39; "
		    "d=&#34;e&#34;&#62;&#38;&#60;/a&#62;" },
		{ graph_put_dot, "\\N \"x\" &lt; ]",
		    "\\\\N \\\"x\\\" &amp;lt; ]" },
		{ graph_put_mermaid, "a-1.b, \"#]\\n`%{",
		    "a-1.b, #34;#35;#93;#92;#8203;n#96;#37;#123;" },
		{ graph_put_mermaid, "\xc3\xa4:", "\xc3\xa4#58;" },
	};
	struct buf buf = { NULL, 0, 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		rows[i].put(&buf, rows[i].text);
		assert_string_equal(buf.data, rows[i].expected);
		buf_free(&buf);
	}
}

#define TEST(name)                                                             \
	{                                                                      \
		"graph/" #name, name, fixture_setup, fixture_teardown, NULL    \
	}

const struct CMUnitTest graph_tests[] = {
	TEST(nothing_overlaps),
	TEST(the_same_picture),
	TEST(clean_texts),
	TEST(cut_texts),
	TEST(escaped_texts),
};
const size_t graph_test_count = sizeof(graph_tests) / sizeof(graph_tests[0]);
