/* SPDX-License-Identifier: ISC */
/* cgwgen rules: the rule rows as a list or as JSON.  Floor 7. */
#include "cmd/rules.h"

#include <string.h>

#include "base/diag.h"
#include "check/selector.h"
#include "cmd/commands.h"
#include "fix/fix.h"
#include "report/writer.h"

#ifndef CGWGEN_VERSION
#define CGWGEN_VERSION "unknown"
#endif

bool
rules_chosen(const struct settings *settings, bool *chosen, const char **stray)
{
	struct selector selector;
	size_t i;
	unsigned rule;

	for (rule = 0; rule < RULE_COUNT; rule++)
		chosen[rule] = settings->operand_count == 0;
	for (i = 0; i < settings->operand_count; i++) {
		selector = selector_read(settings->operands[i]);
		if (selector.rank == RANK_NONE) {
			*stray = settings->operands[i];
			return false;
		}
		for (rule = 0; rule < RULE_COUNT; rule++)
			chosen[rule] |=
			    selector_has(&selector, (enum rule_id)rule);
	}
	return true;
}

/* The length of the longest name of the chosen rules. */
static size_t
name_width(const bool *chosen)
{
	size_t width = 0, length;
	unsigned i;

	for (i = 0; i < RULE_COUNT; i++) {
		length = strlen(rule_get((enum rule_id)i)->name);
		if (chosen[i] && length > width)
			width = length;
	}
	return width;
}

void
rules_list(const bool *chosen)
{
	const int width = (int)name_width(chosen);
	const struct rule *rule;
	unsigned i;

	for (i = 0; i < RULE_COUNT; i++) {
		rule = rule_get((enum rule_id)i);
		if (chosen[i])
			printf("%s  %-7s  %-10s  %-*s  %s\n", rule->id,
			    severity_name(rule->severity),
			    rule_family_of((enum rule_id)i)->name, width,
			    rule->name, rule->summary);
	}
}

static void
write_example(struct writer *writer, const struct rule_example *example)
{
	writer_key(writer, "example");
	if (example->kind == NULL) {
		writer_text(writer, NULL);
		return;
	}
	writer_begin(writer, '{');
	writer_text_at(writer, "kind", example->kind);
	writer_text_at(writer, "bad", example->bad);
	writer_text_at(writer, "good", example->good);
	writer_end(writer, '}');
}

static void
write_rule(struct writer *writer, enum rule_id id)
{
	const struct rule *rule = rule_get(id);

	writer_begin(writer, '{');
	writer_text_at(writer, "id", rule->id);
	writer_text_at(writer, "name", rule->name);
	writer_text_at(writer, "family", rule_family_of(id)->name);
	writer_text_at(writer, "group", rule->group);
	writer_text_at(writer, "severity", severity_name(rule->severity));
	writer_text_at(writer, "summary", rule->summary);
	writer_text_at(writer, "why", rule->why);
	writer_text_at(writer, "help", rule->help);
	writer_text_at(writer, "source", rule->source);
	writer_text_at(writer, "since", rule_since(id));
	writer_key(writer, "silenceable");
	writer_flag(writer, rule_is_check(id));
	writer_key(writer, "fixable");
	writer_flag(writer, fix_exists(id));
	write_example(writer, rule_example(id));
	writer_end(writer, '}');
}

static void
rules_json(const bool *chosen)
{
	struct writer writer = { .flat = 0 };
	unsigned i;

	writer_begin(&writer, '{');
	writer_text_at(&writer, "version", CGWGEN_VERSION);
	writer_key(&writer, "rules");
	writer_begin(&writer, '[');
	for (i = 0; i < RULE_COUNT; i++)
		if (chosen[i])
			write_rule(&writer, (enum rule_id)i);
	writer_end(&writer, ']');
	writer_end(&writer, '}');
	writer_print(&writer, stdout);
}

int
rules_stray(const char *command, const char *word)
{
	const char *known[2 * RULE_COUNT + 1], *nearest;
	const struct rule_family *family;
	size_t count = 0, i;

	for (i = 0; i < RULE_COUNT; i++)
		known[count++] = rule_get((enum rule_id)i)->name;
	for (i = 0; (family = rule_family(i)) != NULL; i++)
		known[count++] = family->name;
	nearest = diag_nearest(word, known, count);
	fprintf(stderr, "cgwgen %s: no such rule or family", command);
	if (nearest != NULL)
		fprintf(stderr, "; did you mean '%s'?", nearest);
	fputs("\n'cgwgen rules' lists them.\n", stderr);
	return 2;
}

int
cmd_rules(const struct settings *settings)
{
	bool chosen[RULE_COUNT], json;
	const char *stray;

	if (!settings_json(settings, &json))
		return usage_error("rules", "--format is text or json");
	if (!rules_chosen(settings, chosen, &stray))
		return rules_stray("rules", stray);
	if (json)
		rules_json(chosen);
	else
		rules_list(chosen);
	return 0;
}
