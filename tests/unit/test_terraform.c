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
#include "tf_trial.h"

extern const struct CMUnitTest terraform_tests[];
extern const size_t terraform_test_count;

/* ---- the documents ---------------------------------------------------- */

/* clang-format off */
static const char plan_unset[] = TF_ATTRIBUTES(
	"'id':'vpn-1','transit_gateway_id':'','core_network_arn':null,"
	"'tunnel1_dpd_timeout_seconds':0,'tunnel1_dpd_timeout_action':'',"
	"'tunnel1_ike_versions':[],'tunnel1_bgp_holdtime':0,"
	"'tunnel1_phase1_encryption_algorithms':null,"
	"'tunnel1_rekey_fuzz_percentage':0,'tunnel1_replay_window_size':0,"
	"'tunnel1_enable_tunnel_lifecycle_control':false,"
	"'tunnel1_startup_action':'start'");

static const char plan_secrets[] =
	"{'format_version':'1.2','variables':{'a':{'value':"
	"{'deep':['S3cret']}}},\n'planned_values':{'outputs':{'o':"
	"{'sensitive':true,'value':['S3cret']}},\n'root_module':{'resources':["
	TF_OF(TF_VPN, "a", "'values':{'id':'plain',"
		"'tags':{'Name':'S3cret','b':'clear'},\n"
		"'l':[{'x':'plain'},{'x':'S3cret'}]},'sensitive_values':"
		"{'tags':{'Name':true},'l':[{},{'x':true}]}")
	"]}},\n'resource_changes':[{'change':{'before':{'a':'S3cret'},"
	"'before_sensitive':true,'after':{'a':'S3cret'},"
	"'after_sensitive':{'a':true}}}],\n"
	"'configuration':{'root_module':{'resources':[{'expressions':"
	"{'x':{'constant_value':'S3cret'}}}],'variables':{'v':"
	"{'default':{'k':'S3cret'}}}}}}";

static const char state_secrets[] = TF_STATE "{" TF_STATED
	",'instances':[{'attributes':{'id':'vpn-1',\n"
	"'tags':{'Name':'S3cret'}},\n'sensitive_attributes':"
	"[[{'type':'get_attr','value':'tags'},{'type':'index',"
	"'value':'Name'}],[],1]}]}],'outputs':{'o':{'value':'S3cret',"
	"'sensitive':true}}}";

static const char plan_whole[] = TF_PLANNED TF_INSTANCES "]," TF_MODULES "}},"
	"'resource_changes':["
	TF_OF(TF_VPN, "a", "'index':'k','change':{'actions':['update'],"
		"'after_unknown':{'tags':{'Name':true}},"
		"'after_sensitive':{'x':[true]}}")
	"],'prior_state':{'values':{'root_module':{}}},"
	TF_CALLED("'module.m.id','each.key'", TF_CONFIG) "}";
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
	struct tf_trial t;
	size_t i;

	(void)state;
	assert_non_null(format);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = (struct tf_trial){ .inventory = inventory_new(NULL),
			.arena = arena_new() };
		diags = diags_new(t.arena, 0);
		t.sources[0] = tf_document("x", rows[i].text);
		if (inventory_add(t.inventory, t.sources[0], NULL, diags) !=
		    rows[i].is)
			fail_msg("%s", rows[i].text);
		tf_end(&t);
	}
}

/* ---- states ----------------------------------------------------------- */

static void
state_file_is_read(void **state)
{
	static const char text[] = TF_STATE
	    "{'module':'module.site[\\'hq\\'].module.vpn'," TF_STATED
	    ",'instances':["
	    "{'index_key':0,'attributes':{'id':'vpn-1'}},"
	    "{'index_key':'x\\'${y}','attributes':{'id':'vpn-2'}},"
	    "{'index_key':0,'deposed':'0badcafe',"
	    "'attributes':{'id':'vpn-3'}}]},"
	    "{" TF_STATED ",'instances':[{'attributes_flat':{'id':'vpn-4',"
	    "'tunnel1_address':'203.0.113.9','static_routes_only':'true',"
	    "'tunnel1_bgp_holdtime':'0','tags.%':'1'}}]},"
	    "{'mode':'data','type':'aws_vpn_connection','name':'d',"
	    "'instances':[{'attributes':{'id':'vpn-5'}}]},"
	    "{'mode':'managed','type':'aws_instance','name':'v',"
	    "'instances':'odd'}]}";
	static const char *const labels[] = {
		"module.site[\"hq\"].module.vpn.aws_vpn_connection.a[0]",
		("module.site[\"hq\"].module.vpn.aws_vpn_connection.a"
		 "[\"x\\\"$${y}\"]"),
		"aws_vpn_connection.a"
	};
	struct tf_trial t = tf_try_one(text);
	const struct tunnel *tunnel;
	size_t i;

	(void)state;
	assert_int_equal(tf_found_any(&t), 0);
	assert_int_equal(t.count, 3);
	for (i = 0; i < 3; i++)
		assert_string_equal(t.connections[i]->label, labels[i]);
	assert_string_equal(t.connections[0]->id.text, "vpn-1");
	assert_string_equal(t.connections[1]->id.text, "vpn-2");
	assert_string_equal(t.connections[2]->id.text, "vpn-4");
	tunnel = &t.connections[2]->tunnels[0];
	assert_int_equal(tunnel->outside_address.origin, ORIGIN_TERRAFORM);
	tf_assert_at(&tunnel->outside_address, "\"203.0.113.9\"");
	assert_int_equal(tunnel->bgp_hold_time.origin, ORIGIN_NONE);
	assert_true(connection_is_static(t.connections[2]));
	tf_end(&t);
}

/* What the provider writes for what is not set is AWS's default, where the
 * provider knows tunnel options at all. */
static void
unset_is_not_zero(void **state)
{
	struct tf_trial t = tf_try_one(plan_unset);
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
	tf_assert_at(&tunnel->startup_action, "\"start\"");
	assert_int_equal(tf_found_any(&t), 0);
	tf_end(&t);
	/* An old provider: nobody knows what the options are. */
	t = tf_try_one(TF_ATTRIBUTES("'id':'vpn-1','tunnel1_inside_cidr':''"));
	assert_false(t.connections[0]->has_options);
	connection_complete(t.connections[0], false);
	assert_int_equal(
	    t.connections[0]->tunnels[0].ike_versions.origin, ORIGIN_ASSUMED);
	tf_end(&t);
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
	struct tf_trial t;

	(void)state;
	fields = tunnel_fields(&count);
	buf_text(&buf, TF_STATE "{" TF_STATED ",'instances':[{'attributes':{");
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
	t = tf_try_one(buf.data);
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
	tf_end(&t);
}

static void
ends_are_found_by_id(void **state)
{
	static const char gateways[] = TF_STATE
	    "{'mode':'data','type':'aws_customer_gateway','name':'c',"
	    "'instances':[{'attributes':{'id':'cgw-1','bgp_asn':0,"
	    "'bgp_asn_extended':'4200000001','ip_address':'192.0.2.7'}}]},"
	    "{'mode':'managed','type':'aws_ec2_transit_gateway','name':'t',"
	    "'instances':[{'attributes':{'id':'tgw-1',"
	    "'amazon_side_asn':64999,'tags':{'Name':'core'}}}]}]}";
	struct tf_trial t =
	    tf_try_two(TF_ATTRIBUTES("'id':'vpn-1',"
				     "'customer_gateway_id':'cgw-1',"
				     "'vpn_gateway_id':'',"
				     "'transit_gateway_id':'tgw-1'"),
		gateways);
	const struct connection *c = t.connections[0];

	(void)state;
	assert_int_equal(tf_found_any(&t), 0);
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
	tf_end(&t);
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
	struct tf_trial t = tf_try_two(plan_secrets, state_secrets);
	struct excerpt excerpt;

	(void)state;
	assert_hidden(t.sources[0], "S3cret");
	assert_hidden(t.sources[1], "S3cret");
	/* What is not marked stays. */
	assert_true(source_excerpt(t.connections[0]->id.at, &excerpt));
	assert_non_null(strstr(excerpt.text, "plain"));
	tf_end(&t);
}

/* Marks of another shape, and of thousands of attributes. */
static void
odd_marks_hide_more(void **state)
{
	struct buf buf = { 0 };
	struct tf_trial t;
	size_t i;

	(void)state;
	buf_text(&buf, TF_PLANNED "{'mode':'managed','type':'aws_x','name':'y',"
				  "'values':{'a':'S3cret'");
	for (i = 0; i < 1000; i++)
		buf_printf(&buf, ",'k%zu':1", i);
	buf_text(&buf, "},'sensitive_values':{'a':{'b':[true]},'c':null,"
		       "'d':[[],{}]}},{'values':[],'sensitive_values':[1]},"
		       "{'mode':'managed','type':'aws_x','name':'y'}]}}}");
	t = tf_try_one(buf.data);
	assert_hidden(t.sources[0], "S3cret");
	buf_free(&buf);
	tf_end(&t);
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
	struct tf_trial t;
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
			struct source *source = tf_document(
			    "x", arena_printf(arena, "%.*s%s%s", (int)i,
				     plan_whole, others[k], plan_whole + j));
			struct connection *connection;

			t = (struct tf_trial){ .inventory = inventory_new(NULL),
				.arena = arena_new() };
			t.diags = diags_new(t.arena, 0);
			t.sources[0] = source;
			inventory_add(t.inventory, source, NULL, t.diags);
			while (inventory_next(
			    t.inventory, t.arena, t.diags, &connection))
				if (connection != NULL)
					connection_complete(connection, false);
			tf_end(&t);
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
	TEST(what_is_sensitive_is_hidden),
	TEST(odd_marks_hide_more),
	TEST(broken_shapes_do_no_harm),
};
const size_t terraform_test_count =
    sizeof(terraform_tests) / sizeof(terraform_tests[0]);
