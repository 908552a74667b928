/* SPDX-License-Identifier: ISC */
/* Syntax first, then the format by the outermost keys.  Floor 3. */
#include "read/intake.h"

#include <string.h>
#include <strings.h>

#include "doc/json.h"
#include "doc/text.h"
#include "doc/yaml.h"
#include "read/aws_xml.h"
#include "read/inventory.h"

/* What follows a byte order mark and white space. */
static const char *
beginning(const char *text)
{
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	return text + strspn(text, " \t\r\n");
}

bool
intake_is_xml(const char *text)
{
	return *beginning(text) == '<';
}

bool
intake_is_json(const char *text)
{
	return *beginning(text) == '{' || *beginning(text) == '[';
}

/* ---- secrets ---------------------------------------------------------- */

/* Parts of names, letters and digits alone, under which keys stand. */
static const char *const secret_names[] = { "presharedkey", "psk", "secret",
	"password", "customergatewayconfiguration", "token", "privatekey" };

static bool
is_secret_name(const char *name)
{
	char plain[64];
	size_t used = 0, i;

	for (; *name != '\0' && used < sizeof(plain) - 1; name++)
		if (*name != '_' && *name != '-' && *name != ' ')
			plain[used++] = (char)(*name >= 'A' && *name <= 'Z'
						   ? *name - 'A' + 'a'
						   : *name);
	plain[used] = '\0';
	for (i = 0; i < sizeof(secret_names) / sizeof(secret_names[0]); i++)
		if (strstr(plain, secret_names[i]) != NULL)
			return true;
	return false;
}

/* Names that were judged: documents have few different ones. */
struct judged {
	const char *name;
	bool secret;
};
#define JUDGED 256

static bool
judge(struct judged *cache, const char *name)
{
	size_t length = strlen(name);
	unsigned char first = (unsigned char)name[0],
		      last = (unsigned char)name[length != 0 ? length - 1 : 0];
	struct judged *slot =
	    &cache[(length * 31 + first * 7u + last) % JUDGED];

	if (slot->name == NULL || strcmp(slot->name, name) != 0)
		*slot = (struct judged){ name, is_secret_name(name) };
	return slot->secret;
}

/* The node that comes behind NODE and all that is below it. */
static const struct node *
behind(const struct node *node, const struct node *root)
{
	while (node != root && node->next == NULL)
		node = node->parent;
	return node == root ? NULL : node->next;
}

/* Marks the text of every scalar under a name that speaks of keys, however
 * deep below it. */
static void
hide_secrets(struct source *source, const struct node *root)
{
	struct judged cache[JUDGED] = { { NULL, false } };
	const struct node *node = root, *end = NULL;
	bool hidden = false;

	while (node != NULL) {
		if (node == end)
			hidden = false;
		if (!hidden && node->name != NULL && judge(cache, node->name)) {
			hidden = true;
			end = behind(node, root);
		}
		if (hidden && node->kind == NODE_SCALAR)
			source_secret(source, node->pos.offset, node->end);
		node = node->first != NULL ? node->first : behind(node, root);
	}
}

/* ---- formats ---------------------------------------------------------- */

static bool
holds_word(const struct source *source, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strstr(source_text(source), *words) != NULL)
			return true;
	return false;
}

static bool
looks_familiar(const struct source *source)
{
	const struct input_format *format;

	for (format = input_formats; format->name != NULL; format++)
		if (holds_word(source, format->words))
			return true;
	return false;
}

/* "with the keys 'a', 'b', …", for a document of no known format. */
static const char *
describe(struct reading *reading, const struct node *root)
{
	const struct node *child;
	const char *text = "";
	int named = 0;

	if (root->kind == NODE_SEQUENCE)
		return "a list";
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
	    named == 0 ? "nothing in it" : "the keys ", text,
	    child != NULL ? " and more" : "");
}

static const char *
all_formats(struct reading *reading)
{
	const struct input_format *format;
	const char *text = "cgwgen reads";

	for (format = input_formats; format->name != NULL; format++)
		text = arena_printf(reading->arena, "%s%s %s (%s)", text,
		    format == input_formats ? ":" : ";", format->title,
		    format->name);
	return text;
}

static bool
refuse(struct reading *reading, const struct document *document,
    const struct input_format *format)
{
	struct finding finding = { .rule = RULE_INPUT_FORMAT,
		.severity = SEVERITY_ERROR,
		.at = document->root->pos };

	source_never_quote(document->source);
	if (format == NULL) {
		finding.message = arena_printf(reading->arena,
		    "%s is no descriptor that cgwgen knows",
		    describe(reading, document->root));
		finding.help = all_formats(reading);
	} else {
		finding.message =
		    arena_printf(reading->arena, "this is not %s, but %s",
			format->title, describe(reading, document->root));
	}
	diag_full(reading->diags, &finding);
	return false;
}

static bool
read_xml_part(
    struct reading *reading, const struct part *part, struct connection *ret)
{
	struct connection *connection =
	    aws_xml_read(inventory_aws_xml(reading->inventory),
		part->document->source, reading->arena, reading->diags);

	if (connection == NULL)
		return false;
	*ret = *connection;
	return true;
}

static struct document *
document_new(struct reading *reading, struct source *source)
{
	struct document *document = ARENA_NEW(reading->arena, struct document);

	document->source = source;
	document->arena = reading->arena;
	return document;
}

static bool
take_xml(struct reading *reading, struct source *source,
    const struct input_format *format)
{
	struct part part = { .read = read_xml_part };
	struct finding finding = { .rule = RULE_INPUT_FORMAT,
		.severity = SEVERITY_ERROR,
		.at = { source, 0 } };

	if (format != NULL && format->matches != NULL) {
		source_never_quote(source);
		finding.message = arena_printf(
		    reading->arena, "this is not %s, but XML", format->title);
		diag_full(reading->diags, &finding);
		return false;
	}
	part.document = document_new(reading, source);
	inventory_add_part(reading->inventory, &part);
	return true;
}

static const struct node *
read_tree(struct reading *reading, const struct source *source)
{
	if (intake_is_json(source_text(source)))
		return json_read(
		    source, INTAKE_LIMIT_NODES, reading->arena, reading->diags);
	return yaml_read(source, reading->arena, reading->diags);
}

static bool
take_tree(struct reading *reading, struct source *source,
    const struct input_format *format, bool *looking)
{
	struct document *document = document_new(reading, source);

	document->root = read_tree(reading, source);
	if (document->root == NULL) {
		source_never_quote(source);
		return false;
	}
	if (format == NULL) {
		format = format_detect(document);
	} else if (format->matches == NULL || !format->matches(document)) {
		return refuse(reading, document, format);
	}
	if (format == NULL && looking != NULL) {
		*looking = false;
		return true;
	}
	if (format == NULL)
		return refuse(reading, document, NULL);
	hide_secrets(source, document->root);
	if (!intake_is_json(source_text(source)))
		silences_read(inventory_silences(reading->inventory), source,
		    reading->diags);
	format->collect(reading, document);
	return true;
}

bool
intake(struct reading *reading, struct source *source,
    const struct input_format *format, bool *looking)
{
	if (looking != NULL) {
		*looking = looks_familiar(source);
		if (!*looking)
			return true;
	}
	if (!text_check(source, reading->diags)) {
		source_never_quote(source);
		return false;
	}
	if (intake_is_xml(source_text(source)))
		return take_xml(reading, source, format);
	return take_tree(reading, source, format, looking);
}
