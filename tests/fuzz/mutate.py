# SPDX-License-Identifier: ISC
"""Templates of the tree with pieces left out, doubled and swapped.

Only the verdict on the syntax is compared, and that nothing crashes: what
such a template prints has been decided by chance.
"""
import glob
import os
import re

import engines
import oracle
from tree import Node

TOKEN = re.compile(r"\{%[-+]?|\{\{-?|\{#-?|[-+]?%\}|-?\}\}|-?#\}|\w+|\s+|'[^'\n]*'|.", re.S)
WORDS = ("if", "else", "elif", "endif", "for", "endfor", "in", "is", "not", "and", "or",
         "set", "endset", "macro", "endmacro", "(", ")", "[", "]", "{", "}", "|", ".", ",",
         ":", "=", "==", "~", "%}", "{%", "{{", "}}", "{#", "#}", "-%}", "{%-", "'", '"', "\\",
         "\n", "1", "1.5", "x", "true", "none", "loop", "**", "*", "//", "raw", "endraw",
         "recursive", "import", "as", "from", "include", "with", "without", "context", "e",
         "call", "endcall", "filter", "endfilter", "endwith", "ignore", "missing", "0x", "_",
         "\u00e9", "\r", ";", "!", "$", "<", ">=", "not in", "is not", "do", "print", "..")


def corpus(top):
    """Texts of templates: those of the test cases and those of the devices."""
    texts = []
    for path in sorted(glob.glob(os.path.join(top, "tests", "template", "*.test"))):
        with open(path, encoding="utf-8", newline="") as file:
            for case in map(oracle.prepare, oracle.sections(file.read())):
                texts += case["files"].values()
    for path in sorted(glob.glob(os.path.join(top, "templates", "**", "*.j2"), recursive=True)):
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        # Pieces of a few lines: a whole template hides what is wrong in it.
        texts += ["\n".join(lines[at:at + 12]) for at in range(0, len(lines), 12)]
    return texts


def change(rng, tokens):
    """Changes TOKENS in one place."""
    if not tokens:
        return
    at, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
    what = rng.randrange(6)
    if what == 0:
        del tokens[at]
    elif what == 1:
        tokens.insert(at, tokens[at])
    elif what == 2:
        tokens[at], tokens[other] = tokens[other], tokens[at]
    elif what == 3:
        tokens.insert(at, rng.choice(WORDS))
    elif what == 4:
        tokens[at] = rng.choice(WORDS)
    else:
        del tokens[at:at + rng.randint(1, 5)]


def make_case(rng, texts):
    text = rng.choice(texts)
    tokens = TOKEN.findall(text) if rng.random() < 0.8 else list(text)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        change(rng, tokens)
    body = Node("body", *(Node("opt", token) for token in tokens))
    options = [word for word in ("trim_blocks", "lstrip_blocks", "do", "loopcontrols")
               if rng.random() < 0.4]
    return engines.Case({"main": Node("file", body)}, {}, options + ["chainable"])


def same(ours, theirs):
    """Whether both accept a template, or refuse it in the same line."""
    first, second = engines.verdict(ours), engines.verdict(theirs)
    if first is None or second is None:
        return first is second
    return oracle.same_place(first[0], second)
