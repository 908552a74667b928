#!/bin/sh
# SPDX-License-Identifier: ISC
# python3-jsonschema judges the configuration files below tests/config as
# cgwgen lint does: those of good/ are used, those of bad/ are CGW016.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
/usr/bin/python3 -c 'import jsonschema, yaml' 2>/dev/null || exit 77
/usr/bin/python3 -W ignore tests/schema/oracle.py schemas/config.schema.json \
	tests/config/good/*.yaml tests/config/bad/*.yaml || exit 1
failed=0
for file in tests/config/*/*.yaml; do
	"$CGWGEN" lint --format concise --config "$file" nowhere.xml |
		sed 's/.*\[\(CGW[0-9]*\) .*/\1/' | sort -u | tr '\n' ' ' |
		{
			read -r found
			case $file in
			*/good/*) [ "$found" = CGW001 ] ;;
			*) [ "$found" = CGW016 ] ;;
			esac
		} || {
		echo "cgwgen finds otherwise: $file"
		failed=1
	}
done
# What a configuration cannot do without is in the schema: every format, and
# every severity.
for word in $("$CGWGEN" lint --format xml - 2>&1 </dev/null |
	sed -n 's/.*--format is one of //p' | sed 's/,//g; s/ and / /'); do
	grep -q "\"$word\"" schemas/config.schema.json || {
		echo "schemas/config.schema.json lacks the format $word"
		failed=1
	}
done
exit $failed
