/* SPDX-License-Identifier: ISC */
/*
 * From a profile's tree, which fits the schema, to the typed profile; what
 * a schema cannot say is checked here.  The tree shares the profile's arena,
 * so that texts need not be copied.  Floor 4.
 */
#include "device/profile_read.h"

#include <stdarg.h>
#include <string.h>

#include "doc/scalar.h"

void
profile_refuse(
    struct profile_reader *reader, struct pos at, const char *format, ...)
{
	struct arena *arena = diags_arena(reader->diags);
	va_list args;

	va_start(args, format);
	diag(reader->diags, RULE_PROFILE, at, "%s",
	    arena_vprintf(arena, format, args));
	va_end(args);
	reader->good = false;
}

/* Patterns are kept in one list, in blocks of a power of two. */
static void
keep_pattern(struct profile *profile, struct pattern *pattern)
{
	size_t count = profile->pattern_count;
	struct pattern **grown;

	if ((count & (count - 1)) == 0) {
		grown = arena_array(profile->arena, count != 0 ? count * 2 : 1,
		    sizeof(struct pattern *));
		if (count != 0)
			memcpy(
			    grown, profile->patterns, count * sizeof(*grown));
		profile->patterns = grown;
	}
	profile->patterns[profile->pattern_count++] = pattern;
}

struct pattern *
profile_pattern(struct profile_reader *reader, const struct node *node)
{
	struct pattern_error error;
	struct pattern *pattern =
	    pattern_new(node->text, PATTERN_WHOLE, &error);

	if (pattern == NULL)
		profile_refuse(reader, node->pos,
		    "pattern cannot be used: %s, at its character %zu",
		    error.message, error.offset + 1);
	else
		keep_pattern(reader->profile, pattern);
	return pattern;
}

/* A list of strings as an array; LIST may be NULL. */
static const char *const *
texts(struct profile *profile, const struct node *list, size_t *ret_count)
{
	const char **array;
	const struct node *item;
	size_t count = 0;

	*ret_count = 0;
	if (list == NULL)
		return NULL;
	array = arena_array(profile->arena, node_count(list), sizeof(*array));
	for (item = list->first; item != NULL; item = item->next)
		array[count++] = item->text;
	*ret_count = count;
	return array;
}

static bool
has_item(const struct node *list, const char *text)
{
	const struct node *item = list == NULL ? NULL : list->first;

	for (; item != NULL; item = item->next)
		if (strcmp(item->text, text) == 0)
			return true;
	return false;
}

static void
read_aws_types(struct profile *profile, const struct node *list)
{
	struct profile_aws_type *types =
	    arena_array(profile->arena, node_count(list), sizeof(*types));
	const struct node *item;

	for (item = list->first; item != NULL; item = item->next)
		types[profile->aws_device_type_count++] =
		    (struct profile_aws_type){
			    .id = node_text(item, "id"),
			    .vendor = node_text(item, "vendor"),
			    .platform = node_text(item, "platform"),
			    .software = node_text(item, "software"),
		    };
	profile->aws_device_types = types;
}

static void
read_identity(struct profile_reader *reader, const struct node *root)
{
	struct profile *profile = reader->profile;
	const struct node *id = node_child(root, "id"), *node;

	profile->id = id->text;
	if (strcmp(id->text, reader->id) != 0)
		profile_refuse(reader, id->pos,
		    "id must be '%s', as the file is called; is '%s'",
		    diag_quote(reader->diags, reader->id), id->text);
	profile->vendor = node_text(root, "vendor");
	profile->platform = node_text(root, "platform");
	profile->software = node_text(root, "software");
	profile->summary = node_text(root, "summary");
	profile->role = node_text(root, "role");
	if (profile->role == NULL)
		profile->role = "device";
	node = node_child(root, "renders");
	if (node != NULL && strcmp(node->text, "client-vpn-endpoint") == 0)
		profile->renders = PROFILE_RENDERS_CLIENTS;
	if (node != NULL && strcmp(node->text, "openvpn-server") == 0)
		profile->renders = PROFILE_RENDERS_OPENVPN;
	read_aws_types(profile, node_child(root, "aws_device_types"));
	profile->verified = texts(
	    profile, node_child(root, "verified"), &profile->verified_count);
}

static void
read_sources(struct profile_reader *reader, const struct node *list)
{
	struct profile *profile = reader->profile;
	struct profile_source *sources =
	    arena_array(profile->arena, node_count(list), sizeof(*sources));
	const struct node *item;

	for (item = list->first; item != NULL; item = item->next)
		sources[profile->source_count++] = (struct profile_source){
			.title = node_text(item, "title"),
			.url = node_text(item, "url"),
			.read = node_text(item, "read"),
		};
	profile->sources = sources;
}

static void
read_abilities(struct profile_reader *reader, const struct node *root)
{
	struct profile *profile = reader->profile;
	const struct node *node = node_child(root, "routing");

	profile->bgp = has_item(node, "bgp");
	profile->static_routing = has_item(node, "static");
	profile->routing_at = node == NULL ? NOWHERE : node->name_pos;
	node = node_child(root, "inside_ip_versions");
	profile->inside_ipv4 = has_item(node, "ipv4");
	profile->inside_ipv6 = has_item(node, "ipv6");
	profile->inside_ip_versions_at =
	    node == NULL ? NOWHERE : node->name_pos;
	node = node_child(root, "outside_ip_versions");
	profile->outside_ipv4 = node == NULL || has_item(node, "ipv4");
	profile->outside_ipv6 = node != NULL && has_item(node, "ipv6");
	node = node_child(root, "four_byte_asn");
	profile->four_byte_asn =
	    node == NULL || strcmp(node->text, "true") == 0;
	node = node_child(root, "authentication");
	profile->psk = node == NULL || has_item(node, "psk");
	profile->certificate_v1 = node != NULL && has_item(node, "certificate");
	profile->certificate =
	    profile->certificate_v1 ||
	    (node != NULL && has_item(node, "certificate-ikev2"));
	node = node_child(root, "outside_address");
	profile->address_optional =
	    node != NULL && strcmp(node->text, "optional") == 0;
	node = node_child(root, "route_policy");
	profile->prepends = node != NULL && has_item(node, "as_path_prepend");
	profile->sets_med = node != NULL && has_item(node, "med");
	profile->sets_preference =
	    node != NULL && has_item(node, "local_preference");
	node = node_child(root, "proposals");
	profile->shared_proposals =
	    node != NULL && strcmp(node->text, "connection") == 0;
	node = node_child(root, "initiates");
	profile->initiates = PROFILE_INITIATES_ALWAYS;
	/* The schema has the same names. */
	while (
	    node != NULL && profile->initiates < PROFILE_INITIATES_NEVER &&
	    strcmp(profile_initiates_name(profile->initiates), node->text) != 0)
		profile->initiates++;
}

static void
read_characters(struct profile_reader *reader, const struct node *map)
{
	struct profile *profile = reader->profile;
	struct profile_characters *rules =
	    arena_array(profile->arena, node_count(map), sizeof(*rules));
	const struct node *rule, *max;
	int64_t most;

	for (rule = map->first; rule != NULL; rule = rule->next) {
		max = node_child(rule, "max");
		most = 0;
		/* The schema has seen that it is a small integer. */
		if (max != NULL)
			(void)scalar_integer(max->text, &most);
		rules[profile->characters_count++] =
		    (struct profile_characters){
			    .name = rule->name,
			    .text = node_text(rule, "text"),
			    .pattern = profile_pattern(
				reader, node_child(rule, "pattern")),
			    .max = (size_t)most,
			    .separator = node_text(rule, "separator"),
			    .at = rule->name_pos,
		    };
	}
	profile->characters = rules;
	profile->key_characters = profile_characters(profile, "pre_shared_key");
	profile->name_characters = profile_characters(profile, "name");
}

void
profile_read_syntax(const struct node *map, struct profile_syntax *ret)
{
	const char *nesting = node_text(map, "nesting");
	unsigned i = PROFILE_NESTING_INDENT;

	/* The schema has the same names. */
	while (
	    i < PROFILE_NESTING_DOCUMENT &&
	    strcmp(profile_nesting_name((enum profile_nesting)i), nesting) != 0)
		i++;
	ret->nesting = (enum profile_nesting)i;
	ret->comment = node_text(map, "comment");
	ret->negate = node_text(map, "negate");
}

void
profile_read(struct profile_reader *reader, const struct node *root)
{
	struct profile *profile = reader->profile;

	read_identity(reader, root);
	read_sources(reader, node_child(root, "sources"));
	read_abilities(reader, root);
	if (node_child(root, "algorithms") != NULL)
		profile_read_algorithms(reader, node_child(root, "algorithms"));
	read_characters(reader, node_child(root, "characters"));
	profile_read_parameters(reader, node_child(root, "parameters"));
	profile_read_syntax(node_child(root, "syntax"), &profile->syntax);
	profile_read_running(reader, node_child(root, "running"));
	profile_read_changes(reader, node_child(root, "changes"));
	profile_read_files(reader, root);
	profile->notes =
	    texts(profile, node_child(root, "notes"), &profile->note_count);
	profile_read_printed(reader, node_child(root, "running"));
}
