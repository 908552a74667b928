/* SPDX-License-Identifier: ISC */
/* cgwgen devices: what can be rendered for, and what each device takes.
 * Floor 7. */
#include <string.h>

#include "cmd/commands.h"
#include "cmd/device_commands.h"
#include "cmd/device_list.h"
#include "cmd/session.h"
#include "device/catalog.h"

static void
list_devices(struct session *session, struct catalog *catalog)
{
	const struct settings *settings = session->settings;
	struct writer writer = { .flat = 0 };
	const struct profile *profile;
	const char *const *ids;
	size_t count, i;
	bool json;

	settings_json(settings, &json);
	if (json)
		writer_begin(&writer, '[');
	else
		device_head();
	ids = catalog_devices(catalog, &count);
	for (i = 0; i < count; i++) {
		profile =
		    catalog_profile(catalog, ids[i], NOWHERE, session->diags);
		if (profile == NULL || !device_is_chosen(profile, settings))
			continue;
		if (json)
			device_json(&writer, profile);
		else
			device_line(profile);
	}
	if (!json)
		return;
	writer_end(&writer, ']');
	writer_print(&writer, stdout);
}

static void
print_algorithms(const struct profile *profile, unsigned version)
{
	char text[ALGORITHM_SET_TEXT];
	unsigned phase, kind;
	algorithm_set set;

	for (phase = 1; phase <= 2; phase++) {
		for (kind = ALGORITHM_ENCRYPTION; kind < ALGORITHM_KINDS;
		     kind++) {
			set = profile_can(
			    profile, version, phase, (enum algorithm_kind)kind)
				  ->set;
			if (set == 0)
				continue; /* a version it does not have */
			printf("  IKEv%u phase %u %s: %s\n", version, phase,
			    algorithm_kind_name((enum algorithm_kind)kind),
			    algorithm_set_format((enum algorithm_kind)kind, set,
				text, sizeof(text)));
		}
	}
	if (version == 2 && profile->aead_prf != 0)
		printf("  IKEv2 phase 1 PRF beside an AEAD cipher: %s\n",
		    algorithm_set_format(ALGORITHM_INTEGRITY, profile->aead_prf,
			text, sizeof(text)));
}

static void
print_parameters(const struct profile *profile, struct arena *arena)
{
	const struct parameter *parameter;
	size_t i;

	for (i = 0; i < profile->parameter_count; i++) {
		parameter = &profile->parameters[i];
		printf("  %s: %s\n", parameter->name,
		    parameter_allows(parameter, arena));
		printf("      %s\n", parameter->text);
		if (parameter->preset.text != NULL)
			printf("      default: %s\n", parameter->preset.text);
		if (parameter->required == PARAMETER_ALWAYS)
			puts("      required");
		else if (parameter->required == PARAMETER_CERTIFICATE)
			puts("      required with certificates");
		else if (parameter->required != PARAMETER_NEVER)
			printf("      required with %s routing\n",
			    parameter_required_name(parameter->required));
	}
}

static void
print_rest(const struct profile *profile)
{
	size_t i;

	puts("\nfiles:");
	for (i = 0; i < profile->file_count; i++)
		printf("  %s (%s)\n", profile->files[i].name,
		    profile->files[i].template);
	for (i = 0; i < profile->removal_count; i++)
		printf("  %s (%s), with --remove\n", profile->removal[i].name,
		    profile->removal[i].template);
	if (profile->printed != NULL)
		for (i = 0; i < profile->printed->file_count; i++)
			printf("  %s, for 'cgwgen verify' alone\n",
			    profile->printed->files[i].template);
	puts("\ncommands that show its state ('cgwgen devices commands' fills "
	     "them in):");
	for (i = 0; i < profile->command_count; i++)
		printf("  %s\n      %s\n", profile->commands[i].command,
		    profile->commands[i].text);
	if (profile->syntax.running.show != NULL)
		printf("\nwhat 'cgwgen verify' takes:\n  %s\n",
		    profile->syntax.running.show);
	if (profile->omission_count != 0)
		puts("\nnot part of its configuration:");
	for (i = 0; i < profile->omission_count; i++)
		printf("  %s: %s\n", profile->omissions[i].name,
		    profile->omissions[i].text);
	puts("\nverified:");
	for (i = 0; i < profile->verified_count; i++)
		printf("  - %s\n", profile->verified[i]);
	puts("\nnotes:");
	for (i = 0; i < profile->note_count; i++)
		printf("  - %s\n", profile->notes[i]);
	puts("\nsources:");
	for (i = 0; i < profile->source_count; i++)
		printf("  - %s\n    %s (read %s)\n", profile->sources[i].title,
		    profile->sources[i].url, profile->sources[i].read);
}

static void
print_abilities(const char *title, bool can_first, const char *first,
    bool can_second, const char *second)
{
	printf("%-9s %s%s%s\n", title, can_first ? first : "",
	    can_first && can_second ? ", " : "", can_second ? second : "");
}

static void
show_device(const struct profile *profile, struct arena *arena)
{
	size_t i;

	printf("%s: %s\n\n", profile->id, profile->summary);
	printf("vendor:   %s\nplatform: %s\nsoftware: %s\n", profile->vendor,
	    profile->platform, profile->software);
	print_abilities(
	    "routing:", profile->bgp, "bgp", profile->static_routing, "static");
	print_abilities("inside:", profile->inside_ipv4, "ipv4",
	    profile->inside_ipv6, "ipv6");
	print_abilities("outside:", profile->outside_ipv4, "ipv4",
	    profile->outside_ipv6, "ipv6");
	if (profile->certificate)
		print_abilities("proves:", profile->psk, "pre-shared keys",
		    profile->certificate, "certificates");
	printf(
	    "begins:   %s\n", profile->initiates == PROFILE_INITIATES_TRAFFIC
				  ? "when there is traffic"
				  : profile_initiates_name(profile->initiates));
	for (i = 0; i < profile->aws_device_type_count; i++)
		printf("AWS type: %s %s\n",
		    profile->aws_device_types[i].id != NULL
			? profile->aws_device_types[i].id
			: "(no id)",
		    catalog_aws_name(&profile->aws_device_types[i], arena));
	puts(profile->shared_proposals
		 ? "\nalgorithms (one set for all tunnels of a connection):"
		 : "\nalgorithms:");
	for (i = 2; i >= 1; i--)
		print_algorithms(profile, (unsigned)i);
	puts("\nparameters (--set NAME=VALUE):");
	print_parameters(profile, arena);
	print_rest(profile);
}

static void
print_source(const struct source *source)
{
	printf("==> %s <==\n", source_name(source));
	fwrite(source_text(source), 1, source_length(source), stdout);
}

static void
show_files(struct catalog *catalog, const struct profile_file *files,
    size_t count, struct diags *diags)
{
	const struct source *source;
	size_t i;

	for (i = 0; i < count; i++) {
		source = catalog_template(
		    catalog, files[i].template, files[i].template_at, diags);
		if (source != NULL)
			print_source(source);
	}
}

static void
show_json(const struct profile *profile)
{
	struct writer writer = { .flat = 0 };

	device_json(&writer, profile);
	writer_print(&writer, stdout);
}

static void
show_one(struct session *session, struct catalog *catalog,
    const struct profile *profile)
{
	bool json;

	settings_json(session->settings, &json);
	if (json) {
		show_json(profile);
	} else if (session->settings->show_template) {
		print_source(profile->source);
		show_files(catalog, profile->files, profile->file_count,
		    session->diags);
		show_files(catalog, profile->removal, profile->removal_count,
		    session->diags);
		if (profile->printed != NULL)
			show_files(catalog, profile->printed->files,
			    profile->printed->file_count, session->diags);
	} else {
		show_device(profile, session->arena);
	}
}

static void
show(struct session *session, struct catalog *catalog)
{
	const struct settings *settings = session->settings;
	const struct profile *profile;
	size_t i;

	for (i = 1; i < settings->operand_count; i++) {
		profile = catalog_profile(
		    catalog, settings->operands[i], NOWHERE, session->diags);
		if (profile != NULL)
			show_one(session, catalog, profile);
	}
}

/* What is wrong with the command line, or NULL. */
static const char *
mistake(const struct settings *settings, const char *verb)
{
	bool is_list = strcmp(verb, "list") == 0, json;

	if ((!is_list && strcmp(verb, "show") != 0 &&
		strcmp(verb, "commands") != 0) ||
	    (is_list ? settings->operand_count > 1
		     : settings->operand_count < 2))
		return "use list, show DEVICE... or commands DEVICE";
	if (!settings_json(settings, &json))
		return "--format is text or json";
	return device_words_are_known(settings)
		   ? NULL
		   : "a word of --supports is not known; 'cgwgen devices "
		     "--help' lists them";
}

int
cmd_devices(const struct settings *settings)
{
	const char *verb =
	    settings->operand_count != 0 ? settings->operands[0] : "list";
	const char *wrong;
	struct catalog *catalog;
	struct session session;
	int status;

	wrong = mistake(settings, verb);
	if (wrong != NULL)
		return usage_error("devices", wrong);
	if (strcmp(verb, "commands") == 0)
		return device_commands(settings);
	session_open(&session, settings, stderr);
	catalog = catalog_open(settings->device_paths.items,
	    settings->device_paths.count, session.diags);
	if (catalog != NULL && strcmp(verb, "list") == 0)
		list_devices(&session, catalog);
	else if (catalog != NULL)
		show(&session, catalog);
	status = session_close(&session);
	catalog_free(catalog);
	return status;
}
