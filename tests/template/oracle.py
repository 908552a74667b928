#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Runs the cases of tests/template/*.test through Jinja2.

Each case must give the output that the file expects of cgwgen's engine, or
fail where the file expects an error.  Cases marked "ours-only" are counted
and skipped.  See README for the format.  Exit status 1 on any difference.

    oracle.py [FILE.test …]
"""
import glob
import json
import os
import sys

import jinja2

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import ansible_filters  # noqa: E402 (it is a file of the tests)

UNDEFINED = {"lenient": jinja2.Undefined, "chainable": jinja2.ChainableUndefined}
FLAGS = ("trim_blocks", "lstrip_blocks", "keep_trailing_newline")


def sections(text):
    """The cases of one file, as dicts."""
    case = section = None
    for line in text.split("\n"):
        if line.startswith("--- "):
            if case:
                yield case
            case = {"name": line[4:], "options": [], "files": {}, "context": "{}"}
            section = None
        elif case is None:
            continue
        elif line.startswith("=== "):
            section = line[4:]
            case[section] = []
        elif section is not None:
            case[section].append(line)
        elif line.startswith("options: "):
            case["options"] = line[9:].split()
        elif line.startswith("ours-only: "):
            case["ours-only"] = line[11:]
    if case:
        if section:
            case[section].pop()
        yield case


def prepare(case):
    """Joins the sections' lines; sorts templates by name."""
    for key in [k for k in case if isinstance(case[k], list) and k != "options"]:
        text = "\n".join(case.pop(key))
        if key.startswith("json "):
            key, text = key[5:], json.loads(text)
        if key == "template":
            case["files"]["main"] = text
        elif key.startswith("file "):
            case["files"][key[5:]] = text
        elif key.startswith("error "):
            case["error"] = text
        else:
            case[key] = text
    return case


def render(case):
    """(True, output) or (False, what Jinja2 raised)."""
    options = case["options"]
    kinds = [UNDEFINED[o] for o in options if o in UNDEFINED]
    extensions = [f"jinja2.ext.{o}" for o in options if o in ("do", "loopcontrols")]
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(case["files"]),
        undefined=kinds[0] if kinds else jinja2.StrictUndefined,
        extensions=extensions,
        **{flag: flag in options for flag in FLAGS},
    )
    ansible_filters.register(environment)
    try:
        template = environment.get_template("main")
        return True, template.render(json.loads(case["context"]))
    except Exception as error:  # whatever Jinja2 or Python raises is a failure
        return False, f"{type(error).__name__}: {error}"


def check(path, case):
    """One line about what differs, or None."""
    good, text = render(case)
    where = f"{os.path.basename(path)}: {case['name']}"
    if "output" in case:
        if good and text == case["output"]:
            return None
        return f"{where}: expected {case['output']!r}, Jinja2 gives {text!r}"
    if good:
        return f"{where}: expected an error, Jinja2 gives {text!r}"
    return None


def main():
    directory = os.path.dirname(os.path.abspath(__file__))
    paths = sys.argv[1:] or sorted(glob.glob(os.path.join(directory, "*.test")))
    count = skipped = failures = 0
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        for case in map(prepare, sections(text)):
            count += 1
            if "ours-only" in case:
                skipped += 1
                continue
            line = check(path, case)
            if line:
                failures += 1
                print(line)
    print(f"{count} cases, {skipped} ours only, {failures} differ (Jinja2 {jinja2.__version__})")
    return failures != 0


if __name__ == "__main__":
    sys.exit(main())
