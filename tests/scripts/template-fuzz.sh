#!/bin/sh
# SPDX-License-Identifier: ISC
# Random templates with random data, and templates of this tree with random
# damage: our engine and Jinja2 print the same bytes, or fail in the same way
# in the same line.  `make fuzz` runs more of them.
set -u
/usr/bin/python3 -c 'import jinja2' 2>/dev/null || exit 77
tests/fuzz/fuzz --seed 1 --count 2000 || exit 1
tests/fuzz/fuzz --seed 1 --count 2000 --mutate || exit 1
# What is expected wrongly must be found.
if tests/fuzz/fuzz --seed 1 --count 50 --break >/dev/null; then
	echo 'a wrong expectation was not found'
	exit 1
fi
