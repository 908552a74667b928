/* SPDX-License-Identifier: ISC */
/* Syntax first, then the format by the outermost keys.  Floor 3. */
#include "read/intake.h"

#include <string.h>
#include <strings.h>

#include "doc/json.h"
#include "doc/text.h"
#include "doc/yaml.h"
#include "doc/yaml_tag.h"
#include "read/aws_xml.h"
#include "read/beginning.h"
#include "read/bind.h"
#include "read/inventory.h"
#include "read/stranger.h"

/* ---- secrets ---------------------------------------------------------- */

/* Parts of names, letters and digits alone, under which keys stand. */
static const char *const secret_names[] = { "presharedkey", "psk", "secret",
	"password", "customergatewayconfiguration", "customerrouterconfig",
	"token", "privatekey" };

bool
intake_is_secret_name(const char *name)
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
	/* Nobody has such long names. */
	if (*name != '\0')
		return true;
	/* A misspelt one; "Key" alone is a tag's. */
	return strcmp(plain, "key") != 0 && strstr(plain, "key") != NULL;
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
		*slot = (struct judged){ name, intake_is_secret_name(name) };
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

/* A comment of YAML may hold a retired key.  Which one silences a rule is
 * seen by its first word. */
static void
hide_comments(struct source *source)
{
	static const char word[] = "# cgwgen:";
	const char *text = source_text(source);
	const struct yaml_comment *comment;
	struct arena *arena;
	size_t start;

	if (strchr(text, '#') == NULL)
		return;
	arena = arena_new();
	for (comment = yaml_comments(source, arena); comment != NULL;
	     comment = comment->next) {
		start = comment->at.offset;
		start += strncmp(text + start, word, sizeof(word) - 1) == 0
			     ? sizeof(word) - 1
			     : 1;
		if (start < comment->end)
			source_secret(source, start, comment->end);
	}
	arena_free(arena);
}

/* ---- formats ---------------------------------------------------------- */

static bool
holds_word(const struct source *source, const struct input_format *format)
{
	const char *const *words = format->words;

	for (; *words != NULL; words++)
		if (strstr(source_text(source), *words) != NULL)
			return true;
	return false;
}

/* Whether a word of FORMAT, or of any when that is NULL, is in the text. */
static bool
looks_familiar(const struct source *source, const struct input_format *format)
{
	if (format != NULL)
		return holds_word(source, format);
	for (format = input_formats; format->name != NULL; format++)
		if (holds_word(source, format))
			return true;
	return false;
}

static bool
may_be_xml(const struct input_format *format)
{
	return format == NULL || format->matches == NULL;
}

static struct document *
document_new(struct reading *reading, struct source *source)
{
	struct document *document = ARENA_NEW(reading->arena, struct document);

	document->source = source;
	document->arena = reading->arena;
	return document;
}

/* What has been found while nobody knew yet whether it matters. */
static void
pass_on(struct reading *reading, const struct diags *diags)
{
	const struct finding *list;
	size_t count, i;

	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		diag_full(reading->diags, &list[i]);
}

/* ---- XML -------------------------------------------------------------- */

static bool
read_xml_part(
    struct reading *reading, const struct part *part, struct connection *ret)
{
	struct connection *connection =
	    part->node != NULL
		? bind_xml(reading, part->node)
		: aws_xml_read(inventory_aws_xml(reading->inventory),
		      part->document->source, reading->arena, reading->diags);

	if (connection == NULL)
		return false;
	*ret = *connection;
	return true;
}

/* NODE is the string that holds the XML, or NULL: it is all there is. */
static void
add_xml(struct reading *reading, const struct document *document,
    const struct node *node)
{
	const struct part part = {
		.document = document, .node = node, .read = read_xml_part
	};

	if (node != NULL)
		source_secret(document->source, node->pos.offset, node->end);
	inventory_add_part(reading->inventory, &part);
}

static bool
take_xml(struct reading *reading, struct source *source,
    const struct input_format *format, bool *looking)
{
	const struct document *document = document_new(reading, source);

	if (looking != NULL) {
		*looking = may_be_xml(format) &&
			   beginning_is_ours(source_text(source));
		if (!*looking)
			return true;
	}
	if (!may_be_xml(format)) {
		stranger_document(reading, document, format);
		return false;
	}
	add_xml(reading, document, NULL);
	return true;
}

/* Not one without quotes: that is no string but what YAML makes of a file
 * of XML that begins with something odd. */
static bool
is_xml_string(const struct node *node)
{
	return node->kind == NODE_SCALAR && !node->plain &&
	       beginning_is_ours(node->text);
}

/* Whether the document is nothing but strings of XML: what --query gives of
 * one connection, or of several. */
static bool
is_xml_strings(const struct node *root)
{
	const struct node *child;

	if (root->kind != NODE_SEQUENCE)
		return is_xml_string(root);
	for (child = root->first; child != NULL; child = child->next)
		if (!is_xml_string(child))
			return false;
	return root->first != NULL;
}

static void
take_xml_strings(struct reading *reading, const struct document *document)
{
	const struct node *child = document->root;

	if (child->kind != NODE_SEQUENCE) {
		add_xml(reading, document, child);
		return;
	}
	for (child = child->first; child != NULL; child = child->next)
		add_xml(reading, document, child);
}

/* ---- JSON and YAML ---------------------------------------------------- */

/* What can be read of the tree; NULL when nothing can. */
static const struct node *
read_tree(struct reading *reading, const struct source *source,
    struct diags *diags, bool *ret_whole)
{
	if (beginning_is_json(source_text(source)))
		return json_read_start(source, INTAKE_LIMIT_NODES,
		    reading->arena, diags, ret_whole);
	return yaml_read_start(
	    source, INTAKE_LIMIT_NODES, reading->arena, diags, ret_whole);
}

const struct node *
intake_tree(
    const struct source *source, struct arena *arena, struct diags *diags)
{
	return beginning_is_json(source_text(source))
		   ? json_read(source, INTAKE_LIMIT_NODES, arena, diags)
		   : yaml_read(source, arena, diags);
}

/* Whether the document is of FORMAT, or of any; then *FORMAT is that, or
 * NULL for XML in strings. */
static bool
recognise(const struct document *document, const struct input_format **format)
{
	if (may_be_xml(*format) && is_xml_strings(document->root)) {
		*format = NULL;
		return true;
	}
	if (*format != NULL)
		return (*format)->matches != NULL &&
		       (*format)->matches(document);
	*format = format_detect(document);
	return *format != NULL;
}

/*
 * The syntax is at fault.  Where the keys of a format stand before the fault
 * it is a descriptor that was cut off or edited; text without any key and
 * without any word of a format is none.  False after findings.
 */
static bool
take_fragment(struct reading *reading, const struct document *document,
    const struct input_format *format, const struct diags *faults,
    bool *looking)
{
	const struct input_format *found = format;
	const struct node *root = document->root;
	bool known = root != NULL
			 ? recognise(document, &found)
			 : beginning_is_json(source_text(document->source));

	if (looking != NULL && !known) {
		*looking = false;
		return true;
	}
	source_never_quote(document->source);
	if (known || (root != NULL && root->first != NULL) ||
	    looks_familiar(document->source, NULL))
		pass_on(reading, faults);
	else
		stranger_text(reading, document->source);
	return false;
}

static bool
take_tree(struct reading *reading, struct source *source,
    const struct input_format *format, bool *looking)
{
	struct document *document = document_new(reading, source);
	struct diags *faults = diags_new(reading->arena, 0);
	const struct input_format *found = format;
	bool whole;

	document->root = read_tree(reading, source, faults, &whole);
	if (!whole)
		return take_fragment(
		    reading, document, format, faults, looking);
	if (!recognise(document, &found)) {
		if (looking != NULL)
			*looking = false;
		else if (yaml_untagged(document->root, reading->diags))
			stranger_document(reading, document, format);
		else
			source_never_quote(source);
		return looking != NULL;
	}
	if ((found == NULL || !found->tagged) &&
	    !beginning_is_json(source_text(source)) &&
	    !yaml_untagged(document->root, reading->diags)) {
		source_never_quote(source);
		return false;
	}
	if (found == NULL) {
		take_xml_strings(reading, document);
		return true;
	}
	if (reading->late) {
		stranger_late(reading, document, found);
		return false;
	}
	hide_secrets(source, document->root);
	if (!beginning_is_json(source_text(source))) {
		hide_comments(source);
		silences_read(inventory_silences(reading->inventory), source,
		    reading->diags);
	}
	found->collect(reading, document);
	return true;
}

/* Whether the input is worth reading: text that holds a word of a format. */
static bool
is_worth(const struct source *source, const struct input_format *format)
{
	return looks_familiar(source, format) && text_is_good(source);
}

bool
intake(struct reading *reading, struct source *source,
    const struct input_format *format, bool *looking)
{
	if (looking != NULL) {
		*looking = is_worth(source, format);
		if (!*looking)
			return true;
	} else if (stranger_known(reading, source)) {
		return false;
	} else if (!text_check(source, reading->diags)) {
		source_never_quote(source);
		return false;
	}
	if (beginning_is_xml(source_text(source)))
		return take_xml(reading, source, format, looking);
	return take_tree(reading, source, format, looking);
}
