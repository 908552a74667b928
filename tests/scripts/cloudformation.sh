#!/bin/sh
# SPDX-License-Identifier: ISC
# A template in YAML's short form and the same template as JSON, written by
# python3-yaml, give the same findings but for their places.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
/usr/bin/python3 -c 'import yaml' 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
count=0

# The findings of a template without places, sorted.
findings() {
	"$CGWGEN" lint --quiet --ignore psk-in-git,psk-file-mode "$1" 2>&1 |
		sed -E 's/^[^ ]*:[0-9]+:[0-9]+: //' | sort
}

compare() {
	if ! /usr/bin/python3 tests/tools/cfn_to_json.py "$1" \
		>"$work/template.json" 2>"$work/errors"; then
		echo "$2: python3-yaml does not read it"
		cat "$work/errors"
		failed=1
		return
	fi
	findings "$1" >"$work/short"
	findings "$work/template.json" >"$work/long"
	if ! diff "$work/short" "$work/long"; then
		echo "$2: findings of YAML < > JSON"
		failed=1
	fi
	count=$((count + 1))
}

base=tests/rules/base/cloudformation.yaml
compare "$base" "$base"
for template in tests/cases/cloudformation-*/*.yaml; do
	compare "$template" "$template"
done

# And as each case of the rule table spoils it, if it is still a template.
awk '
	$1 == "case" { name = $2; next }
	$1 == "edit" && name != "" {
		sub(/^[ \t]*edit[ \t]+/, "")
		print > (work "/" name ".sed")
	}' work="$work" tests/rules/cloudformation.rules
for script in "$work"/*.sed; do
	name=$(basename "$script" .sed)
	sed -E -f "$script" "$base" >"$work/spoilt.yaml"
	grep -q AWSTemplateFormatVersion "$work/spoilt.yaml" || continue
	compare "$work/spoilt.yaml" "$name"
done
[ "$count" -gt 25 ] || {
	echo "only $count templates"
	failed=1
}
exit $failed
