#!/bin/sh
# SPDX-License-Identifier: ISC
# What is rendered for openbsd-iked and openbsd-isakmpd is taken by the portable
# releases of the real parts: iked and bgpd parse their configurations, sh and
# a linter the scripts.  Linux has no sec interfaces and the iked of Debian no
# natt yet, so lo and nothing stand in their places.  Spoilt files must be
# refused.
set -u
[ "$(id -u)" -eq 0 ] && [ -x /usr/sbin/iked ] && [ -x /usr/sbin/bgpd ] || exit 77
work=$(mktemp -d) || exit 1
. tests/tools/judges.sh
failed=0
# shellcheck disable=SC2034 # for each
also='-s preferred_tunnel=2'
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
umask 077

# Both want to be root's alone.
check_iked() {
	sed 's/iface sec[0-9]*/iface lo/; s/ natt / /' "$1" >"$work/iked.conf"
	/usr/sbin/iked -n -f "$work/iked.conf"
}

check_bgpd() {
	sed -n 's/^#   \(AS\|network\)/\1/p' "$1" >"$work/bgpd.conf"
	cp "$1" "$work/included.conf"
	echo "include \"$work/included.conf\"" >>"$work/bgpd.conf"
	/usr/sbin/bgpd -n -f "$work/bgpd.conf"
}

check() {
	for file in "$1"/*; do
		case $file in
		*.iked.conf)
			[ "$(grep -c 'iface sec' "$file")" = 2 ] || { echo "$file: not two tunnels"; failed=1; }
			accepted "$file" check_iked "$file"
			sed 's/childsa enc aes/childsa enc eas/' "$file" >"$work/bad.conf"
			refused "$file" check_iked "$work/bad.conf"
			sed 's/ikelifetime/ikelifetim/' "$file" >"$work/bad.conf"
			refused "$file" check_iked "$work/bad.conf"
			;;
		*.bgpd.conf)
			grep -q '^neighbor' "$file" || continue
			accepted "$file" check_bgpd "$file"
			sed 's/holdtime/holdtim/' "$file" >"$work/bad.conf"
			refused "$file" check_bgpd "$work/bad.conf"
			;;
		*.sh)
			accepted "$file" sh -n "$file"
			accepted "$file" shellcheck -s sh "$file"
			;;
		esac
	done
}

each openbsd-iked ikev2
bases='bgp static tgw' each openbsd-isakmpd ikev1
exit $failed
