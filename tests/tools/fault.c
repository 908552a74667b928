/* SPDX-License-Identifier: ISC */
/*
 * Lets one system call of a program fail, or kills the program there; to be
 * preloaded.  FAULT_CALL is the call's name, FAULT_AT its number, from 1,
 * among all calls of that name, and FAULT_ERRNO the number of the error, 0 to
 * kill.  When it happened, FAULT_MARK is made, a file.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long calls;

/* Whether the call NAME is to fail; errno is set then. */
static int
fails(const char *name)
{
	const char *wanted = getenv("FAULT_CALL"), *mark;
	int error;

	if (wanted == NULL || strcmp(wanted, name) != 0 ||
	    atomic_fetch_add(&calls, 1) + 1 != atol(getenv("FAULT_AT")))
		return 0;
	mark = getenv("FAULT_MARK");
	syscall(SYS_close,
	    syscall(SYS_openat, AT_FDCWD, mark, O_CREAT | O_WRONLY, 0600));
	error = atoi(getenv("FAULT_ERRNO"));
	if (error == 0)
		kill(getpid(), SIGKILL);
	errno = error;
	return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int
openat(int directory, const char *path, int flags, ...)
{
	va_list args;
	mode_t mode;

	va_start(args, flags);
	mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	if (fails("openat"))
		return -1;
	return (int)syscall(SYS_openat, directory, path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
	va_list args;
	mode_t mode;

	va_start(args, flags);
	mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	if (fails("open"))
		return -1;
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

ssize_t
read(int fd, void *bytes, size_t length)
{
	return fails("read") ? -1 : REAL(read)(fd, bytes, length);
}

ssize_t
pread(int fd, void *bytes, size_t length, off_t at)
{
	return fails("pread") ? -1 : REAL(pread)(fd, bytes, length, at);
}

/* Half of it is written before the call fails: what a full disk does. */
ssize_t
write(int fd, const void *bytes, size_t length)
{
	static atomic_int halved;

	if (fails("write")) {
		if (length > 1 && atomic_exchange(&halved, 1) == 0) {
			atomic_fetch_sub(&calls, 1);
			return REAL(write)(fd, bytes, length / 2);
		}
		return -1;
	}
	return REAL(write)(fd, bytes, length);
}

int
close(int fd)
{
	int failed = fails("close"), error = errno, result;

	result = REAL(close)(fd);
	if (failed)
		errno = error;
	return failed ? -1 : result;
}

int
fsync(int fd)
{
	return fails("fsync") ? -1 : REAL(fsync)(fd);
}

int
fstat(int fd, struct stat *ret)
{
	return fails("fstat") ? -1 : REAL(fstat)(fd, ret);
}

int
fchmod(int fd, mode_t mode)
{
	return fails("fchmod") ? -1 : REAL(fchmod)(fd, mode);
}

int
mkdirat(int directory, const char *path, mode_t mode)
{
	return fails("mkdirat") ? -1 : REAL(mkdirat)(directory, path, mode);
}

int
renameat(int from, const char *old, int to, const char *new)
{
	return fails("renameat") ? -1 : REAL(renameat)(from, old, to, new);
}

int
linkat(int from, const char *old, int to, const char *new, int flags)
{
	return fails("linkat") ? -1 : REAL(linkat)(from, old, to, new, flags);
}

int
unlinkat(int directory, const char *path, int flags)
{
	return fails("unlinkat") ? -1 : REAL(unlinkat)(directory, path, flags);
}
