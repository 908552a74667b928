/* SPDX-License-Identifier: ISC */
/* Connections held against several devices.  Floor 7. */
#include "cmd/verify_many.h"

#include <string.h>

#include "cmd/recognize.h"
#include "verify/extract.h"

struct many {
	const struct verify_many *about;
	struct session *session;
	struct connection **connections;
	size_t *boxes; /* by connection: its device, or the number of these */
	size_t count;
	size_t capacity;
};

/* ---- connections and their devices ------------------------------------ */

static void
keep(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct many *many = host;
	struct connection **bigger;

	(void)arena;
	(void)diags;
	if (many->count == many->capacity) {
		many->capacity = many->capacity * 2 + 16;
		bigger = arena_array(
		    session->arena, many->capacity, sizeof(*bigger));
		if (many->count > 0)
			memcpy(bigger, many->connections,
			    many->count * sizeof(struct connection *));
		many->connections = bigger;
	}
	many->connections[many->count++] = connection;
}

static void
assign(struct many *many)
{
	const struct boxes *boxes = many->about->boxes;
	size_t i, k, found, most;

	many->boxes = arena_array(
	    many->session->arena, many->count + 1, sizeof(*many->boxes));
	for (i = 0; i < many->count; i++) {
		/* All that there is may have nothing of it. */
		many->boxes[i] = boxes->several ? boxes->count : 0;
		most = 0;
		for (k = 0; k < boxes->count; k++) {
			found = box_has(&boxes->list[k], many->connections[i]);
			if (found > most) {
				most = found;
				many->boxes[i] = k;
			}
		}
	}
}

static void
tell_homeless(const struct many *many)
{
	struct diags *diags = many->session->diags;
	size_t i;

	for (i = 0; i < many->count; i++)
		if (many->boxes[i] == many->about->boxes->count)
			diag_about(diags, RULE_DEVICE_CONNECTION,
			    many->connections[i]->at,
			    diag_quote(
				diags, connection_name(many->connections[i])),
			    "no device's configuration has an outside address "
			    "of this connection");
}

/* ---- the device of a configuration ------------------------------------ */

/* The connections of box NUMBER. */
static struct connection **
connections_of(const struct many *many, size_t number, size_t *ret_count)
{
	struct connection **list = arena_array(
	    many->session->arena, many->count + 1, sizeof(struct connection *));
	size_t i;

	*ret_count = 0;
	for (i = 0; i < many->count; i++)
		if (many->boxes[i] == number)
			list[(*ret_count)++] = many->connections[i];
	return list;
}

/* PROFILE for CONNECTION, whose site's parameters count when they are for
 * that device. */
static struct target
target_of(const struct profile *profile, const struct connection *connection)
{
	const struct gateway *site = connection->customer_gateway;
	struct target target = { .profile = profile };

	if (site == NULL || !value_known(&site->device) ||
	    strcmp(site->device.text, profile->id) != 0)
		return target;
	target.site = site->parameters;
	target.connection = connection->parameters;
	return target;
}

/* ---- one box ---------------------------------------------------------- */

static void
verify_on(const struct many *many, struct box *box,
    const struct profile *guessed, struct connection *connection)
{
	const struct verify_many *about = many->about;
	struct session *session = many->session;
	const struct recognition recognition = { session, about->targets,
		about->kinds, NULL, 0 };
	struct verification verification;
	struct target target;
	struct kind *kind;

	if (guessed != NULL)
		target = target_of(guessed, connection);
	else if (!target_for(session, about->targets, connection,
		     session->diags, &target))
		return;
	else
		target.profile =
		    recognize_form(&recognition, box, target.profile);
	kind = kind_find(session, about->targets, about->kinds, &target,
	    guessed != NULL, session->diags);
	if (kind == NULL)
		return;
	if (box->listings == NULL)
		box_read(session, box, &target.profile->syntax, session->diags);
	if (box->running == NULL ||
	    !verify_connection(verify_device_for(&kind->device,
				   connection_is_static(connection)),
		connection, box->running, session->arena, session->diags,
		&verification))
		return;
	verification_report(&verification, session->diags);
	session_silence(session, session->diags);
	verification_close(&verification);
	session_flush(session);
}

static bool
is_known_peer(const struct many *many, struct ip address)
{
	const struct connection *connection;
	size_t i, k;

	for (i = 0; i < many->count; i++) {
		connection = many->connections[i];
		for (k = 0; k < connection->tunnel_count; k++)
			if (value_known(
				&connection->tunnels[k].outside_address) &&
			    ip_equal(
				connection->tunnels[k].outside_address.u.ip,
				address))
				return true;
	}
	return false;
}

/* Whether BOX may have a peer that no descriptor has: looking at one takes
 * much longer than finding it. */
static bool
has_unknown_peer(const struct many *many, const struct box *box,
    const struct verify_device *device)
{
	struct arena *arena = arena_new();
	const struct peer *peers;
	size_t count, i;

	peers = peers_find(device, box->running, arena, &count);
	for (i = 0; i < count; i++)
		if (!is_known_peer(many, peers[i].address))
			break;
	arena_free(arena);
	return i < count;
}

/* Peers that are set up as AWS's are and that no descriptor has. */
static void
tell_unknown_peers(
    const struct many *many, struct box *box, const struct profile *profile)
{
	const struct verify_many *about = many->about;
	struct session *session = many->session;
	struct target target = { .profile = profile };
	struct extraction found;
	const struct extract_peer *peer;
	char text[IP_TEXT_SIZE];
	struct kind *kind = kind_find(session, about->targets, about->kinds,
	    &target, true, session->diags);
	size_t i;

	if (box->listings == NULL)
		box_read(session, box, &profile->syntax, session->diags);
	if (kind == NULL || box->running == NULL ||
	    !has_unknown_peer(many, box, &kind->device))
		return;
	extract_peers(&kind->device, box->running, session->arena, &found);
	for (i = 0; i < found.peer_count; i++) {
		peer = &found.peers[i];
		if (peer->good && !is_known_peer(many, peer->peer.address))
			diag(session->diags, RULE_DEVICE_PEER_UNKNOWN, peer->at,
			    "peer %s is set up like a tunnel to AWS, and no "
			    "descriptor has it",
			    ip_format(peer->peer.address, text));
	}
}

static void
verify_box(const struct many *many, size_t number)
{
	const struct verify_many *about = many->about;
	struct session *session = many->session;
	struct box *box = &about->boxes->list[number];
	struct recognition recognition = { .session = session,
		.targets = about->targets,
		.kinds = about->kinds };
	const struct profile *guessed = NULL;
	struct target target = { .profile = NULL };
	size_t i;

	recognition.connections =
	    connections_of(many, number, &recognition.connection_count);
	if (session->settings->guess) {
		guessed = recognize(&recognition, box);
		if (guessed == NULL)
			return;
	}
	for (i = 0; i < recognition.connection_count; i++)
		verify_on(many, box, guessed, recognition.connections[i]);
	if (!about->boxes->several)
		return;
	target.profile = guessed;
	if (guessed == NULL &&
	    (recognition.connection_count > 0 ||
		session->settings->device != NULL) &&
	    !target_for(session, about->targets,
		recognition.connection_count > 0 ? recognition.connections[0]
						 : NULL,
		session->diags, &target))
		return;
	if (target.profile != NULL)
		tell_unknown_peers(many, box,
		    recognize_form(&recognition, box, target.profile));
}

void
verify_many(const struct verify_many *about)
{
	struct many many = { .about = about, .session = about->session };
	size_t i;

	session_hold(about->session);
	session_run(about->session, keep, &many);
	assign(&many);
	tell_homeless(&many);
	for (i = 0; i < about->boxes->count; i++)
		verify_box(&many, i);
}
