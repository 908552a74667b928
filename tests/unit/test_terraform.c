/* SPDX-License-Identifier: ISC */
/* Terraform's plans and states become connections. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "model/connection.h"
#include "model/field.h"
#include "read/format.h"
#include "read/inventory.h"

extern const struct CMUnitTest terraform_tests[];
extern const size_t terraform_test_count;

#define LIMIT_CONNECTIONS 16

/* What one reading found. */
struct trial {
	struct inventory *inventory;
	struct arena *arena;
	struct diags *diags;
	struct source *sources[2];
	struct connection *connections[LIMIT_CONNECTIONS];
	size_t count;
};

/* Quotes in TEXT are single ones, for it stands in C. */
static struct source *
document(const char *name, const char *text)
{
	struct source *source;
	char *copy = memory_alloc(strlen(text) + 1), *at;

	strcpy(copy, text);
	for (at = copy; *at != '\0'; at++)
		if (*at == '\'')
			*at = '"';
	source = source_new(name, copy, strlen(copy));
	free(copy);
	return source;
}

static struct trial
try_two(const char *first, const char *second)
{
	const char *texts[2] = { first, second };
	struct trial t = { .inventory = inventory_new(NULL),
		.arena = arena_new() };
	struct connection *connection;
	size_t i;

	t.diags = diags_new(t.arena, 0);
	for (i = 0; i < 2; i++) {
		if (texts[i] == NULL)
			continue;
		t.sources[i] = document(i == 0 ? "a.json" : "b.json", texts[i]);
		assert_true(
		    inventory_add(t.inventory, t.sources[i], NULL, t.diags));
	}
	while (inventory_next(t.inventory, t.arena, t.diags, &connection)) {
		assert_true(t.count < LIMIT_CONNECTIONS);
		if (connection != NULL)
			t.connections[t.count++] = connection;
	}
	return t;
}

static struct trial
try_one(const char *text)
{
	return try_two(text, NULL);
}

static void
end(struct trial *t)
{
	inventory_free(t->inventory);
	source_free(t->sources[0]);
	source_free(t->sources[1]);
	arena_free(t->arena);
}

static size_t
found(const struct trial *t, enum rule_id rule)
{
	size_t count, i, hits = 0;
	const struct finding *list = diags_list(t->diags, &count);

	for (i = 0; i < count; i++)
		hits += list[i].rule == rule;
	return hits;
}

static size_t
found_any(const struct trial *t)
{
	size_t count;

	diags_list(t->diags, &count);
	return count;
}

/* What stands at VALUE's place in its source, cut to TEXT's length. */
static void
assert_at(const struct value *value, const char *text)
{
	assert_non_null(value->at.source);
	assert_memory_equal(source_text(value->at.source) + value->at.offset,
	    text, strlen(text));
}

#define CONNECTION "'mode':'managed','type':'aws_vpn_connection','name':'a'"
#define STATE "{'version':4,'terraform_version':'1.11.4','resources':["
#define ATTRIBUTES(text)                                                       \
	STATE "{" CONNECTION ",'instances':[{'attributes':{" text "}}]}]}"

/* ---- the documents ---------------------------------------------------- */

/* clang-format off */
#define PLANNED \
	"{'format_version':'1.2','planned_values':{'root_module':" \
	"{'resources':["
#define OF(type, name, rest) \
	"{'address':'" type "." name "','mode':'managed','type':'" type \
	"','name':'" name "'," rest "}"
#define VPN "aws_vpn_connection"
#define VPN_ROUTE "aws_vpn_connection_route"

static const char plan_unset[] = ATTRIBUTES(
	"'id':'vpn-1','transit_gateway_id':'','core_network_arn':null,"
	"'tunnel1_dpd_timeout_seconds':0,'tunnel1_dpd_timeout_action':'',"
	"'tunnel1_ike_versions':[],'tunnel1_bgp_holdtime':0,"
	"'tunnel1_phase1_encryption_algorithms':null,"
	"'tunnel1_rekey_fuzz_percentage':0,'tunnel1_replay_window_size':0,"
	"'tunnel1_enable_tunnel_lifecycle_control':false,"
	"'tunnel1_startup_action':'start'");

static const char plan_later[] = PLANNED
	OF(VPN, "a", "'values':{'type':'ipsec.1','vpn_gateway_id':null,"
		"'tunnel1_inside_cidr':'169.254.33.0/30',"
		"'tunnel1_phase1_dh_group_numbers':[14]}")
	"]}},'resource_changes':["
	OF(VPN, "a", "'change':{'actions':['create'],'after_unknown':{"
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

static const char plan_unmarked[] = PLANNED
	OF(VPN, "a", "'values':{'type':'ipsec.1',"
		"'tunnel1_startup_action':null}")
	"]}}}";

static const char plan_changes[] =
	"{'format_version':'1.2','resource_changes':["
	OF(VPN, "gone", "'change':{'actions':['delete'],'after':null,"
		"'before':{'id':'vpn-1'}}") ","
	OF(VPN, "new", "'index':'k','change':{'actions':['delete','create'],"
		"'after':{'type':'ipsec.1'},'after_unknown':{'id':true}}") ","
	OF(VPN, "new", "'index':'k','deposed':'0badcafe','change':{'actions':"
		"['delete'],'after':{'id':'vpn-2'}}")
	"]}";

#define WITH_XML(action) PLANNED \
	OF(VPN, "a", "'values':{'id':'vpn-1','type':'ipsec.1'," \
		"'tunnel1_phase1_lifetime_seconds':3600," \
		"'customer_gateway_configuration':" \
		"'<vpn_connection id=\\'vpn-1\\'><ipsec_tunnel><ike>" \
		"<lifetime>900</lifetime></ike></ipsec_tunnel>" \
		"</vpn_connection>'}") \
	"]}},'resource_changes':[" \
	OF(VPN, "a", "'change':{'actions':['" action "']," \
		"'after_unknown':{}}") \
	"]}"

/* What references are followed through. */
#define CALLED(expression, config) \
	"'configuration':{'root_module':{'resources':[" \
	"{'address':'aws_vpn_connection.a','for_each_expression':" \
	"{'references':['aws_customer_gateway.many']},'expressions':" \
	"{'customer_gateway_id':{'references':[" expression "]}}}," \
	"{'address':'aws_thing.t','expressions':{'cgw':{'references':" \
	"['aws_customer_gateway.one.id']}}}]," \
	"'module_calls':{" config "}}}"
#define INSTANCES \
	"{'mode':'managed','type':'aws_vpn_connection','name':'a'," \
	"'index':'k','values':{'type':'ipsec.1'}}," \
	"{'mode':'managed','type':'aws_customer_gateway','name':'many'," \
	"'index':'k','values':{}}," \
	"{'mode':'managed','type':'aws_customer_gateway','name':'many'," \
	"'index':'l','values':{}}," \
	OF("aws_vpn_gateway", "v", "'values':{}") "," \
	OF("aws_customer_gateway", "one", "'values':{}")
#define INNER(address) "{'address':'" address "','resources':[" \
	"{'mode':'managed','type':'aws_customer_gateway','name':'in'," \
	"'values':{}}]}"
#define MODULES "'child_modules':[" INNER("module.m[\\'k\\']") "," \
	INNER("module.m[\\'l\\']") "," INNER("module.n[0]") "]"
#define MODULE \
	"'module':{'outputs':{'id':{'expression':{'references':" \
	"['aws_customer_gateway.in.id']}},'asn':{'expression':" \
	"{'references':['aws_customer_gateway.in.bgp_asn']}}," \
	"'local':{'expression':{'references':['local.x']}}," \
	"'loop':{'expression':{'references':['module.self.loop']}}}," \
	"'module_calls':{'self':{'module':{'outputs':{'loop':{'expression':" \
	"{'references':['var.a']}}}},'expressions':{'a':{'references':" \
	"['module.self.loop','module.self.loop.x','module.self.loop[0]']}}}}}"
#define CONFIG \
	"'m':{'for_each_expression':{}," MODULE "}," \
	"'n':{'count_expression':{}," MODULE "}"

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

static const char plan_routes[] = PLANNED
	OF(VPN, "a", "'values':{'type':'ipsec.1'}") ","
	OF(VPN, "b", "'values':{'id':'vpn-b','routes':["
		"{'destination_cidr_block':'192.168.1.0/24',"
		"'source':'Static','state':'available'},"
		"{'destination_cidr_block':'192.168.2.0/24',"
		"'state':'deleted'}]}") ","
	OF(VPN_ROUTE, "id", "'values':{'vpn_connection_id':'vpn-b',"
		"'destination_cidr_block':'192.168.3.0/24'}") ","
	OF(VPN_ROUTE, "ref", "'values':{"
		"'destination_cidr_block':'192.168.4.0/24'}") ","
	OF(VPN_ROUTE, "lost", "'values':{"
		"'destination_cidr_block':'192.168.5.0/24'}") ","
	OF(VPN_ROUTE, "later", "'values':{'vpn_connection_id':'vpn-b'}")
	"]}},'configuration':{'root_module':{'resources':["
	"{'address':'aws_vpn_connection_route.ref','expressions':"
	"{'vpn_connection_id':{'references':['aws_vpn_connection.a.id']}}}"
	"]}}}";

static const char plan_secrets[] =
	"{'format_version':'1.2','variables':{'a':{'value':"
	"{'deep':['S3cret']}}},\n'planned_values':{'outputs':{'o':"
	"{'sensitive':true,'value':['S3cret']}},\n'root_module':{'resources':["
	OF(VPN, "a", "'values':{'id':'plain',"
		"'tags':{'Name':'S3cret','b':'clear'},\n"
		"'l':[{'x':'plain'},{'x':'S3cret'}]},'sensitive_values':"
		"{'tags':{'Name':true},'l':[{},{'x':true}]}")
	"]}},\n'resource_changes':[{'change':{'before':{'a':'S3cret'},"
	"'before_sensitive':true,'after':{'a':'S3cret'},"
	"'after_sensitive':{'a':true}}}],\n"
	"'configuration':{'root_module':{'resources':[{'expressions':"
	"{'x':{'constant_value':'S3cret'}}}],'variables':{'v':"
	"{'default':{'k':'S3cret'}}}}}}";
static const char state_secrets[] = STATE "{" CONNECTION
	",'instances':[{'attributes':{'id':'vpn-1',\n"
	"'tags':{'Name':'S3cret'}},\n'sensitive_attributes':"
	"[[{'type':'get_attr','value':'tags'},{'type':'index',"
	"'value':'Name'}],[],1]}]}],'outputs':{'o':{'value':'S3cret',"
	"'sensitive':true}}}";

static const char plan_whole[] = PLANNED INSTANCES "]," MODULES "}},"
	"'resource_changes':["
	OF(VPN, "a", "'index':'k','change':{'actions':['update'],"
		"'after_unknown':{'tags':{'Name':true}},"
		"'after_sensitive':{'x':[true]}}")
	"],'prior_state':{'values':{'root_module':{}}},"
	CALLED("'module.m.id','each.key'", CONFIG) "}";
/* clang-format on */

/* ---- what a document is ----------------------------------------------- */

static void
documents_are_told(void **state)
{
	static const struct {
		const char *text;
		bool is;
	} rows[] = {
		{ "{'format_version':'1.0'}", true },
		{ "{'format_version':'1.0','values':{}}", true },
		{ "{'format_version':'0.1','planned_values':{}}", true },
		{ "{'format_version':'1.2','resource_changes':[]}", true },
		{ "{'version':4,'serial':1,'resources':[]}", true },
		{ "{'version':3,'lineage':'x','modules':[]}", true },
		{ "{'version':4,'resources':[]}", false },
		{ "{'version':4,'serial':1}", false },
		{ "{'format_version':'1.0','provider_schemas':{}}", false },
		{ "{'format_version':'1.0','valid':true}", false },
		{ "{'terraform_version':'1.9.0'}", false },
		{ "{}", false },
		{ "[]", false },
		{ "'text'", false },
	};
	const struct input_format *format = format_find("terraform");
	struct diags *diags;
	struct trial t;
	size_t i;

	(void)state;
	assert_non_null(format);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = (struct trial){ .inventory = inventory_new(NULL),
			.arena = arena_new() };
		diags = diags_new(t.arena, 0);
		t.sources[0] = document("x", rows[i].text);
		if (inventory_add(t.inventory, t.sources[0], NULL, diags) !=
		    rows[i].is)
			fail_msg("%s", rows[i].text);
		end(&t);
	}
}

/* ---- states ----------------------------------------------------------- */

static void
state_file_is_read(void **state)
{
	static const char text[] = STATE
	    "{'module':'module.site[\\'hq\\'].module.vpn'," CONNECTION
	    ",'instances':["
	    "{'index_key':0,'attributes':{'id':'vpn-1'}},"
	    "{'index_key':'x\\'${y}','attributes':{'id':'vpn-2'}},"
	    "{'index_key':0,'deposed':'0badcafe',"
	    "'attributes':{'id':'vpn-3'}}]},"
	    "{" CONNECTION ",'instances':[{'attributes_flat':{'id':'vpn-4',"
	    "'tunnel1_address':'203.0.113.9','static_routes_only':'true',"
	    "'tunnel1_bgp_holdtime':'0','tags.%':'1'}}]},"
	    "{'mode':'data','type':'aws_vpn_connection','name':'d',"
	    "'instances':[{'attributes':{'id':'vpn-5'}}]},"
	    "{'mode':'managed','type':'aws_vpc','name':'v',"
	    "'instances':'odd'}]}";
	static const char *const labels[] = {
		"module.site[\"hq\"].module.vpn.aws_vpn_connection.a[0]",
		("module.site[\"hq\"].module.vpn.aws_vpn_connection.a"
		 "[\"x\\\"$${y}\"]"),
		"aws_vpn_connection.a"
	};
	struct trial t = try_one(text);
	const struct tunnel *tunnel;
	size_t i;

	(void)state;
	assert_int_equal(found_any(&t), 0);
	assert_int_equal(t.count, 3);
	for (i = 0; i < 3; i++)
		assert_string_equal(t.connections[i]->label, labels[i]);
	assert_string_equal(t.connections[0]->id.text, "vpn-1");
	assert_string_equal(t.connections[1]->id.text, "vpn-2");
	assert_string_equal(t.connections[2]->id.text, "vpn-4");
	tunnel = &t.connections[2]->tunnels[0];
	assert_int_equal(tunnel->outside_address.origin, ORIGIN_TERRAFORM);
	assert_at(&tunnel->outside_address, "\"203.0.113.9\"");
	assert_int_equal(tunnel->bgp_hold_time.origin, ORIGIN_NONE);
	assert_true(connection_is_static(t.connections[2]));
	end(&t);
}

/* What the provider writes for what is not set is AWS's default, where the
 * provider knows tunnel options at all. */
static void
unset_is_not_zero(void **state)
{
	struct trial t = try_one(plan_unset);
	struct connection *c;
	const struct tunnel *tunnel;

	(void)state;
	assert_int_equal(t.count, 1);
	c = t.connections[0];
	assert_true(c->has_options);
	assert_true(value_missing(&c->transit_gateway_id));
	assert_true(value_missing(&c->core_network_arn));
	connection_complete(c, false);
	tunnel = c->tunnels;
	assert_int_equal(tunnel->dpd_timeout_seconds.origin, ORIGIN_DEFAULT);
	assert_int_equal(tunnel->dpd_timeout_seconds.u.number, 40);
	assert_string_equal(tunnel->dpd_timeout_action.text, "clear");
	assert_int_equal(tunnel->ike_versions.origin, ORIGIN_DEFAULT);
	assert_int_equal(tunnel->bgp_hold_time.u.number, 30);
	assert_int_equal(tunnel->rekey_fuzz_percentage.u.number, 100);
	assert_int_equal(tunnel->replay_window_size.u.number, 1024);
	assert_int_equal(
	    tunnel->enable_tunnel_lifecycle_control.origin, ORIGIN_TERRAFORM);
	assert_int_equal(tunnel->startup_action.origin, ORIGIN_TERRAFORM);
	assert_at(&tunnel->startup_action, "\"start\"");
	assert_int_equal(found_any(&t), 0);
	end(&t);
	/* An old provider: nobody knows what the options are. */
	t = try_one(ATTRIBUTES("'id':'vpn-1','tunnel1_inside_cidr':''"));
	assert_false(t.connections[0]->has_options);
	connection_complete(t.connections[0], false);
	assert_int_equal(
	    t.connections[0]->tunnels[0].ike_versions.origin, ORIGIN_ASSUMED);
	end(&t);
}

/* Every attribute that a row names arrives; both tunnels. */
static void
every_attribute_arrives(void **state)
{
	static const char *const samples[] = { [FIELD_TEXT] = "'text'",
		[FIELD_NUMBER] = "77",
		[FIELD_FLAG] = "true",
		[FIELD_IPV4] = "'192.0.2.1'",
		[FIELD_IPV6] = "'2001:db8::1'",
		[FIELD_IP] = "'192.0.2.1'",
		[FIELD_PREFIX] = "'198.51.100.0/24'",
		[FIELD_IKE_VERSION] = "['ikev2']",
		[FIELD_ENCRYPTION] = "['AES256','AES128']",
		[FIELD_INTEGRITY] = "['SHA2-256']",
		[FIELD_DH_GROUP] = "[20,14]" };
	struct arena *arena = arena_new();
	const struct field *fields;
	struct buf buf = { 0 };
	const char *name;
	size_t count, i, carried = 0;
	struct trial t;

	(void)state;
	fields = tunnel_fields(&count);
	buf_text(&buf, STATE "{" CONNECTION ",'instances':[{'attributes':{");
	for (i = 0; i < count; i++) {
		name = field_terraform(&fields[i]);
		if (name[0] == '\0' || strchr(name, '/') != NULL)
			continue;
		buf_printf(&buf, "'tunnel2_%s':", name);
		if (fields[i].choices != NULL)
			buf_printf(&buf, "'%.*s',",
			    (int)strcspn(fields[i].choices, "|"),
			    fields[i].choices);
		else
			buf_printf(&buf, "%s,", samples[fields[i].type]);
	}
	buf_text(&buf,
	    "'tunnel2_log_options':[{'cloudwatch_log_options':"
	    "[{'log_enabled':true,'log_group_arn':'arn:l',"
	    "'log_output_format':'json','bgp_log_enabled':true,"
	    "'bgp_log_group_arn':'arn:b','bgp_log_output_format':'text'}]}],"
	    "'id':'vpn-1'}}]}]}");
	t = try_one(buf.data);
	for (i = 0; i < count; i++) {
		if (field_terraform(&fields[i])[0] == '\0')
			continue;
		if (field_get(&fields[i], &t.connections[0]->tunnels[0])
			->origin != ORIGIN_TERRAFORM)
			fail_msg("%s", fields[i].name);
		carried++;
	}
	assert_true(carried >= 30);
	assert_false(
	    value_known(&t.connections[0]->tunnels[1].outside_address));
	buf_free(&buf);
	arena_free(arena);
	end(&t);
}

static void
ends_are_found_by_id(void **state)
{
	static const char gateways[] = STATE
	    "{'mode':'data','type':'aws_customer_gateway','name':'c',"
	    "'instances':[{'attributes':{'id':'cgw-1','bgp_asn':0,"
	    "'bgp_asn_extended':'4200000001','ip_address':'192.0.2.7'}}]},"
	    "{'mode':'managed','type':'aws_ec2_transit_gateway','name':'t',"
	    "'instances':[{'attributes':{'id':'tgw-1',"
	    "'amazon_side_asn':64999,'tags':{'Name':'core'}}}]}]}";
	struct trial t = try_two(ATTRIBUTES("'id':'vpn-1',"
					    "'customer_gateway_id':'cgw-1',"
					    "'vpn_gateway_id':'',"
					    "'transit_gateway_id':'tgw-1'"),
	    gateways);
	const struct connection *c = t.connections[0];

	(void)state;
	assert_int_equal(found_any(&t), 0);
	assert_non_null(c->customer_gateway);
	assert_string_equal(
	    c->customer_gateway->label, "data.aws_customer_gateway.c");
	assert_int_equal(c->customer_gateway->asn.u.number, 4200000001u);
	assert_int_equal(c->aws_gateway->kind, GATEWAY_TRANSIT);
	assert_string_equal(c->aws_gateway->name.text, "core");
	assert_int_equal(c->tunnels[1].customer_asn.u.number, 4200000001u);
	assert_int_equal(c->tunnels[0].aws_asn.u.number, 64999);
	assert_int_equal(
	    c->tunnels[0].customer_outside_address.origin, ORIGIN_DERIVED);
	end(&t);
}

/* ---- plans ------------------------------------------------------------ */

static void
what_comes_later_is_not_missing(void **state)
{
	struct trial t = try_one(plan_later);
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
	assert_int_equal(found_any(&t), 0);
	assert_int_equal(t.count, 1);
	for (i = 0; i < sizeof(later) / sizeof(later[0]); i++)
		if (later[i]->origin != ORIGIN_LATER)
			fail_msg("%zu", i);
	assert_at(&one->outside_address, "true");
	assert_true(value_missing(&c->vpn_gateway_id));
	assert_true(value_missing(&one->log_enabled));
	/* The network is known, so the addresses are, too. */
	assert_int_equal(one->inside_address.origin, ORIGIN_DERIVED);
	assert_string_equal(one->aws_inside_address.text, "169.254.33.1");
	end(&t);
}

/* Without after_unknown, what the provider works out comes later. */
static void
computed_comes_later(void **state)
{
	struct trial t = try_one(plan_unmarked);
	const struct connection *c = t.connections[0];

	(void)state;
	assert_int_equal(c->id.origin, ORIGIN_LATER);
	assert_int_equal(c->tunnels[1].outside_address.origin, ORIGIN_LATER);
	assert_int_equal(c->tunnels[0].pre_shared_key.origin, ORIGIN_LATER);
	assert_true(value_missing(&c->tunnels[0].startup_action));
	assert_true(value_missing(&c->vpn_gateway_id));
	assert_int_equal(found_any(&t), 0);
	end(&t);
}

/* A document with nothing but the changes: what is deleted is not there. */
static void
deleted_is_not_there(void **state)
{
	struct trial t = try_one(plan_changes);

	(void)state;
	assert_int_equal(t.count, 1);
	assert_string_equal(
	    t.connections[0]->label, "aws_vpn_connection.new[\"k\"]");
	assert_int_equal(t.connections[0]->id.origin, ORIGIN_LATER);
	end(&t);
}

/* In a plan that changes a connection its XML is the one of before. */
static void
old_xml_is_passed_over(void **state)
{
	struct trial t = try_one(WITH_XML("update"));

	(void)state;
	assert_false(t.connections[0]->has_xml);
	assert_int_equal(found_any(&t), 0);
	assert_int_equal(
	    t.connections[0]->tunnels[0].phase1_lifetime_seconds.u.number,
	    3600);
	end(&t);
	t = try_one(WITH_XML("no-op"));
	assert_true(t.connections[0]->has_xml);
	assert_int_equal(found(&t, RULE_INPUTS_DIFFER), 1);
	assert_int_equal(found(&t, RULE_TERRAFORM_SHAPE), 0);
	end(&t);
}

/* ---- references ------------------------------------------------------- */

static void
references_are_followed(void **state)
{
	struct arena *arena = arena_new();
	const struct gateway *gateway;
	struct trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
		t = try_one(arena_printf(arena,
		    PLANNED INSTANCES "]," MODULES
				      "}}," CALLED("%s", CONFIG) "}",
		    references[i].references));
		assert_int_equal(t.count, 1);
		assert_int_equal(found_any(&t), 0);
		gateway = t.connections[0]->customer_gateway;
		if ((gateway == NULL) != (references[i].label == NULL))
			fail_msg("%s", references[i].references);
		if (gateway != NULL)
			assert_string_equal(
			    gateway->label, references[i].label);
		assert_int_equal(
		    t.connections[0]->customer_gateway_id.origin, ORIGIN_LATER);
		end(&t);
	}
	arena_free(arena);
}

/* Modules that refer to each other without end, and ever more often. */
static void
endless_references_end(void **state)
{
	struct buf buf = { 0 };
	struct trial t;
	size_t i;

	(void)state;
	buf_text(&buf, PLANNED INSTANCES "]}},");
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
	t = try_one(buf.data);
	assert_int_equal(t.count, 1);
	assert_null(t.connections[0]->customer_gateway);
	buf_free(&buf);
	end(&t);
}

/* ---- routes ----------------------------------------------------------- */

static void
routes_find_their_connection(void **state)
{
	struct trial t = try_one(plan_routes);
	const struct connection *a = t.connections[0], *b = t.connections[1];

	(void)state;
	assert_int_equal(t.count, 2);
	assert_int_equal(a->route_count, 1);
	assert_string_equal(a->routes[0].destination.text, "192.168.4.0/24");
	assert_int_equal(b->route_count, 2);
	assert_string_equal(b->routes[0].destination.text, "192.168.1.0/24");
	assert_string_equal(b->routes[1].destination.text, "192.168.3.0/24");
	assert_at(&b->routes[1].destination, "\"192.168.3.0/24\"");
	assert_int_equal(found(&t, RULE_TERRAFORM_ROUTE), 1);
	assert_int_equal(found_any(&t), 1);
	end(&t);
}

/* ---- secrets ---------------------------------------------------------- */

/* Wherever SHOW stands in the source, its line shows it or does not. */
static void
assert_hidden(const struct source *source, const char *words)
{
	const char *text = source_text(source), *at = text;
	struct excerpt excerpt;
	struct pos pos = { source, 0 };
	size_t seen = 0;

	while ((at = strstr(at, words)) != NULL) {
		pos.offset = (size_t)(at - text);
		if (source_excerpt(pos, &excerpt))
			assert_null(strstr(excerpt.text, words));
		at++;
		seen++;
	}
	assert_true(seen != 0);
}

static void
what_is_sensitive_is_hidden(void **state)
{
	struct trial t = try_two(plan_secrets, state_secrets);
	struct excerpt excerpt;

	(void)state;
	assert_hidden(t.sources[0], "S3cret");
	assert_hidden(t.sources[1], "S3cret");
	/* What is not marked stays. */
	assert_true(source_excerpt(t.connections[0]->id.at, &excerpt));
	assert_non_null(strstr(excerpt.text, "plain"));
	end(&t);
}

/* Marks of another shape, and of thousands of attributes. */
static void
odd_marks_hide_more(void **state)
{
	struct buf buf = { 0 };
	struct trial t;
	size_t i;

	(void)state;
	buf_text(&buf, PLANNED "{'mode':'managed','type':'aws_x','name':'y',"
			       "'values':{'a':'S3cret'");
	for (i = 0; i < 1000; i++)
		buf_printf(&buf, ",'k%zu':1", i);
	buf_text(&buf, "},'sensitive_values':{'a':{'b':[true]},'c':null,"
		       "'d':[[],{}]}},{'values':[],'sensitive_values':[1]},"
		       "{'mode':'managed','type':'aws_x','name':'y'}]}}}");
	t = try_one(buf.data);
	assert_hidden(t.sources[0], "S3cret");
	buf_free(&buf);
	end(&t);
}

/* ---- hostile documents ------------------------------------------------ */

/* Every beginning of a plan, closed as it happens to be, and every value in
 * turn replaced by another: findings perhaps, never worse. */
static void
broken_shapes_do_no_harm(void **state)
{
	static const char *const others[] = { "null", "true", "7", "'x'", "[]",
		"{}", "[[]]", "[{}]", "{'k':'x'}" };
	struct arena *arena = arena_new();
	struct trial t;
	size_t i, j, k, depth;

	(void)state;
	for (i = 1; i < sizeof(plan_whole) - 1; i++) {
		/* Where a value begins, and where it ends. */
		if (plan_whole[i - 1] != ':' && plan_whole[i - 1] != '[')
			continue;
		for (j = i, depth = 0; plan_whole[j] != '\0'; j++) {
			if (strchr("[{", plan_whole[j]) != NULL)
				depth++;
			else if (strchr("]}", plan_whole[j]) != NULL &&
				 depth-- == 0)
				break;
			else if (plan_whole[j] == ',' && depth == 0)
				break;
		}
		for (k = 0; k < sizeof(others) / sizeof(others[0]); k++) {
			struct source *source = document(
			    "x", arena_printf(arena, "%.*s%s%s", (int)i,
				     plan_whole, others[k], plan_whole + j));
			struct connection *connection;

			t = (struct trial){ .inventory = inventory_new(NULL),
				.arena = arena_new() };
			t.diags = diags_new(t.arena, 0);
			t.sources[0] = source;
			inventory_add(t.inventory, source, NULL, t.diags);
			while (inventory_next(
			    t.inventory, t.arena, t.diags, &connection))
				if (connection != NULL)
					connection_complete(connection, false);
			end(&t);
		}
		arena_reset(arena);
	}
	arena_free(arena);
}

#define TEST(name)                                                             \
	{                                                                      \
		"terraform/" #name, name, NULL, NULL, NULL                     \
	}

const struct CMUnitTest terraform_tests[] = {
	TEST(documents_are_told),
	TEST(state_file_is_read),
	TEST(unset_is_not_zero),
	TEST(every_attribute_arrives),
	TEST(ends_are_found_by_id),
	TEST(what_comes_later_is_not_missing),
	TEST(computed_comes_later),
	TEST(deleted_is_not_there),
	TEST(old_xml_is_passed_over),
	TEST(references_are_followed),
	TEST(endless_references_end),
	TEST(routes_find_their_connection),
	TEST(what_is_sensitive_is_hidden),
	TEST(odd_marks_hide_more),
	TEST(broken_shapes_do_no_harm),
};
const size_t terraform_test_count =
    sizeof(terraform_tests) / sizeof(terraform_tests[0]);
