#!/bin/sh
# SPDX-License-Identifier: ISC
# The BGP texts for WatchGuard's dynamic routing box and for Sophos Firewall's
# command line are in FRR's language: its vtysh parses them.  A text with an
# error in it must be refused, or the check proves nothing.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
command -v vtysh >/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# text NAME OPTION...: renders the texts of all devices into NAME.
text() {
	name=$1
	shift
	for device in watchguard-fireware sophos-sfos; do
		"$CGWGEN" render -q -d $device --device-path . "$@" \
			-o "$work/$name-$device/" tests/rules/base/bgp.xml \
			>"$work/said" 2>&1 && continue
		cat "$work/said"
		failed=1
	done
}

text plain
text networks -s local_networks=192.168.10.0/24 -s aws_networks=10.0.0.0/8
text preferred -s local_networks=192.168.10.0/24 -s preferred_tunnel=2
for file in "$work"/*/*-bgp.conf; do
	vtysh -C -f "$file" >"$work/said" 2>&1 || {
		echo "$file: refused"
		cat "$work/said"
		failed=1
	}
	sed 's/ remote-as / remote-is /' "$file" >"$work/spoilt"
	! vtysh -C -f "$work/spoilt" >"$work/said" 2>&1 || {
		echo "$file: taken with an error in it"
		failed=1
	}
done
exit $failed
