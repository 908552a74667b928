/* SPDX-License-Identifier: ISC */
/* CloudFormation templates: functions, parameters, conditions, connections. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "read/inventory.h"

extern const struct CMUnitTest cloudformation_tests[];
extern const size_t cloudformation_test_count;

/* One run over one template. */
struct trial {
	struct inventory *inventory;
	struct source *source;
	struct source *parameters[4];
	size_t parameter_count;
	struct source *file;
	struct arena *arena;
	struct diags *diags;
	struct connection *connection;
	bool read; /* whether the options and the template could be */
};

static void
assert_place(struct pos pos, size_t line, size_t column)
{
	size_t got_line, got_column;

	source_line_column(pos, &got_line, &got_column);
	assert_int_equal(got_line, line);
	assert_int_equal(got_column, column);
}

static struct trial
start(void)
{
	struct trial t = { .arena = arena_new() };

	t.diags = diags_new(t.arena, 0);
	return t;
}

static void
give(struct trial *t, const char *parameter)
{
	t->parameters[t->parameter_count++] =
	    source_new("--parameter", parameter, strlen(parameter));
}

/* Reads TEXT and its first connection, if there is one. */
static void
run(struct trial *t, const char *text)
{
	struct source *const file[] = { t->file };
	struct inventory_options options = { .parameters = t->parameters,
		.parameter_count = t->parameter_count,
		.parameter_files = file,
		.parameter_file_count = t->file != NULL };

	t->source = source_new("t", text, strlen(text));
	t->inventory = inventory_new(&options);
	t->read = inventory_read_parameters(t->inventory, t->diags) &&
		  inventory_add(t->inventory, t->source, NULL, t->diags);
	if (t->read)
		inventory_next(
		    t->inventory, t->arena, t->diags, &t->connection);
}

static void
end(struct trial *t)
{
	size_t i;

	inventory_free(t->inventory);
	source_free(t->source);
	source_free(t->file);
	for (i = 0; i < t->parameter_count; i++)
		source_free(t->parameters[i]);
	arena_free(t->arena);
}

static const struct finding *
first_finding(struct trial *t, size_t *ret_count)
{
	return diags_list(t->diags, ret_count);
}

/* Whether there is a finding of RULE that has WORDS. */
static bool
found(struct trial *t, enum rule_id rule, const char *words)
{
	size_t count, i;
	const struct finding *list = first_finding(t, &count);

	for (i = 0; i < count; i++)
		if (list[i].rule == rule &&
		    strstr(list[i].message, words) != NULL)
			return true;
	return false;
}

static void
assert_found(struct trial *t, enum rule_id rule, const char *words)
{
	size_t count, i;
	const struct finding *list = first_finding(t, &count);

	if (found(t, rule, words))
		return;
	for (i = 0; i < count; i++)
		print_message("%s\n", list[i].message);
	fail_msg("no finding '%s' among %zu", words, count);
}

static void
assert_clean(struct trial *t)
{
	size_t count;
	const struct finding *list = first_finding(t, &count);

	if (count != 0)
		fail_msg("found: %s", list[0].message);
}

/* ---- functions -------------------------------------------------------- */

/* What stands around an expression that is the Name tag. */
#define HEAD                                                                   \
	"Parameters:\n"                                                        \
	"  Word: {Type: String, Default: alpha}\n"                             \
	"  Number: {Type: Number, Default: 1}\n"                               \
	"  List: {Type: CommaDelimitedList, Default: 'a, b,c '}\n"             \
	"  Numbers: {Type: List<Number>, Default: '80,20'}\n"                  \
	"  Open: {Type: String}\n"                                             \
	"  Flag: {Type: String, Default: yes}\n"                               \
	"  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: "     \
	"/x}\n"                                                                \
	"  Hidden: {Type: String, NoEcho: true, Default: hidden}\n"            \
	"Mappings:\n"                                                          \
	"  Map: {alpha: {one: '1', two: [p, q]}}\n"                            \
	"Conditions:\n"                                                        \
	"  Yes: !Equals [!Ref Word, alpha]\n"                                  \
	"  No: !Not [Condition: Yes]\n"                                        \
	"  Perhaps: !Equals [!Ref Open, x]\n"                                  \
	"Resources:\n"                                                         \
	"  Other: {Type: 'AWS::EC2::VPC'}\n"                                   \
	"  Gone: {Type: 'AWS::EC2::VPC', Condition: No}\n"                     \
	"  Vpn:\n"                                                             \
	"    Type: AWS::EC2::VPNConnection\n"                                  \
	"    Properties:\n"                                                    \
	"      Type: ipsec.1\n"                                                \
	"      CustomerGatewayId: cgw-0123456789abcdef0\n"                     \
	"      Tags:\n"                                                        \
	"      - Key: Name\n"                                                  \
	"        Value: "

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
	struct trial t = start();
	struct buf buf = { 0 };
	const struct value *name;
	const char *got;

	buf_text(&buf, head);
	buf_text(&buf, expressions[i].expression);
	buf_text(&buf, tail);
	run(&t, buf.data);
	assert_non_null(t.connection);
	name = &t.connection->name;
	got = value_known(name)              ? name->text
	      : name->origin == ORIGIN_LATER ? LATER
					     : NONE;
	if (strcmp(got, expressions[i].text) != 0)
		fail_msg("%s is '%s'", expressions[i].expression, got);
	if (expressions[i].words == NULL)
		assert_clean(&t);
	else if (!found(&t, RULE_CFN_FUNCTION, expressions[i].words) &&
		 !found(&t, RULE_CFN_TRANSFORM, expressions[i].words))
		assert_found(&t, RULE_CFN_REFERENCE, expressions[i].words);
	buf_free(&buf);
	end(&t);
}

static void
cfn_functions(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(expressions) / sizeof(expressions[0]); i++)
		assert_expression(i, HEAD, "\n");
}

/* Names are not told where a key is made; findings stay. */
static void
cfn_functions_of_keys(void **state)
{
	struct trial t = start();

	(void)state;
	run(&t, "Resources:\n"
		"  Vpn:\n"
		"    Type: AWS::EC2::VPNConnection\n"
		"    Properties:\n"
		"      Type: ipsec.1\n"
		"      CustomerGatewayId: cgw-0123456789abcdef0\n"
		"      VpnTunnelOptionsSpecifications:\n"
		"      - PreSharedKey: !Ref the_key_itself\n"
		"      - PreSharedKey: !Sub 'a.${the_key_itself}'\n");
	assert_found(&t, RULE_CFN_REFERENCE,
	    "the template has no parameter or resource");
	assert_false(found(&t, RULE_CFN_REFERENCE, "the_key"));
	assert_int_equal(
	    t.connection->tunnels[0].pre_shared_key.origin, ORIGIN_LATER);
	end(&t);
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
	const char *middle = strstr(HEAD, "Resources:");
	const struct value *name;
	struct trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = start();
		buf_clear(&buf);
		buf_add(&buf, HEAD, (size_t)(middle - HEAD));
		buf_printf(&buf, "  Test: %s\n", rows[i].condition);
		buf_printf(&buf, "%s!If [Test, 'yes', 'no']\n", middle);
		run(&t, buf.data);
		assert_non_null(t.connection);
		name = &t.connection->name;
		if (strcmp(value_known(name) ? name->text : LATER,
			rows[i].text) != 0)
			fail_msg("%s", rows[i].condition);
		if (rows[i].words == NULL)
			assert_clean(&t);
		else if (!found(&t, RULE_CFN_REFERENCE, rows[i].words))
			assert_found(&t, RULE_CFN_FUNCTION, rows[i].words);
		end(&t);
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
	struct trial t = start();

	(void)state;
	run(&t, text);
	assert_clean(&t);
	assert_string_equal(t.connection->label, "Second");
	assert_int_equal(t.connection->route_count, 0);
	assert_false(
	    inventory_next(t.inventory, t.arena, t.diags, &t.connection));
	end(&t);
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
	struct trial t = start();

	(void)state;
	run(&t, text);
	assert_clean(&t);
	end(&t);
	t = start();
	give(&t, "Open=b");
	run(&t, text);
	assert_found(&t, RULE_CFN_REFERENCE, "left out by its condition 'No'");
	end(&t);
}

/* ---- parameters ------------------------------------------------------- */

static void
assert_name(const char *parameter, const char *file, const char *expression,
    const char *text)
{
	struct trial t = start();
	struct buf buf = { 0 };

	buf_printf(&buf, "%s%s\n", HEAD, expression);
	if (parameter != NULL)
		give(&t, parameter);
	if (file != NULL)
		t.file = source_new("file", file, strlen(file));
	run(&t, buf.data);
	assert_clean(&t);
	assert_non_null(t.connection);
	assert_true(value_known(&t.connection->name));
	assert_string_equal(t.connection->name.text, text);
	assert_true(inventory_parameters_known(t.inventory, t.diags));
	assert_clean(&t);
	buf_free(&buf);
	end(&t);
}

static void
cfn_parameters(void **state)
{
	(void)state;
	assert_name("Word=beta", NULL, "!Ref Word", "beta");
	assert_name("Open=a=b", NULL, "!Ref Open", "a=b");
	assert_name("List=x,y", NULL, "!Join ['.', !Ref List]", "x.y");
	assert_name("AWS::Region=eu-central-1", NULL, "!Sub '${AWS::Region}-x'",
	    "eu-central-1-x");
	assert_name(NULL,
	    "[{\"ParameterKey\": \"Word\", \"ParameterValue\": "
	    "\"b\\u0065ta\"}]",
	    "!Ref Word", "beta");
	assert_name(NULL,
	    "[{\"ParameterKey\": \"Word\", \"UsePreviousValue\": "
	    "true}]",
	    "!Ref Word", "alpha");
	assert_name(NULL, "{\"Parameters\": {\"Number\": 7}, \"Tags\": {}}",
	    "!Ref Number", "7");
	assert_name(NULL, "{\"Word\": \"gamma\"}", "!Ref Word", "gamma");
	assert_name(NULL, "[\"Word=gamma\", \"Open=\"]", "!Ref Word", "gamma");
	assert_name(NULL, "Word: gamma\n", "!Ref Word", "gamma");
	/* The command line goes before the file, the later before the rest. */
	assert_name("Word=mine", "{\"Word\": \"gamma\"}", "!Ref Word", "mine");
	assert_name(NULL, "[\"Word=one\", \"Word=two\"]", "!Ref Word", "two");
	assert_name(
	    NULL, "{\"AWS::StackName\": \"s\"}", "!Ref AWS::StackName", "s");
}

static void
cfn_parameters_refused(void **state)
{
	static const struct {
		const char *parameter, *file;
		const char *words;
	} rows[] = {
		{ "Word", NULL, "written KEY=VALUE" },
		{ "=x", NULL, "written KEY=VALUE" },
		{ NULL, "[{\"ParameterValue\": \"x\"}]", "{ParameterKey, Par" },
		{ NULL, "[{\"ParameterKey\": \"Word\"}]", "no ParameterValue" },
		{ NULL, "[{\"ParameterKey\": \"W\", \"ParameterValue\": []}]",
		    "value is a text" },
		{ NULL, "{\"Word\": [\"a\"]}", "value is a text" },
		{ NULL, "[\"Word\"]", "written \"KEY=VALUE\"" },
		{ NULL, "[[\"Word=a\"]]", "written \"KEY=VALUE\"" },
		{ NULL, "word", "a mapping or a list" },
	};
	struct trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = start();
		if (rows[i].parameter != NULL)
			give(&t, rows[i].parameter);
		if (rows[i].file != NULL)
			t.file = source_new(
			    "file", rows[i].file, strlen(rows[i].file));
		run(&t, HEAD "x\n");
		assert_false(t.read);
		assert_found(&t, RULE_OPTION_VALUE, rows[i].words);
		end(&t);
	}
	t = start();
	t.file = source_new("file", "{", 1);
	run(&t, HEAD "x\n");
	assert_false(t.read);
	assert_found(&t, RULE_JSON_SYNTAX, "");
	end(&t);
}

static void
cfn_parameters_unknown(void **state)
{
	struct trial t = start();

	(void)state;
	give(&t, "Wrod=topsecret");
	give(&t, "Word=beta");
	run(&t, HEAD "x\n");
	assert_false(inventory_parameters_known(t.inventory, t.diags));
	assert_found(&t, RULE_OPTION_VALUE,
	    "no template has a parameter 'Wrod'; did you mean Word?");
	assert_int_equal(diags_count(t.diags, SEVERITY_ERROR), 1);
	end(&t);
	/* One file may serve several templates. */
	t = start();
	t.file = source_new("file", "Wrod: a\n", 8);
	run(&t, HEAD "x\n");
	assert_true(inventory_parameters_known(t.inventory, t.diags));
	assert_int_equal(diags_count(t.diags, SEVERITY_WARNING), 1);
	end(&t);
}

static void
cfn_allowed_values(void **state)
{
	static const char text[] =
	    "Parameters:\n"
	    "  Size: {Type: String, Default: small, AllowedValues: [small, "
	    "large]}\n"
	    "Resources:\n"
	    "  A: {Type: 'AWS::EC2::VPC'}\n";
	struct trial t = start();

	(void)state;
	run(&t, text);
	assert_clean(&t);
	end(&t);
	t = start();
	give(&t, "Size=medium");
	run(&t, text);
	assert_found(&t, RULE_CFN_FUNCTION,
	    "the value of parameter 'Size' is not among its AllowedValues");
	end(&t);
}

/* ---- keys ------------------------------------------------------------- */

#define VPN                                                                    \
	"  Vpn:\n"                                                             \
	"    Type: AWS::EC2::VPNConnection\n"                                  \
	"    Properties:\n"                                                    \
	"      Type: ipsec.1\n"                                                \
	"      CustomerGatewayId: cgw-0123456789abcdef0\n"                     \
	"      VpnTunnelOptionsSpecifications:\n"

/* A key comes from a file, never from an argument. */
static void
cfn_keys_given(void **state)
{
	static const char text[] =
	    "Parameters:\n"
	    "  One: {Type: String, NoEcho: true}\n"
	    "  Two: {Type: String}\n"
	    "  Three: {Type: String}\n"
	    "Resources:\n" VPN "      - PreSharedKey: !Ref One\n"
	    "      - PreSharedKey: !Sub '${Two}.x'\n";
	struct trial t = start();

	(void)state;
	t.file = source_new("file", "One: key_1_abc\nTwo: key_2_abc\n", 30);
	run(&t, text);
	assert_clean(&t);
	assert_string_equal(
	    t.connection->tunnels[0].pre_shared_key.text, "key_1_abc");
	assert_string_equal(
	    t.connection->tunnels[1].pre_shared_key.text, "key_2_abc.x");
	end(&t);

	t = start();
	give(&t, "One=key_1_abc");
	run(&t, text);
	assert_found(&t, RULE_OPTION_VALUE, "parameter 'One' carries a pre-");
	end(&t);
	t = start();
	give(&t, "Two=key_2_abc");
	run(&t, text);
	assert_found(&t, RULE_OPTION_VALUE, "parameter 'Two' carries a pre-");
	end(&t);
	t = start();
	give(&t, "Three=harmless");
	run(&t, text);
	assert_clean(&t);
	end(&t);
	t = start();
	give(&t, "Hidden=x");
	run(&t, HEAD "x\n");
	assert_found(&t, RULE_OPTION_VALUE, "'Hidden' is not to be echoed");
	end(&t);
}

/* Whatever a key is made of is kept out of quoted lines. */
static void
cfn_keys_hidden(void **state)
{
	static const char text[] =
	    "Parameters:\n"
	    "  One: {Type: String, Default: KEYKEY_1}\n"
	    "  Two: {Type: String, NoEcho: true, Default: KEYKEY_2}\n"
	    "  VpnPsk: {Type: String, Default: KEYKEY_3, AllowedValues: "
	    "[KEYKEY_3]}\n"
	    "Mappings:\n"
	    "  M: {a: {b: KEYKEY_4}}\n"
	    "Resources:\n"
	    "  Vpn:\n"
	    "    Type: AWS::EC2::VPNConnection\n"
	    "    Properties:\n"
	    "      VpnTunnelOptionsSpecifications:\n"
	    "      - PreSharedKey: !If [C, KEYKEY_5, 'KEYKEY_6']\n"
	    "      - PreSharedKey: !Join ['', [!FindInMap [M, a, b], "
	    "\"KEYKEY_7\"]]\n"
	    "      - PreSharedKey: {'Fn::Sub': ['a${One}${x}', {x: "
	    "KEYKEY_8}]}\n"
	    "      - PreShardKey: !Sub KEYKEY_9\n";
	const char *at = text;
	struct excerpt excerpt;
	struct trial t = start();
	size_t seen = 0;

	(void)state;
	run(&t, text);
	while ((at = strstr(at, "KEYKEY")) != NULL) {
		struct pos pos = { t.source, (size_t)(at - text) };

		if (source_excerpt(pos, &excerpt) &&
		    strstr(excerpt.text, "KEYKEY") != NULL)
			fail_msg("%s", excerpt.text);
		at++;
		seen++;
	}
	assert_int_equal(seen, 10);
	end(&t);
}

/* ---- connections ------------------------------------------------------ */

static const char whole[] =
    "{\"AWSTemplateFormatVersion\": \"2010-09-09\", \"Resources\": {\n"
    "\"Cgw\": {\"Type\": \"AWS::EC2::CustomerGateway\", \"Properties\": {\n"
    "  \"Type\": \"ipsec.1\", \"BgpAsn\": \"65010\",\n"
    "  \"IpAddress\": \"192.0.2.10\"}},\n"
    "\"Vgw\": {\"Type\": \"AWS::EC2::VPNGateway\", \"Properties\": {\n"
    "  \"Type\": \"ipsec.1\", \"AmazonSideAsn\": 64600}},\n"
    "\"Vpn\": {\"Type\": \"AWS::EC2::VPNConnection\", \"Properties\": {\n"
    "  \"Type\": \"ipsec.1\", \"StaticRoutesOnly\": \"True\",\n"
    "  \"EnableAcceleration\": false,\n"
    "  \"CustomerGatewayId\": {\"Ref\": \"Cgw\"},\n"
    "  \"VpnGatewayId\": {\"Fn::GetAtt\": [\"Vgw\", \"VPNGatewayId\"]},\n"
    "  \"Tags\": [{\"Key\": \"Name\", \"Value\": \"office\"}],\n"
    "  \"VpnTunnelOptionsSpecifications\": [{\n"
    "    \"PreSharedKey\": \"k1_abcdefgh\",\n"
    "    \"TunnelInsideCidr\": \"169.254.10.0/30\",\n"
    "    \"IKEVersions\": [{\"Value\": \"ikev2\"}],\n"
    "    \"Phase1DHGroupNumbers\": [{\"Value\": 20}, {\"Value\": \"21\"}],\n"
    "    \"Phase1EncryptionAlgorithms\": [{\"Value\": \"AES256\"}],\n"
    "    \"Phase1LifetimeSeconds\": \"7200\",\n"
    "    \"StartupAction\": \"start\",\n"
    "    \"LogOptions\": {\"CloudwatchLogOptions\": {\"LogEnabled\": true,\n"
    "      \"LogOutputFormat\": \"text\"}}}]}},\n"
    "\"R1\": {\"Type\": \"AWS::EC2::VPNConnectionRoute\", \"Properties\": {\n"
    "  \"VpnConnectionId\": {\"Ref\": \"Vpn\"},\n"
    "  \"DestinationCidrBlock\": \"198.51.100.0/24\"}},\n"
    "\"R2\": {\"Type\": \"AWS::EC2::VPNConnectionRoute\", \"Properties\": {\n"
    "  \"VpnConnectionId\": {\"Fn::GetAtt\": [\"Vpn\", \"VpnConnectionId\"]},\n"
    "  \"DestinationCidrBlock\": \"203.0.113.0/24\"}}\n"
    "}}\n";

static void
cfn_connection(void **state)
{
	struct trial t = start();
	const struct connection *c;
	const struct tunnel *one, *two;

	(void)state;
	run(&t, whole);
	assert_clean(&t);
	c = t.connection;
	assert_string_equal(c->label, "Vpn");
	assert_place(c->at, 7, 1);
	assert_int_equal(c->id.origin, ORIGIN_LATER);
	assert_true(c->has_options);
	assert_int_equal(c->static_routes_only.origin, ORIGIN_CLOUDFORMATION);
	assert_true(c->static_routes_only.u.flag);
	assert_false(c->enable_acceleration.u.flag);
	assert_int_equal(c->customer_gateway_id.origin, ORIGIN_LATER);
	assert_string_equal(c->name.text, "office");
	assert_string_equal(c->customer_gateway->label, "Cgw");
	assert_int_equal(c->customer_gateway->asn.u.number, 65010);
	assert_string_equal(c->aws_gateway->label, "Vgw");
	assert_int_equal(c->aws_gateway->asn.u.number, 64600);
	assert_int_equal(c->route_count, 2);
	assert_string_equal(c->routes[0].destination.text, "198.51.100.0/24");
	assert_string_equal(c->routes[1].destination.text, "203.0.113.0/24");
	assert_int_equal(c->tunnel_count, 2);
	one = &c->tunnels[0];
	two = &c->tunnels[1];
	assert_string_equal(one->pre_shared_key.text, "k1_abcdefgh");
	assert_place(one->pre_shared_key.at, 14, 21);
	assert_string_equal(one->inside_cidr.text, "169.254.10.0/30");
	assert_int_equal(one->inside_address.origin, ORIGIN_DERIVED);
	assert_string_equal(one->inside_address.text, "169.254.10.2");
	assert_string_equal(one->customer_outside_address.text, "192.0.2.10");
	assert_int_equal(one->outside_address.origin, ORIGIN_LATER);
	assert_int_equal(one->phase1_lifetime_seconds.u.number, 7200);
	assert_string_equal(one->startup_action.text, "start");
	assert_true(one->log_enabled.u.flag);
	assert_string_equal(one->log_output_format.text, "text");
	assert_int_equal(
	    one->phase1_dh_group_numbers.origin, ORIGIN_CLOUDFORMATION);
	assert_int_equal(two->pre_shared_key.origin, ORIGIN_LATER);
	assert_int_equal(two->inside_cidr.origin, ORIGIN_LATER);
	assert_int_equal(two->aws_inside_address.origin, ORIGIN_LATER);
	assert_int_equal(two->phase1_lifetime_seconds.origin, ORIGIN_NONE);
	end(&t);
}

/* What cannot be known is unknown, in each of its forms. */
static void
cfn_later(void **state)
{
	static const char *const lists[] = {
		"      VpnTunnelOptionsSpecifications: !If [C, [], []]\n",
		"      VpnTunnelOptionsSpecifications:\n"
		"      - !If [C, {}, {}]\n"
		"      - !ImportValue x\n",
		"      VpnTunnelOptionsSpecifications:\n"
		"      - Fn::Transform: {Name: M}\n"
		"        StartupAction: add\n"
		"      - Fn::Transform: {Name: M}\n",
		"      Fn::Transform: {Name: 'AWS::Include'}\n",
	};
	struct buf buf = { 0 };
	struct trial t;
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		t = start();
		buf_clear(&buf);
		buf_printf(&buf,
		    "Parameters: {P: {Type: String}}\n"
		    "Conditions: {C: !Equals [!Ref P, x]}\n"
		    "Resources:\n"
		    "  Vpn:\n"
		    "    Type: AWS::EC2::VPNConnection\n"
		    "    Properties:\n"
		    "      Type: ipsec.1\n"
		    "      CustomerGatewayId: !ImportValue cgw\n"
		    "      VpnGatewayId: !Ref P\n"
		    "%s",
		    lists[i]);
		run(&t, buf.data);
		assert_non_null(t.connection);
		assert_int_equal(diags_count(t.diags, SEVERITY_ERROR), 0);
		assert_int_equal(
		    t.connection->customer_gateway_id.origin, ORIGIN_LATER);
		for (j = 0; j < 2; j++) {
			const struct tunnel *tunnel = &t.connection->tunnels[j];

			assert_int_equal(
			    tunnel->pre_shared_key.origin, ORIGIN_LATER);
			assert_int_equal(
			    tunnel->ike_versions.origin, ORIGIN_LATER);
			assert_int_equal(
			    tunnel->customer_asn.origin, ORIGIN_LATER);
			assert_int_equal(
			    tunnel->customer_outside_address.origin,
			    ORIGIN_LATER);
			assert_int_equal(tunnel->phase1_lifetime_seconds.origin,
			    ORIGIN_LATER);
		}
		end(&t);
	}
	buf_free(&buf);
}

static void
cfn_transit_gateway(void **state)
{
	static const char text[] =
	    "Resources:\n"
	    "  Tgw: {Type: 'AWS::EC2::TransitGateway'}\n"
	    "  Cgw:\n"
	    "    Type: AWS::EC2::CustomerGateway\n"
	    "    Properties: {Type: ipsec.1, BgpAsnExtended: 4200000001,\n"
	    "                 IpAddress: !ImportValue ip}\n"
	    "  Vpn:\n"
	    "    Type: AWS::EC2::VPNConnection\n"
	    "    Properties: {Type: ipsec.1, TransitGatewayId: !Ref Tgw,\n"
	    "                 TunnelInsideIpVersion: ipv6,\n"
	    "                 CustomerGatewayId: !Ref Cgw}\n";
	struct trial t = start();
	const struct tunnel *tunnel;

	(void)state;
	run(&t, text);
	assert_clean(&t);
	assert_int_equal(t.connection->aws_gateway->kind, GATEWAY_TRANSIT);
	tunnel = &t.connection->tunnels[0];
	assert_int_equal(tunnel->customer_asn.u.number, 4200000001);
	assert_int_equal(tunnel->aws_asn.origin, ORIGIN_LATER);
	assert_int_equal(tunnel->customer_outside_address.origin, ORIGIN_LATER);
	assert_int_equal(tunnel->inside_ipv6_cidr.origin, ORIGIN_LATER);
	end(&t);
}

static void
cfn_wrong_connections(void **state)
{
	static const struct {
		const char *properties;
		enum rule_id rule;
		const char *words;
	} rows[] = {
		{ "{Type: ipsec.1}", RULE_ELEMENT_MISSING,
		    "CustomerGatewayId is missing" },
		{ "{CustomerGatewayId: x}", RULE_ELEMENT_MISSING,
		    "Type is missing" },
		{ "[]", RULE_VALUE_MALFORMED, "Properties is not a mapping" },
		{ "{CustomerGatewayId: !Ref Vpc}", RULE_CFN_REFERENCE,
		    "'Vpc' is an AWS::EC2::VPC, not AWS::EC2::CustomerGat" },
		{ "{VpnGatewayId: !GetAtt Cgw.CustomerGatewayId}",
		    RULE_CFN_REFERENCE, "not AWS::EC2::VPNGateway" },
		{ "{VpnTunnelOptionsSpecifications: {}}", RULE_VALUE_MALFORMED,
		    "VpnTunnelOptionsSpecifications is not a list" },
		{ "{VpnTunnelOptionsSpecifications: [a]}", RULE_VALUE_MALFORMED,
		    "is not a mapping" },
		{ "{StaticRouteOnly: true}", RULE_ELEMENT_UNKNOWN,
		    "'StaticRouteOnly'; did you mean StaticRoutesOnly?" },
		{ "{VpnTunnelOptionsSpecifications: [{IkeVersions: []}]}",
		    RULE_ELEMENT_UNKNOWN, "did you mean IKEVersions?" },
		{ "{StaticRoutesOnly: perhaps}", RULE_VALUE_MALFORMED,
		    "static_routes_only 'perhaps' is not true or false" },
		{ "{VpnTunnelOptionsSpecifications: [{TunnelInsideCidr: x}]}",
		    RULE_VALUE_MALFORMED, "inside_cidr 'x' is not a network" },
	};
	struct buf buf = { 0 };
	struct trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = start();
		buf_clear(&buf);
		buf_printf(&buf,
		    "Resources:\n"
		    "  Vpc: {Type: 'AWS::EC2::VPC'}\n"
		    "  Cgw: {Type: 'AWS::EC2::CustomerGateway'}\n"
		    "  Vpn: {Type: 'AWS::EC2::VPNConnection', Properties: "
		    "%s}\n",
		    rows[i].properties);
		run(&t, buf.data);
		assert_non_null(t.connection);
		assert_int_equal(t.connection->tunnel_count, 2);
		assert_found(&t, rows[i].rule, rows[i].words);
		end(&t);
	}
	buf_free(&buf);
	t = start();
	run(&t, "Resources:\n"
		"  Vpc: {Type: 'AWS::EC2::VPC'}\n"
		"  A:\n"
		"    Type: AWS::EC2::VPNConnectionRoute\n"
		"    Properties: {DestinationCidrBlock: 192.0.2.0/24}\n"
		"  B:\n"
		"    Type: AWS::EC2::VPNConnectionRoute\n"
		"    Properties: {DestinationCidrBlock: 192.0.2.0/24,\n"
		"                 VpnConnectionId: !Ref Vpc}\n");
	assert_found(&t, RULE_ELEMENT_MISSING, "VpnConnectionId is missing");
	assert_found(&t, RULE_CFN_REFERENCE, "not AWS::EC2::VPNConnection");
	end(&t);
}

/* The place of a value is where it is to be changed. */
static void
cfn_places(void **state)
{
	static const char text[] =
	    "Parameters:\n"
	    "  Inside: {Type: String, Default: 169.254.9.0/30}\n"
	    "Mappings:\n"
	    "  M: {a: {b: 7200}}\n"
	    "Resources:\n" VPN "      - TunnelInsideCidr: !Ref Inside\n"
	    "        Phase1LifetimeSeconds: !FindInMap [M, a, b]\n"
	    "        DPDTimeoutAction: !Sub 'res${x}'\n"
	    "        StartupAction: !Join ['', [a, dd]]\n";
	struct trial t = start();
	const struct tunnel *tunnel;
	size_t count;
	const struct finding *list;

	(void)state;
	run(&t, text);
	tunnel = &t.connection->tunnels[0];
	assert_place(tunnel->inside_cidr.at, 2, 35);
	assert_place(tunnel->phase1_lifetime_seconds.at, 4, 14);
	assert_place(tunnel->startup_action.at, 15, 24);
	assert_place(tunnel->at, 12, 9);
	list = first_finding(&t, &count);
	assert_int_equal(count, 1);
	assert_place(list[0].at, 14, 27);
	assert_string_equal(list[0].subject, "Vpn");
	end(&t);
}

/* ---- what is not expanded --------------------------------------------- */

static void
cfn_transforms(void **state)
{
	struct trial t = start();

	(void)state;
	/* What is not found may come from the macro. */
	run(&t, "Transform: [Macro, 'AWS::LanguageExtensions']\n"
		"Resources:\n"
		"  Fn::ForEach::Sites: [S, [a], {}]\n" VPN
		"      - TunnelInsideCidr: !Ref Elsewhere\n"
		"        StartupAction: !If [Unknown, add, start]\n");
	assert_found(&t, RULE_CFN_TRANSFORM, "the transform Macro, which is");
	assert_found(&t, RULE_CFN_TRANSFORM, "has Fn::ForEach::Sites, which");
	assert_int_equal(diags_count(t.diags, SEVERITY_NOTE), 2);
	assert_int_equal(diags_count(t.diags, SEVERITY_ERROR), 0);
	assert_int_equal(
	    t.connection->tunnels[0].inside_cidr.origin, ORIGIN_LATER);
	end(&t);
	t = start();
	run(&t, "Transform: AWS::LanguageExtensions\n"
		"Resources:\n  A: {Type: 'AWS::EC2::VPC'}\n");
	assert_clean(&t);
	end(&t);
}

/* ---- detection -------------------------------------------------------- */

static void
cfn_detection(void **state)
{
	static const struct {
		const char *text;
		bool read;
	} rows[] = {
		{ "AWSTemplateFormatVersion: 2010-09-09\n", true },
		{ "Resources: {A: {Type: 'AWS::EC2::VPC'}}\n", true },
		{ "{\"Resources\": {\"A\": {\"Type\": \"AWS::EC2::VPC\"}}}",
		    true },
		{ "Resources: {A: {Type: 'Custom::X'}}\n", false },
		{ "Resources: [{Type: 'AWS::EC2::VPC'}]\n", false },
		{ "Resources: {A: x, B: [], C: {Type: []}}\n", false },
		{ "Resources: AWS::EC2::VPC\n", false },
	};
	struct trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = start();
		run(&t, rows[i].text);
		assert_int_equal(t.read, rows[i].read);
		if (!rows[i].read)
			assert_found(&t, RULE_INPUT_FORMAT, "no descriptor");
		end(&t);
	}
	/* Whatever else has tags is refused for them, as ever. */
	t = start();
	run(&t, "a: b\nc: [!Ref d]\n");
	assert_false(t.read);
	assert_found(&t, RULE_YAML_SYNTAX, "tag '!Ref' is not known here");
	assert_place(first_finding(&t, &i)->at, 2, 5);
	assert_int_equal(i, 1);
	end(&t);
}

/* ---- hostile shapes --------------------------------------------------- */

/* A template whose Name tag is EXPRESSION, with VALUE as a parameter P. */
static void
run_hostile(struct trial *t, const char *type, const char *value, size_t count,
    const char *expression)
{
	struct buf buf = { 0 };

	buf_printf(&buf, "Parameters: {P: {Type: %s, Default: '", type);
	while (count-- > 0)
		buf_text(&buf, value);
	buf_printf(&buf,
	    "'}}\nResources:\n  Vpn:\n    Type: AWS::EC2::VPNConnection\n"
	    "    Properties:\n      Type: ipsec.1\n"
	    "      CustomerGatewayId: cgw-01234567\n"
	    "      Tags: [{Key: Name, Value: %s}]\n",
	    expression);
	run(t, buf.data);
	buf_free(&buf);
}

static void
cfn_limits(void **state)
{
	static const struct {
		const char *type, *value;
		size_t count;
		const char *expression, *words;
	} rows[] = {
		{ "String", "x", 65536, "!Sub '${P}'", NULL },
		{ "String", "x", 65536, "!Sub '${P}${P}'", "65536 bytes" },
		{ "String", "x", 40000, "!Join ['', [!Ref P, !Ref P]]",
		    "65536 bytes" },
		{ "String", "x", 60000, "!Base64 {Ref: P}", "65536 bytes" },
		{ "CommaDelimitedList", "x,", 32000, "!Join ['', !Ref P]",
		    NULL },
		{ "CommaDelimitedList", "x,", 30000,
		    "!Join ['', [!Join ['', !Ref P], !Join ['', !Ref P], "
		    "!Join ['', !Ref P], !Join ['', !Ref P]]]",
		    "100000 values" },
	};
	struct trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = start();
		run_hostile(&t, rows[i].type, rows[i].value, rows[i].count,
		    rows[i].expression);
		assert_non_null(t.connection);
		if (rows[i].words != NULL)
			assert_found(&t, RULE_INPUT_LIMIT, rows[i].words);
		else
			assert_clean(&t);
		assert_int_equal(diags_count(t.diags, SEVERITY_ERROR),
		    rows[i].words != NULL);
		end(&t);
	}
}

/* Conditions that refer to each other in a long row, or in circles. */
static void
cfn_condition_chains(void **state)
{
	struct buf buf = { 0 };
	struct trial t = start();
	unsigned i;

	(void)state;
	buf_text(&buf, "Conditions:\n");
	for (i = 0; i < 5000; i++)
		buf_printf(&buf, "  C%u: !Not [!Condition C%u]\n", i, i + 1);
	buf_text(&buf,
	    "  C5000: !Equals [a, a]\n"
	    "  A: !And [!Condition B, !Condition B]\n"
	    "  B: !Or [!Condition A, !Condition A]\n"
	    "Resources:\n"
	    "  V: {Type: 'AWS::EC2::VPNConnection', Condition: C0}\n"
	    "  W: {Type: 'AWS::EC2::VPNConnection', Condition: A}\n");
	run(&t, buf.data);
	assert_found(&t, RULE_INPUT_LIMIT, "more than 64 conditions");
	assert_found(&t, RULE_CFN_REFERENCE, "'A' depends on itself");
	buf_free(&buf);
	end(&t);
}

/* Every truncation and many mutations end without a crash. */
static void
cfn_mutations(void **state)
{
	static const char bytes[] = "\n :-[]{},!'\"&*$";
	static const char text[] = HEAD "!Sub '${Word}'\n";
	char copy[sizeof(text)];
	struct trial t;
	size_t at, i;

	(void)state;
	for (at = 0; at < sizeof(whole) - 1; at += 7) {
		t = start();
		memcpy(copy, text, sizeof(text));
		copy[at < sizeof(text) ? at : 0] = '\0';
		run(&t, copy);
		end(&t);
	}
	for (at = 0; at < sizeof(text) - 1; at++) {
		i = at % (sizeof(bytes) - 1);
		memcpy(copy, text, sizeof(text));
		copy[at] = bytes[i];
		t = start();
		run(&t, copy);
		end(&t);
	}
}

const struct CMUnitTest cloudformation_tests[] = {
	cmocka_unit_test(cfn_functions),
	cmocka_unit_test(cfn_functions_of_keys),
	cmocka_unit_test(cfn_conditions),
	cmocka_unit_test(cfn_conditional_resources),
	cmocka_unit_test(cfn_references_that_may_not_be),
	cmocka_unit_test(cfn_parameters),
	cmocka_unit_test(cfn_parameters_refused),
	cmocka_unit_test(cfn_parameters_unknown),
	cmocka_unit_test(cfn_allowed_values),
	cmocka_unit_test(cfn_keys_given),
	cmocka_unit_test(cfn_keys_hidden),
	cmocka_unit_test(cfn_connection),
	cmocka_unit_test(cfn_later),
	cmocka_unit_test(cfn_transit_gateway),
	cmocka_unit_test(cfn_wrong_connections),
	cmocka_unit_test(cfn_places),
	cmocka_unit_test(cfn_transforms),
	cmocka_unit_test(cfn_detection),
	cmocka_unit_test(cfn_limits),
	cmocka_unit_test(cfn_condition_chains),
	cmocka_unit_test(cfn_mutations),
};

const size_t cloudformation_test_count =
    sizeof(cloudformation_tests) / sizeof(cloudformation_tests[0]);
