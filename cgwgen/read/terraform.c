/* SPDX-License-Identifier: ISC */
/*
 * Plans and states of Terraform and OpenTofu: the outermost shapes.
 * Sources: developer.hashicorp.com/terraform/internals/json-format; state
 * files: internal/states/statefile/version4.go of hashicorp/terraform.
 * Floor 3.
 */
#include "read/terraform.h"

#include <string.h>

#include "read/bind.h"
#include "read/inventory.h"
#include "read/terraform_set.h"

/* What collecting one document works with. */
struct intake_of {
	struct reading *reading;
	struct tf_set *set;
	bool prior; /* reading what a plan knows from before: data only */
};

static bool
has_one(const struct node *root, const char *const *names)
{
	for (; *names != NULL; names++)
		if (node_child(root, *names) != NULL)
			return true;
	return false;
}

bool
terraform_matches(const struct document *document)
{
	static const char *const shown[] = { "planned_values", "values",
		"resource_changes", "prior_state", "terraform_version", NULL };
	static const char *const state[] = { "terraform_version", "serial",
		"lineage", NULL };
	static const char *const schemas[] = { "provider_schemas", NULL };
	const struct node *root = document->root;

	if (root->kind != NODE_MAP || has_one(root, schemas))
		return false;
	/* Of an empty state nothing else is shown. */
	if (node_child(root, "format_version") != NULL)
		return has_one(root, shown) || node_count(root) == 1;
	return node_child(root, "version") != NULL && has_one(root, state) &&
	       (node_child(root, "resources") != NULL ||
		   node_child(root, "modules") != NULL);
}

static bool
is_null(const struct node *node)
{
	return node->kind == NODE_SCALAR && node->plain &&
	       strcmp(node->text, "null") == 0;
}

/* The value of NODE called NAME when it is of KIND; a finding when it is
 * there and of another. */
static const struct node *
part_of(struct intake_of *in, const struct node *node, const char *name,
    enum node_kind kind)
{
	const struct node *child = node_child(node, name);

	if (child == NULL || child->kind == kind || is_null(child))
		return child != NULL && child->kind == kind ? child : NULL;
	bind_complain(in->reading, RULE_TERRAFORM_SHAPE, child, "%s is not %s",
	    name, kind == NODE_MAP ? "an object" : "a list");
	return NULL;
}

/* ---- instances -------------------------------------------------------- */

static void
misplaced(struct intake_of *in, const struct node *node, const char *what)
{
	bind_complain(
	    in->reading, RULE_TERRAFORM_SHAPE, node, "resource %s", what);
}

/* Whether ITEM, an entry of a list of resources, is one that matters. */
static bool
is_wanted(struct intake_of *in, const struct node *item)
{
	const char *mode, *type;

	if (item->kind != NODE_MAP) {
		misplaced(in, item, "is not an object");
		return false;
	}
	mode = node_text(item, "mode");
	type = node_text(item, "type");
	if (mode == NULL || type == NULL || node_text(item, "name") == NULL) {
		misplaced(in, item, "has no mode, type or name");
		return false;
	}
	return tf_kind(mode, type) != TF_OTHER &&
	       (!in->prior || strcmp(mode, "data") == 0);
}

/* What the plan does to RESOURCE. */
static void
take_change(struct tf_resource *resource, const struct node *change)
{
	const struct node *actions = node_child(change, "actions");
	const struct node *action;

	resource->planned = true;
	resource->unknown = node_child(change, "after_unknown");
	if (resource->unknown != NULL && resource->unknown->kind != NODE_MAP)
		resource->unknown = NULL;
	if (actions == NULL)
		return;
	for (action = actions->first; action != NULL; action = action->next)
		if (action->kind == NODE_SCALAR &&
		    strcmp(action->text, "update") == 0)
			resource->changes = true;
}

/* Takes the instance at PLACE whose attributes are OWNER's child NAME.  It
 * has none where all of them come later; Terraform itself takes a state's
 * instance without any, too. */
static struct tf_resource *
take_instance(struct intake_of *in, const struct tf_place *place,
    const struct node *owner, const char *name)
{
	const struct node *values = part_of(in, owner, name, NODE_MAP);
	const struct node *child = node_child(owner, name);
	struct tf_resource *resource;

	if (values == NULL && child != NULL && !is_null(child))
		return NULL;
	resource = tf_add(in->set, place);
	if (resource == NULL)
		misplaced(in, place->node, "has an index of no known type");
	else
		resource->values = values;
	return resource;
}

/* An entry of "resources" as terraform show prints it. */
static void
take_shown(struct intake_of *in, const struct node *item, const char *module)
{
	struct tf_place place = { module, item, node_child(item, "index") };
	struct tf_resource *resource;

	if (!is_wanted(in, item) || node_child(item, "deposed_key") != NULL)
		return;
	resource = take_instance(in, &place, item, "values");
	if (resource == NULL || !in->set->plan || in->prior)
		return;
	take_change(resource, tf_find_change(in->set, resource->address));
}

static void
take_module(struct intake_of *in, const struct node *module)
{
	const struct node *address = node_child(module, "address");
	const struct node *list, *item;
	const char *name = "";

	if (address != NULL && address->kind == NODE_SCALAR)
		name = address->text;
	list = part_of(in, module, "resources", NODE_SEQUENCE);
	for (item = list != NULL ? list->first : NULL; item != NULL;
	     item = item->next)
		take_shown(in, item, name);
	list = part_of(in, module, "child_modules", NODE_SEQUENCE);
	for (item = list != NULL ? list->first : NULL; item != NULL;
	     item = item->next) {
		if (item->kind == NODE_MAP &&
		    node_text(item, "address") != NULL)
			take_module(in, item);
		else
			bind_complain(in->reading, RULE_TERRAFORM_SHAPE, item,
			    "module has no address");
	}
}

static void
take_values(struct intake_of *in, const struct node *node, const char *name)
{
	const struct node *values = part_of(in, node, name, NODE_MAP);
	const struct node *module;

	if (values == NULL)
		return;
	module = part_of(in, values, "root_module", NODE_MAP);
	if (module != NULL)
		take_module(in, module);
}

/* An entry of "resource_changes" where nothing else says what is planned. */
static void
take_planned(struct intake_of *in, const struct node *item)
{
	const struct node *change = node_child(item, "change");
	const struct node *after = node_child(change, "after");
	const char *module = node_text(item, "module_address");
	struct tf_place place = { module != NULL ? module : "", item,
		node_child(item, "index") };
	struct tf_resource *resource;

	/* Nothing is left of what is deleted. */
	if (!is_wanted(in, item) || node_child(item, "deposed") != NULL ||
	    after == NULL || is_null(after))
		return;
	resource = take_instance(in, &place, change, "after");
	if (resource != NULL)
		take_change(resource, change);
}

/* ---- documents -------------------------------------------------------- */

static void
take_plan(struct intake_of *in, const struct node *root)
{
	const struct node *list =
	    part_of(in, root, "resource_changes", NODE_SEQUENCE);
	const struct node *item, *part;

	in->set->plan = true;
	for (item = list != NULL ? list->first : NULL; item != NULL;
	     item = item->next)
		if (item->kind == NODE_MAP)
			tf_add_change(in->set, item);
	tf_sort_changes(in->set);
	part = part_of(in, root, "configuration", NODE_MAP);
	if (part != NULL)
		in->set->configuration =
		    part_of(in, part, "root_module", NODE_MAP);
	if (node_child(root, "planned_values") != NULL)
		take_values(in, root, "planned_values");
	else
		for (item = list != NULL ? list->first : NULL; item != NULL;
		     item = item->next)
			take_planned(in, item);
	in->prior = true;
	part = part_of(in, root, "prior_state", NODE_MAP);
	if (part != NULL)
		take_values(in, part, "values");
}

/* One entry of a state file's "resources". */
static void
take_stored(struct intake_of *in, const struct node *item)
{
	const char *module = node_text(item, "module");
	struct tf_place place = { module != NULL ? module : "", item, NULL };
	const struct node *list, *instance;
	struct tf_resource *resource;
	bool flat;

	if (!is_wanted(in, item))
		return;
	list = part_of(in, item, "instances", NODE_SEQUENCE);
	for (instance = list != NULL ? list->first : NULL; instance != NULL;
	     instance = instance->next) {
		if (node_child(instance, "deposed") != NULL)
			continue;
		place.key = node_child(instance, "index_key");
		flat = node_child(instance, "attributes") == NULL;
		resource = take_instance(in, &place, instance,
		    flat ? "attributes_flat" : "attributes");
		if (resource != NULL)
			resource->node = instance;
	}
}

static void
take_state(struct intake_of *in, const struct node *root)
{
	const struct node *version = node_child(root, "version");
	const struct node *list, *item;

	if (version->kind != NODE_SCALAR || strcmp(version->text, "4") != 0) {
		bind_complain(in->reading, RULE_TERRAFORM_SHAPE, version,
		    "version of the state file is not 4");
		return;
	}
	list = part_of(in, root, "resources", NODE_SEQUENCE);
	for (item = list != NULL ? list->first : NULL; item != NULL;
	     item = item->next)
		take_stored(in, item);
}

/* "Reject any input which reports an unsupported major version." */
static bool
is_supported(struct intake_of *in, const struct node *version)
{
	if (version->kind == NODE_SCALAR &&
	    (strncmp(version->text, "1.", 2) == 0 ||
		strncmp(version->text, "0.", 2) == 0))
		return true;
	bind_complain(in->reading, RULE_TERRAFORM_SHAPE, version,
	    "format_version is neither 0 nor 1");
	return false;
}

/* ---- what becomes of them --------------------------------------------- */

static void
give_gateway(struct reading *reading, struct tf_resource *resource)
{
	const char *id = tf_text(resource, "id");

	resource->gateway = tf_gateway(reading, resource);
	resource->gateway_key =
	    id != NULL
		? id
		: arena_printf(reading->arena, "%s@%s", resource->address,
		      source_name(resource->set->document->source));
	inventory_add_gateway(
	    reading->inventory, resource->gateway, resource->gateway_key);
	if (resource->kind != TF_CUSTOMER)
		tf_give_aws_gateway(reading, resource);
}

static void
give_connection(struct reading *reading, struct tf_resource *resource)
{
	struct part part = { .document = resource->set->document,
		.node = resource->node,
		.id = tf_text(resource, "id"),
		.read = tf_read,
		.host = resource };

	inventory_add_part(reading->inventory, &part);
	tf_give_attachment(reading, resource);
}

/* One expression says where all instances of a resource belong: it is
 * reported once. */
static void
report_route(struct reading *reading, struct tf_resource *resource,
    const struct route *route)
{
	struct tf_set *set = resource->set;
	const char *destination =
	    diag_quote(reading->diags, route->destination.text);
	size_t count;

	if (set->told != NULL && strcmp(set->told, resource->base) == 0)
		return;
	set->told = resource->base;
	tf_find(set, resource->base, &count);
	if (count > 1)
		bind_complain(reading, RULE_TERRAFORM_ROUTE, resource->node,
		    "which connection %zu routes, to %s first, belong to "
		    "cannot be told from the plan",
		    count, destination);
	else
		bind_complain(reading, RULE_TERRAFORM_ROUTE, resource->node,
		    "which connection the route to %s belongs to cannot be "
		    "told from the plan",
		    destination);
}

static void
give_table(struct reading *reading, struct tf_resource *resource)
{
	tf_give_table(reading, resource);
	tf_give_vpc_table(reading, resource);
}

static void
give_table_route(struct reading *reading, struct tf_resource *resource)
{
	tf_give_table_route(reading, resource);
	tf_give_vpc_route(reading, resource);
}

static void
give_route(struct reading *reading, struct tf_resource *resource)
{
	const char *id = tf_text(resource, "vpn_connection_id");
	struct tf_resource *connection;
	struct tf_route *item = ARENA_NEW(reading->arena, struct tf_route);
	struct tf_visit visit = tf_visit(reading, resource);
	struct arena *arena = reading->arena;

	if (!tf_route(&visit.reading,
		tf_attribute(resource, "destination_cidr_block", arena),
		tf_attribute(resource, "state", arena), &item->route))
		return;
	if (id != NULL) {
		inventory_add_route(reading->inventory, id, &item->route);
		return;
	}
	connection = tf_refer(
	    resource, "vpn_connection_id", TF_CONNECTION, reading->arena);
	if (connection == NULL) {
		report_route(&visit.reading, resource, &item->route);
		return;
	}
	item->next = connection->routes;
	connection->routes = item;
}

void
terraform_collect(struct reading *reading, const struct document *document)
{
	const struct node *root = document->root;
	const struct node *format = node_child(root, "format_version");
	struct tf_set *set = ARENA_NEW(document->arena, struct tf_set);
	struct intake_of in = { reading, set, false };
	void (*const give[])(struct reading *, struct tf_resource *) = {
		[TF_CONNECTION] = give_connection,
		[TF_ROUTE] = give_route,
		[TF_CUSTOMER] = give_gateway,
		[TF_VPN] = give_gateway,
		[TF_TRANSIT] = give_gateway,
		[TF_TABLE] = give_table,
		[TF_TABLE_ROUTE] = give_table_route,
		[TF_INTERFACE] = tf_give_interface,
		[TF_RECORD] = tf_give_record,
	};
	struct tf_resource *resource;

	*set =
	    (struct tf_set){ .document = document, .arena = document->arena };
	tf_hide(document);
	if (format == NULL)
		take_state(&in, root);
	else if (!is_supported(&in, format))
		return;
	else if (node_child(root, "planned_values") != NULL ||
		 node_child(root, "resource_changes") != NULL)
		take_plan(&in, root);
	else
		take_values(&in, root, "values");
	tf_sort(set);
	for (resource = set->list; resource != NULL; resource = resource->next)
		if (resource->kind != TF_OTHER)
			give[resource->kind](reading, resource);
}
