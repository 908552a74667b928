/* SPDX-License-Identifier: ISC */
/* One set of files for each site.  Floor 7. */
#include "cmd/site_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/index.h"
#include "cmd/lockfile.h"

/* The text of one file for one connection. */
struct piece {
	const struct profile_file *file;
	mode_t mode;
	const char *id;
	int64_t slot;
	struct buf text;
	struct piece *next;
};

struct site {
	const char *name;
	size_t expected, came;
	struct piece *pieces; /* the last first */
	size_t count;
	struct site *next;
};

struct site_files {
	struct arena *arena;
	struct digest_key secret;
	struct index index; /* by name */
	struct site *sites;
	size_t count;
};

struct site_files *
site_files_new(struct arena *arena)
{
	struct site_files *files = ARENA_NEW(arena, struct site_files);

	files->arena = arena;
	digest_key_make(&files->secret);
	return files;
}

void
site_files_free(struct site_files *files)
{
	struct piece *piece;
	struct site *site;

	if (files == NULL)
		return;
	for (site = files->sites; site != NULL; site = site->next)
		for (piece = site->pieces; piece != NULL; piece = piece->next)
			buf_free(&piece->text);
}

/* A connection of no known site stands for itself. */
static struct site *
site_of(struct site_files *files, const struct connection *connection)
{
	const char *name = lock_site_name(connection);
	struct site *site;
	void **slot;

	if (name == NULL)
		name = value_known(&connection->id) ? connection->id.text : "";
	slot = index_place(&files->index,
	    digest_make(&files->secret, name, strlen(name)), files->arena);
	if (*slot != NULL)
		return *slot;
	*slot = site = ARENA_NEW(files->arena, struct site);
	site->name = arena_string(files->arena, name);
	site->next = files->sites;
	files->sites = site;
	files->count++;
	return site;
}

void
site_files_expect(struct site_files *files, const struct connection *connection)
{
	site_of(files, connection)->expected++;
}

static void
add_piece(struct site_files *files, struct site *site,
    const struct profile_file *file, const struct rendered_file *rendered,
    const char *id, int64_t slot)
{
	struct piece *piece = ARENA_NEW(files->arena, struct piece);

	piece->file = file;
	piece->mode = rendered->mode;
	piece->id = id;
	piece->slot = slot;
	buf_add(&piece->text, rendered->output.text.data,
	    rendered->output.text.length);
	piece->next = site->pieces;
	site->pieces = piece;
	site->count++;
}

void
site_files_take(struct site_files *files, const struct profile_file *rows,
    const struct connection *connection, int64_t slot,
    const struct rendering *rendering)
{
	struct site *site = site_of(files, connection);
	const char *id = arena_string(files->arena, connection->id.text);
	size_t i;

	site->came++;
	for (i = 0; i < rendering->count; i++)
		add_piece(
		    files, site, &rows[i], &rendering->files[i], id, slot);
}

/* By file, then by slot. */
static int
compare_pieces(const void *left, const void *right)
{
	const struct piece *a = *(struct piece *const *)left;
	const struct piece *b = *(struct piece *const *)right;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->slot != b->slot)
		return a->slot < b->slot ? -1 : 1;
	return strcmp(a->id, b->id);
}

/* Whether PIECE goes on in the file that OTHER is in. */
static bool
is_one(const struct piece *piece, const struct piece *other)
{
	return piece->file == other->file && piece->file->joins;
}

/* The site's files, those that join of all its connections' texts. */
static bool
join(const struct site_files *files, const struct site *site,
    struct rendering *ret, struct diags *diags)
{
	struct piece **list =
	    arena_array(files->arena, site->count, sizeof(*list));
	struct rendered_file *file = NULL;
	struct piece *piece;
	size_t count = 0, i;

	for (piece = site->pieces; piece != NULL; piece = piece->next)
		list[count++] = piece;
	qsort(list, count, sizeof(struct piece *), compare_pieces);
	for (i = 0; i < count; i++) {
		piece = list[i];
		if (i == 0 || !is_one(piece, list[i - 1])) {
			file = &ret->files[ret->count++];
			file->mode = piece->mode;
			file->name = profile_file_name(piece->file,
			    piece->file->joins ? site->name : piece->id,
			    files->arena);
		}
		if (file->name == NULL) {
			diag(diags, RULE_OUTPUT_NAME, NOWHERE,
			    "'%s' cannot be part of a file name",
			    diag_quote(diags, site->name));
			return false;
		}
		buf_add(
		    &file->output.text, piece->text.data, piece->text.length);
	}
	return true;
}

static void
write_site(const struct site_files *files, const struct site *site,
    struct output *output, struct diags *diags)
{
	struct rendering joined = {
		memory_alloc(site->count * sizeof(*joined.files)), 0
	};
	size_t i;

	memset(joined.files, 0, site->count * sizeof(*joined.files));
	if (join(files, site, &joined, diags))
		output_write(output, &joined, NOWHERE, diags);
	for (i = 0; i < joined.count; i++)
		buf_free(&joined.files[i].output.text);
	free(joined.files);
}

static int
compare_sites(const void *left, const void *right)
{
	const struct site *a = *(struct site *const *)left;
	const struct site *b = *(struct site *const *)right;

	return strcmp(a->name, b->name);
}

void
site_files_write(struct site_files *files,
    struct output *(*output)(void *host, size_t files), void *host,
    struct diags *diags)
{
	struct site **list =
	    arena_array(files->arena, files->count, sizeof(*list));
	struct output *opened;
	struct site *site;
	size_t count = 0, i;

	for (site = files->sites; site != NULL; site = site->next)
		list[count++] = site;
	if (count > 1)
		qsort(list, count, sizeof(struct site *), compare_sites);
	for (i = 0; i < count; i++) {
		site = list[i];
		if (site->came != site->expected)
			diag_about(diags, RULE_SITE_INCOMPLETE, NOWHERE,
			    arena_printf(diags_arena(diags), "site %s",
				diag_quote(diags, site->name)),
			    arena_printf(diags_arena(diags),
				"%zu of its %zu connections %s not rendered; "
				"nothing is written for it",
				site->expected - site->came, site->expected,
				site->expected - site->came == 1 ? "was"
								 : "were"));
		else if (site->count != 0 &&
			 (opened = output(host, site->count)) != NULL)
			write_site(files, site, opened, diags);
	}
}
