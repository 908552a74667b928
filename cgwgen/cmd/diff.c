/* SPDX-License-Identifier: ISC */
/* cgwgen diff: what changed between two descriptors.  Floor 7. */
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/session.h"
#include "report/diff.h"

/* One of the two descriptors, read whole. */
struct side {
	struct settings settings; /* with this side's operand alone */
	struct session session;
	struct fleet fleet;
	size_t capacity;
};

static void
keep(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct side *side = host;
	struct fleet *fleet = &side->fleet;
	const struct connection **grown;

	(void)session;
	(void)arena;
	(void)diags;
	if (fleet->count == side->capacity) {
		side->capacity = side->capacity * 2 + 16;
		grown = realloc(
		    fleet->connections, side->capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		fleet->connections = grown;
	}
	fleet->connections[fleet->count++] = connection;
}

/* Reads operand INDEX; false when it cannot be compared. */
static bool
read_side(struct side *side, const struct settings *settings, size_t index,
    const struct report *before)
{
	*side = (struct side){ .settings = *settings };
	side->settings.operands = &settings->operands[index];
	side->settings.operand_count = 1;
	if (!session_open(&side->session, &side->settings, stderr))
		return false;
	if (before != NULL)
		report_follow(&side->session.report, before);
	side->session.broken = true;
	session_hold(&side->session);
	session_run(&side->session, keep, side);
	session_flush(&side->session);
	report_flush(&side->session.report);
	return !side->session.trouble;
}

static void
close_side(struct side *side)
{
	session_close(&side->session);
	free(side->fleet.connections);
}

static struct estate_side
networks_of(const struct side *side)
{
	const struct session *session = &side->session;
	struct estate_side networks = {
		inventory_estate(session->inventory, session->diags), 0
	};

	networks.origins = estate_side_origins(
	    networks.estate, side->fleet.connections, side->fleet.count);
	return networks;
}

static bool
print(const struct side *old, const struct side *new, bool json)
{
	const struct settings *settings = &new->settings;
	struct estate_side before = networks_of(old), after = networks_of(new);
	struct estate_comparison networks;
	struct comparison comparison;
	struct arena *arena = arena_new();

	compare_fleets(&old->fleet, &new->fleet, arena, &comparison);
	compare_estates(&before, &after, arena, &networks);
	if (json) {
		diff_json(&comparison, &networks, stdout);
	} else {
		diff_text(&comparison, settings_color(settings, stdout), arena,
		    stdout);
		diff_networks_text(
		    &networks, settings_color(settings, stdout), arena, stdout);
	}
	if (comparison.not_compared != 0 && !settings->quiet)
		fprintf(stderr,
		    "cgwgen: not compared: %zu value%s, known after "
		    "deployment or withheld\n",
		    comparison.not_compared,
		    comparison.not_compared == 1 ? "" : "s");
	arena_free(arena);
	return comparison.count + networks.count != 0;
}

int
cmd_diff(const struct settings *settings)
{
	bool json;
	struct side old, new;
	int status = STATUS_TROUBLE;

	if (settings->operand_count != 2)
		return usage_error("diff", "give two descriptors, OLD and NEW");
	if (strcmp(settings->operands[0], "-") == 0 &&
	    strcmp(settings->operands[1], "-") == 0)
		return usage_error("diff", "only one can be standard input");
	if (!settings_json(settings, &json))
		return usage_error("diff", "--format is text or json");
	if (read_side(&old, settings, 0, NULL)) {
		if (read_side(&new, settings, 1, &old.session.report))
			status = print(&old, &new, json) ? STATUS_FINDINGS
							 : STATUS_CLEAN;
		/* The second side's summary counts both. */
		memset(old.session.report.counts, 0,
		    sizeof(old.session.report.counts));
		close_side(&new);
	}
	close_side(&old);
	return status;
}
