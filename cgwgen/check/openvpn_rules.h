/* SPDX-License-Identifier: ISC */
/* What the rules on OpenVPN servers share; everyone else includes openvpn.h.
 * A value that is not known was reported when it was read: rules pass over
 * it. */
#ifndef CGWGEN_CHECK_OPENVPN_RULES_H
#define CGWGEN_CHECK_OPENVPN_RULES_H

#include "base/rule.h"
#include "check/item.h"
#include "check/openvpn.h"

/* A network of a server: its pool, what is within its tunnel, or what is
 * behind one of its clients. */
struct openvpn_network {
	const struct value *value;
	const char *what; /* "server", "ifconfig", "the network" */
	const struct estate_openvpn_server *server;
	/* An earlier network that it overlaps with, and whose it is; NULL:
	 * none.  And one behind the device of a connection. */
	struct ip_prefix other;
	const char *other_kind;
	const char *other_name;
	struct ip_prefix site;
	const char *site_name;
};

/* One call of a rule. */
struct openvpn_check {
	enum rule_id rule;
	const struct estate *estate;
	struct diags *diags;
	const char *subject;
	const struct estate_openvpn_server *server;
	bool site_to_site;
	struct estate_item *const *clients;
	size_t client_count;
	const struct openvpn_network *networks; /* the server's own */
	size_t network_count;
};

/* One prototype per SERVER row of rules.def. */
#define RULE(...)
#define CHECK(...)
#define FLEET(...)
#define ESTATE(...)
#define SERVER(id, symbol, name, group, severity, function, ...)               \
	void function(const struct openvpn_check *c);
#include "base/rules.def"
#undef RULE

/* Adds a finding about VALUE; where that has no place, about the server. */
void openvpn_complain(const struct openvpn_check *c, const struct value *value,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same with another severity than the rule's row gives. */
void openvpn_complain_as(const struct openvpn_check *c, enum severity severity,
    const struct value *value, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The client at INDEX. */
const struct estate_openvpn_client *openvpn_client(
    const struct openvpn_check *c, size_t index);

#endif
