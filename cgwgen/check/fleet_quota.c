/* SPDX-License-Identifier: ISC */
/* How many connections something has.  Floor 5. */
#include "check/fleet_rules.h"

/* The connections of one gateway or concentrator, held against a quota. */
struct count {
	const struct fleet_end *end;
	uint32_t count;
	/* The connections that came near to the quota, and beyond. */
	const struct fleet_member *near;
	const struct fleet_member *beyond;
	struct pos near_at;
	struct pos beyond_at;
	struct count *next;
};

struct counts {
	struct count *first, **end;
};

static struct counts *
counts(const struct fleet_check *f)
{
	void **slot = fleet_slot(f, NULL, NULL, 0);
	struct counts *list;

	if (*slot == NULL) {
		*slot = list = ARENA_NEW(f->fleet->arena, struct counts);
		list->end = &list->first;
	}
	return *slot;
}

static void
add(const struct fleet_check *f, const struct fleet_end *end, uint32_t limit)
{
	struct counts *list = counts(f);
	void **slot = fleet_slot(f, end, NULL, 0);
	struct count *count;

	if (*slot == NULL) {
		*slot = count = ARENA_NEW(f->fleet->arena, struct count);
		count->end = end;
		*list->end = count;
		list->end = &count->next;
	}
	count = *slot;
	count->count++;
	if (count->near == NULL && quota_is_near(count->count, limit)) {
		count->near = f->self;
		count->near_at = fleet_place(f);
	}
	if (count->beyond == NULL && count->count > limit) {
		count->beyond = f->self;
		count->beyond_at = fleet_place(f);
	}
}

static void
finish(const struct fleet_check *f, const char *what, enum quota_id id,
    uint32_t limit)
{
	const struct quota *quota = quota_get(id);
	const struct count *count;

	for (count = counts(f)->first; count != NULL; count = count->next)
		if (count->beyond != NULL)
			fleet_complain(f,
			    quota->most == quota->value ? SEVERITY_ERROR
							: SEVERITY_WARNING,
			    count->beyond, count->beyond_at,
			    "%s has %u %s; its quota is %u, unless AWS raised "
			    "it: set %s in .cgwgen.yaml",
			    count->end->name, count->count, what, limit,
			    quota->name);
		else if (count->near != NULL)
			fleet_complain(f, SEVERITY_NOTE, count->near,
			    count->near_at,
			    "%s has %u of the %u %s it may have",
			    count->end->name, count->count, limit, what);
}

/* Counts the connections of the end that WHICH of them have. */
static void
hold(const struct fleet_check *f, const struct fleet_end *end, const char *what,
    enum quota_id id)
{
	uint32_t limit = f->fleet->settings->quotas.values[id];

	if (f->self == NULL)
		finish(f, what, id, limit);
	else if (end != NULL)
		add(f, end, limit);
}

void
fleet_gateway_quota(const struct fleet_check *f)
{
	hold(f, f->self != NULL ? f->self->vpn_gateway : NULL, "connections",
	    QUOTA_CONNECTIONS_VPN_GATEWAY);
}

void
fleet_concentrator_quota(const struct fleet_check *f)
{
	hold(f, f->self != NULL ? f->self->concentrator : NULL, "sites",
	    QUOTA_CONCENTRATOR_SITES);
}
