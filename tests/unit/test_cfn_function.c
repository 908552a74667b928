/* SPDX-License-Identifier: ISC */
/* CloudFormation templates: functions and conditions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cfn_trial.h"

extern const struct CMUnitTest cfn_function_tests[];
extern const size_t cfn_function_test_count;

/* ---- functions -------------------------------------------------------- */

#define LATER "(later)"
#define NONE "(none)"

static const struct {
	const char *expression;
	const char *text;  /* or one of the above */
	const char *words; /* of the finding, or NULL */
} expressions[] = {
	{ "plain", "plain", NULL },
	{ "!Ref Word", "alpha", NULL },
	{ "{Ref: Word}", "alpha", NULL },
	{ "{\"Ref\": \"Word\"}", "alpha", NULL },
	{ "!Ref Number", "1", NULL },
	{ "!Ref Open", LATER, NULL },
	{ "!Ref Stored", LATER, NULL },
	{ "!Ref Hidden", LATER, NULL },
	{ "!Ref Other", LATER, NULL },
	{ "!Ref AWS::Region", LATER, NULL },
	{ "!Ref AWS::NoValue", NONE, NULL },
	{ "!Ref AWS::Regoin", LATER, "did you mean AWS::Region?" },
	{ "!Ref Wird", LATER,
	    "no parameter or resource 'Wird'; did you mean "
	    "Word?" },
	{ "!Ref [Word]", LATER, "the name in Ref is not a text" },
	{ "!Ref {Ref: Word}", LATER, "no parameter or resource 'alpha'" },
	{ "!Ref Gone", LATER, "left out by its condition 'No'" },
	{ "!GetAtt Other.CidrBlock", LATER, NULL },
	{ "!GetAtt [Other, CidrBlock]", LATER, NULL },
	{ "{'Fn::GetAtt': [Other, CidrBlock]}", LATER, NULL },
	{ "!GetAtt Othr.CidrBlock", LATER, "no resource 'Othr'; did you mean" },
	{ "!GetAtt Other", LATER, "Fn::GetAtt takes" },
	{ "!GetAtt [Other, Cidr, Block]", LATER, "Fn::GetAtt takes" },
	{ "!Sub 'x-${Word}-y'", "x-alpha-y", NULL },
	{ "{'Fn::Sub': '${Word}${Number}'}", "alpha1", NULL },
	{ "!Sub ['${a}${Word}', {a: !Ref Number}]", "1alpha", NULL },
	{ "!Sub ['${Word}', {Word: own}]", "own", NULL },
	{ "!Sub '${!Word} $ { ${Word}'", "${Word} $ { alpha", NULL },
	{ "!Sub 'a${Word'", "a${Word", NULL },
	{ "!Sub '${}'", LATER, "without a name" },
	{ "!Sub '${AWS::Region}-x'", LATER, NULL },
	{ "!Sub '${Other}'", LATER, NULL },
	{ "!Sub '${Other.CidrBlock}/x'", LATER, NULL },
	{ "!Sub '${Wrod}'", LATER, "no parameter or resource 'Wrod'" },
	{ "!Sub '${Nowhere.X}'", LATER, "no resource 'Nowhere'" },
	{ "!Sub '${List}'", LATER, "is not a text: '${List}'" },
	{ "!Sub '${AWS::NoValue}'", LATER, "is not a text" },
	{ "!Sub [a]", LATER, "Fn::Sub takes" },
	{ "!Sub [a, b]", LATER, "Fn::Sub takes" },
	{ "!Sub [a, {}, c]", LATER, "Fn::Sub takes" },
	{ "!Join ['-', [a, !Ref Word, '']]", "a-alpha-", NULL },
	{ "{'Fn::Join': ['', [a, {Ref: Word}]]}", "aalpha", NULL },
	{ "!Join [':', !Ref List]", "a:b:c", NULL },
	{ "!Join ['+', !Ref Numbers]", "80+20", NULL },
	{ "!Join [',', [a, !Ref 'AWS::NoValue', b]]", "a,b", NULL },
	{ "!Join [',', []]", NONE, NULL },
	{ "!Join [',', [a, !Ref Open]]", LATER, NULL },
	{ "!Join [',', !GetAZs '']", LATER, NULL },
	{ "!Join [',', [a, [b]]]", LATER, "an item of Fn::Join is not a text" },
	{ "!Join [',', a]", LATER, "second value of Fn::Join is not a list" },
	{ "!Join [a]", LATER, "Fn::Join takes a list of 2 values" },
	{ "!Join a", LATER, "Fn::Join takes a list of 2 values" },
	{ "!Join [[a], [b]]", LATER, "delimiter of Fn::Join is not a text" },
	{ "!Select [1, [a, b]]", "b", NULL },
	{ "!Select ['0', !Ref List]", "a", NULL },
	{ "{'Fn::Select': [2, {'Fn::Split': ['|', 'a||c']}]}", "c", NULL },
	{ "!Select [1, !Split ['|', 'a||c']]", NONE, NULL },
	{ "!Select [!Ref Number, [a, b]]", "b", NULL },
	{ "!Select [2, [a, b]]", LATER, "item 2 of a list of 2" },
	{ "!Select [-1, [a, b]]", LATER, "index of Fn::Select" },
	{ "!Select [x, [a, b]]", LATER, "index of Fn::Select" },
	{ "!Select [0, !GetAZs '']", LATER, NULL },
	{ "!Select [0, {'Fn::GetAZs': {Ref: 'AWS::Region'}}]", LATER, NULL },
	{ "!Select [1, [!Ref Open, b]]", "b", NULL },
	{ "!Select [!Ref Open, [a, b]]", LATER, NULL },
	{ "!Select [0, a]", LATER, "second value of Fn::Select is not a list" },
	{ "!Join ['+', !Split [', ', 'a, b']]", "a+b", NULL },
	{ "!Join ['+', !Split [xx, axxbxx]]", "a+b+", NULL },
	{ "!Join ['+', !Split ['', ab]]", LATER, "delimiter of Fn::Split is" },
	{ "!Join ['+', !Split [a, [b]]]", LATER, "second value of Fn::Split" },
	{ "!Join ['+', !Split [a, !Ref Open]]", LATER, NULL },
	{ "!FindInMap [Map, alpha, one]", "1", NULL },
	{ "!FindInMap [Map, !Ref Word, one]", "1", NULL },
	{ "{'Fn::FindInMap': [Map, {Ref: Word}, one]}", "1", NULL },
	{ "!Select [1, !FindInMap [Map, alpha, two]]", "q", NULL },
	{ "!FindInMap [Map, !Ref Open, one]", LATER, NULL },
	{ "!FindInMap [Map, beta, one]", LATER, "'Map' has no key 'beta'" },
	{ "!FindInMap [Map, alpha, six]", LATER, "'Map' has no key 'six'" },
	{ "!FindInMap [Mop, alpha, one]", LATER, "no mapping 'Mop'; did you" },
	{ "!FindInMap [Map, alpha]", LATER, "takes a list of 3 or 4 values" },
	{ "!FindInMap [Map, beta, one, {DefaultValue: d}]", "d", NULL },
	{ "!FindInMap [Map, alpha, one, {DefaultValue: d}]", "1", NULL },
	{ "!FindInMap [Map, beta, one, {Default: d}]", LATER, "DefaultValue" },
	{ "!If [Yes, a, b]", "a", NULL },
	{ "!If [No, a, b]", "b", NULL },
	{ "{'Fn::If': ['No', a, {Ref: Word}]}", "alpha", NULL },
	{ "!If [Perhaps, a, b]", LATER, NULL },
	{ "!If [No, a, !Ref AWS::NoValue]", NONE, NULL },
	{ "!If [Yes, !If [No, a, b], c]", "b", NULL },
	{ "!If [Yess, a, b]", LATER, "no condition 'Yess'; did you mean Yes?" },
	{ "!If [Yes, a]", LATER, "Fn::If takes a list of 3 values" },
	{ "!If [[Yes], a, b]", LATER, "first value of Fn::If" },
	{ "!Base64 a", "YQ==", NULL },
	{ "!Base64 {'Fn::Sub': 'ab'}", "YWI=", NULL },
	{ "{'Fn::Base64': abc}", "YWJj", NULL },
	{ "!Base64 abcd", "YWJjZA==", NULL },
	{ "!Base64 ''", NONE, NULL },
	{ "!Base64 [a]", LATER, "value of Fn::Base64 is not a text" },
	{ "!Join [' ', !Cidr [192.0.2.0/24, 3, 2]]",
	    "192.0.2.0/30 192.0.2.4/30 192.0.2.8/30", NULL },
	{ "!Select [1, {'Fn::Cidr': ['2001:db8::/56', '2', 64]}]",
	    "2001:db8:0:1::/64", NULL },
	{ "!Join [' ', !Cidr [255.255.255.0/24, 2, 7]]",
	    "255.255.255.0/25 255.255.255.128/25", NULL },
	{ "!Join [' ', !Cidr [255.255.255.0/24, 3, 7]]", LATER, "more netw" },
	{ "!Join [' ', !Cidr [0.0.0.0/0, 2, 32]]", LATER, "more networks" },
	{ "!Select [0, !Cidr [192.0.2.0/24, 1]]", LATER, NULL },
	{ "!Select [0, !Cidr [192.0.2.0/24, 0, 2]]", LATER, "from 1 to 256" },
	{ "!Select [0, !Cidr [192.0.2.0/24, 257, 2]]", LATER, "from 1 to 256" },
	{ "!Select [0, !Cidr [192.0.2.0/24, 1, 9]]", LATER, "from 1 to 8" },
	{ "!Select [0, !Cidr [192.0.2.300/24, 1, 8]]", LATER, "ADDRESS/LEN" },
	{ "!Select [0, !Cidr [!GetAtt Other.CidrBlock, 1, 8]]", LATER, NULL },
	{ "{'Fn::Length': !Ref List}", "3", NULL },
	{ "!Length [a, b]", "2", NULL },
	{ "!Length a", LATER, "value of Fn::Length is not a list" },
	{ "!ImportValue x", LATER, NULL },
	{ "{'Fn::ImportValue': !Sub '${Word}-x'}", LATER, NULL },
	{ "{'Fn::ToJsonString': {a: b}}", LATER, NULL },
	{ "!Transform {Name: Macro}", LATER, "the macro 'Macro' is not" },
	{ "{'Fn::Transform': {Name: 'AWS::Include'}}", LATER, "AWS::Include" },
	{ "'{{resolve:ssm:name}}'", LATER, NULL },
	{ "'x {{resolve:secretsmanager:a:SecretString:b}}'", LATER, NULL },
	{ "!Sub '{{resolve:ssm:${Word}}}'", LATER, NULL },
	{ "!Join ['', ['{{', 'resolve:ssm:x}}']]", LATER, NULL },
	{ "!Equals [a, b]", LATER, "section Conditions only" },
	{ "!Condition Yes", LATER, "section Conditions only" },
	{ "!Jion [',', [a]]", LATER, "no function 'Jion'; did you mean Join?" },
	{ "{'Fn::Ref': Word}", LATER, "no function 'Fn::Ref'" },
	{ "{'Fn::Xyz': a}", LATER, "there is no function 'Xyz'" },
	{ "{'Fn::If': [Yes, a, b], x: y}", LATER, "Fn::If stands beside" },
	{ "!Ref Flag", "true", NULL },
};

static void
assert_expression(size_t i, const char *head, const char *tail)
{
	struct cfn_trial t = cfn_start();
	struct buf buf = { 0 };
	const struct value *name;
	const char *got;

	buf_text(&buf, head);
	buf_text(&buf, expressions[i].expression);
	buf_text(&buf, tail);
	cfn_run(&t, buf.data);
	assert_non_null(t.connection);
	name = &t.connection->name;
	got = value_known(name)              ? name->text
	      : name->origin == ORIGIN_LATER ? LATER
					     : NONE;
	if (strcmp(got, expressions[i].text) != 0)
		fail_msg("%s is '%s'", expressions[i].expression, got);
	if (expressions[i].words == NULL)
		cfn_assert_clean(&t);
	else if (!cfn_found(&t, RULE_CFN_FUNCTION, expressions[i].words) &&
		 !cfn_found(&t, RULE_CFN_TRANSFORM, expressions[i].words))
		cfn_assert_found(&t, RULE_CFN_REFERENCE, expressions[i].words);
	buf_free(&buf);
	cfn_end(&t);
}

static void
cfn_functions(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(expressions) / sizeof(expressions[0]); i++)
		assert_expression(i, CFN_HEAD, "\n");
}

/* Names are not told where a key is made; findings stay. */
static void
cfn_functions_of_keys(void **state)
{
	struct cfn_trial t = cfn_start();

	(void)state;
	cfn_run(&t, "Resources:\n"
		    "  Vpn:\n"
		    "    Type: AWS::EC2::VPNConnection\n"
		    "    Properties:\n"
		    "      Type: ipsec.1\n"
		    "      CustomerGatewayId: cgw-0123456789abcdef0\n"
		    "      VpnTunnelOptionsSpecifications:\n"
		    "      - PreSharedKey: !Ref the_key_itself\n"
		    "      - PreSharedKey: !Sub 'a.${the_key_itself}'\n");
	cfn_assert_found(&t, RULE_CFN_REFERENCE,
	    "the template has no parameter or resource");
	assert_false(cfn_found(&t, RULE_CFN_REFERENCE, "the_key"));
	assert_int_equal(
	    t.connection->tunnels[0].pre_shared_key.origin, ORIGIN_LATER);
	cfn_end(&t);
}

/* ---- conditions ------------------------------------------------------- */

static void
cfn_conditions(void **state)
{
	static const struct {
		const char *condition;
		const char *text; /* "yes", "no", or LATER */
		const char *words;
	} rows[] = {
		{ "!Equals [a, a]", "yes", NULL },
		{ "!Equals [a, A]", "no", NULL },
		{ "{'Fn::Equals': [1, '1']}", "yes", NULL },
		{ "!Equals [yes, 'true']", "yes", NULL },
		{ "!Equals [!Ref Open, a]", LATER, NULL },
		{ "!Equals [!Ref AWS::Region, eu-central-1]", LATER, NULL },
		{ "!Equals [!Ref Hidden, hidden]", "yes", NULL },
		{ "!Equals [!Ref List, [a, b, c]]", "yes", NULL },
		{ "!Equals [!Ref List, [a, b]]", "no", NULL },
		{ "!Equals [[a, !Ref Open], [b, c]]", "no", NULL },
		{ "!Equals [[a, !Ref Open], [a, c]]", LATER, NULL },
		{ "!Equals [a, [a]]", "no", NULL },
		{ "!Equals [a]", LATER, "takes a list of 2 values" },
		{ "!Equals a", LATER, "takes a list of 2 values" },
		{ "!And [!Equals [a, a], !Condition Yes]", "yes", NULL },
		{ "!And [!Equals [a, b], !Condition Perhaps]", "no", NULL },
		{ "!And [!Condition Perhaps, !Equals [a, b]]", "no", NULL },
		{ "!And [!Condition Yes, Condition: Perhaps]", LATER, NULL },
		{ "{'Fn::And': [{Condition: Yes}, {Condition: No}]}", "no",
		    NULL },
		{ "!Or [!Condition No, !Condition Yes]", "yes", NULL },
		{ "!Or [!Condition Perhaps, !Condition Yes]", "yes", NULL },
		{ "!Or [!Condition No, !Condition Perhaps]", LATER, NULL },
		{ "{'Fn::Or': [{Condition: No}, {Condition: No}]}", "no",
		    NULL },
		{ "!And [!Condition Yes]", LATER, "list of 2 to 10" },
		{ "!Or []", LATER, "list of 2 to 10" },
		{ "!Not [!Condition No]", "yes", NULL },
		{ "{'Fn::Not': [{'Fn::Not': [Condition: Yes]}]}", "yes", NULL },
		{ "!Not [!Condition Perhaps]", LATER, NULL },
		{ "!Not [a, b]", LATER, "takes a list of 1 condition" },
		{ "!Condition Yes", "yes", NULL },
		{ "{Condition: No}", "no", NULL },
		{ "!Condition Yse", LATER, "no condition 'Yse'" },
		{ "!Condition Test", LATER, "'Test' depends on itself" },
		{ "!Not [!Condition Test]", LATER, "depends on itself" },
		{ "!Condition [Yes]", LATER, "Condition takes a name" },
		{ "true", LATER, "a condition is Fn::Equals" },
		{ "!Ref Word", LATER, "a condition is Fn::Equals" },
		{ "[a]", LATER, "a condition is Fn::Equals" },
		{ "{}", LATER, "a condition is Fn::Equals" },
	};
	struct buf buf = { 0 };
	const char *middle = strstr(CFN_HEAD, "Resources:");
	const struct value *name;
	struct cfn_trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = cfn_start();
		buf_clear(&buf);
		buf_add(&buf, CFN_HEAD, (size_t)(middle - CFN_HEAD));
		buf_printf(&buf, "  Test: %s\n", rows[i].condition);
		buf_printf(&buf, "%s!If [Test, 'yes', 'no']\n", middle);
		cfn_run(&t, buf.data);
		assert_non_null(t.connection);
		name = &t.connection->name;
		if (strcmp(value_known(name) ? name->text : LATER,
			rows[i].text) != 0)
			fail_msg("%s", rows[i].condition);
		if (rows[i].words == NULL)
			cfn_assert_clean(&t);
		else if (!cfn_found(&t, RULE_CFN_REFERENCE, rows[i].words))
			cfn_assert_found(&t, RULE_CFN_FUNCTION, rows[i].words);
		cfn_end(&t);
	}
	buf_free(&buf);
}

/* A resource whose condition is false is not there. */
static void
cfn_conditional_resources(void **state)
{
	static const char text[] =
	    "Parameters:\n"
	    "  Open: {Type: String}\n"
	    "Conditions:\n"
	    "  No: !Equals [a, b]\n"
	    "  Perhaps: !Equals [!Ref Open, b]\n"
	    "Resources:\n"
	    "  First:\n"
	    "    Type: AWS::EC2::VPNConnection\n"
	    "    Condition: No\n"
	    "  Second:\n"
	    "    Type: AWS::EC2::VPNConnection\n"
	    "    Condition: Perhaps\n"
	    "    Properties: {Type: ipsec.1, CustomerGatewayId: cgw-01234567}\n"
	    "  Route:\n"
	    "    Type: AWS::EC2::VPNConnectionRoute\n"
	    "    Condition: No\n"
	    "    Properties: {VpnConnectionId: !Ref Second,\n"
	    "                 DestinationCidrBlock: 192.0.2.0/24}\n";
	struct cfn_trial t = cfn_start();

	(void)state;
	cfn_run(&t, text);
	cfn_assert_clean(&t);
	assert_string_equal(t.connection->label, "Second");
	assert_int_equal(t.connection->route_count, 0);
	assert_false(
	    inventory_next(t.inventory, t.arena, t.diags, &t.connection));
	cfn_end(&t);
}

/* A resource that is perhaps not there may refer to one that is not. */
static void
cfn_references_that_may_not_be(void **state)
{
	static const char text[] =
	    "Parameters:\n"
	    "  Open: {Type: String}\n"
	    "Conditions:\n"
	    "  No: !Equals [a, b]\n"
	    "  Perhaps: !Equals [!Ref Open, b]\n"
	    "Resources:\n"
	    "  Gone: {Type: 'AWS::EC2::VPNGateway', Condition: No}\n"
	    "  Vpn:\n"
	    "    Type: AWS::EC2::VPNConnection\n"
	    "    Condition: Perhaps\n"
	    "    Properties: {Type: ipsec.1, CustomerGatewayId: cgw-01234567,\n"
	    "                 VpnGatewayId: !Ref Gone}\n";
	struct cfn_trial t = cfn_start();

	(void)state;
	cfn_run(&t, text);
	cfn_assert_clean(&t);
	cfn_end(&t);
	t = cfn_start();
	cfn_give(&t, "Open=b");
	cfn_run(&t, text);
	cfn_assert_found(
	    &t, RULE_CFN_REFERENCE, "left out by its condition 'No'");
	cfn_end(&t);
}

const struct CMUnitTest cfn_function_tests[] = {
	cmocka_unit_test(cfn_functions),
	cmocka_unit_test(cfn_functions_of_keys),
	cmocka_unit_test(cfn_conditions),
	cmocka_unit_test(cfn_conditional_resources),
	cmocka_unit_test(cfn_references_that_may_not_be),
};

const size_t cfn_function_test_count =
    sizeof(cfn_function_tests) / sizeof(cfn_function_tests[0]);
