#!/bin/sh
# SPDX-License-Identifier: ISC
# Every header compiles alone, with the Makefile's warnings: it includes what
# it uses.
set -u
CC=${CC:-cc}
if ! command -v "$CC" >/dev/null 2>&1; then
	echo "no C compiler $CC"
	exit 77
fi
warnings=$(sed -n '/^WARNINGS/,/[^\\]$/p' Makefile | tr -d '\\\n' |
	sed 's/^[^=]*=//')
case $warnings in
*-Wall*) ;;
*)	echo 'the Makefile has no line WARNINGS := -Wall ...'
	exit 1 ;;
esac
includes=$(pkg-config --cflags libxml-2.0 yaml-0.1 libpcre2-8) || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

failed=0
for header in cgwgen/*/*.h; do
	# Twice: a header without a guard would define things again.
	printf '#include "%s"\n#include "%s"\n' "${header#cgwgen/}" \
		"${header#cgwgen/}" >"$work/alone.c"
	# shellcheck disable=SC2086
	if ! "$CC" -std=c11 -D_POSIX_C_SOURCE=200809L $warnings -Werror \
		-Icgwgen $includes -fsyntax-only "$work/alone.c"; then
		echo "$header does not compile alone"
		failed=1
	fi
done
exit $failed
