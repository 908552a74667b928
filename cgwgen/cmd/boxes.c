/* SPDX-License-Identifier: ISC */
/* The devices of a run.  Floor 7. */
#include "cmd/boxes.h"

#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

#include "base/walk.h"

struct opener {
	struct session *session;
	struct boxes *boxes;
	size_t capacity;
	const char **files; /* operands that are files */
	size_t file_count;
};

static struct box *
add_box(struct opener *opener, const char *name)
{
	struct boxes *boxes = opener->boxes;
	struct box *bigger;

	if (boxes->count == opener->capacity) {
		opener->capacity = opener->capacity * 2 + 16;
		bigger = arena_array(
		    opener->session->arena, opener->capacity, sizeof(*bigger));
		if (boxes->count > 0)
			memcpy(bigger, boxes->list,
			    boxes->count * sizeof(*bigger));
		boxes->list = bigger;
	}
	boxes->list[boxes->count] = (struct box){ .name = name };
	return &boxes->list[boxes->count++];
}

static bool
is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The part of PATH up to the entry of the directory TOP that it is in. */
static size_t
entry_length(const char *path, const char *top)
{
	size_t length = strlen(top);

	while (path[length] == '/')
		length++;
	return length + strcspn(path + length, "/");
}

static bool
same_entry(const char *a, const char *b, const char *top)
{
	size_t length = entry_length(a, top);

	return entry_length(b, top) == length && strncmp(a, b, length) == 0;
}

/* Files of one entry stand next to each other. */
static void
add_files(struct opener *opener, const char *top, const struct walk_file *files,
    size_t count)
{
	struct arena *arena = opener->session->arena;
	const char **paths;
	struct box *box;
	size_t i, k, end;

	for (i = 0; i < count; i = end) {
		end = i + 1;
		while (end < count &&
		       same_entry(files[i].path, files[end].path, top))
			end++;
		paths = arena_array(arena, end - i, sizeof(*paths));
		for (k = i; k < end; k++)
			paths[k - i] = arena_string(arena, files[k].open);
		box = add_box(opener, arena_copy(arena, files[i].path,
					  entry_length(files[i].path, top)));
		box->paths = paths;
		box->path_count = end - i;
	}
}

static void
add_directory(struct opener *opener, const char *path)
{
	const struct walk_limits limits = { 0 };
	struct walk *walk = walk_new(path, &limits, opener->session->diags);
	size_t count;
	const struct walk_file *files = walk_files(walk, &count);

	opener->boxes->several = true;
	add_files(opener, path, files, count);
	/* What was found points into the walk. */
	session_flush(opener->session);
	walk_free(walk);
}

bool
boxes_open(struct session *session, const char *const *paths, size_t count,
    struct boxes *ret)
{
	struct opener opener = { .session = session,
		.boxes = ret,
		.files = arena_array(
		    session->arena, count + 1, sizeof(const char *)) };
	struct box *box;
	bool good = true;
	size_t i;

	*ret = (struct boxes){ .count = 0 };
	for (i = 0; i < count; i++) {
		if (is_directory(paths[i]))
			add_directory(&opener, paths[i]);
		else
			opener.files[opener.file_count++] = paths[i];
	}
	if (opener.file_count > 0) {
		box = add_box(&opener, opener.files[0]);
		box->paths = opener.files;
		box->path_count = opener.file_count;
	}
	for (i = 0; i < ret->count; i++)
		good &= box_open(session, &ret->list[i], session->diags);
	return good;
}

/* Whether WORD, which stands at AT in TEXT, is no part of another address. */
static bool
stands_alone(const char *text, size_t length, size_t at, size_t size)
{
	const char before = at > 0 ? text[at - 1] : ' ';
	const char behind = at + size < length ? text[at + size] : ' ';

	return !isalnum((unsigned char)before) && before != '.' &&
	       before != ':' && !isalnum((unsigned char)behind) &&
	       behind != ':';
}

static bool
has_word(const char *text, size_t length, const char *word)
{
	const size_t size = strlen(word);
	const char *found;
	size_t at = 0;

	while (at + size <= length) {
		found = memchr(text + at, word[0], length - size - at + 1);
		if (found == NULL)
			return false;
		at = (size_t)(found - text);
		if (memcmp(found, word, size) == 0 &&
		    stands_alone(text, length, at, size))
			return true;
		at++;
	}
	return false;
}

size_t
box_has(const struct box *box, const struct connection *connection)
{
	const struct value *address;
	char text[IP_TEXT_SIZE];
	size_t i, k, found = 0;

	for (i = 0; i < connection->tunnel_count; i++) {
		address = &connection->tunnels[i].outside_address;
		if (!value_known(address))
			continue;
		ip_format(address->u.ip, text);
		for (k = 0; k < box->path_count; k++)
			if (has_word(source_text(box->sources[k]),
				source_length(box->sources[k]), text)) {
				found++;
				break;
			}
	}
	return found;
}
