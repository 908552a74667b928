/* SPDX-License-Identifier: ISC */
/*
 * The algorithms AWS's tunnels can use, by AWS's names and by IANA's.
 * Each kind is one table, in the order in which a device's algorithm is
 * chosen: the strongest first.
 */
#ifndef CGWGEN_MODEL_ALGORITHM_H
#define CGWGEN_MODEL_ALGORITHM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum algorithm_kind {
	ALGORITHM_IKE_VERSION,
	ALGORITHM_ENCRYPTION,
	ALGORITHM_INTEGRITY,
	ALGORITHM_DH_GROUP,
	ALGORITHM_KINDS
};

struct algorithm {
	const char *name;  /* AWS's: "AES256-GCM-16", "SHA2-256", "14" */
	const char *iana;  /* IKEv2 registry: "ENCR_AES_CBC", … */
	unsigned number;   /* DH group, IKE version; key bits of a cipher */
	unsigned strength; /* bits, NIST SP 800-57 Part 1 Rev. 5, table 2 */
	bool aead;         /* needs no integrity algorithm of its own */
	uint8_t iv;        /* bytes in front of an ESP packet's data */
	uint8_t block;     /* bytes that ESP pads to a multiple of */
	uint8_t icv;       /* bytes of ESP's integrity check value */
	bool weak;         /* advised against, see the table for why */
};

/* A set of algorithms of one kind: bit N stands for row N of its table. */
typedef uint32_t algorithm_set;

/* How many algorithms of KIND there are; indices are below that. */
unsigned algorithm_count(enum algorithm_kind kind);

/* Row INDEX of KIND's table. */
const struct algorithm *algorithm_get(enum algorithm_kind kind, unsigned index);

/* "encryption algorithm", … for messages. */
const char *algorithm_kind_name(enum algorithm_kind kind);

/* The same for the members of SET: "encryption algorithms" when there are
 * several. */
const char *algorithm_kind_names(enum algorithm_kind kind, algorithm_set set);

/* The algorithms of KIND that there are; of ciphers those that are AEAD, or
 * those that are not. */
algorithm_set algorithm_every(enum algorithm_kind kind, bool aead);

/* The set of the one IKE version that is VERSION. */
algorithm_set algorithm_ike_version(unsigned version);

/* The index of AWS's NAME, in any case; -1 when there is none. */
int algorithm_find(enum algorithm_kind kind, const char *name);

/* The index of a TOKEN of AWS's XML ("aes-128-cbc", "hmac-sha1-96",
 * "group2"); -1 when it is not known. */
int algorithm_from_xml(enum algorithm_kind kind, const char *token);

/* The token for row INDEX of KIND in AWS's XML, where PHASE 1 or 2 is
 * described: "sha1" or "hmac-sha1-96".  NULL for IKE versions. */
const char *algorithm_to_xml(
    enum algorithm_kind kind, unsigned index, int phase);

/* Spelling INDEX of those that algorithm_from_xml() takes; NULL after the
 * last. */
const char *algorithm_xml_spelling(enum algorithm_kind kind, unsigned index);

/* All algorithms of KIND that AWS accepts in PHASE 1 or 2 (group 5 is for
 * phase 2 alone): EC2 API Reference, VpnTunnelOptionsSpecification. */
algorithm_set algorithm_aws_set(enum algorithm_kind kind, int phase);

/* The weak ones of a set. */
algorithm_set algorithm_weak(enum algorithm_kind kind, algorithm_set set);

/* The strongest member; -1 for the empty set. */
int algorithm_strongest(algorithm_set set);

/* "AES256, AES128" in TEXT of SIZE bytes; "none" for the empty set. */
char *algorithm_set_format(
    enum algorithm_kind kind, algorithm_set set, char *text, size_t size);
#define ALGORITHM_SET_TEXT 160

/*
 * The largest packet that fits through a tunnel without fragments, when the
 * outside has an MTU of 1500: for IPv4 AWS's table in "Best practices for an
 * AWS Site-to-Site VPN customer gateway device", which follows from ESP's
 * overhead; for IPv6,
 * of which AWS has no table, the same arithmetic with its longer header.
 * INTEGRITY is ignored for AEAD ciphers.  A TCP segment has 40 bytes less in
 * IPv4 and 60 less in IPv6.
 */
unsigned algorithm_tunnel_mtu(unsigned encryption, unsigned integrity,
    bool nat_traversal, bool outside_ipv6);

#endif
