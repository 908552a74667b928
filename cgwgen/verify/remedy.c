/* SPDX-License-Identifier: ISC */
/* The commands that would bring a device to its descriptor.  Floor: verify. */
#include "verify/remedy.h"

#include "render/rehearse.h"
#include "verify/lines.h"
#include "verify/remedy_file.h"
#include "verify/vary.h"

static void
put_all(struct remedy *remedy)
{
	const struct verification *about = remedy->target;
	size_t i, begin;

	buf_printf(remedy->out,
	    "%s Proposal of cgwgen verify for %s: read it before you use it.\n",
	    remedy->comment,
	    value_known(&about->original->id) ? about->original->id.text
					      : "the connection");
	buf_printf(remedy->out,
	    "%s It was not applied. It holds what differs alone, and keys.\n",
	    remedy->comment);
	begin = remedy->out->length;
	for (i = 0; i < about->expected.file_count; i++)
		if (about->sources[i] != NULL && verify_has_file(about, i))
			remedy_put_file(remedy, i);
	if (remedy->out->length == begin)
		buf_printf(remedy->out, "%s Nothing is to be changed.\n",
		    remedy->comment);
}

/* Which lines of TARGET ABOUT has not are of another way to set the connection
 * up: that is wanted or not as a whole. */
static void
keep_way(const struct verification *about, const struct verification *target,
    struct teller_probe *probe, struct arena *arena)
{
	const struct lines own = lines_of(&target->expected, arena);
	const struct lines had = lines_of(&about->expected, arena);
	size_t i;

	for (i = 0; i < target->expected.count; i++)
		if (probe->lines[i] == TOLD_SILENCED &&
		    !lines_have(&had, &own, &target->expected.lines[i]))
			probe->lines[i] = TOLD_SEEN;
}

/* What the device is to become: what the descriptor says, or, when nobody is
 * to see that its algorithms are others, the same with these. */
static const struct connection *
target_of(const struct verification *about, const struct remedy_choice *choice,
    struct arena *arena)
{
	const struct teller_probe probe =
	    teller_ask(about, choice->wanted, choice->host, arena);

	return probe.silenced > 0 && probe.seen == 0
		   ? about->connection
		   : change_target(about, about->policy, arena);
}

/* What there is to say of rendering was said where it was asked for. */
static bool
try_target(const struct verify_device *device,
    const struct connection *connection, struct running *running,
    struct arena *arena, struct verification *ret)
{
	return verify_try(
	    device, connection, running, arena, diags_new(arena, 0), ret);
}

/* What was not looked at to its end could be proposed wrongly. */
static void
put_refusal(const struct remedy *remedy, const char *why)
{
	buf_printf(
	    remedy->out, "%s Nothing is proposed: %s\n", remedy->comment, why);
}

bool
remedy_write(const struct verify_device *device, struct running *running,
    struct arena *arena, const struct verification *about,
    const struct remedy_choice *choice, struct diags *diags, struct buf *ret)
{
	const char *comment = device->profile->syntax.comment;
	struct verification target;
	struct teller_probe probe;
	struct remedy remedy = { .target = &target,
		.probe = &probe,
		.arena = arena,
		.out = ret,
		.comment = *comment != '\0' ? comment : "#" };

	if (about->exhausted) {
		put_refusal(&remedy, "the configuration was not compared.");
		return true;
	}
	/* What is like it is another connection's. */
	if (!verify_is_there(about)) {
		put_refusal(&remedy,
		    "the device has nothing of this connection; load what "
		    "cgwgen render makes.");
		return true;
	}
	if (!try_target(device, target_of(about, choice, arena), running, arena,
		&target) &&
	    /* A device may have nothing that the policy advises. */
	    !try_target(device, change_target(about, NULL, arena), running,
		arena, &target)) {
		/* It was rendered before, as it is. */
		diag(diags, RULE_OUTPUT_FAILED, about->original->at,
		    "no proposal can be made for this connection");
		return false;
	}
	target.original = about->original;
	target.choices = about->choices;
	target.policy = about->policy;
	target.rendered = rehearse_choices(target.connection, device->profile,
	    device->parameters, NULL, arena, diags_new(arena, 0));
	vary_explain(device, running, arena, &target);
	probe = teller_ask(&target, choice->wanted, choice->host, arena);
	keep_way(about, &target, &probe, arena);
	remedy.changes = change_list(&target, &probe, arena);
	remedy.stale = change_stale(about, &target, arena);
	if (running->budget == 0)
		put_refusal(&remedy, "the configuration was not compared.");
	else
		put_all(&remedy);
	verification_close(&target);
	return true;
}
