/* SPDX-License-Identifier: ISC */
/* Which devices there are, by what they can do; a device for programs.
 * Floor 7. */
#include "cmd/device_list.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- choosing --------------------------------------------------------- */

static bool
has_ike(const struct profile *profile, const char *version)
{
	int index = algorithm_find(ALGORITHM_IKE_VERSION, version);

	return index >= 0 &&
	       (profile->ike_versions & (algorithm_set)1 << index) != 0;
}

static bool
has_gcm(const struct profile *profile)
{
	const struct profile_algorithms *can;
	unsigned version, i;

	for (version = 1; version <= 2; version++) {
		can = profile_can(profile, version, 2, ALGORITHM_ENCRYPTION);
		for (i = 0; i < algorithm_count(ALGORITHM_ENCRYPTION); i++)
			if ((can->set & (algorithm_set)1 << i) != 0 &&
			    algorithm_get(ALGORITHM_ENCRYPTION, i)->aead)
				return true;
	}
	return false;
}

/* What a word of --supports asks for. */
#define ABILITY(name, condition)                                               \
	static bool name(const struct profile *p)                              \
	{                                                                      \
		return condition;                                              \
	}

ABILITY(can_bgp, p->bgp)
ABILITY(can_static, p->static_routing)
ABILITY(can_ikev1, has_ike(p, "ikev1"))
ABILITY(can_ikev2, has_ike(p, "ikev2"))
ABILITY(can_ipv4, p->inside_ipv4)
ABILITY(can_ipv6, p->inside_ipv6)
ABILITY(can_outside6, p->outside_ipv6)
ABILITY(can_asn32, p->bgp && p->four_byte_asn)
ABILITY(can_certificate, p->certificate)
ABILITY(can_remove, p->removal_count != 0)
ABILITY(can_policy, p->prepends && p->sets_med && p->sets_preference)

static const struct {
	const char *word;
	bool (*can)(const struct profile *profile);
} abilities[] = {
	{ "bgp", can_bgp },
	{ "static", can_static },
	{ "ikev1", can_ikev1 },
	{ "ikev2", can_ikev2 },
	{ "ipv4", can_ipv4 },
	{ "ipv6", can_ipv6 },
	{ "ipv6-outside", can_outside6 },
	{ "gcm", has_gcm },
	{ "asn32", can_asn32 },
	{ "certificate", can_certificate },
	{ "remove", can_remove },
	{ "route-policy", can_policy },
};

#define ABILITIES (sizeof(abilities) / sizeof(abilities[0]))

/* The row of the word of LENGTH at TEXT, or ABILITIES. */
static size_t
find_word(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < ABILITIES; i++)
		if (strlen(abilities[i].word) == length &&
		    strncasecmp(abilities[i].word, text, length) == 0)
			break;
	return i;
}

bool
device_words_are_known(const struct settings *settings)
{
	const char *at = settings->supports;
	size_t length;

	for (; at != NULL && *at != '\0'; at += length + (at[length] == ',')) {
		length = strcspn(at, ",");
		if (find_word(at, length) == ABILITIES)
			return false;
	}
	return true;
}

/* Whether TEXT holds PART, in any case. */
static bool
holds(const char *text, const char *part)
{
	size_t length = strlen(part);

	for (; strlen(text) >= length; text++)
		if (strncasecmp(text, part, length) == 0)
			return true;
	return false;
}

static bool
is_by(const struct profile *profile, const char *vendor)
{
	size_t i;

	if (vendor == NULL || holds(profile->vendor, vendor))
		return true;
	for (i = 0; i < profile->aws_device_type_count; i++)
		if (holds(profile->aws_device_types[i].vendor, vendor))
			return true;
	return false;
}

bool
device_is_chosen(const struct profile *profile, const struct settings *settings)
{
	const char *at = settings->supports;
	size_t length, row;

	for (; at != NULL && *at != '\0'; at += length + (at[length] == ',')) {
		length = strcspn(at, ",");
		row = find_word(at, length);
		if (row != ABILITIES && !abilities[row].can(profile))
			return false;
	}
	return is_by(profile, settings->vendor);
}

/* ---- printing --------------------------------------------------------- */

#define LINE "%-19s %-10s %-11s %-4s %-9s "

void
device_head(void)
{
	printf(LINE "%s\n", "DEVICE", "ROLE", "ROUTING", "IKE", "INSIDE",
	    "VENDOR, PLATFORM, SOFTWARE");
}

/* What there is of two, with AND between. */
static const char *
both(bool first, bool second, const char *one, const char *two,
    const char *together)
{
	return first && second ? together : first ? one : second ? two : "-";
}

void
device_line(const struct profile *profile)
{
	printf(LINE "%s %s, %s\n", profile->id, profile->role,
	    both(profile->bgp, profile->static_routing, "bgp", "static",
		"bgp,static"),
	    both(can_ikev1(profile), can_ikev2(profile), "1", "2", "1,2"),
	    both(profile->inside_ipv4, profile->inside_ipv6, "ipv4", "ipv6",
		"ipv4,ipv6"),
	    profile->vendor, profile->platform, profile->software);
}

static void
write_abilities(struct writer *writer, const struct profile *profile)
{
	size_t i;

	writer_key(writer, "supports");
	writer_begin(writer, '[');
	for (i = 0; i < ABILITIES; i++)
		if (abilities[i].can(profile))
			writer_text(writer, abilities[i].word);
	writer_end(writer, ']');
}

static void
write_texts(struct writer *writer, const char *key, const char *const *texts,
    size_t count)
{
	size_t i;

	writer_key(writer, key);
	writer_begin(writer, '[');
	for (i = 0; i < count; i++)
		writer_text(writer, texts[i]);
	writer_end(writer, ']');
}

static void
write_aws(struct writer *writer, const struct profile *profile)
{
	const struct profile_aws_type *type;
	size_t i;

	writer_key(writer, "aws_device_types");
	writer_begin(writer, '[');
	for (i = 0; i < profile->aws_device_type_count; i++) {
		type = &profile->aws_device_types[i];
		writer_begin(writer, '{');
		writer_text_at(writer, "id", type->id);
		writer_text_at(writer, "vendor", type->vendor);
		writer_text_at(writer, "platform", type->platform);
		writer_text_at(writer, "software", type->software);
		writer_end(writer, '}');
	}
	writer_end(writer, ']');
}

static void
write_parameters(struct writer *writer, const struct profile *profile)
{
	const struct parameter *parameter;
	size_t i;

	writer_key(writer, "parameters");
	writer_begin(writer, '[');
	for (i = 0; i < profile->parameter_count; i++) {
		parameter = &profile->parameters[i];
		writer_begin(writer, '{');
		writer_text_at(writer, "name", parameter->name);
		writer_text_at(
		    writer, "type", parameter_type_name(parameter->type));
		writer_text_at(writer, "required",
		    parameter_required_name(parameter->required));
		writer_text_at(writer, "default", parameter->preset.text);
		writer_text_at(writer, "text", parameter->text);
		writer_end(writer, '}');
	}
	writer_end(writer, ']');
}

static void
write_files(struct writer *writer, const char *key,
    const struct profile_file *files, size_t count)
{
	size_t i;

	writer_key(writer, key);
	writer_begin(writer, '[');
	for (i = 0; i < count; i++) {
		writer_begin(writer, '{');
		writer_text_at(writer, "name", files[i].name);
		writer_text_at(writer, "template", files[i].template);
		writer_end(writer, '}');
	}
	writer_end(writer, ']');
}

static void
write_omissions(struct writer *writer, const struct profile *profile)
{
	size_t i;

	writer_key(writer, "not_applicable");
	writer_begin(writer, '{');
	for (i = 0; i < profile->omission_count; i++)
		writer_text_at(writer, profile->omissions[i].name,
		    profile->omissions[i].text);
	writer_end(writer, '}');
}

static void
write_wordings(struct writer *writer, const char *key,
    const struct profile_wording *wordings, size_t count)
{
	size_t i;

	writer_key(writer, key);
	writer_begin(writer, '[');
	for (i = 0; i < count; i++)
		writer_text(writer, wordings[i].text);
	writer_end(writer, ']');
}

static void
write_pairs(struct writer *writer, const char *key,
    const struct profile_spelling *pairs, size_t count)
{
	size_t i;

	writer_key(writer, key);
	writer_begin(writer, '[');
	for (i = 0; i < count; i++) {
		writer_begin(writer, '[');
		writer_text(writer, pairs[i].from.text);
		writer_text(writer, pairs[i].to.text);
		writer_end(writer, ']');
	}
	writer_end(writer, ']');
}

static void
write_running(struct writer *writer, const struct profile *profile)
{
	const struct profile *printed = profile->printed;
	const struct profile_running *running =
	    &(printed != NULL ? printed : profile)->syntax.running;
	size_t i;

	writer_key(writer, "running");
	writer_begin(writer, '{');
	if (printed != NULL) {
		writer_text_at(writer, "syntax",
		    profile_nesting_name(printed->syntax.nesting));
		write_files(
		    writer, "files", printed->files, printed->file_count);
	}
	writer_text_at(writer, "show", running->show);
	writer_text_at(writer, "prefix", running->prefix);
	write_wordings(
	    writer, "unshown", running->unshown, running->unshown_count);
	write_wordings(writer, "modes", running->modes, running->mode_count);
	write_wordings(writer, "apart", running->apart, running->apart_count);
	write_pairs(writer, "parts", running->parts, running->part_count);
	write_wordings(writer, "lists", running->lists, running->list_count);
	write_wordings(
	    writer, "members", running->members, running->member_count);
	write_pairs(writer, "same", running->same, running->same_count);
	writer_key(writer, "interfaces");
	writer_begin(writer, '[');
	for (i = 0; i < running->interface_count; i++)
		writer_text(writer, running->interfaces[i]);
	writer_end(writer, ']');
	write_pairs(writer, "words", running->words, running->word_count);
	write_pairs(
	    writer, "implied", running->implied, running->implied_count);
	write_wordings(writer, "open", running->open, running->open_count);
	write_wordings(
	    writer, "phase1", running->phase1, running->phase1_count);
	write_pairs(
	    writer, "inherited", running->inherited, running->inherited_count);
	write_pairs(writer, "refers", running->refers, running->refer_count);
	write_wordings(writer, "counts", running->counts, running->count_count);
	writer_end(writer, '}');
}

static void
write_sources(struct writer *writer, const struct profile *profile)
{
	size_t i;

	writer_key(writer, "sources");
	writer_begin(writer, '[');
	for (i = 0; i < profile->source_count; i++) {
		writer_begin(writer, '{');
		writer_text_at(writer, "title", profile->sources[i].title);
		writer_text_at(writer, "url", profile->sources[i].url);
		writer_text_at(writer, "read", profile->sources[i].read);
		writer_end(writer, '}');
	}
	writer_end(writer, ']');
}

void
device_json(struct writer *writer, const struct profile *profile)
{
	writer_begin(writer, '{');
	writer_text_at(writer, "id", profile->id);
	writer_text_at(writer, "role", profile->role);
	writer_text_at(writer, "vendor", profile->vendor);
	writer_text_at(writer, "platform", profile->platform);
	writer_text_at(writer, "software", profile->software);
	writer_text_at(writer, "summary", profile->summary);
	write_aws(writer, profile);
	write_abilities(writer, profile);
	writer_text_at(
	    writer, "initiates", profile_initiates_name(profile->initiates));
	writer_text_at(
	    writer, "syntax", profile_nesting_name(profile->syntax.nesting));
	writer_key(writer, "authentication");
	writer_begin(writer, '[');
	if (profile->psk)
		writer_text(writer, "psk");
	if (profile->certificate)
		writer_text(writer, profile->certificate_v1
					? "certificate"
					: "certificate-ikev2");
	writer_end(writer, ']');
	writer_text_at(writer, "outside_address",
	    profile->address_optional ? "optional" : "required");
	writer_key(writer, "has_keys");
	writer_flag(writer, profile_has_keys(profile));
	write_parameters(writer, profile);
	write_files(writer, "files", profile->files, profile->file_count);
	write_files(writer, "remove", profile->removal, profile->removal_count);
	writer_text_at(writer, "statements", profile->statements);
	write_omissions(writer, profile);
	write_running(writer, profile);
	write_texts(
	    writer, "verified", profile->verified, profile->verified_count);
	write_texts(writer, "notes", profile->notes, profile->note_count);
	write_sources(writer, profile);
	writer_end(writer, '}');
}
