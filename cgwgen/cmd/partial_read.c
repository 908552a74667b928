/* SPDX-License-Identifier: ISC */
/* Lines of partial files, taken apart.  Floor 7. */
#include "cmd/partial_read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "check/fleet.h"
#include "cmd/partial.h"
#include "cmd/partial_piece.h"
#include "doc/json.h"

/* Values in one line: a connection with 100,000 routes has fewer. */
#define LIMIT_NODES 4000000

/* ---- findings --------------------------------------------------------- */

static bool
get_finding(
    struct piece *part, const struct node *node, struct part_finding *ret)
{
	const struct node *items[8];
	size_t severity, index, may_mend;

	if (!partial_items(node, items, 8) ||
	    !partial_rule(items[0], &ret->rule) ||
	    !partial_number(items[1], SEVERITY_ERROR, &severity) ||
	    !partial_index(items[2], part->record.place_count, &index) ||
	    !partial_text(items[3], &ret->file) ||
	    !partial_text(items[4], &ret->subject) ||
	    !partial_text(items[5], &ret->message) || ret->message == NULL ||
	    !partial_text(items[6], &ret->help) ||
	    !partial_number(items[7], 1, &may_mend))
		return false;
	ret->may_mend = may_mend != 0;
	ret->severity = (enum severity)severity;
	ret->place = index != PARTIAL_NONE ? &part->record.places[index] : NULL;
	return true;
}

static bool
get_site(struct piece *part, const struct node *node, struct part_site *ret)
{
	const struct node *items[2];

	return partial_items(node, items, 2) &&
	       partial_number(items[0], PARTIAL_NUMBER, &ret->number) &&
	       get_finding(part, items[1], &ret->finding) &&
	       ret->finding.rule == RULE_CLIENT_CIDR_SITE &&
	       ret->finding.place != NULL;
}

static bool
get_sites(struct piece *part, const struct node *list)
{
	struct part_record *record = &part->record;
	const struct node *item;

	if (!partial_is_list(list))
		return false;
	record->sites =
	    arena_array(part->arena, node_count(list), sizeof(*record->sites));
	for (item = list->first; item != NULL; item = item->next)
		if (!get_site(part, item, &record->sites[record->site_count++]))
			return false;
	return true;
}

static bool
get_findings(struct piece *part, const struct node *list)
{
	struct part_record *record = &part->record;
	const struct node *item;

	if (!partial_is_list(list))
		return false;
	record->findings = arena_array(
	    part->arena, node_count(list), sizeof(*record->findings));
	for (item = list->first; item != NULL; item = item->next)
		if (!get_finding(
			part, item, &record->findings[record->finding_count]) ||
		    fleet_has_rule(
			record->findings[record->finding_count++].rule))
			return false;
	return true;
}

/* ---- lines ------------------------------------------------------------ */

/* The list of networks that later connections name by its number. */
static bool
take_networks(struct piece *part, const struct node *root)
{
	const struct node *list = node_child(root, "list"), *item;
	size_t number, count, i = 0;
	struct value *values, **lists;
	size_t *counts;

	if (!partial_number(node_child(root, "networks"),
		part->network_count + 1, &number) ||
	    number != part->network_count + 1 || !partial_is_list(list) ||
	    !piece_places(part, &part->kept_stubs, root))
		return false;
	count = node_count(list);
	values = arena_array(part->whole, count, sizeof(*values));
	for (item = list->first; item != NULL; item = item->next, i++) {
		if (!piece_value(part, item, &fact_network, &values[i]))
			return false;
		if (values[i].text != NULL)
			values[i].text =
			    arena_string(part->whole, values[i].text);
	}
	lists = realloc(part->networks, number * sizeof(*lists));
	counts = realloc(part->network_counts, number * sizeof(*counts));
	if (lists == NULL || counts == NULL)
		memory_exhausted();
	lists[number - 1] = values;
	counts[number - 1] = count;
	part->networks = lists;
	part->network_counts = counts;
	part->network_count = number;
	return true;
}

static bool
get_rules(struct piece *part, const struct node *list, struct part_rule **ret,
    size_t *ret_count)
{
	const struct node *item, *pair[2];
	size_t index;

	if (!partial_is_list(list))
		return false;
	*ret = arena_array(part->arena, node_count(list), sizeof(**ret));
	for (item = list->first; item != NULL; item = item->next) {
		if (!partial_items(item, pair, 2) ||
		    !partial_rule(pair[0], &(*ret)[*ret_count].rule) ||
		    !partial_index(pair[1], part->record.place_count, &index) ||
		    index == PARTIAL_NONE)
			return false;
		(*ret)[(*ret_count)++].place = &part->record.places[index];
	}
	return true;
}

static bool
get_operands(struct piece *part, const struct node *list)
{
	struct part_record *record = &part->record;
	const struct node *item;
	const char **text;

	if (!partial_is_list(list))
		return false;
	record->operands = arena_array(
	    part->arena, node_count(list), sizeof(*record->operands));
	for (item = list->first; item != NULL; item = item->next) {
		text = &record->operands[record->operand_count++];
		if (!partial_text(item, text) || *text == NULL)
			return false;
	}
	return true;
}

/* What only all parts together can tell. */
static bool
take_common(struct piece *part, const struct node *root)
{
	struct part_record *record = &part->record;
	size_t unchecked;

	if (!partial_number(node_child(root, "unchecked"), 1, &unchecked))
		return false;
	record->unchecked = unchecked != 0;
	return get_rules(part, node_child(root, "unused"), &record->unused,
		   &record->unused_count) &&
	       get_rules(part, node_child(root, "mended"), &record->mended,
		   &record->mended_count) &&
	       get_operands(part, node_child(root, "operands"));
}

static bool
take_end(struct piece *part, const struct node *root)
{
	struct part_record *record = &part->record;
	size_t connections;

	record->number = SIZE_MAX;
	part->ended = true;
	return partial_number(node_child(root, "connections"), PARTIAL_NUMBER,
		   &connections) &&
	       partial_number(node_child(root, "silenced"), PARTIAL_NUMBER,
		   &record->silenced) &&
	       partial_number(
		   node_child(root, "hidden"), PARTIAL_NUMBER, &record->hidden);
}

/* The lines for people, which may have ends of lines. */
static bool
take_inputs(struct piece *part, const struct node *root)
{
	const char *text = node_text(root, "inputs"), *at;

	for (at = text; at != NULL && *at != '\0'; at++)
		if ((unsigned char)*at < ' ' && *at != '\n')
			return false;
	part->record.inputs = text;
	return text != NULL;
}

static bool
take_record(struct piece *part, const struct node *root)
{
	const struct node *number = node_child(root, "number");

	if (number == NULL && !take_end(part, root))
		return false;
	if (number != NULL) {
		if (!partial_number(
			number, PARTIAL_NUMBER, &part->record.number) ||
		    (part->last != SIZE_MAX &&
			part->record.number <= part->last))
			return false;
		part->last = part->record.number;
	}
	return piece_places(part, &part->stubs, root) &&
	       piece_connection(part, node_child(root, "connection")) &&
	       get_findings(part, node_child(root, "findings")) &&
	       (number != NULL ||
		   (get_sites(part, node_child(root, "sites")) &&
		       take_inputs(part, root) && take_common(part, root)));
}

static bool
complain(struct piece *part, struct diags *diags)
{
	part->failed = part->ended = true;
	diag_file(diags, RULE_PARTIAL, part->path,
	    "line %zu is none that lint --partial writes", part->line);
	return false;
}

/* The next line as JSON in ARENA; NULL at the end and where it is none. */
static const struct node *
read_line(struct piece *part, struct arena *arena)
{
	const char *line = part->next, *end = strchr(line, '\n');
	const struct node *root;
	struct source *source;

	part->line++;
	if (end == NULL)
		return NULL;
	part->next = end + 1;
	source = source_new(part->path, line, (size_t)(end - line));
	root = json_read(source, LIMIT_NODES, arena, diags_new(arena, 1));
	source_list_add(&part->stubs, source);
	return root != NULL && root->kind == NODE_MAP ? root : NULL;
}

bool
part_next(
    struct piece *part, struct diags *diags, const struct part_record **ret)
{
	const struct node *root;

	if (part->ended)
		return part->failed || *part->next == '\0'
			   ? false
			   : complain(part, diags);
	source_list_free(&part->stubs);
	arena_reset(part->arena);
	part->record =
	    (struct part_record){ .number =
				      part->last != SIZE_MAX ? part->last : 0 };
	root = read_line(part, part->arena);
	if (root == NULL ||
	    !(node_child(root, "networks") != NULL ? take_networks(part, root)
						   : take_record(part, root)))
		return complain(part, diags);
	*ret = &part->record;
	return true;
}

/* ---- the file --------------------------------------------------------- */

static bool
take_head(struct piece *part)
{
	const struct node *root = read_line(part, part->whole);
	size_t version;

	return root != NULL &&
	       partial_number(
		   node_child(root, PARTIAL_MARK), PARTIAL_VERSION, &version) &&
	       version == PARTIAL_VERSION &&
	       partial_number(
		   node_child(root, "part"), SHARD_MOST, &part->shard.index) &&
	       partial_number(
		   node_child(root, "of"), SHARD_MOST, &part->shard.count) &&
	       part->shard.index <= part->shard.count &&
	       partial_text(node_child(root, "key"), &part->key) &&
	       part->key != NULL;
}

struct piece *
part_open(const char *path, size_t limit, struct diags *diags)
{
	struct source *source = file_read(path, limit, diags);
	struct piece *part;

	if (source == NULL)
		return NULL;
	part = memory_alloc(sizeof(*part));
	*part = (struct piece){ .source = source,
		.path = path,
		.next = source_text(source),
		.last = SIZE_MAX,
		.whole = arena_new(),
		.arena = arena_new() };
	if (take_head(part))
		return part;
	diag_file(diags, RULE_PARTIAL, path,
	    "is no file of lint --partial of version %d", PARTIAL_VERSION);
	part_close(part);
	return NULL;
}

void
part_close(struct piece *part)
{
	if (part == NULL)
		return;
	source_list_free(&part->stubs);
	source_list_free(&part->kept_stubs);
	source_free(part->source);
	free(part->networks);
	free(part->network_counts);
	arena_free(part->arena);
	arena_free(part->whole);
	free(part);
}

struct shard
part_shard(const struct piece *part)
{
	return part->shard;
}

const char *
part_name(const struct piece *part)
{
	return part->path;
}

const char *
part_key(const struct piece *part)
{
	return part->key;
}

bool
part_failed(const struct piece *part)
{
	return part->failed;
}
