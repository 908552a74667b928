/* SPDX-License-Identifier: ISC */
/* What the rules on Client VPN endpoints share; everyone else includes
 * client.h.  A value that is not known was reported when it was read: rules
 * pass over it. */
#ifndef CGWGEN_CHECK_CLIENT_RULES_H
#define CGWGEN_CHECK_CLIENT_RULES_H

#include "check/client.h"
#include "check/item.h"
#include "check/rules.h"

/* A network of a connection that lies in a client CIDR block. */
struct client_site {
	const char *subject; /* whose it is, fit for messages; NULL: none */
	struct ip_prefix prefix;
	size_t number; /* its connection's */
};

/* What an endpoint has several of. */
struct client_list {
	struct estate_item *const *items;
	size_t count;
	/* Whether the inputs say of all of them: an answer about the endpoint
	 * alone does not list its routes. */
	bool told;
};

/* One call of a rule. */
struct client_check {
	enum rule_id rule;
	const struct estate *estate;
	const struct check_settings *settings;
	struct diags *diags;
	const char *subject;
	const struct estate_client_endpoint *endpoint;
	struct client_list authentication;
	struct client_list associations;
	struct client_list routes;
	struct client_list rules;
	size_t connected;               /* clients there are */
	const struct client_site *site; /* the first in its block, or NULL */
};

/* One prototype per ESTATE row of rules.def. */
#define RULE(...)
#define CHECK(...)
#define FLEET(...)
#define ESTATE(id, symbol, name, group, severity, function, ...)               \
	void function(const struct client_check *c);
#include "base/rules.def"
#undef RULE

/* Adds a finding about VALUE; where that has no place, about the endpoint. */
void client_complain(const struct client_check *c, const struct value *value,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same with another severity than the rule's row gives. */
void client_complain_as(const struct client_check *c, enum severity severity,
    const struct value *value, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* VALUE's text, fit for a message. */
const char *client_quote(
    const struct client_check *c, const struct value *value);

/* The known members at INDEX. */
const struct estate_client_association *client_association(
    const struct client_check *c, size_t index);
const struct estate_client_route *client_route(
    const struct client_check *c, size_t index);
const struct estate_client_rule *client_rule(
    const struct client_check *c, size_t index);

/* How many clients are connected, for messages and quotas. */
uint32_t client_connected_count(const struct client_check *c);

/* Holds those clients against the quota for as many target networks. */
void client_connected_quota(const struct client_check *c);

/* Whether the endpoint is one of a transit gateway. */
bool client_is_transit(const struct client_check *c);

/* Whether clients use IPv4 (IPv6) in the tunnel. */
bool client_uses(const struct client_check *c, int family);

/* The VPC at INDEX that the endpoint leads into, or NULL behind the last one:
 * those of its subnets, of itself, or what is attached to its transit
 * gateway.  *AT is set to what says so. */
const struct estate_item *client_vpc_of(
    const struct client_check *c, size_t index, const struct value **at);

#endif
