#!/bin/sh
# SPDX-License-Identifier: ISC
# The installed program works alone, in an empty directory.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make -s install DESTDIR="$work" PREFIX=/usr
for page in man/*.[157]; do
	[ -e "$page" ] || continue
	[ -f "$work/usr/share/man/man${page##*.}/${page#man/}" ]
done
mkdir "$work/empty"
cp "$work/usr/bin/cgwgen" "$work/empty/"
cp tests/rules/base/bgp.xml "$work/empty/sample.xml"
cd "$work/empty"
./cgwgen render -d cisco-iosxe -o out/ sample.xml 2>/dev/null
grep -q '^interface Tunnel100$' out/*.cfg
./cgwgen help render | grep -q cgwgen-render
cd - >/dev/null
make -s uninstall DESTDIR="$work" PREFIX=/usr
[ -z "$(find "$work/usr" -type f)" ]
