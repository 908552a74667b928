#!/bin/sh
# SPDX-License-Identifier: ISC
# Python's json module agrees with what tests/json/documents says: which
# documents are JSON, and what the values of those are that templates can
# hold.  Stricter than it, as cgwgen is: no duplicate keys, no NaN, no U+0000,
# no halves of surrogate pairs.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
[ -x /usr/bin/python3 ] || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
CGWGEN=$CGWGEN WORK=$work exec /usr/bin/python3 - <<'END'
import json
import os
import re
import subprocess
import sys

work, cgwgen = os.environ["WORK"], os.environ["CGWGEN"]


def refuse(*ignored):
    raise ValueError("not JSON")


def pairs(items):
    names = [name for name, value in items]
    if len(set(names)) != len(names):
        refuse()
    return dict(items)


def strict(value):
    if isinstance(value, str):
        value.encode("utf-8")  # halves of pairs cannot be
        if "\0" in value:
            refuse()
    elif isinstance(value, list):
        for item in value:
            strict(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            strict(name)
            strict(item)
    return value


def read(data):
    try:
        return True, strict(json.loads(
            data.decode("utf-8"), object_pairs_hook=pairs,
            parse_constant=refuse))
    except ValueError:
        return False, None


def holdable(value):
    if isinstance(value, list):
        return all(holdable(item) for item in value)
    if isinstance(value, dict):
        return all(holdable(item) for item in value.values())
    if isinstance(value, int):
        return -2**63 <= value < 2**63
    return not isinstance(value, float) or abs(value) != float("inf")


def spelled(value):
    return json.dumps(value, sort_keys=True)


def rendered(data):
    """What tojson prints of the document inside {"d": ...}."""
    with open(work + "/data.json", "wb") as file:
        file.write(b'{"d":' + data + b'}')
    with open(work + "/t", "w") as file:
        file.write("{{ d | tojson }}")
    done = subprocess.run(
        [cgwgen, "template", "render", "--data", work + "/data.json",
         work + "/t"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout if done.returncode == 0 else None


failed = count = compared = 0
for line in open("tests/json/documents", "rb").read().split(b"\n"):
    if line.startswith(b"#") or not line:
        continue
    word, document = line.split(b" ", 1)
    document = re.sub(
        rb"%(..)", lambda match: bytes([int(match[1], 16)]), document)
    good, value = read(document)
    count += 1
    if good != (word == b"yes"):
        print("Python thinks otherwise:", line)
        failed = 1
        continue
    if not good:
        continue
    printed = rendered(document)
    if not holdable(value):
        if printed is not None:
            print("held what it cannot hold:", line)
            failed = 1
        continue
    compared += 1
    if printed is None or spelled(json.loads(printed)) != spelled(value):
        print("other value:", line, printed)
        failed = 1
if count < 130 or compared < 40:
    print("only", count, "documents,", compared, "compared")
    failed = 1
sys.exit(failed)
END
