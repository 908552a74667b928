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


def jinja2_says(*texts):
    """Jinja2's message holds one of TEXTS."""

    def explains(_ours, theirs, _plain):
        return any(text in theirs.get("text", "") for text in texts)

    return explains


def both(*functions):
    return lambda *outcomes: all(function(*outcomes) for function in functions)


def our_rule(rule):
    return lambda ours, _theirs, _plain: ours.get("rule") == rule


def line_of(outcome, plain):
    """The text of the line that OUTCOME names."""
    name, line = outcome["places"][0]
    return re.split(r"\r\n|\r|\n", plain["files"][name])[line - 1]


def our_line(pattern):
    """The line that our error names looks like PATTERN."""
    return lambda ours, _theirs, plain: "rule" in ours and re.search(
        pattern, line_of(ours, plain)
    )


def same_rule(ours, theirs, _plain):
    return ours.get("rule") == theirs.get("rule") is not None


def written(pattern):
    """One of the templates looks like PATTERN."""
    return lambda _ours, _theirs, plain: any(
        re.search(pattern, text, re.S) for text in plain["files"].values()
    )


def same_line(ours, theirs, _plain):
    return theirs.get("rule") == "CGW703" and oracle.same_place(
        ours["places"][0], theirs["places"])


def address(_ours, theirs, _plain):
    return re.search(r"( at )?0x[0-9a-f]{6,}", theirs.get("output", ""))


def undefined_type(_ours, theirs, _plain):
    return re.search(r"\b(Placed|\w*Undefined)\b", theirs.get("text", ""))


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


ROWS = (
    ("limits", "a template must end: Jinja2 has no bounds", our_rule("CGW704")),
    ("64 bits", "integers have 64 bits", says("64-bit", "64 bits")),
    ("NUL", "strings may not hold NUL", says("NUL", "%c wants a character's number")),
    ("unsupported", "cgwgen-template(7), STANDARDS", says("not supported")),
    ("sets", "there are no sets, which two views of keys make in Python",
     says("does not work between dict view")),
    ("range", "a range has no methods", says("the range has no attribute")),
    ("address", "Python prints where an object lies in memory", address),
    ("undefined", "we name what is undefined where Python only sees a wrong type",
     both(our_rule("CGW702"), undefined_type)),
    ("two errors", "of two errors in a line we name what is undefined first",
     both(our_rule("CGW702"), same_line)),
    ("arguments", "arguments have types; what Python makes of others is luck",
     says(*(f"must be {what}, not {kind}" for what in ("an integer", "a string", "a boolean")
            for kind in ("list", "dict", "tuple", "NoneType", "str", "float", "range")))),
    ("open", "we name the tag that is open, Jinja2 the end of the template",
     both(same_rule, says("still open", "never ends"))),
    ("nothing open", "Jinja2 forgives what is opened by the very last bytes",
     both(says("never ends"), written(r"(\{#-?|\braw\s*[-+]?%\})\s*$"))),
    ("circle", "we see circles before we run them", says("in a circle")),
    ("twice", "Jinja2 leaves it to Python to find an argument that is given twice",
     both(same_rule, says("is given twice"))),
    ("carriage return", "a line ends with a newline, with or without a carriage return",
     both(same_rule, written(r"\r(?!\n)"))),
    ("eager", "we compile what is included before anything is printed", eager),
    ("infinity", "Jinja2 writes inf and nan into its Python code",
     jinja2_says("NameError: name 'inf'", "NameError: name 'nan'")),
    ("constant", "Jinja2 evaluates constants while it compiles, and stumbles", constant),
    ("folded", "Jinja2 slices constants by other rules than variables",
     says("cannot be sliced")),
    ("filter block", "Jinja2 makes no text of what a block's filter gives, and fails later",
     jinja2_says("expected str instance")),
    ("filter undefined", "the same for something undefined",
     both(our_rule("CGW702"), our_line(r"\{%[-+]?\s*filter "))),
    ("yielded", "Jinja2 prints an include without context past the block it stands in",
     written(r"\{%[-+]?\s*(macro|call|filter|set|for) .*\binclude [^%]*without context")),
    ("with", "Jinja2 does not note the line of a with statement's values",
     both(same_rule, our_line(r"\bwith\b"))),
    ("recursion", "a list that loop() cannot loop over: we point at the call",
     both(same_rule, says("is not iterable"), written(r"\brecursive\b"))),
)


def find(ours, theirs, plain):
    """The name of the row that explains a difference, or None."""
    for name, _reason, explains in ROWS:
        if explains(ours, theirs, plain):
            return name
    return None
