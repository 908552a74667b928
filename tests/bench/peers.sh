#!/bin/sh
# SPDX-License-Identifier: ISC
# make bench: rendering a fleet beside its floors and beside what others would
# write for it, in turn in one run.  Ratios are what counts; nothing is
# asserted but that all write the same text.
set -eu
count=${COUNT:-10000} rounds=${ROUNDS:-5} device=cisco-iosxe
program=$PWD/build/cgwgen bench=$PWD/build/bench
python=/usr/bin/python3 peers=$PWD/tests/bench/peers.py
work=$(mktemp -d "${TMPDIR:-/tmp}/cgwgen-peers.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"
mkdir out out2 copy py
"$bench" generate "$count" all
options="--quiet --fail-on error --device $device"
# shellcheck disable=SC2086
"$program" render $options --output sample/ all/* 2>/dev/null
first=$(find all -type f | sort | head -n 1)
"$python" -B "$peers" make . "$first" "sample/$(basename "$first" .xml).cfg"

# All of them write the same.
"$python" -B "$peers" files . py/ all/*
diff -rq sample py || { echo 'peers: Python writes another text' >&2; exit 2; }
stylesheet=
if command -v xsltproc >/dev/null; then
	stylesheet=yes
	find all -type f | sort | sed 's|^all/\(.*\)\.xml|sample/\1.cfg|' |
		xargs cat | cksum >wanted
	xsltproc peer.xsl all/* | cksum | cmp -s - wanted || {
		echo 'peers: the stylesheet writes another text' >&2
		exit 2
	}
fi

printf '\n%s connections, files in and out, per connection, median of %s:\n' \
	"$count" "$rounds"
"$bench" compare "$count" "$rounds" \
	"cgwgen render -j 1, new files" "$program" render $options -j 1 --output %out @all -- \
	"cgwgen render -j 2, new files" "$program" render $options -j 2 --output %out2 @all -- \
	"cgwgen render -j 1 --if-changed, no change" "$program" render $options -j 1 --if-changed --output sample @all -- \
	"libxml2 SAX2 parse only" "$bench" parse @all -- \
	"creating and renaming the same files" "$bench" replace sample %copy -- \
	"reading the same files" "$bench" read sample -- \
	"Python: ElementTree and Jinja2, new files" "$python" -B "$peers" files . %py @all |
	tee files.txt
awk '
	function of(line) { match(line, /[0-9.]+ us/); return substr(line, RSTART, RLENGTH) + 0 }
	{ us[NR] = of(substr($0, 45)) }
	END {
		printf "\nnew files, 1 thread: %.2f x its floors; Python %.1f x as long\n", us[1] / (us[4] + us[5]), us[7] / us[1]
		printf "new files, 2 threads: %.2f x half of its floors; Python (1 thread) %.1f x as long\n", us[2] / ((us[4] + us[5]) / 2), us[7] / us[2]
		printf "no change: %.2f x its floors\n", us[3] / (us[4] + us[6])
	}' files.txt

printf '\n%s connections, one output stream, per connection, median of %s:\n' \
	"$count" "$rounds"
# shellcheck disable=SC2086
"$bench" compare "$count" "$rounds" \
	"cgwgen render -j 1, one stream" "$program" render $options -j 1 @all -- \
	"cgwgen render -j 2, one stream" "$program" render $options -j 2 @all -- \
	"Python: ElementTree and Jinja2, one stream" "$python" -B "$peers" stream . @all \
	${stylesheet:+-- "xsltproc, one stream" /usr/bin/xsltproc peer.xsl @all}

printf '\nStart, whole process, median of 51:\n'
"$bench" compare 1 51 \
	"cgwgen --version" "$program" --version -- \
	"cgwgen render, one connection" "$program" render $options "$first" -- \
	"a program that does nothing, same libraries" "$bench" nothing
