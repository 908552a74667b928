#!/bin/sh
# SPDX-License-Identifier: ISC
# What is rendered for strongswan-frr is taken by the real parts: a charon of
# our own (in a network namespace of its own, idle) loads the swanctl.conf,
# vtysh parses the FRR configuration, shellcheck and sh the script.  A file
# with an error in it must be refused by each, or the check proves nothing.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
charon=$(command -v charon-systemd || echo /usr/sbin/charon-systemd)
[ "$(id -u)" -eq 0 ] && [ -x "$charon" ] && command -v swanctl >/dev/null &&
	command -v vtysh >/dev/null || exit 77
namespace=cgwgen-$$
work=$(mktemp -d) || exit 1
pid=
failed=0
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

# accepted NAME COMMAND...: the command must succeed.
accepted() {
	what=$1
	shift
	"$@" >"$work/said" 2>&1 && return
	echo "$what: refused"
	cat "$work/said"
	failed=1
}

# refused NAME COMMAND...: the control, which must fail.
refused() {
	what=$1
	shift
	! "$@" >"$work/said" 2>&1 && return
	echo "$what: a bad file was accepted"
	failed=1
}

load() {
	swanctl --load-all --noprompt --uri "unix://$work/vici" --file "$1"
}

load_both() {
	load "$1" || return 1
	load "$1" 2>&1 | grep -q 'successfully loaded 2 connections'
}

check() {
	directory=$1
	for file in "$directory"/*.swanctl.conf; do
		accepted "$file" load_both "$file"
		sed 's/proposals = aes/proposals = eas/' "$file" >"$work/bad.conf"
		refused "$file" load "$work/bad.conf"
	done
	for file in "$directory"/*.frr.conf; do
		accepted "$file" vtysh -C -f "$file"
		sed 's/^ip /pi /; s/^ipv6 /6vpi /; s/^router bgp/router gbp/' "$file" >"$work/bad.conf"
		refused "$file" vtysh -C -f "$work/bad.conf"
	done
	for file in "$directory"/*.sh; do
		accepted "$file" sh -n "$file"
		accepted "$file" shellcheck -s sh "$file"
	done
}

render() {
	directory="$work/$1"
	base=$2
	shift 2
	accepted "$directory" "$CGWGEN" render --quiet -d strongswan-frr -o "$directory" \
		"$@" "tests/rules/base/$base.xml"
	check "$directory"
}

cbc='-O Phase1EncryptionAlgorithms=AES256 -O Phase2EncryptionAlgorithms=AES256'
for version in ikev1 ikev2; do
	for base in bgp static ipv6 tgw; do
		networks='aws_networks=10.0.0.0/16,2001:db8:20::/48'
		render "$base-$version" $base -O IKEVersions=$version -s $networks
		# shellcheck disable=SC2086
		render "$base-$version-cbc" $base -O IKEVersions=$version $cbc -s $networks \
			-s local_networks=192.168.0.0/16,2001:db8:10::/48 -s nat_traversal=true
	done
done
exit $failed
