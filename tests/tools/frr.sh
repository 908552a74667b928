# SPDX-License-Identifier: ISC
# For the scripts that run FRRouting's daemons: sourced, not run.  Exits with 77
# where they cannot run; else writes daemons.sh into $work, a folder, which
# starts the daemons in its network namespace, with veth interfaces in the
# tunnels' places.
# shellcheck shell=sh disable=SC2034,SC2154
frr=/usr/lib/frr
# From FRRouting 9 on, mgmtd has a part in this; this test does not start it.
[ "$(id -u)" -eq 0 ] && [ -x $frr/zebra ] && [ -x $frr/staticd ] && [ -x $frr/bgpd ] &&
	[ ! -x $frr/mgmtd ] && id frr >/dev/null 2>&1 &&
	unshare -n ip link add aws100 type veth peer name far100 2>/dev/null || exit 77
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
trap 'kill $pids' EXIT
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
read_in() { vtysh --vty_socket "$work/run" -f "$1" >"$work/log" 2>&1; }
END
