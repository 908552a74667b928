#!/bin/sh
# SPDX-License-Identifier: ISC
# A tunnel that AWS's end refused is tried again: charon runs with what is
# rendered, in namespaces of its own, against another charon that has a wrong
# key at first.  This kernel may have no ESP, so the IKE SA is what must come
# up.  Traps do it (start_action); the control, which only starts the tunnel,
# gives up for good; keyingtries, close_action and retry_initiate_interval do not
# help it.
#
# Traps of XFRM interfaces ask for such an interface (if_id), which the kernel
# may not have either: if_id is taken out of the rendered swanctl.conf.
set -u
[ "$(id -u)" -eq 0 ] && [ -x /usr/lib/ipsec/starter ] && [ -x /usr/lib/ipsec/charon ] &&
	command -v charon-systemd >/dev/null && command -v swanctl >/dev/null || exit 77
# shellcheck disable=SC2016
unshare -mn sh -c 'mount -t tmpfs none /run && ip netns add aws && ip link add w type veth peer name v &&
	ip xfrm policy add src 192.0.2.1 dst 192.0.2.2 dir out tmpl proto esp mode tunnel' 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
. tests/tools/judges.sh
failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

# settings NAME [PLUGIN]: a strongswan.conf.  The kernel's first packet of a trap asks charon; it
# asks again when its state of that is over, so after 165 seconds where this is not set.
settings() {
	cat >"$work/$1.strongswan.conf" <<-END
		charon {
		  load_modular = no
		  load = random nonce openssl pem pubkey x509 pkcs1 pkcs8 hmac kdf sha1 sha2 aes gcm gmp kernel-netlink socket-default vici${2-}
		  retransmit_tries = 1
		  install_routes = no
		  retry_initiate_interval = 1
		  retransmit_timeout = 1.0
		  plugins {
		    vici { socket = unix://$work/$1.vici }
		    stroke { secrets_file = $work/secrets }
		    kernel-netlink { xfrm_acq_expires = 2 }
		  }
		  syslog { daemon { default = -1 } }
		  journal { default = -1 }
		  filelog { log { path = $work/$1.log
		    default = 1
		    flush_line = yes } }
		}
		swanctl { socket = unix://$work/$1.vici
		  load = random nonce openssl pem }
	END
}
top=$work
export top
# aws.sh KEY: AWS's end, with this key.
cat >"$work/aws.sh" <<'END'
cat >"$work/aws.conf" <<CONF
connections {
  site {
    version = 2
    proposals = aes256gcm16-prfsha512-ecp521
    local { auth = psk }
    remote { auth = psk }
    children { site { local_ts = 0.0.0.0/0
      remote_ts = 0.0.0.0/0
      esp_proposals = aes256gcm16-ecp521 } }
  }
}
secrets { ike-site { secret = "$1" } }
CONF
STRONGSWAN_CONF=$work/aws.strongswan.conf swanctl --load-all --noprompt --file "$work/aws.conf" --uri "unix://$work/aws.vici"
END

# scene.sh KIND: prints refusals before the key is mended and IKE SAs after.
cat >"$work/scene.sh" <<'END'
established='IKE_SA .* established between .*\[203.0.113.21\]'
until_has() {
	tries=0
	until grep -q "$2" "$1" 2>/dev/null; do
		tries=$((tries + 1))
		[ $tries -lt "$3" ] || return 1
		sleep 0.1
	done
}
mount -t tmpfs none /run
ip link set lo up
ip netns add aws
ip link add wan type veth peer name site netns aws
ip address add 192.0.2.10/32 dev wan
ip link set wan up
ip route add 203.0.113.0/24 dev wan
ip route add default dev wan
ip -n aws address add "203.0.113.21/32" dev site
ip -n aws link set site up
ip -n aws route add default dev site
STRONGSWAN_CONF=$work/aws.strongswan.conf ip netns exec aws charon-systemd >/dev/null 2>&1 &
aws=$!
tries=0
until [ -S "$work/aws.vici" ] || [ $tries -gt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
sh "$top/aws.sh" A.wrong.Key >/dev/null 2>&1
export STRONGSWAN_CONF="$work/device.strongswan.conf"
case $1 in
ipsec.conf) /usr/lib/ipsec/starter --nofork --conf "$work/conf" >/dev/null 2>&1 & ;;
*) charon-systemd >/dev/null 2>&1 & ;;
esac
device=$!
tries=0
until [ -S "$work/device.vici" ] || [ $tries -gt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
[ "$1" = ipsec.conf ] || swanctl --load-all --noprompt --file "$work/conf" --uri "unix://$work/device.vici" >/dev/null 2>&1
# What BGP does all the time.
ping -q -i 0.5 -m 100 169.254.20.5 >/dev/null 2>&1 &
traffic=$!
until_has "$work/device.log" 'received AUTHENTICATION_FAILED' 50
sleep 3
echo "refusals $(grep -c 'received AUTHENTICATION_FAILED' "$work/device.log")"
sh "$top/aws.sh" Tn4kZ.w7Rq_aJ5uYd2GhXs9VbLm3PcEf >/dev/null 2>&1
until_has "$work/device.log" "$established" 60
echo "established $(grep -c "$established" "$work/device.log")"
kill $traffic $device $aws
wait
END

# refusal DEVICE OPTIONS...: what happens to the first tunnel with what is rendered.
refusal() {
	device=$1
	shift
	"$CGWGEN" render --quiet -d "$device" -o "$work/files/" -O IKEVersions=ikev2 "$@" tests/rules/base/bgp.xml \
		>"$work/said" 2>&1 || return
	case $device in
	strongswan)
		kind=ipsec.conf
		cp "$work"/files/*.ipsec.conf "$work/conf"
		cp "$work"/files/*.ipsec.secrets "$work/secrets"
		;;
	*)
		kind=swanctl.conf
		awk '/^ *if_id_/ { next } /start_action/ && seen++ { $3 = "none" } { print }' "$work"/files/*.swanctl.conf >"$work/conf"
		;;
	esac
	unshare -mn sh "$top/scene.sh" "$kind"
}

# fate EXPECTED DEVICE OPTIONS...: up|lost, what becomes of the tunnel when the key is right.
fate() {
	expected=$1
	shift
	work=$(mktemp -d "$top/XXXXXX") || exit 1
	export work
	settings device ' stroke'
	settings aws
	said=$(refusal "$@") || said="not rendered: $(cat "$work/said")"
	case $said in
	"refusals 0"*) fate=unrefused ;;
	"refusals "*"established 0") fate=lost ;;
	"refusals "*"established "*) fate=up ;;
	*) fate=unknown ;;
	esac
	[ $fate = "$expected" ] && return
	echo "$*: $fate, not $expected: $said"
	tail -n 30 "$work/device.log" "$work/aws.log"
	return 1
}

# They mostly wait.
pids=
while read -r words; do
	# shellcheck disable=SC2086
	(fate $words) </dev/null &
	pids="$pids $!"
done <<END
up strongswan
lost strongswan -s start_action=start
up strongswan-frr
up strongswan-frr -s start_action=trap
lost strongswan-frr -s start_action=start
END
for pid in $pids; do
	wait "$pid" || failed=1
done
exit $failed
