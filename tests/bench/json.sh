#!/bin/sh
# SPDX-License-Identifier: ISC
# The part of make bench about JSON: one answer of describe-vpn-connections
# with 10,000 connections, read in several ways, in turn in one process.
set -eu
count=${COUNT:-10000} rounds=${ROUNDS:-7}
bench=build/bench-json
work=$(mktemp -d "${TMPDIR:-/tmp}/cgwgen-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
"$bench" generate "$count" >"$work/connections.json"
printf '\nOne JSON file of %s connections, %s MB, median of %s:\n' "$count" \
	"$(($(wc -c <"$work/connections.json") / 1000000))" "$rounds"
"$bench" compare "$count" "$work/connections.json" "$rounds"
for peer in yajl json-c; do
	pkg-config --exists "$peer" ||
		echo "$peer is not installed and not compared (scripts/packages bench)"
done
