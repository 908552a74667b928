#!/bin/sh
# SPDX-License-Identifier: ISC
# What is made for Meraki MX and FTD is JSON, whatever is in it; a spoilt copy is
# refused.  Terraform's references lead to what is in the same file.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
/usr/bin/python3 -c 'import json' 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# judge DEVICE BASE OPTIONS...
judge() {
	device=$1 base=$2
	shift 2
	rm -rf "$work/out"
	"$CGWGEN" render -q -d "$device" -o "$work/out/" "$@" \
		"tests/rules/base/$base.xml" >"$work/log" 2>&1 || {
		cat "$work/log"
		failed=1
		return
	}
	for file in "$work"/out/*.json; do
		/usr/bin/python3 - "$file" <<-'END' || failed=1
			import json, re, sys
			text = open(sys.argv[1], encoding="utf-8").read()
			made = json.loads(text)
			for where, kind, name in re.findall(
			        r"\$\{(data\.)?(fmc_\w+)\.([\w-]+)\.\w+\}", text):
			    if name not in made["data" if where else "resource"][kind]:
			        sys.exit("%s: no %s.%s" % (sys.argv[1], kind, name))
		END
		sed 's/": "/" "/' "$file" >"$work/bad.json"
		/usr/bin/python3 -m json.tool "$work/bad.json" >/dev/null 2>&1 && {
			echo "$device: a bad file was accepted"
			failed=1
		}
	done
}

for version in ikev1 ikev2; do
	for preferred in 1 2; do
		set -- -O IKEVersions=$version -s preferred_tunnel=$preferred -s slot=3
		for device in cisco-meraki-mx cisco-ftd; do
			judge "$device" bgp "$@"
			judge "$device" bgp "$@" -s local_networks=192.168.0.0/16 \
				-s aws_networks=10.0.0.0/16,10.64.0.0/12
			judge "$device" static "$@" -s aws_networks=10.0.0.0/16,10.64.0.0/12
		done
		judge cisco-ftd ipv6 "$@" -s local_networks=2001:db8:10::/48
	done
done
judge cisco-meraki-mx static -s aws_networks=10.0.0.0/16 -s redundancy=single
exit $failed
