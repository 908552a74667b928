/* SPDX-License-Identifier: ISC */
/* The table of options and getopt_long() driven by it.  Floor 7. */
#include "cmd/opt.h"

#include <getopt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/psk.h"
#include "cmd/opt_value.h"

#define MEMBER(name) offsetof(struct settings, name)

static const struct option_row rows[] = {
	{ 'd', "device", "DEVICE", OPTION_TEXT, MEMBER(device),
	    "the device, by its id; 'cgwgen devices' lists them" },
	{ 'a', "against", "DESCRIPTOR", OPTION_LIST, MEMBER(against),
	    "a descriptor that the configurations are held against; may be "
	    "repeated" },
	{ 'W', "to", "FORMAT", OPTION_TEXT, MEMBER(to),
	    "the format to write: yaml, json or xml" },
	{ 't', "to", "ADDRESS|PREFIX", OPTION_TEXT, MEMBER(to),
	    "where packets are to go" },
	{ '@', "from", "SITE|SUBNET|VPC", OPTION_TEXT, MEMBER(from),
	    "where they come from: a site, a subnet, a VPC or a gateway, by id "
	    "or "
	    "name; default: all of them" },
	{ 'H', "fail", "ID", OPTION_LIST, MEMBER(fail),
	    "let a tunnel (by its outside address), a connection, a customer "
	    "gateway or a virtual interface fail, or each in turn (each); may "
	    "be repeated" },
	{ 'o', "output", "FILE|DIR", OPTION_TEXT, MEMBER(output),
	    "where to write; a name that ends in / or exists as a directory "
	    "is a directory; default: standard output, of a lock file "
	    "cgwgen.lock" },
	{ 's', "set", "NAME=VALUE", OPTION_LIST, MEMBER(set),
	    "set a parameter of the device; may be repeated" },
	{ 'p', "params", "FILE", OPTION_TEXT, MEMBER(params),
	    "a YAML file of parameters; --set goes before it" },
	{ 'O', "tunnel-option", "NAME=VALUE,...", OPTION_LIST,
	    MEMBER(tunnel_options),
	    "an AWS tunnel option that the descriptor does not carry, such as "
	    "Phase1DHGroupNumbers=14,20; may be repeated" },
	{ 'F', "options-from", "SOURCE", OPTION_TEXT, MEMBER(options_from),
	    "where algorithms come from when no option says: 'defaults' "
	    "(AWS's default sets) or 'xml' (what the XML prints)" },
	{ 'I', "input-format", "FORMAT", OPTION_TEXT, MEMBER(input_format),
	    "the format of the descriptors, in place of looking: see "
	    "cgwgen-lint(1)" },
	{ 'Y', "policy", "NAME|FILE", OPTION_TEXT, MEMBER(policy),
	    "the crypto policy, by name or file; 'cgwgen policies' lists them; "
	    "default: recommended" },
	{ 'K', "parameter", "KEY=VALUE", OPTION_LIST, MEMBER(parameters),
	    "a parameter of CloudFormation templates, in place of its "
	    "default; may be repeated" },
	{ 'k', "parameter-file", "FILE", OPTION_LIST, MEMBER(parameter_files),
	    "a file of such parameters, as the AWS CLI takes it; may be "
	    "repeated" },
	{ 'R', "region", "NAME", OPTION_TEXT, MEMBER(region),
	    "the AWS Region of connections whose descriptors do not tell it, "
	    "such as eu-central-1" },
	{ 'f', "force", "RULE,...", OPTION_WORDS, MEMBER(force),
	    "rules whose errors are passed over, by id or name" },
	{ 'D', "device-path", "DIR", OPTION_LIST, MEMBER(device_paths),
	    "look for devices and templates in DIR first; may be repeated" },
	{ 'L', "fail-on", "SEVERITY", OPTION_SEVERITY, MEMBER(fail_on),
	    "the least severity that makes the exit status 1: error "
	    "(default), warning or note" },
	{ 'E', "select", "RULE,...", OPTION_WORDS, MEMBER(select),
	    "check these rules only: ids, beginnings of ids, names or "
	    "families; may be repeated" },
	{ 'G', "ignore", "RULE,...", OPTION_WORDS, MEMBER(ignore),
	    "do not check these; the more exact word wins; may be repeated" },
	{ 'Z', "exit-zero", NULL, OPTION_FLAG, MEMBER(exit_zero),
	    "findings do not make the exit status 1" },
	{ 'X', "max-findings", "N", OPTION_NUMBER, MEMBER(max_findings),
	    "print at most N findings and say how many more there are" },
	{ 'J', "stdin-name", "NAME", OPTION_TEXT, MEMBER(stdin_name),
	    "what standard input is called in findings and for the "
	    "configuration's overrides" },
	{ '!', "config", "FILE", OPTION_TEXT, MEMBER(config),
	    "the configuration file, in place of looking for .cgwgen.yaml" },
	{ 'Q', "no-config", NULL, OPTION_FLAG, MEMBER(no_config),
	    "use no configuration file" },
	{ 'M', "max-input", "SIZE", OPTION_SIZE, MEMBER(max_input),
	    "the most bytes an input may have (default 512M)" },
	{ 'C', "color", "WHEN", OPTION_COLOR, MEMBER(color),
	    "colour in messages: auto (default), always or never" },
	{ 'T', "template", NULL, OPTION_FLAG, MEMBER(show_template),
	    "print the device's profile and templates" },
	{ 'u', "remove", NULL, OPTION_FLAG, MEMBER(remove),
	    "write what takes the connections off the device again" },
	{ 'V', "vendor", "NAME", OPTION_TEXT, MEMBER(vendor),
	    "list only devices whose vendor, or AWS's name of it, holds NAME" },
	{ 'U', "supports", "WORD,...", OPTION_TEXT, MEMBER(supports),
	    "list only devices that can do all of these: bgp, static, ikev1, "
	    "ikev2, ipv4, ipv6, ipv6-outside, gcm, asn32, certificate, "
	    "remove, route-policy" },
	{ 'c', "complete", NULL, OPTION_FLAG, MEMBER(complete),
	    "write every value that is known, also AWS's defaults and what "
	    "follows from other values" },
	{ 'A', "data", "FILE", OPTION_LIST, MEMBER(data),
	    "a YAML or JSON file of values that the template sees; may be "
	    "repeated: later values go before" },
	{ 'N', "option", "NAME=VALUE", OPTION_LIST, MEMBER(options),
	    "an option of the template language, or the name of a preset; may "
	    "be repeated" },
	{ 'P', "path", "DIR", OPTION_LIST, MEMBER(paths),
	    "where included templates are looked for; may be repeated; "
	    "default: the template's own directory" },
	{ 'y', "output", "FORMAT=FILE", OPTION_LIST, MEMBER(outputs),
	    "write the findings to FILE as well, in one of the formats of "
	    "--format; may be repeated" },
	{ 'b', "baseline", "FILE", OPTION_TEXT, MEMBER(baseline),
	    "neither print nor count the findings that are in FILE" },
	{ 'B', "write-baseline", "FILE", OPTION_TEXT, MEMBER(write_baseline),
	    "write the findings of this run to FILE, for --baseline" },
	{ 'm', "format", "FORMAT", OPTION_TEXT, MEMBER(format),
	    "how to print: text (default), or another that the command's "
	    "manual names" },
	{ 'n', "count", "N", OPTION_NUMBER, MEMBER(count),
	    "how many, 1 to 1000; default: 1 key, or 2 inside networks" },
	{ 'l', "length", "N", OPTION_NUMBER, MEMBER(length),
	    "how many characters a key has, 8 to 64 (default 32)" },
	{ '%', "allow-cover", "N", OPTION_NUMBER, MEMBER(allow_cover),
	    "let a summary that is to hold a limit add N addresses, of IPv6 "
	    "N networks of 64 bits (default 0)" },
	{ 'x', "fix", NULL, OPTION_FLAG, MEMBER(fix),
	    "mend what has one right answer, in files of cgwgen's own YAML" },
	{ 'v', "diff", NULL, OPTION_FLAG, MEMBER(diff),
	    "show what would change, secrets hidden, and change nothing" },
	{ 'j', "jobs", "N", OPTION_NUMBER, MEMBER(jobs),
	    "work on N connections at a time; default: 0, as many "
	    "as there are processors" },
	{ '/', "shard", "K/N", OPTION_TEXT, MEMBER(shard),
	    "only connections of part K of N, by a hash of their ids" },
	{ '1', "partial", "FILE", OPTION_TEXT, MEMBER(partial),
	    "write what --merge needs of this part to FILE" },
	{ '=', "shard-key", "FILE", OPTION_TEXT, MEMBER(shard_key),
	    "a secret that all parts share, so that --merge finds keys that "
	    "are used twice" },
	{ '&', "merge", NULL, OPTION_FLAG, MEMBER(merge),
	    "the operands are files of --partial: find what one run would" },
	{ '~', "if-changed", NULL, OPTION_FLAG, MEMBER(if_changed),
	    "print which files are new or changed; the others are not "
	    "touched" },
	{ '2', "check", NULL, OPTION_FLAG, MEMBER(check),
	    "write nothing; the exit status is 1 if a file would change" },
	{ '#', "prune", NULL, OPTION_FLAG, MEMBER(prune),
	    "remove what earlier runs with --prune wrote for connections that "
	    "are gone" },
	{ 'w', "remediate", NULL, OPTION_FLAG, MEMBER(remediate),
	    "print what would bring the device to the descriptor; findings go "
	    "to standard error" },
	{ 'z', "proposal", "FILE", OPTION_TEXT, MEMBER(output),
	    "write that to FILE, in place of standard output" },
	{ '6', "ipv6", NULL, OPTION_FLAG, MEMBER(ipv6),
	    "networks of 126 bits in fd00::/8, in place of 30 bits in "
	    "169.254.0.0/16" },
	{ 'r', "from", "NETWORK", OPTION_TEXT, MEMBER(from),
	    "look in NETWORK alone, from its first address on" },
	{ '+', "skip-others", NULL, OPTION_FLAG, MEMBER(skip_others),
	    "pass over named files that are no descriptors, as in "
	    "directories" },
	{ 'g', "guess", NULL, OPTION_FLAG, MEMBER(guess),
	    "find out which device a configuration is from" },
	{ '7', "lock", "FILE", OPTION_TEXT, MEMBER(lock),
	    "take each connection's slot on its device from this file, which "
	    "'cgwgen lock' writes" },
	{ '8', "by-site", NULL, OPTION_FLAG, MEMBER(by_site),
	    "one set of files for each site, with all of its connections" },
	{ '4', "check", NULL, OPTION_FLAG, MEMBER(check),
	    "write nothing; exit with 1 when the file would change" },
	{ '5', "reuse", NULL, OPTION_FLAG, MEMBER(reuse),
	    "give new connections the lowest slots that are free, also such "
	    "that others had before" },
	{ 'q', "quiet", NULL, OPTION_FLAG, MEMBER(quiet),
	    "one line for each finding, no summary" },
	{ 'S', "show-secrets", NULL, OPTION_FLAG, MEMBER(show_secrets),
	    "print pre-shared keys in clear" },
	{ 'h', "help", NULL, OPTION_FLAG, MEMBER(help), "print this help" },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))
/* Values for getopt_long() that no option letter has. */
#define CODE 256

static bool
has_short(const struct option_row *row)
{
	return strchr("dosjpOqh", row->letter) != NULL;
}

static bool
has_option(const struct command *command, const struct option_row *row)
{
	return strchr(command->options, row->letter) != NULL;
}

/* The tables getopt_long() wants, from ours. */
static void
getopt_tables(
    const struct command *command, struct option *options, char *letters)
{
	size_t i, used = 0;

	*letters++ = ':';
	for (i = 0; i < ROWS; i++) {
		if (!has_option(command, &rows[i]))
			continue;
		options[used].name = rows[i].name;
		options[used].has_arg =
		    rows[i].argument != NULL ? required_argument : no_argument;
		options[used++].val = CODE + (int)i;
		if (!has_short(&rows[i]))
			continue;
		*letters++ = rows[i].letter;
		if (rows[i].argument != NULL)
			*letters++ = ':';
	}
	*letters = '\0';
}

static int
refuse(const struct command *command, const char *what, const char *word)
{
	struct arena *arena = arena_new();

	fprintf(stderr, "cgwgen %s: %s '%s'\n", command->name, what,
	    diag_quote(diags_new(arena, 1), word));
	arena_free(arena);
	fprintf(stderr, "Try 'cgwgen %s --help'.\n", command->name);
	return 2;
}

static const struct option_row *
row_of(int code)
{
	size_t i;

	for (i = 0; i < ROWS; i++)
		if (code == CODE + (int)i ||
		    (code == rows[i].letter && has_short(&rows[i])))
			return &rows[i];
	return NULL;
}

int
settings_parse(
    const struct command *command, int argc, char **argv, struct settings *ret)
{
	struct option options[ROWS + 1] = { { 0 } };
	char letters[2 * ROWS + 2];
	const struct option_row *row;
	int code;

	*ret = (struct settings){ .fail_on = SEVERITY_ERROR,
		.max_findings = SIZE_MAX,
		.max_input = FILE_LIMIT_DEFAULT,
		.count = 1,
		.length = PSK_DEFAULT };
	getopt_tables(command, options, letters);
	opterr = 0;
	optind = 1;
	while ((code = getopt_long(argc, argv, letters, options, NULL)) != -1) {
		if (code == ':')
			return refuse(
			    command, "no value for option", argv[optind - 1]);
		if ((row = row_of(code)) == NULL)
			return refuse(command, "unknown or ambiguous option",
			    argv[optind - 1]);
		if (!option_store(row, optarg, ret))
			return refuse(command, "cannot use value", optarg);
		if (strchr(ret->used, row->letter) == NULL)
			ret->used[strlen(ret->used)] = row->letter;
	}
	ret->operands = (const char **)(void *)(argv + optind);
	ret->operand_count = (size_t)(argc - optind);
	return 0;
}

void
settings_free(struct settings *settings)
{
	free(settings->set.items);
	free(settings->tunnel_options.items);
	free(settings->parameters.items);
	free(settings->parameter_files.items);
	free(settings->device_paths.items);
	free(settings->force.items);
	free(settings->select.items);
	free(settings->ignore.items);
	free(settings->data.items);
	free(settings->options.items);
	free(settings->paths.items);
	free(settings->outputs.items);
	free(settings->against.items);
	free(settings->fail.items);
}

const char *
settings_stray(const struct settings *settings, const char *letters)
{
	size_t i;

	for (i = 0; i < ROWS; i++)
		if (strchr(settings->used, rows[i].letter) != NULL &&
		    strchr(letters, rows[i].letter) == NULL)
			return rows[i].name;
	return NULL;
}

/* Prints TEXT in lines of at most 78 columns, indented. */
static void
print_wrapped(const char *text, FILE *out)
{
	const size_t indent = 6, width = 78;
	size_t column = 0, length;

	while (*text != '\0') {
		length = strcspn(text, " ");
		if (column != 0 && column + 1 + length > width) {
			fputc('\n', out);
			column = 0;
		}
		fprintf(out, "%*s%.*s", column == 0 ? (int)indent : 1, "",
		    (int)length, text);
		column += (column == 0 ? indent : 1) + length;
		text += length + (text[length] == ' ');
	}
	fputc('\n', out);
}

void
settings_usage(const struct command *command, FILE *out)
{
	size_t i;

	fprintf(out, "usage: cgwgen %s [options]%s%s\n\n%s.\n\noptions:\n",
	    command->name, command->operands[0] != '\0' ? " " : "",
	    command->operands, command->summary);
	for (i = 0; i < ROWS; i++) {
		if (!has_option(command, &rows[i]))
			continue;
		fputs("  ", out);
		if (has_short(&rows[i]))
			fprintf(out, "-%c, ", rows[i].letter);
		fprintf(out, "--%s%s%s\n", rows[i].name,
		    rows[i].argument != NULL ? " " : "",
		    rows[i].argument != NULL ? rows[i].argument : "");
		print_wrapped(rows[i].text, out);
	}
	fprintf(
	    out, "\n'cgwgen help %s' prints the manual page.\n", command->name);
}

int
usage_error(const char *command, const char *message)
{
	fprintf(stderr, "cgwgen %s: %s\n", command, message);
	fprintf(stderr, "Try 'cgwgen %s --help'.\n", command);
	return 2;
}

bool
settings_json(const struct settings *settings, bool *ret_json)
{
	const char *format = settings->format;

	*ret_json = format != NULL && strcmp(format, "json") == 0;
	return format == NULL || *ret_json || strcmp(format, "text") == 0;
}

bool
settings_color(const struct settings *settings, FILE *out)
{
	const char *no_color = getenv("NO_COLOR");

	if (settings->color != COLOR_AUTO)
		return settings->color == COLOR_ALWAYS;
	return (no_color == NULL || no_color[0] == '\0') && isatty(fileno(out));
}
