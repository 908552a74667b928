/* SPDX-License-Identifier: ISC */
/* The loop over descriptors.  Floor 7. */
#include "cmd/session.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "cmd/adopt.h"
#include "cmd/inputs.h"
#include "cmd/key_files.h"
#include "cmd/outputs.h"
#include "cmd/partial.h"
#include "read/silence.h"
#include "report/text.h"

/* Groups of rules whose errors are the run's fault: exit status 2. */
static const char *const trouble_groups[] = { "input",
	"profiles and parameters", "template", "options", "output" };

bool
session_is_trouble(const struct session *session, const struct finding *finding)
{
	const char *group;
	size_t i;

	if (finding->severity != SEVERITY_ERROR)
		return false;
	group = rule_get(finding->rule)->group;
	if (session->judged != NULL && strcmp(session->judged, group) == 0)
		return false;
	for (i = 0; i < sizeof(trouble_groups) / sizeof(*trouble_groups); i++)
		if (strcmp(trouble_groups[i], group) == 0)
			return true;
	return false;
}

size_t
session_share(const struct session *session)
{
	return session->expected /
	       (session->shard.count != 0 ? session->shard.count : 1);
}

bool
session_parts_by_id(const struct session *session)
{
	return session->shard.count != 0 && !session->shard_sites;
}

bool
session_saw_all(const struct session *session)
{
	return !session->unchecked && !session->apart;
}

struct diags *
session_diags(const struct session *session, struct arena *arena)
{
	/* Every finding is to be mended, while those shown have a limit. */
	struct diags *diags =
	    diags_new(arena, session->unlimited ? SIZE_MAX : 0);

	if (session->selection != NULL)
		diags_filter(diags, selection_takes, session->selection);
	return diags;
}

void
session_select(struct session *session, struct selection *selection)
{
	session->selection = selection;
	diags_filter(session->diags, selection_takes, selection);
}

static bool
is_again(void *host, struct finding *finding)
{
	(void)host;
	return finding->again;
}

/* Keeps FINDING until the session is closed, when its source may be gone. */
static void
note_trouble(struct session *session, const struct finding *finding)
{
	struct finding copy = *finding;

	copy.within = NOWHERE;
	if (finding->at.source != NULL)
		session_keep(session, source_cut(finding->at, &copy.at));
	diag_full(session->troubles, &copy);
}

void
session_silence(struct session *session, struct diags *diags)
{
	session->report.silenced +=
	    silences_apply(inventory_silences(session->inventory), diags);
}

void
session_pass_over(const struct session *session, struct diags *diags)
{
	size_t i;

	for (i = 0; i < session->forced_count; i++)
		diags_pass_over(diags, session->forced[i]);
}

bool
session_allows(struct session *session, struct diags *diags)
{
	bool good;

	session_silence(session, diags);
	session_pass_over(session, diags);
	good = diags_count(diags, SEVERITY_ERROR) == 0;
	session_report(session, diags);
	return good;
}

void
session_report(struct session *session, struct diags *diags)
{
	const struct finding *list;
	size_t count, i;

	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		if (session_is_trouble(session, &list[i])) {
			session->trouble = true;
			if (session->troubles != NULL)
				note_trouble(session, &list[i]);
		}
	diags_remove(diags, is_again, NULL);
	adopt_apply(session, diags);
	if (session->partial != NULL)
		partial_findings(session->partial, diags);
	report_collapse(&session->report, diags);
	if (session->fixes != NULL)
		fixes_note(session->fixes, diags, session->passing);
	report_take(&session->report, diags);
}

void
session_flush(struct session *session)
{
	session_report(session, session->diags);
	session->diags = session_diags(session, session->arena);
}

void
session_keep(struct session *session, struct source *source)
{
	struct source **grown = realloc(session->sources,
	    (session->source_count + 1) * sizeof(struct source *));

	if (grown == NULL)
		memory_exhausted();
	grown[session->source_count++] = source;
	session->sources = grown;
}

struct source *
session_source(struct session *session, const char *name, const char *text)
{
	struct source *source = source_new(name, text, strlen(text));

	session_keep(session, source);
	return source;
}

bool
session_open_form(struct session *session, const struct settings *settings,
    FILE *out, const struct form *form)
{
	struct sink *sink;
	bool good;

	*session =
	    (struct session){ .settings = settings, .arena = arena_new() };
	session->report.limited = settings->max_findings != SIZE_MAX;
	session->report.most = settings->max_findings;
	report_open(&session->report);
	sink = report_add(&session->report, form, out);
	sink->color = settings_color(settings, out);
	sink->quiet |= settings->quiet;
	session->diags = diags_new(session->arena, 0);
	check_settings_default(&session->checks);
	session->checks.memory = check_memory_new();
	good = outputs_open(session);
	good = adopt_open(session) && good;
	good = session_settings(session) && good;
	if (!good)
		session_flush(session);
	return good;
}

bool
session_open(
    struct session *session, const struct settings *settings, FILE *out)
{
	return session_open_form(session, settings, out, form_find("text"));
}

int
session_close(struct session *session)
{
	struct report *report = &session->report;
	const struct sink *sink;
	int status = STATUS_CLEAN, severity;
	size_t i;

	adopt_finish(session);
	session_flush(session);
	partial_close(session);
	session_flush(session);
	report_end(report);
	for (sink = report->sinks; sink != NULL; sink = sink->next) {
		if (!sink_has_summary(sink))
			continue;
		inputs_summary(session->inputs, sink->out);
		if (session->inputs_text != NULL)
			fputs(session->inputs_text, sink->out);
		if (session->config != NULL)
			fprintf(
			    sink->out, "configuration: %s\n", session->config);
		text_summary(report, sink->out);
		if (session->fixable != 0)
			fprintf(sink->out,
			    "%zu finding%s can be mended with --fix\n",
			    session->fixable, session->fixable == 1 ? "" : "s");
	}
	report_close(report);
	outputs_close(session);
	for (severity = (int)session->settings->fail_on;
	     severity <= SEVERITY_ERROR; severity++)
		if (report->counts[severity] != 0 &&
		    !session->settings->exit_zero)
			status = STATUS_FINDINGS;
	if (session->trouble)
		status = STATUS_TROUBLE;
	check_memory_free(session->checks.memory);
	inventory_free(session->inventory);
	inputs_free(session->inputs);
	fleet_free(session->fleet);
	client_checks_free(session->clients);
	openvpn_checks_free(session->openvpn);
	fixes_free(session->fixes);
	policies_free(session->policies);
	key_files_free(session->key_files);
	for (i = 0; i < session->source_count; i++)
		source_free(session->sources[i]);
	free(session->sources);
	arena_free(session->arena);
	return status;
}

void
session_fleet(struct session *session)
{
	session->fleet = fleet_new(&session->checks);
}

void
session_key_files(struct session *session)
{
	session->key_files = key_files_new();
}

void
session_hold(struct session *session)
{
	session->hold = true;
	inventory_hold(session->inventory);
}
