#!/bin/sh
# SPDX-License-Identifier: ISC
# What render --check --diff prints holds no key, neither the old nor the new
# one, for any device, whether or not anything else changed.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
input=tests/rules/base/bgp.xml
# Letters alone: nothing makes these look like keys.
sed 's/<pre_shared_key>[^<]*/<pre_shared_key>correcthorsebattery/' "$input" \
	>"$work/old.xml"
sed 's/<pre_shared_key>[^<]*/<pre_shared_key>anotherstaplephrase/' "$input" \
	>"$work/new.xml"
failed=0 seen=0
render() {
	"$CGWGEN" render -q -d "$device" -p "tests/devices/$device/params.yaml" \
		-o "$work/out/" "$@" 2>>"$work/err"
}
for device in tests/devices/*/params.yaml; do
	device=$(basename "$(dirname "$device")")
	rm -rf "$work/out"
	render "$work/old.xml"
	grep -qsr correcthorse "$work/out" || continue
	seen=$((seen + 1))
	render --check --diff "$work/new.xml" >"$work/diff"
	if grep -q 'correcthorse\|anotherstaple' "$work/diff"; then
		echo "$device: the difference has a key"
		failed=1
	fi
	grep -q '^+' "$work/diff" || {
		echo "$device: no difference"
		failed=1
	}
done
[ "$seen" -gt 20 ] || {
	echo "only $seen devices were rendered with the key"
	head -5 "$work/err"
	failed=1
}
exit $failed
