/* SPDX-License-Identifier: ISC */
/*
 * Reading below one directory without ever leaving it: no component of a
 * path may be "..", hidden or a symbolic link.
 */
#ifndef CGWGEN_DEVICE_DIRECTORY_H
#define CGWGEN_DEVICE_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"

/* The largest profile or template: 4 MiB. */
#define DIRECTORY_LIMIT_FILE ((size_t)4 * 1024 * 1024)

/*
 * Whether PATH can be used: components of letters, digits, '.', '_' and '-'
 * separated by single slashes, none beginning with '.', at most 200 bytes.
 */
bool directory_path_is_safe(const char *path);

/*
 * Reads the regular file PATH below the directory FD into a source called
 * SHOWN, which the caller owns.  NULL with *RET_ERROR an errno: ENOENT when
 * there is no such file, ELOOP for a symbolic link, EFBIG for one above the
 * limit, EINVAL for what is no regular file, or an unsafe path.
 */
struct source *directory_read(
    int fd, const char *path, const char *shown, int *ret_error);

/*
 * Calls ADD with CONTEXT for the name of every entry of the directory NAME
 * below FD, in no order; does nothing when there is none.
 */
void directory_list(int fd, const char *name,
    void (*add)(void *context, const char *name), void *context);

#endif
