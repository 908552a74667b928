/* SPDX-License-Identifier: ISC */
/* What the tests of CloudFormation templates share. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "cfn_trial.h"

void
cfn_assert_place(struct pos pos, size_t line, size_t column)
{
	size_t got_line, got_column;

	source_line_column(pos, &got_line, &got_column);
	assert_int_equal(got_line, line);
	assert_int_equal(got_column, column);
}

struct cfn_trial
cfn_start(void)
{
	struct cfn_trial t = { .arena = arena_new() };

	t.diags = diags_new(t.arena, 0);
	return t;
}

void
cfn_give(struct cfn_trial *t, const char *parameter)
{
	t->parameters[t->parameter_count++] =
	    source_new("--parameter", parameter, strlen(parameter));
}

/* Reads TEXT and its first connection, if there is one. */
void
cfn_run(struct cfn_trial *t, const char *text)
{
	struct source *const file[] = { t->file };
	struct inventory_options options = { .parameters = t->parameters,
		.parameter_count = t->parameter_count,
		.parameter_files = file,
		.parameter_file_count = t->file != NULL };

	t->source = source_new("t", text, strlen(text));
	t->inventory = inventory_new(&options);
	t->read = inventory_read_parameters(t->inventory, t->diags) &&
		  inventory_add(t->inventory, t->source, NULL, t->diags);
	if (t->read)
		inventory_next(
		    t->inventory, t->arena, t->diags, &t->connection);
}

void
cfn_end(struct cfn_trial *t)
{
	size_t i;

	inventory_free(t->inventory);
	source_free(t->source);
	source_free(t->file);
	for (i = 0; i < t->parameter_count; i++)
		source_free(t->parameters[i]);
	arena_free(t->arena);
}

const struct finding *
cfn_first_finding(struct cfn_trial *t, size_t *ret_count)
{
	return diags_list(t->diags, ret_count);
}

/* Whether there is a finding of RULE that has WORDS. */
bool
cfn_found(struct cfn_trial *t, enum rule_id rule, const char *words)
{
	size_t count, i;
	const struct finding *list = cfn_first_finding(t, &count);

	for (i = 0; i < count; i++)
		if (list[i].rule == rule &&
		    strstr(list[i].message, words) != NULL)
			return true;
	return false;
}

void
cfn_assert_found(struct cfn_trial *t, enum rule_id rule, const char *words)
{
	size_t count, i;
	const struct finding *list = cfn_first_finding(t, &count);

	if (cfn_found(t, rule, words))
		return;
	for (i = 0; i < count; i++)
		print_message("%s\n", list[i].message);
	fail_msg("no finding '%s' among %zu", words, count);
}

void
cfn_assert_clean(struct cfn_trial *t)
{
	size_t count;
	const struct finding *list = cfn_first_finding(t, &count);

	if (count != 0)
		fail_msg("found: %s", list[0].message);
}
