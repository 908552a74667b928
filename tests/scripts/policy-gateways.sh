#!/bin/sh
# SPDX-License-Identifier: ISC
# The scripts for openswan and racoon do what they say: with real iptables in a
# namespace of its own, and with stand-ins for IKE and for the ping that write
# down how they were called.  There is no parser for the rest on Debian.
set -u
[ "$(id -u)" -eq 0 ] && command -v iptables >/dev/null && command -v shellcheck >/dev/null &&
	unshare -n iptables -t mangle -S >/dev/null 2>&1 || exit 77
work=$(mktemp -d) || exit 1
. tests/tools/judges.sh
failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
mkdir "$work/bin"
# shellcheck disable=SC2016
for program in ipsec setkey racoonctl; do
	printf '#!/bin/sh\n{ echo "%s $*"; [ "$1" != -c ] || cat; } >>"$work/calls"\n' $program >"$work/bin/$program"
done
# The far host answers until a file says that it does not.
# shellcheck disable=SC2016
printf '#!/bin/sh\n[ ! -e "$work/dead" ]\n' >"$work/bin/ping"
printf '#!/bin/sh\n' >"$work/bin/sysctl"
chmod 755 "$work"/bin/*
export work

# there_and_back SCRIPT: up twice leaves one set of rules, down none.
there_and_back() {
	unshare -n sh -ec '
		state() { iptables-save | grep -v "^#\|^:[A-Z]\|^\*\|^COMMIT"; }
		[ -z "$(state)" ]
		"$1" up
		once=$(state)
		"$1" up
		[ "$(state)" = "$once" ]
		[ "$(state | grep -c "set-mss")" = 2 ]
		[ "$(state | grep -c "dports 500,4500 -j ACCEPT")" = 2 ]
		[ "$(state | grep -c "pol none -j DROP")" = 1 ]
		"$1" down
		[ -z "$(state)" ]' sh "$1"
}

# failover SCRIPT: one tunnel, and when the far host is silent, the other.
failover() {
	rm -f "$work/calls" "$work/dead"
	"$1" watch >"$work/log" &
	sleep 1
	touch "$work/dead"
	sleep 1
	kill $!
	wait $! 2>/dev/null
	cat "$work/log" "$work/calls"
	[ "$(head -n 3 "$work/log" | tr '\n' ' ')" = "$2" ] && grep -q "$3" "$work/calls"
}

check() {
	for file in "$1"/*.sh; do
		accepted "$file" sh -n "$file"
		accepted "$file" shellcheck -s sh "$file"
		case $file in *-remove.sh) continue ;; esac
		sed "s|^PATH=|PATH=$work/bin:|; s/sleep [0-9]*/sleep 0.01/; s/patience=.*/patience=2/" "$file" >"$work/script"
		chmod 755 "$work/script"
		accepted "$file" there_and_back "$work/script"
		sed 's/iptables -t "$1" -F/: -t "$1" -F/' "$work/script" >"$work/bad"
		chmod 755 "$work/bad"
		refused "$file" there_and_back "$work/bad"
		id=$(basename "$file" .sh)
		accepted "$file" failover "$work/script" "$id-$first: up $id-$first: dead $id-$second: up " "$called"
	done
}

others='-s inside_source=192.168.1.1 -s monitor_address=10.0.3.4 -s aws_networks=10.0.0.0/16'
for gateway in openswan racoon; do
	called='setkey -c'
	[ $gateway = racoon ] || called='ipsec auto --asynchronous --up'
	own='-s local_address=192.0.2.70'
	first=1 second=2
	# shellcheck disable=SC2086
	render $gateway now static $others $own
	check "$work/now"
	first=2 second=1
	# shellcheck disable=SC2086
	render $gateway now static $others $own -s nat_traversal=true -s preferred_tunnel=2
	check "$work/now"
done
exit $failed
