#!/bin/sh
# SPDX-License-Identifier: ISC
# What is rendered for UniFi is taken by the real parts: vtysh parses the FRR
# configuration, jq the USG's config.gateway.json.  A file with an error in it
# must be refused, or the check proves nothing.
set -u
command -v vtysh >/dev/null && command -v jq >/dev/null || exit 77
work=$(mktemp -d) || exit 1
. tests/tools/judges.sh
failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

# That of static routes is a comment alone.
frr() {
	grep -q '^[^!]' "$1" || { accepted "$1" frr_parses "$1"; return; }
	judge_frr "$1"
}

json() {
	accepted "$1" jq -e 'type == "object" and length > 0' "$1"
	sed '$d' "$1" >"$work/bad.json"
	refused "$1" jq -e . "$work/bad.json"
}

check() {
	for file in "$1"/*; do
		case $file in
		*.frr.conf) frr "$file" ;;
		*.json) json "$file" ;;
		esac
	done
}

for device in unifi unifi-usg; do
	for version in ikev2 ikev1; do
		for base in bgp static tgw; do
			common="-s local_networks=192.168.0.0/16 -s aws_networks=10.0.0.0/16,10.64.0.0/12"
			[ $device = unifi ] || common="$common -s local_address=192.0.2.10"
			# shellcheck disable=SC2086
			for more in '' '-s preferred_tunnel=2 -s nat_traversal=true'; do
				render $device now $base -O IKEVersions=$version \
					-O Phase1EncryptionAlgorithms=AES256 -O Phase2EncryptionAlgorithms=AES256 \
					$common $more
				check "$work/now"
			done
		done
	done
done
exit $failed
