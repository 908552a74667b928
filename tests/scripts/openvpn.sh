#!/bin/sh
# SPDX-License-Identifier: ISC
# OpenVPN itself reads what is rendered for it, and refuses what the rules on
# OpenVPN servers refuse: limits are tried on both sides.
#
# --test-crypto reads all options and looks for all files; then it wants a
# static key, which nothing here has.  Whoever gets that far is well formed.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
PATH=$PATH:/usr/sbin:/sbin
for tool in openvpn openssl; do
	command -v "$tool" >/dev/null || exit 77
done
case $(openvpn --version) in
"OpenVPN 2.6."*) ;;
*) exit 77 ;;
esac
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
mkdir "$work/etc" "$work/etc/berlin.ccd"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key" -out "$work/cert" -subj /CN=test -days 2 2>/dev/null || exit 1
for name in ca remote berlin alice branch berlin-site; do
	cp "$work/cert" "$work/etc/$name.crt"
	cp "$work/key" "$work/etc/$name.key"
done
openvpn --genkey secret "$work/etc/tls-crypt.key"
openvpn --genkey tls-crypt-v2-server "$work/etc/tls-crypt-v2.key"
for name in alice branch berlin-site; do
	openvpn --tls-crypt-v2 "$work/etc/tls-crypt-v2.key" --genkey tls-crypt-v2-client "$work/etc/$name-tls-crypt-v2.key"
done

# What OpenVPN says of FILE; nothing when it takes it.
judge() {
	openvpn --config "$1" --test-crypto 2>&1 </dev/null |
		sed -n 's/^.*Options error: //p; s/^.*Unsupported cipher/Unsupported cipher/p' |
		grep -v '^You must define key file (--secret)$'
}

takes() {
	if ! openvpn --config "$1" --test-crypto 2>&1 </dev/null | grep -q 'You must define key file'; then
		echo "$2: OpenVPN refuses $(basename "$1"): $(judge "$1")"
		failed=1
	fi
}

# rendered WHAT DESCRIPTOR DEVICE...: all files are taken.
rendered() {
	what=$1 descriptor=$2
	shift 2
	for device in "$@"; do
		rm -rf "$work/made"
		mkdir "$work/made"
		if ! "$CGWGEN" render -q -d "$device" -s directory="$work/etc" -o "$work/made/" "$descriptor"; then
			echo "$what: cgwgen renders no $device"
			failed=1
		fi
		rm -rf "$work/etc"/*.ccd
		for file in "$work"/made/*.ccd; do
			[ -d "$file" ] && cp -r "$file" "$work/etc/"
		done
		count=0
		for file in "$work"/made/*.conf "$work"/made/*.ovpn; do
			[ -f "$file" ] || continue
			takes "$file" "$what"
			count=$((count + 1))
		done
		if [ "$count" = 0 ]; then
			echo "$what: $device has no file"
			failed=1
		fi
	done
}

remote=tests/examples/openvpn.yaml
cat >"$work/pair.yaml" <<'END'
cgwgen: 1
openvpn_servers:
  - id: berlin
    role: site-to-site
    source_dest_check: false
    remote: "2001:db8::8"
    ifconfig: 10.99.0.0/31
    verify_x509_name: berlin-server
    prefixes: [10.20.0.0/16, 10.9.0.0/16]
    clients: [{name: berlin-site, prefixes: [172.16.8.0/24, 172.16.4.0/24]}]
END
all='s/^    server: .*/&\n    proto: tcp\n    port: 443\n    tls_crypt: tls-crypt-v2\n    redirect_gateway: true\n    client_to_client: true\n    max_clients: 200\n    dns_servers: [10.20.0.2]\n    data_ciphers: AES-256-GCM:CHACHA20-POLY1305\n    tls_version_min: 1.3\n    tun_mtu: 1400\n    mssfix: 1300/'
rendered "usual" "$remote" openvpn-client openvpn-server
cp "$work/made/remote.conf" "$work/remote.conf"
rendered "a pair" "$work/pair.yaml" openvpn-server openvpn-site
sed "$all" "$remote" >"$work/all.yaml"
rendered "all that can be said" "$work/all.yaml" openvpn-client openvpn-server
sed 's/ifconfig:/tls_crypt: tls-crypt-v2\n    proto: tcp\n    &/' "$work/pair.yaml" >"$work/pair-v2.yaml"
rendered "a pair with tls-crypt-v2" "$work/pair-v2.yaml" openvpn-server openvpn-site
for size in 16 29; do
	sed "s/10.210.0.0.24/10.210.0.0\/$size/; s/ifconfig_push: 10.210.0.10/ifconfig_push: 10.210.0.6/" "$remote" >"$work/size.yaml"
	rendered "a /$size" "$work/size.yaml" openvpn-server
done

for own in 3 254; do
	sed "s/ifconfig_push: 10.210.0.10/ifconfig_push: 10.210.0.$own/" "$remote" >"$work/own.yaml"
	rendered "a fixed address .$own" "$work/own.yaml" openvpn-server
done
sed 's/{name: alice}/{name: alice, ifconfig_push: 10.210.0.2}/' "$remote" >"$work/own.yaml"
rendered "fixed addresses alone" "$work/own.yaml" openvpn-server

# refused SCRIPT RULE SCRIPT: what sed makes of the configuration OpenVPN
# refuses, and what it makes of the descriptor the rule does.
refused() {
	sed "$1" "$work/remote.conf" >"$work/bad.conf"
	if [ -z "$(judge "$work/bad.conf")" ]; then
		echo "OpenVPN takes: $1"
		failed=1
	fi
	sed "$3" "$remote" >"$work/bad.yaml"
	if ! "$CGWGEN" lint -q "$work/bad.yaml" | grep -q "error: .*\[$2 "; then
		echo "$2 takes: $3"
		failed=1
	fi
}
mkdir -p "$work/etc/remote.ccd"
takes "$work/remote.conf" "unchanged"
refused 's/^server .*/server 10.208.0.0 255.254.0.0/; /^ifconfig-pool/d' CGW741 's/server: 10.210.0.0.24/server: 10.208.0.0\/15/'
refused 's/^server .*/server 10.210.0.0 255.255.255.252/; /^ifconfig-pool/d' CGW741 's/server: 10.210.0.0.24/server: 10.210.0.0\/30/'
refused 's/^server .*/server 10.210.0.1 255.255.255.0/; /^ifconfig-pool/d' CGW741 's/server: 10.210.0.0.24/server: 10.210.0.1\/24/'
refused 's/^keepalive .*/keepalive 10 19/' CGW747 's/^    server: .*/&\n    keepalive_interval: 10\n    keepalive_timeout: 19/'
refused 's/^data-ciphers.*/data-ciphers AES-256-GCM:NONE-SUCH/' CGW743 's/^    server: .*/&\n    data_ciphers: AES-256-GCM:NONE-SUCH/'
refused 's/^data-ciphers.*/data-ciphers DES-CBC/' CGW743 's/^    server: .*/&\n    data_ciphers: DES-CBC/'
refused 's/^tls-version-min.*/tls-version-min 1.4/' CGW743 's/^    server: .*/&\n    tls_version_min: 1.4/'
refused 's/^verb.*/secret tls-crypt.key/' CGW744 's/^    server: .*/&\n    secret: tls-crypt.key/'
refused 's/^server .*/up a b"c/' CGW745 's/name: alice/name: "a b\\"c"/'
exit $failed
