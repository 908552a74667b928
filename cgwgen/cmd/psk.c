/* SPDX-License-Identifier: ISC */
/* cgwgen psk: new pre-shared keys.  Floor 7. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/psk.h"
#include "cmd/commands.h"
#include "cmd/session.h"

#define COUNT_MAX 1000

static int
out_of_range(const char *option, unsigned min, unsigned max)
{
	char message[80];

	snprintf(message, sizeof(message), "--%s is a number from %u to %u",
	    option, min, max);
	return usage_error("psk", message);
}

/* Prints one key in a line; false when there is no key or no room. */
static bool
print_key(size_t length)
{
	char line[PSK_MAX + 2];
	bool done = psk_make(line, length);

	if (!done) {
		fprintf(stderr, "cgwgen psk: no random bytes: %s\n",
		    strerror(errno));
	} else {
		line[length] = '\n';
		done = fwrite(line, 1, length + 1, stdout) == length + 1;
	}
	memory_wipe(line, sizeof(line));
	return done;
}

int
cmd_psk(const struct settings *settings)
{
	size_t i;

	if (settings->operand_count != 0)
		return usage_error("psk", "takes no operand");
	if (settings->count < 1 || settings->count > COUNT_MAX)
		return out_of_range("count", 1, COUNT_MAX);
	if (settings->length < PSK_MIN || settings->length > PSK_MAX)
		return out_of_range("length", PSK_MIN, PSK_MAX);
	/* Without a buffer no copy of a key is left behind. */
	setvbuf(stdout, NULL, _IONBF, 0);
	for (i = 0; i < settings->count; i++)
		if (!print_key(settings->length))
			return STATUS_TROUBLE;
	if (!settings->quiet)
		fprintf(stderr, "%.2f bits of entropy%s\n",
		    psk_made_bits(settings->length),
		    settings->count > 1 ? " in each key" : "");
	return STATUS_CLEAN;
}
