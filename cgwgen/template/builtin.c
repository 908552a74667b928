/* SPDX-License-Identifier: ISC */
/*
 * The tables of built-ins, found by name or read row by row.  A further table
 * of filters or tests is one line here.
 */
#include <string.h>

#include "template/engine.h"

static const struct builtin_table filter_tables[] = {
	{ "Filters", filter_table, &filter_count, NULL },
	{ "Network filters", network_filter_table, &network_filter_count,
	    "ansible.utils. ansible.netcommon." },
	{ "Ansible's filters", ansible_filter_table, &ansible_filter_count,
	    "ansible.builtin." },
};

static const struct builtin_table test_tables[] = {
	{ "Tests", test_table, &test_count, NULL },
	{ "Ansible's tests", ansible_test_table, &ansible_test_count,
	    "ansible.builtin." },
};

static const struct builtin_table function_tables[] = {
	{ "Functions", function_table, &function_count, NULL },
};

static const struct builtin_table method_tables[] = {
	{ "Strings", string_methods, NULL, NULL },
	{ "Integers", int_methods, NULL, NULL },
	{ "Floats", float_methods, NULL, NULL },
	{ "Lists", list_methods, NULL, NULL },
	{ "Tuples", tuple_methods, NULL, NULL },
	{ "Dicts", dict_methods, NULL, NULL },
	{ "loop", loop_methods, NULL, NULL },
	{ "Cyclers", cycler_methods, NULL, NULL },
};

/* The tables of one kind of built-in. */
struct kind {
	const struct builtin_table *tables;
	size_t count;
};

static const struct kind kinds[] = {
	[TEMPLATE_FILTERS] = { filter_tables, LENGTH_OF(filter_tables) },
	[TEMPLATE_TESTS] = { test_tables, LENGTH_OF(test_tables) },
	[TEMPLATE_FUNCTIONS] = { function_tables, LENGTH_OF(function_tables) },
	[TEMPLATE_METHODS] = { method_tables, LENGTH_OF(method_tables) },
};

static size_t
row_count(const struct builtin_table *table)
{
	size_t count = 0;

	if (table->count != NULL)
		return *table->count;
	while (table->rows[count].name != NULL)
		count++;
	return count;
}

const struct builtin *
table_find(const struct builtin *table, size_t count, const char *name)
{
	size_t low = 0, high = count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(name, table[middle].name);
		if (order == 0)
			return &table[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* NAME without the prefix that rows of TABLE may be called with. */
static const char *
bare_name(const struct builtin_table *table, const char *name)
{
	const char *prefix = table->prefixes;
	size_t length;

	while (prefix != NULL && *prefix != '\0') {
		length = strcspn(prefix, " ");
		if (strncmp(prefix, name, length) == 0)
			return name + length;
		prefix += length;
		prefix += strspn(prefix, " ");
	}
	return name;
}

static const struct builtin *
kind_find(const struct kind *kind, const char *name)
{
	const struct builtin_table *table;
	const struct builtin *row = NULL;
	size_t i;

	for (i = 0; i < kind->count && row == NULL; i++) {
		table = &kind->tables[i];
		row = table_find(
		    table->rows, row_count(table), bare_name(table, name));
	}
	return row;
}

static const struct builtin *
find(const struct kind *kind, const struct registered *list, const char *name)
{
	for (; list != NULL; list = list->next)
		if (strcmp(list->row.name, name) == 0)
			return &list->row;
	return kind_find(kind, name);
}

const struct builtin *
find_filter(const struct template_set *set, const char *name)
{
	return find(&kinds[TEMPLATE_FILTERS], set->filters, name);
}

const struct builtin *
find_test(const struct template_set *set, const char *name)
{
	return find(&kinds[TEMPLATE_TESTS], set->tests, name);
}

const char *
nearest_filter(const struct template_set *set, struct arena *arena,
    const char *name, bool tests)
{
	const struct kind *kind =
	    &kinds[tests ? TEMPLATE_TESTS : TEMPLATE_FILTERS];
	const struct registered *list = tests ? set->tests : set->filters, *at;
	size_t count = 0, used = 0, i, row;
	const char **known;

	for (at = list; at != NULL; at = at->next)
		count++;
	for (i = 0; i < kind->count; i++)
		count += row_count(&kind->tables[i]);
	known = arena_array(arena, count, sizeof(char *));
	for (at = list; at != NULL; at = at->next)
		known[used++] = at->row.name;
	for (i = 0; i < kind->count; i++)
		for (row = 0; row < row_count(&kind->tables[i]); row++)
			if (kind->tables[i].rows[row].function != NULL)
				known[used++] = kind->tables[i].rows[row].name;
	return diag_nearest(name, known, used);
}

/* ---- for manuals -----------------------------------------------------------
 */

/* The first row of TABLE that does what ROW does, with the same parameters. */
static const char *
alias_of(const struct builtin_table *table, const struct builtin *row)
{
	const struct builtin *at = table->rows;

	for (; at < row; at++)
		if (at->function == row->function && at->parameters != NULL &&
		    row->parameters != NULL &&
		    strcmp(at->parameters, row->parameters) == 0)
			return at->name;
	return NULL;
}

bool
template_builtin_info(
    enum template_builtin_kind kind, size_t index, struct template_builtin *ret)
{
	const struct builtin_table *table;
	const struct builtin *row;
	size_t i, at;

	for (i = 0; i < kinds[kind].count; i++) {
		table = &kinds[kind].tables[i];
		for (at = 0; at < row_count(table); at++) {
			row = &table->rows[at];
			if (row->function == NULL || index-- > 0)
				continue;
			ret->group = table->title;
			ret->name = row->name;
			ret->alias = alias_of(table, row);
			ret->parameters = shown_parameters(row);
			ret->text = row->text;
			ret->example = row->example;
			ret->result = row->result;
			return true;
		}
	}
	return false;
}
