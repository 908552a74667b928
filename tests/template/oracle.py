#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Runs the cases of tests/template/*.test through Jinja2.

Each case must give the output that the file expects of cgwgen's engine, or
fail where the file expects an error, by the same rule, in the same template
and line.  Cases marked "ours-only" are counted and skipped.  See README for
the format.  Exit status 1 on any difference.

    oracle.py [FILE.test …]

Other tests use outcome(), which renders one case.
"""
import glob
import json
import os
import re
import sys

import jinja2
import jinja2.nodes
import jinja2.parser

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import ansible_filters  # noqa: E402 (it is a file of the tests)

FLAGS = ("trim_blocks", "lstrip_blocks", "keep_trailing_newline")

# What an exception of Jinja2 or Python is among cgwgen's rules: the first
# row that fits.
RULES = (
    (jinja2.TemplateSyntaxError, "CGW701"),
    (SyntaxError, "CGW701"),  # Python's, of the code that Jinja2 wrote
    (jinja2.UndefinedError, "CGW702"),
    (jinja2.TemplateNotFound, "CGW705"),
    (RecursionError, "CGW704"),
    (MemoryError, "CGW704"),
    (Exception, "CGW703"),
)

# An inline if without else: here Jinja2 itself says where it was written.
INLINE_IF = re.compile(r"the inline if-expression on line (\d+) in '(.*?)' evaluated")


def template_place(frames):
    """(name, line) of the last frame that runs a template, or None."""
    place = None
    for frame, line in frames:
        template = frame.f_globals.get("__jinja_template__")
        if template is None and "__jinja_exception__" in frame.f_globals:
            place = frame.f_code.co_filename, line
        elif template is not None:
            place = template.name, template.get_corresponding_lineno(line)
    return place


def calling_frames(frame):
    """The frames that led to FRAME, outermost first."""
    frames = []
    while frame is not None:
        frames.append((frame, frame.f_lineno))
        frame = frame.f_back
    return reversed(frames)


def traceback_frames(traceback):
    while traceback is not None:
        yield traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next


class Message(str):
    """A message that knows where the undefined value came from."""


def placed(base):
    """BASE, an undefined type, with a memory for where values were made:
    cgwgen mostly points there and not at the use."""

    class Placed(base):
        __slots__ = ("_place",)

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self._place = template_place(calling_frames(sys._getframe(1)))

        @property
        def _undefined_message(self):
            message = Message(super()._undefined_message)
            message.place = self._place
            return message

    return Placed


UNDEFINED = {
    "strict": placed(jinja2.StrictUndefined),
    "lenient": placed(jinja2.Undefined),
    "chainable": placed(jinja2.ChainableUndefined),
}


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
        elif line.startswith(("jinja2-line: ", "jinja2-rule: ")):
            key, value, _ = line.split(maxsplit=2)
            case[key[:-1]] = value
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
            case["error"], case["error at"] = text, key[6:]
        else:
            case[key] = text
    return case


def make_environment(case):
    options = case["options"]
    kinds = [UNDEFINED[o] for o in options if o in UNDEFINED]
    extensions = [f"jinja2.ext.{o}" for o in options if o in ("do", "loopcontrols")]

    def load(name):
        text = case["files"].get(name)
        return None if text is None else (text, name, None)

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        undefined=kinds[0] if kinds else UNDEFINED["strict"],
        extensions=extensions,
        **{flag: flag in options for flag in FLAGS},
    )
    ansible_filters.register(environment)
    return environment


def error_places(error):
    """The (template, line) pairs that an exception may be said to happen at;
    a None is unknown."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return [(error.name, error.lineno)]
    if isinstance(error, SyntaxError):
        return [(error.filename, None)]
    if isinstance(error, (RecursionError, MemoryError)):
        return [None]
    places = [template_place(traceback_frames(error.__traceback__))]
    if isinstance(error, jinja2.UndefinedError) and error.args:
        places += [getattr(error.args[0], "place", None) or places[0]]
        inline = INLINE_IF.match(str(error.args[0]))
        places += [(inline.group(2), int(inline.group(1)))] if inline else []
    return places


def compiling(error):
    """Whether Jinja2 was still compiling: it evaluates constants there."""
    return any(
        frame.f_code.co_filename in (jinja2.nodes.__file__, jinja2.parser.__file__)
        for frame, _line in traceback_frames(error.__traceback__)
    )


def same_place(ours, places):
    """Whether our place is one of Jinja2's, as far as it knows its own."""
    return any(
        place is None or ours[0] == place[0] and place[1] in (None, ours[1])
        for place in places
    )


def outcome(case):
    """What Jinja2 makes of a case: {"output": …} or the "rule", "places",
    "text" and more of an error."""
    try:
        template = make_environment(case).get_template("main")
        return {"output": template.render(json.loads(case["context"]))}
    except Exception as error:  # whatever Jinja2 or Python raises is a failure
        rule = next(rule for kind, rule in RULES if isinstance(error, kind))
        return {
            "rule": rule,
            "places": error_places(error),
            "compiling": compiling(error),
            "text": f"{type(error).__name__}: {error}",
        }


def expected_error(case):
    """(rule, (template, line)) that Jinja2 must give."""
    rule, place = case["error at"].split()
    name, line, _ = place.rsplit(":", 2)
    return case.get("jinja2-rule", rule), (name, int(case.get("jinja2-line", line)))


def check(path, case):
    """One line about what differs, or None."""
    got = outcome(case)
    where = f"{os.path.basename(path)}: {case['name']}"
    if "output" in case:
        if got.get("output") == case["output"]:
            return None
        return f"{where}: expected {case['output']!r}, Jinja2 gives {got}"
    rule, place = expected_error(case)
    if got.get("rule") == rule and same_place(place, got["places"]):
        return None
    return f"{where}: expected {rule} at {place}, Jinja2 gives {got}"


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
