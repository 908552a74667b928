/* SPDX-License-Identifier: ISC */
/* Counted routes as JSON; cgwgen-routes(1) describes it.  Floor 6. */
#include "report/routes.h"
#include "report/writer.h"

static void
write_list(
    struct writer *writer, const char *key, const struct census_list *list)
{
	char text[IP_TEXT_SIZE];
	size_t i;

	writer_key(writer, key);
	writer->flat = writer->depth + 1;
	writer_begin(writer, '[');
	for (i = 0; i < list->count; i++)
		writer_text(writer, ip_prefix_format(list->prefixes[i], text));
	writer_end(writer, ']');
	writer->flat = 0;
}

static void
write_wide(struct writer *writer, const char *key, struct wide number)
{
	char text[WIDE_TEXT_SIZE];

	writer_text_at(writer, key, wide_format(number, text));
}

static void
write_cover(
    struct writer *writer, const struct census_row *row, struct arena *arena)
{
	const struct census_summary *summary = row->summary;
	const struct census_list list = { summary->cover.prefixes,
		summary->cover.count };

	writer_key(writer, "cover");
	if (summary->fit != CENSUS_ADDING && summary->fit != CENSUS_REFUSED) {
		writer_text(writer, NULL);
		return;
	}
	writer_begin(writer, '{');
	write_list(writer, "prefixes", &list);
	write_wide(writer, "addresses_after",
	    wide_add(summary->size, summary->cover.added));
	write_wide(writer, "addresses_added", summary->cover.added);
	write_list(writer, "added", &summary->added);
	writer_text_at(writer, "allow_cover",
	    routes_amount(summary->cover.added, row->family, arena));
	writer_key(writer, "minimal");
	writer_flag(writer, summary->cover.minimal);
	writer_end(writer, '}');
}

static void
write_summary(
    struct writer *writer, const struct census_row *row, struct arena *arena)
{
	static const char *const fits[] = { [CENSUS_FITS] = "as-it-is",
		[CENSUS_EXACT] = "exact",
		[CENSUS_ADDING] = "adding",
		[CENSUS_REFUSED] = "not-allowed",
		[CENSUS_CANNOT] = "none" };
	const struct census_summary *summary = row->summary;
	char text[IP_TEXT_SIZE];

	writer_key(writer, "summary");
	if (summary == NULL) {
		writer_text(writer, NULL);
		return;
	}
	writer_begin(writer, '{');
	writer_text_at(writer, "fits", fits[summary->fit]);
	write_wide(writer, "addresses", summary->size);
	write_list(writer, "before", &summary->before);
	write_list(writer, "exact", &summary->exact);
	write_cover(writer, row, arena);
	writer_text_at(writer, "between",
	    summary->between.length != 0
		? ip_prefix_format(summary->between, text)
		: NULL);
	writer_end(writer, '}');
}

static void
write_row(
    struct writer *writer, const struct census_row *row, struct arena *arena)
{
	static const char *const states[] = { [CENSUS_FREE] = NULL,
		[CENSUS_GOOD] = "below",
		[CENSUS_NEAR] = "near",
		[CENSUS_OVER] = "over" };

	writer_begin(writer, '{');
	writer_text_at(writer, "what", row->what);
	writer_key(writer, "ip_version");
	if (row->family == 0)
		writer_text(writer, NULL);
	else
		writer_number(writer, (uint32_t)row->family);
	writer_count_at(writer, "count", row->count);
	writer_key(writer, "limit");
	if (row->quota == QUOTA_COUNT)
		writer_text(writer, NULL);
	else
		writer_number(writer, row->limit);
	writer_text_at(writer, "quota",
	    row->quota == QUOTA_COUNT ? NULL : quota_get(row->quota)->name);
	writer_text_at(writer, "state", states[row->state]);
	writer_count_at(writer, "summarised", row->after);
	write_summary(writer, row, arena);
	writer_end(writer, '}');
}

void
routes_json(
    const struct census_subject *subjects, struct arena *arena, FILE *out)
{
	const struct census_subject *subject;
	const struct census_row *row;
	struct writer writer = { .depth = 0 };

	writer_begin(&writer, '{');
	writer_key(&writer, "version");
	writer_number(&writer, 1);
	writer_key(&writer, "subjects");
	writer_begin(&writer, '[');
	for (subject = subjects; subject != NULL; subject = subject->next) {
		writer_begin(&writer, '{');
		writer_text_at(&writer, "kind", routes_kinds[subject->kind]);
		writer_text_at(&writer, "name", subject->name);
		writer_text_at(&writer, "title", subject->title);
		writer_key(&writer, "counts");
		writer_begin(&writer, '[');
		for (row = subject->rows; row != NULL; row = row->next)
			write_row(&writer, row, arena);
		writer_end(&writer, ']');
		writer_end(&writer, '}');
	}
	writer_end(&writer, ']');
	writer_end(&writer, '}');
	writer_print(&writer, out);
}
