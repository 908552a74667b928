#!/bin/sh
# SPDX-License-Identifier: ISC
# Running daemons of FRRouting take what is rendered for strongswan-frr: the
# script's word moves the static routes from tunnel to tunnel (veth interfaces
# stand in their places) and, when none is alive, leaves a blackhole; and what
# takes a connection off leaves nothing of it, but for what others may share.
set -u
work=$(mktemp -d) || exit 1
failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
. tests/tools/frr.sh
. tests/tools/judges.sh

cat >>"$work/daemons.sh" <<'END'
configure() {
	for file in "$1"/*.frr.conf; do
		case $file in *-remove.*) ;; *) read_in "$file" ;; esac
	done
}
END

cat >"$work/via.sh" <<'END'
. "$work/daemons.sh"
configure "$1"
for script in "$1"/*.sh; do
	case $script in *-remove.sh) ;; *) sed '/^case ${1-} in/,$d; /^PATH=/d' "$script" >"$work/part.sh" ;; esac
done
. "$work/part.sh"
state=unknown
say() {
	sleep 0.4
	ip route show 10.0.0.0/16 | sed 's/.*dev \([a-z0-9]*\).*/\1/; s/^\(blackhole\) .*/\1/'
}
say
for step in 'aws100 dormant' 'aws101 dormant' 'aws101 up' 'aws100 up'; do
	# shellcheck disable=SC2086
	turn $step >/dev/null
	say
done
END

cat >"$work/off.sh" <<'END'
. "$work/daemons.sh"
running() { vtysh --vty_socket "$work/run" -c 'show running-config' | grep 'vpn-\|neighbor [0-9a-f]\|route-map\|prefix-list\|ip.* route .* aws'; }
configure "$1"
running >/dev/null
read_in "$2"
! running
END

# off FOLDER FILE: nothing is left after FILE.
off() {
	unshare -n sh "$work/off.sh" "$1" "$2"
}

networks='-s aws_networks=10.0.0.0/16,2001:db8:20::/48'
# shellcheck disable=SC2086
{
	render strongswan-frr now static $networks
	accepted routes moves "$work/now" 'aws100 aws101 blackhole aws101 aws100'
	refused control moves "$work/now" 'aws101 aws101 blackhole aws101 aws101'
	render strongswan-frr now static $networks -s preferred_tunnel=2
	accepted preferred moves "$work/now" 'aws101 aws101 blackhole aws101 aws101'
	for base in static bgp ipv6; do
		render strongswan-frr now $base $networks -s preferred_tunnel=1 \
			-s local_networks=192.168.0.0/16,2001:db8:10::/48
		accepted "$base off" off "$work/now" "$work"/now/*-remove.frr.conf
		sed '/^ no \|^no /{n;d}' "$work"/now/*-remove.frr.conf >"$work/bad.conf"
		refused "$base off" off "$work/now" "$work/bad.conf"
	done
}
exit $failed
