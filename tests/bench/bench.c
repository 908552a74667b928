/* SPDX-License-Identifier: ISC */
/*
 * The parts of `make bench` that a shell cannot do:
 *
 *   bench generate N DIR [FIRST]
 *                             writes N descriptors into DIR, numbered from
 *                             FIRST on
 *   bench parse FILE...       libxml2's SAX2 over the files, nothing kept
 *   bench write FROM TO       reads FROM's files, then creates them in TO
 *   bench replace FROM TO     the same, each beside its place and renamed
 *   bench read FROM           reads FROM's files
 *   bench nothing             starts and ends
 *   bench compare N ROUNDS LABEL WORD... [-- LABEL WORD...]...
 *                             times the commands in turn, ROUNDS times, and
 *                             prints each one's median per connection (of N)
 *                             and the ratio of the first to it
 *
 * With BENCH_CPU set, times are of the processor.
 *
 * In a compared command the word @DIR stands for all files of DIR, and %DIR
 * for DIR emptied before each run.  `write`, `replace`
 * and `read` time only that.
 */
#include <dirent.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"

#define LIMIT_COMMANDS 8
#define LIMIT_ROUNDS 99

static const char tunnel_format[] =
    "  <ipsec_tunnel>\n"
    "    <customer_gateway>\n"
    "      <tunnel_outside_address>\n"
    "        <ip_address>198.%u.%u.%u</ip_address>\n"
    "      </tunnel_outside_address>\n"
    "      <tunnel_inside_address>\n"
    "        <ip_address>169.254.%u.%u</ip_address>\n"
    "        <network_mask>255.255.255.252</network_mask>\n"
    "        <network_cidr>30</network_cidr>\n"
    "      </tunnel_inside_address>\n"
    "      <bgp>\n        <asn>%u</asn>\n"
    "        <hold_time>30</hold_time>\n      </bgp>\n"
    "    </customer_gateway>\n"
    "    <vpn_gateway>\n"
    "      <tunnel_outside_address>\n"
    "        <ip_address>203.0.113.%u</ip_address>\n"
    "      </tunnel_outside_address>\n"
    "      <tunnel_inside_address>\n"
    "        <ip_address>169.254.%u.%u</ip_address>\n"
    "        <network_mask>255.255.255.252</network_mask>\n"
    "        <network_cidr>30</network_cidr>\n"
    "      </tunnel_inside_address>\n"
    "      <bgp>\n        <asn>64512</asn>\n"
    "        <hold_time>30</hold_time>\n      </bgp>\n"
    "    </vpn_gateway>\n"
    "    <ike>\n"
    "      <authentication_protocol>sha1</authentication_protocol>\n"
    "      <encryption_protocol>aes-128-cbc</encryption_protocol>\n"
    "      <lifetime>28800</lifetime>\n"
    "      <perfect_forward_secrecy>group2</perfect_forward_secrecy>\n"
    "      <mode>main</mode>\n"
    "      <pre_shared_key>K%s</pre_shared_key>\n"
    "    </ike>\n"
    "    <ipsec>\n"
    "      <protocol>esp</protocol>\n"
    "      <authentication_protocol>hmac-sha1-96</authentication_protocol>\n"
    "      <encryption_protocol>aes-128-cbc</encryption_protocol>\n"
    "      <lifetime>3600</lifetime>\n"
    "      <perfect_forward_secrecy>group2</perfect_forward_secrecy>\n"
    "      <mode>tunnel</mode>\n"
    "      <clear_df_bit>true</clear_df_bit>\n"
    "      <fragmentation_before_encryption>true"
    "</fragmentation_before_encryption>\n"
    "      <tcp_mss_adjustment>1379</tcp_mss_adjustment>\n"
    "      <dead_peer_detection>\n        <interval>10</interval>\n"
    "        <retries>3</retries>\n      </dead_peer_detection>\n"
    "    </ipsec>\n"
    "  </ipsec_tunnel>\n";

static void
die(const char *what)
{
	perror(what);
	exit(2);
}

/* 31 letters and digits, by xorshift64* (Vigna 2016). */
static const char *
make_key(uint64_t number, char ret[32])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789";
	uint64_t state = (number + 1) * UINT64_C(0x9e3779b97f4a7c15);
	size_t i;

	for (i = 0; i < 31; i++) {
		state ^= state >> 12;
		state ^= state << 25;
		state ^= state >> 27;
		ret[i] = letters[(state * UINT64_C(0x2545f4914f6cdd1d) >> 32) %
				 (sizeof(letters) - 1)];
	}
	ret[31] = '\0';
	return ret;
}

/*
 * A site of its own for each connection: its device's address out of the
 * range for benchmarks (RFC 2544), 198.18.0.0/15, a private ASN, keys; two /30s
 * out of 169.254.6.0 and up, round and round.
 */
static void
add_tunnel(struct buf *buf, unsigned number, unsigned which)
{
	unsigned network = (number * 2 + which) % 10000;
	unsigned third = 6 + network / 64, fourth = network % 64 * 4;
	char key[32];

	buf_printf(buf, tunnel_format, 18 + number / 65536 % 2,
	    number / 256 % 256, number % 256, third, fourth + 2,
	    4200000000u + number, (number * 2 + which) % 254 + 1, third,
	    fourth + 1, make_key((uint64_t)number * 2 + which, key));
}

static int
generate(unsigned count, const char *directory, unsigned first)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct buf buf = { 0 };
	char name[64];
	unsigned i;
	int fd = file_directory(AT_FDCWD, directory, diags);

	for (i = first; fd != -1 && i < first + count; i++) {
		buf_clear(&buf);
		buf_printf(&buf,
		    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		    "<vpn_connection id=\"vpn-%017x\">\n"
		    "  <customer_gateway_id>cgw-%017x</customer_gateway_id>\n"
		    "  <vpn_gateway_id>vgw-%017x</vpn_gateway_id>\n"
		    "  <vpn_connection_type>ipsec.1</vpn_connection_type>\n",
		    i, i, i / 8);
		add_tunnel(&buf, i, 0);
		add_tunnel(&buf, i, 1);
		buf_text(&buf, "</vpn_connection>\n");
		snprintf(name, sizeof(name), "vpn-%017x.xml", i);
		if (!file_write(fd, name, 0600, buf.data, buf.length, diags))
			return 2;
	}
	buf_free(&buf);
	arena_free(arena);
	return fd == -1 ? 2 : 0;
}

/* Handlers that take everything and keep nothing. */
static void
on_start(void *data, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int namespaces, const xmlChar **list, int attributes,
    int defaulted, const xmlChar **values)
{
	(void)local, (void)prefix, (void)uri, (void)namespaces, (void)list;
	(void)attributes, (void)defaulted, (void)values;
	++*(unsigned long *)data;
}

static void
on_end(
    void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	(void)data, (void)local, (void)prefix, (void)uri;
}

static void
on_text(void *data, const xmlChar *text, int length)
{
	(void)data, (void)text, (void)length;
}

static int
parse(int count, char **files)
{
	xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text };
	struct arena *arena = arena_new();
	struct source *source;
	unsigned long elements = 0;
	int i;

	for (i = 0; i < count; i++) {
		source = file_read(
		    files[i], FILE_LIMIT_DEFAULT, diags_new(arena, 0));
		if (source == NULL ||
		    xmlSAXUserParseMemory(&handler, &elements,
			source_text(source), (int)source_length(source)) != 0)
			die(files[i]);
		source_free(source);
		arena_reset(arena);
	}
	arena_free(arena);
	return elements == 0;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
is_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* With BENCH_CPU set it is the processor's time that counts: on a machine that
 * others use, too, ratios of it last. */
static bool
counts_cpu(void)
{
	return getenv("BENCH_CPU") != NULL;
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(
	    counts_cpu() ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Prints the seconds that creating the files took. */
/* Creates the file NAME in directory DIRECTORY, or one beside it. */
static void
put_file(int directory, const char *name, const struct source *source,
    bool rename_it)
{
	const char *first = rename_it ? ".bench.tmp" : name;
	int flags = O_WRONLY | O_CREAT | (rename_it ? O_EXCL : O_TRUNC);
	int fd = openat(directory, first, flags, 0600);

	if (fd == -1 || write(fd, source_text(source), source_length(source)) !=
			    (ssize_t)source_length(source))
		die(name);
	close(fd);
	if (rename_it && renameat(directory, first, directory, name) == -1)
		die(name);
}

static int
write_files(const char *from, const char *to, bool rename_them)
{
	struct arena *arena = arena_new();
	struct dirent **entries;
	struct source **sources;
	int count, out, i;
	double began = now();

	if ((count = scandir(from, &entries, is_file, by_name)) < 0)
		die(from);
	sources = arena_array(arena, (size_t)count, sizeof(*sources));
	for (i = 0; i < count; i++)
		sources[i] = file_read(
		    arena_printf(arena, "%s/%s", from, entries[i]->d_name),
		    FILE_LIMIT_DEFAULT, diags_new(arena, 0));
	if (to != NULL) {
		if ((out = open(to, O_RDONLY | O_DIRECTORY)) == -1)
			die(to);
		began = now();
		for (i = 0; i < count; i++)
			put_file(
			    out, entries[i]->d_name, sources[i], rename_them);
	}
	printf("%.9f\n", now() - began);
	return 0;
}

struct command {
	const char *label;
	char **words;
	const char *empty; /* a directory to empty before each run */
	double seconds[LIMIT_ROUNDS];
};

static void
empty_directory(const char *path)
{
	struct dirent **entries;
	char name[4096];
	int count, i;

	if ((count = scandir(path, &entries, is_file, NULL)) < 0) {
		if (mkdir(path, 0700) == -1)
			die(path);
		return;
	}
	for (i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "%s/%s", path, entries[i]->d_name);
		unlink(name);
		free(entries[i]);
	}
	free(entries);
}

/* Replaces @DIR and %DIR; the result ends with NULL. */
static void
expand(struct arena *arena, struct command *command, char **words, int count)
{
	struct dirent **entries;
	int used = 0, found, i, j;

	command->words = arena_array(arena, 20000, sizeof(char *));
	for (i = 0; i < count; i++) {
		if (words[i][0] == '%') {
			command->empty = words[i] + 1;
			command->words[used++] = words[i] + 1;
			continue;
		}
		if (words[i][0] != '@') {
			command->words[used++] = words[i];
			continue;
		}
		found = scandir(words[i] + 1, &entries, is_file, by_name);
		for (j = 0; j < found && used < 19990; j++)
			command->words[used++] = arena_printf(
			    arena, "%s/%s", words[i] + 1, entries[j]->d_name);
	}
}

/* What the programs that were run so far took of the processor. */
static double
children(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* Runs once; the bench's own work on files tells its time, the others are
 * timed whole. */
static double
run(const struct command *command)
{
	const char *verb = command->words[1];
	bool own = strcmp(verb, "write") == 0 || strcmp(verb, "replace") == 0 ||
		   strcmp(verb, "read") == 0;
	char line[64] = "";
	double began, seconds;
	int fds[2], status;
	pid_t child;

	if (command->empty != NULL)
		empty_directory(command->empty);
	if (pipe(fds) == -1)
		die("pipe");
	fflush(NULL);
	began = counts_cpu() ? children() : now();
	if ((child = fork()) == 0) {
		dup2(own ? fds[1] : open("/dev/null", O_WRONLY), 1);
		dup2(open("/dev/null", O_WRONLY), 2);
		close(fds[0]);
		execv(command->words[0], command->words);
		_exit(127);
	}
	close(fds[1]);
	if (own && read(fds[0], line, sizeof(line) - 1) <= 0)
		die("read");
	close(fds[0]);
	waitpid(child, &status, 0);
	seconds = (counts_cpu() ? children() : now()) - began;
	if (status != 0) {
		fprintf(stderr, "%s failed\n", command->label);
		exit(2);
	}
	return own ? strtod(line, NULL) : seconds;
}

static int
ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(struct command *command, int rounds)
{
	qsort(command->seconds, (size_t)rounds, sizeof(double), ascending);
	return command->seconds[rounds / 2];
}

static int
compare(double connections, int rounds, int count, char **words)
{
	struct command commands[LIMIT_COMMANDS] = { { NULL } };
	struct arena *arena = arena_new();
	int used = 0, begin = 0, i, j;
	double first, other;

	for (i = 0; i <= count; i++) {
		if (i < count && strcmp(words[i], "--") != 0)
			continue;
		commands[used].label = words[begin];
		expand(
		    arena, &commands[used], words + begin + 1, i - begin - 1);
		used++;
		begin = i + 1;
	}
	for (i = -1; i < rounds; i++) /* one round to warm up */
		for (j = 0; j < used; j++)
			commands[j].seconds[i < 0 ? 0 : i] = run(&commands[j]);
	first = median(&commands[0], rounds);
	for (j = 0; j < used; j++) {
		other = median(&commands[j], rounds);
		printf("%-44s %9.1f us", commands[j].label,
		    other / connections * 1e6);
		if (j != 0)
			printf("   ratio %.2f", first / other);
		putchar('\n');
	}
	arena_free(arena);
	return 0;
}

int
main(int argc, char **argv)
{
	if ((argc == 4 || argc == 5) && strcmp(argv[1], "generate") == 0)
		return generate((unsigned)strtoul(argv[2], NULL, 10), argv[3],
		    argc == 5 ? (unsigned)strtoul(argv[4], NULL, 10) : 0);
	if (argc > 2 && strcmp(argv[1], "parse") == 0)
		return parse(argc - 2, argv + 2);
	if (argc == 4 && strcmp(argv[1], "write") == 0)
		return write_files(argv[2], argv[3], false);
	if (argc == 4 && strcmp(argv[1], "replace") == 0)
		return write_files(argv[2], argv[3], true);
	if (argc == 3 && strcmp(argv[1], "read") == 0)
		return write_files(argv[2], NULL, false);
	if (argc == 2 && strcmp(argv[1], "nothing") == 0)
		return 0;
	if (argc > 5 && strcmp(argv[1], "compare") == 0)
		return compare(
		    strtod(argv[2], NULL), atoi(argv[3]), argc - 4, argv + 4);
	fputs("bench: see tests/bench/bench.c\n", stderr);
	return 2;
}
