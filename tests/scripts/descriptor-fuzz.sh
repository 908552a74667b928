#!/bin/sh
# SPDX-License-Identifier: ISC
# Descriptors of every format with random damage: the program ends by itself,
# prints plain text and no key.  `make fuzz` runs more of them.
set -u
[ -x /usr/bin/python3 ] || exit 77
tests/fuzz/descriptors --seed 1 --count 400 || exit 1
# What is expected wrongly must be found.
if tests/fuzz/descriptors --seed 1 --count 50 --break >/dev/null; then
	echo 'a wrong expectation was not found'
	exit 1
fi
