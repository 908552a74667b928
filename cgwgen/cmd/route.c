/* SPDX-License-Identifier: ISC */
/* cgwgen route: where packets go, and why.  Floor 7. */
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/session.h"
#include "report/routing.h"

/* How many networks within the destination are listed. */
#define LIMIT_PARTS 10

/* The connections of a run, and what becomes of them. */
struct routed {
	struct session session;
	const struct connection **list;
	size_t count;
	size_t capacity;
	struct ip_prefix to;
	bool json;
	bool each; /* each tunnel is to fail in turn */
};

static void
collect(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct routed *routed = host;
	const struct connection **grown;

	(void)session;
	(void)arena;
	(void)diags;
	if (routed->count == routed->capacity) {
		routed->capacity = routed->capacity * 2 + 64;
		grown = realloc(
		    routed->list, routed->capacity * sizeof(*routed->list));
		if (grown == NULL)
			memory_exhausted();
		routed->list = grown;
	}
	routed->list[routed->count++] = connection;
}

/* An address stands for the network of it alone. */
static bool
read_destination(const char *text, struct ip_prefix *ret)
{
	if (ip_prefix_parse(text, ret))
		return ip_prefix_is_network(*ret);
	if (!ip_parse(text, &ret->address))
		return false;
	ret->length = ip_bits(ret->address);
	return true;
}

/* ---- what is asked ---------------------------------------------------- */

static void
refuse(struct routed *routed, const char *what, const char *word)
{
	struct diags *diags = routed->session.diags;

	diag(diags, RULE_OPTION_VALUE, NOWHERE,
	    "%s '%s' is nothing that the inputs describe", what,
	    diag_quote(diags, word));
}

/* Lets fail what --fail names; false after findings. */
static bool
let_fail(struct routed *routed, struct world *world, struct routing *routing)
{
	const struct text_list *list = &routed->session.settings->fail;
	const char **failed = arena_array(
	    routed->session.arena, list->count + 1, sizeof(*failed));
	bool good = true;
	size_t i;

	routing->failed = failed;
	for (i = 0; i < list->count; i++) {
		if (strcmp(list->items[i], "each") == 0) {
			routed->each = true;
			continue;
		}
		failed[routing->failed_count++] = list->items[i];
		if (world_fail(world, list->items[i]))
			continue;
		refuse(routed, "--fail", list->items[i]);
		good = false;
	}
	return good;
}

static bool
all_reached(const struct routing *routing)
{
	const struct route_failure *failure;
	const struct route_path *path;

	for (path = routing->paths; path != NULL; path = path->next)
		if (path->outcome != OUTCOME_REACHED)
			return false;
	for (failure = routing->failures.changes; failure != NULL;
	     failure = failure->next)
		if (failure->outcome != OUTCOME_REACHED)
			return false;
	return routing->paths != NULL;
}

/* The exit status of what was asked. */
static int
answer(struct routed *routed)
{
	struct session *session = &routed->session;
	const char *from = session->settings->from;
	struct routing routing = { .to = routed->to };
	struct world *world =
	    world_new(inventory_estate(session->inventory, session->diags),
		routed->list, routed->count, session->arena);

	if (!let_fail(routed, world, &routing))
		return STATUS_TROUBLE;
	if (from != NULL && !route_start_known(world, from)) {
		refuse(routed, "--from", from);
		return STATUS_TROUBLE;
	}
	routing.paths = route_paths(world, routed->to, from);
	routing.each = routed->each;
	if (routed->each)
		routing.failures = route_failures(world, routed->to, from);
	routing.parts =
	    route_parts(world, routed->to, LIMIT_PARTS, &routing.part_count);
	routing.more_parts = routing.part_count > LIMIT_PARTS;
	if (routing.more_parts)
		routing.part_count = LIMIT_PARTS;
	if (routed->json)
		routing_json(&routing, stdout, session->arena);
	else
		routing_text(&routing, stdout, session->arena);
	return all_reached(&routing) ? STATUS_CLEAN : STATUS_FINDINGS;
}

int
cmd_route(const struct settings *settings)
{
	struct routed routed = { .list = NULL };
	int status = STATUS_CLEAN, closed;

	if (settings->operand_count == 0)
		return usage_error(
		    "route", "no descriptor; use - for standard input");
	if (settings->to == NULL)
		return usage_error("route", "no --to ADDRESS or PREFIX");
	if (!read_destination(settings->to, &routed.to))
		return usage_error(
		    "route", "--to is neither an address nor a network");
	if (!settings_json(settings, &routed.json))
		return usage_error("route", "--format is text or json");
	if (session_open(&routed.session, settings, stderr)) {
		session_hold(&routed.session);
		routed.session.unjudged = true;
		session_run(&routed.session, collect, &routed);
		if (!routed.session.trouble)
			status = answer(&routed);
	}
	closed = session_close(&routed.session);
	free(routed.list);
	return closed > status ? closed : status;
}
