/* SPDX-License-Identifier: ISC */
/*
 * The template context and the list of its names: what is published is
 * listed, what is listed is published, with the type that the list says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "render/client.h"
#include "render/context.h"
#include "render/example.h"
#include "render/openvpn.h"

/* The names of a device, and whether each was seen with a value. */
struct names {
	const struct context_name *items;
	size_t count;
	bool *seen, *none;
};

static bool
has_type(const struct tvalue *value, enum context_type type)
{
	static const enum tkind kinds[] = { TV_STRING, TV_INT, TV_BOOL, TV_LIST,
		TV_DICT, TV_LIST };

	return value->kind == kinds[type];
}

/* What is published under PATH is listed, and so is all below it. */
static void
walk(struct arena *arena, const struct names *names, const char *path,
    const struct tvalue *value)
{
	const struct tentry *entry;
	const char *key;
	size_t i;

	for (i = 0; i < names->count; i++)
		if (strcmp(names->items[i].path, path) == 0)
			break;
	if (i == names->count)
		fail_msg("%s is published but not listed", path);
	if (value->kind == TV_NONE) {
		/* The examples give no parameter that every user has to. */
		if (names->items[i].none == NULL &&
		    strncmp(path, "param.", strlen("param.")) != 0)
			fail_msg("%s is none", path);
		names->none[i] = true;
		return;
	}
	names->seen[i] = true;
	if (!has_type(value, names->items[i].type))
		fail_msg("%s is no %s", path,
		    context_type_name(names->items[i].type));
	if (names->items[i].type == CONTEXT_DICTS) {
		assert_true(value->as.list->count != 0);
		value = &value->as.list->items[0];
		path = arena_printf(arena, "%s[]", path);
	}
	for (i = 0; value->kind == TV_DICT && i < value->as.dict->count; i++) {
		entry = &value->as.dict->entries[i];
		key = arena_copy(arena, entry->key.as.text, entry->key.length);
		walk(arena, names, arena_printf(arena, "%s.%s", path, key),
		    &entry->value);
	}
}

static void
walk_context(struct arena *arena, const struct names *names,
    const struct tvalue *context)
{
	const struct tentry *entry;
	size_t i;

	assert_int_equal(context->kind, TV_DICT);
	tv_make_all(context);
	for (i = 0; i < context->as.dict->count; i++) {
		entry = &context->as.dict->entries[i];
		walk(arena, names,
		    arena_copy(arena, entry->key.as.text, entry->key.length),
		    &entry->value);
	}
}

static struct names
names_of(struct fixture *f, const struct profile *profile)
{
	struct names names;

	names.items = context_names(profile, f->arena, &names.count);
	names.seen = arena_array(f->arena, names.count, sizeof(bool));
	names.none = arena_array(f->arena, names.count, sizeof(bool));
	return names;
}

static void
listed_is_published(const struct names *names)
{
	size_t i;

	for (i = 0; i < names->count; i++)
		if (!names->seen[i] && !names->none[i])
			fail_msg("%s is listed but not published",
			    names->items[i].path);
}

/* What is published of an endpoint, of which there is no example, is what is
 * listed. */
static void
client_context_is_what_is_listed(
    struct fixture *f, const struct profile *profile, struct names *names)
{
	const struct parameter_input input = { .set_count = 0 };
	struct estate_client_endpoint *endpoint =
	    ARENA_NEW(f->arena, struct estate_client_endpoint);
	const struct client_user user = { "a", "b", "c", "d", NULL };
	const struct client_facts facts = { .endpoint = endpoint };
	const struct client client = { &facts, "h", &user };
	const struct context_base base = context_base(profile,
	    parameter_resolve(profile->parameters, profile->parameter_count,
		&input, f->arena, f->diags),
	    f->arena);
	struct tvalue context;

	endpoint->id.text = "i";
	endpoint->transport_protocol.text = "udp";
	context = client_context(&client, profile, &base, f->arena);
	walk_context(f->arena, names, &context);
}

/* The same of an OpenVPN server and one of its clients. */
static void
openvpn_context_is_what_is_listed(
    struct fixture *f, const struct profile *profile, struct names *names)
{
	const struct parameter_input input = { .set_count = 0 };
	const struct openvpn_keys keys = { "a", "b", "c", "d" };
	struct estate_openvpn_server *server =
	    ARENA_NEW(f->arena, struct estate_openvpn_server);
	struct estate_openvpn_client *client =
	    ARENA_NEW(f->arena, struct estate_openvpn_client);
	struct openvpn_peer peer = { .client = client, .address = "10.9.0.9" };
	const struct openvpn_facts facts = { .server = server,
		.peers = &peer,
		.peer_count = 1,
		.address = "10.9.0.1",
		.peer_address = "10.9.0.2",
		.pool_first = "10.9.0.2",
		.pool_last = "10.9.0.8" };
	struct openvpn_common common = { .arena = f->arena };
	const struct openvpn_file file = { &facts, &peer, &keys, &common };
	const struct context_base base = context_base(profile,
	    parameter_resolve(profile->parameters, profile->parameter_count,
		&input, f->arena, f->diags),
	    f->arena);
	struct value *texts[] = { &server->id, &server->role, &server->remote,
		&server->proto, &server->verify_x509_name, &server->tls_crypt,
		&server->data_ciphers, &server->tls_version_min,
		&client->name };
	struct tvalue context;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		texts[i]->text = "t";
	context = openvpn_context(&file, profile, &base, f->arena);
	walk_context(f->arena, names, &context);
}

/* The examples are BGP, static routing, and BGP with IPv6 inside; a device that
 * cannot do all of them sees less than is listed. */
static void
context_is_what_is_listed(void **state)
{
	struct fixture *f = *state;
	struct tvalue contexts[EXAMPLE_LIMIT];
	const struct profile *profile;
	const char *const *ids;
	struct names names;
	size_t count, examples, complete = 0, i, j;

	ids = catalog_devices(f->catalog, &count);
	assert_true(count >= 3);
	for (i = 0; i < count; i++) {
		profile = fixture_profile(f, ids[i]);
		names = names_of(f, profile);
		if (profile->renders == PROFILE_RENDERS_CLIENTS) {
			client_context_is_what_is_listed(f, profile, &names);
			continue;
		}
		if (profile->renders == PROFILE_RENDERS_OPENVPN) {
			openvpn_context_is_what_is_listed(f, profile, &names);
			continue;
		}
		examples = example_contexts(profile, f->arena, contexts);
		if (examples == 0)
			fail_msg("%s can do no example", ids[i]);
		for (j = 0; j < examples; j++)
			walk_context(f->arena, &names, &contexts[j]);
		if (examples == 3)
			listed_is_published(&names);
		complete += examples == 3;
	}
	assert_true(complete >= 3);
}

/* Names that are said to be none sometimes are, and have a value elsewhere:
 * but for what AES-GCM leaves out, or the examples do not have. */
static void
context_none_is_true(void **state)
{
	static const char *const never_none[] = {
		"connection.customer_gateway_id",
		"connection.customer_outside_address",
		"tunnels[].customer_outside_address",
		"tunnels[].aws_inside_netmask", "tunnels[].tcp_mss_adjustment",
		"tunnels[].phase1.integrity", "tunnels[].phase1.integrity_name",
		"tunnels[].pre_shared_key"
	};
	static const char *const always_none[] = { "tunnels[].phase2.integrity",
		"tunnels[].phase2.integrity_name", "connection.as_path_prepend",
		"connection.med", "connection.local_preference" };
	struct fixture *f = *state;
	const struct profile *profile = fixture_profile(f, "juniper-srx");
	struct tvalue contexts[EXAMPLE_LIMIT];
	struct names names = names_of(f, profile);
	size_t examples, i, j;
	bool seen, none;

	examples = example_contexts(profile, f->arena, contexts);
	for (i = 0; i < examples; i++)
		walk_context(f->arena, &names, &contexts[i]);
	for (i = 0; i < names.count; i++) {
		if (strncmp(names.items[i].path, "param", 5) == 0)
			continue;
		none = names.items[i].none != NULL;
		seen = true;
		for (j = 0; j < sizeof(never_none) / sizeof(char *); j++)
			if (strcmp(never_none[j], names.items[i].path) == 0)
				none = false;
		for (j = 0; j < sizeof(always_none) / sizeof(char *); j++)
			if (strcmp(always_none[j], names.items[i].path) == 0)
				seen = false;
		if (none != names.none[i] || seen != names.seen[i])
			fail_msg("%s: none %d, value %d", names.items[i].path,
			    names.none[i], names.seen[i]);
	}
}

static void
context_shape_has_the_names(void **state)
{
	struct fixture *f = *state;
	const struct profile *profile = fixture_profile(f, "cisco-iosxe");
	struct names names = names_of(f, profile);
	struct tvalue shape = context_shape(profile, f->arena);

	walk_context(f->arena, &names, &shape);
	listed_is_published(&names);
	/* Without a profile nothing is known of parameters. */
	shape = context_shape(NULL, f->arena);
	assert_int_equal(tv_dict_get(&shape, "param", 5)->kind, TV_NONE);
}

static void
context_names_say_what_they_are(void **state)
{
	struct fixture *f = *state;
	const char *const *ids;
	struct names names;
	const struct profile *profile;
	size_t count, i, j, secrets = 0, wanted = 0;

	ids = catalog_devices(f->catalog, &count);
	for (i = 0; i < count; i++) {
		profile = fixture_profile(f, ids[i]);
		names = names_of(f, profile);
		/* The pre-shared key; a private key, and that of tls-crypt. */
		wanted += profile->renders == PROFILE_RENDERS_OPENVPN ? 2 : 1;
		for (j = 0; j < names.count; j++) {
			assert_non_null(names.items[j].text);
			assert_true(strlen(names.items[j].text) > 2);
			assert_null(strchr(names.items[j].text, '\n'));
			secrets += names.items[j].secret;
		}
	}
	assert_int_equal(secrets, wanted);
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(                                       \
	    function, fixture_setup, fixture_teardown)

extern const struct CMUnitTest context_tests[];
extern const size_t context_test_count;
const struct CMUnitTest context_tests[] = {
	TEST(context_is_what_is_listed),
	TEST(context_none_is_true),
	TEST(context_shape_has_the_names),
	TEST(context_names_say_what_they_are),
};
const size_t context_test_count =
    sizeof(context_tests) / sizeof(context_tests[0]);
