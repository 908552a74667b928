#!/bin/sh
# SPDX-License-Identifier: ISC
# The descriptor's JSON Schema is current, and python3-jsonschema judges the
# documents below tests/descriptor by it as cgwgen itself does: good/ is
# valid, bad/ is not.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
schema=schemas/descriptor.schema.json
/usr/bin/python3 -c 'import jsonschema, yaml' 2>/dev/null || exit 77
VPN_KEY_1=Example_Key.1.not.for.any.use
export VPN_KEY_1
failed=0

"$CGWGEN" explain --format schema descriptor | cmp - "$schema" || {
	echo "$schema is old: run 'make man'"
	failed=1
}
/usr/bin/python3 -W ignore tests/schema/oracle.py "$schema" \
	tests/descriptor/good/* tests/descriptor/bad/* >/dev/null || {
	/usr/bin/python3 -W ignore tests/schema/oracle.py "$schema" \
		tests/descriptor/good/* tests/descriptor/bad/* |
		grep -e '^valid .*/bad/' -e '^invalid .*/good/'
	failed=1
}
for file in tests/descriptor/good/*; do
	"$CGWGEN" lint --quiet "$file" || {
		echo "cgwgen refuses $file"
		failed=1
	}
done >&2
for file in tests/descriptor/bad/*; do
	if "$CGWGEN" lint --quiet --input-format cgwgen "$file" >/dev/null; then
		echo "cgwgen takes $file"
		failed=1
	fi
done
exit $failed
