#!/bin/sh
# SPDX-License-Identifier: ISC
# What render, lint and convert print and write is the same for any number of
# threads: of XML in files, of one document of many connections, of inputs that
# are joined, with errors among them, and with files that cannot be written.
# `make tsan` runs it with a program that ThreadSanitizer watches.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
COUNT=${COUNT:-60}
case $CGWGEN in /*) ;; *) CGWGEN=$PWD/$CGWGEN ;; esac
top=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir xml

# Connections of their own, every seventh with a bad key, one no XML at all,
# one of an id that another has.
n=0
while [ "$n" -lt "$COUNT" ]; do
	id=$(printf '%03x' "$n")
	sed -e "s/vpn-05a1c3e7091b2d4f6/vpn-05a1c3e7091b2d$id/" \
		-e "s/192\.0\.2\.10/192.0.2.$((n % 250 + 1))/" \
		-e "s/169\.254\.20\./169.254.$((n % 100 + 10))./" \
		"$top/tests/rules/base/bgp.xml" >"xml/$id.xml"
	[ $((n % 7)) -ne 3 ] ||
		sed -i 's/<pre_shared_key>[^<]*/<pre_shared_key>short/' "xml/$id.xml"
	n=$((n + 1))
done
echo '<vpn_connection id="vpn-0">' >xml/00f.xml
cp xml/001.xml xml/zz.xml
# The same as one document, some of them with options beside the XML.
"$CGWGEN" convert --to json --show-secrets -j 1 -o all.json xml 2>/dev/null
cat >options.yaml <<'EOF'
VpnConnections:
- VpnConnectionId: vpn-05a1c3e7091b2d000
  Options: {StaticRoutesOnly: false}
- VpnConnectionId: vpn-05a1c3e7091b2d005
  Options: {EnableAcceleration: true}
EOF
cat >.cgwgen.yaml <<'EOF'
lint:
  overrides:
    - files: ["xml/01*"]
      ignore: [weak]
EOF

# AWS's answers, with XML in their strings: one of connections of their own, to
# stand beside the files of the others, and one of connections of both kinds.
mkdir files
/usr/bin/python3 - <<'EOF'
import glob, json, os, re
answers = {"answer.json": [], "again.json": []}
for number, path in enumerate(sorted(glob.glob("xml/*.xml"))):
    text = open(path).read()
    name = re.search('id="([^"]*)"', text).group(1)
    row = {"VpnConnectionId": name, "CustomerGatewayConfiguration": text}
    if number % 3 == 0:
        answers["answer.json"].append(row)
    else:
        os.link(path, "files/" + os.path.basename(path))
    if number % 4 == 1:
        answers["again.json"].append(row)
for name, rows in answers.items():
    with open(name, "w") as out:
        json.dump({"VpnConnections": rows}, out, indent=1)
EOF

failed=0
# both NAME COMMAND...: runs it with one thread, and with others.
both() {
	name=$1
	shift
	for jobs in 1 2 7; do
		rm -rf out
		mkdir out
		# A directory stands in the way of one file.
		mkdir out/vpn-05a1c3e7091b2d002.cfg out/vpn-05a1c3e7091b2d002.xml
		"$CGWGEN" "$@" -j "$jobs" >"stdout.$jobs" 2>"stderr.$jobs"
		echo "status $?" >>"stdout.$jobs"
		rm -rf "out.$jobs"
		mv out "out.$jobs"
	done
	grep -q 'ThreadSanitizer' stderr.* && {
		grep -h -A30 'ThreadSanitizer' stderr.* | head -40
		failed=1
	}
	for jobs in 2 7; do
		for what in stdout stderr out; do
			diff -r "$what.1" "$what.$jobs" >difference || {
				echo "$name: $what differs with -j $jobs"
				head -5 difference
				failed=1
			}
		done
	done
	[ -s stdout.1 ] || failed=1
}

device="-d cisco-iosxe --set outside_interface=Gi1 --force inside-cidr-shared"
# shellcheck disable=SC2086
{
	both 'render XML' render $device --if-changed -o out xml
	both 'render to one stream' render $device xml
	both 'render a document' render $device -o out all.json
	both 'render what is joined' render $device -o out options.yaml xml
	both 'render for sites' render -o out \
		"$top/tests/rules/base/fleet.yaml" xml
	both 'render several files' render -d strongswan-frr -o out xml
	both 'check' render $device --check --diff -o out xml
}
both 'lint' lint xml
both 'lint for a device' lint -d cisco-iosxe --format json xml
both 'lint what is joined' lint options.yaml all.json xml
both 'lint sites' lint "$top/tests/rules/base/fleet.yaml" all.json
both 'lint many formats' lint "$top/tests/rules/base"
both 'render many formats' render $device -o out "$top/tests/rules/base"
# shellcheck disable=SC2086
{
	both 'lint XML in strings beside files' lint answer.json files
	both 'lint the same in strings and files' lint again.json xml
	both 'render XML in strings beside files' render $device -o out \
		files answer.json
	both 'render the same in strings and files' render $device -o out \
		again.json xml
	both 'convert XML in strings beside files' convert --to yaml \
		answer.json files
}
grep -q "$(sed -n 's/.*"VpnConnectionId": "\(.*\)".*/\1/p' answer.json |
	tail -n 1)" stdout.1 || {
	echo 'nothing was converted of what is in strings'
	failed=1
}
both 'convert to XML' convert --to xml --show-secrets -o out xml
both 'convert to YAML' convert --to yaml xml
grep -q 'CGW201' stdout.1 stderr.1 || {
	echo 'no error was found among the connections'
	failed=1
}
[ "$failed" -eq 0 ] || exit 1

# XML in strings is read while others read files of XML.
n=0
while [ "$n" -lt 16 ]; do
	"$CGWGEN" lint -q -j 4 "$top/tests/rules/base" >mixed 2>&1
	[ $? -le 2 ] || {
		echo 'XML in strings beside files of XML: no end as it should be'
		exit 1
	}
	n=$((n + 1))
done

# A termination waits for what was begun: no temporary file is left.
mkdir late
n=0
while [ "$n" -lt 4 ]; do
	"$CGWGEN" render -q $device -j 4 -o late/ xml 2>/dev/null &
	sleep 0.0$n
	kill -TERM $! 2>/dev/null
	{ wait $!; } 2>/dev/null
	n=$((n + 1))
done
[ -z "$(find late -name '.*.tmp')" ] || {
	echo 'a temporary file was left behind'
	exit 1
}
