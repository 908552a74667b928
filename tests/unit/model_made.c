/* SPDX-License-Identifier: ISC */
/* Connections made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model_made.h"

void
model_say(struct value *value, enum origin origin, const char *text)
{
	*value = (struct value){ .origin = origin, .text = text };
}

void
model_say_number(struct value *value, enum origin origin, uint32_t number)
{
	*value = (struct value){ .origin = origin, .u.number = number };
}

void
model_say_ip(struct value *value, enum origin origin, const char *text)
{
	model_say(value, origin, text);
	assert_true(ip_parse(text, &value->u.ip));
}

void
model_say_prefix(struct value *value, enum origin origin, const char *text)
{
	model_say(value, origin, text);
	assert_true(ip_prefix_parse(text, &value->u.prefix));
}

void
model_say_set(struct value *value, enum origin origin, enum algorithm_kind kind,
    const char *const *names)
{
	*value = (struct value){ .origin = origin };
	for (; *names != NULL; names++)
		value->u.set |= (algorithm_set)1
				<< algorithm_find(kind, *names);
}

void
model_make_tunnel(
    struct tunnel *tunnel, const char *outside, const char *inside)
{
	model_say_ip(&tunnel->outside_address, ORIGIN_API, outside);
	model_say_prefix(&tunnel->inside_cidr, ORIGIN_API, inside);
	model_say(
	    &tunnel->pre_shared_key, ORIGIN_API, "an.invented.key.of.a.test");
	model_say_number(&tunnel->phase1_lifetime_seconds, ORIGIN_API, 28800);
}

struct connection *
model_make_connection(struct fixture *f, const char *id)
{
	struct connection *c = ARENA_NEW(f->arena, struct connection);

	model_say(&c->id, ORIGIN_API, id);
	model_say(&c->state, ORIGIN_API, "available");
	c->has_options = true;
	c->tunnel_count = 2;
	c->tunnels = arena_array(f->arena, 2, sizeof(*c->tunnels));
	model_make_tunnel(&c->tunnels[0], "203.0.113.5", "169.254.10.0/30");
	model_make_tunnel(&c->tunnels[1], "203.0.113.77", "169.254.20.0/30");
	return c;
}

void
model_add_route(struct fixture *f, struct connection *c, const char *text)
{
	struct route *routes =
	    arena_array(f->arena, c->route_count + 1, sizeof(*routes));

	if (c->route_count != 0)
		memcpy(routes, c->routes, c->route_count * sizeof(*routes));
	model_say_prefix(&routes[c->route_count].destination, ORIGIN_API, text);
	c->routes = routes;
	c->route_count++;
}

const char *
model_printed(struct fixture *f,
    void (*write)(struct fixture *, FILE *, void *), void *host)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	const char *copy;

	assert_non_null(out);
	write(f, out, host);
	fclose(out);
	copy = arena_copy(f->arena, text, length);
	free(text);
	return copy;
}

void
model_assert_holds(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("no '%s' in:\n%s", part, text);
}

void
model_assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("'%s' in:\n%s", part, text);
}
