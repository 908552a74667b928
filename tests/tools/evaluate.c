/* SPDX-License-Identifier: ISC */
/*
 * Evaluates the expressions on standard input, one a line, each in a render
 * of its own, and prints [value] as Python's repr() would, or the rule that
 * was broken: "CGW703".  For sweeps that compare many answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "template/template.h"

static bool
load(void *host, const char *name, struct source **ret)
{
	const char *text = host;

	*ret = source_new(name, text, strlen(text));
	return true;
}

static void
evaluate(const char *expression)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct template_options options = { .load = load };
	struct template_output output = { .spans = NULL };
	const struct template *template;
	const struct finding *list;
	struct template_set *set;
	size_t count;

	options.host = arena_printf(arena, "{{ [%s] }}", expression);
	set = template_set_new(&options);
	template = template_set_get(set, "main", diags);
	if (template != NULL &&
	    template_render(template, arena, NULL, &output, diags)) {
		puts(output.text.data);
	} else {
		list = diags_list(diags, &count);
		puts(count == 1 ? rule_get(list->rule)->id : "several");
		if (getenv("MESSAGES") != NULL && count == 1)
			fprintf(stderr, "%s: %s\n", expression, list->message);
	}
	buf_free(&output.text);
	template_set_free(set);
	arena_free(arena);
}

int
main(void)
{
	char line[4096];

	while (fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		evaluate(line);
	}
	return 0;
}
