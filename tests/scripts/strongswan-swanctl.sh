#!/bin/sh
# SPDX-License-Identifier: ISC
# What is rendered for strongswan-frr and strongswan-bird is taken by the real
# parts: a charon of our own (in a network namespace of its own, idle) loads
# the swanctl.conf, vtysh parses the FRR configuration, bird that of BIRD, sh
# and shellcheck the script, and nft loads what the script gives to it.  A file
# with an error in it must be refused by each, or the check proves nothing.
set -u
charon=$(command -v charon-systemd || echo /usr/sbin/charon-systemd)
[ "$(id -u)" -eq 0 ] && [ -x "$charon" ] && command -v swanctl >/dev/null &&
	command -v vtysh >/dev/null && command -v bird >/dev/null &&
	command -v nft >/dev/null || exit 77
namespace=cgwgen-$$
work=$(mktemp -d) || exit 1
. tests/tools/judges.sh
failed=0
pid=
finish() {
	[ -z "$pid" ] || { kill "$pid" && wait "$pid"; } 2>/dev/null
	ip netns del "$namespace" 2>/dev/null
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

# A container may not let us make a namespace, or not run anything in it.
ip netns add "$namespace" 2>/dev/null || exit 77
ip netns exec "$namespace" true 2>/dev/null || exit 77
ip -n "$namespace" link set lo up

plugins='random nonce openssl pem pubkey x509 pkcs1 pkcs8 hmac kdf sha1 sha2 aes gcm gmp'
cat >"$work/strongswan.conf" <<END
charon-systemd {
  load_modular = no
  load = $plugins kernel-netlink socket-default vici updown
  plugins { vici { socket = unix://$work/vici } }
  filelog { log { path = $work/charon.log } }
}
swanctl {
  load = $plugins
  socket = unix://$work/vici
}
END
export STRONGSWAN_CONF="$work/strongswan.conf"
ip netns exec "$namespace" "$charon" >"$work/charon.out" 2>&1 &
pid=$!
tries=0
until [ -S "$work/vici" ]; do
	tries=$((tries + 1))
	[ $tries -lt 100 ] || { echo 'charon did not start'; cat "$work/charon.log"; exit 1; }
	sleep 0.1
done

load() {
	swanctl --load-all --noprompt --uri "unix://$work/vici" --file "$1"
}

load_both() {
	load "$1" || return 1
	load "$1" 2>&1 | grep -q 'successfully loaded 2 connections'
}

check() {
	for file in "$1"/*.swanctl.conf; do
		accepted "$file" load_both "$file"
		sed 's/proposals = aes/proposals = eas/' "$file" >"$work/bad.conf"
		refused "$file" load "$work/bad.conf"
	done
	for file in "$1"/*.frr.conf "$1"/*.bird.conf "$1"/*.sh; do
		case $file in
		*'*'*) ;;
		*.frr.conf) judge_frr "$file" ;;
		*.bird.conf) judge_bird "$file" ;;
		*.sh) judge_script "$file" ;;
		esac
	done
}

each strongswan-frr 'ikev2 ikev1'
each strongswan-bird 'ikev2 ikev1'
exit $failed
