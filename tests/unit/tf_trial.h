/* SPDX-License-Identifier: ISC */
/* Plans and states read, for the tests of Terraform.  Quotes in their text are
 * single ones, for it stands in C. */
#ifndef TESTS_UNIT_TF_TRIAL_H
#define TESTS_UNIT_TF_TRIAL_H

#include <stddef.h>

#include "read/inventory.h"

#define TF_TRIAL_CONNECTIONS 16

/* What one reading found. */
struct tf_trial {
	struct inventory *inventory;
	struct arena *arena;
	struct diags *diags;
	struct source *sources[2];
	struct connection *connections[TF_TRIAL_CONNECTIONS];
	size_t count;
};

/* A source called NAME, which the caller frees. */
struct source *tf_document(const char *name, const char *text);

struct tf_trial tf_try_one(const char *text);

/* The second document may be NULL. */
struct tf_trial tf_try_two(const char *first, const char *second);
void tf_end(struct tf_trial *t);

/* How many findings there are of RULE, and of any. */
size_t tf_found(const struct tf_trial *t, enum rule_id rule);
size_t tf_found_any(const struct tf_trial *t);

/* What stands at VALUE's place in its source, cut to TEXT's length. */
void tf_assert_at(const struct value *value, const char *text);

/* A state, one connection's attributes in it. */
#define TF_STATED "'mode':'managed','type':'aws_vpn_connection','name':'a'"
#define TF_STATE "{'version':4,'terraform_version':'1.11.4','resources':["
#define TF_ATTRIBUTES(text)                                                    \
	TF_STATE "{" TF_STATED ",'instances':[{'attributes':{" text "}}]}]}"

/* clang-format off */
/* A plan, and a resource of one. */
#define TF_PLANNED \
	"{'format_version':'1.2','planned_values':{'root_module':" \
	"{'resources':["
#define TF_OF(type, name, rest) \
	"{'address':'" type "." name "','mode':'managed','type':'" type \
	"','name':'" name "'," rest "}"
#define TF_VPN "aws_vpn_connection"

/* What references are followed through. */
#define TF_CALLED(expression, config) \
	"'configuration':{'root_module':{'resources':[" \
	"{'address':'aws_vpn_connection.a','for_each_expression':" \
	"{'references':['aws_customer_gateway.many']},'expressions':" \
	"{'customer_gateway_id':{'references':[" expression "]}}}," \
	"{'address':'aws_thing.t','expressions':{'cgw':{'references':" \
	"['aws_customer_gateway.one.id']}}}]," \
	"'module_calls':{" config "}}}"
#define TF_INSTANCES \
	"{'mode':'managed','type':'aws_vpn_connection','name':'a'," \
	"'index':'k','values':{'type':'ipsec.1'}}," \
	"{'mode':'managed','type':'aws_customer_gateway','name':'many'," \
	"'index':'k','values':{}}," \
	"{'mode':'managed','type':'aws_customer_gateway','name':'many'," \
	"'index':'l','values':{}}," \
	TF_OF("aws_vpn_gateway", "v", "'values':{}") "," \
	TF_OF("aws_customer_gateway", "one", "'values':{}")
#define TF_INNER(address) "{'address':'" address "','resources':[" \
	"{'mode':'managed','type':'aws_customer_gateway','name':'in'," \
	"'values':{}}]}"
#define TF_MODULES "'child_modules':[" TF_INNER("module.m[\\'k\\']") "," \
	TF_INNER("module.m[\\'l\\']") "," TF_INNER("module.n[0]") "]"
#define TF_MODULE \
	"'module':{'outputs':{'id':{'expression':{'references':" \
	"['aws_customer_gateway.in.id']}},'asn':{'expression':" \
	"{'references':['aws_customer_gateway.in.bgp_asn']}}," \
	"'local':{'expression':{'references':['local.x']}}," \
	"'loop':{'expression':{'references':['module.self.loop']}}}," \
	"'module_calls':{'self':{'module':{'outputs':{'loop':{'expression':" \
	"{'references':['var.a']}}}},'expressions':{'a':{'references':" \
	"['module.self.loop','module.self.loop.x','module.self.loop[0]']}}}}}"
#define TF_CONFIG \
	"'m':{'for_each_expression':{}," TF_MODULE "}," \
	"'n':{'count_expression':{}," TF_MODULE "}"
/* clang-format on */

#endif
