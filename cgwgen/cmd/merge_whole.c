/* SPDX-License-Identifier: ISC */
/* What only all parts of a lint together can tell.  Floor 7. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cmd/adopt.h"
#include "cmd/merge_parts.h"
#include "read/silence.h"

/* ---- comments --------------------------------------------------------- */

static struct digest
key_of(const struct merge *merge, enum rule_id rule, const char *name,
    size_t line, size_t column)
{
	struct buf key = { NULL, 0, 0 };
	struct digest digest;

	buf_printf(&key, "%d %zu %zu %s", (int)rule, line, column, name);
	digest = digest_make(&merge->secret, key.data, key.length);
	buf_free(&key);
	return digest;
}

static struct digest
key_of_place(const struct merge *merge, enum rule_id rule, struct pos at)
{
	size_t line, column;

	source_line_column(at, &line, &column);
	return key_of(merge, rule, source_name(at.source), line, column);
}

/* What INDEX has of RULE at AT. */
static void **
place_of(
    struct merge *merge, struct index *index, enum rule_id rule, struct pos at)
{
	return index_place(
	    index, key_of_place(merge, rule, at), merge->session->arena);
}

void
merge_comments(struct merge *merge, const struct place *place)
{
	const struct pos outer = source_outer(place->at);
	const struct part_comment *comment;
	struct at_place **first, *noted;
	struct digest digest;
	size_t i;

	for (i = 0; i < place->silenced_count; i++) {
		comment = &place->silenced[i];
		first = (struct at_place **)place_of(
		    merge, &merge->silenced, comment->rule, outer);
		digest = key_of(merge, comment->rule, source_name(outer.source),
		    comment->line, comment->column);
		/* The same place may be in many lines of the files. */
		for (noted = *first; noted != NULL; noted = noted->next)
			if (noted->comment.words[0] == digest.words[0] &&
			    noted->comment.words[1] == digest.words[1])
				break;
		if (noted != NULL)
			continue;
		noted = ARENA_NEW(merge->session->arena, struct at_place);
		noted->comment = digest;
		noted->next = *first;
		*first = noted;
	}
}

bool
merge_silences(void *host, struct finding *finding)
{
	struct merge *merge = host;
	const struct at_place *noted;
	bool silenced = false;

	if (finding->at.source == NULL)
		return false;
	noted = index_find(
	    &merge->silenced, key_of_place(merge, finding->rule, finding->at));
	for (; noted != NULL; noted = noted->next) {
		*index_place(&merge->used, noted->comment,
		    merge->session->arena) = merge;
		silenced = true;
	}
	return silenced;
}

void
merge_unused(struct merge *merge)
{
	struct diags *diags = session_diags(merge->session, merge->arena);
	const struct part_record *end;
	const struct part_rule *unused;
	struct index counts = { NULL, 0, 0 };
	struct at_place **place;
	const struct finding *list;
	size_t count, i, k;

	for (k = 0; k < merge->count; k++)
		for (i = 0; i < merge->ends[k]->unused_count; i++) {
			unused = &merge->ends[k]->unused[i];
			place = (struct at_place **)place_of(
			    merge, &counts, unused->rule, unused->place->at);
			if (*place == NULL)
				*place =
				    ARENA_NEW(merge->arena, struct at_place);
			(*place)->count++;
		}
	end = merge->ends[0];
	for (i = 0; i < end->unused_count; i++) {
		unused = &end->unused[i];
		place = (struct at_place **)place_of(
		    merge, &counts, unused->rule, unused->place->at);
		if ((*place)->count == merge->count &&
		    index_find(&merge->used, key_of_place(merge, unused->rule,
						 unused->place->at)) == NULL)
			silence_unused(unused->rule, unused->place->at, diags);
	}
	adopt_apply(merge->session, diags);
	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		merge_report(merge, &list[i]);
}

/* ---- mending ---------------------------------------------------------- */

void
merge_mending(struct merge *merge, const struct finding *finding)
{
	struct at_place **place = (struct at_place **)place_of(
	    merge, &merge->noted, finding->rule, source_outer(finding->at));

	if (*place == NULL)
		*place = ARENA_NEW(merge->session->arena, struct at_place);
	(*place)->count++;
}

bool
merge_may_mend(const struct part_record *record, const struct finding *finding)
{
	const struct part_finding *found;
	size_t i;

	for (i = 0; i < record->finding_count; i++) {
		found = &record->findings[i];
		if (found->may_mend && found->rule == finding->rule &&
		    found->place != NULL &&
		    source_outer(found->place->at).source ==
			finding->at.source &&
		    source_outer(found->place->at).offset == finding->at.offset)
			return true;
	}
	return false;
}

void
merge_mended(struct merge *merge)
{
	const struct part_rule *mended;
	struct at_place *noted;
	size_t i, k;

	for (k = 0; k < merge->count; k++)
		for (i = 0; i < merge->ends[k]->mended_count; i++) {
			mended = &merge->ends[k]->mended[i];
			noted = index_find(&merge->noted,
			    key_of_place(merge, mended->rule,
				source_outer(mended->place->at)));
			if (noted == NULL)
				continue;
			merge->session->fixable += noted->count;
			noted->count = 0;
		}
}
