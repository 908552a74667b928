#!/bin/sh
# SPDX-License-Identifier: ISC
# What is rendered for generic-json is JSON and valid by its schema, as
# python3-jsonschema reads it; a document with a key too few, a key too many
# or a value of another type is not, or the check proves nothing.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
/usr/bin/python3 -c 'import jsonschema' 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
cbc='-O Phase1EncryptionAlgorithms=AES256 -O Phase2EncryptionAlgorithms=AES128'
for version in ikev1 ikev2; do
	for base in bgp static ipv6 tgw; do
		networks='aws_networks=10.0.0.0/16,2001:db8:20::/48'
		"$CGWGEN" render -q -d generic-json -O IKEVersions=$version -s $networks \
			"tests/rules/base/$base.xml" >"$work/$base-$version.json" 2>"$work/log" || {
			cat "$work/log"
			failed=1
		}
		# shellcheck disable=SC2086 # options
		"$CGWGEN" render -q -d generic-json -O IKEVersions=$version $cbc -s $networks \
			-s nat_traversal=true -s preferred_tunnel=2 -s local_networks=192.168.0.0/16 \
			"tests/rules/base/$base.xml" >"$work/$base-$version-cbc.json" 2>"$work/log" || {
			cat "$work/log"
			failed=1
		}
	done
done
/usr/bin/python3 -W ignore - "$work" <<'EOF' || failed=1
import copy, glob, json, sys

import jsonschema

with open("schemas/generic-json.schema.json", encoding="utf-8") as file:
    schema = json.load(file)
kind = jsonschema.Draft202012Validator
kind.check_schema(schema)
validator = kind(schema)
failed = 0


def say(text):
    global failed
    print(text)
    failed = 1


paths = sorted(glob.glob(sys.argv[1] + "/*.json"))
if len(paths) != 16:
    say("%d documents, not 16" % len(paths))
for path in paths:
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    for error in validator.iter_errors(document):
        say("%s: %s: %s" % (path, error.json_path, error.message[:200]))
    spoilt = [copy.deepcopy(document) for _ in range(3)]
    del spoilt[0]["tunnels"][1]["ipsec"]["pfs_group"]
    spoilt[1]["tunnels"][0]["colour"] = "red"
    spoilt[2]["connection"]["nat_traversal"] = "no"
    if any(validator.is_valid(bad) for bad in spoilt):
        say("%s: a bad document was accepted" % path)
sys.exit(failed)
EOF
exit $failed
