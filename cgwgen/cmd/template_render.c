/* SPDX-License-Identifier: ISC */
/* cgwgen template render: any template with any data.  Floor 7. */
#include <string.h>

#include "base/path.h"
#include "cmd/output.h"
#include "cmd/template.h"

/* What the output is called in a directory: the template without its
 * suffix. */
static const char *
output_name(struct session *session, const char *path)
{
	static const char *const suffixes[] = { ".j2", ".jinja2", ".jinja" };
	const char *name = path_name(path);
	size_t length = strlen(name), suffix, i;

	for (i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		suffix = strlen(suffixes[i]);
		if (length > suffix &&
		    strcmp(name + length - suffix, suffixes[i]) == 0) {
			length -= suffix;
			break;
		}
	}
	return arena_copy(session->arena, name, length);
}

static void
write_output(struct session *session, struct rendered_file *file)
{
	struct rendering rendering = { file, 1 };
	struct output *output =
	    output_open(session->settings->output, 1, 1, NULL, session->diags);

	if (output == NULL)
		return;
	output_write(output, &rendering, NOWHERE, session->diags);
	output_close(output);
}

static void
render(struct session *session, const struct template_file *template)
{
	struct rendered_file file = { .mode = 0600 };
	const struct template *program = template_file_program(template);
	struct tvalue context = tv_dict(session->arena, 0);

	if (!template_data(session, &context) || program == NULL)
		return;
	file.name = output_name(session, session->settings->operands[1]);
	if (template_render(program, session->arena, &context, &file.output,
		session->diags))
		write_output(session, &file);
	buf_free(&file.output.text);
}

int
template_render_main(const struct settings *settings)
{
	struct template_options options;
	struct template_file *file;
	struct session session;
	int status;

	if (settings->operand_count != 2)
		return usage_error("template",
		    "render takes one template; use - for standard input");
	if (template_stdin_twice(settings) ||
	    !template_options_read(&settings->options, &options))
		return STATUS_TROUBLE;
	session_open(&session, settings, stderr);
	file = template_file_open(&session, settings->operands[1], &options,
	    NULL, false, session.diags);
	render(&session, file);
	status = session_close(&session);
	template_file_close(file);
	return status;
}
