/* SPDX-License-Identifier: ISC */
/*
 * urlize: links around the URLs and e-mail addresses of a text, which is
 * escaped for HTML first.  What counts as one is what Jinja takes for one.
 */
#include <string.h>

#include "template/filters.h"

/* The text and how its links look. */
struct linker {
	struct tcall *call;
	struct tvalue text;
	struct tvalue attributes; /* ' rel="…" target="…"' */
	struct tlist *schemes;
	bool trims;
	int64_t trim;
};

/* A word of the text: brackets and stops around what may be a link. */
struct word {
	const char *text;
	size_t start, middle, tail, end;
};

/* ---- what is a URL ---------------------------------------------------------
 */

static bool
begins(const char *text, size_t length, const char *with)
{
	size_t size = strlen(with);

	return length >= size && memcmp(text, with, size) == 0;
}

/* The same whatever the case. */
static bool
begins_fold(const char *text, size_t length, const char *with)
{
	size_t i;

	for (i = 0; with[i] != '\0'; i++)
		if (i >= length ||
		    to_lower((unsigned char)text[i]) != (unsigned char)with[i])
			return false;
	return true;
}

static bool
is_label(uint32_t c)
{
	return is_word(c) || c == '%' || c == '-';
}

/* Letters as a pattern without case has them: two signs fold to letters. */
static bool
is_az(uint32_t c)
{
	return (to_lower(c) >= 'a' && to_lower(c) <= 'z') || c == 0x130 ||
	       c == 0x131 || c == 0x17f || c == 0x212a;
}

static bool
is_top_word(uint32_t c)
{
	return is_word(c) || c == '%';
}

/* Characters of LABEL if all pass the test, else 0. */
static size_t
count_all(const char *label, size_t length, bool (*test)(uint32_t))
{
	size_t at, step, count = 0;
	uint32_t c;

	for (at = 0; at < length; at += step, count++) {
		step = text_next(label + at, length - at, &c);
		if (!test(c))
			return 0;
	}
	return count;
}

static size_t
label_length(const char *host, size_t length)
{
	const char *dot = memchr(host, '.', length);

	return dot != NULL ? (size_t)(dot - host) : length;
}

static bool
is_known_top(const char *label, size_t length)
{
	static const char *const known[] = { "com", "net", "int", "edu", "gov",
		"org", "info", "mil" };
	size_t i;

	for (i = 0; i < LENGTH_OF(known); i++)
		if (strlen(known[i]) == length &&
		    begins_fold(label, length, known[i]))
			return true;
	return false;
}

/* The last label after a scheme or "www.". */
static bool
is_top(const char *label, size_t length)
{
	size_t count = count_all(label, length, is_az);

	if (count >= 2 && count <= 63)
		return true;
	if (!begins_fold(label, length, "xn--"))
		return false;
	count = count_all(label + 4, length - 4, is_top_word);
	return count >= 2 && count <= 59;
}

/* "a.b.top": with a scheme any top label, without only known ones. */
static bool
is_domain(const char *host, size_t length, bool scheme)
{
	size_t label, count, labels = 0;

	for (; (label = label_length(host, length)) < length; labels++) {
		count = count_all(host, label, is_label);
		if (count == 0 || (!scheme && (count < 2 || count > 63)))
			return false;
		host += label + 1;
		length -= label + 1;
	}
	return scheme ? is_top(host, length)
		      : labels != 0 && is_known_top(host, length);
}

static bool
is_ipv4(const char *host, size_t length)
{
	size_t label, count, labels = 0;

	for (;; labels++) {
		label = label_length(host, length);
		count = count_all(host, label, is_decimal);
		if (count < 1 || count > 3)
			return false;
		if (label == length)
			return labels == 3;
		host += label + 1;
		length -= label + 1;
	}
}

static bool
is_hex(uint32_t c)
{
	return is_decimal(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

/* Bytes of up to four hexadecimal digits. */
static size_t
hex_length(const char *text, size_t length)
{
	size_t at = 0, step, count;
	uint32_t c;

	for (count = 0; count < 4 && at < length; count++) {
		step = text_next(text + at, length - at, &c);
		if (!is_hex(c))
			break;
		at += step;
	}
	return at;
}

/* "[…]": two groups with colons and one to six with or without. */
static size_t
ipv6_length(const char *text, size_t length)
{
	size_t at = 1, groups;

	if (length == 0 || text[0] != '[')
		return 0;
	for (groups = 0; groups < 8; groups++) {
		at += hex_length(text + at, length - at);
		if (at < length && text[at] == ':')
			at++;
		else if (groups < 2)
			return 0;
		if (groups >= 2 && at < length && text[at] == ']')
			return at + 1;
	}
	return 0;
}

/* Bytes of the host: everything that can be part of a name. */
static size_t
host_length(const char *text, size_t length)
{
	size_t at, step;
	uint32_t c;

	for (at = 0; at < length; at += step) {
		step = text_next(text + at, length - at, &c);
		if (!is_label(c) && c != '.')
			break;
	}
	return at;
}

/* A port of up to five digits, and a path. */
static bool
is_rest(const char *text, size_t length)
{
	size_t at = 0, step, count = 0;
	uint32_t c;

	if (length != 0 && text[0] == ':') {
		for (at = 1; at < length && count < 5; at += step, count++) {
			step = text_next(text + at, length - at, &c);
			if (!is_decimal(c))
				break;
		}
		if (count == 0)
			return false;
	}
	return at == length || strchr("/?#", text[at]) != NULL;
}

static bool
is_url(const char *text, size_t length)
{
	size_t scheme = begins_fold(text, length, "https://")  ? 8
			: begins_fold(text, length, "http://") ? 7
							       : 0;
	size_t skip = scheme, host;

	if (scheme == 0 && begins_fold(text, length, "www."))
		skip = 4;
	host = host_length(text + skip, length - skip);
	if (is_rest(text + skip + host, length - skip - host) &&
	    ((skip != 0 && is_domain(text + skip, host, true)) ||
		(scheme != 0 && is_ipv4(text + skip, host))))
		return true;
	if (scheme != 0) {
		host = ipv6_length(text + skip, length - skip);
		return host != 0 &&
		       is_rest(text + skip + host, length - skip - host);
	}
	host = host_length(text, length);
	return is_rest(text + host, length - host) &&
	       is_domain(text, host, false);
}

static bool
is_domain_tail(uint32_t c)
{
	return is_word(c) || c == '.' || c == '-';
}

/* "name@domain.top", by the last "@". */
static bool
is_email(const char *text, size_t length)
{
	size_t at, dot;
	uint32_t c;

	for (at = length; at > 0 && text[at - 1] != '@'; at--)
		continue;
	if (at < 2 || at == length)
		return false;
	text += at;
	length -= at;
	text_next(text, length, &c);
	for (dot = length; dot > 0 && text[dot - 1] != '.'; dot--)
		continue;
	return is_word(c) && dot > 1 &&
	       count_all(text, length, is_domain_tail) != 0 &&
	       count_all(text + dot, length - dot, is_word) != 0;
}

/* ---- links -----------------------------------------------------------------
 */

static bool
put_link(struct linker *l, const char *scheme, const struct word *word,
    bool attributes, size_t shown, size_t shown_end)
{
	struct run *r = l->call->run;
	size_t length = word->tail - word->middle;

	return sink_text(r, "<a href=\"") && sink_text(r, scheme) &&
	       sink_part(r, &l->text, word->middle, length) &&
	       sink_char(r, '"') &&
	       (!attributes ||
		   sink_part(r, &l->attributes, 0, l->attributes.length)) &&
	       sink_char(r, '>') &&
	       sink_part(r, &l->text, shown, shown_end - shown) &&
	       (shown_end == word->tail || sink_text(r, "...")) &&
	       sink_text(r, "</a>");
}

/* Where the shown text of a URL ends. */
static size_t
trimmed(const struct linker *l, const struct word *word)
{
	const char *text = word->text + word->middle;
	size_t length = word->tail - word->middle;
	int64_t count = (int64_t)text_count(text, length), keep = l->trim;

	if (!l->trims || count <= keep)
		return word->tail;
	if (keep < 0)
		keep = keep + count < 0 ? 0 : keep + count;
	return word->middle + text_offset(text, length, (size_t)keep);
}

/* A word that begins with one of the caller's schemes. */
static bool
has_scheme(const struct linker *l, const char *text, size_t length)
{
	size_t i;

	for (i = 0; l->schemes != NULL && i < l->schemes->count; i++) {
		const struct tvalue *scheme = &l->schemes->items[i];

		if (scheme->length < length &&
		    memcmp(scheme->as.text, text, scheme->length) == 0)
			return true;
	}
	return false;
}

static bool
put_middle(struct linker *l, const struct word *word)
{
	const char *text = word->text + word->middle;
	size_t length = word->tail - word->middle;
	bool scheme =
	    begins(text, length, "https://") || begins(text, length, "http://");

	if (is_url(text, length))
		return put_link(l, scheme ? "" : "https://", word, true,
		    word->middle, trimmed(l, word));
	if (begins(text, length, "mailto:") && is_email(text + 7, length - 7))
		return put_link(
		    l, "", word, false, word->middle + 7, word->tail);
	if (!begins(text, length, "www.") &&
	    memchr(text, ':', length) == NULL && is_email(text, length))
		return put_link(
		    l, "mailto:", word, false, word->middle, word->tail);
	if (has_scheme(l, text, length))
		return put_link(l, "", word, true, word->middle, word->tail);
	return sink_part(l->call->run, &l->text, word->middle, length);
}

/* ---- words -----------------------------------------------------------------
 */

/* Length of a mark that begins (or ends) TEXT, or 0. */
static size_t
mark_length(const char *text, size_t length, bool end)
{
	const char *entity = end ? "&gt;" : "&lt;";
	const char *marks = end ? ")>.,\n" : "(<";

	if (length == 0)
		return 0;
	if (strchr(marks, text[end ? length - 1 : 0]) != NULL)
		return 1;
	return length >= 4 &&
		       memcmp(text + (end ? length - 4 : 0), entity, 4) == 0
		   ? 4
		   : 0;
}

static size_t
occurrences(const struct word *word, size_t from, size_t to, const char *what)
{
	size_t count = 0, found;

	while ((found = text_find(word->text + from, to - from, what,
		    strlen(what))) != SIZE_MAX) {
		from += found + strlen(what);
		count++;
	}
	return count;
}

/* Closing brackets go back to the middle when it opens more than it closes. */
static void
balance(struct word *word, const char *open, const char *close)
{
	size_t opened = occurrences(word, word->middle, word->tail, open);
	size_t closed = occurrences(word, word->middle, word->tail, close);
	size_t moves = occurrences(word, word->tail, word->end, close);

	if (opened <= closed)
		return;
	for (moves = moves < opened ? moves : opened; moves > 0; moves--)
		word->tail +=
		    text_find(word->text + word->tail, word->end - word->tail,
			close, strlen(close)) +
		    strlen(close);
}

static bool
put_word(struct linker *l, size_t start, size_t end)
{
	struct word word = { l->text.as.text, start, start, end, end };
	struct run *r = l->call->run;
	size_t mark;

	while ((mark = mark_length(word.text + word.middle,
		    word.end - word.middle, false)) != 0)
		word.middle += mark;
	while ((mark = mark_length(word.text + word.middle,
		    word.tail - word.middle, true)) != 0)
		word.tail -= mark;
	balance(&word, "(", ")");
	balance(&word, "<", ">");
	balance(&word, "&lt;", "&gt;");
	return charge(r, 1 + (end - start) / 8) &&
	       sink_part(r, &l->text, start, word.middle - start) &&
	       put_middle(l, &word) &&
	       sink_part(r, &l->text, word.tail, end - word.tail);
}

static bool
put_words(struct linker *l)
{
	const struct tvalue *text = &l->text;
	size_t at = 0, end, step;
	uint32_t c;

	for (;; at = end) {
		end = at +
		      text_blank_start(text->as.text + at, text->length - at);
		if (!sink_part(l->call->run, text, at, end - at))
			return false;
		if (end >= text->length)
			return true;
		for (at = end; end < text->length; end += step) {
			step = text_next(
			    text->as.text + end, text->length - end, &c);
			if (is_space(c))
				break;
		}
		if (!put_word(l, at, end))
			return false;
	}
}

/* ---- arguments -------------------------------------------------------------
 */

/* The words of rel with those that are always there, sorted, each once. */
static bool
rel_words(struct tcall *call, bool nofollow, struct tvalue *ret)
{
	struct tcall inner = { .arena = call->arena, .run = call->run };
	struct tvalue rel = string_of("", 0);
	bool some = false;

	if (has_arg(call, 3) &&
	    (!value_truth(call->run, &call->args[3], &some) ||
		(some && !arg_string(call, 3, &rel))))
		return false;
	inner.input = rel;
	if (!text_split(&inner, ret))
		return false;
	if (nofollow)
		list_add(call->arena, ret->as.list, tv_text("nofollow"));
	list_add(call->arena, ret->as.list, tv_text("noopener"));
	inner.input = *ret;
	inner.args = (const struct tvalue[]){ tv_bool(true) };
	inner.count = 1;
	if (!filter_unique(&inner, &inner.input))
		return false;
	inner.args = (const struct tvalue[]){ tv_bool(false), tv_bool(true) };
	inner.count = 2;
	return filter_sort(&inner, ret);
}

static bool
link_attributes(struct linker *l, const struct tlist *rel)
{
	struct tcall *call = l->call;
	struct run *r = call->run;
	struct mark mark = sink_mark(r);
	bool some = false;
	size_t i;

	for (i = 0; i < rel->count; i++)
		if (!sink_text(r, i == 0 ? " rel=\"" : " ") ||
		    !sink_escaped(r, &rel->items[i], true))
			return false;
	if (!sink_char(r, '"') || !arg_bool(call, 2, &some))
		return false;
	if (some &&
	    (!sink_text(r, " target=\"") ||
		!sink_escaped(r, &call->args[2], true) || !sink_char(r, '"')))
		return false;
	sink_take(r, mark, &l->attributes);
	return true;
}

/* "name:", "name:/" or "name://". */
static bool
is_scheme(const struct tvalue *text)
{
	size_t length = text->length, slashes = 0, at, step, count = 0;
	uint32_t c;

	while (length > 0 && slashes < 2 && text->as.text[length - 1] == '/') {
		length--;
		slashes++;
	}
	if (length == 0 || text->as.text[length - 1] != ':')
		return false;
	for (at = 0; at < length - 1; at += step, count++) {
		step = text_next(text->as.text + at, length - 1 - at, &c);
		if (!is_domain_tail(c) && c != '+')
			return false;
	}
	return count >= 2;
}

static bool
extra_schemes(struct linker *l)
{
	struct tcall *call = l->call;
	bool some = false;
	size_t i;

	if (!has_arg(call, 4) || call->args[4].kind == TV_NONE)
		return true;
	if (!value_truth(call->run, &call->args[4], &some) || !some)
		return !call->run->failed;
	if (!value_list(call->run, &call->args[4], &l->schemes))
		return false;
	for (i = 0; i < l->schemes->count; i++)
		if (l->schemes->items[i].kind != TV_STRING ||
		    !is_scheme(&l->schemes->items[i]))
			return template_fail(
			    call, "a scheme is a name with ':', ':/' or '://'");
	return true;
}

bool
filter_urlize(struct tcall *call, struct tvalue *ret)
{
	struct linker l = { .call = call };
	struct run *r = call->run;
	bool nofollow = false;
	struct tvalue rel;
	struct mark mark;

	l.trims = has_arg(call, 0) && call->args[0].kind != TV_NONE;
	if ((l.trims && !arg_int(call, 0, &l.trim)) ||
	    !arg_bool(call, 1, &nofollow) || !rel_words(call, nofollow, &rel) ||
	    !link_attributes(&l, rel.as.list) || !extra_schemes(&l))
		return false;
	mark = sink_mark(r);
	if (!sink_escaped(r, &call->input, true))
		return false;
	sink_take(r, mark, &l.text);
	mark = sink_mark(r);
	if (!charge_bytes(r, l.text.length) || !put_words(&l))
		return false;
	sink_take(r, mark, ret);
	return true;
}
