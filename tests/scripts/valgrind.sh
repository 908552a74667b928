#!/bin/sh
# SPDX-License-Identifier: ISC
# The main job under valgrind, with the program as it is shipped.
set -eu
command -v valgrind >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for device in cisco-iosxe juniper-srx strongswan-frr; do
	valgrind --quiet --leak-check=full --error-exitcode=99 \
		--errors-for-leak-kinds=definite,indirect,possible \
		build/cgwgen render --quiet -d "$device" -o "$work/" \
		tests/rules/base/bgp.xml tests/rules/base/tgw.xml 2>"$work/log" || {
		cat "$work/log"
		exit 1
	}
done
