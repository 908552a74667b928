#!/bin/sh
# SPDX-License-Identifier: ISC
# The quick scenes of the lab: what is rendered carries traffic on real daemons.
# `make lab` runs all.
set -u
output=$(mktemp -d) || exit 1
trap 'rm -rf "$output"' EXIT
trap 'exit 1' INT TERM
tests/lab/lab --quick --output "$output"
