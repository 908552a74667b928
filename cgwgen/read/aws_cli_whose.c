/* SPDX-License-Identifier: ISC */
/*
 * Answers that do not say whose what they list is: routes, associations and
 * propagations of a transit gateway's table, entries of a prefix list.
 * Names as in the EC2 API Reference 2016-11-15.  The file that
 * export-transit-gateway-routes leaves in S3 has the members of
 * search-transit-gateway-routes with small first letters, and the filter:
 * Transit Gateways, Export route tables to Amazon S3
 * (docs.aws.amazon.com/vpc/latest/tgw/tgw-export-route-tables.html), and the
 * names that TransitGatewayRoute has on the wire in botocore's model of EC2.
 * Floor 3.
 */
#include <string.h>

#include "base/buf.h"
#include "read/aws_cli_record.h"
#include "read/bind.h"
#include "read/record.h"

/* An id that begins with PREFIX in the name of the file, or NULL. */
static const char *
id_in_name(const struct taking *t, const char *prefix)
{
	const char *name = source_name(t->document->source), *found;
	size_t length = strlen(prefix), end;

	for (found = strstr(name, prefix); found != NULL;
	     found = strstr(found + 1, prefix)) {
		end = strspn(found + length, "0123456789abcdef");
		/* AWS's ids have 8 or 17 digits. */
		if (end == 8 || end == 17)
			return arena_copy(
			    t->reading->arena, found, length + end);
	}
	return NULL;
}

/* The id under NAME beside the list that the object is in, else in the name
 * of the file. */
static const char *
whose(struct taking *t, const char *name, const char *prefix)
{
	const struct node *list = t->node->parent;
	const struct node *answer = list != NULL ? list->parent : NULL;
	const char *id = node_text(answer, name);

	if (answer == NULL || answer->kind != NODE_MAP)
		id = NULL;
	if (id == NULL)
		id = id_in_name(t, prefix);
	/* Once for each list. */
	if (id == NULL && (list == NULL || list->first == t->node))
		bind_complain(t->reading, RULE_ANSWER_OWNER,
		    list != NULL ? list : t->node,
		    "the answer does not say whose they are: it has no %s, "
		    "and no id %s is in the file's name",
		    name, prefix);
	return id;
}

static const char *
table_of(struct taking *t)
{
	return whose(t, "TransitGatewayRouteTableId", "tgw-rtb-");
}

/* Whether FILTER of an export leaves everything in, as where none was given. */
static bool
is_no_filter(const struct node *filter)
{
	static const char *const all[] = { "0.0.0.0/0", "::/0" };
	const char *name = node_text(filter, "name");
	const struct node *value = aws_cli_items(filter, "values");
	size_t found = 0, i;

	if (name == NULL || strcmp(name, "route-search.subnet-of-match") != 0)
		return false;
	for (; value != NULL; value = value->next)
		for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
			found += value->kind == NODE_SCALAR &&
				 strcmp(value->text, all[i]) == 0;
	return found == sizeof(all) / sizeof(all[0]);
}

/* AWS returns a part of long tables, and what a filter leaves.  False after
 * findings about that, and for all but the first of a list. */
static bool
check_whole(struct taking *t)
{
	const struct node *list = t->node->parent, *more, *filter;
	bool whole = true;

	if (list == NULL || list->first != t->node)
		return list == NULL;
	more = node_child(list->parent, "AdditionalRoutesAvailable");
	if (more != NULL && more->kind == NODE_SCALAR &&
	    strcmp(more->text, "true") == 0) {
		bind_complain(t->reading, RULE_ANSWER_CUT, more,
		    "the table has more routes than the answer");
		whole = false;
	}
	for (filter = aws_cli_items(list->parent, "filter"); filter != NULL;
	     filter = filter->next)
		if (filter->kind == NODE_MAP && !is_no_filter(filter)) {
			bind_complain(t->reading, RULE_ANSWER_CUT, filter,
			    "the routes were filtered: the table may have "
			    "more");
			whole = false;
		}
	return whole;
}

/* Where one of its attachments is.  Of Connect the ids are those of its peers,
 * of which one attachment has several. */
static void
bind_attachment(
    struct taking *t, struct estate_item *item, const struct node *to)
{
	const char *type;

	record_bind(t->reading, item, "attachment_id",
	    bind_path(to, "TransitGatewayAttachmentId"));
	record_bind(
	    t->reading, item, "resource_type", bind_path(to, "ResourceType"));
	type = record_text(item, "resource_type");
	if (type == NULL || strcmp(type, "connect") != 0)
		record_bind(t->reading, item, "resource_id",
		    bind_path(to, "ResourceId"));
}

/* The table itself, once for each list: nothing else may describe it. */
static void
add_table(struct taking *t, const char *id, bool whole)
{
	const struct node *list = t->node->parent;
	struct estate_item *item;

	if (list != NULL && list->first != t->node)
		return;
	item = record_new(t->reading, ESTATE_TRANSIT_TABLE, t->node);
	record_set(t->reading, item, "id", id, t->node);
	if (whole)
		record_set(t->reading, item, "listed", "true", t->node);
	record_add(t->reading, item);
}

/* A route leads to each of its attachments; a blackhole to none. */
void
aws_cli_take_transit_route(struct taking *t, struct estate_item *item)
{
	const char *table = table_of(t);
	const struct node *list =
	    bind_path(t->node, "TransitGatewayAttachments");
	const struct node *to =
	    list != NULL && list->kind == NODE_SEQUENCE ? list->first : NULL;
	const struct node *first = to;

	bool whole = check_whole(t);

	if (table == NULL)
		return;
	add_table(t, table, whole);
	for (;; to = to->next) {
		if (to != first)
			item = record_new(
			    t->reading, ESTATE_TRANSIT_ROUTE, t->node);
		aws_cli_rows(t->reading, t->node, item);
		record_set(t->reading, item, "route_table_id", table, t->node);
		if (to != NULL && to->kind == NODE_MAP)
			bind_attachment(t, item, to);
		record_add(t->reading, item);
		if (to == NULL || to->next == NULL)
			return;
	}
}

/* An association or a propagation; what it is of is said as well. */
void
aws_cli_take_transit_member(struct taking *t, struct estate_item *item)
{
	const char *table = table_of(t);
	const char *state = node_text(t->node, "State"), *type;
	struct estate_item *attachment;

	if (table == NULL || (state != NULL && strncmp(state, "disa", 4) == 0))
		return;
	record_set(t->reading, item, "route_table_id", table, t->node);
	record_add(t->reading, item);
	/* A peering's two ends may have one id, and it isn't said which. */
	type = node_text(t->node, "ResourceType");
	if (type != NULL && strcmp(type, "peering") == 0)
		return;
	attachment = record_new(t->reading, ESTATE_ATTACHMENT, t->node);
	record_bind(t->reading, attachment, "id",
	    node_child(t->node, "TransitGatewayAttachmentId"));
	record_bind(t->reading, attachment, "resource_type",
	    node_child(t->node, "ResourceType"));
	record_bind(t->reading, attachment, "resource_id",
	    node_child(t->node, "ResourceId"));
	record_add(t->reading, attachment);
}

void
aws_cli_take_prefix_list(struct taking *t, struct estate_item *item)
{
	const struct node *cidr = node_child(t->node, "Cidr");
	const char *id;

	/* An entry, which does not say of which list. */
	if (cidr != NULL && record_text(item, "id") == NULL) {
		id = whose(t, "PrefixListId", "pl-");
		if (id == NULL)
			return;
		record_set(t->reading, item, "id", id, t->node);
		record_prefix(t->reading, item, cidr);
	}
	/* Lists of AWS's own come with their entries. */
	record_prefixes(t->reading, item, node_child(t->node, "Cidrs"), NULL);
}
