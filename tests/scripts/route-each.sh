#!/bin/sh
# SPDX-License-Identifier: ISC
# route --fail each looks again only for paths that may have changed.  It must
# say what --fail ID says of each thing by itself.
set -eu
cd "$(dirname "$0")/../.."
program=${CGWGEN:-build/asan/cgwgen}

python3 - "$program" <<'END'
import json
import subprocess
import sys

PROGRAM = sys.argv[1]
CASES = "tests/cases/"
ESTATES = [
    (CASES + "route-transit/transit.yaml", ["10.20.0.5", "10.30.0.5", "10.0.0.5", "10.66.0.1"]),
    (CASES + "route-same/estate.yaml", ["10.20.0.5", "10.40.0.1", "10.0.1.1"]),
    (CASES + "route-subnets/estate.yaml", ["10.20.0.5", "10.30.0.5"]),
]
tried = changed = 0


def route(file, *words):
    done = subprocess.run([PROGRAM, "route", "--quiet", "--format", "json", *words, file],
                          capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"route {' '.join(words)} {file}: {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def answers(found):
    """What each start and table comes to."""
    ret = {}
    for path in found["paths"]:
        if not path["back"]:
            for table in path["tables"] or [{"id": None}]:
                ret[path["from"], table["id"]] = path["outcome"], path["end"]
    return ret


for file, destinations in ESTATES:
    for to in destinations:
        each = route(file, "--to", to, "--fail", "each")
        before = answers(each)
        told = {}
        for item in each["failures"]:
            told.setdefault((item["kind"], item["id"]), {})[item["from"], item["table"]] = (
                item["outcome"], item["end"])
        things = list(told) + [(item["kind"], item["id"]) for item in each["no_change"]]
        assert len(things) == len(set(things)), (file, to)
        for thing in things:
            alone = answers(route(file, "--to", to, "--fail", thing[1]))
            expected = {start: answer for start, answer in alone.items()
                        if answer != before[start] and
                        (answer[0], before[start][0]) != ("unknown", "unknown")}
            assert expected == told.get(thing, {}), (file, to, thing, expected)
            tried += 1
            changed += bool(expected)
assert tried > 50 and changed > 10, (tried, changed)
print(f"{tried} failures, {changed} of them change paths")
END
