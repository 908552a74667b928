/* SPDX-License-Identifier: ISC */
/* Reading PEM strictly.  Floor 1. */
#include "doc/pem.h"

#include <string.h>

#include "base/buf.h"
#include "base/line.h"

#define BEGIN "-----BEGIN "
#define END "-----END "
#define DASHES "-----"

/* A line without its end and the blanks before it. */
struct piece {
	const char *text;
	size_t length;
};

struct reading {
	const char *text;
	size_t length;
	size_t at;
	enum pem_kind kind;
	struct buf blocks;
	size_t count;
	const char *why; /* NULL: all is well */
};

static bool
next(struct reading *reading, struct piece *ret)
{
	size_t end;

	if (reading->at >= reading->length)
		return false;
	end = line_end(reading->text, reading->at);
	if (end > reading->length)
		end = reading->length;
	ret->text = reading->text + reading->at;
	ret->length = end - reading->at;
	reading->at = end;
	while (ret->length > 0 &&
	       strchr(" \t\r\n", ret->text[ret->length - 1]) != NULL)
		ret->length--;
	return true;
}

static bool
is(const struct piece *piece, const char *text)
{
	return piece->length == strlen(text) &&
	       memcmp(piece->text, text, piece->length) == 0;
}

static bool
begins(const struct piece *piece, const char *text)
{
	return piece->length >= strlen(text) &&
	       memcmp(piece->text, text, strlen(text)) == 0;
}

static bool
ends(const struct piece *piece, const char *text)
{
	size_t length = strlen(text);

	return piece->length >= length &&
	       memcmp(piece->text + piece->length - length, text, length) == 0;
}

/* The label between BEGIN and the dashes; false when it is no such line. */
static bool
label(const struct piece *piece, const char *word, struct piece *ret)
{
	size_t before = strlen(word), around = before + strlen(DASHES);

	if (!begins(piece, word) || !ends(piece, DASHES) ||
	    piece->length <= around)
		return false;
	ret->text = piece->text + before;
	ret->length = piece->length - around;
	return true;
}

/* Characters of base64, with '=' at the end alone. */
static bool
is_base64(const struct piece *piece)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i, count = piece->length;

	while (count > 0 && piece->length - count < 2 &&
	       piece->text[count - 1] == '=')
		count--;
	for (i = 0; i < count; i++)
		if (piece->text[i] == '\0' ||
		    strchr(digits, piece->text[i]) == NULL)
			return false;
	return count > 0 && piece->length <= PEM_LINE;
}

/* "Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-256-CBC,0123...". */
static bool
is_header(const struct piece *piece)
{
	size_t i;

	if (!begins(piece, "Proc-Type: ") && !begins(piece, "DEK-Info: "))
		return false;
	for (i = 0; i < piece->length; i++)
		if (piece->text[i] < ' ' || piece->text[i] > '~' ||
		    piece->text[i] == '<')
			return false;
	return piece->length <= PEM_LINE;
}

static void
take(struct reading *reading, const struct piece *piece)
{
	buf_add(&reading->blocks, piece->text, piece->length);
	buf_char(&reading->blocks, '\n');
}

/* The lines of a block called NAME, its first one read, up to its last. */
static void
read_block(struct reading *reading, const struct piece *name, bool wanted)
{
	struct piece line, last;
	size_t headers = 0, lines = 0;

	while (next(reading, &line)) {
		if (label(&line, END, &last)) {
			if (last.length != name->length ||
			    memcmp(last.text, name->text, name->length) != 0)
				break;
			if (lines == 0)
				break;
			if (wanted)
				take(reading, &line);
			return;
		}
		if (lines == 0 && is_header(&line))
			headers++;
		else if (is_base64(&line))
			lines++;
		else if (line.length != 0 || lines != 0 || headers == 0)
			break;
		/* DER of either kind is a SEQUENCE: 0x30. */
		if (wanted && lines == 1 && headers == 0 &&
		    reading->kind <= PEM_KEY && line.text[0] != 'M')
			break;
		if (wanted)
			take(reading, &line);
	}
	if (reading->why == NULL)
		reading->why = "has a broken block";
}

static bool
is_wanted(enum pem_kind kind, const struct piece *name)
{
	switch (kind) {
	case PEM_CERTIFICATES:
		return is(name, "CERTIFICATE") ||
		       is(name, "X509 CERTIFICATE") ||
		       is(name, "TRUSTED CERTIFICATE");
	case PEM_KEY:
		return ends(name, "PRIVATE KEY");
	case PEM_TLS_CRYPT:
		return is(name, "OpenVPN Static key V1");
	case PEM_TLS_CRYPT_V2_SERVER:
		return is(name, "OpenVPN tls-crypt-v2 server key");
	case PEM_TLS_CRYPT_V2_CLIENT:
		return is(name, "OpenVPN tls-crypt-v2 client key");
	}
	return false;
}

static void
read_one(struct reading *reading, const struct piece *begin,
    const struct piece *name)
{
	const bool is_key = ends(name, "PRIVATE KEY");
	const bool wanted = is_wanted(reading->kind, name);

	if (is_key && reading->kind == PEM_CERTIFICATES) {
		reading->why = "has a private key in it, too";
		return;
	}
	if (wanted) {
		take(reading, begin);
		reading->count++;
	}
	read_block(reading, name, wanted);
}

static void
read_all(struct reading *reading)
{
	static const char *const none[] = { [PEM_CERTIFICATES] =
						"has no certificate in PEM",
		[PEM_KEY] = "has no private key in PEM",
		[PEM_TLS_CRYPT] = "has no key for tls-crypt",
		[PEM_TLS_CRYPT_V2_SERVER] =
		    "has no key of a server for tls-crypt-v2",
		[PEM_TLS_CRYPT_V2_CLIENT] =
		    "has no key of a client for tls-crypt-v2" };
	struct piece line, name;

	if (reading->length > PEM_LIMIT) {
		reading->why = "is too large";
		return;
	}
	while (reading->why == NULL && next(reading, &line))
		if (label(&line, BEGIN, &name))
			read_one(reading, &line, &name);
	if (reading->why != NULL)
		return;
	if (reading->count == 0)
		reading->why = none[reading->kind];
	else if (reading->kind == PEM_KEY && reading->count > 1)
		reading->why = "has more than one private key";
	else if (reading->kind > PEM_KEY && reading->count > 1)
		reading->why = "has more than one key";
}

const char *
pem_read(const char *text, size_t length, enum pem_kind kind,
    struct arena *arena, const char **ret_why)
{
	struct reading reading = {
		.text = text, .length = length, .kind = kind
	};
	const char *blocks = NULL;

	read_all(&reading);
	if (reading.why == NULL)
		blocks = arena_copy(
		    arena, reading.blocks.data, reading.blocks.length);
	else if (ret_why != NULL)
		*ret_why = reading.why;
	buf_free(&reading.blocks);
	return blocks;
}

bool
pem_has(const char *text, size_t length, enum pem_kind kind)
{
	struct arena *arena = arena_new();
	const bool has = pem_read(text, length, kind, arena, NULL) != NULL;

	arena_free(arena);
	return has;
}
