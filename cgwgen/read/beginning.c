/* SPDX-License-Identifier: ISC */
/* First bytes and the root of XML.  Floor 3. */
#include "read/beginning.h"

#include <string.h>
#include <strings.h>

#define ROOT "vpn_connection"

const char *
beginning(const char *text)
{
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	return text + strspn(text, " \t\r\n");
}

bool
beginning_is_xml(const char *text)
{
	return *beginning(text) == '<';
}

/* Behind the next END, or NULL. */
static const char *
behind(const char *text, const char *end)
{
	text = strstr(text, end);
	return text != NULL ? text + strlen(end) : NULL;
}

/* Behind the document type declaration at TEXT. */
static const char *
behind_doctype(const char *text)
{
	text += strcspn(text, "[>");
	if (*text != '[')
		return behind(text, ">");
	/* A bracket of its own may stand in a value. */
	while ((text = behind(text, "]")) != NULL) {
		text += strspn(text, " \t\r\n");
		if (*text == '>')
			return text + 1;
	}
	return NULL;
}

/* Behind one thing that may stand before the root; NULL when it has no end,
 * TEXT itself when it is none. */
static const char *
behind_prolog(const char *text)
{
	if (strncmp(text, "<?", 2) == 0)
		return behind(text, "?>");
	if (strncmp(text, "<!--", 4) == 0)
		return behind(text + 4, "-->");
	if (strncmp(text, "<!", 2) == 0)
		return behind_doctype(text);
	return text;
}

const char *
beginning_root(const char *text, size_t *ret_length)
{
	const char *next;

	for (text = beginning(text); *text == '<'; text = next) {
		next = behind_prolog(text);
		if (next == text) {
			*ret_length = strcspn(++text, " \t\r\n/><");
			return *ret_length != 0 && text[*ret_length] != '\0'
				   ? text
				   : NULL;
		}
		if (next == NULL)
			return NULL;
		next += strspn(next, " \t\r\n");
	}
	return NULL;
}

bool
beginning_is_ours(const char *text)
{
	const size_t expected = strlen(ROOT);
	size_t length;
	const char *root = beginning_root(text, &length);

	if (root == NULL || length < expected)
		return false;
	return strncmp(root + length - expected, ROOT, expected) == 0 &&
	       (length == expected || root[length - expected - 1] == ':');
}

/* Whether the text is a JSON string that holds XML, and no key of YAML. */
static bool
is_json_string(const char *text)
{
	if (*text++ != '"')
		return false;
	for (;;) {
		text += strspn(text, " ");
		if (text[0] != '\\' || text[1] == '\0' ||
		    strchr("nrt", text[1]) == NULL)
			break;
		text += 2;
	}
	return *text == '<' || strncasecmp(text, "\\u003c", 6) == 0;
}

bool
beginning_is_json(const char *text)
{
	text = beginning(text);
	return *text == '{' || *text == '[' || is_json_string(text);
}

const char *
beginning_id(const char *text, size_t *ret_length)
{
	static const char root[] = "<" ROOT " id=\"";
	static const char bytes[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

	text = beginning(text);
	if (strncmp(text, "<?xml", 5) == 0 &&
	    (text = behind(text, "?>")) == NULL)
		return NULL;
	text += strspn(text, " \t\r\n");
	if (strncmp(text, root, strlen(root)) != 0)
		return NULL;
	text += strlen(root);
	*ret_length = strspn(text, bytes);
	return *ret_length != 0 && text[*ret_length] == '"' ? text : NULL;
}
