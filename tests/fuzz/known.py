# SPDX-License-Identifier: ISC
"""Differences from Jinja2 that are meant, one row each.

A row's function gets our outcome, Jinja2's (see oracle.outcome) and the case
with all texts, and says whether the row explains that they differ.
"""
import re

import jinja2

import engines  # noqa: F401 (the path of oracle)
import oracle


def says(*texts):
    """Our message holds one of TEXTS."""

    def explains(ours, _theirs, _plain):
        return any(text in ours.get("text", "") for text in texts)

    return explains


def limit(ours, _theirs, _plain):
    return ours.get("rule") == "CGW704"


def address(_ours, theirs, _plain):
    return re.search(r"( at )?0x[0-9a-f]{6,}", theirs.get("output", "")) is not None


def undefined(ours, theirs, _plain):
    return ours.get("rule") == "CGW702" and re.search(
        r"\b(Placed|\w*Undefined)\b", theirs.get("text", "")) is not None


def constant(_ours, theirs, _plain):
    return theirs.get("compiling") and theirs["rule"] != "CGW701"


def eager(ours, _theirs, plain):
    """The file that we refuse is refused by Jinja2, too, when it gets there."""
    if ours.get("rule") != "CGW701" or ours["places"][0][0] == "main":
        return False
    try:
        oracle.make_environment(plain).get_template(ours["places"][0][0])
    except jinja2.TemplateSyntaxError as error:
        return oracle.same_place(ours["places"][0], [(error.name, error.lineno)])
    except Exception:  # Python's SyntaxError and the like know no place
        return True
    return False


def with_line(ours, theirs, plain):
    """The same error, and our line does hold a "with"."""
    if ours.get("rule") != theirs.get("rule") or ours.get("rule") is None:
        return False
    name, line = ours["places"][0]
    lines = re.split(r"\r\n|\r|\n", plain["files"][name])
    return name in [place[0] for place in theirs["places"] if place] and re.search(r"\bwith\b", lines[line - 1]) is not None


def joined(_ours, theirs, _plain):
    return re.search(r"sequence item \d+: expected str instance",
                     theirs.get("text", "")) is not None


def jinja2_says(*texts):
    """Jinja2's message holds one of TEXTS."""

    def explains(_ours, theirs, _plain):
        return any(text in theirs.get("text", "") for text in texts)

    return explains


def unchecked(ours, theirs, _plain):
    return ours.get("rule") == "CGW702" and jinja2_says(
        "expected length >=", "method must be common", "You can only sort by",
        "cannot be interpreted as an integer")(ours, theirs, _plain)


def recursion(ours, theirs, plain):
    return "is not iterable" in ours.get("text", "") and "is not iterable" in theirs.get(
        "text", "") and "recursive" in plain["files"][ours["places"][0][0]]


def folded(ours, theirs, _plain):
    return "cannot be sliced" in ours.get("text", "") and "output" in theirs


ROWS = (
    ("limits", "a template must end: Jinja2 has no bounds", limit),
    ("64 bits", "integers have 64 bits", says("64-bit", "64 bits")),
    ("NUL", "strings may not hold NUL", says("NUL")),
    ("address", "Python prints where an object lies in memory", address),
    ("unsupported", "cgwgen-template(7), STANDARDS", says("not supported")),
    ("undefined", "we name what is undefined where Python only sees a wrong type", undefined),
    ("infinity", "Jinja2 writes inf and nan into its Python code",
     jinja2_says("NameError: name 'inf'", "NameError: name 'nan'")),
    ("constant", "Jinja2 evaluates constants while it compiles, and stumbles", constant),
    ("input", "we look at a filter's input before its arguments", unchecked),
    ("recursion", "a list that loop() cannot loop over: we point at the call", recursion),
    ("eager", "we compile what is included before anything is printed", eager),
    ("filter block", "Jinja2 does not make text of what the filter gives", joined),
    ("folded", "Jinja2 slices constants by other rules than variables", folded),
    ("arguments", "arguments have types; what Python makes of others is luck",
     says(*(f"must be {what}, not {kind}" for what in ("an integer", "a string", "a boolean")
            for kind in ("list", "dict", "tuple", "NoneType", "str", "float", "range")))),
    ("range", "a range has no methods", says("the range has no attribute")),
    ("with", "Jinja2 does not note the line of a with statement's values", with_line),
)


def find(ours, theirs, plain):
    """The name of the row that explains a difference, or None."""
    for name, _reason, explains in ROWS:
        if explains(ours, theirs, plain):
            return name
    return None
