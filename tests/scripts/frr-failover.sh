#!/bin/sh
# SPDX-License-Identifier: ISC
# Running daemons of FRRouting take what is rendered for strongswan-frr: the
# script's word moves the static routes from tunnel to tunnel (veth interfaces
# stand in their places) and, when none is alive, leaves a blackhole; and what
# takes a connection off leaves nothing of it, but for what others may share.
set -u
frr=/usr/lib/frr
# From FRRouting 9 on, mgmtd has a part in this; this test does not start it.
[ "$(id -u)" -eq 0 ] && [ -x $frr/zebra ] && [ -x $frr/staticd ] && [ -x $frr/bgpd ] &&
	[ ! -x $frr/mgmtd ] && id frr >/dev/null 2>&1 &&
	unshare -n ip link add aws100 type veth peer name far100 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
. tests/tools/judges.sh
failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
chmod 755 "$work"
export work frr

cat >"$work/daemons.sh" <<'END'
set -e
ip link set lo up
for number in 100 101; do
	ip link add aws$number type veth peer name far$number
	ip link set aws$number up
	ip link set far$number up
done
rm -rf "$work/run"
mkdir "$work/run"
chown frr:frr "$work/run"
pids=
for daemon in zebra staticd bgpd; do
	own='-P 0'
	[ $daemon != bgpd ] || own='-P 0 -p 0'
	# shellcheck disable=SC2086
	$frr/$daemon -i "$work/run/$daemon.pid" -z "$work/run/zserv" --vty_socket "$work/run" $own >"$work/log" 2>&1 &
	pids="$pids $!"
	tries=0
	until [ -S "$work/run/$daemon.vty" ]; do
		tries=$((tries + 1))
		[ $tries -lt 50 ]
		sleep 0.1
	done
done
trap 'kill $pids' EXIT
read_in() { vtysh --vty_socket "$work/run" -f "$1" >"$work/log" 2>&1; }
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
