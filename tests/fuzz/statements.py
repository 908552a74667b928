# SPDX-License-Identifier: ISC
"""Made-up templates: statements around the expressions of expressions.py."""
from data import Data
from engines import Case
from expressions import Expressions
from tree import Node, text

TEXTS = ("", " ", "\n", "\n", "  ", "text", "a\n  ", "\t", "<b>", "é", "\n\n", "x: ",
         " # c ", "}", "%", "\n    ", "end.\n", "'", "\r\n")
SPACE = ("-", "-", "+")
TARGETS = ("a", "b", "c", "v", "w", "_p", "item", "loopx", "s", "i")
OPTIONS = ("trim_blocks", "lstrip_blocks", "keep_trailing_newline", "do", "loopcontrols")
LOOP = ("loop.index", "loop.index0", "loop.revindex", "loop.revindex0", "loop.first",
        "loop.last", "loop.length", "loop.depth", "loop.depth0", "loop.previtem",
        "loop.nextitem", "loop.cycle('a', 'b')", "loop.changed({any})",
        "loop.previtem is defined", "loop.nextitem|default('-')", "loop.cycle({any}, 1)",
        "loop.q", "loop")
BLOCK_FILTERS = ("upper", "lower", "trim", "indent", "indent(2, true)", "replace('a', 'b')",
                 "title", "e", "length", "trim|upper", "center(9)", "string", "wordcount",
                 "reverse", "truncate(5)", "safe", "first", "list", "default('x')", "e|e")
BLOCKS = ("head", "main", "foot")


class Templates(Expressions):
    """Makes the files of one case."""

    def __init__(self, rng):
        super().__init__(rng)
        self.options = []
        self.macros = []     # (name, how many parameters)
        self.others = []     # files that can be included
        self.libraries = {}  # file: its macros
        self.loops = 0
        self.recursive = 0
        self.caller = False
        self.blocks = []     # of this file
        self.inherit = self.in_macro = False
        self.parents = []    # what this file may extend
        self.inherited = set()  # the blocks of those

    # ---- pieces

    def chance(self, probability):
        return self.rng.random() < probability

    def expression(self, kind="any", depth=None):
        if depth is None:
            depth = self.rng.choice((0, 0, 1) if self.inherit else (1, 2, 2, 3))
        return self.make(kind, depth)

    def mark(self):
        if self.chance(0.12):
            return Node("opt", self.rng.choice(SPACE))
        return ""

    def tag(self, *inner):
        end = self.mark()
        if not isinstance(end, str) and end.parts[0] == "+" and self.chance(0.5):
            end = ""
        return Node("tag", "{%", self.mark(), " ", *inner, " ", end, "%}")

    def print(self, *inner):
        end = Node("opt", "-") if self.chance(0.1) else ""
        begin = Node("opt", "-") if self.chance(0.1) else ""
        return Node("tag", "{{", begin, " ", *inner, " ", end, "}}")

    def text(self):
        return Node("opt", self.rng.choice(TEXTS))

    def scoped(self, depth, names=()):
        """A body that sees NAMES, too."""
        count = len(self.locals)
        self.locals += names
        body = self.body(depth)
        del self.locals[count:]
        return body

    def body(self, depth, most=3):
        parts = []
        for _ in range(self.rng.randint(1, most)):
            parts += [self.text(), self.statement(depth)]
        return Node("body", *parts, self.text())

    # ---- statements

    def statement(self, depth):
        if depth <= 0 or self.chance(0.4):
            return self.output()
        make = self.rng.choice((
            self.condition, self.condition, self.condition, self.loop, self.loop,
            self.loop, self.assignment, self.assignment, self.assignment,
            self.set_block, self.namespace, self.macro, self.call_block,
            self.filter_block, self.with_block, self.raw, self.comment, self.include,
            self.include, self.imported, self.imported, self.do, self.control,
            self.print_statement) + ((self.block,) * 4 if self.inherit else ()))
        return make(depth - 1)

    def output(self, _depth=0):
        rng = self.rng
        if self.loops and self.chance(0.25):
            return self.print(Node("expr", *self.fill(rng.choice(LOOP), 1)))
        if self.recursive and self.chance(0.2):
            return self.print("loop(", rng.choice(("item", "[]", "ll", "li")), ")")
        if self.caller and self.chance(0.4):
            return self.print(rng.choice((
                "caller()", "caller()", "caller(1)", "caller is defined", "varargs",
                "kwargs", "caller.name", "caller() if caller else ''")))
        if self.macros and self.chance(0.25):
            return self.print(self.macro_call())
        return self.print(self.expression())

    def macro_call(self):
        name, count = self.rng.choice(self.macros)
        parts = []
        for index in range(self.rng.choice((count,) * 8 + (count + 1, max(count - 1, 0)))):
            parts += [", " if index else "", self.expression(depth=1)]
        if self.chance(0.1):
            parts += [", " if parts else "", self.rng.choice((
                "a=1", "zz=2", "*[1, 2]", "**{'b': 1}", "**d", "*li", "caller=1"))]
        return Node("expr", name, "(", *parts, ")")

    def condition(self, depth):
        parts = [self.tag("if ", self.expression("bool")), self.body(depth)]
        while self.chance(0.3):
            parts += [Node("opt", self.tag("elif ", self.expression("bool")), self.body(depth))]
        if self.chance(0.4):
            parts += [Node("opt", self.tag("else"), self.body(depth))]
        return Node("stmt", *parts, self.tag("endif"))

    def loop(self, depth):
        rng = self.rng
        recursive = self.chance(0.12)
        target, kinds, source = rng.choice((
            ("item", ["any"], self.expression("list")), ("item", ["int"], self.expression("ints")),
            ("item", ["str"], self.expression("strs")), ("item", ["dict"], self.expression("dicts")),
            ("k, v", ["str", "any"], Node("expr", *self.fill("{dict}.items()", 2))),
            ("k, v", ["str", "any"], Node("expr", *self.fill("{dict}|dictsort", 2))),
            ("a, b", ["any", "any"], self.expression("list")),
            ("(a, b), c", ["any"] * 3, "[((1, 2), 3)]"),
            ("item", ["any"], self.expression()), ("x", ["str"], self.expression("dict")),
            ("g, rows", ["any", "list"], Node("expr", *self.fill("{dicts}|groupby('age')", 1))),
            ("item", ["any"], "ll")))
        if recursive:
            target, kinds, source = "item", ["any"], rng.choice(("ll", "[1, [2, [3]]]", source))
        if " if " in text(source):
            source = Node("expr", "(", source, ")")
        names = list(zip(target.replace("(", "").replace(")", "").split(", "), kinds))
        head = ["for ", target, " in ", source]
        if self.chance(0.2):
            count = len(self.locals)
            self.locals += names
            head += [Node("opt", " if ", self.expression("bool"))]
            del self.locals[count:]
        self.loops += 1
        self.recursive += recursive
        body = self.scoped(depth, names)
        self.recursive -= recursive
        self.loops -= 1
        parts = [self.tag(*head, " recursive" if recursive else ""), body]
        if self.chance(0.2):
            parts += [Node("opt", self.tag("else"), self.body(depth))]
        return Node("stmt", *parts, self.tag("endfor"))

    def assignment(self, _depth):
        rng = self.rng
        kind = rng.choice(tuple(self.kinds()))
        if self.chance(0.12):
            self.locals += [("a", "any"), ("b", "any")]
            return Node("stmt", self.tag("set a, b = ", rng.choice((
                "1, 2", "li", "'xy'", "[[1], 2]", "d.items()|list", self.expression("list")))))
        name = rng.choice(TARGETS)
        value = self.expression(kind)
        self.locals.append((name, kind))
        return Node("stmt", self.tag("set ", name, " = ", value))

    def kinds(self):
        return ("int", "float", "str", "bool", "ints", "strs", "list", "dicts", "dict", "any")

    def set_block(self, depth):
        name = self.rng.choice(TARGETS)
        filters = Node("opt", " | ", self.rng.choice(BLOCK_FILTERS)) if self.chance(0.4) else ""
        body = self.scoped(depth)
        self.locals.append((name, "str"))
        return Node("stmt", self.tag("set ", name, filters), body, self.tag("endset"))

    def namespace(self, depth):
        body = self.scoped(depth)
        return Node("stmt", self.tag("set ns = namespace(x=", self.expression(), ")"), self.tag(
            "for item in ", self.expression("ints")), self.tag(
            "set ns.x = ", self.rng.choice(("item", "ns.x ~ item", self.expression()))), body,
            self.tag("endfor"), "{{ ns.x }}{{ ns.", self.rng.choice(("x", "y", "x|d(1)")), " }}")

    def macro(self, depth):
        rng = self.rng
        name = rng.choice(("m", "mm", "_m", "a"))
        params = rng.choice((
            (), (), ("a",), ("a", "b"), ("a", "b=2"), ("a=none",), ("a", "b=a"), ("item", "s='x'"),
            ("a=q", ), ("a", "caller=none"), ("a=li", "b=d.x")))
        names = [(param.split("=")[0], "any") for param in params]
        outside = self.loops, self.recursive, self.caller, self.macros, self.in_macro
        self.in_macro = True
        self.loops = self.recursive = 0
        self.macros = []
        self.caller = self.chance(0.4)
        body = self.scoped(depth, names)
        extra = rng.choice(("", "", "", "{{ varargs }}", "{{ kwargs }}", "{{ caller() }}",
                            "{{ varargs|length }}{{ kwargs|dictsort }}"))
        self.loops, self.recursive, self.caller, self.macros, self.in_macro = outside
        self.macros = self.macros + [(name, len(params))]
        call = self.print(self.macro_call()) if self.chance(0.7) else ""
        return Node("stmt", self.tag("macro ", name, "(", ", ".join(params), ")"), body,
                    Node("opt", extra), self.tag("endmacro"), call)

    def call_block(self, depth):
        if not self.macros:
            return self.macro(depth)
        rng = self.rng
        params = rng.choice(("", "", "", "(x)", "(x=1)", "(x, y=2)", "()"))
        body = self.scoped(depth, [("x", "any")] if "x" in params else [])
        return Node("stmt", self.tag("call", params, " ", self.macro_call()), body,
                    self.tag("endcall"))

    def filter_block(self, depth):
        return Node("stmt", self.tag("filter ", self.rng.choice(BLOCK_FILTERS)),
                    self.scoped(depth), self.tag("endfilter"))

    def with_block(self, depth):
        kind = self.rng.choice(self.kinds())
        name = self.rng.choice(TARGETS)
        head, names = ["with ", name, " = ", self.expression(kind)], [(name, kind)]
        if self.chance(0.3):
            head += [Node("opt", ", b = ", self.rng.choice((name, self.expression())))]
        elif self.chance(0.15):
            head, names = ["with "], []
        return Node("stmt", self.tag(*head), self.scoped(depth, names), self.tag("endwith"))

    def raw(self, _depth):
        return Node("stmt", self.tag("raw"), self.rng.choice((
            "{{ x }}", "\n{% if %}\n", "{# c #}", " - ", "", "\n  x\n  ")), self.tag("endraw"))

    def comment(self, _depth):
        return Node("stmt", "{#", self.mark(), self.rng.choice((
            " c ", "", "\n", " {{ x }} ", " {% if %} ")), self.mark(), "#}")

    def include(self, _depth):
        rng = self.rng
        if not self.others:
            return self.output()
        name = rng.choice(self.others)
        what = rng.choice((repr(name),) * 9 + (f"['nix', {name!r}]", "'nix'",
                           f"['nix', 'nax'] ignore missing", "q|d('nix')" if self.strict else "q", f"{name!r} if yes else 'nix'", "nil",
                           f"'{name[:3]}' ~ '{name[3:]}'", "'nix' ignore missing",
                           f"{name!r} ignore missing"))
        return Node("stmt", self.tag("include ", what, rng.choice((
            "", "", "", " with context", " without context"))))

    def imported(self, _depth):
        rng = self.rng
        if not self.libraries:
            return self.output()
        name = rng.choice(tuple(self.libraries))
        macros = self.libraries[name]
        context = rng.choice(("", "", "", " with context", " without context"))
        if macros and self.chance(0.5):
            macro, count = rng.choice(macros)
            alias = rng.choice((macro, "imp"))
            also = rng.choice(("", "", ", v", ", nix", ", _p"))
            self.macros = self.macros + [(alias, count)]
            return Node("stmt", self.tag("from ", repr(name), " import ", macro,
                                         "" if alias == macro else " as imp", also, context),
                        self.print(self.macro_call()))
        use = "{{ lib." + rng.choice(("v", "a", "nix", "_p", "s", "i", "m()", "b|d(1)", "c")) + " }}"
        if macros:
            macro, count = rng.choice(macros)
            self.macros = self.macros + [("lib." + macro, count)]
        return Node("stmt", self.tag("import ", rng.choice((repr(name), f"'' ~ {name!r}")),
                                     " as lib", context), use)

    def do(self, _depth):
        if "do" not in self.options:
            return self.output()
        return Node("stmt", self.tag("do ", *self.fill(self.rng.choice((
            "li.append({any})", "d.update({dict})", "ls.extend({strs})", "lm.pop()",
            "li.insert({index}, {int})", "{any}", "li.reverse()", "d.setdefault({str}, {any})",
            "li.clear()", "{any}, {any}")), 2)))

    def control(self, _depth):
        if "loopcontrols" not in self.options or not self.loops:
            return self.output()
        word = self.rng.choice(("break", "continue"))
        return Node("stmt", self.tag("if ", self.expression("bool")), self.text(), self.tag(word),
                    self.text(), self.tag("endif"))

    def print_statement(self, _depth):
        return Node("stmt", self.tag("print ", self.expression(), Node(
            "opt", ", ", self.expression())))

    # ---- files

    def block(self, depth):
        """A block, which gets a name of its own in each file."""
        rng = self.rng
        free = [name for name in BLOCKS if name not in self.blocks]
        if not self.inherit or not free or self.in_macro:
            return self.output()
        name = rng.choice(free if self.chance(0.995) else BLOCKS)
        self.blocks.append(name)
        outside, self.loops, self.recursive = (self.loops, self.recursive), 0, 0
        body = self.scoped(depth)
        self.loops, self.recursive = outside
        if self.chance(0.6 if name in self.inherited else 0.02):
            body.parts.insert(rng.choice((0, len(body.parts))), Node("opt", self.print(
                rng.choice(("super()",) * 9 + ("super()|upper", "super() if super is defined",
                                                 "super.super()", "super.name")))))
        words = rng.choice(("",) * 6 + (" scoped",) * 4 + (
            (" required", " scoped required") if not self.parents else ()))
        if "required" in words and self.chance(0.95):
            body = Node("body", rng.choice(("", " ", "\n", "{# c #}")))
        return Node("stmt", self.tag("block ", name, Node("opt", words)), body,
                    self.tag("endblock", Node("opt", rng.choice(("", " " + name)))))

    def own(self):
        """A block printed once more."""
        return self.print("self.", self.rng.choice(tuple(self.blocks) * 4 + BLOCKS), self.rng.choice((
            "()", "()", "()", "()|trim", "", ".super()")))

    def extending(self, parents):
        """The beginning of a file that extends one of PARENTS."""
        rng = self.rng
        name = rng.choice(parents)
        what = rng.choice((repr(name),) * 60 + (f"'' ~ {name!r}", "'nix'", "q", "nil", "[]", "i",
                                               f"['nix', {name!r}]",
                                               f"{name!r} if yes else 'nix'"))
        tag = self.tag("extends ", what)
        if self.chance(0.1):
            tag = Node("stmt", self.tag("if ", self.expression("bool")), tag, self.tag("endif"))
        return Node("body", self.text(), tag) if self.chance(0.3) else tag

    def file(self, depth, most):
        """One file; returns the tree and the macros that are left at its top."""
        self.locals, self.macros, self.blocks = [], [], []
        root = Node("file", self.body(depth, most))
        return root, self.macros

    def family(self, files):
        """Files that extend one another, and "main" at the end."""
        rng = self.rng
        self.inherit, self.parents = True, []
        self.locals, self.macros = [], []
        for name in rng.choice((("base.j2", "main"), ("base.j2", "mid.j2", "main"))):
            root, _ = self.file(1, 2)
            body = root.parts[0]
            if self.parents and self.chance(0.97):
                body.parts.insert(0, self.extending(self.parents))
            for _ in range(rng.choice((1, 2, 3))):
                body.parts += [self.block(1), self.text()]
            if self.chance(0.15):
                body.parts.append(Node("opt", self.own()))
            files[name] = root
            self.parents.append(name)
            self.inherited |= set(self.blocks)


def make_case(rng):
    """One case out of the random numbers RNG."""
    templates = Templates(rng)
    templates.options = [word for word in OPTIONS if rng.random() < 0.35]
    mode = rng.choice(("strict", "strict", "lenient", "lenient", "chainable"))
    templates.strict = mode == "strict"
    templates.options += [] if templates.strict else [mode]
    files = {}
    if rng.random() < 0.3:
        root, macros = templates.file(2, 3)
        files["one.j2"] = root
        templates.others.append("one.j2")
        templates.libraries["one.j2"] = [m for m in macros if "." not in m[0]]
        if rng.random() < 0.3:
            root, macros = templates.file(2, 3)
            files["two.j2"] = root
            templates.others.append("two.j2")
            templates.libraries["two.j2"] = [m for m in macros if "." not in m[0]]
    what = rng.random()
    if what < 0.25:
        templates.family(files)
    elif what < 0.5:
        # Nothing but one expression: quick, and the smallest to look at.
        files["main"] = Node("file", Node("body", templates.print(templates.expression(
            depth=rng.choice((2, 3, 4))))))
    else:
        files["main"], _ = templates.file(3, rng.choice((2, 3, 5)))
    return Case(files, Data(rng).context(), templates.options)
