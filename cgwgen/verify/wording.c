/* SPDX-License-Identifier: ISC */
/* Statements and values as messages name them.  Floor: verify. */
#include "verify/wording.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "model/field.h"

/* A message holds this much of a statement. */
#define TEXT_MAX 160

static const struct {
	const char *name;
	const char *label;
} labels[] = {
	{ "dh_group", "DH group" },
	{ "dh_group_number", "DH group" },
	{ "encryption_name", "encryption" },
	{ "integrity_name", "integrity" },
	{ "ike_version", "IKE version" },
	{ "pre_shared_key", "pre-shared key" },
	{ "aws_asn", "AWS's ASN" },
	{ "customer_asn", "the customer's ASN" },
	{ "outside_address", "AWS's outside address" },
	{ "customer_outside_address", "the customer's outside address" },
	{ "inside_address", "the customer's inside address" },
	{ "aws_inside_address", "AWS's inside address" },
	{ "inside_ipv6_address", "the customer's inside IPv6 address" },
	{ "aws_inside_ipv6_address", "AWS's inside IPv6 address" },
	{ "inside_cidr", "inside network" },
	{ "inside_ipv6_cidr", "inside IPv6 network" },
	{ "inside_netmask", "inside netmask" },
	{ "bgp_hold_time", "BGP hold time" },
	{ "bgp_keepalive", "BGP keepalive" },
	{ "dpd_interval", "DPD interval" },
	{ "dpd_retries", "DPD retries" },
	{ "dpd_timeout", "DPD timeout" },
	{ "phase1_lifetime_seconds", "phase 1 lifetime" },
	{ "phase2_lifetime_seconds", "phase 2 lifetime" },
	{ "mtu", "MTU" },
	{ "mss", "MSS" },
	{ "mss_ipv6", "MSS for IPv6" },
};

static const char *
plain_label(const char *name, struct arena *arena)
{
	char *text;
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strcmp(labels[i].name, name) == 0)
			return labels[i].label;
	text = arena_string(arena, name);
	for (i = 0; text[i] != '\0'; i++)
		if (text[i] == '_')
			text[i] = ' ';
	return text;
}

const char *
wording_variable(const struct variable *variable, struct arena *arena)
{
	const struct provenance *what = variable->what;
	const char *phase, *label;

	if (strncmp(what->scope, "param", 5) == 0)
		return arena_printf(arena, "parameter %s", what->name);
	label = plain_label(what->name, arena);
	phase = strstr(what->scope, ".phase");
	if (phase == NULL)
		return label;
	return arena_printf(
	    arena, "phase %s %s", phase + strlen(".phase"), label);
}

static void
put(struct buf *buf, const char *text, size_t length)
{
	size_t i;

	if (buf->length > 0)
		buf_char(buf, ' ');
	for (i = 0; i < length; i++)
		if (isprint((unsigned char)text[i]))
			buf_char(buf, text[i]);
		else
			buf_printf(buf, "\\x%02x", (unsigned char)text[i]);
}

static const char *
finish(struct buf *buf, struct arena *arena)
{
	const char *text;

	if (buf->length > TEXT_MAX) {
		buf_cut(buf, TEXT_MAX);
		buf_text(buf, "...");
	}
	text =
	    arena_copy(arena, buf->data != NULL ? buf->data : "", buf->length);
	buf_free(buf);
	return text;
}

const char *
wording_expected(const struct verification *verification,
    const struct expected_line *line, struct arena *arena)
{
	const struct expected *expected = &verification->expected;
	const struct variable *variable;
	const struct word *word;
	struct buf buf = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < line->count; i++) {
		word = &line->statement->words[i];
		if (word->record != 0)
			continue;
		variable = line->words[i].kind == EXPECTED_LITERAL
			       ? NULL
			       : &expected->variables[line->words[i].variable];
		if (variable != NULL && variable->what->secret) {
			put(&buf, "(key)", 5);
			continue;
		}
		if (variable != NULL && variable->bound != 0)
			word = running_sample(
			    verification->match.running, variable->bound);
		if (word != NULL)
			put(&buf, word->text, word->length);
	}
	return finish(&buf, arena);
}

/* Whether a statement that the device has prints the same as WORD. */
static bool
is_elsewhere(
    const struct verification *verification, const struct expected_word *word)
{
	const struct expected *expected = &verification->expected;
	const struct expected_line *line;
	size_t i, k;

	if (expected->variables[word->variable].device != NULL)
		return false;
	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		for (k = 0; line->match != NO_MATCH && k < line->count; k++)
			if (line->words[k].kind == EXPECTED_VALUE &&
			    line->words[k].variable == word->variable &&
			    line->words[k].id == word->id)
				return true;
	}
	return false;
}

/* The names of LINE's values, each once; ALL, or those that the device has
 * nowhere. */
static const char *
value_names(const struct verification *verification,
    const struct expected_line *line, struct arena *arena, bool all)
{
	const struct expected_word *word;
	const char *text = NULL, *names[LISTING_WORDS];
	size_t count = 0, i, k;

	for (i = line->own; i < line->count; i++) {
		word = &line->words[i];
		if (word->kind != EXPECTED_VALUE || word->more ||
		    (!all && is_elsewhere(verification, word)))
			continue;
		names[count] = wording_variable(
		    &verification->expected.variables[word->variable], arena);
		for (k = 0; strcmp(names[k], names[count]) != 0; k++)
			continue;
		if (k < count)
			continue;
		text = count++ == 0
			   ? names[k]
			   : arena_printf(arena, "%s, %s", text, names[k]);
	}
	return text;
}

const char *
wording_missing(const struct verification *verification,
    const struct expected_line *line, struct arena *arena, bool *ret_secret)
{
	const struct provenance *what;
	const char *text;
	size_t i;

	*ret_secret = false;
	for (i = line->own; i < line->count; i++) {
		if (line->words[i].kind != EXPECTED_VALUE)
			continue;
		what = verification->expected.variables[line->words[i].variable]
			   .what;
		*ret_secret |= what->secret;
	}
	text = value_names(verification, line, arena, false);
	return text != NULL ? text
			    : value_names(verification, line, arena, true);
}

const char *
wording_hidden(
    const struct running_line *line, size_t from, struct arena *arena)
{
	/* <shared-secret><value>...: what announces stands above. */
	const bool document = line->listing->form >= LISTING_XML;
	const struct word *word;
	struct buf buf = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < line->count; i++) {
		word = &line->statement->words[i];
		if (i == from) {
			put(&buf, "(hidden)", 8);
			break;
		}
		if (word->record != 0)
			continue;
		put(&buf, word->text, word->length);
		if ((i >= line->own || document) && listing_announces(word) &&
		    i + 1 < line->count) {
			put(&buf, "(hidden)", 8);
			break;
		}
	}
	return finish(&buf, arena);
}

const char *
wording_running(const struct running_line *line, struct arena *arena)
{
	return wording_hidden(line, line->count, arena);
}

const char *
wording_value(const struct expected_line *line, size_t word, size_t hole,
    struct arena *arena)
{
	const struct word *words = line->statement->words;
	struct buf buf = { NULL, 0, 0 };
	size_t end = word + 1;

	while (end < line->count && line->words[end].more)
		end++;
	if (end - word == 1)
		put(&buf,
		    words[word].text + line->words[word].holes[hole].start,
		    line->words[word].holes[hole].length);
	else
		for (; word < end; word++)
			put(&buf, words[word].text, words[word].length);
	return finish(&buf, arena);
}

const char *
wording_said(struct pos at, struct arena *arena)
{
	size_t line, column;

	if (at.source == NULL)
		return "";
	at = source_outer(at);
	source_line_column(at, &line, &column);
	return arena_printf(
	    arena, " (%s:%zu:%zu)", source_name(at.source), line, column);
}

const char *
wording_reason(const char *name, const struct value *value,
    const struct parameter_value *parameter, struct arena *arena)
{
	const struct provenance what = { .scope = parameter != NULL ? "param"
								    : "tunnels",
		.name = name,
		.value = value,
		.parameter = parameter };
	const struct variable variable = { .what = &what };

	return arena_printf(arena, "%s: descriptor %s%s",
	    wording_variable(&variable, arena),
	    parameter != NULL ? parameter->text
			      : field_format(field_tunnel(name), value, arena),
	    wording_said(parameter != NULL ? parameter->at : value->at, arena));
}
