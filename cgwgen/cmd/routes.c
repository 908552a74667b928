/* SPDX-License-Identifier: ISC */
/* cgwgen routes: how many routes there are beside AWS's limits.  Floor 7. */
#include "report/routes.h"
#include "check/census.h"
#include "cmd/commands.h"
#include "cmd/config.h"
#include "cmd/session.h"

static void
count(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	(void)session;
	(void)arena;
	(void)diags;
	census_add(host, connection);
}

/* Reads the inputs and prints what is counted; whether all limits hold. */
static bool
run(struct session *session, const struct settings *settings, bool json)
{
	const struct census_subject *subjects;
	struct tally *const *tallies;
	struct census *census;
	size_t tally_count;

	session->broken = true;
	session->unjudged = true;
	session_hold(session);
	census =
	    census_new(&session->checks, settings->allow_cover, session->arena);
	session_run(session, count, census);
	tallies = inventory_tallies(session->inventory, &tally_count);
	subjects = census_count(census,
	    inventory_estate(session->inventory, session->diags), tallies,
	    tally_count);
	session_flush(session);
	if (json)
		routes_json(subjects, session->arena, stdout);
	else
		routes_text(subjects, settings->quiet,
		    settings_color(settings, stdout), session->arena, stdout);
	return !census_is_over(subjects);
}

/* Of CONFIG the quotas count, and what is silenced; how lint prints does
 * not. */
static int
routes(const struct config *config, const struct settings *settings, bool json)
{
	struct session session;
	bool good = session_open(&session, settings, stderr);
	int status;

	session_report(&session, config->diags);
	if (good && config->good) {
		config_apply(config, &session);
		good = run(&session, settings, json);
		config_finish(config, &session);
	}
	status = session_close(&session);
	return status == STATUS_CLEAN && !good ? STATUS_FINDINGS : status;
}

int
cmd_routes(const struct settings *settings)
{
	struct config config;
	const char *fault;
	bool json;
	int status;

	if (settings->operand_count == 0)
		return usage_error(
		    "routes", "no descriptor; use - for standard input");
	if (!settings_json(settings, &json))
		return usage_error("routes", "--format is text or json");
	fault = config_open(&config, settings);
	status = fault != NULL ? usage_error("routes", fault)
			       : routes(&config, settings, json);
	config_close(&config);
	return status;
}
