/* SPDX-License-Identifier: ISC */
/* Pre-shared keys from the system's random bytes.  Floor 0. */
#include "base/psk.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/random.h>

#include "base/arena.h"
#include "base/byte_set.h"

static const char alphabet[] = PSK_CHARACTERS;

#define SIZE (sizeof(alphabet) - 1)

size_t
psk_span(const char *text)
{
	return byte_class_span(BYTE_KEY, text);
}

/* Random bytes that were fetched and not used yet. */
struct pool {
	unsigned char bytes[PSK_MAX];
	size_t left;
};

static bool
fill(struct pool *pool)
{
	ssize_t got;

	do {
		got = getrandom(pool->bytes, sizeof(pool->bytes), 0);
	} while (got < 0 && errno == EINTR);
	pool->left = got > 0 ? (size_t)got : 0;
	return got > 0;
}

/*
 * A number below COUNT (at most 256).  Bytes above the greatest multiple of
 * COUNT are thrown away: their remainders would make some numbers likelier.
 */
static bool
below(struct pool *pool, size_t count, size_t *ret)
{
	const size_t limit = 256 - 256 % count;
	size_t byte;

	do {
		if (pool->left == 0 && !fill(pool))
			return false;
		byte = pool->bytes[--pool->left];
	} while (byte >= limit);
	*ret = byte % count;
	return true;
}

/* Whether the LENGTH bytes at TEXT are words. */
static bool
is_words(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (text[i] != ' ' && text[i] != '-' &&
		    strchr(alphabet, text[i]) == NULL)
			return false;
	return true;
}

bool
psk_is_masked(const char *text)
{
	static const char brackets[] = "<>()[]";
	const char *open = text[0] != '\0' ? strchr(brackets, text[0]) : NULL;
	size_t length = strlen(text), stars = strspn(text, "*"), words;

	if (length < 3)
		return false;
	if (open != NULL)
		return (open - brackets) % 2 == 0 &&
		       text[length - 1] == open[1] &&
		       is_words(text + 1, length - 2);
	words = stars + strcspn(text + stars, "*");
	return stars != 0 && (words == length) == (stars == length) &&
	       words + strspn(text + words, "*") == length &&
	       is_words(text + stars, words - stars);
}

bool
psk_make(char *ret, size_t length)
{
	struct pool pool = { .left = 0 };
	bool made = true;
	size_t i, number;

	for (i = 0; made && i < length; i++) {
		/* The alphabet's first character is the one that may not
		 * lead. */
		made = below(&pool, i == 0 ? SIZE - 1 : SIZE, &number);
		if (made)
			ret[i] = alphabet[i == 0 ? number + 1 : number];
	}
	if (!made)
		memory_wipe(ret, length);
	ret[length] = '\0';
	memory_wipe(&pool, sizeof(pool));
	return made;
}

double
psk_made_bits(size_t length)
{
	return log2(SIZE - 1) + (double)(length - 1) * log2(SIZE);
}
