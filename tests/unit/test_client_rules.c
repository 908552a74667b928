/* SPDX-License-Identifier: ISC */
/* Client VPN: where the rules on endpoints begin.  In the texts ' stands for
 * ". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "base/buf.h"
#include "check/client.h"
#include "model/client_facts.h"

extern const struct CMUnitTest client_rules_tests[];
extern const size_t client_rules_test_count;

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

#define ENDPOINT "cvpn-endpoint-0a1b2c3d"
#define ARN "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d"
#define ROOT "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b3c4d"

/* An endpoint without a finding, and MORE of it. */
#define GOOD                                                                   \
	"cgwgen: 1\n"                                                          \
	"vpcs: [{id: vpc-1, prefixes: [10.20.0.0/16], subnets: [{id: "         \
	"subnet-1, availability_zone: a, prefixes: [10.20.0.0/27]}, {id: "     \
	"subnet-2, availability_zone: b, prefixes: [10.20.1.0/27]}]}]\n"       \
	"client_vpn_endpoints:\n"                                              \
	"- id: " ENDPOINT "\n"                                                 \
	"  server_certificate_arn: " ARN "\n"                                  \
	"  split_tunnel: true\n"                                               \
	"  vpc_id: vpc-1\n"                                                    \
	"  authentication: [{type: certificate-authentication, "               \
	"root_certificate_chain_arn: " ROOT "}]\n"                             \
	"  authorization_rules: [{target_network_cidr: 10.20.0.0/16, "         \
	"authorize_all_groups: true}]\n"

#define BLOCK "  client_cidr_block: 10.200.0.0/20\n"
#define TARGETS                                                                \
	"  associations: [{subnet_id: subnet-1}, {subnet_id: subnet-2}]\n"

static bool
has_rule(const struct diags *diags, enum rule_id rule)
{
	const struct finding *list;
	size_t count, i;

	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		if (list[i].rule == rule)
			return true;
	return false;
}

struct trial {
	struct answers answers;
	struct check_settings settings;
	struct client_checks *checks;
	const struct estate *estate;
};

static struct trial
trial_open(const char *document, const char *more)
{
	struct trial t = { .answers = answers_open() };

	check_settings_default(&t.settings);
	assert_true(answers_take(&t.answers, answers_quoted(document)));
	if (more != NULL)
		assert_true(answers_take(&t.answers, answers_quoted(more)));
	t.estate = inventory_estate(t.answers.inventory, t.answers.diags);
	return t;
}

/* The trial's place does not change any more. */
static void
trial_check(struct trial *t)
{
	t->checks = client_checks_new(t->estate, &t->settings);
	client_checks_finish(t->checks, t->answers.diags);
}

static void
trial_close(struct trial *t)
{
	client_checks_free(t->checks);
	answers_close(&t->answers);
}

static const struct {
	const char *more;
	enum rule_id rule;
	bool found;
} limits[] = {
	{ BLOCK TARGETS, RULE_COUNT, false },
	{ TARGETS "  client_cidr_block: 10.192.0.0/12\n", RULE_CLIENT_CIDR,
	    false },
	{ TARGETS "  client_cidr_block: 10.192.0.0/11\n", RULE_CLIENT_CIDR,
	    true },
	{ TARGETS "  client_cidr_block: 10.200.0.0/22\n", RULE_CLIENT_CIDR,
	    false },
	{ TARGETS "  client_cidr_block: 10.200.0.0/23\n", RULE_CLIENT_CIDR,
	    true },
	{ TARGETS, RULE_CLIENT_CIDR_MISSING, true },
	{ TARGETS "  client_cidr_block: 10.21.0.0/20\n", RULE_CLIENT_CIDR_VPC,
	    false },
	{ TARGETS "  client_cidr_block: 10.20.240.0/20\n", RULE_CLIENT_CIDR_VPC,
	    true },
	{ BLOCK TARGETS "  expected_users: 2048\n", RULE_CLIENT_POOL, false },
	{ BLOCK TARGETS "  expected_users: 2049\n", RULE_CLIENT_POOL, true },
	/* The largest number that a field takes. */
	{ BLOCK TARGETS "  expected_users: 4294967295\n", RULE_CLIENT_POOL,
	    true },
	{ BLOCK, RULE_CLIENT_NO_TARGET, true },
	{ BLOCK "  associations: [{subnet_id: subnet-1}]\n",
	    RULE_CLIENT_ONE_TARGET, true },
	{ BLOCK TARGETS, RULE_CLIENT_ONE_TARGET, false },
	{ BLOCK
	    "  associations: [{subnet_id: s1}, {subnet_id: s2}, {subnet_id: "
	    "s3}, {subnet_id: s4}, {subnet_id: s5}]\n",
	    RULE_CLIENT_TARGETS_QUOTA, false },
	{ BLOCK
	    "  associations: [{subnet_id: s1}, {subnet_id: s2}, {subnet_id: "
	    "s3}, {subnet_id: s4}, {subnet_id: s5}, {subnet_id: s6}]\n",
	    RULE_CLIENT_TARGETS_QUOTA, true },
	{ BLOCK TARGETS "  vpn_port: 443\n", RULE_CLIENT_PORT, false },
	{ BLOCK TARGETS "  vpn_port: 444\n", RULE_CLIENT_PORT, true },
	{ BLOCK TARGETS "  session_timeout_hours: 12\n", RULE_CLIENT_SESSION,
	    false },
	{ BLOCK TARGETS "  session_timeout_hours: 11\n", RULE_CLIENT_SESSION,
	    true },
	{ BLOCK TARGETS "  dns_servers: [10.20.0.2, 10.20.0.3]\n",
	    RULE_CLIENT_DNS, false },
	{ BLOCK TARGETS "  dns_servers: [10.20.0.2, 10.20.0.3, 10.20.0.4]\n",
	    RULE_CLIENT_DNS, true },
	{ BLOCK TARGETS "  transit_gateway_id: tgw-1\n", RULE_CLIENT_TRANSIT,
	    true },
	{ BLOCK TARGETS "  traffic_ip_address_type: dual-stack\n",
	    RULE_CLIENT_FAMILY, true },
};

static void
rules_begin_where_they_say(void **host)
{
	struct trial t;
	struct buf text = { 0 };
	size_t i, count;
	bool found;

	(void)host;
	for (i = 0; i < COUNT(limits); i++) {
		buf_clear(&text);
		buf_printf(&text, "%s%s", GOOD, limits[i].more);
		t = trial_open(text.data, NULL);
		trial_check(&t);
		diags_list(t.answers.diags, &count);
		found = limits[i].rule == RULE_COUNT
			    ? count != 0
			    : has_rule(t.answers.diags, limits[i].rule);
		if (found != limits[i].found)
			fail_msg("%s", limits[i].more);
		trial_close(&t);
	}
	buf_free(&text);
}

/* COUNT clients of the endpoint. */
static char *
clients_answer(size_t count)
{
	struct buf text = { 0 };
	char *ret;
	size_t i;

	buf_text(&text, "{'Connections': [");
	for (i = 0; i < count; i++)
		buf_printf(&text,
		    "%s{'ClientVpnEndpointId': '" ENDPOINT
		    "', 'ConnectionId': 'c-%zu', 'Status': {'Code': "
		    "'active'}}",
		    i == 0 ? "" : ", ", i);
	buf_text(&text, "]}");
	ret = memory_alloc(text.length + 1);
	memcpy(ret, text.data, text.length + 1);
	buf_free(&text);
	return ret;
}

static const struct {
	size_t clients;
	size_t users;  /* that are expected; 0: not said */
	uint32_t most; /* the quota of two target networks */
	size_t warnings, notes;
} uses[] = {
	{ 0, 0, 100, 0, 0 },
	{ 409, 0, 10000, 0, 0 },
	{ 410, 0, 10000, 0, 1 }, /* 80 % of half of 1024 */
	{ 512, 0, 10000, 0, 1 },
	{ 513, 0, 10000, 1, 0 },
	{ 7, 7, 10000, 0, 0 },
	{ 7, 6, 10000, 0, 1 },
	{ 7, 0, 9, 0, 0 },
	{ 8, 0, 10, 0, 1 },
	{ 10, 0, 10, 0, 1 },
	{ 11, 0, 10, 1, 0 },
};

static void
clients_that_are_connected_are_counted(void **host)
{
	struct trial t;
	struct buf text = { 0 };
	const struct finding *list;
	char *clients;
	size_t i, k, count, warnings, notes;

	(void)host;
	for (i = 0; i < COUNT(uses); i++) {
		buf_clear(&text);
		buf_text(
		    &text, GOOD TARGETS "  client_cidr_block: 10.200.0.0/22\n");
		if (uses[i].users != 0)
			buf_printf(
			    &text, "  expected_users: %zu\n", uses[i].users);
		clients = clients_answer(uses[i].clients);
		t = trial_open(text.data, clients);
		t.settings.quotas.values[QUOTA_CLIENT_USERS_2] = uses[i].most;
		trial_check(&t);
		list = diags_list(t.answers.diags, &count);
		warnings = notes = 0;
		for (k = 0; k < count; k++)
			if (list[k].rule == RULE_CLIENT_CONNECTED) {
				warnings +=
				    list[k].severity == SEVERITY_WARNING;
				notes += list[k].severity == SEVERITY_NOTE;
			}
		if (warnings != uses[i].warnings || notes != uses[i].notes)
			fail_msg("row %zu: %zu warnings, %zu notes", i,
			    warnings, notes);
		free(clients);
		trial_close(&t);
	}
	buf_free(&text);
}

/* ---- sites in the block ----------------------------------------------- */

#define SITE(n, prefix)                                                        \
	"  s" n ": {id: cgw-" n ", asn: 65010, ip_address: 198.51.100." n      \
	", prefixes: [" prefix "]}\n"
#define CONNECTION(n) "- {id: vpn-" n ", site: s" n ", gateway: core}\n"

struct sites {
	size_t count;
	size_t numbers[4];
	const char *messages[4];
};

static void
take_site(void *host, const struct finding *finding, size_t number)
{
	struct sites *sites = host;

	assert_int_equal(finding->rule, RULE_CLIENT_CIDR_SITE);
	assert_in_range(sites->count, 0, 3);
	sites->numbers[sites->count] = number;
	sites->messages[sites->count++] = finding->message;
}

/* Said of the first connection alone; apart from the other rules on demand. */
static void
the_first_site_in_a_block_is_told(void **host)
{
	static const char sites_text[] =
	    "cgwgen: 1\nsites:\n" SITE("1", "192.168.1.0/24") SITE(
		"2", "10.200.3.0/24, 10.200.1.0/24") SITE("3", "10.200.2.0/24")
		SITE("4", "0.0.0.0/0") "gateways: {core: {id: tgw-1, asn: "
				       "64512}}\nconnections:\n" CONNECTION("1")
					   CONNECTION("2") CONNECTION("3")
					       CONNECTION("4");
	struct trial t = trial_open(GOOD TARGETS BLOCK, sites_text);
	struct sites sites = { .count = 0 };
	struct diags *diags;
	struct connection *connection;
	size_t i;

	(void)host;
	t.checks = client_checks_new(t.estate, &t.settings);
	for (i = 0; i < 4; i++) {
		connection = answers_next(&t.answers);
		assert_non_null(connection);
		client_checks_note(t.checks, connection, 70 + i);
	}
	diags = diags_new(t.answers.arena, 0);
	client_checks_finish(t.checks, diags);
	assert_true(has_rule(diags, RULE_CLIENT_CIDR_SITE));
	client_checks_split(t.checks);
	diags = diags_new(t.answers.arena, 0);
	client_checks_finish(t.checks, diags);
	assert_false(has_rule(diags, RULE_CLIENT_CIDR_SITE));
	client_checks_sites(t.checks, diags, take_site, &sites);
	assert_int_equal(sites.count, 1);
	assert_int_equal(sites.numbers[0], 71);
	assert_string_equal(sites.messages[0],
	    "client_cidr_block 10.200.0.0/20 overlaps with 10.200.3.0/24, "
	    "which is behind the device of vpn-2");
	trial_close(&t);
}

#define TEST(function)                                                         \
	{                                                                      \
		"client-rules/" #function, function, NULL, NULL, NULL          \
	}

const struct CMUnitTest client_rules_tests[] = {
	TEST(rules_begin_where_they_say),
	TEST(clients_that_are_connected_are_counted),
	TEST(the_first_site_in_a_block_is_told),
};

const size_t client_rules_test_count =
    sizeof(client_rules_tests) / sizeof(client_rules_tests[0]);
