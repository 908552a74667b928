/* SPDX-License-Identifier: ISC */
/* libyaml on a source; for the files that read YAML. */
#ifndef CGWGEN_DOC_YAML_TEXT_H
#define CGWGEN_DOC_YAML_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "base/diag.h"
#include "base/source.h"

struct yaml_text {
	yaml_parser_t parser;
	const struct source *source;
	size_t start; /* length of the byte order mark */
	bool ascii;   /* characters are bytes */
	/* The place last asked for: characters and bytes after start. */
	size_t characters;
	size_t bytes;
};

/* Sets libyaml to work on SOURCE, which is UTF-8 and outlives its use. */
void yaml_text_open(struct yaml_text *yaml, const struct source *source);
void yaml_text_close(struct yaml_text *yaml);

/* The place of a character, as libyaml's marks count them. */
struct pos yaml_text_place(struct yaml_text *yaml, size_t characters);

/* CGW009 for what libyaml refused; returns false. */
bool yaml_text_fault(struct yaml_text *yaml, struct diags *diags);

#endif
