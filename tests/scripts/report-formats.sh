#!/bin/sh
# SPDX-License-Identifier: ISC
# Other programs read what cgwgen lint prints in each format, and find the same
# findings in all of them: Python's json and jsonschema, xmllint and Python's
# XML.  The hostile inputs have names that need every kind of escape.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
command -v xmllint >/dev/null || exit 77
/usr/bin/python3 -c 'import jsonschema' 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
CGWGEN=$(realpath "$CGWGEN") BASE=$(realpath tests/rules/base) WORK=$work \
	SARIF=$(realpath tests/report/sarif.schema.json) \
	exec /usr/bin/python3 - <<'END'
import copy
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

import jsonschema

work, cgwgen, base = (os.environ[name] for name in ("WORK", "CGWGEN", "BASE"))
os.chdir(work)
failed = False


def complain(*words):
    global failed
    failed = True
    print(*words)


def run(form, *operands):
    done = subprocess.run(
        [cgwgen, "lint", "--format", form, *operands], capture_output=True)
    return done.stdout, done.stderr.decode(), done.returncode


def strict(text):
    def pairs(items):
        if len({name for name, value in items}) != len(items):
            raise ValueError("a key occurs twice")
        return dict(items)

    value = json.loads(text.decode("ascii"), object_pairs_hook=pairs)
    # Halves of surrogate pairs are no text.
    json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value


# ---- schemas: what the formats' own say, as far as we use them ------------

text = {"type": "string", "minLength": 1}
count = {"type": "integer", "minimum": 0}
at = {"type": ["integer", "null"], "minimum": 1}


def closed(properties, optional=()):
    return {"type": "object", "properties": properties,
            "required": [name for name in properties if name not in optional],
            "additionalProperties": False}


def listed(items):
    return {"type": "array", "items": items}


finding = closed({
    "rule": {"pattern": "^CGW[0-9]{3}$"}, "name": text,
    "severity": {"enum": ["note", "warning", "error"]}, "message": text,
    "file": {"type": ["string", "null"]}, "line": at, "column": at,
    "subject": {"type": ["string", "null"]}, "help": text,
    "within": closed({"name": text, "path": {"type": ["string", "null"]},
                      "line": at, "column": at}),
    "further": closed({"subjects": count, "tunnels": count})},
    ("within", "further"))
document = closed({
    "version": {"const": 1}, "findings": listed(finding),
    "summary": closed({name: count for name in (
        "errors", "warnings", "notes", "silenced", "in_baseline",
        "not_shown")})})
with open(os.environ["SARIF"], encoding="utf-8") as file:
    sarif = json.load(file)
jsonschema.Draft7Validator.check_schema(sarif)
quality = listed(closed({
    "description": text, "check_name": text,
    "fingerprint": {"pattern": "^[0-9a-f]{16}$"},
    "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
    "location": closed({"path": text, "lines": closed({
        "begin": {"type": "integer", "minimum": 1}})})}))


def valid(form, value, schema):
    for error in jsonschema.Draft7Validator(schema).iter_errors(value):
        complain(form, error.json_path, error.message)


# ---- each format as (severity, rule, file, line, column) ------------------

# What has no file has this one's name where there must be one.
def file_of(name, line):
    return None if (name, line) == ("cgwgen", None) else bare(name)


def bare(name):
    return re.sub("^(\\./+)+", "", name)


def from_sarif(value):
    for result in value["runs"][0]["results"]:
        rule = value["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]
        if rule["id"] != result["ruleId"]:
            complain("ruleIndex", result["ruleIndex"], "is not", result["ruleId"])
        name = line = column = None
        for location in result.get("locations", []):
            place = location["physicalLocation"]
            uri = urllib.parse.urlsplit(place["artifactLocation"]["uri"])
            if uri.query or uri.fragment or uri.netloc:
                complain("not only a path:", place)
            below = not uri.path.startswith(("/", "../"))
            if below != ("uriBaseId" in place["artifactLocation"]):
                complain("not a place below the root:", place)
            name = urllib.parse.unquote_to_bytes(uri.path).decode()
            line = place["region"]["startLine"]
            column = place["region"]["startColumn"]
        yield (result["level"], rule["id"], name, line, column)


def from_xml(form, output):
    path = os.path.join(work, form + ".xml")
    with open(path, "wb") as file:
        file.write(output)
    lint = subprocess.run(["xmllint", "--noout", "--nonet", path],
                          capture_output=True)
    if lint.returncode != 0:
        complain(form, lint.stderr.decode())
    return ElementTree.fromstring(output)


def from_checkstyle(output):
    severities = {"info": "note", "warning": "warning", "error": "error"}
    tree = from_xml("checkstyle", output)
    names = [file.get("name") for file in tree]
    if len(set(names)) != len(names):
        complain("checkstyle: a file occurs twice")
    for file in tree:
        for error in file:
            line = error.get("line")
            yield (severities[error.get("severity")],
                   error.get("source").split(".")[1],
                   file_of(file.get("name"), line),
                   line and int(line),
                   line and int(error.get("column")))


def from_junit(output):
    tree = from_xml("junit", output)
    for suite in tree:
        notes = suite.findall("testcase/skipped")
        if (len(suite), len(suite.findall("testcase/failure")), len(notes)) != (
                int(suite.get("tests")), int(suite.get("failures")),
                int(suite.get("skipped"))):
            complain("junit: wrong totals of", suite.get("name"))
        for case in suite:
            found = re.match(r"(CGW\d+) \S+(?: at (\d+):(\d+))?$", case.get("name"))
            outcome = case.find("failure")
            yield ("note" if outcome is None else outcome.get("type"),
                   found[1], file_of(suite.get("name"), found[2]),
                   found[2] and int(found[2]), found[3] and int(found[3]))
    if sum(int(suite.get("tests")) for suite in tree) != int(tree.get("tests")):
        complain("junit: wrong total")


# As the runner of GitHub Actions reads a line.
def from_github(output):
    severities = {"notice": "note", "warning": "warning", "error": "error"}
    for line in output.decode().split("\n")[:-1]:
        found = re.match("::([a-z]+) ([^:]*)::(.*)$", line)
        if found is None:
            complain("github: not a command:", line)
            continue
        properties = dict(item.split("=", 1) for item in found[2].split(","))
        for name in properties:
            properties[name] = urllib.parse.unquote(properties[name])
        yield (severities[found[1]], properties["title"].split()[0],
               properties.get("file"),
               properties.get("line") and int(properties["line"]),
               properties.get("col") and int(properties["col"]))


def from_gitlab(value):
    severities = {"info": "note", "minor": "warning", "major": "error"}
    prints = [issue["fingerprint"] for issue in value]
    if len(set(prints)) != len(prints):
        complain("gitlab: a fingerprint occurs twice")
    for issue in value:
        path = issue["location"]["path"]
        yield (severities[issue["severity"]], issue["check_name"].split()[0],
               path, issue["location"]["lines"]["begin"])


def order(items):
    return sorted(items, key=repr)


def same(form, found, expected):
    if order(found) != order(expected):
        complain(form, "has", order(found), "not", order(expected))


def compare(*operands):
    results = {form: run(form, *operands) for form in (
        "json", "jsonl", "sarif", "junit", "checkstyle", "github", "gitlab")}
    if len({status for output, errors, status in results.values()}) != 1:
        complain("exit statuses differ", operands)
    outputs = {form: result[0] for form, result in results.items()}
    for form in outputs:
        if run(form, *operands)[0] != outputs[form]:
            complain(form, "is not always the same")
    values = {form: strict(outputs[form]) for form in ("json", "sarif", "gitlab")}
    valid("json", values["json"], document)
    valid("sarif", values["sarif"], sarif)
    valid("gitlab", values["gitlab"], quality)
    findings = values["json"]["findings"]
    lines = [strict(line) for line in outputs["jsonl"].splitlines()]
    if lines != findings:
        complain("jsonl is not what json has")
    counts = [sum(item["severity"] == severity for item in findings)
              for severity in ("error", "warning", "note")]
    summary = values["json"]["summary"]
    if counts != [summary[name] for name in ("errors", "warnings", "notes")]:
        complain("json: wrong summary", summary)
    expected = [(item["severity"], item["rule"],
                 item["file"] and bare(item["file"]), item["line"],
                 item["column"]) for item in findings]
    # A file that could not be read has a first line there all the same.
    same("sarif", from_sarif(values["sarif"]),
         [(severity, rule, name or "cgwgen", line or 1, column or 1)
          for severity, rule, name, line, column in expected])
    same("checkstyle", from_checkstyle(outputs["checkstyle"]), expected)
    if findings:
        same("junit", from_junit(outputs["junit"]), expected)
    same("github", from_github(outputs["github"]), expected)
    same("gitlab", from_gitlab(values["gitlab"]),
         [(severity, rule, name or "cgwgen", line or 1)
          for severity, rule, name, line, column in expected])
    return findings, values, outputs


# All of them in one run, as files: the same bytes, and on standard output
# what --format says.  The files lie where no run looks for descriptors.
def together(outputs, *operands):
    options = []
    for form in outputs:
        options += ["--output", form + "=" + os.path.join(".out", form)]
    for form in ("text", "sarif"):
        alone = run(form, *operands)
        output, errors, status = run(form, *options, *operands)
        if (output, status) != (alone[0], alone[2]):
            complain(form, "differs beside others", operands)
        for other in outputs:
            with open(os.path.join(".out", other), "rb") as file:
                if file.read() != outputs[other]:
                    complain(other, "differs in a file", operands)
            os.remove(os.path.join(".out", other))
    if os.listdir(".out"):
        complain("left behind:", os.listdir(".out"))


# ---- the inputs -----------------------------------------------------------

os.mkdir(".out")
key = "seven_c"
with open(os.path.join(base, "bgp.xml"), encoding="utf-8") as file:
    vpn = re.sub("<pre_shared_key>[^<]*", "<pre_shared_key>" + key, file.read())
names = ["a b%41,x:\"'&<>.xml", "\u00e9 \U0001f511 #?.xml", "]]>--|`$(x)\\.xml",
         "::error::x.xml", "line\r\n::error::x.xml"]
for name in names:
    with open(name, "w", encoding="utf-8") as file:
        file.write(vpn)
with open("string.json", "w", encoding="utf-8") as file:
    json.dump([vpn, vpn.replace("vpn-05", "vpn-15")], file)

for operands in ([os.path.join(base, "native.yaml")], *([name] for name in names),
                 [os.path.abspath(names[0]), "./" + names[1], "none.xml"],
                 ["string.json", "string.json"], ["."]):
    findings, values, outputs = compare(*operands)
    together(outputs, *operands)
    if ("none.xml" in operands) != any(
            item["file"] == "none.xml" for item in findings):
        complain("the file that is not there has no name")
    for form in outputs:
        if key.encode() in outputs[form]:
            complain(form, "has the key")
if {item["severity"] for item in findings} != {"note", "warning", "error"}:
    complain("not every severity occurs")
missing = set(names) - {bare(item["file"] or "") for item in findings}
if missing:
    complain("files are missing:", missing)
if not any("within" in item for item in findings):
    complain("nothing within a string")

# ---- what the schema of SARIF is worth ------------------------------------

REMOVE = object()


def spoilt(value, path, new):
    value = copy.deepcopy(value)
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    if new is REMOVE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = new
    return value


run_at = ("runs", 0)
driver_at = (*run_at, "tool", "driver")
rule_at = (*driver_at, "rules", 0)
result_at = (*run_at, "results", 0)
location_at = (*result_at, "locations", 0)
place_at = (*location_at, "physicalLocation")
whole = strict(run("sarif", "string.json")[0])
rule_of, result_of = whole["runs"][0]["tool"]["driver"]["rules"][0], \
    whole["runs"][0]["results"][0]
judge = jsonschema.Draft7Validator(sarif)
if not judge.is_valid(whole):
    complain("the document that is spoilt is not good")
for path, new in [
        (("version",), "2.0.0"), (("version",), REMOVE),
        (("$schema",), "sarif-schema-2.1.0.json"), (("runs",), {}),
        (("other",), 1), ((*run_at, "tool"), REMOVE),
        ((*run_at, "columnKind"), "bytes"), ((*run_at, "results"), REMOVE),
        ((*run_at, "results"), [result_of] * 25001),
        ((*driver_at, "name"), REMOVE), ((*driver_at, "version"), "0.1"),
        ((*driver_at, "rules"), [rule_of, rule_of]),
        ((*rule_at, "id"), REMOVE), ((*rule_at, "shortDescription"), "text"),
        ((*rule_at, "shortDescription", "text"), "x" * 1025),
        ((*rule_at, "help", "text"), REMOVE),
        ((*rule_at, "helpUri"), "cgwgen-rules(7)"),
        ((*rule_at, "defaultConfiguration", "level"), "info"),
        ((*rule_at, "properties", "tags"), ["psk", "psk"]),
        ((*result_at, "ruleId"), "CGW1"), ((*result_at, "ruleIndex"), -1),
        ((*result_at, "level"), "fatal"), ((*result_at, "kind"), "fail"),
        ((*result_at, "message"), REMOVE), ((*result_at, "message"), {}),
        ((*result_at, "locations"), []), ((*result_at, "locations"), REMOVE),
        ((*result_at, "partialFingerprints", "cgwgenFinding/v1"), 1),
        ((*place_at, "region"), REMOVE),
        ((*place_at, "region", "startLine"), 0),
        ((*place_at, "region", "startColumn"), 1.5),
        ((*place_at, "artifactLocation", "uri"), "a b.xml"),
        ((*place_at, "artifactLocation", "uri"), "a%4.xml"),
        ((*place_at, "artifactLocation", "uri"), "/etc/passwd"),
        ((*place_at, "artifactLocation", "uriBaseId"), REMOVE),
        ((*location_at, "logicalLocations", 0, "kind"), REMOVE)]:
    if judge.is_valid(spoilt(whole, path, new)):
        complain("taken for good:", path, repr(new)[:40])

# A finding keeps its fingerprint when lines are put before it, and in
# another file; another finding has another.
def prints(value):
    return [result["partialFingerprints"]["cgwgenFinding/v1"]
            for result in value["runs"][0]["results"]]


with open("moved.xml", "w", encoding="utf-8") as file:
    file.write(vpn.replace("?>", "?>\n\n<!-- moved -->\n", 1))
first = prints(strict(run("sarif", names[0])[0]))
if first != prints(strict(run("sarif", "moved.xml")[0])):
    complain("fingerprints moved")
if len(set(first)) != len(first):
    complain("fingerprints are not distinct")

# Findings that are alike are told apart by how many came before.
with open("alike.json", "w", encoding="utf-8") as file:
    json.dump([vpn.replace(">sha1<", ">sha3<")], file)
alike = strict(run("sarif", "alike.json")[0])["runs"][0]["results"]
places = [(result["ruleId"], result["message"]["text"]) for result in alike]
if len(set(places)) == len(places):
    complain("no findings are alike")
if len({result["partialFingerprints"]["cgwgenFinding/v1"]
        for result in alike}) != len(alike):
    complain("fingerprints of findings that are alike")

# Nothing is left out without a word.
with open("many.yaml", "w", encoding="utf-8") as file:
    file.write("cgwgen: 1\n")
    file.writelines("k%d: 1\n" % number for number in range(1100))
for form in ("json", "jsonl", "github", "sarif"):
    output, errors, status = run(form, "many.yaml")
    if errors != "cgwgen: 100 more findings not shown\n" or status != 1:
        complain(form, "with too many findings:", repr(errors), status)
    output, errors, status = run("text", "--output", form + "=.out/" + form,
                                 "many.yaml")
    said = "cgwgen: .out/%s: 100 more findings not shown\n" % form
    if errors != said or status != 1:
        complain(form, "in a file, with too many findings:", repr(errors))
    if b"cgwgen: 100 more findings not shown" not in output:
        complain("text with too many findings")
    if form == "json":
        with open(".out/json", "rb") as file:
            summary = strict(file.read())["summary"]
        if (summary["errors"], summary["not_shown"]) != (1100, 100):
            complain(summary)

# Without findings there is a whole document all the same.
# Outside of git, which the base file is in.
good = os.path.join(".out", "native.yaml")
shutil.copyfile(os.path.join(base, "native.yaml"), good)
if run("json", good)[2] != 0 or strict(run("json", good)[0])["findings"]:
    complain("native.yaml is not good")
if [case.get("name") for case in
        from_xml("junit", run("junit", good)[0]).iter("testcase")] != ["no findings"]:
    complain("junit without a test")
sys.exit(failed)
END
