/* SPDX-License-Identifier: ISC */
/* Lines of partial files, taken apart.  Floor 7. */
#include "cmd/partial_read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "check/fleet.h"
#include "cmd/facts.h"
#include "cmd/partial.h"
#include "cmd/partial_json.h"
#include "doc/json.h"
#include "read/inventory.h"

/* Values in one line: a connection with 100,000 routes has fewer. */
#define LIMIT_NODES 4000000

struct piece {
	struct source *source;
	const char *path;
	const char *next; /* line */
	size_t line;
	struct shard shard;
	const char *key;
	struct arena *whole;           /* as long as the part */
	struct arena *arena;           /* of the record at hand */
	struct source_list stubs;      /* of the record at hand */
	struct source_list kept_stubs; /* of the lists of networks */
	struct value **networks;       /* by number, from 1 */
	size_t *network_counts;
	size_t network_count;
	struct part_record record;
	size_t last; /* number of a record; SIZE_MAX: there was none */
	bool ended;
	bool failed;
};

/* ---- places ----------------------------------------------------------- */

/* What put_spot() writes. */
struct spot {
	const char *path, *name, *excerpt;
	size_t line, column, caret;
};

static bool
get_spot(const struct node *const *items, struct spot *ret)
{
	return partial_text(items[0], &ret->path) &&
	       partial_text(items[1], &ret->name) && ret->name != NULL &&
	       partial_number(items[2], PARTIAL_NUMBER, &ret->line) &&
	       partial_number(items[3], PARTIAL_NUMBER, &ret->column) &&
	       ret->line != 0 && ret->column != 0 &&
	       partial_text(items[4], &ret->excerpt) &&
	       partial_number(items[5],
		   ret->excerpt != NULL ? strlen(ret->excerpt) : 0,
		   &ret->caret);
}

static struct pos
stub_of(struct source_list *stubs, const struct spot *spot)
{
	struct pos pos;

	source_list_add(
	    stubs, source_stub(spot->name, spot->path, spot->line, spot->column,
		       spot->excerpt, spot->caret, &pos));
	return pos;
}

/* An embedded stub is all at one place outside. */
static size_t
place_outside(const struct source *outer, size_t start, size_t offset)
{
	(void)outer;
	(void)offset;
	return start;
}

static bool
get_inner(struct source_list *stubs, const struct node *node, struct place *ret)
{
	const struct node *items[7];
	struct source *inner;
	struct spot spot;
	const char *text;

	if (partial_is_null(node))
		return true;
	if (!partial_items(node, items, 7) || !get_spot(items, &spot) ||
	    !partial_text(items[6], &ret->path))
		return false;
	text = spot.excerpt != NULL ? spot.excerpt : "";
	inner =
	    source_embed(spot.name, text, strlen(text), ret->at, place_outside);
	if (spot.excerpt == NULL)
		source_never_quote(inner);
	source_list_add(stubs, inner);
	ret->at = (struct pos){ inner, spot.caret };
	ret->line = spot.line;
	ret->column = spot.column;
	return true;
}

static bool
get_silenced(struct arena *arena, const struct node *list, struct place *ret)
{
	const struct node *item;
	enum rule_id *rules;

	if (!partial_is_list(list))
		return false;
	ret->silenced = rules =
	    arena_array(arena, node_count(list), sizeof(*rules));
	for (item = list->first; item != NULL; item = item->next)
		if (!partial_rule(item, &rules[ret->silenced_count++]))
			return false;
	return true;
}

static bool
get_place(struct piece *part, struct source_list *stubs,
    const struct node *node, struct place *ret)
{
	const struct node *items[8];
	struct spot spot;

	if (!partial_items(node, items, 8) || !get_spot(items, &spot))
		return false;
	ret->at = stub_of(stubs, &spot);
	return get_inner(stubs, items[6], ret) &&
	       get_silenced(part->arena, items[7], ret);
}

/* The places of the line. */
static bool
get_places(
    struct piece *part, struct source_list *stubs, const struct node *root)
{
	const struct node *list = node_child(root, "places"), *item;
	struct part_record *record = &part->record;

	if (!partial_is_list(list))
		return false;
	record->places =
	    arena_array(part->arena, node_count(list), sizeof(*record->places));
	for (item = list->first; item != NULL; item = item->next)
		if (!get_place(part, stubs, item,
			&record->places[record->place_count++]))
			return false;
	return true;
}

static bool
get_at(const struct piece *part, const struct node *node, struct pos *ret)
{
	size_t index;

	if (!partial_index(node, part->record.place_count, &index))
		return false;
	if (index != PARTIAL_NONE)
		*ret = part->record.places[index].at;
	return true;
}

/* ---- facts ------------------------------------------------------------ */

static bool
get_value(const struct piece *part, const struct node *node,
    const struct fact *fact, struct value *ret)
{
	const struct node *items[3];
	size_t origin;

	if (!partial_items(node, items, 3) ||
	    !partial_number(items[0], ORIGIN_ASSUMED, &origin) ||
	    !partial_text(items[1], &ret->text) ||
	    !get_at(part, items[2], &ret->at))
		return false;
	ret->origin = (enum origin)origin;
	/* Of a key that is kept elsewhere there is nothing. */
	if (ret->text == NULL && fact->field.type == FIELD_TEXT)
		ret->origin = ORIGIN_NONE;
	return !value_known(ret) ||
	       (ret->text != NULL && field_parse(&fact->field, ret->text, ret));
}

static bool
get_facts(const struct piece *part, const struct node *map,
    enum fact_owner owner, void *ret)
{
	size_t count, i;
	const struct fact *rows = facts_of(owner, &count);
	const struct node *node;

	for (i = 0; i < count; i++) {
		node = node_child(map, rows[i].key);
		if (node != NULL && !get_value(part, node, &rows[i],
					field_slot(&rows[i].field, ret)))
			return false;
	}
	return true;
}

static bool
get_gateway(
    struct piece *part, const struct node *map, const struct gateway **ret)
{
	const struct node *networks = node_child(map, "networks");
	struct gateway *gateway;
	const char *file;
	size_t kind, number;

	if (map == NULL)
		return true;
	gateway = ARENA_NEW(part->arena, struct gateway);
	if (map->kind != NODE_MAP ||
	    !partial_number(
		node_child(map, "kind"), GATEWAY_KINDS - 1, &kind) ||
	    !partial_text(node_child(map, "label"), &gateway->label) ||
	    !partial_text(node_child(map, "file"), &file) ||
	    !partial_number(node_child(map, "offset"), PARTIAL_NUMBER,
		&gateway->at.offset) ||
	    !get_facts(part, map, FACT_GATEWAY, gateway))
		return false;
	gateway->kind = (enum gateway_kind)kind;
	if (file != NULL) {
		gateway->at.source = source_new(file, "", 0);
		source_list_add(
		    &part->stubs, (struct source *)gateway->at.source);
	}
	if (networks != NULL) {
		if (!partial_number(networks, part->network_count, &number) ||
		    number == 0)
			return false;
		gateway->prefixes = part->networks[number - 1];
		gateway->prefix_count = part->network_counts[number - 1];
	}
	*ret = gateway;
	return true;
}

static bool
get_tunnels(
    struct piece *part, const struct node *list, struct connection *connection)
{
	const struct node *item;
	struct tunnel *tunnel;

	if (!partial_is_list(list))
		return false;
	connection->tunnels = arena_array(
	    part->arena, node_count(list), sizeof(*connection->tunnels));
	for (item = list->first; item != NULL; item = item->next) {
		tunnel = &connection->tunnels[connection->tunnel_count++];
		if (item->kind != NODE_MAP ||
		    !get_at(part, node_child(item, "at"), &tunnel->at) ||
		    !get_facts(part, item, FACT_TUNNEL, tunnel))
			return false;
	}
	return true;
}

static bool
get_routes(
    struct piece *part, const struct node *list, struct connection *connection)
{
	const struct node *item, *pair[2];
	struct route *route;

	if (!partial_is_list(list))
		return false;
	connection->routes = arena_array(
	    part->arena, node_count(list), sizeof(*connection->routes));
	for (item = list->first; item != NULL; item = item->next) {
		route = &connection->routes[connection->route_count++];
		if (!partial_items(item, pair, 2) ||
		    !get_value(
			part, pair[0], &fact_network, &route->destination) ||
		    !get_value(part, pair[1], &fact_state, &route->state))
			return false;
	}
	return true;
}

static bool
get_connection(struct piece *part, const struct node *map)
{
	struct connection *connection =
	    ARENA_NEW(part->arena, struct connection);
	const struct node *content = node_child(map, "content");

	if (map == NULL)
		return true;
	part->record.connection = connection;
	if (map->kind != NODE_MAP ||
	    !partial_text(node_child(map, "label"), &connection->label) ||
	    !get_at(part, node_child(map, "at"), &connection->at) ||
	    !get_facts(part, map, FACT_CONNECTION, connection) ||
	    !get_gateway(part, node_child(map, "customer"),
		&connection->customer_gateway) ||
	    !get_gateway(
		part, node_child(map, "aws"), &connection->aws_gateway) ||
	    !get_tunnels(part, node_child(map, "tunnels"), connection) ||
	    !get_routes(part, node_child(map, "routes"), connection))
		return false;
	if (content == NULL)
		return true;
	/* In place of all that the XML said; no rule looks at the type. */
	connection->has_xml = true;
	connection->type.origin = ORIGIN_XML;
	return partial_text(content, &connection->type.text) &&
	       connection->type.text != NULL;
}

/* ---- findings --------------------------------------------------------- */

static bool
get_finding(
    struct piece *part, const struct node *node, struct part_finding *ret)
{
	const struct node *items[7];
	size_t severity, index;

	if (!partial_items(node, items, 7) ||
	    !partial_rule(items[0], &ret->rule) ||
	    !partial_number(items[1], SEVERITY_ERROR, &severity) ||
	    !partial_index(items[2], part->record.place_count, &index) ||
	    !partial_text(items[3], &ret->file) ||
	    !partial_text(items[4], &ret->subject) ||
	    !partial_text(items[5], &ret->message) || ret->message == NULL ||
	    !partial_text(items[6], &ret->help))
		return false;
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
	    !get_places(part, &part->kept_stubs, root))
		return false;
	count = node_count(list);
	values = arena_array(part->whole, count, sizeof(*values));
	for (item = list->first; item != NULL; item = item->next, i++) {
		if (!get_value(part, item, &fact_network, &values[i]))
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
	return get_places(part, &part->stubs, root) &&
	       get_connection(part, node_child(root, "connection")) &&
	       get_findings(part, node_child(root, "findings")) &&
	       (number != NULL || (get_sites(part, node_child(root, "sites")) &&
				      take_inputs(part, root)));
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
