/* SPDX-License-Identifier: ISC */
/*
 * A device profile: all that cgwgen knows of one kind of device, read from
 * devices/ID.yaml.  A profile is never changed after loading, so threads may
 * share it.
 */
#ifndef CGWGEN_DEVICE_PROFILE_H
#define CGWGEN_DEVICE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/pattern.h"
#include "base/source.h"
#include "device/parameter.h"
#include "doc/schema.h"
#include "model/algorithm.h"

/* Most rows of any table of algorithms: the bits of an algorithm_set. */
#define PROFILE_ALGORITHMS 32

/* What a device can do of one kind, in one phase of one IKE version. */
struct profile_algorithms {
	algorithm_set set;
	/* The device's spelling per algorithm index; NULL outside the set. */
	const char *spelling[PROFILE_ALGORITHMS];
};

/* Which characters a value may have on the device, by the value's name. */
struct profile_characters {
	const char *name; /* "pre_shared_key", "name" */
	const char *text; /* why this is the rule */
	const struct pattern *pattern;
	size_t max;            /* longest tunnel name; 0: names stay whole */
	const char *separator; /* instead of '.', '_' and '-'; NULL: those */
	struct pos at;
};

/* A row of AWS's GetVpnConnectionDeviceTypes. */
struct profile_aws_type {
	const char *id; /* eight hexadecimal digits; NULL: not public */
	const char *vendor;
	const char *platform;
	const char *software;
};

/* A public document that the profile relies on. */
struct profile_source {
	const char *title;
	const char *url;
	const char *read; /* YYYY-MM-DD */
};

/* What must hold of a connection or tunnel for a command to be of use. */
enum profile_condition {
	PROFILE_WHEN_BGP = 1,
	PROFILE_WHEN_STATIC = 2,
	PROFILE_WHEN_IKEV1 = 4,
	PROFILE_WHEN_IKEV2 = 8,
	PROFILE_WHEN_IPV4 = 16,
	PROFILE_WHEN_IPV6 = 32
};

struct profile_command {
	const char *command; /* a template */
	const char *text;
	bool each_tunnel; /* made once for each tunnel, else once */
	unsigned when;    /* enum profile_condition: all of these */
	struct pos at;
};

/* A value of the model that the device's configuration does not carry. */
struct profile_omission {
	const char *name;
	const char *text; /* why */
	struct pos at;
};

/* When the device begins IKE by itself. */
enum profile_initiates {
	PROFILE_INITIATES_ALWAYS,
	PROFILE_INITIATES_TRAFFIC,
	PROFILE_INITIATES_NEVER
};

/* How configuration nests on the device. */
enum profile_nesting {
	PROFILE_NESTING_INDENT,
	PROFILE_NESTING_SET,
	PROFILE_NESTING_BRACES,
	PROFILE_NESTING_SECTIONS,
	PROFILE_NESTING_SCRIPT,
	PROFILE_NESTING_DOCUMENT
};

/* A statement as the profile writes it down: words, "*" for any one word,
 * "**" for any number of them. */
struct profile_wording {
	const char *text;
	const char *const *words; /* without the '|' */
	size_t count;
	size_t block; /* how many of them stand before the '|' */
	bool whole;   /* had a '|': the words of the blocks are in it, too */
};

/* Another spelling of a statement. */
struct profile_spelling {
	struct profile_wording from;
	struct profile_wording to;
};

/* Most words of a wording. */
#define PROFILE_WORDING_WORDS 32
/* Most stars of one of its words but "**". */
#define PROFILE_WORD_STARS 8

/* How what the device prints differs from what it was given. */
struct profile_running {
	const char *show;   /* the command that prints it; NULL: not said */
	const char *prefix; /* of names, which says nothing; NULL: none */
	const struct profile_wording *unshown; /* defaults, left out */
	size_t unshown_count;
	/* Commands that open a mode, which lasts until "exit". */
	const struct profile_wording *modes;
	size_t mode_count;
	/* Of these, what only leads to others: its words are not said. */
	const struct profile_wording *passages;
	size_t passage_count;
	/* "set" commands: behind what is like one, names and values. */
	const struct profile_wording *apart;
	size_t apart_count;
	/* What begins a statement, with a '+' where a record is to stand, and
	 * the words at which what follows it is cut. */
	const struct profile_spelling *parts;
	size_t part_count;
	/* Whose "**" is a list: of algorithms, or of names, each of which is a
	 * statement of its own. */
	const struct profile_wording *lists;
	size_t list_count;
	const struct profile_wording *members;
	size_t member_count;
	const struct profile_spelling *same;
	size_t same_count;
	/* Kinds of interfaces, whose names may be shortened. */
	const char *const *interfaces;
	size_t interface_count;
	/* Parts of words that mean the same: from and to, one word each. */
	const struct profile_spelling *words;
	size_t word_count;
	/* What is there where the first is, though it is not shown. */
	const struct profile_spelling *implied;
	size_t implied_count;
	/* Whose last word is for the device to find out. */
	const struct profile_wording *open;
	size_t open_count;
	/* Whose last word stands for what phase 1 has. */
	const struct profile_wording *phase1;
	size_t phase1_count;
	/* What is said once for all blocks like the second's. */
	const struct profile_spelling *inherited;
	size_t inherited_count;
	/* Whose last word names what the second's last word names; that is
	 * '+' where no two names are one word. */
	const struct profile_spelling *refers;
	size_t refer_count;
	/* Whose last word only counts: the device may count otherwise. */
	const struct profile_wording *counts;
	size_t count_count;
};

/*
 * How an object that one command makes is changed on the device.  In SET and
 * REMOVE, "{name}" stands for what the device calls it (the first '*' of
 * MATCH),
 * "{by}" for its members BY with the device's values, and "{values}" for the
 * members that change.
 */
struct profile_change {
	struct profile_wording match; /* the command, up to its members */
	const char *set;              /* changes members; NULL: nothing does */
	const char *remove;           /* takes it away; NULL: nothing does */
	const char *then; /* has to be said after all of it; or NULL */
	const char *on;   /* the member that switches it on, or NULL */
	const char *const *by;
	size_t by_count;
	const char *const *fixed; /* members that SET cannot change */
	size_t fixed_count;
	const char *const *users; /* MATCH of objects that may use it: while
				     they do, it cannot be taken away */
	size_t user_count;
};

struct profile_syntax {
	enum profile_nesting nesting;
	const char *comment; /* begins a comment; "" when there is none */
	const char *negate;  /* put before a line to undo it; may be "" */
	struct profile_running running;
	const struct profile_change *changes;
	size_t change_count;
};

/* What a configuration is made of. */
enum profile_renders {
	PROFILE_RENDERS_CONNECTION,
	PROFILE_RENDERS_CLIENTS, /* an endpoint of Client VPN */
	PROFILE_RENDERS_OPENVPN  /* an OpenVPN server, and its clients */
};

/* One file of a device's configuration. */
struct profile_file {
	const char *name;      /* with {id} for the connection's id; {client} */
	const char *directory; /* with {id}: it lies in it; or NULL */
	const char *template;  /* below templates/ */
	bool executable;
	bool each_client; /* there is one for each client of a server */
	bool joins;       /* the texts of several connections make one file */
	/* Its own, without running and changes; NULL: the device's. */
	const struct profile_syntax *syntax;
	struct pos name_at;
	struct pos template_at;
};

struct profile {
	const struct source *source;
	const char *id;
	const char *vendor;
	const char *platform;
	const char *software;
	const char *summary;

	enum profile_renders renders;
	const char *role; /* "device", "cloud", "monitoring", ... */
	const struct profile_aws_type *aws_device_types;
	size_t aws_device_type_count;
	const struct profile_source *sources;
	size_t source_count;
	const char *const *verified;
	size_t verified_count;

	bool bgp, static_routing;        /* routing */
	bool inside_ipv4, inside_ipv6;   /* inside_ip_versions */
	bool outside_ipv4, outside_ipv6; /* outside_ip_versions */
	bool four_byte_asn;
	bool psk, certificate; /* authentication */
	bool certificate_v1;   /* certificates with IKEv1, too */
	bool address_optional; /* outside_address */
	/* What its templates do to a connection's routes: route_policy. */
	bool prepends, sets_med, sets_preference;
	bool shared_proposals; /* one set of algorithms for all tunnels */
	enum profile_initiates initiates;
	struct pos routing_at;
	struct pos inside_ip_versions_at;

	algorithm_set ike_versions; /* of ALGORITHM_IKE_VERSION */
	struct pos algorithms_at;
	/* By IKE version less 1, phase less 1 and kind; profile_can() reads
	 * it.  The kind ALGORITHM_IKE_VERSION stays empty. */
	struct profile_algorithms algorithms[2][2][ALGORITHM_KINDS];

	/* Of ALGORITHM_INTEGRITY: what can be the PRF beside an AEAD cipher in
	 * phase 1 of IKEv2; 0 when every algorithm of the phase can. */
	algorithm_set aead_prf;

	const struct profile_characters *characters;
	size_t characters_count;
	/* Those of "pre_shared_key" and of "name", or NULL. */
	const struct profile_characters *key_characters;
	const struct profile_characters *name_characters;
	const struct parameter *parameters; /* in the profile's order */
	size_t parameter_count;
	/* Those called "nat_traversal" and "mtu", or NULL. */
	const struct parameter *nat_traversal;
	const struct parameter *mtu;
	struct profile_syntax syntax;
	const struct profile_file *files;
	size_t file_count;
	const struct profile_file *removal; /* the files that undo it */
	size_t removal_count;
	/* The same with the files and the syntax of what the device prints,
	 * where that is not what it is given; else NULL. */
	const struct profile *printed;
	const char *statements; /* the syntax as a tree; NULL: not said */
	const struct profile_omission *omissions;
	size_t omission_count;
	const struct profile_command *commands;
	size_t command_count;
	const char *const *notes;
	size_t note_count;

	/* What profile_free() releases. */
	struct arena *arena;
	struct pattern **patterns;
	size_t pattern_count;
};

/*
 * Reads the profile in SOURCE, which must outlive it, checks it against
 * SCHEMA (schemas/device.schema.json; NULL for the text of profile ID that is
 * part of the program: it is known to fit, and parsed already) and for
 * consistency.  ID is what its file is called without ".yaml".  NULL after
 * CGW003 to CGW010 findings for its form or CGW602 findings for its content;
 * all that can be found is found.  Else the caller owns the profile.
 */
struct profile *profile_load(struct source *source, const char *id,
    const struct schema *schema, struct diags *diags);
void profile_free(struct profile *profile);

/*
 * What the device can do of KIND (not ALGORITHM_IKE_VERSION) in PHASE 1 or 2
 * of IKE VERSION 1 or 2.  Never NULL; empty when the version is missing.
 */
const struct profile_algorithms *profile_can(const struct profile *profile,
    unsigned version, unsigned phase, enum algorithm_kind kind);

/* The character rule called NAME, or NULL. */
const struct profile_characters *profile_characters(
    const struct profile *profile, const char *name);

/*
 * Whether TEXT keeps to the rule: it fits the pattern as a whole and has no
 * control character, whatever the pattern says.
 */
bool profile_characters_allow(
    const struct profile_characters *rule, const char *text);

/* The parameter called NAME, or NULL. */
const struct parameter *profile_parameter(
    const struct profile *profile, const char *name);

/* The value that parameter NAME has in VALUES, parameter_resolve()'s; NULL when
 * the profile has no such parameter. */
const struct parameter_value *profile_value(const struct profile *profile,
    const struct parameter_value *values, const char *name);

/* The same of an integer; 0 when there is none. */
int64_t profile_integer(const struct profile *profile,
    const struct parameter_value *values, const char *name);

/*
 * The name of FILE for CONNECTION_ID ({id} replaced), in ARENA; NULL when
 * the result is not safe as a file name (file_name_is_safe()).
 */
const char *profile_file_name(const struct profile_file *file,
    const char *connection_id, struct arena *arena);

/*
 * The same of an OpenVPN server's file; of one for each client, {client} is
 * CLIENT.  *RET_DIRECTORY becomes the directory that it lies in, or NULL, and
 * is part of the name then.
 */
const char *profile_file_path(const struct profile_file *file, const char *id,
    const char *client, struct arena *arena, const char **ret_directory);

/* "indent", "set", … */
const char *profile_nesting_name(enum profile_nesting nesting);

/* "always", "traffic", "never". */
const char *profile_initiates_name(enum profile_initiates initiates);

/* Whether the configuration holds pre-shared keys. */
bool profile_has_keys(const struct profile *profile);

#endif
