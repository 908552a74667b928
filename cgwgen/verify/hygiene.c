/* SPDX-License-Identifier: ISC */
/* Rules for what matters to a VPN around its parameters.  Floor: verify. */
#include "verify/hygiene.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const dpd[] = { "dpd_interval", "dpd_retries", "dpd_timeout",
	NULL };
static const char *const df[] = { "clear_df_bit",
	"fragmentation_before_encryption", NULL };
static const char *const mss[] = { "mss", "mss_ipv6", NULL };
static const char *const sizes[] = { "mss", "mss_ipv6", "mtu", NULL };
static const char *const timers[] = { "bgp_hold_time", "bgp_keepalive", NULL };

/* What statements about traffic selectors are called. */
static const char *const selector_words[] = { "proxy-id", "proxy-identity",
	"local_ts", "remote_ts", "leftsubnet", "rightsubnet",
	"traffic-selector", "src-subnet", "dst-subnet", NULL };

/* What statements about NAT hold, but those about NAT traversal. */
static const char *const nat_words[] = { "nat", "no-nat", "srcnat", "nat0",
	"nat-policy", "nat-exempt", "auto-firewall-nat-exclude", NULL };

/* IKE, NAT traversal and ESP, as filters call them. */
static const char *const opening_words[] = { "500", "4500", "500,4500",
	"isakmp", "non500-isakmp", "esp", "ipsec-esp", "ipsec-esp-udp",
	"ipsec-nat-t", "ike", NULL };

/* What a filter does, or is called. */
static const char *const filter_words[] = { "permit", "accept", "pass", "allow",
	"ACCEPT", "access-list", "host-inbound-traffic", "dport", "rule",
	"dst-port", "destination-port", NULL };

/* What a missing statement is about, in this order. */
static const struct {
	enum rule_id rule;
	const char *const *values;  /* all of its values are of these */
	const char *const *reasons; /* it hangs on one of these */
	const char *const *words;   /* it has one of these */
	const char *const *also;    /* and one of these */
} missing_rows[] = {
	{ RULE_DEVICE_DPD, dpd, dpd, NULL, NULL },
	{ RULE_DEVICE_DF_BIT, df, df, NULL, NULL },
	{ RULE_DEVICE_MSS_MISSING, mss, NULL, NULL, NULL },
	{ RULE_DEVICE_BGP_TIMERS, timers, timers, NULL, NULL },
	{ RULE_DEVICE_SELECTORS, NULL, NULL, selector_words, NULL },
	{ RULE_DEVICE_FIREWALL, NULL, NULL, opening_words, filter_words },
	{ RULE_DEVICE_NAT_EXEMPTION, NULL, NULL, nat_words, NULL },
};

/* What a value is about that differs. */
static const struct {
	const char *const *values;
	enum rule_id larger, smaller;
} different_rows[] = {
	{ sizes, RULE_DEVICE_MSS_LARGE, RULE_DEVICE_MSS_SMALL },
	{ timers, RULE_DEVICE_BGP_TIMERS, RULE_DEVICE_BGP_TIMERS },
};

static bool
is_among(const char *const *list, const char *name)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

static bool
is_word(const struct word *word, const char *text)
{
	return word->record == 0 && word->length == strlen(text) &&
	       strncasecmp(word->text, text, word->length) == 0;
}

/* Whether one of COUNT words is in LIST; "nat traversal" is no NAT. */
static bool
has_word(const struct word *words, size_t count, const char *const *list)
{
	size_t i, k;

	for (i = 0; i < count; i++)
		for (k = 0; list[k] != NULL; k++)
			if (is_word(&words[i], list[k]) &&
			    !(i + 1 < count &&
				is_word(&words[i + 1], "traversal")))
				return true;
	return false;
}

/* Whether LINE prints values, and of LIST alone. */
static bool
has_only(const struct verification *about, const struct expected_line *line,
    const char *const *list)
{
	const struct variable *variable;
	bool any = false;
	size_t i;

	for (i = line->own; i < line->count; i++) {
		if (line->words[i].kind != EXPECTED_VALUE)
			continue;
		variable = &about->expected.variables[line->words[i].variable];
		/* "neighbor A timers 10 30": the address says whose. */
		if (variable->identifies && !variable->what->secret)
			continue;
		if (!is_among(list, variable->what->name))
			return false;
		any = true;
	}
	return any;
}

static bool
has_value(const struct expected_line *line)
{
	size_t i;

	for (i = line->own; i < line->count; i++)
		if (line->words[i].kind == EXPECTED_VALUE)
			return true;
	return false;
}

enum rule_id
hygiene_missing(const struct verification *about,
    const struct expected_line *line, enum rule_id fallback)
{
	const struct word *words = line->statement->words;
	size_t i;

	for (i = 0; i < sizeof(missing_rows) / sizeof(missing_rows[0]); i++) {
		if (missing_rows[i].values != NULL &&
		    has_only(about, line, missing_rows[i].values))
			return missing_rows[i].rule;
		if (line->reason != NULL && !has_value(line) &&
		    is_among(missing_rows[i].reasons, line->reason))
			return missing_rows[i].rule;
		if (missing_rows[i].words == NULL ||
		    !has_word(words, line->count, missing_rows[i].words))
			continue;
		if (missing_rows[i].also == NULL ||
		    has_word(words, line->count, missing_rows[i].also))
			return missing_rows[i].rule;
	}
	return fallback;
}

enum rule_id
hygiene_difference(const struct verification *about,
    const struct difference *difference, const char *wanted,
    enum rule_id fallback)
{
	const struct variable *variable =
	    &about->expected.variables[difference->variable];
	char device[16], *end;
	long has, wants = strtol(wanted, &end, 10);
	size_t i;

	if (variable->what == NULL || *end != '\0' ||
	    difference->device.length >= sizeof(device))
		return fallback;
	memcpy(device, difference->device.text, difference->device.length);
	device[difference->device.length] = '\0';
	has = strtol(device, &end, 10);
	if (*end != '\0' || end == device)
		return fallback;
	for (i = 0; i < sizeof(different_rows) / sizeof(different_rows[0]); i++)
		if (is_among(different_rows[i].values, variable->what->name))
			return has > wants ? different_rows[i].larger
					   : different_rows[i].smaller;
	return fallback;
}

enum rule_id
hygiene_extra(const struct running_line *line, enum rule_id fallback)
{
	return has_word(line->statement->words, line->count, selector_words)
		   ? RULE_DEVICE_SELECTORS
		   : fallback;
}
