/* SPDX-License-Identifier: ISC */
/*
 * The part of `make bench` about descriptors in JSON:
 *
 *   bench-json generate N [FIRST]
 *                             prints describe-vpn-connections' answer for N
 *                             connections, numbered from FIRST on
 *   bench-json compare N FILE ROUNDS
 *                             times, in turn, reading FILE (N connections)
 *                             in several ways, and prints each one's median
 *
 * yajl and json-c take part where they are installed.
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#ifdef WITH_YAJL
#include <yajl/yajl_parse.h>
#endif
#ifdef WITH_JSON_C
#include <json-c/json.h>
#endif

#include "base/buf.h"
#include "base/file.h"
#include "doc/json.h"
#include "doc/text.h"
#include "read/intake.h"
#include "read/inventory.h"

#define LIMIT_ROUNDS 99

/* ---- a file like AWS's ------------------------------------------------- */

static void
add_end(struct buf *xml, const char *name, unsigned outside, unsigned third,
    unsigned fourth, unsigned asn, const char *network)
{
	buf_printf(xml,
	    "    <%s>\n      <tunnel_outside_address>\n"
	    "        <ip_address>%s.%u</ip_address>\n"
	    "      </tunnel_outside_address>\n"
	    "      <tunnel_inside_address>\n"
	    "        <ip_address>169.254.%u.%u</ip_address>\n"
	    "        <network_mask>255.255.255.252</network_mask>\n"
	    "        <network_cidr>30</network_cidr>\n"
	    "      </tunnel_inside_address>\n"
	    "      <bgp>\n        <asn>%u</asn>\n"
	    "        <hold_time>30</hold_time>\n      </bgp>\n    </%s>\n",
	    name, network, outside, third, fourth, asn, name);
}

static void
add_key(struct buf *buf, unsigned number, unsigned which)
{
	buf_printf(
	    buf, "Kq7.%08x_%08xWm3TzL", number, number * 2654435761u + which);
}

static unsigned
inside_network(unsigned number, unsigned which)
{
	return (number * 2 + which) % 10000;
}

static void
add_tunnel(struct buf *xml, unsigned number, unsigned which)
{
	unsigned network = inside_network(number, which);
	unsigned third = 6 + network / 64, fourth = network % 64 * 4;

	buf_text(xml, "  <ipsec_tunnel>\n");
	add_end(xml, "customer_gateway", number % 254 + 1, third, fourth + 2,
	    65010, "198.51.100");
	add_end(xml, "vpn_gateway", (number * 2 + which) % 254 + 1, third,
	    fourth + 1, 64512, "203.0.113");
	buf_text(xml,
	    "    <ike>\n"
	    "      <authentication_protocol>sha1</authentication_protocol>\n"
	    "      <encryption_protocol>aes-128-cbc</encryption_protocol>\n"
	    "      <lifetime>28800</lifetime>\n"
	    "      <perfect_forward_secrecy>group2</perfect_forward_secrecy>\n"
	    "      <mode>main</mode>\n      <pre_shared_key>");
	add_key(xml, number, which);
	buf_text(xml,
	    "</pre_shared_key>\n    </ike>\n    <ipsec>\n"
	    "      <protocol>esp</protocol>\n"
	    "      <authentication_protocol>hmac-sha1-96"
	    "</authentication_protocol>\n"
	    "      <encryption_protocol>aes-128-cbc</encryption_protocol>\n"
	    "      <lifetime>3600</lifetime>\n"
	    "      <perfect_forward_secrecy>group2</perfect_forward_secrecy>\n"
	    "      <mode>tunnel</mode>\n"
	    "      <clear_df_bit>true</clear_df_bit>\n"
	    "      <fragmentation_before_encryption>true"
	    "</fragmentation_before_encryption>\n"
	    "      <tcp_mss_adjustment>1379</tcp_mss_adjustment>\n"
	    "      <dead_peer_detection>\n        <interval>10</interval>\n"
	    "        <retries>3</retries>\n      </dead_peer_detection>\n"
	    "    </ipsec>\n  </ipsec_tunnel>\n");
}

static void
add_options(struct buf *json, unsigned number, unsigned which)
{
	unsigned network = inside_network(number, which);

	buf_printf(json,
	    "          {\n            \"OutsideIpAddress\": \"203.0.113.%u\",\n"
	    "            \"TunnelInsideCidr\": \"169.254.%u.%u/30\",\n"
	    "            \"PreSharedKey\": \"",
	    (number * 2 + which) % 254 + 1, 6 + network / 64, network % 64 * 4);
	add_key(json, number, which);
	buf_text(json,
	    "\",\n            \"Phase1EncryptionAlgorithms\": [\n"
	    "              {\n                \"Value\": \"AES256\"\n"
	    "              },\n              {\n"
	    "                \"Value\": \"AES256-GCM-16\"\n"
	    "              }\n            ],\n"
	    "            \"Phase1DHGroupNumbers\": [\n"
	    "              {\n                \"Value\": 20\n"
	    "              }\n            ],\n"
	    "            \"Phase1LifetimeSeconds\": 28800,\n"
	    "            \"DpdTimeoutSeconds\": 40,\n"
	    "            \"IkeVersions\": [\n"
	    "              {\n                \"Value\": \"ikev2\"\n"
	    "              }\n            ],\n"
	    "            \"StartupAction\": \"add\",\n"
	    "            \"LogOptions\": {\n"
	    "              \"CloudWatchLogOptions\": {\n"
	    "                \"LogEnabled\": false\n"
	    "              }\n            }\n          }");
}

static void
add_connection(struct buf *json, struct buf *xml, unsigned number)
{
	buf_clear(xml);
	buf_printf(xml,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<vpn_connection id=\"vpn-%017x\">\n"
	    "  <customer_gateway_id>cgw-%017x</customer_gateway_id>\n"
	    "  <vpn_gateway_id>vgw-%017x</vpn_gateway_id>\n"
	    "  <vpn_connection_type>ipsec.1</vpn_connection_type>\n",
	    number, number, number / 10);
	add_tunnel(xml, number, 0);
	add_tunnel(xml, number, 1);
	buf_text(xml, "</vpn_connection>");
	buf_text(json, "    {\n      \"Category\": \"VPN\",\n"
		       "      \"CustomerGatewayConfiguration\": ");
	json_write(json, xml->data);
	buf_printf(json,
	    ",\n      \"VpnConnectionId\": \"vpn-%017x\",\n"
	    "      \"State\": \"available\",\n      \"Type\": \"ipsec.1\",\n"
	    "      \"CustomerGatewayId\": \"cgw-%017x\",\n"
	    "      \"VpnGatewayId\": \"vgw-%017x\",\n"
	    "      \"Options\": {\n        \"EnableAcceleration\": false,\n"
	    "        \"StaticRoutesOnly\": false,\n"
	    "        \"LocalIpv4NetworkCidr\": \"0.0.0.0/0\",\n"
	    "        \"RemoteIpv4NetworkCidr\": \"0.0.0.0/0\",\n"
	    "        \"OutsideIpAddressType\": \"PublicIpv4\",\n"
	    "        \"TunnelInsideIpVersion\": \"ipv4\",\n"
	    "        \"TunnelOptions\": [\n",
	    number, number, number / 10);
	add_options(json, number, 0);
	buf_text(json, ",\n");
	add_options(json, number, 1);
	buf_printf(json,
	    "\n        ]\n      },\n      \"Routes\": [],\n"
	    "      \"Tags\": [\n        {\n          \"Key\": \"Name\",\n"
	    "          \"Value\": \"site %u\"\n        }\n      ]\n    }",
	    number);
}

static int
generate(unsigned count, unsigned first)
{
	struct buf json = { 0 }, xml = { 0 };
	unsigned i;

	puts("{\n  \"VpnConnections\": [");
	for (i = 0; i < count; i++) {
		buf_clear(&json);
		add_connection(&json, &xml, first + i);
		fputs(json.data, stdout);
		puts(i + 1 < count ? "," : "");
	}
	puts("  ]\n}");
	buf_free(&json);
	buf_free(&xml);
	return ferror(stdout) != 0;
}

/* ---- ways to read it --------------------------------------------------- */

static size_t sink; /* what keeps the compiler from dropping the work */

static bool
way_scan(struct source *source)
{
	const unsigned char *at = (const void *)source_text(source);
	size_t counts[256] = { 0 };

	for (; *at != '\0'; at++)
		counts[*at]++;
	sink += counts['"'];
	return true;
}

static bool
way_json(struct source *source)
{
	struct arena *arena = arena_new();
	const struct node *root =
	    json_read(source, INTAKE_LIMIT_NODES, arena, diags_new(arena, 0));

	sink += root != NULL ? node_count(root) : 0;
	arena_free(arena);
	return root != NULL;
}

static void
on_start(void *data, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int namespaces, const xmlChar **list, int attributes,
    int defaulted, const xmlChar **values)
{
	(void)local, (void)prefix, (void)uri, (void)namespaces, (void)list;
	(void)attributes, (void)defaulted, (void)values, (void)data;
	sink++;
}

static void
on_end(
    void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	(void)data, (void)local, (void)prefix, (void)uri;
}

static void
on_text(void *data, const xmlChar *text, int length)
{
	(void)data, (void)text, (void)length;
}

/* The tree of the JSON, and libxml2's events of every XML in it. */
static bool
way_json_and_sax(struct source *source)
{
	xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text };
	struct arena *arena = arena_new();
	const struct node *root = json_read(source, INTAKE_LIMIT_NODES, arena,
			      diags_new(arena, 0)),
			  *node = node_child(root, "VpnConnections");
	const char *xml;
	bool good = node != NULL;

	for (node = good ? node->first : NULL; node != NULL;
	     node = node->next) {
		xml = node_text(node, "CustomerGatewayConfiguration");
		good &= xml != NULL && xmlSAXUserParseMemory(&handler, NULL,
					   xml, (int)strlen(xml)) == 0;
	}
	arena_free(arena);
	return good;
}

/* All the way to models, one after another. */
static bool
way_models(struct source *source)
{
	struct inventory *inventory = inventory_new(NULL);
	struct arena *arena = arena_new();
	struct connection *connection;
	struct diags *diags = diags_new(arena, 0);
	bool good = inventory_add(inventory, source, NULL, diags);

	for (;;) {
		arena_reset(arena);
		diags = diags_new(arena, 0);
		if (!inventory_next(inventory, arena, diags, &connection))
			break;
		good &= connection != NULL && connection->tunnel_count == 2 &&
			diags_count(diags, SEVERITY_ERROR) == 0;
		sink++;
	}
	arena_free(arena);
	inventory_free(inventory);
	return good;
}

#ifdef WITH_YAJL
static int
on_string(void *data, const unsigned char *text, size_t length)
{
	(void)data, (void)text;
	sink += length;
	return 1;
}

static bool
way_yajl(struct source *source)
{
	static const yajl_callbacks callbacks = { .yajl_string = on_string,
		.yajl_map_key = on_string };
	yajl_handle handle = yajl_alloc(&callbacks, NULL, NULL);
	bool good =
	    yajl_parse(handle, (const unsigned char *)source_text(source),
		source_length(source)) == yajl_status_ok &&
	    yajl_complete_parse(handle) == yajl_status_ok;

	yajl_free(handle);
	return good;
}
#endif

#ifdef WITH_JSON_C
static bool
way_json_c(struct source *source)
{
	struct json_tokener *tokener = json_tokener_new();
	struct json_object *root = json_tokener_parse_ex(
	    tokener, source_text(source), (int)source_length(source));

	sink += root != NULL;
	json_object_put(root);
	json_tokener_free(tokener);
	return root != NULL;
}
#endif

static const struct {
	const char *label;
	bool (*read)(struct source *source);
} ways[] = {
	{ "to models, one at a time", way_models },
	{ "JSON tree and libxml2 SAX2 of the XML in it", way_json_and_sax },
	{ "JSON tree", way_json },
	{ "counting every byte", way_scan },
#ifdef WITH_YAJL
	{ "yajl, events only", way_yajl },
#endif
#ifdef WITH_JSON_C
	{ "json-c, tree", way_json_c },
#endif
};
#define WAYS (sizeof(ways) / sizeof(ways[0]))

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int
ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int
compare(double connections, const char *path, int rounds)
{
	static double seconds[WAYS][LIMIT_ROUNDS];
	struct arena *arena = arena_new();
	struct source *source =
	    file_read(path, FILE_LIMIT_DEFAULT, diags_new(arena, 0));
	double bytes, began, first = 0;
	struct rusage usage;
	size_t i;
	int round;

	if (source == NULL || rounds < 1 || rounds > LIMIT_ROUNDS)
		return 2;
	bytes = (double)source_length(source);
	for (round = -1; round < rounds; round++) /* one to warm up */
		for (i = 0; i < WAYS; i++) {
			began = now();
			if (!ways[i].read(source)) {
				fprintf(stderr, "%s failed\n", ways[i].label);
				return 2;
			}
			seconds[i][round < 0 ? 0 : round] = now() - began;
		}
	for (i = 0; i < WAYS; i++) {
		qsort(seconds[i], (size_t)rounds, sizeof(double), ascending);
		if (i == 0)
			first = seconds[i][rounds / 2];
		printf("%-44s %7.1f us %7.0f MB/s", ways[i].label,
		    seconds[i][rounds / 2] / connections * 1e6,
		    bytes / seconds[i][rounds / 2] / 1e6);
		if (i != 0)
			printf("   ratio %.2f", first / seconds[i][rounds / 2]);
		putchar('\n');
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("most memory: %.1f times the file\n",
	    (double)usage.ru_maxrss * 1024 / bytes);
	source_free(source);
	arena_free(arena);
	return sink == 0;
}

int
main(int argc, char **argv)
{
	if ((argc == 3 || argc == 4) && strcmp(argv[1], "generate") == 0)
		return generate((unsigned)strtoul(argv[2], NULL, 10),
		    argc == 4 ? (unsigned)strtoul(argv[3], NULL, 10) : 0);
	if (argc == 5 && strcmp(argv[1], "compare") == 0)
		return compare(strtod(argv[2], NULL), argv[3], atoi(argv[4]));
	fputs("bench-json: see tests/bench/json.c\n", stderr);
	return 2;
}
