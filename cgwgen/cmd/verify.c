/* SPDX-License-Identifier: ISC */
/* cgwgen verify: does a device match its descriptor?  Floor 7. */
#include "verify/verify.h"

#include "check/selection.h"
#include "cmd/adopt.h"
#include "cmd/boxes.h"
#include "cmd/clients.h"
#include "cmd/commands.h"
#include "cmd/config.h"
#include "cmd/openvpn.h"
#include "cmd/proposal.h"
#include "cmd/recognize.h"
#include "cmd/verify_many.h"
#include "read/silence.h"
#include "verify/remedy.h"

struct job {
	struct targets targets;
	struct kind *kinds;
	const char *const *paths; /* of configurations */
	size_t path_count;
	struct boxes boxes;
	struct proposal proposal;
	bool read;
};

/* ---- one device ------------------------------------------------------- */

/* Whether neither the options nor a comment nor the baseline silence FINDING.
 */
static bool
is_wanted(void *host, const struct finding *finding)
{
	const struct session *session = host;
	struct finding copy = *finding;

	return (session->selection == NULL ||
		   selection_takes(session->selection, &copy)) &&
	       !silences_cover(inventory_silences(session->inventory),
		   finding->rule, finding->at) &&
	       !adopt_knows(session, finding);
}

/* Holds CONNECTION against the only box. */
static void
verify_one(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct job *job = host;
	struct box *box = &job->boxes.list[0];
	struct verification verification;
	struct target target;
	struct kind *kind;
	const struct remedy_choice choice = { is_wanted, session };
	const struct recognition recognition = { session, &job->targets,
		&job->kinds, NULL, 0 };

	if (!target_for(session, &job->targets, connection, diags, &target))
		return;
	target.profile = recognize_form(&recognition, box, target.profile);
	kind = kind_find(
	    session, &job->targets, &job->kinds, &target, false, diags);
	if (kind == NULL)
		return;
	if (!job->read) {
		job->read = true;
		box_read(session, box, &kind->device.profile->syntax,
		    session->diags);
	}
	if (box->running == NULL ||
	    !verify_connection(&kind->device, connection, box->running, arena,
		diags, &verification))
		return;
	verification_report(&verification, diags);
	session_silence(session, diags);
	if (proposal_is_wanted(session->settings) &&
	    !remedy_write(&kind->device, box->running, arena, &verification,
		&choice, diags, &job->proposal.text))
		session->trouble = true;
	verification_close(&verification);
}

/* ---- the command ------------------------------------------------------ */

static void
verify_boxes(struct session *session, struct job *job)
{
	const struct verify_many many = { session, &job->targets, &job->kinds,
		&job->boxes };

	if (!job->boxes.several && !session->settings->guess) {
		session_run(session, verify_one, job);
	} else if (proposal_is_wanted(session->settings)) {
		/* Commands of several devices in one file would be loaded into
		 * the wrong one. */
		usage_error("verify",
		    "a proposal is made for one device, which --device or its "
		    "site names");
		session->trouble = true;
	} else {
		verify_many(&many);
	}
}

static void
verify_all(struct session *session, struct job *job)
{
	if (target_is_for_openvpn(session, &job->targets)) {
		if (proposal_is_wanted(session->settings)) {
			usage_error("verify",
			    "there is no proposal for a configuration of "
			    "OpenVPN: it is rendered anew");
			session->trouble = true;
			return;
		}
		openvpn_verify(
		    session, &job->targets, job->paths, job->path_count);
	} else if (!target_is_for_clients(session, &job->targets)) {
		if (boxes_open(
			session, job->paths, job->path_count, &job->boxes))
			verify_boxes(session, job);
	} else if (proposal_is_wanted(session->settings)) {
		usage_error("verify",
		    "there is no proposal for a profile: it is rendered anew");
		session->trouble = true;
	} else {
		clients_verify(
		    session, &job->targets, job->paths, job->path_count);
	}
}

static int
run(const struct config *config, const struct form *form, struct job *job)
{
	struct session session;
	bool good = session_open_form(&session, &config->settings,
	    proposal_is_printed(&config->settings) ? stderr : stdout, form);
	int status;

	session_report(&session, config->diags);
	if (good && config->good) {
		config_apply(config, &session);
		session.unjudged = true;
		if (proposal_open(&job->proposal, &session) &&
		    targets_open(&session, &job->targets))
			verify_all(&session, job);
		config_finish(config, &session);
	}
	session_flush(&session);
	kinds_free(job->kinds);
	proposal_close(&job->proposal, &session);
	status = session_close(&session);
	catalog_free(job->targets.catalog);
	return status;
}

static int
verify(const struct config *config, struct job *job)
{
	const char *name = config->settings.format;
	const struct form *form = form_find(name != NULL ? name : "text");

	if (form == NULL)
		return usage_error("verify", FORM_USAGE);
	return run(config, form, job);
}

int
cmd_verify(const struct settings *settings)
{
	struct settings own = *settings;
	struct job job = { .paths = (const char *const *)settings->operands,
		.path_count = settings->operand_count };
	struct config config;
	const char *fault;
	int status;

	if (settings->operand_count == 0)
		return usage_error("verify",
		    "no configuration of a device; use - for standard input");
	if (settings->against.count == 0)
		return usage_error(
		    "verify", "no descriptor: use --against DESCRIPTOR");
	if (settings->guess && settings->device != NULL)
		return usage_error("verify", "--device and --guess exclude "
					     "each other");
	own.operands = (const char **)settings->against.items;
	own.operand_count = settings->against.count;
	fault = config_open(&config, &own);
	status = fault != NULL ? usage_error("verify", fault)
			       : verify(&config, &job);
	config_close(&config);
	return status;
}
