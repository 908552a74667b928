/* SPDX-License-Identifier: ISC */
/*
 * The schema checker: keywords, messages, and the files that
 * tests/schema/oracle.py checks with python3-jsonschema.  Runs at the top of
 * the project.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "doc/schema.h"
#include "doc/yaml.h"

extern const struct CMUnitTest schema_tests[];
extern const size_t schema_test_count;

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct source *source;
	struct source *document;
	struct schema *schema;
};

static struct fixture
begin(struct source *schema)
{
	struct fixture fixture = { .arena = arena_new(), .source = schema };
	const struct node *root;

	fixture.diags = diags_new(fixture.arena, 0);
	root = yaml_read(schema, fixture.arena, fixture.diags);
	assert_non_null(root);
	fixture.schema = schema_compile(root, fixture.arena, fixture.diags);
	return fixture;
}

static void
end(struct fixture *fixture)
{
	schema_free(fixture->schema);
	source_free(fixture->source);
	source_free(fixture->document);
	arena_free(fixture->arena);
}

static struct fixture
begin_text(const char *schema)
{
	return begin(source_new("schema", schema, strlen(schema)));
}

static bool
check_text(struct fixture *fixture, const char *text)
{
	const struct node *root;

	fixture->document = source_new("document", text, strlen(text));
	root = yaml_read(fixture->document, fixture->arena, fixture->diags);
	assert_non_null(root);
	return schema_check(fixture->schema, root, fixture->diags);
}

/* One keyword after the other: a schema and what it makes of documents. */
static const struct {
	const char *schema, *document;
	bool valid;
} keywords[] = {
	{ "{}", "a", true },
	{ "true", "a", true },
	{ "false", "a", false },
	{ "{type: integer}", "1", true },
	{ "{type: integer}", "1.0", false },
	{ "{type: integer}", "'1'", false },
	{ "{type: number}", "1", true },
	{ "{type: number}", "1.5", true },
	{ "{type: number}", "x", false },
	{ "{type: [string, 'null']}", "~", true },
	{ "{type: [string, 'null']}", "x", true },
	{ "{type: [string, 'null']}", "true", false },
	{ "{type: boolean}", "yes", false },
	{ "{type: boolean}", "false", true },
	{ "{type: array}", "{}", false },
	{ "{type: object}", "[]", false },
	{ "{enum: [a, 1, true, null]}", "a", true },
	{ "{enum: [a, 1, true, null]}", "1", true },
	{ "{enum: [a, 1, true, null]}", "'1'", false },
	{ "{enum: [a, 1, true, null]}", "~", true },
	{ "{enum: [a, 1, true, null]}", "false", false },
	{ "{enum: [a]}", "[a]", false },
	{ "{const: a}", "a", true },
	{ "{const: a}", "b", false },
	{ "{required: [a, b]}", "{a: 1, b: 2}", true },
	{ "{required: [a, b]}", "{a: 1}", false },
	{ "{required: [a]}", "x", true },
	{ "{properties: {a: {type: integer}}}", "{a: 1, b: x}", true },
	{ "{properties: {a: {type: integer}}}", "{a: x}", false },
	{ "{properties: {a: true}, additionalProperties: false}", "{b: 1}",
	    false },
	{ "{properties: {a: false}}", "{a: 1}", false },
	{ "{additionalProperties: {type: integer}}", "{b: x}", false },
	{ "{patternProperties: {'^x': {type: integer}}}", "{xa: 1, a: b}",
	    true },
	{ "{patternProperties: {'^x': {type: integer}}}", "{xa: b}", false },
	{ "{patternProperties: {'x$': true}, additionalProperties: false}",
	    "{ax: 1}", true },
	{ "{patternProperties: {'x$': true}, additionalProperties: false}",
	    "{xa: 1}", false },
	{ "{propertyNames: {pattern: '^[a-z]+$'}}", "{ab: 1}", true },
	{ "{propertyNames: {pattern: '^[a-z]+$'}}", "{aB: 1}", false },
	{ "{propertyNames: {maxLength: 2}}", "{abc: 1}", false },
	{ "{minProperties: 1, maxProperties: 2}", "{}", false },
	{ "{minProperties: 1, maxProperties: 2}", "{a: , b: }", true },
	{ "{minProperties: 1, maxProperties: 2}", "{a: , b: , c: }", false },
	{ "{items: {type: integer}}", "[1, 2]", true },
	{ "{items: {type: integer}}", "[1, x]", false },
	{ "{minItems: 2}", "[1]", false },
	{ "{maxItems: 1}", "[1, 2]", false },
	{ "{items: {type: string}, uniqueItems: true}", "[a, b]", true },
	{ "{items: {type: string}, uniqueItems: true}", "[a, b, a]", false },
	{ "{minLength: 2, maxLength: 3}", "\"\xc3\xa9\"", false },
	{ "{minLength: 2, maxLength: 3}", "\xc3\xa9\xc3\xa9\xc3\xa9", true },
	{ "{maxLength: 3}", "\xc3\xa9\xc3\xa9\xc3\xa9x", false },
	{ "{minLength: 2}", "1", true },
	{ "{pattern: 'b'}", "abc", true },
	{ "{pattern: '^b$'}", "\"b\\n\"", false },
	{ "{type: integer, minimum: -1, maximum: 1}", "-1", true },
	{ "{type: integer, minimum: -1, maximum: 1}", "-2", false },
	{ "{type: integer, minimum: -1, maximum: 1}", "2", false },
	{ "{if: {type: integer}, then: {enum: [1]}}", "1", true },
	{ "{if: {type: integer}, then: {enum: [1]}}", "2", false },
	{ "{if: {type: integer}, then: {enum: [1]}}", "a", true },
	{ "{if: {type: integer}, else: {enum: [a]}}", "2", true },
	{ "{if: {type: integer}, else: {enum: [a]}}", "b", false },
	{ "{if: {required: [a]}, then: {required: [b]}, else: {properties: "
	  "{b: false}}}",
	    "{a: , b: }", true },
	{ "{if: {required: [a]}, then: {required: [b]}, else: {properties: "
	  "{b: false}}}",
	    "{a: }", false },
	{ "{if: {required: [a]}, then: {required: [b]}, else: {properties: "
	  "{b: false}}}",
	    "{b: }", false },
	{ "{if: {required: [a]}, then: {required: [b]}, else: {properties: "
	  "{b: false}}}",
	    "{}", true },
	{ "{if: {required: [a]}, then: {required: [b]}, required: [c]}",
	    "{a: , b: }", false },
	{ "{if: {if: {type: integer}, then: false}, then: {type: string}}",
	    "true", false },
	{ "{if: {if: {type: integer}, then: false}, then: {type: string}}", "1",
	    true },
	{ "{$ref: '#/$defs/x', $defs: {x: {type: integer}}}", "1", true },
	{ "{$ref: '#/$defs/x', $defs: {x: {type: integer}}}", "a", false },
	{ "{$ref: '#/$defs/x', $defs: {x: {items: {$ref: '#/$defs/x'}, type: "
	  "array}}}",
	    "[[[], [[]]], []]", true },
	{ "{$ref: '#/$defs/x', $defs: {x: {items: {$ref: '#/$defs/x'}, type: "
	  "array}}}",
	    "[[[], [[1]]], []]", false },
	{ "{$ref: '#/$defs/x', maxLength: 1, $defs: {x: {type: string}}}", "ab",
	    false },
};

static void
test_keywords(void **state)
{
	struct fixture fixture;
	size_t i, count;
	bool valid;

	(void)state;
	for (i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
		fixture = begin_text(keywords[i].schema);
		assert_non_null(fixture.schema);
		valid = check_text(&fixture, keywords[i].document);
		if (valid != keywords[i].valid)
			fail_msg(
			    "%s, %s", keywords[i].schema, keywords[i].document);
		diags_list(fixture.diags, &count);
		assert_int_equal(count != 0, !valid);
		end(&fixture);
	}
}

/* Schemas that would leave something unchecked. */
static void
test_bad_schemas(void **state)
{
	static const char *const rows[] = {
		"[]",
		"text",
		"{oneOf: []}",
		"{anyOf: [{}]}",
		"{if: {}}",
		"{then: {}}",
		"{if: {}, then: 1}",
		"{else: {}}",
		"{$dynamicRef: x}",
		"{typ: string}",
		"{type: text}",
		"{type: []}",
		"{type: {}}",
		"{enum: []}",
		"{enum: a}",
		"{enum: [1.5]}",
		"{enum: [[a]]}",
		"{const: [a]}",
		"{required: a}",
		"{required: [1]}",
		"{properties: []}",
		"{properties: {a: 1}}",
		"{pattern: '('}",
		"{pattern: 1}",
		"{patternProperties: {'[': true}}",
		"{minItems: -1}",
		"{minItems: '1'}",
		"{minItems: 1.5}",
		"{minimum: 1}",
		"{type: number, minimum: 1}",
		"{type: integer, minimum: 1.5}",
		"{uniqueItems: true}",
		"{uniqueItems: 1}",
		"{items: {type: integer}, uniqueItems: true}",
		"{$ref: '#/$defs/x'}",
		"{$ref: other.json}",
		"{$ref: '#'}",
		"{$defs: []}",
		"{$defs: [x]}",
		"{properties: {a: {$defs: {}}}}",
		"{$defs: {x: {$ref: '#/$defs/x'}}}",
		"{$defs: {x: {$ref: '#/$defs/y'}, y: {$ref: '#/$defs/x'}}}",
	};
	struct fixture fixture;
	size_t i, count;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fixture = begin_text(rows[i]);
		if (fixture.schema != NULL)
			fail_msg("accepted: %s", rows[i]);
		assert_int_equal(
		    diags_list(fixture.diags, &count)->rule, RULE_SCHEMA);
		assert_int_equal(count, 1);
		end(&fixture);
	}
}

static const char messages_schema[] =
    "{type: object, additionalProperties: false, required: [id], properties: "
    "{id: {type: string, pattern: '^[a-z]+$'}, outside_interface: {}, "
    "tunnel_base: {type: integer, minimum: 0, maximum: 9}, "
    "flag: {type: boolean}, flavour: {enum: [indent, braces]}, "
    "names: {type: array, maxItems: 3, uniqueItems: true, "
    "items: {type: string, minLength: 2}}, "
    "rows: {type: array, items: {type: array, items: {type: integer}}}, "
    "deep: {type: object, required: [x]}, none: false, "
    "keys: {propertyNames: {maxLength: 2}}}}";

static const struct {
	const char *document;
	size_t line, column;
	const char *message;
} messages[] = {
	{ "id: a\noutsid_interface: x\n", 2, 1,
	    "unknown key 'outsid_interface'; did you mean "
	    "'outside_interface'?" },
	{ "id: a\nzzzzz: x\n", 2, 1, "unknown key 'zzzzz'" },
	{ "id: a\n\"\\e[31m\": x\n", 2, 1, "unknown key '\\x1b[31m'" },
	{ "id: a\ntunnel_base: [1]\n", 2, 14,
	    "'tunnel_base' must be an integer, is a list" },
	{ "id: a\ntunnel_base: x\n", 2, 14,
	    "'tunnel_base' must be an integer, is a text" },
	{ "id: a\ntunnel_base: 010\n", 2, 14,
	    "'tunnel_base' must be an integer, is a number: write it in "
	    "decimal without leading zeros" },
	{ "id: a\ntunnel_base: 10\n", 2, 14,
	    "'tunnel_base' must be at most 9" },
	{ "id: a\ntunnel_base: -1\n", 2, 14,
	    "'tunnel_base' must be at least 0" },
	{ "id: 17\n", 1, 5,
	    "'id' must be a text, is an integer: put it in quotes" },
	{ "id: true\n", 1, 5,
	    "'id' must be a text, is a boolean: put it in quotes" },
	{ "id:\n", 1, 4, "'id' must be a text, is empty" },
	{ "id: A\n", 1, 5, "'id' must fit the pattern ^[a-z]+$" },
	{ "id: a\nflag: yes\n", 2, 7,
	    "'flag' must be true or false, is a text" },
	{ "id: a\nflavour: brace\n", 2, 10,
	    "'flavour' must be one of: indent, braces; is 'brace'; did you "
	    "mean 'braces'?" },
	{ "id: a\nflavour: [x]\n", 2, 10,
	    "'flavour' must be one of: indent, braces; is 'a list'" },
	{ "id: a\nnames: [ab, c]\n", 2, 13,
	    "item 2 of 'names' must have at least 2 characters, has 1" },
	{ "id: a\nnames: [ab, cd, ab]\n", 2, 17, "'names' has 'ab' twice" },
	{ "id: a\nnames: [ab, cd, ef, gh]\n", 2, 8,
	    "'names' must have at most 3 items, has 4" },
	{ "id: a\nrows: [[1], [2, x]]\n", 2, 17,
	    "item 2 of item 2 of 'rows' must be an integer, is a text" },
	{ "id: a\ndeep:\n  y: 1\n", 2, 1, "'deep' must have the key 'x'" },
	{ "none: 1\nid: a\n", 1, 1, "'none' is not allowed here" },
	{ "id: a\nkeys: {abc: 1}\n", 2, 8,
	    "key 'abc' must have at most 2 characters, has 3" },
	{ "tunnel_base: 1\n", 1, 1, "the document must have the key 'id'" },
	{ "- a\n", 1, 1, "the document must be a mapping, is a list" },
};

static void
test_messages(void **state)
{
	const struct finding *list;
	struct fixture fixture;
	size_t i, count, line, column;

	(void)state;
	for (i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
		fixture = begin_text(messages_schema);
		assert_non_null(fixture.schema);
		assert_false(check_text(&fixture, messages[i].document));
		list = diags_list(fixture.diags, &count);
		assert_int_equal(count, 1);
		assert_int_equal(list[0].rule, RULE_SCHEMA);
		assert_string_equal(list[0].message, messages[i].message);
		assert_ptr_equal(list[0].at.source, fixture.document);
		source_line_column(list[0].at, &line, &column);
		assert_int_equal(line, messages[i].line);
		assert_int_equal(column, messages[i].column);
		end(&fixture);
	}
}

/* Everything wrong is reported at once, but not without bound. */
static void
test_many(void **state)
{
	struct fixture fixture = begin_text(messages_schema);
	struct buf buf = { 0 };
	unsigned i;

	(void)state;
	assert_false(
	    check_text(&fixture, "id: 1\nflag: 2\nx: 3\ntunnel_base: 99\n"));
	assert_int_equal(diags_count(fixture.diags, SEVERITY_ERROR), 4);
	end(&fixture);

	fixture = begin_text(messages_schema);
	buf_text(&buf, "id: a\nrows:\n");
	for (i = 0; i < 90000; i++)
		buf_text(&buf, "  - x\n");
	assert_false(check_text(&fixture, buf.data));
	assert_int_equal(diags_count(fixture.diags, SEVERITY_ERROR), 200);
	end(&fixture);
	buf_free(&buf);
}

/* A pattern that would take for ever is given up, and does not fit. */
static void
test_slow_pattern(void **state)
{
	struct fixture fixture =
	    begin_text("{type: string, pattern: '^((a+)+b?)+$'}");

	(void)state;
	assert_false(check_text(
	    &fixture, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"));
	end(&fixture);
}

static struct source *
read_file(const char *name)
{
	struct arena *arena = arena_new();
	struct source *source =
	    file_read(name, FILE_LIMIT_DEFAULT, diags_new(arena, 0));

	assert_non_null(source);
	arena_free(arena);
	return source;
}

static void
check_directory(const char *path, bool valid)
{
	DIR *directory = opendir(path);
	const struct dirent *entry;
	struct fixture fixture;
	const struct node *root;
	char name[300];
	size_t count = 0;

	assert_non_null(directory);
	while ((entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		fixture = begin(read_file("schemas/device.schema.json"));
		assert_non_null(fixture.schema);
		snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		fixture.document = read_file(name);
		root =
		    yaml_read(fixture.document, fixture.arena, fixture.diags);
		assert_non_null(root);
		if (schema_check(fixture.schema, root, fixture.diags) != valid)
			fail_msg(
			    "%s is not %s", name, valid ? "valid" : "invalid");
		end(&fixture);
		count++;
	}
	closedir(directory);
	assert_true(count > 5);
}

static void
test_oracle_files(void **state)
{
	(void)state;
	check_directory("tests/schema/good", true);
	check_directory("tests/schema/bad", false);
}

const struct CMUnitTest schema_tests[] = {
	cmocka_unit_test(test_keywords),
	cmocka_unit_test(test_bad_schemas),
	cmocka_unit_test(test_messages),
	cmocka_unit_test(test_many),
	cmocka_unit_test(test_slow_pattern),
	cmocka_unit_test(test_oracle_files),
};
const size_t schema_test_count = sizeof(schema_tests) / sizeof(schema_tests[0]);
