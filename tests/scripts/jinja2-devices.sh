#!/bin/sh
# SPDX-License-Identifier: ISC
# The real Jinja2 renders the same bytes from every device's templates.  The
# context is what cgwgen itself publishes: a copy of the profile whose only
# template prints it as JSON.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
/usr/bin/python3 -c 'import jinja2' 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/path/devices" "$work/path/templates"
echo "{{ {'connection': connection, 'tunnels': tunnels, 'device': device, 'param': param} | tojson }}" \
	>"$work/path/templates/context.j2"
failed=0

# compare DEVICE BASE OPTIONS...
compare() {
	device=$1 base=tests/rules/base/$2.xml
	shift 2
	rm -rf "$work/ours" "$work/context"
	"$CGWGEN" render -d "$device" -o "$work/ours/" "$@" "$base" 2>"$work/log" &&
		"$CGWGEN" render -d "$device" --device-path "$work/path" \
			-o "$work/context/" "$@" "$base" 2>"$work/log" || {
		cat "$work/log"
		failed=1
		return
	}
	id=$(sed -n 's/.*<vpn_connection id="\([^"]*\)".*/\1/p' "$base")
	sed -n 's/.*{name: "\([^"]*\)", template: \([^,}]*\).*/\1 \2/p' "devices/$device.yaml" |
		sed "s/{id}/$id/" >"$work/files"
	[ -s "$work/files" ] || { echo "$device: no files"; failed=1; }
	while read -r name template; do
		/usr/bin/python3 tests/tools/render-by-jinja2.py \
			"$work/context/$id.json" "$template" >"$work/theirs" &&
			diff -u "$work/theirs" "$work/ours/$name" || {
			echo "$device $base $* $template: differs from Jinja2"
			failed=1
		}
	done <"$work/files"
}

for profile in devices/*.yaml; do
	device=${profile##*/} device=${device%.yaml}
	# The files list becomes the one file ID.json.
	awk '/^files:/ { print; print "  - {name: \"{id}.json\", template: context.j2}"; skip = 1; next }
		skip && /^[^ ]/ { skip = 0 } !skip' "$profile" >"$work/path/devices/$device.yaml"
	for version in ikev1 ikev2; do
		compare "$device" bgp -O IKEVersions=$version \
			-s local_networks=192.168.0.0/16,172.16.8.0/22
		compare "$device" tgw -O IKEVersions=$version
		compare "$device" static -O IKEVersions=$version -s aws_networks=10.0.0.0/16,10.64.0.0/12 \
			-O Phase2EncryptionAlgorithms=AES128 -O Phase2IntegrityAlgorithms=SHA2-256
		compare "$device" ipv6 -O IKEVersions=$version -s nat_traversal=true \
			-s local_networks=2001:db8:10::/48,192.168.0.0/16
	done
done
exit $failed
