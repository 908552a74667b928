/* SPDX-License-Identifier: ISC */
/*
 * The catalogue of devices and templates: the user's directories before the
 * files that are part of the program.  Floor 4.
 */
#include "device/catalog.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "device/directory.h"
#include "device/roots.h"
#include "doc/yaml.h"

#define LIMIT_ID 63

/* How messages call a file that is part of the program. */
#define EMBEDDED "<built-in>"

/* A file that was read. */
struct kept_source {
	const char *path; /* "templates/x.j2" */
	struct source *source;
	bool embedded;
	struct kept_source *next;
};

/* The schemas, each compiled when it is first needed: a run with a device that
 * is part of the program needs none of them. */
enum catalog_form { FORM_DEVICE, FORM_PARAMETERS, FORM_USERS, FORMS };

static const char *const form_names[FORMS] = {
	[FORM_DEVICE] = "device",
	[FORM_PARAMETERS] = "parameters",
	[FORM_USERS] = "users",
};

struct kept_profile {
	struct profile *profile;
	struct kept_profile *next;
};

struct catalog {
	struct arena *arena;
	struct roots *roots;
	struct schema *schemas[FORMS];
	struct kept_source *sources;
	struct kept_profile *profiles;
	const char **ids; /* sorted */
	size_t id_count;
	size_t id_capacity;
	pthread_mutex_t lock; /* of what is kept */
};

bool
catalog_name_is_safe(const char *name)
{
	return directory_path_is_safe(name);
}

/* Whether ID can be a device's id at all; as in device.schema.json. */
static bool
is_id(const char *id)
{
	static const char bytes[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t length = strlen(id);

	return length != 0 && length <= LIMIT_ID && id[0] != '-' &&
	       strspn(id, bytes) == length;
}

/* Adds the id that the file NAME stands for, if it stands for one. */
static void
add_id(void *context, const char *name)
{
	static const char suffix[] = ".yaml";
	struct catalog *catalog = context;
	size_t length = strlen(name);
	const char **grown, *id;

	if (length < sizeof(suffix) ||
	    strcmp(name + length - (sizeof(suffix) - 1), suffix) != 0)
		return;
	id = arena_copy(catalog->arena, name, length - (sizeof(suffix) - 1));
	if (!is_id(id))
		return;
	if (catalog->id_count == catalog->id_capacity) {
		catalog->id_capacity = catalog->id_capacity * 2 + 32;
		grown = arena_array(
		    catalog->arena, catalog->id_capacity, sizeof(*grown));
		if (catalog->id_count != 0)
			memcpy(grown, catalog->ids,
			    catalog->id_count * sizeof(*grown));
		catalog->ids = grown;
	}
	catalog->ids[catalog->id_count++] = id;
}

static int
compare_ids(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void
find_ids(struct catalog *catalog)
{
	static const char folder[] = "devices/";
	size_t i, kept = 0;

	roots_list(catalog->roots, "devices", add_id, catalog);
	for (i = 0; i < embedded_count; i++)
		if (strncmp(embedded_files[i].path, folder,
			sizeof(folder) - 1) == 0)
			add_id(catalog,
			    embedded_files[i].path + sizeof(folder) - 1);
	if (catalog->id_count != 0)
		qsort(catalog->ids, catalog->id_count, sizeof(*catalog->ids),
		    compare_ids);
	for (i = 0; i < catalog->id_count; i++)
		if (kept == 0 ||
		    strcmp(catalog->ids[kept - 1], catalog->ids[i]) != 0)
			catalog->ids[kept++] = catalog->ids[i];
	catalog->id_count = kept;
}

static const struct kept_source *
keep_source(struct catalog *catalog, const char *path, struct source *source,
    bool embedded)
{
	struct kept_source *kept =
	    ARENA_NEW(catalog->arena, struct kept_source);

	kept->path = arena_string(catalog->arena, path);
	kept->source = source;
	kept->embedded = embedded;
	kept->next = catalog->sources;
	catalog->sources = kept;
	return kept;
}

/*
 * The first file called PATH, which the catalogue keeps.  NULL with *RET_WHY
 * what is wrong with it, or NULL when there is none.
 */
static const struct kept_source *
find_source(struct catalog *catalog, const char *path, const char **ret_why)
{
	const struct embedded *embedded = embedded_find(path);
	const struct kept_source *kept;
	struct source *source;

	*ret_why = NULL;
	for (kept = catalog->sources; kept != NULL; kept = kept->next)
		if (strcmp(kept->path, path) == 0)
			return kept;
	source = roots_read(catalog->roots, path, ret_why);
	if (source != NULL)
		return keep_source(catalog, path, source, false);
	if (*ret_why != NULL)
		return NULL;
	if (embedded == NULL)
		return NULL;
	source = source_new(arena_printf(catalog->arena, EMBEDDED "/%s", path),
	    embedded->bytes, embedded->length);
	return keep_source(catalog, path, source, true);
}

/* Compiles an embedded schema; its own mistakes are the program's. */
static struct schema *
embedded_schema(struct catalog *catalog, const char *path, struct diags *diags)
{
	const struct embedded *embedded = embedded_find(path);
	struct diags *inner = diags_new(catalog->arena, 1);
	const struct finding *list;
	const struct node *root;
	struct schema *schema = NULL;
	struct source *source;
	size_t count;

	if (embedded == NULL) {
		diag(diags, RULE_PROFILE, NOWHERE,
		    "the program was built without %s", path);
		return NULL;
	}
	source = source_new(path, embedded->bytes, embedded->length);
	keep_source(catalog, path, source, true);
	root = yaml_read(source, catalog->arena, inner);
	if (root != NULL)
		schema = schema_compile(root, catalog->arena, inner);
	if (schema == NULL) {
		list = diags_list(inner, &count);
		diag(diags, RULE_PROFILE, NOWHERE,
		    "%s, which is part of the program: %s", path,
		    count != 0 ? list[0].message : "cannot be used");
	}
	return schema;
}

struct catalog *
catalog_open(const char *const *directories, size_t count, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct catalog *catalog = ARENA_NEW(arena, struct catalog);

	catalog->arena = arena;
	pthread_mutex_init(&catalog->lock, NULL);
	catalog->roots = roots_open(directories, count, arena, diags);
	if (catalog->roots == NULL) {
		catalog_free(catalog);
		return NULL;
	}
	find_ids(catalog);
	return catalog;
}

void
catalog_free(struct catalog *catalog)
{
	struct kept_profile *profile;
	struct kept_source *source;
	size_t i;

	if (catalog == NULL)
		return;
	for (profile = catalog->profiles; profile; profile = profile->next)
		profile_free(profile->profile);
	for (source = catalog->sources; source; source = source->next)
		source_free(source->source);
	roots_close(catalog->roots);
	pthread_mutex_destroy(&catalog->lock);
	for (i = 0; i < FORMS; i++)
		schema_free(catalog->schemas[i]);
	arena_free(catalog->arena);
}

const char *const *
catalog_devices(struct catalog *catalog, size_t *ret_count)
{
	*ret_count = catalog->id_count;
	return catalog->ids;
}

static bool
has_id(const struct catalog *catalog, const char *id)
{
	return catalog->id_count != 0 &&
	       bsearch(&id, catalog->ids, catalog->id_count,
		   sizeof(*catalog->ids), compare_ids) != NULL;
}

/* The schema FORM; the caller has the lock.  NULL after a finding. */
static const struct schema *
find_schema(
    struct catalog *catalog, enum catalog_form form, struct diags *diags)
{
	if (catalog->schemas[form] == NULL)
		catalog->schemas[form] = embedded_schema(catalog,
		    arena_printf(catalog->arena, "schemas/%s.schema.json",
			form_names[form]),
		    diags);
	return catalog->schemas[form];
}

/* Whether what KEPT holds can be read with *RET_SCHEMA; none for what is part
 * of the program: the tests hold that against the schema. */
static bool
schema_for(struct catalog *catalog, const struct kept_source *kept,
    const struct schema **ret_schema, struct diags *diags)
{
	*ret_schema =
	    kept->embedded ? NULL : find_schema(catalog, FORM_DEVICE, diags);
	return kept->embedded || *ret_schema != NULL;
}

static const struct profile *
load_profile(
    struct catalog *catalog, const char *id, struct pos at, struct diags *diags)
{
	const struct kept_source *source;
	const struct schema *schema;
	struct kept_profile *kept;
	struct profile *profile;
	const char *why;

	for (kept = catalog->profiles; kept != NULL; kept = kept->next)
		if (strcmp(kept->profile->id, id) == 0)
			return kept->profile;
	source = find_source(
	    catalog, arena_printf(catalog->arena, "devices/%s.yaml", id), &why);
	if (source == NULL) {
		diag(diags, RULE_DEVICE_UNKNOWN, at,
		    "the profile of device '%s' %s", id,
		    why != NULL ? why : "is gone");
		return NULL;
	}
	if (!schema_for(catalog, source, &schema, diags))
		return NULL;
	profile = profile_load(source->source, id, schema, diags);
	if (profile == NULL)
		return NULL;
	kept = ARENA_NEW(catalog->arena, struct kept_profile);
	kept->profile = profile;
	kept->next = catalog->profiles;
	catalog->profiles = kept;
	return profile;
}

const struct profile *
catalog_profile(struct catalog *catalog, const char *name, struct pos at,
    struct diags *diags)
{
	const char *id = has_id(catalog, name)
			     ? name
			     : catalog_find(catalog, name, at, diags);
	const struct profile *profile;

	if (id == NULL)
		return NULL;
	pthread_mutex_lock(&catalog->lock);
	profile = load_profile(catalog, id, at, diags);
	pthread_mutex_unlock(&catalog->lock);
	return profile;
}

const struct source *
catalog_template(struct catalog *catalog, const char *name, struct pos at,
    struct diags *diags)
{
	const struct kept_source *source;
	const char *why;

	if (!catalog_name_is_safe(name)) {
		diag(diags, RULE_TEMPLATE_MISSING, at,
		    "template must be a path below templates/ without '..' "
		    "and hidden names; is '%s'",
		    diag_quote(diags, name));
		return NULL;
	}
	pthread_mutex_lock(&catalog->lock);
	source = find_source(
	    catalog, arena_printf(catalog->arena, "templates/%s", name), &why);
	pthread_mutex_unlock(&catalog->lock);
	if (source == NULL)
		diag(diags, RULE_TEMPLATE_MISSING, at, "template '%s' %s", name,
		    why != NULL ? why : "is not there");
	return source != NULL ? source->source : NULL;
}

struct source *
catalog_template_copy(struct catalog *catalog, const char *name)
{
	struct arena *arena = arena_new();
	const struct source *source =
	    catalog_template(catalog, name, NOWHERE, diags_new(arena, 1));

	arena_free(arena);
	if (source == NULL)
		return NULL;
	return source_new(
	    source_name(source), source_text(source), source_length(source));
}

const struct schema *
catalog_schema(struct catalog *catalog, const char *name, struct diags *diags)
{
	enum catalog_form form = FORM_DEVICE;
	const struct schema *schema;

	while (form + 1 < FORMS && strcmp(form_names[form], name) != 0)
		form++;
	pthread_mutex_lock(&catalog->lock);
	schema = find_schema(catalog, form, diags);
	pthread_mutex_unlock(&catalog->lock);
	return schema;
}

bool
catalog_place(
    struct catalog *catalog, const char *id, struct catalog_place *ret)
{
	struct catalog_place place = { NULL, NULL };

	if (!has_id(catalog, id))
		return false;
	place.path = arena_printf(catalog->arena, "devices/%s.yaml", id);
	place.directory = roots_place(catalog->roots, place.path);
	*ret = place;
	return true;
}
