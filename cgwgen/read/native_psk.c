/* SPDX-License-Identifier: ISC */
/*
 * Pre-shared keys that stand in the environment or in files of their own.
 * Only names are ever reported.  Floor 3.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/psk.h"
#include "doc/scalar.h"
#include "read/bind.h"
#include "read/inventory.h"
#include "read/native_read.h"

/* The most bytes that are read of a key's file. */
#define LIMIT_KEY 4096

#define complain(reading, node, ...)                                           \
	bind_complain(reading, RULE_KEY_SOURCE, node, __VA_ARGS__)

/* MESSAGE says that what holds the key is not there: where keys are not needed
 * that is no error. */
static void
report_absent(
    struct reading *reading, const struct node *node, const char *message)
{
	struct finding finding = { .rule = RULE_KEY_SOURCE,
		.severity = SEVERITY_ERROR,
		.at = node->pos,
		.subject = reading->subject,
		.message = message };

	if (inventory_options(reading->inventory)->keys_may_be_absent) {
		finding.severity = SEVERITY_WARNING;
		finding.message = arena_printf(
		    reading->arena, "%s; the key was not checked", message);
		finding.help = "rendering needs the key; checking does not";
	}
	diag_full(reading->diags, &finding);
}

/* ---- the environment -------------------------------------------------- */

static bool
is_variable(const char *name)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
	static const char more[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";

	return name[0] != '\0' && strchr(letters, name[0]) != NULL &&
	       name[strspn(name, more)] == '\0';
}

static const char *
read_variable(
    struct reading *reading, const struct node *node, const char *name)
{
	const char *text;

	/* What is no name may be a key: it is not quoted. */
	if (!is_variable(name)) {
		complain(reading, node,
		    "what follows env: is not the name of a variable: letters, "
		    "digits and '_', not beginning with a digit");
		return NULL;
	}
	text = getenv(name);
	if (text != NULL && text[0] != '\0')
		return arena_string(reading->arena, text);
	report_absent(reading, node,
	    arena_printf(reading->arena, "the variable %s is %s",
		diag_quote(reading->diags, name),
		text == NULL ? "not set" : "empty"));
	return NULL;
}

/* ---- files ------------------------------------------------------------ */

/* PATH as it is seen from the descriptor's directory. */
static const char *
locate(
    struct reading *reading, const struct document *document, const char *path)
{
	const char *from = source_path(document->source);

	return from != NULL ? path_beside(from, path, reading->arena) : path;
}

/* Why the open file cannot be a key's, or NULL. */
static const char *
refuse_file(
    struct reading *reading, const struct node *node, int fd, const char *shown)
{
	struct stat status;
	struct finding finding = { .rule = RULE_KEY_SOURCE,
		.severity = SEVERITY_WARNING,
		.at = node->pos,
		.subject = reading->subject,
		.help = "chmod 600 the file" };

	if (fstat(fd, &status) != 0)
		return strerror(errno);
	if (!S_ISREG(status.st_mode))
		return S_ISDIR(status.st_mode) ? "is a directory"
					       : "is not a regular file";
	if (status.st_size > LIMIT_KEY)
		return "is larger than 4096 bytes";
	if ((status.st_mode & (S_IRWXG | S_IRWXO)) == 0)
		return NULL;
	finding.message = arena_printf(reading->arena,
	    "the key's file %s is open to others than its owner (mode %04o)",
	    shown, (unsigned)status.st_mode & 07777);
	diag_full(reading->diags, &finding);
	return NULL;
}

/* Fills BYTES, which has room for one more than the limit; returns why not,
 * or NULL. */
static const char *
slurp(int fd, char *bytes, size_t *ret_length)
{
	size_t length = 0;
	ssize_t got;

	while ((got = read(fd, bytes + length, LIMIT_KEY + 1 - length)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return strerror(errno);
		length += (size_t)got;
		if (length > LIMIT_KEY)
			return "is larger than 4096 bytes";
	}
	if (memchr(bytes, '\0', length) != NULL)
		return "holds a NUL byte";
	/* An editor ends the last line. */
	if (length != 0 && bytes[length - 1] == '\n')
		length--;
	if (length != 0 && bytes[length - 1] == '\r')
		length--;
	*ret_length = length;
	return length == 0 ? "is empty" : NULL;
}

static const char *
read_key_file(struct reading *reading, const struct document *document,
    const struct node *node, const char *path)
{
	const char *shown = diag_quote(reading->diags, path);
	const char *problem, *text = NULL;
	char bytes[LIMIT_KEY + 1];
	size_t length = 0;
	int fd, reason;

	fd = open(locate(reading, document, path),
	    O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd == -1) {
		reason = errno;
		problem = arena_printf(reading->arena, "the key's file %s: %s",
		    shown, strerror(reason));
		if (reason == ENOENT || reason == ENOTDIR)
			report_absent(reading, node, problem);
		else
			complain(reading, node, "%s", problem);
		return NULL;
	}
	problem = refuse_file(reading, node, fd, shown);
	if (problem == NULL)
		problem = slurp(fd, bytes, &length);
	if (problem == NULL)
		text = arena_copy(reading->arena, bytes, length);
	else
		complain(reading, node, "the key's file %s %s", shown, problem);
	memory_wipe(bytes, sizeof(bytes));
	close(fd);
	return text;
}

/* ---- the key ---------------------------------------------------------- */

static const char *
read_key(struct reading *reading, const struct document *document,
    const struct node *node)
{
	const char *text = node->text;

	if (strcmp(text, "withheld") == 0)
		return PSK_REDACTED;
	if (strncmp(text, "env:", 4) == 0)
		return read_variable(reading, node, text + 4);
	if (strncmp(text, "file:", 5) != 0)
		return text;
	if (text[5] == '\0') {
		complain(reading, node, "file: is followed by no path");
		return NULL;
	}
	return read_key_file(reading, document, node, text + 5);
}

void
native_read_psk(struct reading *reading, const struct document *document,
    const struct node *node, struct value *ret)
{
	if (node == NULL)
		return;
	*ret = (struct value){ .at = node->pos, .text = "" };
	if (node->kind != NODE_SCALAR) {
		/* Whatever is in it may be a key. */
		source_never_quote(document->source);
		native_complain(reading, node, "pre_shared_key must be text");
		return;
	}
	if (scalar_type(node) == SCALAR_NULL || node->text[0] == '\0') {
		native_complain(reading, node,
		    "pre_shared_key is empty; leave the key out, or write "
		    "withheld when it is kept elsewhere");
		return;
	}
	ret->text = read_key(reading, document, node);
	if (ret->text != NULL)
		ret->origin = reading->origin;
	else
		ret->text = "";
}
