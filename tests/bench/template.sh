#!/bin/sh
# SPDX-License-Identifier: ISC
# The second half of make bench: one device template of 121 lines with two
# tunnels, rendered 10,000 times by cgwgen's engine and by Jinja2, in turn.
# Nothing is asserted but that both print the same bytes.
set -eu
renders=${RENDERS:-10000} rounds=${ROUNDS:-7}
template=tests/bench/device.j2 data=tests/bench/template.json
/usr/bin/python3 -c 'import jinja2' 2>/dev/null || {
	echo 'python3-jinja2 is not installed: templates are not compared'
	exit 0
}
bench=build/bench-template
work=$(mktemp -d "${TMPDIR:-/tmp}/cgwgen-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
"$bench" "$template" "$data" >"$work/ours"
/usr/bin/python3 tests/bench/template.py "$template" "$data" >"$work/theirs"
cmp "$work/ours" "$work/theirs"
for _ in $(seq "$rounds"); do
	"$bench" "$template" "$data" "$renders" >>"$work/ours.times"
	/usr/bin/python3 tests/bench/template.py "$template" "$data" "$renders" \
		>>"$work/theirs.times"
done
median() {
	sort -n "$1" | awk '{ at[NR] = $1 } END { print at[int((NR + 1) / 2)] }'
}
ours=$(median "$work/ours.times") theirs=$(median "$work/theirs.times")
printf '\nOne template of %s lines, %s bytes out, %s renders, median of %s:\n' \
	"$(wc -l <"$template")" "$(wc -c <"$work/ours")" "$renders" "$rounds"
awk -v ours="$ours" -v theirs="$theirs" 'BEGIN {
	printf "  cgwgen %8.2f us a render\n  Jinja2 %8.2f us a render, %.1f times as long\n",
		ours, theirs, theirs / ours }'
tail -n 1 "$work/ours.times" |
	awk '{ printf "  memory before %d KiB, after %d KiB\n", $2, $3 }'
