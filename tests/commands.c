/* SPDX-License-Identifier: ISC */
/* Tests that are programs, several at once. */
#include "commands.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct command {
	const char *name;
	const char *const *words;
	pid_t child; /* 0: not running */
	FILE *output;
	int status;
	bool done;
	time_t began;
};

static struct command **commands;
static size_t count, capacity;
static size_t next; /* the first that was not started */
static size_t running;

struct command *
commands_add(const char *name, const char *const *words)
{
	struct command *command = calloc(1, sizeof(*command));

	if (count == capacity) {
		capacity = capacity * 2 + 64;
		commands = realloc(commands, capacity * sizeof(*commands));
	}
	if (command == NULL || commands == NULL)
		abort();
	command->name = name;
	command->words = words;
	commands[count++] = command;
	return command;
}

static size_t
jobs(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors > 1 ? (size_t)processors : 1;
}

/* A group of its own, so that all it starts can be ended with it. */
static void
start(struct command *command)
{
	command->output = tmpfile();
	if (command->output == NULL)
		abort();
	command->began = time(NULL);
	fflush(NULL);
	command->child = fork();
	if (command->child == -1)
		abort();
	if (command->child == 0) {
		setpgid(0, 0);
		if (dup2(fileno(command->output), 1) == -1 ||
		    dup2(fileno(command->output), 2) == -1)
			_exit(127);
		execv(command->words[0], (char *const *)command->words);
		_exit(127);
	}
	running++;
}

static void
start_ahead(void)
{
	while (running < jobs() && next < count)
		start(commands[next++]);
}

/* With TIMES set, how long each took goes there. */
static void
note_time(const struct command *command)
{
	const char *path = getenv("TIMES");
	FILE *file = path != NULL ? fopen(path, "a") : NULL;

	if (file == NULL)
		return;
	fprintf(file, "%ld %s\n", (long)(time(NULL) - command->began),
	    command->name);
	fclose(file);
}

static void
reap(void)
{
	int status;
	pid_t child = waitpid(-1, &status, 0);
	size_t i;

	if (child == -1 && errno == EINTR)
		return;
	for (i = 0; i < next; i++)
		if (commands[i]->child == child && child > 0) {
			commands[i]->child = 0;
			commands[i]->done = true;
			commands[i]->status = status;
			running--;
			note_time(commands[i]);
		}
}

static void
print(struct command *command)
{
	char bytes[4096];
	size_t length;

	rewind(command->output);
	while ((length = fread(bytes, 1, sizeof(bytes), command->output)) > 0)
		fwrite(bytes, 1, length, stdout);
	fclose(command->output);
	command->output = NULL;
	fflush(stdout);
}

int
commands_wait(struct command *command)
{
	while (!command->done) {
		start_ahead();
		reap();
	}
	start_ahead();
	if (command->output != NULL)
		print(command);
	return command->status;
}

void
commands_end(void)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (commands[i]->child > 0) {
			kill(-commands[i]->child, SIGTERM);
			waitpid(commands[i]->child, NULL, 0);
		}
		if (commands[i]->output != NULL)
			fclose(commands[i]->output);
		free(commands[i]);
	}
	free(commands);
	commands = NULL;
	count = capacity = next = running = 0;
}
