/* SPDX-License-Identifier: ISC */
/*
 * What the rule functions share.  A rule function looks at one connection
 * and points; it reports under its own rule and no other.  A value that is
 * not known was reported when it was read: rules pass over it.
 */
#ifndef CGWGEN_CHECK_RULES_H
#define CGWGEN_CHECK_RULES_H

#include "base/diag.h"
#include "check/check.h"
#include "model/connection.h"

struct networks;

struct check {
	enum rule_id rule;
	const struct connection *connection;
	const struct check_settings *settings;
	struct diags *diags;
	/* One more than the weakness of each tunnel's key, once it was asked
	 * for: several rules do, and it takes longer than all others. */
	unsigned char *weaknesses;
	/* What findings call the connection, once there was one; NULL: it is
	 * not kept. */
	const char **name;
	/* The networks of each kind, once they were asked for
	 * (check/networks.h); NULL: they are not kept. */
	struct networks **networks;
};

/* One prototype per row of rules.def that has a function. */
#define RULE(...)
#define CHECK(id, symbol, name, group, severity, function, ...)                \
	void function(const struct check *c);
#include "base/rules.def"
#undef RULE

/*
 * Adds a finding about TUNNEL (NULL: the connection) at VALUE's place.  A
 * place that is nowhere becomes the tunnel's or the connection's.
 */
void complain(const struct check *c, const struct tunnel *tunnel,
    const struct value *value, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same with another severity than the rule's row gives. */
void complain_as(const struct check *c, enum severity severity,
    const struct tunnel *tunnel, const struct value *value, const char *format,
    ...) __attribute__((format(printf, 5, 6)));

/* The same with HELP in place of the rule's own. */
void complain_helping(const struct check *c, enum severity severity,
    const char *help, const struct tunnel *tunnel, const struct value *value,
    const char *format, ...) __attribute__((format(printf, 6, 7)));

/* The same with all that MORE has beside the place and the message; a help
 * of NULL is the rule's, a subject of NULL the connection or TUNNEL. */
void complain_full(const struct check *c, const struct finding *more,
    const struct tunnel *tunnel, const struct value *value, const char *format,
    ...) __attribute__((format(printf, 5, 6)));

/* The same with a MESSAGE that is made already and lives as long as the
 * finding. */
void complain_made(const struct check *c, const struct finding *more,
    const struct tunnel *tunnel, const struct value *value,
    const char *message);

/* Whether TUNNEL has a key that AWS takes and no rule on pre-shared keys
 * finds weak. */
bool psk_is_sound(const struct check *c, const struct tunnel *tunnel);

/* Whether a value is known and is TEXT, or true. */
bool is_text(const struct value *value, const char *text);
bool is_true(const struct value *value);

/* Whether nobody said it: not even in words that could not be read. */
bool is_absent(const struct value *value);

/* Whether a text is known and not empty, as XML and Terraform write nothing. */
bool is_named(const struct value *value);

/* Whether the outside addresses of the customer's ends are known and equal. */
bool same_customer(const struct tunnel *a, const struct tunnel *b);

/* Whether a value is AWS's default, known or assumed: nobody stated it. */
bool is_default(const struct value *value);

/* Whether the tunnels are known to need NAT traversal: the connection is
 * accelerated, or its site says that the device is behind NAT. */
bool uses_nat_traversal(const struct check *c);

/* Whether IP is one of those that a private IP VPN uses: RFC 1918, RFC 6598. */
bool is_private_ip(struct ip ip);

/* Whether IP is none of a host that can be reached from elsewhere, as rule
 * outside-unusable has it: loopback, link-local, multicast, reserved. */
bool is_unusable_ip(struct ip ip);

/* for (each tunnel t of the connection) */
#define EACH_TUNNEL(c, t)                                                      \
	for ((t) = (c)->connection->tunnels;                                   \
	     (t) < (c)->connection->tunnels + (c)->connection->tunnel_count;   \
	     (t)++)

/* The first tunnel before T for which SAME holds, or NULL. */
const struct tunnel *earlier_tunnel(const struct check *c,
    const struct tunnel *t,
    bool (*same)(const struct tunnel *a, const struct tunnel *b));

/* A tunnel's name for messages: AWS's outside address, or its number. */
const char *tunnel_label(const struct check *c, const struct tunnel *t);

#endif
