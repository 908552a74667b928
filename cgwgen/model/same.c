/* SPDX-License-Identifier: ISC */
/* Comparing two models.  Floor 2. */
#include "model/same.h"

#include <string.h>

/* VALUE, or what is printed in its place when it is not known. */
static struct value
printed(const struct field *field, const struct value *value)
{
	struct value copy = *value;
	enum algorithm_kind kind;

	if (!value_known(value) && field->option == NULL &&
	    field->fallback != NULL && field_is_set(field, &kind) &&
	    field_parse(field, field->fallback, &copy))
		copy.origin = ORIGIN_DEFAULT;
	return copy;
}

bool
field_same(
    const struct field *field, const struct value *a, const struct value *b)
{
	struct value left = printed(field, a), right = printed(field, b);

	if (!value_known(&left) || !value_known(&right))
		return value_known(&left) == value_known(&right);
	return field_equal(field, &left, &right);
}

static size_t
report(const struct sameness *sameness, const struct difference *difference)
{
	if (sameness->found != NULL)
		sameness->found(sameness, difference);
	return 1;
}

static size_t
compare_fields(const struct sameness *sameness, struct difference difference,
    const struct field *fields, size_t count, const void *left,
    const void *right)
{
	size_t i, found = 0;

	for (i = 0; i < count; i++) {
		if (sameness->takes != NULL &&
		    !sameness->takes(sameness, &fields[i]))
			continue;
		difference.field = &fields[i];
		difference.left = field_get(&fields[i], left);
		difference.right = field_get(&fields[i], right);
		if (!field_same(&fields[i], difference.left, difference.right))
			found += report(sameness, &difference);
	}
	return found;
}

/* Whether two values of a mapping of parameters are written alike. */
static bool
same_node(const struct node *left, const struct node *right)
{
	if (left == NULL || right == NULL)
		return left == right;
	if (left->kind != right->kind ||
	    (left->text != NULL && strcmp(left->text, right->text) != 0))
		return false;
	for (left = left->first, right = right->first;
	     left != NULL && right != NULL;
	     left = left->next, right = right->next)
		if ((left->name != NULL &&
			strcmp(left->name, right->name) != 0) ||
		    !same_node(left, right))
			return false;
	return left == right;
}

static bool
same_prefixes(const struct gateway *left, const struct gateway *right)
{
	const struct field field = { .type = FIELD_PREFIX };
	size_t i;

	for (i = 0; i < left->prefix_count &&
		    left->prefix_count == right->prefix_count;
	     i++)
		if (!field_same(
			&field, &left->prefixes[i], &right->prefixes[i]))
			return false;
	return left->prefix_count == right->prefix_count;
}

static size_t
compare_gateways(const struct sameness *sameness, const char *owner,
    const struct gateway *left, const struct gateway *right)
{
	struct difference difference = { .owner = owner };
	const struct field *fields;
	size_t count, found;

	if (left == NULL && right == NULL)
		return 0;
	if (left == NULL || right == NULL || left->kind != right->kind)
		return report(sameness, &difference);
	fields = gateway_fields(left->kind, &count);
	found =
	    compare_fields(sameness, difference, fields, count, left, right);
	if (!same_prefixes(left, right) ||
	    !same_node(left->parameters, right->parameters))
		found += report(sameness, &difference);
	return found;
}

static size_t
compare_routes(const struct sameness *sameness, const struct connection *left,
    const struct connection *right)
{
	static const struct field fields[] = {
		{ .name = "destination",
		    .type = FIELD_PREFIX,
		    .offset = offsetof(struct route, destination) },
		{ .name = "state", .offset = offsetof(struct route, state) },
	};
	struct difference difference = { .owner = "route" };
	size_t found = 0;

	if (left->route_count != right->route_count)
		return report(sameness, &difference);
	for (; difference.index < left->route_count; difference.index++)
		found += compare_fields(sameness, difference, fields, 2,
		    &left->routes[difference.index],
		    &right->routes[difference.index]);
	return found;
}

static size_t
compare_tunnels(const struct sameness *sameness, const struct connection *left,
    const struct connection *right)
{
	struct difference difference = { .owner = "tunnel" };
	size_t count, found = 0;
	const struct field *fields = tunnel_fields(&count);

	if (left->tunnel_count != right->tunnel_count)
		return report(sameness, &difference);
	for (; difference.index < left->tunnel_count; difference.index++)
		found += compare_fields(sameness, difference, fields, count,
		    &left->tunnels[difference.index],
		    &right->tunnels[difference.index]);
	return found;
}

size_t
connection_compare(const struct sameness *sameness,
    const struct connection *left, const struct connection *right)
{
	struct difference difference = { .owner = "connection" };
	size_t count, found;
	const struct field *fields = connection_fields(&count);

	found =
	    compare_fields(sameness, difference, fields, count, left, right);
	found += compare_tunnels(sameness, left, right);
	if (sameness->alone)
		return found;
	if (!same_node(left->parameters, right->parameters))
		found += report(
		    sameness, &(struct difference){ .owner = "connection" });
	found += compare_routes(sameness, left, right);
	found += compare_gateways(sameness, "customer gateway",
	    left->customer_gateway, right->customer_gateway);
	return found + compare_gateways(sameness, "AWS's gateway",
			   left->aws_gateway, right->aws_gateway);
}
