#!/bin/sh
# SPDX-License-Identifier: ISC
# Whichever system call of a render fails, or is its last: finished files are
# whole, the others untouched, and the exit status is right.  The program is
# the one without sanitizers, which do not like to be preloaded.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${CC:-cc} -std=c11 -O1 -shared -fPIC -o "$work/fault.so" tests/tools/fault.c \
	-ldl || exit 1
/usr/bin/python3 -B tests/tools/faults.py build/cgwgen "$work/fault.so"
