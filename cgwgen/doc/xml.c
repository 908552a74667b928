/* SPDX-License-Identifier: ISC */
/*
 * XML by libxml2's SAX2 interface: its tree has no columns and costs twice
 * as much.  Places are byte offsets into the source, found from where the
 * parser stands when it calls back.  libxml2's own messages are never shown,
 * since they can quote the document and with it a key.  Floor 1.
 */
#include "doc/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "doc/text.h"
#include "doc/xml_known.h"

/* After more nodes than this the parser is made anew for the next document,
 * because libxml2 keeps every name it ever saw. */
#define REUSE_NODES 1000

struct xml_reader {
	xmlParserCtxt *context;
	/* of the document being read: */
	struct source *source;
	struct arena *arena;
	struct diags *diags;
	const char *secret;
	struct node *root;
	struct node *current;
	struct buf text; /* character data since the last tag */
	size_t skipped;  /* bytes of the source before what libxml2 sees */
	size_t nodes;
	unsigned depth;
	bool failed;
	struct xml_known known; /* what documents read before have shown */
};

/* The offset in the source of libxml2's position AT. */
static size_t
offset_of(const struct xml_reader *reader, const xmlChar *at)
{
	const xmlParserInput *input = reader->context->input;

	return reader->skipped + (size_t)input->consumed +
	       (size_t)(at - input->base);
}

static struct pos
here(const struct xml_reader *reader)
{
	const xmlParserInput *input = reader->context->input;
	struct pos at = { reader->source, 0 };

	if (input != NULL)
		at.offset = offset_of(reader, input->cur);
	if (at.offset > source_length(reader->source))
		at.offset = source_length(reader->source);
	return at;
}

/* The '<' that the tag ending near OFFSET begins with: no tag can hold
 * another one. */
static size_t
tag_start(const struct xml_reader *reader, size_t offset)
{
	const char *text = source_text(reader->source);

	while (offset > 0 && text[offset] != '<')
		offset--;
	return offset;
}

/* Keeps the first failure and ends the parse. */
static void
fail(struct xml_reader *reader, enum rule_id rule, struct pos at,
    const char *message)
{
	if (reader->failed)
		return;
	reader->failed = true;
	source_never_quote(reader->source);
	diag(reader->diags, rule, at, "%s", message);
	xmlStopParser(reader->context);
}

static bool
is_space(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* Gives the text gathered so far to the current element, trimmed. */
static void
flush_text(struct xml_reader *reader)
{
	const char *text = reader->text.data;
	size_t length = reader->text.length;

	while (length > 0 && is_space(text[length - 1]))
		length--;
	while (length > 0 && is_space(text[0])) {
		text++;
		length--;
	}
	if (length > 0 && reader->current != NULL &&
	    reader->current->text == NULL)
		reader->current->text = arena_copy(reader->arena, text, length);
	buf_clear(&reader->text);
}

static bool
count_node(struct xml_reader *reader, struct pos at)
{
	if (++reader->nodes <= TEXT_LIMIT_NODES)
		return true;
	fail(reader, RULE_INPUT_LIMIT, at,
	    "document has more than 100000 elements and attributes");
	return false;
}

static const char *
full_name(struct xml_reader *reader, const xmlChar *local, const xmlChar *uri)
{
	if (uri == NULL)
		return arena_string(reader->arena, (const char *)local);
	return arena_printf(
	    reader->arena, "{%s}%s", (const char *)uri, (const char *)local);
}

/* Whether NODE is called as the secret is, in any case and namespace. */
static bool
is_secret(const struct xml_reader *reader, const struct node *node)
{
	const char *local = node->name;

	if (reader->secret == NULL)
		return false;
	if (local[0] == '{')
		local = strrchr(local, '}') + 1;
	/* The first letter tells most of them apart. */
	return ((local[0] ^ reader->secret[0]) & ~0x20) == 0 &&
	       strcasecmp(local, reader->secret) == 0;
}

/* Where the attribute's name begins whose value's quote is at OFFSET. */
static size_t
name_start(const struct xml_reader *reader, size_t offset)
{
	const char *text = source_text(reader->source);

	while (strchr(" \t\r\n=", text[offset - 1]) != NULL)
		offset--;
	while (strchr(" \t\r\n", text[offset - 1]) == NULL)
		offset--;
	return offset;
}

/* libxml2 leaves each '&' of a value that it rewrites as "&#38;". */
static void
decode_ampersands(char *text)
{
	static const char code[] = "&#38;";
	char *to = text;

	for (; *text != '\0'; to++) {
		*to = *text;
		text +=
		    strncmp(text, code, strlen(code)) == 0 ? strlen(code) : 1;
	}
	*to = '\0';
}

/* libxml2 gives five pointers per attribute: local name, prefix, URI, and
 * where the value begins and ends. */
static void
add_attribute(
    struct xml_reader *reader, struct node *element, const xmlChar **attribute)
{
	const xmlParserInput *input = reader->context->input;
	const xmlChar *begin = attribute[3], *end = attribute[4];
	const size_t length = (size_t)(end - begin);
	struct node *node;
	char *text;

	if (!count_node(reader, element->name_pos))
		return;
	if (length > TEXT_LIMIT_VALUE) {
		fail(reader, RULE_INPUT_LIMIT, element->name_pos,
		    "an attribute is longer than 65536 bytes");
		return;
	}
	node = node_add(reader->arena, NODE_ATTRIBUTE, element);
	node->name = full_name(reader, attribute[0], attribute[2]);
	text = arena_copy(reader->arena, (const char *)begin, length);
	node->text = text;
	node->name_pos = node->pos = element->name_pos;
	/* The value is the input itself unless it had to be rewritten. */
	if (begin >= input->base && begin <= input->cur) {
		node->pos.offset = offset_of(reader, begin);
		node->name_pos.offset =
		    name_start(reader, node->pos.offset - 1);
	} else {
		decode_ampersands(text);
	}
	if (!is_secret(reader, element))
		return;
	if (node->pos.offset == node->name_pos.offset)
		source_never_quote(reader->source);
	else
		source_secret(reader->source, node->pos.offset,
		    node->pos.offset + length);
}

static void
on_start(void *data, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
    int attribute_count, int defaulted, const xmlChar **attributes)
{
	struct xml_reader *reader = data;
	struct pos at, tag;
	struct node *node;
	int i;

	(void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
	if (reader->failed)
		return;
	tag = at = here(reader);
	tag.offset = tag_start(reader, at.offset);
	if (++reader->depth > TEXT_LIMIT_DEPTH) {
		fail(reader, RULE_INPUT_LIMIT, tag,
		    "elements are nested deeper than 64 levels");
		return;
	}
	if (!count_node(reader, tag))
		return;
	flush_text(reader);
	node = node_add(reader->arena, NODE_ELEMENT, reader->current);
	if (reader->root == NULL)
		reader->root = node;
	reader->current = node;
	node->name = full_name(reader, local, uri);
	node->name_pos = tag;
	node->pos = at;
	for (i = 0; i < attribute_count && !reader->failed; i++)
		add_attribute(reader, node, attributes + (ptrdiff_t)i * 5);
}

/* The length of what stands at TEXT and is no part of a value: white space,
 * a comment, a processing instruction, the beginning of a CDATA section. */
static size_t
skip_length(const char *text)
{
	const char *end = NULL;

	if (text[0] != '<')
		return strspn(text, " \t\r\n");
	if (strncmp(text, "<![CDATA[", 9) == 0)
		return 9;
	if (strncmp(text, "<!--", 4) == 0)
		end = strstr(text + 4, "-->");
	else if (strncmp(text, "<?", 2) == 0)
		end = strstr(text, "?>");
	if (end == NULL)
		return 0;
	return (size_t)(end - text) + (text[1] == '!' ? 3 : 2);
}

/* Where an element's value begins: after its start tag and what is not part
 * of the value. */
static void
find_value(struct xml_reader *reader, struct node *node)
{
	const char *text = source_text(reader->source);
	size_t offset = node->pos.offset, skipped;

	if (node->text == NULL || text[offset] == '/')
		return; /* <element/> has no inside */
	offset++;
	while ((skipped = skip_length(text + offset)) != 0)
		offset += skipped;
	node->pos.offset = offset;
}

static void
on_end(
    void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml_reader *reader = data;
	struct node *node = reader->current;
	size_t start, end;

	(void)local, (void)prefix, (void)uri;
	if (reader->failed || node == NULL)
		return;
	flush_text(reader);
	if (is_secret(reader, node)) {
		start = node->pos.offset + 1;
		end = tag_start(reader, here(reader).offset - 1);
		if (start < end)
			source_secret(reader->source, start, end);
	}
	find_value(reader, node);
	reader->current = node->parent;
	reader->depth--;
}

static void
on_text(void *data, const xmlChar *text, int length)
{
	struct xml_reader *reader = data;

	if (reader->failed)
		return;
	if (reader->text.length + (size_t)length > TEXT_LIMIT_VALUE) {
		fail(reader, RULE_INPUT_LIMIT, here(reader),
		    "text of an element is longer than 65536 bytes");
		return;
	}
	buf_add(&reader->text, (const char *)text, (size_t)length);
}

/* A comment can hold a key that was taken out of use: never quoted. */
static void
on_comment(void *data, const xmlChar *value)
{
	struct xml_reader *reader = data;
	const char *text = source_text(reader->source);
	size_t end = here(reader).offset, start = end;

	(void)value;
	while (start > 0 && strncmp(text + start, "<!--", 4) != 0)
		start--;
	source_secret(reader->source, start, end);
}

static void
on_doctype(void *data, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id)
{
	struct xml_reader *reader = data;
	struct pos at = here(reader);

	(void)name, (void)public_id, (void)system_id;
	at.offset = tag_start(reader, at.offset);
	fail(reader, RULE_XML_DOCTYPE, at,
	    "document type declarations are refused");
}

static xmlEntity *
on_entity(void *data, const xmlChar *name)
{
	(void)data;
	return xmlGetPredefinedEntity(name);
}

/* What to say of libxml2's error codes; other codes get the last row. */
static const struct {
	int code;
	enum rule_id rule;
	const char *message;
} failures[] = {
	{ XML_ERR_DOCUMENT_EMPTY, RULE_XML_SYNTAX,
	    "not XML: there is no element" },
	{ XML_ERR_DOCUMENT_END, RULE_XML_SYNTAX,
	    "not well-formed XML: there is text after the root element" },
	{ XML_ERR_TAG_NAME_MISMATCH, RULE_XML_SYNTAX,
	    "not well-formed XML: an end tag does not match its start tag" },
	{ XML_ERR_TAG_NOT_FINISHED, RULE_XML_SYNTAX,
	    "not well-formed XML: the document ends inside an element" },
	{ XML_ERR_LTSLASH_REQUIRED, RULE_XML_SYNTAX,
	    "not well-formed XML: the document ends inside a tag" },
	{ XML_ERR_GT_REQUIRED, RULE_XML_SYNTAX,
	    "not well-formed XML: a tag is not closed" },
	{ XML_ERR_ATTRIBUTE_REDEFINED, RULE_XML_SYNTAX,
	    "not well-formed XML: an attribute occurs twice" },
	{ XML_ERR_INVALID_CHAR, RULE_XML_SYNTAX,
	    "not well-formed XML: a control character" },
	{ XML_ERR_INVALID_CHARREF, RULE_XML_SYNTAX,
	    "not well-formed XML: a reference to a character that XML does "
	    "not allow" },
	{ XML_ERR_UNDECLARED_ENTITY, RULE_XML_DOCTYPE,
	    "an entity that XML does not define is used" },
	{ XML_WAR_UNDECLARED_ENTITY, RULE_XML_DOCTYPE,
	    "an entity that XML does not define is used" },
	{ XML_ERR_INVALID_ENCODING, RULE_INPUT_ENCODING, "text is not UTF-8" },
	{ 0, RULE_XML_SYNTAX, "not well-formed XML" },
};

static void
on_error(void *data, xmlErrorPtr error)
{
	struct xml_reader *reader = data;
	size_t i;

	if (error->level < XML_ERR_ERROR)
		return;
	for (i = 0; failures[i].code != 0; i++)
		if (failures[i].code == error->code)
			break;
	fail(reader, failures[i].rule, here(reader), failures[i].message);
}

static void
make_context(struct xml_reader *reader)
{
	static const xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.comment = on_comment,
		.internalSubset = on_doctype,
		.getEntity = on_entity,
		.serror = on_error,
	};

	reader->context = xmlNewParserCtxt();
	if (reader->context == NULL)
		memory_exhausted();
	*reader->context->sax = handler;
	reader->context->userData = reader;
}

/* libxml2 copies the document, keys and all, into memory of its own: what
 * it gives back is wiped. */
static void
wiping_free(void *memory)
{
	if (memory == NULL)
		return;
	memory_wipe(memory, malloc_usable_size(memory));
	free(memory);
}

static void *
wiping_realloc(void *memory, size_t size)
{
	void *grown = malloc(size);
	size_t had;

	if (grown == NULL || memory == NULL)
		return grown;
	had = malloc_usable_size(memory);
	memcpy(grown, memory, had < size ? had : size);
	wiping_free(memory);
	return grown;
}

struct xml_reader *
xml_reader_new(void)
{
	struct xml_reader *reader = memory_alloc(sizeof(*reader));

	*reader = (struct xml_reader){ .context = NULL };
	xmlMemSetup(wiping_free, malloc, wiping_realloc, strdup);
	/* Before any thread: the library does it else when it is used. */
	xmlInitParser();
	make_context(reader);
	return reader;
}

void
xml_reader_free(struct xml_reader *reader)
{
	if (reader == NULL)
		return;
	xml_known_free(&reader->known);
	xmlFreeParserCtxt(reader->context);
	buf_free(&reader->text);
	memory_wipe(reader, sizeof(*reader));
	free(reader);
}

/* Behind a byte order mark, which libxml2 would skip too, but not count, and
 * behind blank lines, which it would not have before a declaration: a command
 * that printed a document may have printed them first. */
static const char *
document_start(const struct source *source)
{
	const char *text = source_text(source);

	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	return text + strspn(text, " \t\r\n");
}

/* Refuses an encoding declaration that names anything but UTF-8 or its
 * subset; libxml2 would convert, and places would be wrong. */
static bool
encoding_is_utf8(struct source *source, struct diags *diags)
{
	const char *text = document_start(source), *end, *found;
	char quote;

	if (strncmp(text, "<?xml", 5) != 0 ||
	    strchr(" \t\r\n", text[5]) == NULL ||
	    (end = strstr(text, "?>")) == NULL)
		return true;
	found = strstr(text, "encoding");
	if (found == NULL || found > end)
		return true;
	found += strlen("encoding");
	found += strspn(found, " \t\r\n=");
	quote = *found++;
	if ((quote == '"' || quote == '\'') &&
	    ((strncasecmp(found, "utf-8", 5) == 0 && found[5] == quote) ||
		(strncasecmp(found, "us-ascii", 8) == 0 && found[8] == quote)))
		return true;
	diag(diags, RULE_INPUT_ENCODING,
	    (struct pos){ source, (size_t)(found - source_text(source)) },
	    "the XML declares an encoding other than UTF-8");
	return false;
}

static void
begin(struct xml_reader *reader, struct source *source, const char *secret,
    struct arena *arena, struct diags *diags)
{
	reader->source = source;
	reader->arena = arena;
	reader->diags = diags;
	reader->secret = secret;
	reader->skipped =
	    (size_t)(document_start(source) - source_text(source));
	reader->root = reader->current = NULL;
	reader->nodes = reader->depth = 0;
	reader->failed = false;
	buf_clear(&reader->text);
}

const struct xml_match *
xml_match(struct xml_reader *reader, struct source *source, const char *secret,
    struct arena *arena)
{
	return xml_known_match(&reader->known, source, secret, arena);
}

const struct node *
xml_parse(struct xml_reader *reader, struct source *source, const char *secret,
    struct arena *arena, struct diags *diags)
{
	/* Whatever the declaration says, it was checked to be UTF-8. */
	const int options =
	    XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC;

	if (!encoding_is_utf8(source, diags)) {
		source_never_quote(source);
		return NULL;
	}
	begin(reader, source, secret, arena, diags);
	if (source_length(source) > INT_MAX) {
		fail(reader, RULE_INPUT_SIZE, NOWHERE,
		    "XML is larger than 2 GiB");
		return NULL;
	}
	xmlCtxtReadMemory(reader->context,
	    source_text(source) + reader->skipped,
	    (int)(source_length(source) - reader->skipped), NULL, NULL,
	    options);
	if (!reader->failed && !reader->context->wellFormed)
		fail(reader, RULE_XML_SYNTAX, here(reader),
		    "not well-formed XML");
	buf_clear(&reader->text);
	xmlCtxtReset(reader->context);
	if (reader->failed || reader->nodes > REUSE_NODES) {
		xmlFreeParserCtxt(reader->context);
		make_context(reader);
	}
	if (reader->failed)
		return NULL;
	xml_known_learn(&reader->known, reader->root, source);
	return reader->root;
}

const struct node *
xml_read(struct xml_reader *reader, struct source *source, const char *secret,
    struct arena *arena, struct diags *diags)
{
	const struct xml_match *match =
	    xml_match(reader, source, secret, arena);

	return match != NULL ? xml_match_tree(match, arena)
			     : xml_parse(reader, source, secret, arena, diags);
}

size_t
xml_reader_shape(const struct xml_reader *reader)
{
	return reader->known.number;
}
