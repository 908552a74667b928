/* SPDX-License-Identifier: ISC */
/*
 * Findings as workflow commands of GitHub Actions, which become annotations.
 * Floor 6.
 */
#include "report/entry.h"
#include "report/plain.h"
#include "report/report.h"

#include <string.h>

/*
 * Adds TEXT as the value of a property or, without PROPERTY, as a message.
 * The runner takes back %25, %0D and %0A in both, %3A and %2C in the former;
 * other control characters would only reach somebody's terminal.
 */
static void
add(struct buf *buf, const char *text, bool property)
{
	const char *special = property ? "%\r\n:," : "%\r\n", *next;
	unsigned code;

	for (; *text != '\0'; text = next) {
		next = plain_next(text, &code);
		if (next == NULL)
			return; /* entries hold nothing but UTF-8 */
		if (code < 0x80 && strchr(special, (int)code) != NULL)
			buf_printf(buf, "%%%02X", code);
		else if (plain_is_control(code))
			buf_char(buf, '?');
		else
			buf_add(buf, text, (size_t)(next - text));
	}
}

void
form_github(const struct entry *entry, struct arena *arena, FILE *out)
{
	static const char *const commands[] = { "notice", "warning", "error" };
	const struct rule *rule = rule_get(entry->rule);
	struct buf buf = { NULL, 0, 0 };

	buf_printf(&buf, "::%s ", commands[entry->severity]);
	if (entry->place->name != NULL) {
		buf_text(&buf, "file=");
		add(&buf, entry->place->name, true);
		if (entry->line != 0)
			buf_printf(&buf, ",line=%zu,col=%zu", entry->line,
			    entry->column);
		buf_char(&buf, ',');
	}
	buf_printf(&buf, "title=%s %s::", rule->id, rule->name);
	add(&buf, entry_text(entry, arena), false);
	buf_char(&buf, '\n');
	fwrite(buf.data, 1, buf.length, out);
	buf_free(&buf);
}
