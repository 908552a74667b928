/* SPDX-License-Identifier: ISC */
/* What AWS's XML said of a connection, as one digest.  Floor 5. */
#include "base/digest_run.h"
#include "check/fleet.h"
#include "model/field.h"

/* Words that no string begins with: their first byte is zero.  The upper half
 * is the value, or how many values are missing. */
#define WORD_MISSING UINT64_C(0x0100)
#define WORD_NUMBER UINT64_C(0x0200)
#define WORD_IPV4 UINT64_C(0x0300)
#define WORD_FLAG UINT64_C(0x0400)

/* What VALUE, of TYPE and from the XML, is as a word; 0 where several texts may
 * mean the same. */
static inline uint64_t
word_of(enum field_type type, const struct value *value)
{
	const struct ip *ip = &value->u.ip;

	if (type == FIELD_NUMBER &&
	    (value->text[0] != '0' || value->text[1] == '\0'))
		return WORD_NUMBER | (uint64_t)value->u.number << 32;
	if ((type == FIELD_IPV4 || type == FIELD_IP) && ip->family == 4)
		return WORD_IPV4 | ip_words(ip).high >> 32 << 32;
	if (type == FIELD_FLAG)
		return WORD_FLAG | (uint64_t)value->u.flag << 32;
	return 0;
}

static void
add_fields(struct digest_run *ret, const struct field *fields, size_t count,
    const void *owner)
{
	struct digest_run run = *ret; /* in registers */
	const struct value *value;
	uint64_t missing = 0, word;
	size_t i;

	for (i = 0; i < count && fields[i].xml != NULL; i++) {
		value = field_get(&fields[i], owner);
		if (value->origin != ORIGIN_XML || value->text == NULL) {
			missing++;
			continue;
		}
		if (missing != 0)
			digest_word(&run, WORD_MISSING | missing << 32);
		missing = 0;
		word = word_of(fields[i].type, value);
		if (word != 0)
			digest_word(&run, word);
		else
			digest_string(&run, value->text);
	}
	digest_word(&run, WORD_MISSING | missing << 32);
	*ret = run;
}

struct digest
fleet_content(const struct connection *connection, const struct digest_key *key)
{
	struct digest_run run;
	const struct field *fields;
	size_t count, i;

	digest_begin(&run, key);
	fields = connection_fields(&count);
	add_fields(&run, fields, count, connection);
	fields = tunnel_fields(&count);
	for (i = 0; i < connection->tunnel_count; i++)
		add_fields(&run, fields, count, &connection->tunnels[i]);
	return digest_end(&run); /* which wipes what the keys left */
}
