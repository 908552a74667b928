/* SPDX-License-Identifier: ISC */
/*
 * The rows of the template context that are not rows of a field table: what
 * is derived, how, and what it is called.  For the files that publish and
 * list the context; everyone else includes context.h.
 */
#ifndef CGWGEN_RENDER_CONTEXT_ROWS_H
#define CGWGEN_RENDER_CONTEXT_ROWS_H

#include <stddef.h>

#include "base/arena.h"
#include "device/profile.h"
#include "model/connection.h"
#include "model/field.h"
#include "render/choice.h"
#include "render/context.h"
#include "template/value.h"

/* What a dict is about; a member that its rows do not need may be NULL. */
struct subject {
	struct arena *arena;
	const char *path; /* of the dict: "tunnels.1" */
	const struct connection *connection;
	const struct tunnel *tunnel;
	size_t index; /* of the tunnel */
	const struct choice *choice;
	unsigned phase; /* 1 or 2 */
	const struct profile *profile;
	const struct context_base *base;
	const struct client *client; /* render/client.h; of an endpoint */
	const struct openvpn_file *openvpn; /* render/openvpn.h; of a server */
	const struct context_watch *watch;  /* of a traced render, or NULL */
	bool bare; /* nobody asks which value of the descriptor it was */
};

struct context_key;

/* One value of a connection's context by its place. */
struct context_leaf {
	enum context_kind kind;        /* CONTEXT_CONNECTION to CONTEXT_PHASE */
	unsigned phase;                /* 1 or 2 */
	size_t tunnel;                 /* its index */
	const struct context_key *key; /* of the kind's table */
};

/* Makes the value of a derived name in *RET; where that is one value of the
 * descriptor, *FROM becomes it (it is NULL before).  Most come from no single
 * place in the descriptor. */
typedef void context_value(const struct subject *subject,
    const struct value **from, struct tvalue *ret);

/* Begins one, NAME: its body returns the value. */
#define VALUE(name)                                                            \
	static inline struct tvalue name##_value(                              \
	    const struct subject *s, const struct value **from);               \
	static void name(const struct subject *s, const struct value **from,   \
	    struct tvalue *ret)                                                \
	{                                                                      \
		*ret = name##_value(s, from);                                  \
	}                                                                      \
	static inline struct tvalue name##_value(                              \
	    const struct subject *s, const struct value **from)

/* One derived name. */
struct context_row {
	const char *name;
	enum context_type type;
	const char *none; /* when it is none; NULL: never */
	const char *text;
	context_value *value;
};

const struct context_row *context_rows(
    enum context_kind kind, size_t *ret_count);

/* The same of the kinds of Client VPN, and of OpenVPN's; for context_rows().
 */
const struct context_row *context_client_rows(
    enum context_kind kind, size_t *ret_count);
const struct context_row *context_openvpn_rows(
    enum context_kind kind, size_t *ret_count);

/* Whether the value of the derived row NAME of KIND is a secret. */
bool context_row_is_secret(enum context_kind kind, const char *name);

/* Whether the value of the derived ROW is made of nothing but the choice that
 * was made for the tunnel, its place among so many tunnels, and what is the
 * same for all connections of a run. */
bool context_row_is_chosen(const struct context_row *row);

/* The field table that a kind has besides, or NULL with a count of 0. */
const struct field *context_fields(enum context_kind kind, size_t *ret_count);

/* The dict of a kind: the rows of its field table and its derived rows.  What
 * SUBJECT points to must last as long: the values are made when they are asked
 * for. */
struct tvalue context_dict(
    enum context_kind kind, const struct subject *subject);

/*
 * What a traced render sees is numbered: leaves from 0 to less than
 * context_leaf_count() of a connection with so many TUNNELS.
 */
size_t context_leaf_count(const struct context_base *base, size_t tunnels);
struct context_leaf context_leaf(
    const struct context_base *base, uint32_t number);
bool context_leaf_is_secret(const struct context_leaf *leaf);
bool context_leaf_is_chosen(const struct context_leaf *leaf);

/* The values that templates see at COUNT LEAVES, without their origins.  Of
 * SUBJECT the tunnel is set here, from its connection and CHOICES. */
void context_leaf_values(struct subject *subject, const struct choice *choices,
    const struct context_leaf *leaves, size_t count, struct tvalue *ret);

#endif
