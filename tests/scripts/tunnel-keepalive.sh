#!/bin/sh
# SPDX-License-Identifier: ISC
# systemd takes the units of tunnel-keepalive, and refuses spoilt ones; the
# probe succeeds when everything answers, fails when one address does not, and
# says which.  It runs in a network namespace with two addresses of its own.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
command -v systemd-analyze >/dev/null && command -v ping >/dev/null || exit 77
[ "$(id -u)" -eq 0 ] || exit 77
namespace=cgwgen-$$
work=$(mktemp -d) || exit 1
trap 'ip netns del "$namespace" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
ip netns add "$namespace" 2>/dev/null || exit 77
ip netns exec "$namespace" true 2>/dev/null || exit 77
failed=0

# fail WHAT
fail() {
	echo "$1"
	cat "$work/said"
	failed=1
}

# taken UNIT...: systemd says nothing against them.
taken() {
	systemd-analyze verify "$@" >"$work/said" 2>&1 && [ ! -s "$work/said" ]
}

for base in bgp static ipv6 tgw; do
	for options in '' '-s gateway=192.168.20.1 -s aws_host=10.0.4.10 -s interval=1' \
		'-s gateway=2001:db8::1' '-s on_gateway=true -s interval=9'; do
		rm -rf "$work/out"
		# shellcheck disable=SC2086 # options
		"$CGWGEN" render -q -d tunnel-keepalive -o "$work/out/" $options \
			"tests/rules/base/$base.xml" >"$work/said" 2>&1 || fail "$base $options"
		sh -n "$work"/out/*.sh >"$work/said" 2>&1 || fail "$base $options: sh -n"
		if command -v shellcheck >/dev/null; then
			shellcheck -s sh "$work"/out/*.sh >"$work/said" 2>&1 || fail "$base $options: shellcheck"
		fi
		# systemd wants the program to be there.
		sed -i "s|/usr/local/sbin/|$work/out/|" "$work"/out/*.service
		taken "$work"/out/*.timer "$work"/out/*.service || fail "$base $options: systemd-analyze"
		sed -i 's/^DynamicUser=/DynamicUsers=/; s/^OnUnitInactiveSec=/OnUnitInactive=/' "$work"/out/*.timer "$work"/out/*.service
		for unit in "$work"/out/*.timer "$work"/out/*.service; do
			taken "$unit" && fail "$unit: a bad unit was accepted"
		done
	done
done

ip -n "$namespace" link set lo up
ip -n "$namespace" address add 169.254.61.57/32 dev lo
ip -n "$namespace" address add 169.254.61.129/32 dev lo
rm -rf "$work/out"
"$CGWGEN" render -q -d tunnel-keepalive -o "$work/out/" tests/rules/base/static.xml >"$work/said" 2>&1 ||
	fail 'static'
# Two pings at once are enough here.
sed -i 's/-i 5 -c 12/-i 0.2 -c 2/; s/^sleep 55/sleep 0/' "$work"/out/*.sh
ip netns exec "$namespace" sh "$work"/out/*-keepalive.sh >"$work/said" 2>&1 ||
	fail 'the probe fails though both addresses answer'
[ "$(grep -c ' 0 percent lost' "$work/said")" -eq 2 ] || fail 'not two lines of the probe'
ip -n "$namespace" address delete 169.254.61.129/32 dev lo
ip netns exec "$namespace" sh "$work"/out/*-keepalive.sh >"$work/said" 2>&1 &&
	fail 'the probe succeeds though an address does not answer'
grep -q '169.254.61.129: 100 percent lost' "$work/said" || fail 'the probe does not say which address is silent'
exit $failed
