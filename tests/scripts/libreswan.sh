#!/bin/sh
# SPDX-License-Identifier: ISC
# What is rendered for libreswan is taken by the real parts: addconn checks
# ipsec.conf, algparse its proposals, vtysh the FRR configuration, bird that of
# BIRD, shellcheck and sh the script, and nft loads what the script gives to
# it.  A file with an error in it must be refused by each, or the check proves
# nothing.
set -u
command -v vtysh >/dev/null && command -v bird >/dev/null && command -v nft >/dev/null || exit 77
work=$(mktemp -d) || exit 1
. tests/tools/judges.sh
failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

libexec=/usr/libexec/ipsec
if [ ! -x $libexec/addconn ]; then
	unpacked=$(tests/tools/libreswan) || exit
	libexec=$unpacked/usr/libexec/ipsec
	LD_LIBRARY_PATH=$(echo "$unpacked"/usr/lib/*-linux-gnu)
	export LD_LIBRARY_PATH
fi

proposals() {
	way=v2
	! grep -q 'ikev2=no' "$1" || way=v1
	[ "$(grep -c '^    \(ike\|esp\)=' "$1")" = 4 ] &&
		sed -n 's/^    \(\(ike\|esp\)=.*\)/\1/p' "$1" |
		while read -r proposal; do
			"$libexec/algparse" -$way -pfs "$proposal" || return 1
		done
}

check() {
	for file in "$1"/*; do
		case $file in
		*.ipsec.conf)
			accepted "$file" "$libexec/addconn" --checkconfig --config "$file"
			sed 's/replay-window/replay-widow/' "$file" >"$work/bad.conf"
			refused "$file" "$libexec/addconn" --checkconfig --config "$work/bad.conf"
			accepted "$file" proposals "$file"
			sed 's/-dh/-hd/' "$file" >"$work/bad.conf"
			refused "$file" proposals "$work/bad.conf"
			;;
		*.frr.conf) unless_empty frr "$file" ;;
		*.bird.conf) unless_empty bird "$file" ;;
		*.sh) judge_script "$file" ;;
		esac
	done
}

each libreswan 'ikev2 ikev1'
each libreswan 'ikev2' -s interface_prefix=vti -s routing_daemon=bird
check tests/devices/libreswan/certificate
check tests/devices/libreswan/certificate-any
exit $failed
