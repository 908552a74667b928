# SPDX-License-Identifier: ISC
"""Made-up contexts: the names of expressions.NAMES with random values."""

PIECES = ("a", "b", "Hello", "World", " ", " ", "-", "_", ",", "1", "42", "3.5", "é",
          "ß", "日本", "😀", "<b>", "&", "'", '"', "\\", "%s", "{x}", "\t", "foo bar",
          "ABC", "x=y", "/", "  ", "\u00a0", "\u2028", "0", "\x7f")
INTEGERS = (0, 1, -1, 2, 3, 5, 7, 10, 42, -3, 99, 100, 255, 1000, 1024, 65535, 123456789)
EDGES = (2**31, -(2**31), 2**53, 2**53 + 1, 2**63 - 1, -(2**63), 10**18, 2**62)
FLOATS = (0.0, -0.0, 0.5, 1.0, 1.5, 2.5, -2.5, 3.14159, 1e16, 1e15, 1e-5, 1e-4, 1e100,
          123456.789, 0.1, 2.675, 1e22, 5e-324, 1.7976931348623157e308, 100.25)


class Data:
    def __init__(self, rng):
        self.rng = rng

    def string(self, most=4):
        pieces = self.rng.choices(PIECES, k=self.rng.randint(0, most))
        return "".join(pieces)

    def integer(self):
        return self.rng.choice(INTEGERS)

    def scalar(self):
        return self.rng.choice((
            self.integer(), self.string(), self.rng.choice(FLOATS), None, True, False))

    def items(self, make, most=5):
        return [make() for _ in range(self.rng.randint(0, most))]

    def person(self):
        whole = {
            "name": self.rng.choice(("bob", "Alice", "carol", "Bob", "ünal", "dave")),
            "age": self.rng.choice((25, 30, 30, 41)),
            "on": self.rng.random() < 0.5,
            "tags": self.items(self.string, 2),
        }
        if self.rng.random() < 0.15:
            del whole[self.rng.choice(("age", "on", "tags"))]
        return whole

    def context(self):
        rng = self.rng
        return {
            "i": self.integer(), "j": self.integer(), "zero": 0,
            "big": rng.choice(EDGES + INTEGERS), "f": rng.choice(FLOATS),
            "g": rng.choice(FLOATS), "s": self.string(), "t": self.string(2),
            "uni": rng.choice(("é", "ÀÉ", "straße", "日本語", "e\u0301a", "😀x")),
            "html": rng.choice(("<b>x</b>", "a & b", "\"q\" 'r'", "&amp;", "<")),
            "empty": "", "lines": "\n".join(self.items(self.string, 3)),
            "words": " ".join(self.items(self.string, 6)), "yes": True, "no": False,
            "nil": None, "maybe": self.scalar(), "li": self.items(self.integer),
            "ls": self.items(self.string), "lm": self.items(self.scalar), "el": [],
            "ll": [self.items(self.integer, 3), self.items(self.string, 2), [1, [2, 3]]],
            "ld": self.items(self.person, 3) + [self.person()],
            "d": {"x": self.integer(), "y": self.string(), "z": self.scalar()},
            "dn": {"a": {"x": 1, "b": self.items(self.scalar, 2)}, "x": self.scalar()},
            "dk": {"items": self.scalar(), "a b": self.scalar(), "0": self.integer(),
                   self.string(2): self.scalar()},
        }
