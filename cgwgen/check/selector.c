/* SPDX-License-Identifier: ISC */
/* Words that name rules.  Floor 5. */
#include "check/selector.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"

#define PREFIX "CGW"
#define PREFIX_LENGTH (sizeof(PREFIX) - 1)

/* The rank of the beginning of an id by how many digits it has. */
static enum selector_rank
prefix_rank(const char *word)
{
	static const enum selector_rank ranks[] = { RANK_ALL, RANK_HUNDRED,
		RANK_TEN };
	const char *digits = word + PREFIX_LENGTH;
	size_t length;

	if (strncasecmp(word, PREFIX, PREFIX_LENGTH) != 0)
		return RANK_NONE;
	length = strspn(digits, "0123456789");
	if (digits[length] != '\0' || length >= 3)
		return RANK_NONE;
	return ranks[length];
}

struct selector
selector_read(const char *word)
{
	struct selector selector = { .rule = rule_find(word) };
	const struct rule_family *family = rule_family_find(word);
	unsigned i;

	if (selector.rule != RULE_COUNT) {
		selector.rank = RANK_RULE;
		return selector;
	}
	if (family != NULL) {
		selector.group = family->group;
		selector.rank = RANK_FAMILY;
		return selector;
	}
	selector.prefix = word;
	selector.rank = prefix_rank(word);
	for (i = 0; i < RULE_COUNT; i++)
		if (selector_has(&selector, (enum rule_id)i))
			return selector;
	selector.rank = RANK_NONE;
	return selector;
}

bool
selector_has(const struct selector *selector, enum rule_id rule)
{
	switch (selector->rank) {
	case RANK_ALL:
	case RANK_HUNDRED:
	case RANK_TEN:
		return strncasecmp(rule_get(rule)->id, selector->prefix,
			   strlen(selector->prefix)) == 0;
	case RANK_FAMILY:
		return strcmp(rule_get(rule)->group, selector->group) == 0;
	case RANK_RULE:
		return selector->rule == rule;
	case RANK_NONE:
		break;
	}
	return false;
}

bool
selector_has_check(const struct selector *selector)
{
	unsigned i;

	for (i = 0; i < RULE_COUNT; i++)
		if (rule_is_check((enum rule_id)i) &&
		    selector_has(selector, (enum rule_id)i))
			return true;
	return false;
}

/* The nearest name or family that could be meant, or NULL. */
static const char *
nearest(const char *word, struct arena *arena)
{
	const struct rule_family *family;
	const char **known;
	size_t count, i;

	for (count = 0; rule_family(count) != NULL; count++)
		;
	known = arena_array(arena, RULE_COUNT + count, sizeof(*known));
	for (count = 0; (family = rule_family(count)) != NULL; count++)
		known[count] = family->name;
	for (i = 0; i < RULE_COUNT; i++)
		if (rule_is_check((enum rule_id)i))
			known[count++] = rule_get((enum rule_id)i)->name;
	return diag_nearest(word, known, count);
}

const char *
selector_fault(const char *word, struct arena *arena)
{
	struct selector selector = selector_read(word);
	const char *quoted = diag_quote(diags_new(arena, 0), word), *near;

	if (selector_has_check(&selector))
		return NULL;
	if (selector.rank == RANK_RULE)
		return arena_printf(arena,
		    "rule '%s' cannot be passed over; it is always reported",
		    quoted);
	if (selector.rank != RANK_NONE)
		return arena_printf(
		    arena, "no rule of '%s' can be passed over", quoted);
	near = nearest(word, arena);
	return arena_printf(arena,
	    "'%s' is no rule, family or beginning of an id%s%s%s", quoted,
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}
