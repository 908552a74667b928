/* SPDX-License-Identifier: ISC */
/*
 * Reads git's index.  Nothing but names is of interest, and every number in
 * the file is distrusted.  Ground floor.
 */
#include "base/git_index.h"

#include <stdint.h>
#include <string.h>

#define HEADER ((size_t)12)
/* Times, device, inode, mode, owner and size, before the object's name. */
#define STATUS ((size_t)40)
#define FLAGS ((size_t)2)
#define FLAG_EXTENDED 0x4000u
#define FLAG_LENGTH 0x0fffu
#define SHA1 ((size_t)20)
#define SHA256 ((size_t)32)
#define LIMIT_NAME ((size_t)65535)
/* Version 4 says names by what they have in common: the names together may
 * be far longer than the file. */
#define LIMIT_NAMES ((size_t)1024 * 1024 * 1024)

static const char damaged[] = "is damaged";

struct scan {
	const char *bytes;
	size_t at;
	size_t end; /* where the checksum begins */
	size_t hash;
	uint32_t version;
	char name[LIMIT_NAME + 1];
	size_t length; /* of the name */
	size_t total;  /* of all names */
	struct arena *arena;
	struct git_names *ret;
};

static uint32_t
number(const char *bytes, size_t length)
{
	uint32_t value = 0;

	while (length-- != 0)
		value = value << 8 | (unsigned char)*bytes++;
	return value;
}

/* How many bytes of the name before are to be dropped: seven bits a byte, the
 * highest first, and one more for every byte that follows. */
static bool
read_offset(struct scan *scan, size_t *ret)
{
	unsigned char byte;

	*ret = 0;
	do {
		if (scan->at == scan->end || *ret > LIMIT_NAME)
			return false;
		byte = (unsigned char)scan->bytes[scan->at++];
		*ret = *ret << 7 | (byte & 0x7f);
		*ret += (byte & 0x80) != 0;
	} while ((byte & 0x80) != 0);
	return true;
}

/* Takes what follows up to a NUL byte as the name from START on. */
static bool
read_text(struct scan *scan, size_t start)
{
	const char *from = scan->bytes + scan->at;
	const char *nul = memchr(from, '\0', scan->end - scan->at);
	size_t length = nul != NULL ? (size_t)(nul - from) : 0;

	if (nul == NULL || length > LIMIT_NAME - start)
		return false;
	memcpy(scan->name + start, from, length + 1);
	scan->length = start + length;
	scan->at += length + 1;
	return true;
}

static bool
read_name(struct scan *scan, size_t start)
{
	size_t drop, stop;

	if (scan->version == 4)
		return read_offset(scan, &drop) && drop <= scan->length &&
		       read_text(scan, scan->length - drop);
	if (!read_text(scan, 0))
		return false;
	/* Entries are multiples of eight bytes, with a NUL byte or more. */
	stop = start + (scan->at - start + 7) / 8 * 8;
	if (stop > scan->end)
		return false;
	for (; scan->at < stop; scan->at++)
		if (scan->bytes[scan->at] != '\0')
			return false;
	return true;
}

static bool
read_entry(struct scan *scan)
{
	size_t start = scan->at, fixed = STATUS + scan->hash + FLAGS;
	uint32_t flags;

	if (scan->end - scan->at < fixed + FLAGS)
		return false;
	flags = number(scan->bytes + scan->at + STATUS + scan->hash, FLAGS);
	scan->at += fixed;
	if ((flags & FLAG_EXTENDED) != 0) {
		if (scan->version == 2)
			return false;
		scan->at += FLAGS;
	}
	flags &= FLAG_LENGTH;
	if (!read_name(scan, start) || scan->length == 0 ||
	    flags != (scan->length < FLAG_LENGTH ? scan->length : FLAG_LENGTH))
		return false;
	scan->total += scan->length;
	return scan->total <= LIMIT_NAMES;
}

static void
keep(struct scan *scan)
{
	static char present;

	*index_place(&scan->ret->index,
	    digest_make(&scan->ret->secret, scan->name, scan->length),
	    scan->arena) = &present;
}

static bool
is_zero(const char *bytes, size_t length)
{
	while (length != 0 && bytes[length - 1] == '\0')
		length--;
	return length == 0;
}

/*
 * What stands behind the entries.  Extensions whose names begin with a
 * capital may be passed over; "sdir" says that some names are directories,
 * and "link" that the index has a base, which is not known to this reader.
 */
static const char *
read_extensions(struct scan *scan)
{
	const char *at;
	uint32_t size;

	while (scan->end - scan->at >= 8) {
		at = scan->bytes + scan->at;
		size = number(at + 4, 4);
		scan->at += 8;
		if (size > scan->end - scan->at)
			return damaged;
		scan->at += size;
		if (memcmp(at, "link", 4) == 0 && size >= scan->hash &&
		    !is_zero(at + 8, scan->hash))
			return "is split";
		if ((*at < 'A' || *at > 'Z') && memcmp(at, "link", 4) != 0 &&
		    memcmp(at, "sdir", 4) != 0)
			return "has an extension that is not known";
	}
	return scan->at == scan->end ? NULL : damaged;
}

static const char *
read_all(struct scan *scan, size_t length, size_t hash)
{
	uint32_t count, i;

	if (length < HEADER + hash)
		return damaged;
	scan->hash = hash;
	scan->at = HEADER;
	scan->end = length - hash;
	scan->length = scan->total = 0;
	count = number(scan->bytes + 8, 4);
	for (i = 0; i < count; i++) {
		if (!read_entry(scan))
			return damaged;
		keep(scan);
	}
	return read_extensions(scan);
}

const char *
git_index_read(const char *bytes, size_t length, struct arena *arena,
    struct git_names *ret)
{
	struct scan *scan = ARENA_NEW(arena, struct scan);
	const char *reason;

	*ret = (struct git_names){ .index = { 0 } };
	digest_key_make(&ret->secret);
	scan->bytes = bytes;
	scan->arena = arena;
	scan->ret = ret;
	if (length < HEADER || memcmp(bytes, "DIRC", 4) != 0)
		return damaged;
	scan->version = number(bytes + 4, 4);
	if (scan->version < 2 || scan->version > 4)
		return "has a version that is not known";
	/* Only the repository's configuration says which hash it has; with the
	 * wrong one not even the first name has the length its entry says. */
	reason = read_all(scan, length, SHA1);
	if (reason != damaged)
		return reason;
	ret->index = (struct index){ 0 };
	return read_all(scan, length, SHA256);
}

bool
git_names_have(const struct git_names *names, const char *name)
{
	return index_find(&names->index,
		   digest_make(&names->secret, name, strlen(name))) != NULL;
}
