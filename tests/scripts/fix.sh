#!/bin/sh
# SPDX-License-Identifier: ISC
# lint --fix and --diff: patch(1) makes of a difference what --fix writes, all
# else stays as it was, and nothing is left to be mended.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
command -v patch >/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

complain() {
	echo "$*"
	failed=1
}

# Comments and keys are asterisks in a difference, so these have none.
cat >"$work/before.yaml" <<'END'
cgwgen: 1
sites: {berlin: {asn: 65010, ip_address: 198.51.100.7}}
gateways:
  core: {kind: transit, asn: 64512}
connections:
  - id: vpn-0a1b2c3d4e5f60718
    site: berlin
    gateway: core
    local_ipv4_network_cidr: '10.1.2.3/16'
    remote_ipv4_network_cidr:   10.9.2.3/16
    tunnels:
      - {inside_cidr: 169.254.44.0/30, pre_shared_key: withheld}
      - {inside_cidr: 169.254.44.4/30, pre_shared_key: withheld}
  - id: vpn-0a1b2c3d4e5f60719
    site: berlin
    gateway: core
    local_ipv4_network_cidr: &ours "10.1.2.3/16"
    remote_ipv4_network_cidr: "10.9.2\x2e3/16"
    tunnels:
      - {inside_cidr: 169.254.45.0/30, pre_shared_key: withheld}
      - {inside_cidr: 169.254.45.4/30, pre_shared_key: withheld}
END
sed -e '9s/10.1.2.3/10.1.0.0/' -e '10s/10.9.2.3/10.9.0.0/' \
	"$work/before.yaml" >"$work/expected.yaml"

check() {
	(cd "$work" && "$CGWGEN" lint --select CGW417 --diff file.yaml) >"$work/diff" 2>&1
	status=$?
	[ $status -eq 1 ] || complain "--diff ended with $status"
	cmp -s "$work/before.yaml" "$work/file.yaml" ||
		complain '--diff changed the file'
	cp "$work/before.yaml" "$work/patched.yaml"
	patch -s "$work/patched.yaml" "$work/diff" || {
		cat "$work/diff"
		complain 'patch refused the difference'
	}
	"$CGWGEN" lint --select CGW417 --fix "$work/file.yaml" >"$work/log" 2>&1
	diff -u "$work/expected.yaml" "$work/file.yaml" ||
		complain '--fix did not write what was expected'
	diff -u "$work/file.yaml" "$work/patched.yaml" ||
		complain '--fix and --diff differ'
	(cd "$work" && "$CGWGEN" lint --select CGW417 --diff file.yaml) >"$work/diff" 2>&1 ||
		complain 'there is a difference after --fix'
	[ ! -s "$work/diff" ] || complain '--diff printed something'
}

cp "$work/before.yaml" "$work/file.yaml"
check

# A link stays one, and the mode of the file does not change.
mkdir "$work/real"
cp "$work/before.yaml" "$work/real/file.yaml"
chmod 0640 "$work/real/file.yaml"
ln -sf real/file.yaml "$work/file.yaml"
check
[ -L "$work/file.yaml" ] || complain 'the link became a file'
[ "$(stat -c %a "$work/real/file.yaml")" = 640 ] || complain 'the mode changed'
[ "$(ls "$work/real")" = file.yaml ] || complain 'something was left behind'

# What cannot be written stays as it was; root may write everywhere.
if [ "$(id -u)" -ne 0 ]; then
	cp "$work/before.yaml" "$work/real/file.yaml"
	chmod 0500 "$work/real"
	"$CGWGEN" lint --select CGW417 --fix "$work/real/file.yaml" >"$work/log" 2>&1
	[ $? -eq 2 ] || complain 'a file that could not be written is no trouble'
	cmp -s "$work/before.yaml" "$work/real/file.yaml" ||
		complain 'a file that could not be written was changed'
	chmod 0700 "$work/real"
fi

# The other name of a file keeps the old text; a pipe is not written to.
rm -f "$work/file.yaml"
cp "$work/before.yaml" "$work/file.yaml"
ln "$work/file.yaml" "$work/other.yaml"
check
cmp -s "$work/before.yaml" "$work/other.yaml" ||
	complain 'the other name of a file was written to'
mkfifo "$work/pipe"
timeout 20 "$CGWGEN" lint --select CGW417 --fix "$work/pipe" >"$work/log" 2>&1
[ $? -eq 2 ] || complain 'a pipe was mended'
[ -p "$work/pipe" ] || complain 'a pipe became a file'

# Two paths to one file.
rm "$work/pipe"
cp "$work/before.yaml" "$work/real/file.yaml"
(cd "$work" && "$CGWGEN" lint --select CGW417 --fix real/file.yaml \
	./real/file.yaml) >"$work/log" 2>&1
[ $? -ne 2 ] || complain 'two paths to one file are trouble'
cmp -s "$work/expected.yaml" "$work/real/file.yaml" ||
	complain 'a file with two paths was not mended'

# An XML file beside it, with findings that could be mended in YAML.
cp "$work/before.yaml" "$work/file.yaml"
cp examples/bgp.xml examples/static.xml "$work/" 2>/dev/null
"$CGWGEN" lint --select CGW404,CGW417 --fix "$work" >"$work/log" 2>&1
grep -q 'mended' "$work/log" || complain 'nothing was mended beside XML'
cmp -s examples/bgp.xml "$work/bgp.xml" || complain 'XML was changed'

"$CGWGEN" lint --diff "$work/nonesuch.yaml" >"$work/log" 2>&1
[ $? -eq 2 ] || complain '--diff of nothing is no trouble'
grep -q CGW001 "$work/log" || complain '--diff does not say what is missing'
"$CGWGEN" lint --diff --region nowhere "$work/file.yaml" >"$work/log" 2>&1
[ $? -eq 2 ] || complain '--diff with a wrong option is no trouble'
grep -q nowhere "$work/log" || complain '--diff does not say what is wrong'

"$CGWGEN" lint --fix - <"$work/before.yaml" >"$work/log" 2>&1
[ $? -eq 2 ] || complain 'standard input was mended'
exit $failed
