/* SPDX-License-Identifier: ISC */
/* CloudFormation templates: parameters and keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cfn_trial.h"

extern const struct CMUnitTest cfn_parameter_tests[];
extern const size_t cfn_parameter_test_count;

/* ---- parameters ------------------------------------------------------- */

static void
assert_name(const char *parameter, const char *file, const char *expression,
    const char *text)
{
	struct cfn_trial t = cfn_start();
	struct buf buf = { 0 };

	buf_printf(&buf, "%s%s\n", CFN_HEAD, expression);
	if (parameter != NULL)
		cfn_give(&t, parameter);
	if (file != NULL)
		t.file = source_new("file", file, strlen(file));
	cfn_run(&t, buf.data);
	cfn_assert_clean(&t);
	assert_non_null(t.connection);
	assert_true(value_known(&t.connection->name));
	assert_string_equal(t.connection->name.text, text);
	assert_true(inventory_parameters_known(t.inventory, t.diags));
	cfn_assert_clean(&t);
	buf_free(&buf);
	cfn_end(&t);
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
	struct cfn_trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = cfn_start();
		if (rows[i].parameter != NULL)
			cfn_give(&t, rows[i].parameter);
		if (rows[i].file != NULL)
			t.file = source_new(
			    "file", rows[i].file, strlen(rows[i].file));
		cfn_run(&t, CFN_HEAD "x\n");
		assert_false(t.read);
		cfn_assert_found(&t, RULE_OPTION_VALUE, rows[i].words);
		cfn_end(&t);
	}
	t = cfn_start();
	t.file = source_new("file", "{", 1);
	cfn_run(&t, CFN_HEAD "x\n");
	assert_false(t.read);
	cfn_assert_found(&t, RULE_JSON_SYNTAX, "");
	cfn_end(&t);
}

static void
cfn_parameters_unknown(void **state)
{
	struct cfn_trial t = cfn_start();

	(void)state;
	cfn_give(&t, "Wrod=topsecret");
	cfn_give(&t, "Word=beta");
	cfn_run(&t, CFN_HEAD "x\n");
	assert_false(inventory_parameters_known(t.inventory, t.diags));
	cfn_assert_found(&t, RULE_OPTION_VALUE,
	    "no template has a parameter 'Wrod'; did you mean Word?");
	assert_int_equal(diags_count(t.diags, SEVERITY_ERROR), 1);
	cfn_end(&t);
	/* One file may serve several templates. */
	t = cfn_start();
	t.file = source_new("file", "Wrod: a\n", 8);
	cfn_run(&t, CFN_HEAD "x\n");
	assert_true(inventory_parameters_known(t.inventory, t.diags));
	assert_int_equal(diags_count(t.diags, SEVERITY_WARNING), 1);
	cfn_end(&t);
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
	struct cfn_trial t = cfn_start();

	(void)state;
	cfn_run(&t, text);
	cfn_assert_clean(&t);
	cfn_end(&t);
	t = cfn_start();
	cfn_give(&t, "Size=medium");
	cfn_run(&t, text);
	cfn_assert_found(&t, RULE_CFN_FUNCTION,
	    "the value of parameter 'Size' is not among its AllowedValues");
	cfn_end(&t);
}

/* ---- keys ------------------------------------------------------------- */

/* A key comes from a file, never from an argument. */
static void
cfn_keys_given(void **state)
{
	static const char text[] =
	    "Parameters:\n"
	    "  One: {Type: String, NoEcho: true}\n"
	    "  Two: {Type: String}\n"
	    "  Three: {Type: String}\n"
	    "Resources:\n" CFN_VPN "      - PreSharedKey: !Ref One\n"
	    "      - PreSharedKey: !Sub '${Two}.x'\n";
	struct cfn_trial t = cfn_start();

	(void)state;
	t.file = source_new("file", "One: key_1_abc\nTwo: key_2_abc\n", 30);
	cfn_run(&t, text);
	cfn_assert_clean(&t);
	assert_string_equal(
	    t.connection->tunnels[0].pre_shared_key.text, "key_1_abc");
	assert_string_equal(
	    t.connection->tunnels[1].pre_shared_key.text, "key_2_abc.x");
	cfn_end(&t);

	t = cfn_start();
	cfn_give(&t, "One=key_1_abc");
	cfn_run(&t, text);
	cfn_assert_found(
	    &t, RULE_OPTION_VALUE, "parameter 'One' carries a pre-");
	cfn_end(&t);
	t = cfn_start();
	cfn_give(&t, "Two=key_2_abc");
	cfn_run(&t, text);
	cfn_assert_found(
	    &t, RULE_OPTION_VALUE, "parameter 'Two' carries a pre-");
	cfn_end(&t);
	t = cfn_start();
	cfn_give(&t, "Three=harmless");
	cfn_run(&t, text);
	cfn_assert_clean(&t);
	cfn_end(&t);
	t = cfn_start();
	cfn_give(&t, "Hidden=x");
	cfn_run(&t, CFN_HEAD "x\n");
	cfn_assert_found(&t, RULE_OPTION_VALUE, "'Hidden' is not to be echoed");
	cfn_end(&t);
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
	struct cfn_trial t = cfn_start();
	size_t seen = 0;

	(void)state;
	cfn_run(&t, text);
	while ((at = strstr(at, "KEYKEY")) != NULL) {
		struct pos pos = { t.source, (size_t)(at - text) };

		if (source_excerpt(pos, &excerpt) &&
		    strstr(excerpt.text, "KEYKEY") != NULL)
			fail_msg("%s", excerpt.text);
		at++;
		seen++;
	}
	assert_int_equal(seen, 10);
	cfn_end(&t);
}

const struct CMUnitTest cfn_parameter_tests[] = {
	cmocka_unit_test(cfn_parameters),
	cmocka_unit_test(cfn_parameters_refused),
	cmocka_unit_test(cfn_parameters_unknown),
	cmocka_unit_test(cfn_allowed_values),
	cmocka_unit_test(cfn_keys_given),
	cmocka_unit_test(cfn_keys_hidden),
};

const size_t cfn_parameter_test_count =
    sizeof(cfn_parameter_tests) / sizeof(cfn_parameter_tests[0]);
