#!/bin/sh
# SPDX-License-Identifier: ISC
# Parts of a run: together they do what one run does, each connection once.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
case $CGWGEN in /*) ;; *) CGWGEN=$PWD/$CGWGEN ;; esac
top=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir xml
failed=0
n=0
while [ "$n" -lt 24 ]; do
	id=$(printf '%03x' "$n")
	sed -e "s/vpn-05a1c3e7091b2d4f6/vpn-05a1c3e7091b2d$id/" \
		-e "s/192\.0\.2\.10/192.0.2.$((n % 20 + 1))/" \
		-e "s/169\.254\.20\./169.254.$((n % 18 + 10))./" \
		"$top/tests/rules/base/bgp.xml" >"xml/$id.xml"
	n=$((n + 1))
done
# What does not say at its beginning whose it is.
sed -i '2i <!-- vpn_connection id="vpn-1" -->' xml/005.xml
sed -i 's/<vpn_connection id=/<vpn_connection\n  id=/' xml/006.xml
echo '<vpn_connection id="vpn-05a1c3e7091b2d00c"><a>' >xml/00c.xml
echo '<vpn_connection><a>' >xml/00d.xml
"$CGWGEN" convert --to json --show-secrets -o all.json xml 2>/dev/null

fail() {
	echo "$*"
	failed=1
}

# shards COMMAND...: runs it whole into whole/, and in parts into parts/.
shards() {
	rm -rf whole parts counts
	"$CGWGEN" "$@" -o whole/ >/dev/null 2>whole.err
	for k in 1 2 3 4 5; do
		"$CGWGEN" "$@" --shard "$k/5" -o parts/ >>counts 2>"err.$k"
	done
	diff -r -x '.cgwgen*' whole parts >difference || fail "$*: the parts are not the whole"
	# Each file by one part.
	sort counts | uniq -d | grep . && fail "$*: a file of two parts"
	errors=$(cat err.[0-9] | grep -c ': error:')
	[ "$errors" -eq "$(grep -c ': error:' whole.err)" ] ||
		fail "$*: $errors errors in the parts"
}

render='render -q -d cisco-iosxe --set outside_interface=Gi1 --if-changed
	--force inside-cidr-shared,connection-repeated'
# shellcheck disable=SC2086
{
	shards $render xml
	[ "$(ls whole | wc -l)" -eq 22 ] || { fail 'some files are missing'; ls whole | wc -l; grep error whole.err | head -5; }
	shards $render all.json
	shards $render --prune all.json
	[ "$(find parts -name '.cgwgen-manifest-*-of-5' | wc -l)" -eq 5 ] ||
		fail 'manifests of parts'
}
# Two connections of each site; a part has whole sites.
# shellcheck disable=SC2086
shards render -q -d cisco-iosxe --by-site --set outside_interface=Gi1 \
	--if-changed --force inside-cidr-shared,connection-repeated all.json
shards convert --to xml -q --show-secrets xml
for bad in 0/3 4/3 1/0 1 a/b 1/3x 01/3 -1/3 1/100001; do
	"$CGWGEN" lint --shard "$bad" xml 2>&1 | grep -q CGW803 ||
		fail "--shard $bad is taken"
done
exit $failed
