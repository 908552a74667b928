#!/bin/sh
# SPDX-License-Identifier: ISC
# python3-jsonschema judges the profiles below tests/schema as our checker
# does (tests/unit/test_schema.c): good/ is valid, bad/ is not.
/usr/bin/python3 -c 'import jsonschema, yaml' 2>/dev/null || exit 77
exec /usr/bin/python3 -W ignore tests/schema/oracle.py schemas/device.schema.json \
	tests/schema/good/*.yaml tests/schema/bad/*.yaml
