/* SPDX-License-Identifier: ISC */
/* Terraform's plans: what comes later, references, routes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "model/connection.h"
#include "tf_trial.h"

extern const struct CMUnitTest terraform_plan_tests[];
extern const size_t terraform_plan_test_count;

/* ---- the documents ---------------------------------------------------- */

/* clang-format off */
#define VPN_ROUTE "aws_vpn_connection_route"

static const char plan_later[] = TF_PLANNED
	TF_OF(TF_VPN, "a", "'values':{'type':'ipsec.1','vpn_gateway_id':null,"
		"'tunnel1_inside_cidr':'169.254.33.0/30',"
		"'tunnel1_phase1_dh_group_numbers':[14]}")
	"]}},'resource_changes':["
	TF_OF(TF_VPN, "a", "'change':{'actions':['create'],'after_unknown':{"
		"'id':true,'customer_gateway_id':true,"
		"'transit_gateway_id':true,'static_routes_only':true,"
		"'tags':{'Name':true},'tunnel1_address':true,"
		"'tunnel1_bgp_asn':true,'tunnel1_cgw_inside_address':true,"
		"'tunnel1_vgw_inside_address':true,"
		"'tunnel1_log_options':[{'cloudwatch_log_options':"
		"[{'log_group_arn':true}]}],"
		"'tunnel1_phase1_dh_group_numbers':[false,true],"
		"'tunnel1_phase2_lifetime_seconds':true,"
		"'tunnel2_inside_cidr':true,'tunnel2_preshared_key':true,"
		"'tunnel2_cgw_inside_address':true}}")
	"]}";

static const char plan_unmarked[] = TF_PLANNED
	TF_OF(TF_VPN, "a", "'values':{'type':'ipsec.1',"
		"'tunnel1_startup_action':null}")
	"]}}}";

static const char plan_changes[] =
	"{'format_version':'1.2','resource_changes':["
	TF_OF(TF_VPN, "gone", "'change':{'actions':['delete'],'after':null,"
		"'before':{'id':'vpn-1'}}") ","
	TF_OF(TF_VPN, "new", "'index':'k','change':{'actions':['delete','create'],"
		"'after':{'type':'ipsec.1'},'after_unknown':{'id':true}}") ","
	TF_OF(TF_VPN, "new", "'index':'k','deposed':'0badcafe','change':{'actions':"
		"['delete'],'after':{'id':'vpn-2'}}")
	"]}";

#define WITH_XML(action) TF_PLANNED \
	TF_OF(TF_VPN, "a", "'values':{'id':'vpn-1','type':'ipsec.1'," \
		"'tunnel1_phase1_lifetime_seconds':3600," \
		"'customer_gateway_configuration':" \
		"'<vpn_connection id=\\'vpn-1\\'><ipsec_tunnel><ike>" \
		"<lifetime>900</lifetime></ike></ipsec_tunnel>" \
		"</vpn_connection>'}") \
	"]}},'resource_changes':[" \
	TF_OF(TF_VPN, "a", "'change':{'actions':['" action "']," \
		"'after_unknown':{}}") \
	"]}"

/* What a reference leads to; NULL: that cannot be told. */
static const struct {
	const char *references;
	const char *label;
} references[] = {
	{ "'aws_customer_gateway.one.id','aws_customer_gateway.one'",
	  "aws_customer_gateway.one" },
	{ "'aws_customer_gateway.one'", "aws_customer_gateway.one" },
	{ "'aws_customer_gateway.one.bgp_asn'", NULL },
	{ "'aws_customer_gateway.many[\\'l\\'].id',"
	  "'aws_customer_gateway.many[\\'l\\']','aws_customer_gateway.many'",
	  "aws_customer_gateway.many[\"l\"]" },
	{ "'aws_customer_gateway.many','each.key'",
	  "aws_customer_gateway.many[\"k\"]" },
	{ "'each.value.id','each.value'", "aws_customer_gateway.many[\"k\"]" },
	{ "'aws_customer_gateway.many'", NULL },
	{ "'aws_customer_gateway.many[\\'z\\'].id'", NULL },
	{ "'aws_customer_gateway.one.id',"
	  "'aws_customer_gateway.many[\\'k\\'].id'", NULL },
	{ "'aws_customer_gateway.one.id','aws_customer_gateway.none.id'",
	  "aws_customer_gateway.one" },
	{ "'aws_customer_gateway.one.id','aws_vpn_gateway.v.id'",
	  "aws_customer_gateway.one" },
	{ "'aws_customer_gateway.one.id','local.other'", NULL },
	{ "'aws_customer_gateway.one.id','var.create'",
	  "aws_customer_gateway.one" },
	{ "'aws_thing.t.cgw','aws_thing.t'", "aws_customer_gateway.one" },
	{ "'aws_thing.t.other'", NULL },
	{ "'aws_thing.unknown.id'", NULL },
	{ "'data.aws_customer_gateway.one.id'", NULL },
	{ "'module.m[\\'l\\'].id','module.m[\\'l\\']'",
	  "module.m[\"l\"].aws_customer_gateway.in" },
	{ "'module.m.id','each.key'",
	  "module.m[\"k\"].aws_customer_gateway.in" },
	{ "'module.n.id'", "module.n[0].aws_customer_gateway.in" },
	{ "'module.m.id'", NULL },
	{ "'module.m[\\'k\\'].asn'", NULL },
	{ "'module.m[\\'k\\'].local'", NULL },
	{ "'module.m[\\'k\\'].loop'", NULL },
	{ "'module.m[\\'k\\'].nothing'", NULL },
	{ "'module.m[\\'k\\']'", NULL },
	{ "'module.none.id'", NULL },
	{ "'module.m[\\'k'", NULL },
	{ "'module.'", NULL },
	{ "'aws_customer_gateway'", NULL },
	{ "'aws_customer_gateway.'", NULL },
	{ "'.','[','','x.y[0'", NULL },
	{ "1,{},['aws_customer_gateway.one.id']", NULL },
	{ "", NULL },
};

static const char plan_routes[] = TF_PLANNED
	TF_OF(TF_VPN, "a", "'values':{'type':'ipsec.1'}") ","
	TF_OF(TF_VPN, "b", "'values':{'id':'vpn-b','routes':["
		"{'destination_cidr_block':'192.168.1.0/24',"
		"'source':'Static','state':'available'},"
		"{'destination_cidr_block':'192.168.2.0/24',"
		"'state':'deleted'}]}") ","
	TF_OF(VPN_ROUTE, "id", "'values':{'vpn_connection_id':'vpn-b',"
		"'destination_cidr_block':'192.168.3.0/24'}") ","
	TF_OF(VPN_ROUTE, "ref", "'values':{"
		"'destination_cidr_block':'192.168.4.0/24'}") ","
	TF_OF(VPN_ROUTE, "lost", "'values':{"
		"'destination_cidr_block':'192.168.5.0/24'}") ","
	TF_OF(VPN_ROUTE, "later", "'values':{'vpn_connection_id':'vpn-b'}")
	"]}},'configuration':{'root_module':{'resources':["
	"{'address':'aws_vpn_connection_route.ref','expressions':"
	"{'vpn_connection_id':{'references':['aws_vpn_connection.a.id']}}}"
	"]}}}";
/* clang-format on */

/* ---- plans ------------------------------------------------------------ */

static void
what_comes_later_is_not_missing(void **state)
{
	struct tf_trial t = tf_try_one(plan_later);
	const struct connection *c = t.connections[0];
	const struct tunnel *one = &c->tunnels[0], *two = &c->tunnels[1];
	const struct value *later[] = { &c->id, &c->customer_gateway_id,
		&c->transit_gateway_id, &c->static_routes_only, &c->name,
		&one->outside_address, &one->aws_asn, &one->log_group_arn,
		&one->phase1_dh_group_numbers, &one->phase2_lifetime_seconds,
		&one->customer_outside_address, &one->customer_asn,
		&two->inside_cidr, &two->pre_shared_key, &two->inside_address,
		&two->aws_inside_address, &two->inside_prefix_length,
		&two->aws_inside_prefix_length };
	size_t i;

	(void)state;
	assert_int_equal(tf_found_any(&t), 0);
	assert_int_equal(t.count, 1);
	for (i = 0; i < sizeof(later) / sizeof(later[0]); i++)
		if (later[i]->origin != ORIGIN_LATER)
			fail_msg("%zu", i);
	tf_assert_at(&one->outside_address, "true");
	assert_true(value_missing(&c->vpn_gateway_id));
	assert_true(value_missing(&one->log_enabled));
	/* The network is known, so the addresses are, too. */
	assert_int_equal(one->inside_address.origin, ORIGIN_DERIVED);
	assert_string_equal(one->aws_inside_address.text, "169.254.33.1");
	tf_end(&t);
}

/* Without after_unknown, what the provider works out comes later. */
static void
computed_comes_later(void **state)
{
	struct tf_trial t = tf_try_one(plan_unmarked);
	const struct connection *c = t.connections[0];

	(void)state;
	assert_int_equal(c->id.origin, ORIGIN_LATER);
	assert_int_equal(c->tunnels[1].outside_address.origin, ORIGIN_LATER);
	assert_int_equal(c->tunnels[0].pre_shared_key.origin, ORIGIN_LATER);
	assert_true(value_missing(&c->tunnels[0].startup_action));
	assert_true(value_missing(&c->vpn_gateway_id));
	assert_int_equal(tf_found_any(&t), 0);
	tf_end(&t);
}

/* A document with nothing but the changes: what is deleted is not there. */
static void
deleted_is_not_there(void **state)
{
	struct tf_trial t = tf_try_one(plan_changes);

	(void)state;
	assert_int_equal(t.count, 1);
	assert_string_equal(
	    t.connections[0]->label, "aws_vpn_connection.new[\"k\"]");
	assert_int_equal(t.connections[0]->id.origin, ORIGIN_LATER);
	tf_end(&t);
}

/* In a plan that changes a connection its XML is the one of before. */
static void
old_xml_is_passed_over(void **state)
{
	struct tf_trial t = tf_try_one(WITH_XML("update"));

	(void)state;
	assert_false(t.connections[0]->has_xml);
	assert_int_equal(tf_found_any(&t), 0);
	assert_int_equal(
	    t.connections[0]->tunnels[0].phase1_lifetime_seconds.u.number,
	    3600);
	tf_end(&t);
	t = tf_try_one(WITH_XML("no-op"));
	assert_true(t.connections[0]->has_xml);
	assert_int_equal(tf_found(&t, RULE_INPUTS_DIFFER), 1);
	assert_int_equal(tf_found(&t, RULE_TERRAFORM_SHAPE), 0);
	tf_end(&t);
}

/* ---- references ------------------------------------------------------- */

static void
references_are_followed(void **state)
{
	struct arena *arena = arena_new();
	const struct gateway *gateway;
	struct tf_trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
		t = tf_try_one(arena_printf(arena,
		    TF_PLANNED TF_INSTANCES
		    "]," TF_MODULES "}}," TF_CALLED("%s", TF_CONFIG) "}",
		    references[i].references));
		assert_int_equal(t.count, 1);
		assert_int_equal(tf_found_any(&t), 0);
		gateway = t.connections[0]->customer_gateway;
		if ((gateway == NULL) != (references[i].label == NULL))
			fail_msg("%s", references[i].references);
		if (gateway != NULL)
			assert_string_equal(
			    gateway->label, references[i].label);
		assert_int_equal(
		    t.connections[0]->customer_gateway_id.origin, ORIGIN_LATER);
		tf_end(&t);
	}
	arena_free(arena);
}

/* Modules that refer to each other without end, and ever more often. */
static void
endless_references_end(void **state)
{
	struct buf buf = { 0 };
	struct tf_trial t;
	size_t i;

	(void)state;
	buf_text(&buf, TF_PLANNED TF_INSTANCES "]}},");
	buf_text(&buf, "'configuration':{'root_module':{'resources':["
		       "{'address':'aws_vpn_connection.a','expressions':"
		       "{'customer_gateway_id':{'references':["
		       "'aws_t.r0.x']}}}");
	for (i = 0; i < 200; i++)
		buf_printf(&buf,
		    ",{'address':'aws_t.r%zu','expressions':{'x':"
		    "{'references':['aws_t.r%zu.x','aws_t.r%zu.x',"
		    "'aws_customer_gateway.one.id']}}}",
		    i, (i + 1) % 200, (i + 7) % 200);
	buf_text(&buf, "]}}}");
	t = tf_try_one(buf.data);
	assert_int_equal(t.count, 1);
	assert_null(t.connections[0]->customer_gateway);
	buf_free(&buf);
	tf_end(&t);
}

/* ---- routes ----------------------------------------------------------- */

static void
routes_find_their_connection(void **state)
{
	struct tf_trial t = tf_try_one(plan_routes);
	const struct connection *a = t.connections[0], *b = t.connections[1];

	(void)state;
	assert_int_equal(t.count, 2);
	assert_int_equal(a->route_count, 1);
	assert_string_equal(a->routes[0].destination.text, "192.168.4.0/24");
	assert_int_equal(b->route_count, 2);
	assert_string_equal(b->routes[0].destination.text, "192.168.1.0/24");
	assert_string_equal(b->routes[1].destination.text, "192.168.3.0/24");
	tf_assert_at(&b->routes[1].destination, "\"192.168.3.0/24\"");
	assert_int_equal(tf_found(&t, RULE_TERRAFORM_ROUTE), 1);
	assert_int_equal(tf_found_any(&t), 1);
	tf_end(&t);
}

#define TEST(name)                                                             \
	{                                                                      \
		"terraform/" #name, name, NULL, NULL, NULL                     \
	}

const struct CMUnitTest terraform_plan_tests[] = {
	TEST(what_comes_later_is_not_missing),
	TEST(computed_comes_later),
	TEST(deleted_is_not_there),
	TEST(old_xml_is_passed_over),
	TEST(references_are_followed),
	TEST(endless_references_end),
	TEST(routes_find_their_connection),
};
const size_t terraform_plan_test_count =
    sizeof(terraform_plan_tests) / sizeof(terraform_plan_tests[0]);
