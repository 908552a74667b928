/* SPDX-License-Identifier: ISC */
/* The comments of YAML, found between libyaml's tokens.  Floor 1. */
#include <string.h>

#include "doc/yaml.h"
#include "doc/yaml_text.h"

struct comment_list {
	const struct source *source;
	struct arena *arena;
	struct yaml_comment *first;
	struct yaml_comment **end;
};

/* Adds the comments between START and END, where no scalar is: a '#' there
 * begins one unless it is part of a word. */
static void
add_comments(struct comment_list *list, size_t start, size_t end)
{
	const char *text = source_text(list->source);
	struct yaml_comment *comment;
	size_t at = start;

	while (at < end) {
		if (text[at] != '#' ||
		    (at > start && strchr(" \t\r\n", text[at - 1]) == NULL)) {
			at++;
			continue;
		}
		comment = ARENA_NEW(list->arena, struct yaml_comment);
		comment->at = (struct pos){ list->source, at };
		at += strcspn(text + at, "\r\n");
		comment->end = at;
		*list->end = comment;
		list->end = &comment->next;
	}
}

const struct yaml_comment *
yaml_comments(const struct source *source, struct arena *arena)
{
	struct comment_list list = { .source = source, .arena = arena };
	struct yaml_text yaml;
	yaml_token_t token;
	size_t done;
	bool going = true;

	list.end = &list.first;
	yaml_text_open(&yaml, source);
	done = yaml.start;
	while (going && yaml_parser_scan(&yaml.parser, &token)) {
		going = token.type != YAML_STREAM_END_TOKEN;
		if (token.type == YAML_SCALAR_TOKEN) {
			add_comments(&list, done,
			    yaml_text_place(&yaml, token.start_mark.index)
				.offset);
			done =
			    yaml_text_place(&yaml, token.end_mark.index).offset;
		}
		yaml_token_delete(&token);
	}
	if (!going)
		add_comments(&list, done, source_length(source));
	yaml_text_close(&yaml);
	return list.first;
}
