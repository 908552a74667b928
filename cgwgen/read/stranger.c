/* SPDX-License-Identifier: ISC */
/* Telling what an input is in place of a descriptor.  Floor 3. */
#include "read/stranger.h"

#include <string.h>
#include <strings.h>

#include "read/beginning.h"

/* HELP may be NULL: the rule's own. */
static void
refuse(struct reading *reading, struct source *source, size_t offset,
    const char *message, const char *help)
{
	struct finding finding = { .rule = RULE_INPUT_FORMAT,
		.severity = SEVERITY_ERROR,
		.at = { source, offset },
		.subject = reading->subject,
		.message = message,
		.help = help };

	/* Nobody knows what in it is a key. */
	source_never_quote(source);
	diag_full(reading->diags, &finding);
}

/* ---- what is known by its beginning ----------------------------------- */

static bool
is_html(const char *text)
{
	size_t length;
	const char *root = beginning_root(text, &length);

	if (strncasecmp(beginning(text), "<!doctype html", 14) == 0)
		return true;
	return root != NULL && length == 4 && strncasecmp(root, "html", 4) == 0;
}

static bool
is_pem(const char *text)
{
	return strncmp(beginning(text), "-----BEGIN ", 11) == 0;
}

static bool
is_zip(const char *text)
{
	return strncmp(text, "PK\3\4", 4) == 0;
}

static bool
is_gzip(const char *text)
{
	return strncmp(text, "\x1f\x8b", 2) == 0;
}

/* What AWS's console offers for download says so in its first lines. */
static bool
is_sample(const char *text)
{
	static const char words[] = "AWS utilizes unique identifiers";
	char start[1024];
	size_t length = strnlen(text, sizeof(start) - 1);

	memcpy(start, text, length);
	start[length] = '\0';
	return strstr(start, words) != NULL && strchr("{[<", *start) == NULL;
}

static bool
is_cli_error(const char *text)
{
	return strncmp(beginning(text), "An error occurred (", 19) == 0;
}

/* The first word of Terraform's own language, behind comments. */
static bool
is_terraform(const char *text)
{
	static const char *const words[] = { "resource", "data", "variable",
		"output", "module", "provider", "terraform", "locals" };
	size_t length, i;

	text = beginning(text);
	while (*text == '#' || strncmp(text, "//", 2) == 0)
		text = beginning(text + strcspn(text, "\n"));
	length = strspn(text, "abcdefghijklmnopqrstuvwxyz");
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i]) != length ||
		    strncmp(text, words[i], length) != 0)
			continue;
		text += length;
		text += strspn(text, " \t");
		return *text == '"' || *text == '{';
	}
	return false;
}

static bool
is_c_comment(const char *text)
{
	text = beginning(text);
	return strncmp(text, "//", 2) == 0 || strncmp(text, "/*", 2) == 0;
}

static const struct {
	bool (*is)(const char *text);
	const char *what;
	const char *help; /* NULL: all formats */
} strangers[] = {
	{ is_html, "this is a page of HTML",
	    "a server or proxy answered in place of AWS: look at the page, and "
	    "fetch the descriptor again" },
	{ is_pem, "this is a key or certificate in PEM format", NULL },
	{ is_zip, "this is a ZIP archive",
	    "unpack it; a plan that Terraform saved becomes readable with "
	    "'terraform show -json PLAN'" },
	{ is_gzip, "this is compressed with gzip", "unpack it first" },
	{ is_sample, "this is AWS's sample configuration for a device",
	    "save the CustomerGatewayConfiguration of "
	    "describe-vpn-connections in place of what the console offers for "
	    "download" },
	{ is_cli_error, "this is an error message of the AWS CLI",
	    "look at the message, and fetch the descriptor again" },
	{ is_terraform, "this is a configuration in Terraform's language",
	    "give what is deployed in place of what is asked for: the output "
	    "of 'terraform show -json'" },
	{ is_c_comment, "this is text that begins with a comment of C",
	    "JSON has no comments; YAML's begin with '#'" },
};

bool
stranger_known(struct reading *reading, struct source *source)
{
	const char *text = source_text(source);
	size_t i;

	for (i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
		if (!strangers[i].is(text))
			continue;
		refuse(reading, source, (size_t)(beginning(text) - text),
		    arena_printf(reading->arena, "%s, not a descriptor",
			strangers[i].what),
		    strangers[i].help);
		return true;
	}
	return false;
}

void
stranger_text(struct reading *reading, struct source *source)
{
	const char *text = source_text(source);

	refuse(reading, source, (size_t)(beginning(text) - text),
	    "this text is in no format that cgwgen knows", NULL);
}

/* ---- what is known by its keys ---------------------------------------- */

static const char *
describe_list(struct reading *reading, const struct node *root)
{
	const struct node *child;
	size_t count = 0;

	if (root->first == NULL)
		return "an empty list";
	for (child = root->first; child != NULL; child = child->next)
		if (child->kind == root->first->kind)
			count++;
	if (count != node_count(root))
		return "a list";
	return arena_printf(reading->arena, "a list of %zu %s%s", count,
	    root->first->kind == NODE_SCALAR ? "value"
	    : root->first->kind == NODE_MAP  ? "object"
					     : "list",
	    count == 1 ? "" : "s");
}

/* What a query that found nothing leaves. */
static bool
is_nothing(const struct node *root)
{
	return root->kind == NODE_SCALAR && root->plain &&
	       (strcmp(root->text, "null") == 0 ||
		   strcmp(root->text, "None") == 0);
}

/* "with the keys 'a', 'b', …", for a document of no known format. */
static const char *
describe(struct reading *reading, const struct node *root)
{
	const struct node *child;
	const char *text = "";
	int named = 0;

	if (root->kind == NODE_SEQUENCE)
		return describe_list(reading, root);
	if (is_nothing(root))
		return "an empty answer";
	if (root->kind != NODE_MAP)
		return "a single value";
	for (child = root->first; child != NULL && named < 4;
	     child = child->next, named++)
		text = arena_printf(reading->arena, "%s%s'%s'", text,
		    named != 0 ? ", " : "",
		    diag_quote(reading->diags, child->name));
	return arena_printf(reading->arena, "%s with %s%s%s",
	    source_text(root->pos.source)[root->pos.offset] == '{'
		? "an object"
		: "a mapping",
	    named == 0   ? "nothing in it"
	    : named == 1 ? "the key "
			 : "the keys ",
	    text, child != NULL ? " and more" : "");
}

void
stranger_late(struct reading *reading, const struct document *document,
    const struct input_format *format)
{
	refuse(reading, document->source, document->root->pos.offset,
	    arena_printf(reading->arena,
		"this is %s, in what by its name is XML: among other inputs "
		"that is read last, too late for what it may say of them",
		format->title),
	    "give it a name that ends in .json or .yaml, or give it alone");
}

void
stranger_document(struct reading *reading, const struct document *document,
    const struct input_format *format)
{
	const struct node *root = document->root;
	const char *what = root != NULL ? describe(reading, root) : "XML",
		   *message;

	if (format != NULL)
		message = arena_printf(reading->arena, "this is not %s, but %s",
		    format->title, what);
	else
		message = arena_printf(reading->arena,
		    "%s is no descriptor that cgwgen knows", what);
	refuse(reading, document->source, root != NULL ? root->pos.offset : 0,
	    message,
	    root != NULL && is_nothing(root)
		? "the query found nothing: check the connection's id and the "
		  "region"
		: NULL);
}
