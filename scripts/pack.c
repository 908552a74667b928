/* SPDX-License-Identifier: ISC */
/*
 * pack OUTPUT.c FILE...: makes the C file that holds the trees of the YAML
 * FILEs, for doc/packed.h.  FILEs are named relative to the directory it runs
 * in, the top of the project, as for scripts/embed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "doc/packed.h"
#include "doc/yaml.h"

/* None is needed where they are made. */
const struct packed packed_files[] = { { NULL, NULL } };
const size_t packed_count = 0;

/* A signed byte is the same for every kind of char. */
static void
put_byte(FILE *out, unsigned byte)
{
	fprintf(out, "%d,", byte < 128 ? (int)byte : (int)byte - 256);
}

static void
put_number(FILE *out, size_t number)
{
	for (; number > 0x7f; number >>= 7)
		put_byte(out, 0x80 | (unsigned)(number & 0x7f));
	put_byte(out, (unsigned)number);
}

/* Whether TEXT, or NULL, stands in the file at AT. */
static bool
is_there(const char *text, struct pos at, bool plain)
{
	return text != NULL &&
	       strncmp(source_text(at.source) + at.offset + !plain, text,
		   strlen(text)) == 0;
}

static void
put_text(FILE *out, const char *text, bool there)
{
	if (there) {
		put_number(out, strlen(text));
		return;
	}
	do
		put_byte(out, (unsigned char)*text);
	while (*text++ != '\0');
	fputc('\n', out);
}

static void
put_node(FILE *out, const struct node *node)
{
	const struct node *child;
	const bool text_there = is_there(node->text, node->pos, node->plain),
		   name_there = is_there(
		       node->name, node->name_pos, node->name_plain);

	put_byte(out,
	    (unsigned)node->kind | (node->plain ? PACKED_PLAIN : 0) |
		(node->name != NULL ? PACKED_NAME : 0) |
		(node->name_plain ? PACKED_NAME_PLAIN : 0) |
		(node->end != 0 ? PACKED_END : 0) |
		(text_there ? PACKED_TEXT_THERE : 0) |
		(name_there ? PACKED_NAME_THERE : 0));
	if (node->name != NULL) {
		put_number(out, node->name_pos.offset);
		put_text(out, node->name, name_there);
	}
	put_number(out, node->pos.offset);
	if (node->end != 0)
		put_number(out, node->end);
	if (node->kind == NODE_SCALAR) {
		put_text(out, node->text, text_there);
		return;
	}
	put_number(out, node_count(node));
	for (child = node->first; child != NULL; child = child->next)
		put_node(out, child);
}

/* Writes the tree of the file PATH as array NUMBER; false after a message. */
static bool
pack(FILE *out, const char *path, int number)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct source *source = file_read(path, FILE_LIMIT_DEFAULT, diags);
	const struct node *root =
	    source != NULL ? yaml_read(source, arena, diags) : NULL;
	size_t count;

	if (root != NULL) {
		fprintf(out, "\n/* %s */\nstatic const char tree_%d[] = {\n",
		    path, number);
		put_node(out, root);
		fprintf(out, "\n};\n");
	} else {
		fprintf(stderr, "pack: %s: %s\n", path,
		    diags_list(diags, &count)->message);
	}
	source_free(source);
	arena_free(arena);
	return root != NULL;
}

static bool
pack_all(FILE *out, char *const *paths, int count)
{
	int i;

	fputs("/* Made by scripts/pack.c; do not edit. */\n"
	      "#include \"doc/packed.h\"\n",
	    out);
	for (i = 0; i < count; i++)
		if (!pack(out, paths[i], i))
			return false;
	fputs("\nconst struct packed packed_files[] = {\n", out);
	for (i = 0; i < count; i++)
		fprintf(out, "\t{ \"%s\", tree_%d },\n", paths[i], i);
	/* An array of none is not C. */
	fprintf(out, "\t{ \"\", \"\" },\n};\n\nconst size_t packed_count = %d;\n",
	    count);
	return true;
}

int
main(int argc, char *argv[])
{
	char name[4096];
	bool good;
	FILE *out;

	if (argc < 2 ||
	    snprintf(name, sizeof(name), "%s.new", argv[1]) >=
		(int)sizeof(name)) {
		fputs("usage: pack OUTPUT.c FILE...\n", stderr);
		return 2;
	}
	if ((out = fopen(name, "w")) == NULL) {
		perror(name);
		return 2;
	}
	good = pack_all(out, argv + 2, argc - 2);
	good = fclose(out) == 0 && good;
	if (good && rename(name, argv[1]) == 0)
		return 0;
	remove(name);
	fprintf(stderr, "pack: %s was not made\n", argv[1]);
	return 2;
}
