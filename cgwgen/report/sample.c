/* SPDX-License-Identifier: ISC */
/* The examples of rules as people read them.  Floor 6. */
#include "report/sample.h"

#include <stdbool.h>
#include <string.h>

/* What the kinds of rule_examples.def are for a reader. */
static const struct {
	const char *kind;
	const char *place;
	bool paths; /* lines PATH: VALUE */
} kinds[] = {
	{ "descriptor", "in a descriptor", true },
	{ "fleet", "in a descriptor of several connections", true },
	{ "client", "in a descriptor of a Client VPN endpoint", true },
	{ "openvpn", "in a descriptor of an OpenVPN server", true },
	{ "xml", "in AWS's XML", true },
	{ "aws-cli", "in an answer of the AWS CLI", true },
	{ "terraform", "in a plan of Terraform", true },
	{ "cloudformation", "in a template of CloudFormation", true },
	{ "device", "in a device profile", true },
	{ "file", "as the file", false },
	{ "command", "as a command", false },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* The row of EXAMPLE's kind, and the words behind it; -1 when there is none. */
static int
kind_of(const struct rule_example *example, const char **words)
{
	size_t length = strcspn(example->kind, " ");
	size_t i;

	*words = example->kind + length + strspn(example->kind + length, " ");
	for (i = 0; i < KINDS; i++)
		if (strncmp(kinds[i].kind, example->kind, length) == 0 &&
		    kinds[i].kind[length] == '\0')
			return (int)i;
	return -1;
}

void
sample_place(struct buf *buf, const struct rule_example *example)
{
	const char *words;
	int kind = kind_of(example, &words);
	size_t length = strcspn(words, " ");

	if (kind < 0)
		return;
	buf_text(buf, kinds[kind].place);
	if (words[0] == '\0')
		return;
	if (kinds[kind].paths) {
		buf_text(buf, ", with ");
		buf_text(buf, words);
		return;
	}
	/* A file's name, and the command that reads it. */
	buf_char(buf, ' ');
	buf_add(buf, words, length);
	if (words[length] == '\0')
		return;
	buf_text(buf, " for cgwgen");
	buf_text(buf, words + length);
}

void
sample_lines(struct buf *buf, const struct rule_example *example,
    const char *text, const char *indent)
{
	const char *words;
	int kind = kind_of(example, &words);
	size_t length;

	while (*text != '\0') {
		length = strcspn(text, "\n");
		buf_text(buf, indent);
		if (kind >= 0 && kinds[kind].paths && length != 0 &&
		    text[length - 1] == ':') {
			buf_add(buf, text, length - 1);
			buf_text(buf, " is left out");
		} else {
			buf_add(buf, text, length);
		}
		buf_char(buf, '\n');
		text += length + (text[length] == '\n');
	}
}

void
sample_markdown(struct buf *buf, const struct rule_example *example)
{
	if (example->kind == NULL)
		return;
	buf_text(buf, "\n\n**Bad**, ");
	sample_place(buf, example);
	buf_text(buf, ":\n\n```\n");
	sample_lines(buf, example, example->bad, "");
	buf_text(buf, "```\n\n**Good:**\n\n```\n");
	sample_lines(buf, example, example->good, "");
	buf_text(buf, "```");
}
