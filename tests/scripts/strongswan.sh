#!/bin/sh
# SPDX-License-Identifier: ISC
# What is rendered for strongswan is taken by the real parts: the starter and
# charon load ipsec.conf and ipsec.secrets (in namespaces of their own), vtysh
# parses the FRR configuration, bird that of BIRD, shellcheck and sh the script, and nft loads
# what the script gives to it.  Spoilt files must be complained of.
set -u
[ "$(id -u)" -eq 0 ] && [ -x /usr/lib/ipsec/starter ] && [ -x /usr/lib/ipsec/charon ] &&
	command -v vtysh >/dev/null && command -v bird >/dev/null && command -v nft >/dev/null || exit 77
unshare -mn mount -t tmpfs none /run 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
. tests/tools/judges.sh
failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

plugins='random nonce openssl pem pubkey x509 pkcs1 pkcs8 hmac kdf sha1 sha2 aes gcm gmp'
cat >"$work/strongswan.conf" <<END
charon {
  load = $plugins kernel-netlink socket-default stroke updown
  plugins { stroke { secrets_file = $work/secrets } }
  filelog { log { path = $work/charon.log } }
}
END
export STRONGSWAN_CONF="$work/strongswan.conf" work

# /run is its own, so that no other strongSwan is met.
cat >"$work/start.sh" <<'END'
mount -t tmpfs none /run && ip link set lo up || exit 1
/usr/lib/ipsec/starter --nofork --conf "$work/conf" >"$work/starter.log" 2>&1 &
tries=0
until grep -q 'child:.*' "$work/status" 2>/dev/null || [ $tries -gt 50 ]; do
	kill -0 $! 2>/dev/null || break
	sleep 0.05
	tries=$((tries + 1))
	/usr/lib/ipsec/stroke statusall >"$work/status" 2>/dev/null
done
sleep 0.1
/usr/lib/ipsec/stroke statusall >"$work/status" 2>/dev/null
kill $! 2>/dev/null
wait $!
END

# load CONF SECRETS: both connections and both keys are there, and nobody complains.
load() {
	cp "$1" "$work/conf"
	cp "$2" "$work/secrets"
	rm -f "$work/status" "$work/charon.log"
	unshare -mn sh "$work/start.sh"
	cat "$work/starter.log" "$work/charon.log"
	[ "$(grep -c 'child:.*===' "$work/status")" = 2 ] &&
		[ "$(grep -c 'loaded IKE secret' "$work/charon.log")" = 2 ] &&
		! grep -q '^#\|unknown\|unexpected' "$work/starter.log" &&
		! grep -qi 'invalid\|unable\|\[CFG\].*fail' "$work/charon.log"
}

check() {
	for file in "$1"/*; do
		case $file in
		*.ipsec.conf)
			secrets=${file%.conf}.secrets
			accepted "$file" load "$file" "$secrets"
			[ -z "$controls" ] || continue
			controls=tried
			sed 's/replay_window/replay_widow/' "$file" >"$work/bad.conf"
			refused "$file" load "$work/bad.conf" "$secrets"
			sed 's/esp = aes/esp = eas/' "$file" >"$work/bad.conf"
			refused "$file" load "$work/bad.conf" "$secrets"
			;;
		*.frr.conf) unless_empty frr "$file" ;;
		*.bird.conf) unless_empty bird "$file" ;;
		*.sh) judge_script "$file" ;;
		esac
	done
}

controls=
each strongswan 'ikev2 ikev1'
each strongswan ikev2 -s routing_daemon=bird
exit $failed
