/* SPDX-License-Identifier: ISC */
/* Parameters for CloudFormation templates.  Floor 3. */
#include "read/cfn_parameter.h"

#include <stdlib.h>
#include <string.h>

#include "doc/text.h"
#include "read/intake.h"
#include "read/inventory.h"

const char *const cfn_pseudos[CFN_PSEUDOS] = { "AWS::AccountId",
	"AWS::NotificationARNs", "AWS::Partition", "AWS::Region",
	"AWS::StackId", "AWS::StackName", "AWS::URLSuffix" };

/* So many names of parameters are candidates for a "did you mean". */
#define LIMIT_NAMES 1000

struct cfn_givens {
	struct arena *arena;
	struct cfn_given *list; /* sorted by name, then by order */
	size_t count;
	size_t capacity;
	const char *names[LIMIT_NAMES]; /* that templates have */
	size_t name_count;
};

/* What reading one file works with. */
struct intake_of_givens {
	struct cfn_givens *givens;
	struct source *source;
	struct diags *diags;
	bool good;
};

static void
refuse(struct intake_of_givens *in, struct pos at, const char *message)
{
	diag(in->diags, RULE_OPTION_VALUE, at, "%s", message);
	in->good = false;
}

void
cfn_given_hide(const struct cfn_given *given)
{
	source_secret(
	    given->source, given->value->pos.offset, given->value->end);
}

static void
add(struct intake_of_givens *in, const char *name, struct pos at,
    const struct node *value)
{
	struct cfn_givens *givens = in->givens;
	struct cfn_given *grown;

	if (givens->count == givens->capacity) {
		givens->capacity = givens->capacity * 2 + 16;
		grown = arena_array(
		    givens->arena, givens->capacity, sizeof(*grown));
		if (givens->count != 0)
			memcpy(grown, givens->list,
			    givens->count * sizeof(*grown));
		givens->list = grown;
	}
	givens->list[givens->count] = (struct cfn_given){ .name = name,
		.order = givens->count,
		.value = value,
		.source = in->source,
		.at = at };
	if (intake_is_secret_name(name))
		cfn_given_hide(&givens->list[givens->count]);
	givens->count++;
}

/* "KEY=VALUE", which stands at AT up to END; OFFSET bytes of quotation come
 * before it. */
static bool
add_assignment(struct intake_of_givens *in, const char *text, struct pos at,
    size_t end, size_t offset)
{
	const char *equals = strchr(text, '=');
	struct node *value;

	if (equals == NULL || equals == text)
		return false;
	value = node_add(in->givens->arena, NODE_SCALAR, NULL);
	value->text = arena_string(in->givens->arena, equals + 1);
	value->pos = at;
	value->pos.offset += offset + (size_t)(equals + 1 - text);
	value->end = end;
	if (value->pos.offset > end)
		value->pos.offset = at.offset;
	add(in, arena_copy(in->givens->arena, text, (size_t)(equals - text)),
	    at, value);
	return true;
}

static void
read_argument(struct cfn_givens *givens, struct source *source,
    struct diags *diags, bool *good)
{
	struct intake_of_givens in = { givens, source, diags, true };

	if (add_assignment(&in, source_text(source), (struct pos){ source, 0 },
		source_length(source), 0))
		givens->list[givens->count - 1].argument = true;
	else
		refuse(&in, (struct pos){ source, 0 },
		    "a parameter is written KEY=VALUE");
	*good &= in.good;
}

/* ---- files ------------------------------------------------------------ */

static void
add_pair(struct intake_of_givens *in, const char *name, struct pos at,
    const struct node *value)
{
	if (value->kind != NODE_SCALAR)
		refuse(in, value->pos, "a parameter's value is a text");
	else
		add(in, name, at, value);
}

/* {ParameterKey: KEY, ParameterValue: VALUE} */
static void
read_entry(struct intake_of_givens *in, const struct node *entry)
{
	const struct node *key = node_child(entry, "ParameterKey");
	const struct node *value = node_child(entry, "ParameterValue");

	if (key == NULL || key->kind != NODE_SCALAR)
		refuse(in, entry->pos,
		    "a parameter is {ParameterKey, ParameterValue}");
	else if (value != NULL)
		add_pair(in, key->text, key->pos, value);
	else if (node_child(entry, "UsePreviousValue") == NULL)
		refuse(in, entry->pos, "a parameter has no ParameterValue");
}

static void
read_item(struct intake_of_givens *in, const struct node *item)
{
	if (item->kind == NODE_MAP) {
		read_entry(in, item);
		return;
	}
	if (item->kind != NODE_SCALAR ||
	    !add_assignment(
		in, item->text, item->pos, item->end, item->plain ? 0 : 1)) {
		source_never_quote(in->source);
		refuse(in, item->pos,
		    "a parameter is written \"KEY=VALUE\" or as "
		    "{ParameterKey, ParameterValue}");
	}
}

static void
read_mapping(struct intake_of_givens *in, const struct node *map)
{
	const struct node *child;

	for (child = map->first; child != NULL; child = child->next)
		add_pair(in, child->name, child->name_pos, child);
}

static void
read_file(struct cfn_givens *givens, struct source *source, struct diags *diags,
    bool *good)
{
	struct intake_of_givens in = { givens, source, diags, true };
	const struct node *root = NULL, *inner, *child;

	if (text_check(source, diags))
		root = intake_tree(source, givens->arena, diags);
	if (root == NULL) {
		source_never_quote(source);
		*good = false;
		return;
	}
	inner = node_child(root, "Parameters");
	if (root->kind == NODE_MAP && inner != NULL &&
	    inner->kind == NODE_MAP) {
		read_mapping(&in, inner);
	} else if (root->kind == NODE_MAP) {
		read_mapping(&in, root);
	} else if (root->kind == NODE_SEQUENCE) {
		for (child = root->first; child != NULL; child = child->next)
			read_item(&in, child);
	} else {
		source_never_quote(source);
		refuse(&in, root->pos, "expected a mapping or a list");
	}
	*good &= in.good;
}

/* ---- looking up ------------------------------------------------------- */

static int
compare(const void *left, const void *right)
{
	const struct cfn_given *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	if (order != 0)
		return order;
	return a->order < b->order ? -1 : a->order > b->order;
}

struct cfn_givens *
cfn_givens_read(const struct inventory_options *options, struct arena *arena,
    struct diags *diags)
{
	struct cfn_givens *givens = ARENA_NEW(arena, struct cfn_givens);
	bool good = true;
	size_t i;

	givens->arena = arena;
	for (i = 0; i < options->parameter_file_count; i++)
		read_file(givens, options->parameter_files[i], diags, &good);
	for (i = 0; i < options->parameter_count; i++)
		read_argument(givens, options->parameters[i], diags, &good);
	if (givens->count > 1)
		qsort(givens->list, givens->count, sizeof(*givens->list),
		    compare);
	return good ? givens : NULL;
}

const struct cfn_given *
cfn_givens_find(struct cfn_givens *givens, const char *name)
{
	struct cfn_given *last = NULL;
	size_t low = 0, high, middle;

	if (givens == NULL)
		return NULL;
	if (givens->name_count < LIMIT_NAMES)
		givens->names[givens->name_count++] = name;
	high = givens->count;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(givens->list[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < givens->count && strcmp(givens->list[low].name, name) == 0;
	     low++) {
		last = &givens->list[low];
		last->known = true;
	}
	return last;
}

bool
cfn_givens_known(const struct cfn_givens *givens, struct diags *diags)
{
	struct finding finding = { .rule = RULE_OPTION_VALUE };
	const struct cfn_given *given;
	const char *nearest;
	bool good = true;

	for (given = givens->list; given < givens->list + givens->count;
	     given++) {
		if (given->known)
			continue;
		/* What is unknown may be a key under a misspelt name. */
		cfn_given_hide(given);
		nearest = diag_nearest(
		    given->name, givens->names, givens->name_count);
		finding.at = given->at;
		finding.severity =
		    given->argument ? SEVERITY_ERROR : SEVERITY_WARNING;
		finding.message = arena_printf(diags_arena(diags),
		    "no template has a parameter '%s'%s%s%s",
		    diag_quote(diags, given->name),
		    nearest != NULL ? "; did you mean " : "",
		    nearest != NULL ? diag_quote(diags, nearest) : "",
		    nearest != NULL ? "?" : "");
		diag_full(diags, &finding);
		good &= !given->argument;
	}
	return good;
}
