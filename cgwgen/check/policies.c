/* SPDX-License-Identifier: ISC */
/* The store of policies: looks them up, reads them with what they build on,
 * and keeps their texts.  Floor 5. */
#include "check/policies.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/path.h"
#include "doc/packed.h"
#include "doc/schema.h"
#include "doc/yaml.h"

#define FOLDER "policies/"
#define SUFFIX ".yaml"
#define SCHEMA "schemas/policy.schema.json"

/* How messages call a file that is part of the program. */
#define EMBEDDED "<built-in>/"

struct kept {
	const char *name;
	struct source *source;
	struct policy *policy; /* NULL for the schema's source */
	struct kept *next;
};

struct policies {
	struct arena *arena;
	struct schema *schema;
	struct kept *kept;
	const char **names;
	size_t name_count;
};

/* A policy that is being read, and what builds on it. */
struct chain {
	const char *name;
	struct pos at; /* what names it */
	const struct chain *above;
	unsigned length;
};

static bool
ends_in(const char *name, const char *end)
{
	size_t length = strlen(name), tail = strlen(end);

	return length > tail && strcmp(name + length - tail, end) == 0;
}

bool
policies_is_file(const char *name)
{
	return strchr(name, '/') != NULL || ends_in(name, SUFFIX) ||
	       ends_in(name, ".yml");
}

/* The embedded files are in the order of their names. */
static void
find_names(struct policies *policies)
{
	const char *path;
	size_t i;

	policies->names = arena_array(
	    policies->arena, embedded_count, sizeof(*policies->names));
	for (i = 0; i < embedded_count; i++) {
		path = embedded_files[i].path;
		if (strncmp(path, FOLDER, sizeof(FOLDER) - 1) == 0)
			policies->names[policies->name_count++] = arena_copy(
			    policies->arena, path + sizeof(FOLDER) - 1,
			    strlen(path) - (sizeof(FOLDER) - 1) -
				(sizeof(SUFFIX) - 1));
	}
}

struct policies *
policies_new(void)
{
	struct arena *arena = arena_new();
	struct policies *policies = ARENA_NEW(arena, struct policies);

	policies->arena = arena;
	find_names(policies);
	return policies;
}

void
policies_free(struct policies *policies)
{
	struct kept *kept;

	if (policies == NULL)
		return;
	for (kept = policies->kept; kept != NULL; kept = kept->next)
		source_free(kept->source);
	schema_free(policies->schema);
	arena_free(policies->arena);
}

const char *const *
policies_names(const struct policies *policies, size_t *ret_count)
{
	*ret_count = policies->name_count;
	return policies->names;
}

static struct kept *
keep(struct policies *policies, const char *name, struct source *source)
{
	struct kept *kept = ARENA_NEW(policies->arena, struct kept);

	kept->name = arena_string(policies->arena, name);
	kept->source = source;
	kept->next = policies->kept;
	policies->kept = kept;
	return kept;
}

/* The schema, compiled when it is first needed. */
static const struct schema *
get_schema(struct policies *policies, struct diags *diags)
{
	const struct embedded *file = embedded_find(SCHEMA);
	const struct node *root = NULL;
	struct source *source;

	if (policies->schema != NULL)
		return policies->schema;
	if (file == NULL) {
		diag(diags, RULE_POLICY_UNKNOWN, NOWHERE,
		    "the program was built without " SCHEMA);
		return NULL;
	}
	source = source_new(EMBEDDED SCHEMA, file->bytes, file->length);
	keep(policies, SCHEMA, source);
	root = yaml_read(source, policies->arena, diags);
	if (root != NULL)
		policies->schema = schema_compile(root, policies->arena, diags);
	return policies->schema;
}

static struct source *
unknown(
    struct policies *policies, const struct chain *chain, struct diags *diags)
{
	const char *near =
	    diag_nearest(chain->name, policies->names, policies->name_count);

	diag(diags, RULE_POLICY_UNKNOWN, chain->at,
	    "there is no policy '%s'%s%s%s", diag_quote(diags, chain->name),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
	return NULL;
}

/* What another file names is read only when it is a regular file: nobody
 * looked at the name before. */
static struct source *
read_beside(const struct chain *chain, struct diags *diags)
{
	struct source *source = NULL;
	enum file_state state = file_read_regular(AT_FDCWD, chain->name,
	    diag_path(diags, chain->name), POLICIES_LIMIT_FILE, &source, diags);

	if (state == FILE_READ)
		return source;
	if (state != FILE_FAILED)
		diag(diags, RULE_POLICY_UNKNOWN, chain->at,
		    "the policy '%s' %s", diag_path(diags, chain->name),
		    state == FILE_GONE    ? "is not there"
		    : state == FILE_LARGE ? "is larger than 1 MiB"
					  : "is no regular file");
	return NULL;
}

/* Where the policy NAME is that is part of the program. */
static const char *
path_of(const struct policies *policies, const char *name)
{
	return arena_printf(policies->arena, FOLDER "%s" SUFFIX, name);
}

/* *RET_SCHEMA stays NULL for a policy that is part of the program: the tests
 * hold those against the schema. */
static struct source *
open_policy(struct policies *policies, const struct chain *chain,
    const struct schema **ret_schema, struct diags *diags)
{
	const struct embedded *file;

	if (policies_is_file(chain->name)) {
		*ret_schema = get_schema(policies, diags);
		if (*ret_schema == NULL)
			return NULL;
	}
	if (policies_is_file(chain->name) && chain->above != NULL)
		return read_beside(chain, diags);
	if (policies_is_file(chain->name))
		return file_read(chain->name, POLICIES_LIMIT_FILE, diags);
	file = embedded_find(path_of(policies, chain->name));
	if (file == NULL)
		return unknown(policies, chain, diags);
	return source_new(
	    arena_printf(policies->arena, EMBEDDED "%s", file->path),
	    file->bytes, file->length);
}

/* The tree of a policy; what is part of the program has one already. */
static const struct node *
read_tree(struct policies *policies, const struct chain *chain,
    const struct source *source, struct diags *diags)
{
	const struct node *root = NULL;

	if (!policies_is_file(chain->name))
		root = packed_read(
		    path_of(policies, chain->name), source, policies->arena);
	return root != NULL ? root : yaml_read(source, policies->arena, diags);
}

static bool
is_circle(const struct chain *chain, struct diags *diags)
{
	const struct chain *above;

	for (above = chain->above; above != NULL; above = above->above)
		if (strcmp(above->name, chain->name) == 0) {
			diag(diags, RULE_POLICY_EXTENDS, chain->at,
			    "policy '%s' builds on itself",
			    diag_quote(diags, chain->name));
			return true;
		}
	if (chain->length <= POLICIES_CHAIN)
		return false;
	diag(diags, RULE_POLICY_EXTENDS, chain->at,
	    "more than %d policies build on each other", POLICIES_CHAIN);
	return true;
}

static const struct policy *get(
    struct policies *policies, const struct chain *chain, struct diags *diags);

/* The base that NODE names, for a policy read from CHAIN's file. */
static const struct policy *
get_base(struct policies *policies, const struct chain *chain,
    const struct node *node, struct diags *diags)
{
	struct chain below = { node->text, node->pos, chain,
		chain->length + 1 };

	if (policies_is_file(below.name) && !file_name_is_safe(below.name)) {
		diag(diags, RULE_POLICY_EXTENDS, node->pos,
		    "a policy builds on one that is part of the program, or "
		    "on a file in its own directory; '%s' is neither",
		    diag_quote(diags, node->text));
		return NULL;
	}
	if (policies_is_file(below.name))
		below.name =
		    path_beside(chain->name, node->text, policies->arena);
	return get(policies, &below, diags);
}

static bool
read_policy(struct policies *policies, const struct chain *chain,
    const struct node *root, struct diags *diags, struct policy *ret)
{
	const struct node *extends = node_child(root, "extends");

	if (extends != NULL) {
		ret->base = get_base(policies, chain, extends, diags);
		if (ret->base == NULL)
			return false;
		memcpy(ret->rules, ret->base->rules, sizeof(ret->rules));
	}
	return policy_read(root, diags, ret);
}

static const struct policy *
get(struct policies *policies, const struct chain *chain, struct diags *diags)
{
	const struct schema *schema = NULL;
	const struct node *root;
	struct source *source;
	struct policy *policy;
	struct kept *kept;

	if (is_circle(chain, diags))
		return NULL;
	for (kept = policies->kept; kept != NULL; kept = kept->next)
		if (kept->policy != NULL &&
		    strcmp(kept->name, chain->name) == 0)
			return kept->policy;
	source = open_policy(policies, chain, &schema, diags);
	if (source == NULL)
		return NULL;
	kept = keep(policies, chain->name, source);
	root = read_tree(policies, chain, source, diags);
	if (root == NULL ||
	    (schema != NULL && !schema_check(schema, root, diags)))
		return NULL;
	policy = ARENA_NEW(policies->arena, struct policy);
	policy->source = source;
	policy->is_default = strcmp(chain->name, POLICY_DEFAULT) == 0;
	if (!read_policy(policies, chain, root, diags, policy))
		return NULL;
	kept->policy = policy;
	return policy;
}

const struct policy *
policies_get(struct policies *policies, const char *name, struct diags *diags)
{
	const struct chain chain = { name, NOWHERE, NULL, 1 };

	return get(policies, &chain, diags);
}
