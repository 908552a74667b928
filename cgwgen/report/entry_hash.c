/* SPDX-License-Identifier: ISC */
/* What tells findings of two runs apart.  Floor 6. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "report/entry.h"
#include "report/plain.h"

#define HASH_PRIME UINT64_C(0x100000001b3)

uint64_t
entry_hash(uint64_t hash, const char *text)
{
	if (text == NULL)
		text = "";
	do
		hash = (hash ^ (unsigned char)*text) * HASH_PRIME;
	while (*text++ != '\0');
	return hash;
}

/* Whether WORD, LENGTH bytes before a colon, looks like a file's name: it has
 * a dot or is "<stdin>", and has no other colon, as IPv6 addresses do. */
static bool
is_file_name(const char *word, size_t length)
{
	if (length == 0 || memchr(word, ':', length) != NULL)
		return false;
	return memchr(word, '.', length) != NULL || word[length - 1] == '>';
}

/*
 * Copies the word at *FROM to *TO without what says where a line is: of
 * "dir/file.json:12" only "file.json" stays.
 */
static void
copy_word(const char **from, char **to)
{
	size_t length = strcspn(*from, " "), digits = length, start, i;
	const char *word = *from;

	while (digits > 0 && strchr(",;)", word[digits - 1]) != NULL)
		digits--;
	i = digits;
	while (i > 0 && word[i - 1] >= '0' && word[i - 1] <= '9')
		i--;
	*from += length;
	if (i == digits || i == 0 || word[i - 1] != ':' ||
	    !is_file_name(word, i - 1)) {
		memmove(*to, word, length);
		*to += length;
		return;
	}
	for (start = i - 1; start > 0 && strchr("/(", word[start - 1]) == NULL;
	     start--)
		;
	memmove(*to, word + start, i - 1 - start);
	*to += i - 1 - start;
}

/*
 * Adds MESSAGE to HASH without numbers of lines, behind "line " or a file's
 * name: a finding stays the same when a line is added far above it.
 */
static uint64_t
hash_message(uint64_t hash, const char *message, struct arena *arena)
{
	static const char line[] = "line ";
	const size_t length = sizeof(line) - 1;
	char *copy = arena_string(arena, message), *to = copy;
	const char *from = copy;

	while (*from != '\0') {
		copy_word(&from, &to);
		if (*from != ' ')
			continue;
		*to++ = *from++;
		if ((size_t)(to - copy) >= length &&
		    memcmp(to - length, line, length) == 0)
			from += strspn(from, "0123456789");
	}
	*to = '\0';
	return entry_hash(hash, copy);
}

uint64_t
entry_number_hash(uint64_t hash, size_t repeated)
{
	char digits[32];

	if (repeated == 0)
		return hash;
	snprintf(digits, sizeof(digits), "%zu", repeated);
	return entry_hash(hash, digits);
}

const char *
entry_digits(uint64_t hash, struct arena *arena)
{
	return arena_printf(arena, "%016" PRIx64, hash);
}

static uint64_t
hash_of(const struct rule *rule, const char *subject, const char *message,
    struct arena *arena)
{
	uint64_t hash = entry_hash(ENTRY_HASH, rule->id);

	return hash_message(entry_hash(hash, subject), message, arena);
}

void
entry_identify(struct entry *entry, struct arena *arena, struct arena *scratch)
{
	entry_own(entry, arena)->hash = hash_of(
	    rule_get(entry->rule), entry->subject, entry->message, scratch);
}

uint64_t
entry_finding_hash(const struct finding *finding, struct arena *arena)
{
	return hash_of(rule_get(finding->rule),
	    plain_text(finding->subject, arena),
	    plain_text(finding->message, arena), arena);
}
