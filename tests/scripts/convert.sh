#!/bin/sh
# SPDX-License-Identifier: ISC
# Other programs agree with what convert writes: xmllint finds the XML valid,
# PyYAML and Python's json module read the same data from YAML and JSON.  The
# documents are those of real descriptors and of the random models of
# tests/unit/test_convert.c.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
runner=${CGWGEN%/*}/test
command -v xmllint >/dev/null || exit 77
/usr/bin/python3 -c 'import yaml' 2>/dev/null || exit 77
[ -x "$runner" ] || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

complain() {
	echo "$*"
	failed=1
}

convert() {
	"$CGWGEN" convert --quiet "$@" 2>"$work/errors" || {
		cat "$work/errors"
		complain "convert $* failed"
	}
}

mkdir "$work/random" "$work/real"
for test in xml_is_read_back yaml_and_json_say_the_same; do
	CGWGEN_DOCUMENTS="$work/random" "$runner" convert/$test \
		>"$work/log" 2>&1 || {
		cat "$work/log"
		complain 'the random models failed'
	}
done
for file in examples/*.xml tests/rules/base/*.xml; do
	name=$(echo "$file" | tr / -)
	for to in yaml json xml; do
		convert --to $to --show-secrets --output "$work/real/$name.$to" \
			"$file"
	done
	convert --to yaml --complete "$file" >"$work/real/$name.all.yaml"
	convert --to json --complete "$file" >"$work/real/$name.all.json"
	# What was written once is written again, byte for byte.
	convert --to xml --show-secrets "$work/real/$name.xml" |
		cmp - "$work/real/$name.xml" || complain "$file: xml differs"

	for to in yaml json; do
		convert --to $to --show-secrets "$work/real/$name.$to" |
			cmp - "$work/real/$name.$to" ||
			complain "$file: $to differs"
		convert --to xml --show-secrets "$work/real/$name.$to" |
			cmp - "$work/real/$name.xml" ||
			complain "$file: xml from $to differs"
	done
done

[ "$(find "$work/random" -name '*.xml' | wc -l)" -ge 100 ] ||
	complain 'too few random documents'
find "$work" -name '*.xml' -exec xmllint --nonet --noout --schema \
	schemas/customer-gateway-configuration.xsd {} + >"$work/log" 2>&1 || {
	grep -v ' validates$' "$work/log" | head -n 20
	complain 'xmllint finds invalid XML'
}

find "$work/random" "$work/real" -name '*.yaml' |
	/usr/bin/python3 -c '
import json
import sys
import yaml

def texts(value):
    """Every scalar as text, as BaseLoader has it."""
    if isinstance(value, dict):
        return {name: texts(item) for name, item in value.items()}
    if isinstance(value, list):
        return [texts(item) for item in value]
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(value)

def typed(document):
    """Without parameters, where YAML 1.1 has more types than 1.2."""
    for site in document.get("sites", {}).values():
        site.pop("parameters", None)
    return document

failed = count = 0
for path in sys.stdin.read().split("\n")[:-1]:
    count += 1
    with open(path, "rb") as file:
        first = file.read().decode("utf-8")
    with open(path[:-4] + "json", "rb") as file:
        second = file.read().decode("utf-8")
    if yaml.load(first, yaml.BaseLoader) != texts(
            json.loads(second, parse_int=str, parse_float=str)):
        print(path, "has other texts as JSON")
        failed = 1
    elif typed(yaml.load(first, yaml.SafeLoader)) != typed(json.loads(second)):
        print(path, "has other types as JSON")
        failed = 1
if count < 500:
    print("only", count, "documents")
    failed = 1
sys.exit(failed)
' || failed=1
exit $failed
