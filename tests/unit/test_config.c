/* SPDX-License-Identifier: ISC */
/* What a configuration file completes, and what the command line keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/config.h"

extern const struct CMUnitTest config_tests[];
extern const size_t config_test_count;

#define FILE_ALL "tests/config/good/all.yaml"

static const struct settings untouched = { .fail_on = SEVERITY_ERROR,
	.max_findings = SIZE_MAX };

static void
the_file_completes(void **state)
{
	struct settings settings = untouched;
	struct config config;

	(void)state;
	settings.config = FILE_ALL;
	assert_null(config_open(&config, &settings));
	assert_true(config.good);
	assert_string_equal(config.path, FILE_ALL);
	assert_string_equal(
	    config.settings.policy, "tests/config/good/policies/company.yaml");
	assert_string_equal(
	    config.settings.baseline, "tests/config/good/known findings.json");
	assert_string_equal(config.settings.device, "cisco-iosxe");
	assert_string_equal(config.settings.region, "us-gov-west-1");
	assert_string_equal(config.settings.format, "sarif");
	assert_int_equal(config.settings.fail_on, SEVERITY_NOTE);
	assert_int_equal(config.settings.max_findings, 0);
	assert_int_equal(
	    config.quotas.values[QUOTA_CONNECTIONS_VPN_GATEWAY], UINT32_MAX);
	assert_int_equal(config.quotas.values[QUOTA_ROUTE_TABLE_STATIC], 1000);
	assert_int_equal(config.quotas.values[QUOTA_VPN_GATEWAYS],
	    quota_get(QUOTA_VPN_GATEWAYS)->value);
	config_close(&config);
}

static void
the_command_line_goes_before(void **state)
{
	struct settings settings = untouched;
	struct config config;

	(void)state;
	settings.config = FILE_ALL;
	settings.policy = "cnsa";
	settings.baseline = "b";
	settings.device = "d";
	settings.region = "r";
	settings.format = "text";
	settings.max_findings = 5;
	strcpy(settings.used, "LX");
	assert_null(config_open(&config, &settings));
	assert_true(config.good);
	assert_string_equal(config.settings.policy, "cnsa");
	assert_string_equal(config.settings.baseline, "b");
	assert_string_equal(config.settings.device, "d");
	assert_string_equal(config.settings.region, "r");
	assert_string_equal(config.settings.format, "text");
	assert_int_equal(config.settings.fail_on, SEVERITY_ERROR);
	assert_int_equal(config.settings.max_findings, 5);
	config_close(&config);
}

static void
no_file_changes_nothing(void **state)
{
	struct settings settings = untouched;
	struct config config;

	(void)state;
	settings.no_config = true;
	assert_null(config_open(&config, &settings));
	assert_true(config.good);
	assert_null(config.path);
	assert_null(config.settings.policy);
	assert_null(config.settings.format);
	assert_true(selection_has(config.selection, RULE_PSK_LENGTH, NOWHERE));
	config_close(&config);
	settings.config = FILE_ALL;
	assert_non_null(config_open(&config, &settings));
	config_close(&config);
}

/* A policy is a name, unless it looks like a file. */
static const struct {
	const char *text, *policy;
} policies[] = {
	{ "policy: cnsa", "cnsa" },
	{ "policy: nist-sp800-77r1", "nist-sp800-77r1" },
	{ "policy: own.yaml", "/tmp/own.yaml" },
	{ "policy: own.yml", "/tmp/own.yml" },
	{ "policy: ./own", "/tmp/./own" },
	{ "policy: /etc/own", "/etc/own" },
	{ "policy: .yaml", ".yaml" },
};

static void
policies_are_names_or_files(void **state)
{
	char path[] = "/tmp/cgwgen-test-config-XXXXXX";
	struct settings settings = untouched;
	struct config config;
	size_t i;
	FILE *file;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	settings.config = path;
	for (i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
		file = fopen(path, "w");
		assert_non_null(file);
		fputs(policies[i].text, file);
		fclose(file);
		assert_null(config_open(&config, &settings));
		assert_true(config.good);
		assert_string_equal(config.settings.policy, policies[i].policy);
		config_close(&config);
	}
	unlink(path);
}

const struct CMUnitTest config_tests[] = {
	cmocka_unit_test(the_file_completes),
	cmocka_unit_test(the_command_line_goes_before),
	cmocka_unit_test(no_file_changes_nothing),
	cmocka_unit_test(policies_are_names_or_files),
};

const size_t config_test_count = sizeof(config_tests) / sizeof(config_tests[0]);
