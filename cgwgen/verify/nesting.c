/* SPDX-License-Identifier: ISC */
/* The blocks that are open where lines are read.  Floor: verify. */
#include "verify/nesting.h"

#include <string.h>

#include "verify/dialect.h"

void
nesting_begin(struct nesting *nesting, const struct profile_syntax *syntax)
{
	nesting->depth = 0;
	nesting->running = syntax != NULL && syntax->running.mode_count > 0 &&
				   syntax->nesting != PROFILE_NESTING_SET
			       ? &syntax->running
			       : NULL;
}

static const struct nesting_block *
top(const struct nesting *nesting)
{
	return nesting->depth > 0 ? &nesting->blocks[nesting->depth - 1] : NULL;
}

/* Whether a line with INDENT is not part of the innermost block. */
static bool
is_left(const struct nesting *nesting, size_t indent)
{
	const struct nesting_block *block = top(nesting);

	return block != NULL && (block->indent > indent ||
				    (block->indent == indent && !block->held));
}

size_t
nesting_enter(struct nesting *nesting, size_t indent)
{
	while (is_left(nesting, indent))
		nesting->depth--;
	return nesting->depth > 0 ? top(nesting)->count : 0;
}

/* Whether path[0 .. COUNT), of which BASE are the words of blocks, is like
 * one of LIST. */
static bool
is_like(const struct nesting *nesting, const struct profile_wording *list,
    size_t list_count, size_t base, size_t count)
{
	struct fit fit;
	size_t i;

	for (i = 0; i < list_count; i++)
		if (list[i].block == base &&
		    dialect_fits(&list[i], 0, list[i].count, nesting->path, 0,
			count, &fit))
			return true;
	return false;
}

bool
nesting_is_passage(const struct nesting *nesting, const struct scan_line *line)
{
	const struct profile_running *running = nesting->running;
	struct fit fit;
	size_t i;

	for (i = 0; running != NULL && i < running->passage_count; i++)
		if (dialect_fits(&running->passages[i], 0,
			running->passages[i].count, line->words, 0, line->count,
			&fit))
			return true;
	return false;
}

bool
nesting_push(struct nesting *nesting, size_t indent, size_t base,
    const struct scan_line *line, size_t tag)
{
	const struct profile_running *running = nesting->running;
	struct nesting_block block = { .indent = indent, .count = base };
	struct nesting_block *around;

	if (nesting->depth == LISTING_DEPTH ||
	    base + line->count > LISTING_WORDS)
		return false;
	if (nesting->depth > 0) {
		around = &nesting->blocks[nesting->depth - 1];
		around->filled = true;
		/* What is indented ends where the indentation does. */
		around->held = around->held && around->indent == indent;
	}
	block.tag = tag;
	block.passage = nesting_is_passage(nesting, line);
	if (!block.passage) {
		memcpy(nesting->path + base, line->words,
		    line->count * sizeof(struct word));
		block.count += line->count;
	}
	block.held =
	    block.passage ||
	    (running != NULL && is_like(nesting, running->modes,
				    running->mode_count, base, block.count));
	nesting->blocks[nesting->depth++] = block;
	return true;
}

/* "exit" stands below the line that opens the block, or is indented as what
 * is in the block. */
static size_t
close_one(struct nesting *nesting, size_t indent)
{
	size_t closed = NESTING_NONE;

	while (is_left(nesting, indent)) {
		closed =
		    top(nesting)->filled ? top(nesting)->tag : NESTING_NONE;
		nesting->depth--;
	}
	if (closed != NESTING_NONE || nesting->depth == 0)
		return closed;
	return nesting->blocks[--nesting->depth].tag;
}

/* "end" leaves all modes, or, where another command line was entered, those
 * of that. */
static size_t
close_all(struct nesting *nesting)
{
	size_t closed = NESTING_NONE;
	bool passage = false;

	while (nesting->depth > 0 && !passage) {
		nesting->depth--;
		closed = nesting->blocks[nesting->depth].tag;
		passage = nesting->blocks[nesting->depth].passage;
	}
	return closed;
}

bool
nesting_close(struct nesting *nesting, size_t indent,
    const struct scan_line *line, size_t *ret)
{
	if (nesting->running == NULL || line->count != 1)
		return false;
	if (word_is(&line->words[0], "exit"))
		*ret = close_one(nesting, indent);
	else if (word_is(&line->words[0], "end"))
		*ret = close_all(nesting);
	else
		return false;
	return true;
}

size_t
nesting_tag(const struct nesting *nesting)
{
	return nesting->depth > 0 ? top(nesting)->tag : NESTING_NONE;
}
