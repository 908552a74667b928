/* SPDX-License-Identifier: ISC */
/*
 * The lists of cgwgen-template(7) that come from the tables of built-ins:
 * signature, text, example and result of each.  Floor 7.
 */
#include "cmd/language.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cmd/mdoc.h"
#include "template/template.h"

static const enum template_builtin_kind kinds[] = { TEMPLATE_FUNCTIONS,
	TEMPLATE_METHODS, TEMPLATE_FILTERS, TEMPLATE_TESTS };
#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

#define QUERIES "queries"

/* The section of a group: "Network filters" gives "network-filters". */
static void
section_of(const char *group, char *ret, size_t size)
{
	size_t used = 0;

	for (; *group != '\0' && used + 1 < size; group++) {
		if (isalnum((unsigned char)*group))
			ret[used++] = (char)tolower((unsigned char)*group);
		else if (*group == ' ')
			ret[used++] = '-';
	}
	ret[used] = '\0';
}

static bool
is_section(const struct template_builtin *row, const char *section)
{
	char name[64];

	section_of(row->group, name, sizeof(name));
	return strcmp(name, section) == 0;
}

/* A name or signature as one argument of a macro. */
static void
print_argument(const char *text)
{
	fputs(" \"", stdout);
	/* A word of punctuation alone would leave the macro. */
	if (!isalnum((unsigned char)text[0]))
		fputs("\\&", stdout);
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			fputs("\\(aq", stdout);
		else if (*text == '"')
			fputs("\\(dq", stdout);
		else
			putchar(*text);
	}
	putchar('"');
}

/* Lines that are printed as they are. */
static void
print_literal(const char *text)
{
	bool begins = true;

	for (; *text != '\0'; text++) {
		if (begins && (*text == '.' || *text == '\''))
			fputs("\\&", stdout);
		begins = *text == '\n';
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '\'')
			fputs("\\(aq", stdout);
		else if (*text == '`' || *text == '^' || *text == '~')
			printf("\\(%s", *text == '`'   ? "ga"
					: *text == '^' ? "ha"
						       : "ti");
		else
			putchar(*text);
	}
}

/* The other names of the built-in NAME follow it on its line. */
static void
print_aliases(
    enum template_builtin_kind kind, const struct template_builtin *of)
{
	struct template_builtin row;
	size_t i;

	for (i = 0; template_builtin_info(kind, i, &row); i++) {
		if (row.group != of->group || row.alias == NULL ||
		    strcmp(row.alias, of->name) != 0)
			continue;
		fputs(" ,", stdout);
		print_argument(row.name);
	}
}

static void
print_row(enum template_builtin_kind kind, const struct template_builtin *row)
{
	fputs(".It Cm", stdout);
	print_argument(row->name);
	print_aliases(kind, row);
	if (row->parameters[0] != '\0') {
		fputs(" Pq Ar", stdout);
		print_argument(row->parameters);
	}
	putchar('\n');
	mdoc_print(row->text);
	if (row->example == NULL)
		return;
	fputs(".Bd -literal -compact\n", stdout);
	print_literal(row->example);
	fputs(strchr(row->result, '\n') != NULL ? "\n\\(->\n" : "\n\\(-> ",
	    stdout);
	print_literal(row->result);
	fputs("\n.Ed\n", stdout);
}

static bool
print_rows(const char *section)
{
	struct template_builtin row;
	bool some = false;
	size_t kind, i;

	for (kind = 0; kind < KIND_COUNT; kind++)
		for (i = 0; template_builtin_info(kinds[kind], i, &row); i++) {
			if (!is_section(&row, section) || row.alias != NULL)
				continue;
			if (!some)
				puts(".Bl -tag -width Ds");
			some = true;
			print_row(kinds[kind], &row);
		}
	if (some)
		puts(".El");
	return some;
}

static void
print_queries(void)
{
	const char *name, *text;
	size_t i;

	puts(".Bl -tag -width \"network_wildcard\" -compact");
	for (i = 0; template_address_query(i, &name, &text); i++) {
		if (name[0] == '\0')
			continue;
		fputs(".It Cm", stdout);
		print_argument(name);
		putchar('\n');
		mdoc_print(text);
	}
	puts(".El");
}

static void
print_sections(void)
{
	struct template_builtin row;
	char name[64], before[64] = "";
	size_t kind, i;

	for (kind = 0; kind < KIND_COUNT; kind++)
		for (i = 0; template_builtin_info(kinds[kind], i, &row); i++) {
			section_of(row.group, name, sizeof(name));
			if (strcmp(name, before) != 0)
				puts(name);
			memcpy(before, name, sizeof(before));
		}
	puts(QUERIES);
}

bool
language_print(const char *section)
{
	if (strcmp(section, "sections") == 0)
		print_sections();
	else if (strcmp(section, QUERIES) == 0)
		print_queries();
	else
		return print_rows(section);
	return true;
}
