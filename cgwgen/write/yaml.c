/* SPDX-License-Identifier: ISC */
/* Trees as YAML.  Floor 3. */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "write/emit.h"

/* Longer keys stand behind '?': readers look no further for the ':'. */
#define LONG_KEY 1000

/* ---- strings ---------------------------------------------------------- */

/* Whether TEXT is a word that YAML 1.1 (types bool, null) or 1.2 (core
 * schema) gives a meaning, in any case. */
static bool
is_word(const char *text)
{
	static const char *const words[] = { "y", "n", "yes", "no", "on", "off",
		"true", "false", "null" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcasecmp(words[i], text) == 0)
			return true;
	return false;
}

/* An address or network that is no number and no indicator.  Digits and
 * colons alone are one of YAML 1.1's numbers to base 60. */
static bool
is_address(const char *text)
{
	struct ip_prefix prefix;
	struct ip ip;

	return text[0] != ':' &&
	       (ip_parse(text, &ip) || ip_prefix_parse(text, &prefix)) &&
	       text[strspn(text, "0123456789:")] != '\0';
}

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/*
 * Whether TEXT needs no quotes anywhere.  What begins with a letter, '_' or
 * '/' is no number, time or indicator; of those are all others that could be
 * taken for something else.
 */
static bool
is_safe(const char *text)
{
	const char *at;

	if (!is_letter(text[0]) && text[0] != '_' && text[0] != '/' &&
	    !is_address(text))
		return false;
	for (at = text; *at != '\0'; at++) {
		/* Brackets and commas end a scalar in a list on one line. */
		if (*at < ' ' || *at > '~' || strchr(",[]{}", *at) != NULL)
			return false;
		if (*at == ':' && (at[1] == ' ' || at[1] == '\0'))
			return false;
		if (*at == ' ' && (at[1] == '#' || at[1] == '\0'))
			return false;
	}
	return !is_word(text);
}

/* The code point of the UTF-8 sequence at TEXT, and its length; a byte that
 * begins none counts for itself. */
static uint32_t
code_point(const char *text, size_t *ret_length)
{
	const unsigned char *at = (const unsigned char *)text;
	uint32_t code = at[0];
	size_t i;

	*ret_length = code < 0xc2 ? 1 : code < 0xe0 ? 2 : code < 0xf0 ? 3 : 4;
	if (*ret_length == 1)
		return code;
	code &= 0xffu >> (*ret_length + 1);
	for (i = 1; i < *ret_length; i++) {
		if ((at[i] & 0xc0) != 0x80) {
			*ret_length = i;
			return code;
		}
		code = code << 6 | (at[i] & 0x3f);
	}
	return code;
}

/* Whether YAML's readers take CODE as it is, and not for a line's end
 * (YAML 1.1 section 4.2, 1.2 section 5.1). */
static bool
is_printable(uint32_t code)
{
	return (code >= 0x20 && code < 0x7f) ||
	       (code >= 0xa0 && code < 0x2028) ||
	       (code > 0x2029 && code < 0xfeff) ||
	       (code > 0xfeff && code < 0xfffe) || code > 0xffff;
}

static void
add_quoted(struct buf *buf, const char *text)
{
	uint32_t code;
	size_t length;

	buf_char(buf, '"');
	for (; *text != '\0'; text += length) {
		code = code_point(text, &length);
		if (code == '"' || code == '\\')
			buf_printf(buf, "\\%c", (int)code);
		else if (is_printable(code))
			buf_add(buf, text, length);
		else if (code == '\n')
			buf_text(buf, "\\n");
		else if (code == '\t')
			buf_text(buf, "\\t");
		else if (code < 0x100)
			buf_printf(buf, "\\x%02x", (unsigned)code);
		else
			buf_printf(buf, "\\u%04x", (unsigned)code);
	}
	buf_char(buf, '"');
}

void
yaml_string(struct buf *buf, const char *text)
{
	if (is_safe(text))
		buf_text(buf, text);
	else
		add_quoted(buf, text);
}

/* ---- trees ------------------------------------------------------------ */

static void
add_scalar(struct buf *buf, const struct node *node)
{
	if (node->plain)
		buf_text(buf, node->text);
	else
		yaml_string(buf, node->text);
}

/* Whether NODE stands behind its key or '-', on the same line. */
static bool
add_inline(struct buf *buf, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		add_scalar(buf, node);
	else if (emit_is_short(node))
		emit_short(buf, node, add_scalar);
	else if (node->first == NULL)
		buf_text(buf, "{}");
	else
		return false;
	return true;
}

static void add_list(struct buf *buf, const struct node *list, unsigned indent);

static void
add_member(struct buf *buf, const struct node *node, unsigned indent)
{
	bool is_long = strlen(node->name) > LONG_KEY;
	size_t length;

	buf_text(buf, is_long ? "? " : "");
	yaml_string(buf, node->name);
	if (is_long)
		buf_printf(buf, "\n%*s", (int)indent, "");
	buf_text(buf, ": ");
	if (add_inline(buf, node)) {
		buf_char(buf, '\n');
		return;
	}
	length = buf->length - 1;
	buf->data[length] = '\n';
	if (node->kind == NODE_MAP)
		yaml_map(buf, node, indent + 2);
	else
		add_list(buf, node, indent + 2);
}

/* The members of MAP; the first one's blanks are there already. */
static void
add_members(struct buf *buf, const struct node *map, unsigned indent)
{
	const struct node *child;

	for (child = map->first; child != NULL; child = child->next) {
		if (child != map->first)
			buf_printf(buf, "%*s", (int)indent, "");
		add_member(buf, child, indent);
	}
}

static void
add_list(struct buf *buf, const struct node *list, unsigned indent)
{
	const struct node *child;

	for (child = list->first; child != NULL; child = child->next) {
		buf_printf(buf, "%*s- ", (int)indent, "");
		if (add_inline(buf, child)) {
			buf_char(buf, '\n');
		} else if (child->kind == NODE_MAP) {
			add_members(buf, child, indent + 2);
		} else {
			buf->data[buf->length - 1] = '\n';
			add_list(buf, child, indent + 2);
		}
	}
}

void
yaml_map(struct buf *buf, const struct node *map, unsigned indent)
{
	buf_printf(buf, "%*s", (int)indent, "");
	add_members(buf, map, indent);
}

void
yaml_item(struct buf *buf, const struct node *map, unsigned indent)
{
	buf_printf(buf, "%*s- ", (int)indent - 2, "");
	add_members(buf, map, indent);
}
