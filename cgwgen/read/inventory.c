/* SPDX-License-Identifier: ISC */
/* What all inputs say, joined by ids.  Floor 3. */
#include "read/inventory.h"

#include <stdlib.h>
#include <string.h>

#include "model/join.h"
#include "read/aws_xml.h"
#include "read/cfn_parameter.h"
#include "read/intake.h"
#include "read/inventory_lists.h"

struct inventory *
inventory_new(const struct inventory_options *options)
{
	struct inventory *inventory = memory_alloc(sizeof(*inventory));

	*inventory = (struct inventory){ .arena = arena_new(),
		.aws_xml = aws_xml_new() };
	if (options != NULL)
		inventory->options = *options;
	digest_key_make(&inventory->secret);
	inventory->silences = silences_new(inventory->arena);
	return inventory;
}

void
source_list_add(struct source_list *list, struct source *source)
{
	struct source **grown;

	if (list->count == list->capacity) {
		list->capacity = list->capacity * 2 + 8;
		grown = realloc(list->items, list->capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		list->items = grown;
	}
	list->items[list->count++] = source;
}

void
source_list_free(struct source_list *list)
{
	while (list->count > 0)
		source_free(list->items[--list->count]);
	free(list->items);
	*list = (struct source_list){ NULL, 0, 0 };
}

void
inventory_release(struct inventory *inventory)
{
	source_list_free(&inventory->kept);
}

void
inventory_hand_over(struct inventory *inventory, struct source_list *list)
{
	source_list_free(list);
	*list = inventory->kept;
	inventory->kept = (struct source_list){ NULL, 0, 0 };
}

void
inventory_free(struct inventory *inventory)
{
	if (inventory == NULL)
		return;
	inventory_release(inventory);
	free(inventory->parts.items);
	free(inventory->gateways.items);
	free(inventory->routes.items);
	free(inventory->tallies.items);
	free(inventory->records.items);
	free(inventory->by_id);
	free(inventory->done);
	aws_xml_free(inventory->aws_xml);
	arena_free(inventory->scratch);
	arena_free(inventory->arena);
	free(inventory);
}

void
inventory_choose(struct inventory *inventory,
    bool (*wanted)(void *host, const char *id), void *host)
{
	inventory->wanted = wanted;
	inventory->host = host;
}

size_t
inventory_last(const struct inventory *inventory)
{
	return inventory->next;
}

size_t
inventory_passed_over(const struct inventory *inventory)
{
	return inventory->passed_over;
}

void
inventory_hold(struct inventory *inventory)
{
	inventory->hold = true;
}

const struct inventory_options *
inventory_options(const struct inventory *inventory)
{
	return &inventory->options;
}

void
inventory_spare_keys(struct inventory *inventory)
{
	inventory->options.keys_may_be_absent = true;
}

bool
inventory_read_parameters(struct inventory *inventory, struct diags *diags)
{
	inventory->parameters =
	    cfn_givens_read(&inventory->options, inventory->arena, diags);
	return inventory->parameters != NULL;
}

struct cfn_givens *
inventory_parameters(const struct inventory *inventory)
{
	return inventory->parameters;
}

bool
inventory_parameters_known(
    const struct inventory *inventory, struct diags *diags)
{
	return inventory->parameters == NULL ||
	       cfn_givens_known(inventory->parameters, diags);
}

struct arena *
inventory_scratch(struct inventory *inventory)
{
	if (inventory->scratch == NULL)
		inventory->scratch = arena_new();
	return inventory->scratch;
}

struct silences *
inventory_silences(struct inventory *inventory)
{
	return inventory->silences;
}

struct aws_xml *
inventory_aws_xml(struct inventory *inventory)
{
	return inventory->aws_xml;
}

void *
inventory_list_add(struct list *list, size_t size)
{
	if (list->count == list->capacity) {
		list->capacity = list->capacity * 2 + 16;
		list->items = realloc(list->items, list->capacity * size);
		if (list->items == NULL)
			memory_exhausted();
	}
	return (char *)list->items + list->count++ * size;
}

void
inventory_keep(struct inventory *inventory, struct source *source)
{
	source_list_add(&inventory->kept, source);
}

void
inventory_add_part(struct inventory *inventory, const struct part *part)
{
	struct part *slot =
	    inventory_list_add(&inventory->parts, sizeof(*slot));

	*slot = *part;
}

void
inventory_add_gateway(
    struct inventory *inventory, struct gateway *gateway, const char *key)
{
	struct keyed_gateway *slot =
	    inventory_list_add(&inventory->gateways, sizeof(*slot));

	*slot =
	    (struct keyed_gateway){ key, inventory->gateways.count, gateway };
}

void
inventory_add_route(
    struct inventory *inventory, const char *id, const struct route *route)
{
	struct keyed_route *slot =
	    inventory_list_add(&inventory->routes, sizeof(*slot));

	*slot = (struct keyed_route){ id, inventory->routes.count, *route };
}

struct tally *
inventory_tally(
    struct inventory *inventory, enum tally_kind kind, const char *key)
{
	const char *text =
	    arena_printf(inventory->arena, "%d %s", (int)kind, key);
	void **slot = index_place(&inventory->tallies_by_key,
	    digest_make(&inventory->secret, text, strlen(text)),
	    inventory->arena);
	struct tally **added;

	if (*slot == NULL) {
		*slot = ARENA_NEW(inventory->arena, struct tally);
		((struct tally *)*slot)->kind = kind;
		added = inventory_list_add(&inventory->tallies, sizeof(*added));
		*added = *slot;
	}
	return *slot;
}

struct tally *const *
inventory_tallies(const struct inventory *inventory, size_t *ret_count)
{
	*ret_count = inventory->tallies.count;
	return inventory->tallies.items;
}

bool
inventory_add(struct inventory *inventory, struct source *source, bool *looking,
    struct diags *diags)
{
	struct reading reading = { .inventory = inventory,
		.arena = inventory->arena,
		.diags = diags };

	return intake(&reading, source, inventory->options.format, looking);
}

bool
inventory_add_late(struct inventory *inventory, struct source *source,
    bool *looking, struct diags *diags)
{
	struct reading reading = { .inventory = inventory,
		.arena = inventory->arena,
		.diags = diags,
		.late = true };
	const size_t before = inventory->parts.count;
	bool good, *grown;

	inventory_seal(inventory, diags);
	good = intake(&reading, source, inventory->options.format, looking);
	grown = realloc(inventory->done, inventory->parts.count + 1);
	if (grown == NULL)
		memory_exhausted();
	memset(grown + before, 0, inventory->parts.count + 1 - before);
	inventory->done = grown;
	return good;
}

/* ---- sealing: from lists to sorted lists ------------------------------ */

/* Gateways that several inputs describe become one. */
static void
join_gateways(struct inventory *inventory, struct diags *diags)
{
	struct keyed_gateway *list = inventory->gateways.items;
	size_t i, first = 0;

	keyed_sort(list, inventory->gateways.count, sizeof(*list));
	for (i = 1; i < inventory->gateways.count; i++) {
		if (strcmp(list[i].key, list[first].key) != 0 ||
		    list[i].gateway->kind != list[first].gateway->kind)
			first = i;
		else
			gateway_join(
			    list[first].gateway, list[i].gateway, diags);
	}
}

static void
index_parts(struct inventory *inventory)
{
	const struct part *parts = inventory->parts.items;
	size_t count = inventory->parts.count, i;
	struct keyed *by_id = memory_alloc((count + 1) * sizeof(struct keyed));

	for (i = 0; i < count; i++)
		if (parts[i].id != NULL)
			by_id[inventory->by_id_count++] =
			    (struct keyed){ parts[i].id, i };
	keyed_sort(by_id, inventory->by_id_count, sizeof(*by_id));
	inventory->by_id = by_id;
	inventory->done = memory_alloc(count + 1);
	memset(inventory->done, 0, count + 1);
}

void
inventory_seal(struct inventory *inventory, struct diags *diags)
{
	if (inventory->sealed)
		return;
	inventory->sealed = true;
	join_gateways(inventory, diags);
	keyed_sort(inventory->routes.items, inventory->routes.count,
	    sizeof(struct keyed_route));
	index_parts(inventory);
}

const struct gateway *
inventory_gateway(
    const struct inventory *inventory, enum gateway_kind kind, const char *key)
{
	const struct keyed_gateway *found, *end;

	if (key == NULL || inventory->gateways.count == 0)
		return NULL;
	end = (const struct keyed_gateway *)inventory->gateways.items +
	      inventory->gateways.count;
	found = keyed_find(inventory->gateways.items, inventory->gateways.count,
	    sizeof(*found), key);
	for (; found != NULL && found < end && strcmp(found->key, key) == 0;
	     found++)
		if (found->gateway->kind == kind)
			return found->gateway;
	return NULL;
}

size_t
inventory_count(const struct inventory *inventory)
{
	return inventory->parts.count;
}
