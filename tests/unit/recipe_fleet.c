/* SPDX-License-Identifier: ISC */
/* Fleets for the tests of renders that repeat one another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model_made.h"
#include "recipe_fleet.h"

static void
say_number(struct value *value, uint32_t number)
{
	model_say_number(value, ORIGIN_XML, number);
}

static void
say_ip(struct value *value, const char *text)
{
	if (value_known(value))
		model_say_ip(value, ORIGIN_XML, text);
}

static const char *
make_key(struct maker *maker)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQR"
				      "STUVWXYZ123456789._";
	char key[33];
	size_t i, length = 8 + maker_below(maker, 25);

	for (i = 0; i < length; i++)
		key[i] = letters[maker_below(
		    maker, (uint32_t)(i == 0 ? 40 : sizeof(letters) - 1))];
	return arena_copy(maker->arena, key, length);
}

static void
vary_tunnel(struct fixture *f, struct maker *maker, struct tunnel *t,
    unsigned number, unsigned index)
{
	model_say(&t->pre_shared_key, ORIGIN_XML, make_key(maker));
	say_ip(&t->outside_address,
	    arena_printf(f->arena, "203.0.113.%u", number + 1 + index * 128));
	say_ip(&t->customer_outside_address,
	    arena_printf(f->arena, "192.0.2.%u", number + 1));
	say_ip(&t->inside_address, arena_printf(f->arena, "169.254.%u.%u",
				       10 + number, 2 + index * 4));
	say_ip(&t->aws_inside_address, arena_printf(f->arena, "169.254.%u.%u",
					   10 + number, 1 + index * 4));
	say_ip(&t->inside_ipv6_address,
	    arena_printf(f->arena, "fd%02x::%x2", number, index * 4));
	say_ip(&t->aws_inside_ipv6_address,
	    arena_printf(f->arena, "fd%02x::%x1", number, index * 4));
	if (number % 5 == 4)
		say_number(&t->customer_asn, 64512 + number);
	if (number % 7 == 6)
		say_number(&t->phase1_lifetime_seconds, 3600);
	if (number % 4 == 3)
		say_number(&t->dpd_interval, 20);
}

struct connection *
recipe_fleet_vary(struct fixture *f, struct maker *maker,
    const struct connection *base, unsigned number)
{
	struct connection *c = ARENA_NEW(f->arena, struct connection);
	unsigned i;

	*c = *base;
	c->tunnels =
	    arena_array(f->arena, c->tunnel_count, sizeof(*c->tunnels));
	model_say(&c->id, ORIGIN_XML,
	    arena_printf(f->arena, number % 6 == 5 ? "vpn-%08x" : "vpn-%017x",
		number * 7919 + 1));
	model_say(&c->customer_gateway_id, ORIGIN_XML,
	    arena_printf(f->arena, "cgw-%017x", number + 1));
	if (number % 3 == 2) {
		c->vpn_gateway_id = (struct value){ .origin = ORIGIN_NONE };
		model_say(&c->transit_gateway_id, ORIGIN_XML,
		    arena_printf(f->arena, "tgw-%017x", number + 1));
	}
	if (number % 5 == 3) {
		say_number(&c->as_path_prepend, 1 + number % 3);
		say_number(&c->med, 50);
	}
	if (number % 5 == 1)
		say_number(&c->local_preference, 90);
	for (i = 0; i < c->tunnel_count; i++) {
		c->tunnels[i] = base->tunnels[i];
		vary_tunnel(f, maker, &c->tunnels[i], number, i);
	}
	return c;
}
