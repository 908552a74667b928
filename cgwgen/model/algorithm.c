/* SPDX-License-Identifier: ISC */
/*
 * The algorithm tables.  The rows' order is the order of choice: longer
 * keys first, and for one length AEAD first; elliptic curves before modular
 * groups, since they cost a fraction for the same strength; last those that
 * are advised against.  Floor 2.
 */
#include "model/algorithm.h"

#include <string.h>
#include <strings.h>

/* The rows of the tables below, in the order of choice. */
enum { AES256_GCM, AES256, AES128_GCM, AES128 };
enum { SHA2_512, SHA2_384, SHA2_256, SHA1 };
enum {
	GROUP_21,
	GROUP_20,
	GROUP_19,
	GROUP_18,
	GROUP_17,
	GROUP_16,
	GROUP_15,
	GROUP_14,
	GROUP_24,
	GROUP_23,
	GROUP_5,
	GROUP_22,
	GROUP_2
};

static const struct algorithm ike_versions[] = {
	{ .name = "ikev2", .iana = "IKEv2", .number = 2 },
	/* Deprecated by RFC 9395. */
	{ .name = "ikev1", .iana = "IKEv1", .number = 1, .weak = true },
};

/* IV and ICV: RFC 3602, RFC 4106.  ESP pads to 4 bytes at least (RFC 4303
 * section 2.4). */
static const struct algorithm encryptions[] = {
	[AES256_GCM] = { .name = "AES256-GCM-16",
	    .iana = "ENCR_AES_GCM_16",
	    .number = 256,
	    .strength = 256,
	    .aead = true,
	    .iv = 8,
	    .block = 4,
	    .icv = 16 },
	[AES256] = { .name = "AES256",
	    .iana = "ENCR_AES_CBC",
	    .number = 256,
	    .strength = 256,
	    .iv = 16,
	    .block = 16 },
	[AES128_GCM] = { .name = "AES128-GCM-16",
	    .iana = "ENCR_AES_GCM_16",
	    .number = 128,
	    .strength = 128,
	    .aead = true,
	    .iv = 8,
	    .block = 4,
	    .icv = 16 },
	[AES128] = { .name = "AES128",
	    .iana = "ENCR_AES_CBC",
	    .number = 128,
	    .strength = 128,
	    .iv = 16,
	    .block = 16 },
};

/* ICV: RFC 4868, RFC 2404. */
static const struct algorithm integrities[] = {
	[SHA2_512] = { .name = "SHA2-512",
	    .iana = "AUTH_HMAC_SHA2_512_256",
	    .strength = 256,
	    .icv = 32 },
	[SHA2_384] = { .name = "SHA2-384",
	    .iana = "AUTH_HMAC_SHA2_384_192",
	    .strength = 192,
	    .icv = 24 },
	[SHA2_256] = { .name = "SHA2-256",
	    .iana = "AUTH_HMAC_SHA2_256_128",
	    .strength = 128,
	    .icv = 16 },
	/* Weak: NIST retires SHA-1 by the end of 2030 (announcement of
	 * 2022-12-15). */
	[SHA1] = { .name = "SHA1",
	    .iana = "AUTH_HMAC_SHA1_96",
	    .strength = 96,
	    .icv = 12,
	    .weak = true },
};

/* Weak: RFC 8247 section 2.4 (2, 22 must not; 5 should not; 23, 24 should
 * not).  Numbers and names: IANA IKEv2 Transform Type 4. */
static const struct algorithm dh_groups[] = {
	[GROUP_21] = { .name = "21",
	    .iana = "521-bit random ECP group",
	    .number = 21,
	    .strength = 256 },
	[GROUP_20] = { .name = "20",
	    .iana = "384-bit random ECP group",
	    .number = 20,
	    .strength = 192 },
	[GROUP_19] = { .name = "19",
	    .iana = "256-bit random ECP group",
	    .number = 19,
	    .strength = 128 },
	[GROUP_18] = { .name = "18",
	    .iana = "8192-bit MODP Group",
	    .number = 18,
	    .strength = 200 },
	[GROUP_17] = { .name = "17",
	    .iana = "6144-bit MODP Group",
	    .number = 17,
	    .strength = 176 },
	[GROUP_16] = { .name = "16",
	    .iana = "4096-bit MODP Group",
	    .number = 16,
	    .strength = 152 },
	[GROUP_15] = { .name = "15",
	    .iana = "3072-bit MODP Group",
	    .number = 15,
	    .strength = 128 },
	[GROUP_14] = { .name = "14",
	    .iana = "2048-bit MODP Group",
	    .number = 14,
	    .strength = 112 },
	[GROUP_24] = { .name = "24",
	    .iana = "2048-bit MODP Group with 256-bit Prime Order Subgroup",
	    .number = 24,
	    .strength = 112,
	    .weak = true },
	[GROUP_23] = { .name = "23",
	    .iana = "2048-bit MODP Group with 224-bit Prime Order Subgroup",
	    .number = 23,
	    .strength = 112,
	    .weak = true },
	[GROUP_5] = { .name = "5",
	    .iana = "1536-bit MODP Group",
	    .number = 5,
	    .strength = 96,
	    .weak = true },
	[GROUP_22] = { .name = "22",
	    .iana = "1024-bit MODP Group with 160-bit Prime Order Subgroup",
	    .number = 22,
	    .strength = 80,
	    .weak = true },
	[GROUP_2] = { .name = "2",
	    .iana = "1024-bit MODP Group",
	    .number = 2,
	    .strength = 80,
	    .weak = true },
};

/*
 * What AWS's XML and its dialects write.  Only the first row of each name
 * has been seen from AWS; the others follow the same pattern, because what
 * GovCloud prints is not public.
 */
struct spelling {
	const char *token;
	unsigned index; /* of the row */
};

static const struct spelling encryption_spellings[] = {
	{ "aes-128-cbc", AES128 },
	{ "aes-128", AES128 },
	{ "aes-256-cbc", AES256 },
	{ "aes-256", AES256 },
	{ "aes-128-gcm-16", AES128_GCM },
	{ "aes-128-gcm", AES128_GCM },
	{ "aes-256-gcm-16", AES256_GCM },
	{ "aes-256-gcm", AES256_GCM },
};

static const struct spelling integrity_spellings[] = {
	{ "sha1", SHA1 },
	{ "sha-1", SHA1 },
	{ "hmac-sha1-96", SHA1 },
	{ "hmac-sha-1-96", SHA1 },
	{ "sha2-256", SHA2_256 },
	{ "sha256", SHA2_256 },
	{ "sha-256", SHA2_256 },
	{ "hmac-sha2-256-128", SHA2_256 },
	{ "hmac-sha-256-128", SHA2_256 },
	{ "hmac-sha256-128", SHA2_256 },
	{ "sha2-384", SHA2_384 },
	{ "sha384", SHA2_384 },
	{ "sha-384", SHA2_384 },
	{ "hmac-sha2-384-192", SHA2_384 },
	{ "hmac-sha-384-192", SHA2_384 },
	{ "hmac-sha384-192", SHA2_384 },
	{ "sha2-512", SHA2_512 },
	{ "sha512", SHA2_512 },
	{ "sha-512", SHA2_512 },
	{ "hmac-sha2-512-256", SHA2_512 },
	{ "hmac-sha-512-256", SHA2_512 },
	{ "hmac-sha512-256", SHA2_512 },
};

static const struct spelling dh_group_spellings[] = {
	{ "group2", GROUP_2 },
	{ "group5", GROUP_5 },
	{ "group14", GROUP_14 },
	{ "group15", GROUP_15 },
	{ "group16", GROUP_16 },
	{ "group17", GROUP_17 },
	{ "group18", GROUP_18 },
	{ "group19", GROUP_19 },
	{ "group20", GROUP_20 },
	{ "group21", GROUP_21 },
	{ "group22", GROUP_22 },
	{ "group23", GROUP_23 },
	{ "group24", GROUP_24 },
};

#define ROWS(table) (unsigned)(sizeof(table) / sizeof((table)[0]))

static const struct {
	const char *name;
	const char *names;
	const struct algorithm *rows;
	unsigned count;
	const struct spelling *spellings;
	unsigned spelling_count;
} kinds[ALGORITHM_KINDS] = {
	[ALGORITHM_IKE_VERSION] = { "IKE version", "IKE versions", ike_versions,
	    ROWS(ike_versions), NULL, 0 },
	[ALGORITHM_ENCRYPTION] = { "encryption algorithm",
	    "encryption algorithms", encryptions, ROWS(encryptions),
	    encryption_spellings, ROWS(encryption_spellings) },
	[ALGORITHM_INTEGRITY] = { "integrity algorithm", "integrity algorithms",
	    integrities, ROWS(integrities), integrity_spellings,
	    ROWS(integrity_spellings) },
	[ALGORITHM_DH_GROUP] = { "Diffie-Hellman group",
	    "Diffie-Hellman groups", dh_groups, ROWS(dh_groups),
	    dh_group_spellings, ROWS(dh_group_spellings) },
};

unsigned
algorithm_count(enum algorithm_kind kind)
{
	return kinds[kind].count;
}

const struct algorithm *
algorithm_get(enum algorithm_kind kind, unsigned index)
{
	return &kinds[kind].rows[index];
}

const char *
algorithm_kind_name(enum algorithm_kind kind)
{
	return kinds[kind].name;
}

const char *
algorithm_kind_names(enum algorithm_kind kind, algorithm_set set)
{
	return (set & (set - 1)) != 0 ? kinds[kind].names : kinds[kind].name;
}

int
algorithm_find(enum algorithm_kind kind, const char *name)
{
	unsigned i;

	for (i = 0; i < kinds[kind].count; i++)
		if (strcasecmp(kinds[kind].rows[i].name, name) == 0)
			return (int)i;
	return -1;
}

int
algorithm_from_xml(enum algorithm_kind kind, const char *token)
{
	const struct spelling *spellings = kinds[kind].spellings;
	unsigned i;

	for (i = 0; i < kinds[kind].spelling_count; i++)
		if (strcmp(spellings[i].token, token) == 0)
			return (int)spellings[i].index;
	return -1;
}

const char *
algorithm_to_xml(enum algorithm_kind kind, unsigned index, int phase)
{
	static const char hmac[] = "hmac-";
	const struct spelling *spellings = kinds[kind].spellings;
	bool wanted = kind == ALGORITHM_INTEGRITY && phase == 2;
	unsigned i;

	/* Of each name the first row that is of the phase. */
	for (i = 0; i < kinds[kind].spelling_count; i++)
		if (spellings[i].index == index &&
		    (strncmp(spellings[i].token, hmac, strlen(hmac)) == 0) ==
			wanted)
			return spellings[i].token;
	return NULL;
}

const char *
algorithm_xml_spelling(enum algorithm_kind kind, unsigned index)
{
	return index < kinds[kind].spelling_count
		   ? kinds[kind].spellings[index].token
		   : NULL;
}

algorithm_set
algorithm_aws_set(enum algorithm_kind kind, int phase)
{
	algorithm_set set = ((algorithm_set)1 << kinds[kind].count) - 1;

	if (kind == ALGORITHM_DH_GROUP && phase == 1)
		set &= ~((algorithm_set)1 << GROUP_5);
	return set;
}

algorithm_set
algorithm_weak(enum algorithm_kind kind, algorithm_set set)
{
	unsigned i;

	for (i = 0; i < kinds[kind].count; i++)
		if (!kinds[kind].rows[i].weak)
			set &= ~((algorithm_set)1 << i);
	return set;
}

int
algorithm_strongest(algorithm_set set)
{
	int i;

	for (i = 0; i < 32; i++)
		if (set & ((algorithm_set)1 << i))
			return i;
	return -1;
}

/* Adds WORD behind *USED bytes of TEXT; false when it was cut. */
static bool
put(char *text, size_t size, size_t *used, const char *word)
{
	for (; *word != '\0' && *used + 1 < size; word++)
		text[(*used)++] = *word;
	text[*used] = '\0';
	return *word == '\0';
}

char *
algorithm_set_format(
    enum algorithm_kind kind, algorithm_set set, char *text, size_t size)
{
	size_t used = 0;
	unsigned i;

	put(text, size, &used, "none");
	used = 0;
	for (i = 0; i < kinds[kind].count; i++)
		if ((set & ((algorithm_set)1 << i)) != 0 &&
		    ((used != 0 && !put(text, size, &used, ", ")) ||
			!put(text, size, &used, kinds[kind].rows[i].name)))
			break;
	return text;
}

unsigned
algorithm_tunnel_mtu(unsigned encryption, unsigned integrity,
    bool nat_traversal, bool outside_ipv6)
{
	const struct algorithm *cipher = &encryptions[encryption];
	unsigned icv = cipher->aead ? cipher->icv : integrities[integrity].icv;
	/* IP header, UDP header of NAT traversal, ESP's SPI and sequence
	 * number (RFC 4303, RFC 3948). */
	unsigned room = 1500 - (outside_ipv6 ? 40u : 20u) -
			(nat_traversal ? 8u : 0u) - 8 - cipher->iv - icv;

	/* Two bytes of every last block are ESP's pad length and next
	 * header. */
	return room / cipher->block * cipher->block - 2;
}

algorithm_set
algorithm_every(enum algorithm_kind kind, bool aead)
{
	algorithm_set set = 0;
	unsigned i;

	for (i = 0; i < algorithm_count(kind); i++)
		if (kind != ALGORITHM_ENCRYPTION ||
		    algorithm_get(kind, i)->aead == aead)
			set |= (algorithm_set)1 << i;
	return set;
}

algorithm_set
algorithm_ike_version(unsigned version)
{
	unsigned i, count = algorithm_count(ALGORITHM_IKE_VERSION);

	for (i = 0; i < count; i++)
		if (algorithm_get(ALGORITHM_IKE_VERSION, i)->number == version)
			return (algorithm_set)1 << i;
	return 0;
}
