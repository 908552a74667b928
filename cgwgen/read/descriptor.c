/* SPDX-License-Identifier: ISC */
/* Descriptor formats, recognised by how they begin.  Floor 3. */
#include "read/descriptor.h"

#include <stdlib.h>
#include <string.h>

#include "doc/text.h"
#include "read/aws_xml.h"

struct descriptor_reader {
	struct aws_xml *aws_xml;
};

struct descriptor_reader *
descriptor_reader_new(void)
{
	struct descriptor_reader *reader = memory_alloc(sizeof(*reader));

	reader->aws_xml = aws_xml_new();
	return reader;
}

void
descriptor_reader_free(struct descriptor_reader *reader)
{
	if (reader == NULL)
		return;
	aws_xml_free(reader->aws_xml);
	free(reader);
}

/* The first byte that is neither white space nor a byte order mark. */
static char
first_byte(const struct source *source)
{
	const char *text = source_text(source);

	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	return text[strspn(text, " \t\r\n")];
}

struct connection *
descriptor_read(struct descriptor_reader *reader, struct source *source,
    struct arena *arena, struct diags *diags)
{
	if (!text_check(source, diags)) {
		source_never_quote(source);
		return NULL;
	}
	if (first_byte(source) == '<')
		return aws_xml_read(reader->aws_xml, source, arena, diags);
	source_never_quote(source);
	diag(diags, RULE_INPUT_FORMAT, (struct pos){ source, 0 },
	    "not a descriptor in a format that cgwgen reads");
	return NULL;
}
