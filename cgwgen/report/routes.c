/* SPDX-License-Identifier: ISC */
/* Counted routes as text.  Floor 6. */
#include "report/routes.h"

#include <string.h>

#include "report/value.h"

const char *const routes_kinds[CENSUS_KINDS] = {
	[CENSUS_CONNECTION] = "connection",
	[CENSUS_VPN_GATEWAY] = "virtual private gateway",
	[CENSUS_TRANSIT_GATEWAY] = "transit gateway",
	[CENSUS_TRANSIT_TABLE] = "transit gateway route table",
	[CENSUS_ROUTE_TABLE] = "route table",
	[CENSUS_INTERFACE] = "virtual interface",
};

struct print {
	FILE *out;
	bool brief;
	bool color;
	struct arena *arena;
};

/* ---- what both forms share -------------------------------------------- */

bool
routes_has(const struct census_list *list, struct ip_prefix prefix)
{
	size_t low = 0, high = list->count, middle;
	const struct ip_prefix *at;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		at = &list->prefixes[middle];
		order = ip_compare(at->address, prefix.address);
		if (order == 0)
			order = at->length - prefix.length;
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

struct census_list
routes_proposal(const struct census_summary *summary)
{
	if (summary->fit != CENSUS_ADDING)
		return summary->exact;
	return (struct census_list){ summary->cover.prefixes,
		summary->cover.count };
}

const char *
routes_amount(struct wide count, int family, struct arena *arena)
{
	char text[WIDE_TEXT_SIZE];

	if (family == 6)
		count = wide_right(wide_add(count, wide_ones(64)), 64);
	return arena_string(arena, wide_format(count, text));
}

/* ---- numbers ---------------------------------------------------------- */

static void
colored(const struct print *p, const char *color, const char *text)
{
	bool shown = p->color && text[0] != '\0';

	fprintf(
	    p->out, "%s%s%s", shown ? color : "", text, shown ? "\033[0m" : "");
}

static const char *
subject_text(const struct print *p, const struct census_subject *subject)
{
	const char *title = subject->title;

	return arena_printf(p->arena, "%s %s%s%s%s",
	    routes_kinds[subject->kind], value_plain(subject->name, p->arena),
	    title != NULL ? " \"" : "",
	    title != NULL ? value_plain(title, p->arena) : "",
	    title != NULL ? "\"" : "");
}

/* It may name what a route leads to. */
static const char *
row_text(const struct print *p, const struct census_row *row)
{
	const char *what = value_plain(row->what, p->arena);

	return row->family == 0
		   ? what
		   : arena_printf(p->arena, "%s, IPv%d", what, row->family);
}

/* "120 of 100   over the limit; 97 when summarised" */
static void
print_row(const struct print *p, const struct census_row *row)
{
	static const char *const words[] = { [CENSUS_FREE] = "",
		[CENSUS_GOOD] = "",
		[CENSUS_NEAR] = "near the limit",
		[CENSUS_OVER] = "over the limit" };
	const char *limit = row->quota == QUOTA_COUNT
				? ""
				: arena_printf(p->arena, "of %u", row->limit);
	const char *word = words[row->state];
	bool shrinks = row->after < row->count, some = *word != '\0' || shrinks;

	fprintf(p->out, "  %-50s %7zu%s%s%s", row_text(p, row), row->count,
	    *limit != '\0' || some ? " " : "", limit, "");
	if (some)
		fprintf(p->out, "%*s  ",
		    (int)(8 - strlen(limit)) > 0 ? (int)(8 - strlen(limit)) : 0,
		    "");
	colored(p, row->state == CENSUS_OVER ? "\033[31m" : "\033[33m", word);
	if (shrinks)
		fprintf(p->out, "%s%zu when summarised",
		    *word != '\0' ? "; " : "", row->after);
	fputc('\n', p->out);
}

/* ---- summaries -------------------------------------------------------- */

/* Prints those of LIST that lie in PREFIX, from the one at *AT on. */
static void
print_within(const struct print *p, const struct census_list *list, size_t *at,
    struct ip_prefix prefix, const char *before)
{
	char text[IP_TEXT_SIZE];
	struct ip last = ip_last(prefix);
	size_t count = 0;

	while (*at < list->count &&
	       ip_compare(list->prefixes[*at].address, prefix.address) < 0)
		++*at;
	for (; *at < list->count &&
	       ip_compare(list->prefixes[*at].address, last) <= 0;
	     ++*at)
		fprintf(p->out, "%s%s", count++ == 0 ? before : ", ",
		    ip_prefix_format(list->prefixes[*at], text));
}

/* Whether PREFIX is, or comes before, OTHER in a list. */
static bool
is_before(struct ip_prefix prefix, struct ip_prefix other)
{
	int order = ip_compare(prefix.address, other.address);

	return order < 0 || (order == 0 && prefix.length <= other.length);
}

/* For each of BEFORE the place in LIST of the narrowest that it lies in, all
 * of which it does; lists of a table's routes have some in others. */
static size_t *
find_places(const struct print *p, const struct census_list *before,
    const struct census_list *list)
{
	size_t *ret = arena_array(p->arena, before->count, sizeof(*ret));
	size_t stack[130], depth = 0, next = 0, i;

	for (i = 0; i < before->count; i++) {
		while (next < list->count &&
		       is_before(list->prefixes[next], before->prefixes[i])) {
			while (
			    depth > 0 && !ip_prefix_contains(
					     list->prefixes[stack[depth - 1]],
					     list->prefixes[next].address))
				depth--;
			stack[depth++] = next++;
		}
		while (depth > 1 &&
		       !ip_prefix_contains(list->prefixes[stack[depth - 1]],
			   before->prefixes[i].address))
			depth--;
		ret[i] = depth > 0 ? stack[depth - 1] : 0;
	}
	return ret;
}

/* Prints what goes for the prefix at AT, where PLACES are sorted so that those
 * of one begin at *FROM. */
static size_t
print_gone(const struct print *p, const struct census_summary *summary,
    const struct census_list *list, const size_t *order, const size_t *places,
    size_t *from, size_t at)
{
	bool kept = routes_has(&summary->before, list->prefixes[at]);
	size_t count = 0, i;
	char text[IP_TEXT_SIZE];

	for (; *from < summary->before.count && places[order[*from]] == at;
	     ++*from) {
		i = order[*from];
		if (ip_prefix_equal(
			summary->before.prefixes[i], list->prefixes[at]))
			continue;
		if (count++ == 0)
			fprintf(p->out, "    %s%s",
			    ip_prefix_format(list->prefixes[at], text),
			    kept ? " alone, without " : " in place of ");
		else
			fputs(", ", p->out);
		fputs(ip_prefix_format(summary->before.prefixes[i], text),
		    p->out);
	}
	return count;
}

/* The places of BEFORE in the order of those in the list that they lie in. */
static size_t *
sort_places(const struct print *p, const size_t *places, size_t count,
    size_t list_count)
{
	size_t *ret = arena_array(p->arena, count, sizeof(*ret));
	size_t *begin = arena_array(p->arena, list_count + 1, sizeof(*begin));
	size_t i;

	for (i = 0; i < count; i++)
		begin[places[i] + 1]++;
	for (i = 0; i < list_count; i++)
		begin[i + 1] += begin[i];
	for (i = 0; i < count; i++)
		ret[begin[places[i]]++] = i;
	return ret;
}

/* The prefixes that are new, or hold what goes: what each is in place of, and
 * what it adds. */
static void
print_list(const struct print *p, const struct census_summary *summary)
{
	struct census_list list = routes_proposal(summary), none = { NULL, 0 };
	const struct census_list *added =
	    summary->fit == CENSUS_ADDING ? &summary->added : &none;
	const size_t *places = find_places(p, &summary->before, &list);
	const size_t *order =
	    sort_places(p, places, summary->before.count, list.count);
	size_t from = 0, more = 0, i;

	for (i = 0; i < list.count; i++) {
		if (print_gone(p, summary, &list, order, places, &from, i) == 0)
			continue;
		print_within(p, added, &more, list.prefixes[i], "; adds ");
		fputc('\n', p->out);
	}
}

static void
print_proof(const struct print *p, const struct census_row *row)
{
	const struct census_summary *summary = row->summary;
	struct wide after = wide_add(summary->size, summary->cover.added);
	char before[WIDE_TEXT_SIZE], now[WIDE_TEXT_SIZE], more[WIDE_TEXT_SIZE];

	fprintf(p->out, "    addresses: %s before, %s after, %s added",
	    wide_format(summary->size, before), wide_format(after, now),
	    wide_format(summary->cover.added, more));
	if (row->family == 6)
		fprintf(p->out, " (%s /64)",
		    routes_amount(summary->cover.added, 6, p->arena));
	fprintf(p->out, "; %s\n",
	    summary->cover.minimal ? "no list as short adds fewer"
				   : "a shorter way was taken: fewer may do");
}

/* What is wrong where no summary holds. */
static void
print_misfit(const struct print *p, const struct census_row *row)
{
	const struct census_summary *summary = row->summary;

	if (summary->fit == CENSUS_CANNOT)
		fprintf(p->out,
		    "    no summary of %u holds: addresses that must not "
		    "be added are in between\n",
		    row->limit);
	if (summary->fit == CENSUS_REFUSED)
		fprintf(p->out,
		    "    a summary of %u adds addresses: --allow-cover %s is "
		    "%s\n",
		    row->limit,
		    routes_amount(summary->cover.added, row->family, p->arena),
		    summary->cover.minimal ? "the least that does" : "enough");
}

static void
print_between(const struct print *p, const struct census_summary *summary)
{
	char text[IP_TEXT_SIZE];

	if (summary->between.length != 0)
		fprintf(p->out,
		    "    another has %s: some packets may take its way then\n",
		    ip_prefix_format(summary->between, text));
}

static bool
is_shown(const struct print *p, const struct census_row *row)
{
	const struct census_summary *summary = row->summary;

	if (summary == NULL)
		return false;
	if (summary->fit != CENSUS_FITS)
		return true;
	return !p->brief && summary->exact.count < summary->before.count;
}

static void
print_summary(const struct print *p, const struct census_subject *subject,
    const struct census_row *row)
{
	const struct census_summary *summary = row->summary;
	struct census_list list = routes_proposal(summary);

	fputc('\n', p->out);
	colored(p, "\033[1m", subject_text(p, subject));
	fprintf(
	    p->out, "\n  %s: %zu ", row_text(p, row), summary->before.count);
	if (list.count < summary->before.count)
		fprintf(p->out, "can be %zu%s\n", list.count,
		    summary->fit == CENSUS_ADDING
			? ""
			: " that have the same addresses");
	else
		fputs("have no fewer that have the same addresses\n", p->out);
	if (summary->fit == CENSUS_ADDING)
		print_proof(p, row);
	print_misfit(p, row);
	print_between(p, summary);
	print_list(p, summary);
}

void
routes_text(const struct census_subject *subjects, bool brief, bool color,
    struct arena *arena, FILE *out)
{
	const struct print p = { out, brief, color, arena };
	const struct census_subject *subject;
	const struct census_row *row;

	for (subject = subjects; subject != NULL; subject = subject->next) {
		colored(&p, "\033[1m", subject_text(&p, subject));
		fputc('\n', out);
		if (subject->rows == NULL)
			fputs("  no routes are known\n", out);
		for (row = subject->rows; row != NULL; row = row->next)
			print_row(&p, row);
	}
	for (subject = subjects; subject != NULL; subject = subject->next)
		for (row = subject->rows; row != NULL; row = row->next)
			if (is_shown(&p, row))
				print_summary(&p, subject, row);
}
