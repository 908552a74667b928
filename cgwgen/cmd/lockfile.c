/* SPDX-License-Identifier: ISC */
/* Reading, writing and asking the lock file.  Floor 7. */
#include "cmd/lockfile.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"
#include "doc/scalar.h"
#include "doc/schema.h"
#include "doc/yaml.h"
#include "render/names.h"

#define SCHEMA "schemas/lock.schema.json"

/* ---- reading ----------------------------------------------------------- */

static bool
fits_schema(const struct node *root, struct diags *diags)
{
	const struct embedded *file = embedded_find(SCHEMA);
	struct arena *arena = arena_new();
	struct schema *schema = NULL;
	const struct node *schema_root;
	struct source *source;
	bool good = false;

	if (file == NULL) {
		diag(diags, RULE_LOCK_READ, NOWHERE,
		    "the program was built without " SCHEMA);
		arena_free(arena);
		return false;
	}
	source = source_new("<built-in>/" SCHEMA, file->bytes, file->length);
	schema_root = yaml_read(source, arena, diags);
	if (schema_root != NULL)
		schema = schema_compile(schema_root, arena, diags);
	if (schema != NULL) {
		good = schema_check(schema, root, diags);
		schema_free(schema);
	}
	source_free(source);
	arena_free(arena);
	return good;
}

/* The schema has seen that it is a small integer. */
static int64_t
number(const struct node *map, const char *key)
{
	int64_t value = 0;

	(void)scalar_integer(node_text(map, key), &value);
	return value;
}

static const char *const *
texts(const struct node *list, struct arena *arena, size_t *ret_count)
{
	const char **array =
	    arena_array(arena, node_count(list), sizeof(*array));
	const struct node *item;

	*ret_count = 0;
	for (item = list->first; item != NULL; item = item->next)
		array[(*ret_count)++] = item->text;
	return array;
}

static int
compare_slots(const void *left, const void *right)
{
	const struct lock_row *a = left, *b = right;

	if (a->slot != b->slot)
		return a->slot < b->slot ? -1 : 1;
	return strcmp(a->id, b->id);
}

static int
compare_ids(const void *left, const void *right)
{
	const struct lock_row *a = left, *b = right;

	return strcmp(a->id, b->id);
}

static void
sort_rows(const struct lock_site *site,
    int (*compare)(const void *left, const void *right))
{
	if (site->count > 1)
		qsort(site->rows, site->count, sizeof(*site->rows), compare);
}

static bool
check_slots(const struct lock_site *site, struct diags *diags)
{
	const struct lock_row *row;
	bool good = true;
	size_t i;

	for (i = 0; i < site->count; i++) {
		row = &site->rows[i];
		if (i > 0 && row->slot == row[-1].slot) {
			diag(diags, RULE_LOCK_READ, row->at,
			    "slot %" PRId64 " is that of %s, too", row->slot,
			    diag_quote(diags, row[-1].id));
			good = false;
		}
		if (row->slot >= site->next) {
			diag(diags, RULE_LOCK_READ, row->at,
			    "slot %" PRId64 " is not below the site's next, "
			    "which is %" PRId64,
			    row->slot, site->next);
			good = false;
		}
	}
	return good;
}

static bool
read_site(const struct node *node, struct arena *arena, struct diags *diags,
    struct lock_site *ret)
{
	const struct node *map = node_child(node, "connections"), *child;
	struct lock_row *row;
	bool good;

	*ret = (struct lock_site){ .name = node->name,
		.device = node_text(node, "device"),
		.next = number(node, "next"),
		.rows = arena_array(arena, node_count(map), sizeof(*ret->rows)),
		.at = node->name_pos };
	for (child = map->first; child != NULL; child = child->next) {
		row = &ret->rows[ret->count++];
		*row = (struct lock_row){ .id = child->name,
			.slot = number(child, "slot"),
			.name = node_text(child, "name"),
			.at = child->name_pos };
		row->tunnels = texts(
		    node_child(child, "tunnels"), arena, &row->tunnel_count);
	}
	sort_rows(ret, compare_slots);
	good = check_slots(ret, diags);
	sort_rows(ret, compare_ids);
	return good;
}

static int
compare_sites(const void *left, const void *right)
{
	const struct lock_site *a = left, *b = right;

	return strcmp(a->name, b->name);
}

bool
lockfile_read(const char *path, bool may_lack, size_t limit,
    struct arena *arena, struct diags *diags, struct lock *ret)
{
	const struct node *root, *map, *child;
	enum file_state state;
	bool good = true;

	*ret = (struct lock){ .path = path };
	state =
	    file_read_regular(AT_FDCWD, path, path, limit, &ret->source, diags);
	if (state == FILE_GONE && may_lack)
		return true;
	if (state != FILE_READ) {
		if (state != FILE_FAILED)
			diag_file(diags, RULE_LOCK_READ, path, "%s",
			    state == FILE_GONE ? "there is no such lock file"
			    : state == FILE_LARGE
				? "the lock file is larger than --max-input"
				: "the lock file is no regular file");
		return false;
	}
	root = yaml_read(ret->source, arena, diags);
	if (root == NULL || !fits_schema(root, diags))
		return false;
	map = node_child(root, "sites");
	ret->sites = arena_array(arena, node_count(map), sizeof(*ret->sites));
	for (child = map->first; child != NULL; child = child->next)
		good &=
		    read_site(child, arena, diags, &ret->sites[ret->count++]);
	if (ret->count > 1)
		qsort(
		    ret->sites, ret->count, sizeof(*ret->sites), compare_sites);
	return good;
}

/* ---- writing ----------------------------------------------------------- */

static void
format_row(const struct lock_row *row, struct buf *ret)
{
	size_t i;

	buf_printf(ret,
	    "      \"%s\": {slot: %" PRId64 ", name: \"%s\", tunnels: [",
	    row->id, row->slot, row->name);
	for (i = 0; i < row->tunnel_count; i++)
		buf_printf(ret, "%s\"%s\"", i > 0 ? ", " : "", row->tunnels[i]);
	buf_text(ret, "]}\n");
}

void
lockfile_format(const struct lock *lock, struct buf *ret)
{
	const struct lock_site *site;
	size_t i;

	buf_text(ret, "# Which connection has which numbers on which device.  "
		      "'cgwgen lock' writes this\n"
		      "# file; keep it with the descriptors.\n"
		      "cgwgen_lock: 1\n");
	buf_text(ret, lock->count != 0 ? "sites:\n" : "sites: {}\n");
	for (site = lock->sites; site < lock->sites + lock->count; site++) {
		buf_printf(ret,
		    "  \"%s\":\n    device: \"%s\"\n    next: %" PRId64 "\n",
		    site->name, site->device, site->next);
		buf_text(ret, site->count != 0 ? "    connections:\n"
					       : "    connections: {}\n");
		sort_rows(site, compare_slots);
		for (i = 0; i < site->count; i++)
			format_row(&site->rows[i], ret);
	}
}

/* ---- asking ------------------------------------------------------------ */

const struct lock_site *
lock_find_site(const struct lock *lock, const char *site)
{
	const struct lock_site key = { .name = site };

	return lock->count == 0 ? NULL
				: bsearch(&key, lock->sites, lock->count,
				      sizeof(*lock->sites), compare_sites);
}

const struct lock_row *
lock_find_row(const struct lock_site *site, const char *id)
{
	const struct lock_row key = { .id = id };

	return site->count == 0 ? NULL
				: bsearch(&key, site->rows, site->count,
				      sizeof(*site->rows), compare_ids);
}

const char *
lock_site_name(const struct connection *connection)
{
	const struct gateway *site = connection->customer_gateway;
	const char *name = site != NULL ? site->key : NULL;

	if (name == NULL && value_known(&connection->customer_gateway_id))
		name = connection->customer_gateway_id.text;
	return name != NULL && file_name_is_safe(name) ? name : NULL;
}

const char *const *
lock_tunnels(const struct connection *connection, struct arena *arena)
{
	const char **list =
	    arena_array(arena, connection->tunnel_count, sizeof(*list));
	const struct value *value;
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++) {
		value = &connection->tunnels[i].outside_address;
		list[i] = value_known(value) ? arena_string(arena,
						   ip_format(value->u.ip, text))
					     : "?";
	}
	return list;
}

static bool
disagree(const struct lock *lock, struct pos at,
    const struct connection *connection, struct diags *diags,
    const char *message)
{
	diag_about(diags, RULE_LOCK_DISAGREES, at,
	    diag_quote(diags, connection_name(connection)),
	    arena_printf(diags_arena(diags), "%s; lock file %s", message,
		diag_path(diags, lock->path)));
	return false;
}

/* Whether the tunnels have the numbers that ROW has. */
static bool
same_tunnels(const struct lock_row *row, const struct connection *connection,
    struct arena *arena)
{
	const char *const *list = lock_tunnels(connection, arena);
	size_t i;

	for (i = 0; i < row->tunnel_count && i < connection->tunnel_count; i++)
		if (strcmp(row->tunnels[i], list[i]) != 0)
			return false;
	return row->tunnel_count == connection->tunnel_count;
}

bool
lock_agree(const struct lock *lock, const struct connection *connection,
    const struct profile *profile, struct diags *diags,
    const struct lock_row **ret)
{
	struct arena *arena = diags_arena(diags);
	const char *name = lock_site_name(connection);
	const struct lock_site *site;
	const struct lock_row *row = NULL;

	if (name == NULL)
		return disagree(lock, connection->at, connection, diags,
		    "the connection's site has no name and no id");
	site = lock_find_site(lock, name);
	if (site != NULL && value_known(&connection->id))
		row = lock_find_row(site, connection->id.text);
	if (row == NULL)
		return disagree(lock,
		    value_known(&connection->id) ? connection->id.at
						 : connection->at,
		    connection, diags,
		    arena_printf(arena,
			"the connection has no slot at site %s yet",
			diag_quote(diags, name)));
	if (strcmp(site->device, profile->id) != 0)
		return disagree(lock, site->at, connection, diags,
		    arena_printf(arena, "the device was %s, and is %s",
			diag_quote(diags, site->device), profile->id));
	if (strcmp(row->name, names_connection(profile, connection, arena)) !=
	    0)
		return disagree(lock, row->at, connection, diags,
		    arena_printf(arena,
			"the name on the device was %s, and is %s",
			diag_quote(diags, row->name),
			names_connection(profile, connection, arena)));
	if (!same_tunnels(row, connection, arena))
		return disagree(lock, row->at, connection, diags,
		    "the tunnels are not those that it had, in this order");
	*ret = row;
	return true;
}
