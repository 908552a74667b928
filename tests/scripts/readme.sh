#!/bin/sh
# SPDX-License-Identifier: ISC
# README.md names every device, and no other.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
"$CGWGEN" devices | sed '1d; s/ .*//' | sort >"$work/devices"
sed -n '/^## Devices/,/^## /p' README.md | grep '^|' | grep -o '`[a-z0-9-]*`' |
	tr -d '`' | sort >"$work/named"
[ -s "$work/devices" ] || { echo 'no device'; exit 1; }
diff "$work/devices" "$work/named" || { echo 'devices (<) and README.md (>) differ'; exit 1; }
