/* SPDX-License-Identifier: ISC */
/* What the options of a run say, read for its session.  Floor 7. */
#include <string.h>

#include "base/file.h"
#include "cmd/session.h"
#include "model/region.h"

static bool
read_options(struct session *session)
{
	const struct text_list *list = &session->settings->tunnel_options;
	const char *from = session->settings->options_from;
	bool good = true;
	size_t i;

	session->options =
	    arena_array(session->arena, list->count, sizeof(*session->options));
	for (i = 0; i < list->count; i++)
		good &= tunnel_option_read(
		    session_source(session, "--tunnel-option", list->items[i]),
		    session->arena, session->diags, &session->options[i]);
	session->option_count = list->count;
	if (from == NULL || strcmp(from, "defaults") == 0)
		return good;
	session->options_from_xml = strcmp(from, "xml") == 0;
	if (!session->options_from_xml)
		diag(session->diags, RULE_OPTION_VALUE, NOWHERE,
		    "--options-from '%s' is neither defaults nor xml",
		    diag_quote(session->diags, from));
	return good && session->options_from_xml;
}

static bool
read_force(struct session *session)
{
	const struct text_list *list = &session->settings->force;
	bool good = true;
	size_t i;

	session->forced =
	    arena_array(session->arena, list->count, sizeof(enum rule_id));
	for (i = 0; i < list->count; i++) {
		session->forced[i] = rule_find(list->items[i]);
		if (session->forced[i] != RULE_COUNT &&
		    rule_is_check(session->forced[i]))
			continue;
		diag(session->diags, RULE_OPTION_VALUE, NOWHERE,
		    "--force '%s' is not a rule that can be passed over",
		    diag_quote(session->diags, list->items[i]));
		good = false;
	}
	session->forced_count = list->count;
	return good;
}

static bool
read_region(struct session *session)
{
	const char *name = session->settings->region;

	if (name == NULL || region_is_name(name))
		return true;
	diag(session->diags, RULE_OPTION_VALUE, NOWHERE,
	    "--region '%s' is not the name of a Region, such as eu-central-1",
	    diag_quote(session->diags, name));
	return false;
}

static bool
read_shard(struct session *session)
{
	const char *text = session->settings->shard;

	session->shard_sites = session->settings->by_site;
	if (text == NULL || shard_read(text, &session->shard))
		return true;
	diag(session->diags, RULE_OPTION_VALUE, NOWHERE,
	    "--shard '%s' is not K/N, as 3/8, with N up to %d",
	    diag_quote(session->diags, text), SHARD_MOST);
	return false;
}

static bool
read_parameters(struct session *session, struct inventory_options *options)
{
	const struct text_list *list = &session->settings->parameters;
	const struct text_list *files = &session->settings->parameter_files;
	struct source **sources;
	bool good = true;
	size_t i;

	sources =
	    arena_array(session->arena, list->count, sizeof(struct source *));
	for (i = 0; i < list->count; i++)
		sources[i] =
		    session_source(session, "--parameter", list->items[i]);
	options->parameters = sources;
	options->parameter_count = list->count;
	sources =
	    arena_array(session->arena, files->count, sizeof(struct source *));
	for (i = 0; i < files->count; i++) {
		sources[options->parameter_file_count] =
		    file_read(files->items[i], session->settings->max_input,
			session->diags);
		if (sources[options->parameter_file_count] == NULL)
			good = false;
		else
			session_keep(
			    session, sources[options->parameter_file_count++]);
	}
	options->parameter_files = sources;
	return good;
}

static bool
open_inventory(struct session *session)
{
	const char *name = session->settings->input_format;
	struct inventory_options options = { .format = NULL };
	bool good = read_parameters(session, &options);

	if (name != NULL) {
		options.format = format_find(name);
		if (options.format == NULL)
			diag(session->diags, RULE_OPTION_VALUE, NOWHERE,
			    "--input-format '%s' is none of %s",
			    diag_quote(session->diags, name),
			    format_names(session->arena));
	}
	session->inventory = inventory_new(&options);
	good = inventory_read_parameters(session->inventory, session->diags) &&
	       good;
	return good && (name == NULL || options.format != NULL);
}

static bool
read_policy(struct session *session)
{
	const char *name = session->settings->policy;

	session->policies = policies_new();
	session->checks.policy = policies_get(session->policies,
	    name != NULL ? name : POLICY_DEFAULT, session->diags);
	return session->checks.policy != NULL;
}

bool
session_settings(struct session *session)
{
	bool good = open_inventory(session);

	good = read_options(session) && good;
	good = read_policy(session) && good;
	good = read_force(session) && good;
	good = read_shard(session) && good;
	return read_region(session) && good;
}
