#!/bin/sh
# SPDX-License-Identifier: ISC
# What FRRouting's daemons print once they have taken what is rendered for
# strongswan-frr is what cgwgen verify expects of them, for BGP and static
# routing, IPv4 and IPv6 inside, in a VRF and without; and what is changed on
# the daemons is found.
set -u
work=$(mktemp -d) || exit 1
failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
. tests/tools/frr.sh
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}

# shown.sh FILE [COMMAND...]: what daemons print that read FILE, and were then
# told each COMMAND.
cat >"$work/shown.sh" <<'END'
set -e
. "$work/daemons.sh"
read_in "$1"
shift
for command in "$@"; do
	vtysh --vty_socket "$work/run" -c 'configure terminal' -c "${command%%;*}" \
		-c "${command#*;}" >"$work/log" 2>&1
done
vtysh --vty_socket "$work/run" -c 'show running-config'
END

given="-s aws_networks=10.0.0.0/16,2001:db8:20::/48 -s local_networks=192.168.0.0/16,2001:db8:10::/48"

# running BASE OPTIONS COMMAND...: puts what the daemons print into $work/shown
# and what verify says of it into $work/said; its exit status.
running() {
	descriptor=tests/rules/base/$1.xml
	options=$2
	shift 2
	rm -rf "$work/out"
	# shellcheck disable=SC2086
	"$CGWGEN" render -q -d strongswan-frr --device-path . $given $options \
		-o "$work/out/" "$descriptor" >"$work/said" 2>&1 || return 3
	for file in "$work"/out/*.frr.conf; do
		case $file in *-remove.*) ;; *) break ;; esac
	done
	unshare -n sh "$work/shown.sh" "$file" "$@" >"$work/shown" 2>"$work/said" || return 3
	# shellcheck disable=SC2086
	"$CGWGEN" verify -q -d strongswan-frr --device-path . --fail-on note $given $options \
		--against "$descriptor" "$work/shown" "$work"/out/*.swanctl.conf "$work"/out/*.service \
		"$work"/out/vpn-*[0-9a-f].sh >"$work/said" 2>/dev/null
}

# clean BASE OPTIONS: nothing is found.
clean() {
	running "$1" "$2" && return
	echo "$1 $2: $?"
	cat "$work/said"
	failed=1
}

# found TEXT BASE OPTIONS COMMAND...: TEXT is.
found() {
	text=$1
	shift
	running "$@"
	if [ $? -ne 1 ] || ! grep -qF -- "$text" "$work/said"; then
		echo "$*: not found: $text"
		cat "$work/said"
		failed=1
	fi
}

for base in static bgp ipv6; do
	clean "$base" ''
	clean "$base" '-s vrf=blue'
	clean "$base" '-s preferred_tunnel=2 -s originate=false -s router_id=192.0.2.1'
done
running bgp ''
peer=$(sed -n 's/^ *neighbor \([0-9.]*\) remote-as.*/\1/p' "$work/shown" | head -n 1)
asn=$(sed -n 's/^router bgp //p' "$work/shown")
found 'BGP hold time' bgp '' "router bgp $asn;neighbor $peer timers 10 40"
found 'maximum-prefix' bgp '' "router bgp $asn;neighbor $peer maximum-prefix 7"
found "neighbor $peer graceful-restart-disable'" bgp '' "router bgp $asn;no neighbor $peer graceful-restart-disable"
found "no neighbor $peer activate'" bgp '' "router bgp $asn;no neighbor $peer activate"
found 'ip route 10.0.0.0/16 aws100' static '' 'no ip route 10.0.0.0/16 aws100;ip route 10.0.0.0/16 aws100 9'
found 'blackhole 254' static '' 'no ip route 10.0.0.0/16 blackhole 254;ip route 10.0.0.0/16 blackhole 200'
exit $failed
