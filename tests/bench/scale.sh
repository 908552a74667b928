#!/bin/sh
# SPDX-License-Identifier: ISC
# The part of make bench about many connections: what one costs lint, and
# render to one stream, among 100, 10,000 and 100,000 of them, in time and
# memory, as files of AWS's XML and as answers of the AWS CLI (5,000 connections
# each, so that all together they are more than --max-input).  COUNTS, ROUNDS,
# FORMS and COMMANDS change what is tried; COUNTS="10000 100000 1000000"
# FORMS=xml needs 9 GB below TMPDIR and 3 GB of memory.
set -eu
counts=${COUNTS:-100 10000 100000} rounds=${ROUNDS:-3} forms=${FORMS:-xml json}
commands=${COMMANDS:-lint render}
program=$PWD/build/cgwgen
part=5000
work=$(mktemp -d "${TMPDIR:-/tmp}/cgwgen-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
umask 077

# Directories of fewer than the 100,000 names that lint takes.
fill() { # FORM COUNT DIRECTORY
	mkdir -p "$3"
	first=0
	while [ "$first" -lt "$2" ]; do
		some=$(($2 - first))
		[ "$some" -le $part ] || some=$part
		if [ "$1" = json ]; then
			build/bench-json generate "$some" "$first" >"$3/$first.json"
		else
			mkdir -p "$3/$((first / 50000))"
			build/bench generate "$some" "$3/$((first / 50000))" "$first"
		fi
		first=$((first + some))
	done
}

for form in $forms; do
	set --
	for count in $counts; do
		fill "$form" "$count" "$work/$form-$count"
		set -- "$@" "$count" "$work/$form-$count"
	done
	for command in $commands; do
		printf '\ncgwgen %s, connections as %s, median of %s:\n' \
			"$command" "$form" "$rounds"
		tests/bench/scale.py "$program" "$command" "$rounds" "$@"
	done
	rm -rf "${work:?}"/"$form"-*
done
