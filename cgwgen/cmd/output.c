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
#include "base/digest_run.h"
#include "base/file.h"
#include "base/index.h"
#include "base/leftover.h"
#include "base/path.h"
#include "cmd/manifest.h"

struct output {
	int directory; /* -1: standard output, or there is none yet */
	bool files;    /* no standard output */
	bool fresh;    /* the directory was empty */
	mode_t made;   /* see file_made_mode() */
	char *name;    /* of a single file, else NULL */
	bool titled;   /* standard output: say which file begins */
	bool begun;    /* something was printed */
	struct arena *arena;
	struct digest_key secret;
	struct index written; /* the names of this run, each to the output */
	struct output_ways ways;
	const char *path;          /* the directory, for messages */
	struct manifest *manifest; /* NULL: nothing is recorded */
	struct output_counts counts;
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
	output->path = arena_string(output->arena, path);
	output->directory = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (output->directory == -1)
		diag(diags, RULE_OUTPUT_FAILED, NOWHERE, "%s: %s",
		    diag_quote(diags, parent), strerror(errno));
	return output->directory != -1;
}

/* Opens the directory; one that is missing is made, but on a dry run. */
static bool
open_directory(struct output *output, const char *path, struct diags *diags)
{
	struct stat status;

	output->path = arena_string(output->arena, path);
	if (output->ways.dry && stat(path, &status) == -1 && errno == ENOENT)
		return true;
	output->directory = file_directory(AT_FDCWD, path, diags);
	if (output->directory != -1 && !output->ways.dry) {
		leftovers_remove(output->directory, &output->fresh);
		output->made = file_made_mode(output->directory);
	}
	return output->directory != -1;
}

static bool
open_manifest(struct output *output, struct diags *diags)
{
	if (!output->ways.prune)
		return true;
	if (output->name != NULL) {
		diag(diags, RULE_OPTION_VALUE, NOWHERE,
		    "--prune is for a directory of files, and %s is one file",
		    diag_quote(diags, output->path));
		return false;
	}
	output->manifest =
	    manifest_open(output->directory, output->ways.manifest, diags);
	return output->manifest != NULL;
}

struct output *
output_open(const char *path, size_t files, size_t connections,
    const struct output_ways *ways, struct diags *diags)
{
	struct output *output = memory_alloc(sizeof(*output));
	bool opened;

	*output = (struct output){
		.directory = -1, .files = path != NULL, .arena = arena_new()
	};
	digest_key_make(&output->secret);
	if (ways != NULL)
		output->ways = *ways;
	if (path == NULL) {
		output->titled = files > 1 || connections > 1;
		return output;
	}
	if (files > 1 || connections > 1 || is_directory(path))
		opened = open_directory(output, path, diags);
	else
		opened = open_file(output, path, diags);
	if (!opened || !open_manifest(output, diags)) {
		output_close(output);
		return NULL;
	}
	return output;
}

bool
output_is_directory(const struct output *output)
{
	return output->files && output->name == NULL;
}

void
output_expect(struct output *output, size_t count)
{
	index_expect(&output->written, count, output->arena);
}

void
output_close(struct output *output)
{
	if (output == NULL)
		return;
	if (output->directory != -1)
		close(output->directory);
	manifest_free(output->manifest);
	arena_free(output->arena);
	free(output);
}

/* Takes NAME for this run; false when it was taken before. */
static bool
take_name(struct output *output, const char *name)
{
	void **place = index_place(&output->written,
	    digest_of(&output->secret, 0, name), output->arena);
	bool first = *place == NULL;

	*place = output;
	return first;
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

/* What the file is called at its place. */
static const char *
name_of(const struct output *output, const struct rendered_file *file)
{
	return output->name != NULL ? output->name : file->name;
}

/* Whether FILE's name, and that of the directory it lies in, stay below the
 * output's. */
static bool
is_safe(const struct rendered_file *file)
{
	return file->directory == NULL
		   ? file_name_is_safe(file->name)
		   : file_name_is_safe(file->directory) &&
			 file_name_is_safe(
			     file->name + strlen(file->directory) + 1);
}

bool
output_claim(struct output *output, const struct rendering *rendering,
    struct pos at, struct diags *diags)
{
	const char *name;
	size_t i;

	if (!output->files)
		return true;
	for (i = 0; i < rendering->count; i++) {
		name = name_of(output, &rendering->files[i]);
		if (output->name == NULL && !is_safe(&rendering->files[i])) {
			diag(diags, RULE_OUTPUT_NAME, at,
			    "'%s' cannot be a file's name",
			    diag_quote(diags, name));
			return false;
		}
		if (take_name(output, name))
			continue;
		diag(diags, RULE_OUTPUT_CLASH, at,
		    "%s was written by another descriptor of this run", name);
		return false;
	}
	return true;
}

/* The same in a directory of the output's, for files without keys. */
static enum file_change
store_below(const struct output *output, const struct rendered_file *file,
    const struct file_wish *wish, struct diags *diags)
{
	const char *name = file->name + strlen(file->directory) + 1;
	enum file_change change;
	int fd;

	if (mkdirat(output->directory, file->directory, 0755) == 0 ||
	    errno == EEXIST)
		fd = openat(output->directory, file->directory,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	else
		fd = -1;
	if (fd == -1) {
		diag(diags, RULE_OUTPUT_FAILED, NOWHERE, "%s: %s",
		    diag_quote(diags, file->directory), strerror(errno));
		return FILE_UNKNOWN;
	}
	change = file_update(fd, name, wish, diags);
	close(fd);
	return change;
}

/* What writing FILE did, or would do. */
static enum file_change
store(const struct output *output, const struct rendered_file *file,
    struct diags *diags)
{
	const struct file_wish wish = { .mode = file->mode,
		.narrow = true,
		.fresh = output->fresh && file->directory == NULL,
		.made = file->directory == NULL ? output->made : 0,
		.bytes = file->output.text.data,
		.length = file->output.text.length };
	const char *name = name_of(output, file);
	mode_t mode;

	if (output->directory == -1)
		return FILE_NEW;
	if (file->directory != NULL)
		return store_below(output, file, &wish, diags);
	if (output->ways.dry)
		return file_compare(output->directory, name, &wish, &mode);
	return file_update(output->directory, name, &wish, diags);
}

bool
output_store(const struct output *output, struct rendering *rendering,
    struct diags *diags)
{
	bool good = true;
	size_t i;

	for (i = 0; i < rendering->count; i++)
		rendering->files[i].change = FILE_UNKNOWN;
	for (i = 0; output->files && good && i < rendering->count; i++) {
		rendering->files[i].change =
		    store(output, &rendering->files[i], diags);
		good = rendering->files[i].change != FILE_UNKNOWN;
	}
	return good;
}

/* Says what changes; with that how, if it is to be shown. */
static void
tell_change(struct output *output, const struct rendered_file *file)
{
	static const char *const words[] = {
		[FILE_NEW] = "new", [FILE_CHANGED] = "changed"
	};
	const char *name = name_of(output, file);
	struct source *was = NULL;

	if (file->change != FILE_NEW && file->change != FILE_CHANGED)
		return;
	printf("%s: %s\n", words[file->change],
	    output->name != NULL ? output->path : name);
	if (output->ways.show == NULL)
		return;
	/* What cannot be read, a link maybe, is shown as if it were not
	 * there. */
	if (output->directory != -1)
		file_read_regular(output->directory, name, name,
		    FILE_LIMIT_DEFAULT, &was, diags_new(output->arena, 1));
	output->ways.show(output->ways.host, file, was);
	source_free(was);
}

bool
output_tell(struct output *output, const struct rendering *rendering,
    struct diags *diags)
{
	const struct rendered_file *file;
	size_t i;

	if (!output->files)
		return print_all(output, rendering, diags);
	for (i = 0; i < rendering->count; i++) {
		file = &rendering->files[i];
		output->counts.files[file->change]++;
		if (output->ways.told)
			tell_change(output, file);
		if (output->manifest != NULL && file->change != FILE_UNKNOWN)
			manifest_add(output->manifest, file->name,
			    file->output.text.data, file->output.text.length);
	}
	return true;
}

bool
output_write(struct output *output, struct rendering *rendering, struct pos at,
    struct diags *diags)
{
	return output_claim(output, rendering, at, diags) &&
	       output_store(output, rendering, diags) &&
	       output_tell(output, rendering, diags);
}

/* ---- what is left of earlier runs ------------------------------------- */

static void
tell_removed(void *host, const char *name)
{
	struct output *output = host;

	output->counts.removed++;
	if (output->ways.told)
		printf("removed: %s\n", name);
}

bool
output_prune(struct output *output, bool whole, struct diags *diags)
{
	bool good = true;

	if (output->manifest == NULL)
		return true;
	if (whole)
		good = manifest_prune(output->manifest, output->ways.dry,
		    tell_removed, output, diags);
	else
		diag(diags, RULE_PRUNE_HELD, NOWHERE,
		    "nothing is removed: not every connection of the run was "
		    "rendered");
	if (!output->ways.dry)
		good = manifest_write(output->manifest, diags) && good;
	return good;
}

struct output_counts
output_counts(const struct output *output)
{
	return output->counts;
}
