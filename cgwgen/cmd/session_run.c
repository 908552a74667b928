/* SPDX-License-Identifier: ISC */
/* A run from its inputs to what all connections together show.  Floor 7. */
#include "check/tally.h"
#include "cmd/inputs.h"
#include "cmd/partial.h"
#include "cmd/session_steps.h"

/* That nothing was checked must not look as if nothing were wrong. */
static void
report_nothing(struct session *session)
{
	const enum rule_id rule = RULE_NO_CONNECTION;
	const struct finding finding = { .rule = rule,
		.severity =
		    session->needed ? SEVERITY_ERROR : rule_get(rule)->severity,
		.message = session->endpoints_alone
			       ? "no input describes a Client VPN endpoint"
			       : "no input describes a connection",
		.help = session->endpoints_alone
			    ? "give the answer of aws ec2 "
			      "describe-client-vpn-endpoints, a plan or a "
			      "template that has one, or a descriptor with "
			      "client_vpn_endpoints"
			    : NULL };

	if (session->report.counts[SEVERITY_ERROR] == 0)
		diag_full(session->diags, &finding);
	session_flush(session);
}

/* Whether there is a Client VPN endpoint or an OpenVPN server, for who takes
 * them as well. */
static bool
has_endpoints(struct session *session)
{
	const struct estate *estate;
	const struct estate_list *list;
	size_t i;

	if (!session->endpoints)
		return false;
	estate = inventory_estate(session->inventory, session->diags);
	if (!session->endpoints_alone &&
	    estate->kinds[ESTATE_OPENVPN_SERVER].count != 0)
		return true;
	list = &estate->kinds[ESTATE_CLIENT_ENDPOINT];
	for (i = 0; i < list->count; i++)
		if (estate_client_described(list->by_key[i]))
			return true;
	return false;
}

/* Whether there is nothing that the command works on. */
static bool
is_nothing(struct session *session)
{
	if (has_endpoints(session))
		return false;
	return session->endpoints_alone ||
	       (session->expected + session->foreign == 0 &&
		   !session->settings->skip_others);
}

/* Endpoints are the first part's, but for what its connections show of them:
 * that is every part's own, or waits in its file for the others. */
static void
finish_clients(const struct session *session)
{
	if (session->shard.count != 0)
		client_checks_split(session->clients);
	if (session->shard.index <= 1)
		client_checks_finish(session->clients, session->diags);
	if (session->shard.count != 0 && session->partial == NULL)
		client_checks_sites(
		    session->clients, session->diags, NULL, NULL);
}

/* What all connections together show. */
static void
finish_fleet(struct session *session)
{
	struct tally *const *tallies;
	size_t count;

	/* One part does not know that there is nothing more. */
	if (session->shard.count == 0)
		fleet_finish(session->fleet, session->diags);
	if (session->clients != NULL)
		finish_clients(session);
	if (session->openvpn != NULL && session->shard.index <= 1)
		openvpn_checks_finish(session->openvpn, session->diags);
	tallies = inventory_tallies(session->inventory, &count);
	if (session->shard.index <= 1)
		tallies_check(
		    tallies, count, &session->checks.quotas, session->diags);
	session_silence(session, session->diags);
	session_flush(session);
}

static bool
is_wanted_id(void *host, const char *id)
{
	const struct session *session = host;

	return shard_has(&session->shard, id);
}

/* Reads what does not wait; false after findings that end the run. */
static bool
read_inputs(struct session *session)
{
	session->inputs = inputs_new(session);
	if (session->selection != NULL)
		inputs_each(
		    session->inputs, selection_prime, session->selection);
	inputs_read(session->inputs, session);
	/* A misspelt parameter would leave its default in place. */
	if (!inventory_parameters_known(session->inventory, session->diags))
		return false;
	/* Every input but AWS's XML, which has none, was read. */
	if (session->fleet != NULL && session->endpoints) {
		session->clients = client_checks_new(
		    inventory_estate(session->inventory, session->diags),
		    &session->checks);
		session->openvpn = openvpn_checks_new(
		    inventory_estate(session->inventory, session->diags));
	}
	session->expected = inputs_waiting(session->inputs) +
			    inventory_count(session->inventory);
	if (session->fleet != NULL)
		fleet_expect(session->fleet, session_share(session));
	session->foreign = inputs_foreign(session->inputs);
	/* Their comments were not read, either. */
	session->apart |= session->shard.count > 1;
	if (session_parts_by_id(session))
		inventory_choose(session->inventory, is_wanted_id, session);
	return true;
}

void
session_run_steps(
    struct session *session, const struct session_steps *steps, void *host)
{
	struct run run = { .session = session, .steps = steps, .host = host };

	session->checks.memory->repeats =
	    steps->choose != NULL || steps->make != NULL;
	session->stopped = !read_inputs(session);
	if (session->stopped)
		return;
	steps_open(&run);
	steps_inputs(&run);
	inputs_read_strays(session->inputs, session);
	steps_parts(&run);
	if (session->fleet != NULL)
		finish_fleet(session);
	if (is_nothing(session))
		report_nothing(session);
	if (session_saw_all(session))
		silences_report(inventory_silences(session->inventory),
		    session->selection != NULL ? selection_has : NULL,
		    session->selection, session->diags);
	/* Findings of the end may point into what items keep. */
	session_flush(session);
	steps_close(&run);
}

/* Work in one step. */
struct whole {
	session_work *work;
	void *host;
};

static void
do_work(struct session *session, struct session_item *item, void *host)
{
	const struct whole *whole = host;

	whole->work(
	    session, item->connection, item->arena, item->diags, whole->host);
}

void
session_run(struct session *session, session_work *work, void *host)
{
	const struct session_steps steps = { .choose = work != NULL ? do_work
								    : NULL };
	struct whole whole = { work, host };

	session_run_steps(session, &steps, &whole);
}
