/* SPDX-License-Identifier: ISC */
/* cgwgen's command line: a table of commands and a loop.  Floor 7. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/diag.h"
#include "cmd/commands.h"

#ifndef CGWGEN_VERSION
#define CGWGEN_VERSION "unknown"
#endif

static const struct command commands[] = {
	{ "render", "DESCRIPTOR...",
	    "Render device configurations from VPN connection descriptors",
	    "dosj/p~2v#u78IOFYKkfDLMCqh", cmd_render },
	{ "lint", "DESCRIPTOR...", "Check VPN connection descriptors",
	    "EG!Qdsj/1=&p7RIOFYKkDLmybBXxvMZJC+qh", cmd_lint },
	{ "verify", "CONFIG...",
	    "Hold a device's running configuration against a descriptor",
	    "adgsp7EG!QRIOFYKkDLmybBXwzZMJC+qh", cmd_verify },
	{ "extract", "CONFIG...",
	    "Write the descriptor that a device's configuration implies",
	    "dmospSDMCqh", cmd_extract },
	{ "show", "DESCRIPTOR...", "Show what VPN connection descriptors say",
	    "IOFKkmSMCqh", cmd_show },
	{ "routes", "DESCRIPTOR...",
	    "Count routes beside AWS's limits, and propose summaries",
	    "%!QmIKkMCqh", cmd_routes },
	{ "graph", "DESCRIPTOR...",
	    "Draw connections: gateways, sites, tunnels and findings",
	    "moREG!QIOFKkMCqh", cmd_graph },
	{ "diff", "OLD NEW", "Say what changed between two descriptors",
	    "IOFKkmMCqh", cmd_diff },
	{ "route", "SNAPSHOT...", "Say where packets go, and why",
	    "t@HIKkmMCqh", cmd_route },
	{ "convert", "DESCRIPTOR...", "Write descriptors in another format",
	    "Woj/ScIOFKkfLMCqh", cmd_convert },
	{ "new", "", "Print or write a descriptor to start from", "oCqh",
	    cmd_new },
	{ "psk", "", "Make pre-shared keys that AWS takes", "nlqh", cmd_psk },
	{ "allocate", "[DESCRIPTOR...]",
	    "Propose inside networks that are free", "n6rmIKkMCqh",
	    cmd_allocate },
	{ "lock", "DESCRIPTOR...",
	    "Give connections numbers on their devices, and keep them",
	    "od45spIKkDMCqh", cmd_lock },
	{ "explain", "[RULE|FAMILY...]", "List the rules, or explain some",
	    "mh", cmd_explain },
	{ "rules", "[RULE|FAMILY...]", "List the rules, for people or programs",
	    "mh", cmd_rules },
	{ "policies", "[list | show POLICY...]",
	    "List the crypto policies, or print one to start from", "Cqh",
	    cmd_policies },
	{ "devices",
	    "[list | show DEVICE... | commands DEVICE [DESCRIPTOR...]]",
	    "List the devices, show what one can do and takes, or what shows "
	    "that it works",
	    "VUmTsp7IOFYKkRfDLMCqh", cmd_devices },
	{ "template", "render FILE | check FILE... | vars",
	    "Render or check a template, or list the names templates see",
	    "doALDMCNPmqh", cmd_template },
	{ "help", "[TOPIC]", "Print a manual page", "h", cmd_help },
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void
usage(FILE *out)
{
	size_t i;

	fputs("usage: cgwgen COMMAND [options] ...\n"
	      "       cgwgen --version\n\n"
	      "Check AWS Site-to-Site VPN descriptors and render customer "
	      "gateway configurations.\n\ncommands:\n",
	    out);
	for (i = 0; i < COMMANDS; i++)
		fprintf(
		    out, "  %-8s  %s\n", commands[i].name, commands[i].summary);
	fputs("\n'cgwgen COMMAND --help' lists a command's options, "
	      "'cgwgen help COMMAND' prints its manual.\n",
	    out);
}

static int
unknown_command(const char *name)
{
	const char *known[COMMANDS], *nearest;
	size_t i;

	for (i = 0; i < COMMANDS; i++)
		known[i] = commands[i].name;
	nearest = diag_nearest(name, known, COMMANDS);
	fprintf(stderr, "cgwgen: no such command");
	if (nearest != NULL)
		fprintf(stderr, "; did you mean '%s'?", nearest);
	fputs("\nTry 'cgwgen --help'.\n", stderr);
	return 2;
}

static int
run(const struct command *command, int argc, char **argv)
{
	struct settings settings;
	int status = settings_parse(command, argc, argv, &settings);

	if (status == 0 && settings.help)
		settings_usage(command, stdout);
	else if (status == 0)
		status = command->run(&settings);
	settings_free(&settings);
	fflush(stderr);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("cgwgen: cannot write to standard output\n", stderr);
		return 2;
	}
	return status;
}

int
main(int argc, char **argv)
{
	/* A memory image of a crash would hold keys. */
	const struct rlimit no_core = { 0, 0 };
	size_t i;

	setrlimit(RLIMIT_CORE, &no_core);
	/* Unbuffered, a finding takes several calls of the system. */
	setvbuf(stderr, NULL, _IOFBF, BUFSIZ);
	if (argc < 2) {
		usage(stderr);
		return 2;
	}
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
		puts("cgwgen " CGWGEN_VERSION);
		return 0;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		usage(stdout);
		return 0;
	}
	for (i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, argv[1]) == 0)
			return run(&commands[i], argc - 1, argv + 1);
	return unknown_command(argv[1]);
}
