#!/bin/sh
# SPDX-License-Identifier: ISC
# lint in parts, merged, finds what one run does, in every form; the files of
# parts hold no key, and one that is damaged, missing or of another run is
# refused.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
case $CGWGEN in /*) ;; *) CGWGEN=$PWD/$CGWGEN ;; esac
top=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
forms='text json sarif'
fail() {
	echo "$*"
	failed=1
}

"$CGWGEN" psk --length 64 >key 2>/dev/null
mkdir xml
n=0
while [ "$n" -lt 16 ]; do
	id=$(printf '%03x' "$n")
	# Some share an address, a device or a network; all share keys.
	sed -e "s/vpn-05a1c3e7091b2d4f6/vpn-05a1c3e7091b2d$id/" \
		-e "s/192\.0\.2\.10/192.0.2.$((n % 6 + 1))/" \
		-e "s/169\.254\.20\./169.254.$((n % 12 + 10))./" \
		"$top/tests/rules/base/bgp.xml" >"xml/$id.xml"
	n=$((n + 1))
done
cp xml/001.xml xml/zz.xml
sed -i 's/65000/65001/' xml/zz.xml
echo '<vpn_connection id="vpn-05a1c3e7091b2d00c"><a>' >xml/00c.xml
echo '<vpn_connection><a>' >xml/00d.xml
"$CGWGEN" convert --to json --show-secrets -o all.json xml 2>/dev/null
# AWS's answer with XML in its strings.
/usr/bin/python3 - >answer.json <<'EOF'
import glob, json, re
connections = []
for path in sorted(glob.glob("xml/0*.xml")):
    text = open(path).read()
    name = re.search('id="([^"]*)"', text)
    if name:
        connections.append({"VpnConnectionId": name.group(1),
                            "CustomerGatewayConfiguration": text})
print(json.dumps({"VpnConnections": connections}))
EOF

# same PARTS ARGUMENT...: holds the merged parts against one run.
same() {
	count=$1
	shift
	rm -f *.part
	k=1
	while [ "$k" -le "$count" ]; do
		"$CGWGEN" lint -q --shard "$k/$count" --partial "$k.part" \
			--shard-key key "$@" >/dev/null 2>&1
		k=$((k + 1))
	done
	for form in $forms; do
		"$CGWGEN" lint --format $form "$@" >whole
		echo "status $?" >>whole
		"$CGWGEN" lint --format $form --merge *.part >merged
		echo "status $?" >>merged
		[ $form != text ] || cp merged text
		diff whole merged >difference || {
			fail "$count parts of $*: $form differs"
			head -12 difference
		}
	done
	cat text >>found
}

same 3 xml
same 2 answer.json
same 3 "$top/tests/rules/base"
forms=text
same 1 xml
same 7 xml all.json
same 2 xml missing.xml
same 3 "$top/tests/bench/run" xml
for rule in 209 850 851 852 854 855 856 863 864 870; do
	grep -q "CGW$rule" found || fail "no CGW$rule was found to compare"
done

# Endpoints of Client VPN: their rules once, and the first site of all parts in
# a client CIDR block, be it silenced or not.
mkdir clients
sed -n '1,/^sites:/p' "$top/tests/rules/base/client-vpn.yaml" |
	sed -e '/^sites:/d' -e 's/vpn_port.*//' >clients/a.yaml
sed -n '/^  - id: cvpn/,$p' clients/a.yaml |
	sed -e 's/60718/60719/; s,10.200.0.0/20,10.210.0.0/20,; s/split_t/vpn_port: 7\n    &/' >two
sed -e 's/60718/60720/; s,10.200.0.0/20,10.220.0.0/20 # cgwgen: ignore[client-cidr-site] moved in May,' \
	-e '1,/^client_vpn_endpoints/d' clients/a.yaml >three
cat two three >>clients/a.yaml
n=10
while [ "$n" -lt 30 ]; do
	# The lists of networks stand in several parts; the last has three.
	printf 'cgwgen: 1\nsites:\n  s%d: {id: cgw-0f9e8d7c6b5a432%d, asn: 650%d, ip_address: 198.51.100.%d, prefixes: [%s]}\n' \
		$n $n $n $n "$(case $n in
			1[2468]) echo "192.168.$n.0/24, 10.200.$((n - 10)).0/24" ;;
			2[13579]) echo "10.210.$((n - 20)).0/24, 10.200.9.0/24" ;;
			1[357] | 28) echo "10.220.1.0/24, 10.210.9.0/24, 10.200.8.0/24" ;;
			*) echo "172.16.$n.0/24" ;;
		esac)" >clients/$n.yaml
	printf 'gateways:\n  core: {id: tgw-0c0ffee0c0ffee001, asn: 64512}\nconnections:\n  - {id: vpn-0a1b2c3d4e5f607%d, site: s%d, gateway: core, tunnels: [{outside_address: 203.0.113.%d, inside_cidr: 169.254.%d.0/30}, {outside_address: 203.0.113.1%d, inside_cidr: 169.254.1%d.0/30}]}\n' \
		$n $n $n $n $n $n >>clients/$n.yaml
	n=$((n + 1))
done
forms='text json sarif'
same 3 clients
same 7 clients clients/25.yaml
forms=text
grep -q CGW754 found || fail 'no CGW754 was found to compare'
# Each part by itself speaks of what it has; the first, of the endpoints.
for k in 1 2 3; do
	"$CGWGEN" lint -q --shard "$k/3" clients
done >alone
[ "$(grep -c CGW774 alone)" -eq 1 ] || fail 'an endpoint is checked by several parts'
[ "$(grep -c CGW754 alone)" -ge 4 ] || fail 'a part is silent about its own sites'

# One case for each rule on fleets; see tests/tools/rule.
/usr/bin/python3 - "$top/tests/rules" <<'EOF'
import os, re, subprocess, sys
seen = set()
for case in re.split(r"^case ", open(sys.argv[1] + "/fleet.rules").read(),
                     flags=re.M)[1:]:
    base = re.search(r"^base (\S+)$", case, re.M)
    found = set(re.findall(r"^find .*(CGW\d+)$", case, re.M))
    if base is None or found <= seen or re.search("^(run|file)", case, re.M):
        continue
    seen |= found
    edits = re.findall(r"^edit (.*)$", case, re.M)
    name = "case/" + case.split("\n")[0]
    os.makedirs(name)
    with open(f"{name}/{base.group(1)}", "w") as out:
        subprocess.run(["sed", "-E", *(x for edit in edits for x in ("-e", edit)),
                        f"{sys.argv[1]}/base/{base.group(1)}"], stdout=out)
EOF
for case in case/*; do
	same 2 "$case"
done
for rule in 853 857 858 859 860 861 862; do
	grep -q "CGW$rule" found || fail "no CGW$rule was found to compare"
done

# Comments that silence, what --fix mends, and baselines.  One comment silences
# what one part finds, one what only all find together, two nothing.
forms='text json sarif'
"$CGWGEN" convert --to yaml --show-secrets -o own.yaml xml/00[0-9].xml 2>/dev/null
/usr/bin/python3 - <<'EOF'
import re
lines = open("own.yaml").read().split("\n")
key = next(i for i, line in enumerate(lines) if line.startswith("connections:"))
items = [i for i in range(key + 1, len(lines)) if re.match(r" *- ", lines[i])
         and not re.match(r" {4,}- ", lines[i])]
rules = {1: "weak-integrity", 3: "psk-shared", 5: "psk-length", 6: "inside-network-shared"}
for number in sorted(rules, reverse=True):
    indent = re.match(" *", lines[items[number]]).group()
    lines.insert(items[number],
                 f"{indent}# cgwgen: ignore[{rules[number]}] it is known")
lines.insert(1, "defaults: {tunnels: {phase1_integrity_algorithms: [SHA1, SHA2-256]}}")
open("own.yaml", "w").write("\n".join(lines))
EOF
: >found
same 1 own.yaml
same 3 own.yaml
same 4 own.yaml xml
same 3 --ignore CGW850 own.yaml
for word in CGW129 'can be mended with --fix' 'silenced'; do
	grep -q "$word" found || fail "nothing to compare: $word"
done
same 3 own.yaml xml/00[0-9].xml
"$CGWGEN" lint -q --write-baseline whole.json own.yaml xml/00[0-9].xml >/dev/null
"$CGWGEN" lint -q --write-baseline merged.json --merge ./*.part >/dev/null
cmp whole.json merged.json || fail 'a merge writes another baseline'
# Some of it is known, and some of what is known is gone.
sed -e '/CGW405/d' -e 's/CGW404/CGW403/' whole.json >some.json
for form in $forms; do
	"$CGWGEN" lint --format $form --baseline some.json own.yaml xml/00[0-9].xml >whole
	echo "status $?" >>whole
	"$CGWGEN" lint --format $form --baseline some.json --merge ./*.part >merged
	echo "status $?" >>merged
	diff whole merged >difference || {
		fail "$form differs with a baseline"
		head -12 difference
	}
done
grep -q CGW404 merged || fail 'nothing is left beside the baseline'

# What is in the files.
same 3 xml
for key in $(sed -n 's/.*<pre_shared_key>\([^<]*\).*/\1/p' xml/*.xml |
	sort -u) "$(cat key)"; do
	grep -qF "$key" ./*.part && fail 'a part holds a key'
done
[ "$(stat -c %a 1.part)" = 600 ] || fail 'others can read a part'

# refuse WHAT FILE...: is an error of the run, and says nothing of fleets.
refuse() {
	what=$1
	shift
	"$CGWGEN" lint -q --merge "$@" >out 2>&1
	status=$?
	[ "$status" -eq 2 ] || fail "$what: status $status"
	grep -q CGW913 out || fail "$what: no CGW913"
}
refuse 'one is missing' 1.part 3.part
refuse 'one is there twice' 1.part 2.part 2.part 3.part
"$CGWGEN" psk --length 64 >key2 2>/dev/null
"$CGWGEN" lint -q --shard 2/3 --partial other.part --shard-key key2 xml >/dev/null 2>&1
refuse 'another secret' 1.part other.part 3.part
"$CGWGEN" lint -q --shard 2/4 --partial other.part --shard-key key xml >/dev/null 2>&1
refuse 'another run' 1.part other.part 3.part
refuse 'no part' xml/001.xml 2.part 3.part
sed '$d' 2.part >cut.part
refuse 'the end is missing' 1.part cut.part 3.part
head -c 3000 2.part >cut.part
refuse 'cut off' 1.part cut.part 3.part
sed 's/"number": [0-9]*/"number": 5/' 2.part >bad.part
refuse 'not in order' 1.part bad.part 3.part
for change in 's/CGW4[0-9]*/CGW000/' 's/"at": 0/"at": 900/' \
	's/"tunnels": \[{/"tunnels": [[{/' 's/\[2, "203/[77, "203/' \
	's/"203\.0\.113\.[0-9]*"/"203.0.113"/' 's/in both phases/\\u001b[2J/' \
	's/"routes": \[\]/"routes": [[1, 2]]/' 's/"sites": \[\]/"sites": [[1]]/' \
	's/"sites": //' 's/"connections": /"connection": /' \
	's/\[\[*"CGW[0-9]*", 1/[["CGW851", 1/'; do
	sed "$change" 2.part >bad.part
	cmp -s bad.part 2.part && fail "$change changes nothing"
	refuse "$change" 1.part bad.part 3.part
done
grep -q "$(printf '\033')" out && fail 'a control character is printed'
exit $failed
