#!/bin/sh
# SPDX-License-Identifier: ISC
# Every row of AWS's list of devices leads to one device of ours, by its id and
# by its name, and no device claims a row that AWS does not have.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
"$CGWGEN" devices --format json | /usr/bin/python3 -c '
import collections, json, sys
known = {}
for line in open("tests/devices/aws-types.tsv", encoding="utf-8"):
    if not line.startswith("#"):
        name, id = line.rstrip("\n").split("\t")
        known[name] = None if id == "-" else id
served = collections.defaultdict(list)
failed = 0
for device in json.load(sys.stdin):
    for row in device["aws_device_types"]:
        name = "%(vendor)s/%(platform)s/%(software)s" % row
        served[name].append(device["id"])
        if name not in known:
            print("%s: AWS has no %s" % (device["id"], name))
            failed = 1
        elif known[name] != row["id"]:
            print("%s: the id of %s is %s" % (device["id"], name, known[name]))
            failed = 1
for name in known:
    if len(served[name]) != 1:
        print("%s: served by %s" % (name, ", ".join(served[name]) or "nobody"))
        failed = 1
sys.exit(failed)' || exit 1
failed=0
while IFS='	' read -r name id; do
	case $name in '#'*) continue ;; esac
	one=$("$CGWGEN" devices show "$name" --format json) || failed=1
	[ "$id" = - ] && continue
	two=$("$CGWGEN" devices show "$id" --format json) || failed=1
	[ "$one" = "$two" ] || { echo "$name and $id are two devices"; failed=1; }
done <tests/devices/aws-types.tsv
exit $failed
