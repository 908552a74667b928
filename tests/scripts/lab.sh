#!/bin/sh
# SPDX-License-Identifier: ISC
# The quick scenes of the lab: what is rendered carries traffic on real daemons.
# `make lab` runs all.
set -u
output=$(mktemp -d) || exit 1
trap 'rm -rf "$output"' EXIT
trap 'exit 1' INT TERM
# In the namespaces of a scene the leak checker finds no /proc of its own.
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0"
# A template may have changed under a row that breaks it.
tests/lab/mutations --dry || exit 1
tests/lab/lab --quick --output "$output"
