#!/bin/sh
# SPDX-License-Identifier: ISC
# The part of make bench about lint: what a connection costs among 100, 10,000
# and 100,000 of them, in time and memory, as files of AWS's XML and as answers
# of the AWS CLI (5,000 connections each, so that all together they are more
# than --max-input).  COUNTS, ROUNDS and FORMS change what is tried.
set -eu
counts=${COUNTS:-100 10000 100000} rounds=${ROUNDS:-3} forms=${FORMS:-xml json}
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
	printf '\ncgwgen lint, connections as %s, median of %s:\n' "$form" "$rounds"
	tests/bench/lint.py "$program" "$rounds" "$@"
	rm -rf "${work:?}"/"$form"-*
done
