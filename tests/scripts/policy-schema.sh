#!/bin/sh
# SPDX-License-Identifier: ISC
# python3-jsonschema judges crypto policies by their schema as cgwgen does:
# those that are part of the program and those below tests/policy/good are
# valid, those below bad are not.  Those below content are valid, but cgwgen
# knows better.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
/usr/bin/python3 -c 'import jsonschema, yaml' 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# "valid FILE" or "invalid FILE", by the rules CGW010 and CGW030 to CGW033.
for file in policies/*.yaml tests/policy/*/*.yaml; do
	if "$CGWGEN" policies show "$file" 2>&1 >/dev/null | grep -q '\[CGW010'; then
		echo "invalid $file"
	else
		echo "valid $file"
	fi
done >"$work/ours"
/usr/bin/python3 -W ignore tests/schema/oracle.py schemas/policy.schema.json \
	policies/*.yaml tests/policy/*/*.yaml >"$work/theirs" || {
	grep -e '^valid .*/bad/' -e '^invalid .*/good/' "$work/theirs"
	failed=1
}
diff "$work/theirs" "$work/ours" || failed=1
for file in tests/policy/content/*.yaml; do
	if "$CGWGEN" policies show "$file" >/dev/null 2>&1; then
		echo "cgwgen takes $file"
		failed=1
	fi
done
for file in policies/*.yaml tests/policy/good/*.yaml; do
	"$CGWGEN" policies show "$file" | cmp - "$file" || failed=1
done

# The list has every file, by its name.
"$CGWGEN" policies | sed 's/ .*//' >"$work/listed"
(cd policies && ls -- *.yaml) | sed 's/\.yaml$//' | diff - "$work/listed" ||
	failed=1

# The manual names every key of the schema, and its example is a good policy.
/usr/bin/python3 - >"$work/keys" <<'END'
import json


def keys(node):
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "properties":
                yield from value
            yield from keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from keys(value)


print("\n".join(sorted(set(keys(json.load(open("schemas/policy.schema.json")))))))
END
[ "$(wc -l <"$work/keys")" -gt 20 ] || { echo 'too few keys'; failed=1; }
while read -r key; do
	grep -q -w -e "$key" man/cgwgen-policy.5 && continue
	echo "man/cgwgen-policy.5 does not name $key"
	failed=1
done <"$work/keys"
awk '/^\.Bd/ { inside = 1; next } /^\.Ed/ { exit } inside { print }' \
	man/cgwgen-policy.5 >"$work/example.yaml"
"$CGWGEN" policies show "$work/example.yaml" | cmp - "$work/example.yaml" ||
	failed=1

# It names every policy, too.
while read -r name; do
	grep -q "^\.It Cm $name\$" man/cgwgen-policy.5 && continue
	echo "man/cgwgen-policy.5 does not name policy $name"
	failed=1
done <"$work/listed"
exit $failed
