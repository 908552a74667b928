/* SPDX-License-Identifier: ISC */
/* Destinations of rendered files.  Floor 7. */
#include "cmd/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/path.h"

struct output {
	int directory; /* -1: standard output */
	char *name;    /* of a single file, else NULL */
	bool titled;   /* standard output: say which file begins */
	bool begun;    /* something was printed */
	/* Names written in this run: a hash table of strings. */
	struct arena *arena;
	const char **written;
	size_t count;
	size_t capacity; /* a power of two */
};

static bool
is_directory(const char *path)
{
	struct stat status;
	size_t length = strlen(path);

	if (length != 0 && path[length - 1] == '/')
		return true;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The directory part of PATH, and the last component. */
static bool
open_file(struct output *output, const char *path, struct diags *diags)
{
	const char *name = path_name(path);
	const char *parent = path_directory(path, output->arena);

	/* What the user names is the user's business, but it must be a
	 * name. */
	if (!path_is_name(name)) {
		diag(diags, RULE_OUTPUT_FAILED, NOWHERE,
		    "%s: is not a file name", diag_quote(diags, path));
		return false;
	}
	output->name = arena_string(output->arena, name);
	output->directory = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (output->directory == -1)
		diag(diags, RULE_OUTPUT_FAILED, NOWHERE, "%s: %s",
		    diag_quote(diags, parent), strerror(errno));
	return output->directory != -1;
}

struct output *
output_open(
    const char *path, size_t files, size_t connections, struct diags *diags)
{
	struct output *output = memory_alloc(sizeof(*output));
	bool opened = true;

	*output = (struct output){ .directory = -1, .arena = arena_new() };
	if (path == NULL) {
		output->titled = files > 1 || connections > 1;
		return output;
	}
	if (files > 1 || connections > 1 || is_directory(path)) {
		output->directory = file_directory(AT_FDCWD, path, diags);
		opened = output->directory != -1;
	} else {
		opened = open_file(output, path, diags);
	}
	if (!opened) {
		output_close(output);
		return NULL;
	}
	return output;
}

bool
output_is_directory(const struct output *output)
{
	return output->directory != -1 && output->name == NULL;
}

void
output_close(struct output *output)
{
	if (output == NULL)
		return;
	if (output->directory != -1)
		close(output->directory);
	free(output->written);
	arena_free(output->arena);
	free(output);
}

/* The slot that NAME is in or belongs into. */
static const char **
find(const struct output *output, const char *name)
{
	size_t i = hash_text(name) & (output->capacity - 1);

	while (
	    output->written[i] != NULL && strcmp(output->written[i], name) != 0)
		i = (i + 1) & (output->capacity - 1);
	return &output->written[i];
}

static void
grow(struct output *output)
{
	const char **old = output->written;
	size_t i, capacity = output->capacity;

	output->capacity = capacity != 0 ? capacity * 2 : 64;
	output->written = calloc(output->capacity, sizeof(*output->written));
	if (output->written == NULL)
		memory_exhausted();
	for (i = 0; i < capacity; i++)
		if (old[i] != NULL)
			*find(output, old[i]) = old[i];
	free(old);
}

/* Takes NAME for this run; false when it was taken before. */
static bool
claim(struct output *output, const char *name)
{
	const char **slot;

	if (output->count * 2 >= output->capacity)
		grow(output);
	slot = find(output, name);
	if (*slot != NULL)
		return false;
	*slot = arena_string(output->arena, name);
	output->count++;
	return true;
}

static bool
print_all(struct output *output, const struct rendering *rendering,
    struct diags *diags)
{
	const struct rendered_file *file;
	size_t i;

	for (i = 0; i < rendering->count; i++) {
		file = &rendering->files[i];
		if (output->titled)
			printf("%s==> %s <==\n", output->begun ? "\n" : "",
			    file->name);
		output->begun = true;
		if (file->output.text.length != 0)
			fwrite(file->output.text.data, 1,
			    file->output.text.length, stdout);
	}
	if (fflush(stdout) == 0)
		return true;
	diag(diags, RULE_OUTPUT_FAILED, NOWHERE, "standard output: %s",
	    strerror(errno));
	return false;
}

bool
output_write(struct output *output, const struct rendering *rendering,
    struct pos at, struct diags *diags)
{
	const struct rendered_file *file;
	const char *name;
	size_t i;

	if (output->directory == -1)
		return print_all(output, rendering, diags);
	for (i = 0; i < rendering->count; i++) {
		name = output->name != NULL ? output->name
					    : rendering->files[i].name;
		if (output->name == NULL && !file_name_is_safe(name)) {
			diag(diags, RULE_OUTPUT_NAME, at,
			    "'%s' cannot be a file's name",
			    diag_quote(diags, name));
			return false;
		}
		if (claim(output, name))
			continue;
		diag(diags, RULE_OUTPUT_CLASH, at,
		    "%s was written by another descriptor of this run", name);
		return false;
	}
	for (i = 0; i < rendering->count; i++) {
		file = &rendering->files[i];
		if (!file_write(output->directory,
			output->name != NULL ? output->name : file->name,
			file->mode, file->output.text.data,
			file->output.text.length, diags))
			return false;
	}
	return true;
}
