# SPDX-License-Identifier: ISC
"""Made-up expressions.

They are typed so far that most of them can be evaluated; now and then one of
another type stands in.  A production is text in which

    {int} {float} {str} {bool} {ints} {strs} {list} {dicts} {dict} {any}

are made-up expressions of that type, {lit:a|b|c} is one of some texts,
{opt:…} may be left out, and {name}, {attr}, {filter}, {test} are words.
"""
import re

from tree import Node

TYPES = ("int", "float", "str", "bool", "ints", "strs", "list", "dicts", "dict")

# The names that made-up contexts define, see data.py.
NAMES = {
    "int": ("i", "j", "zero", "big"),
    "float": ("f", "g"),
    "str": ("s", "t", "uni", "html", "empty", "lines", "words"),
    "bool": ("yes", "no"),
    "ints": ("li",),
    "strs": ("ls",),
    "list": ("lm", "el", "ll"),
    "dicts": ("ld",),
    "dict": ("d", "dn", "dk"),
    "any": ("nil", "maybe"),
}
UNDEFINED = ("q", "q.r", "d.q", "d['q']", "li[99]", "nil.x", "ld[0].q", "s.q")
ATTRIBUTES = ("name", "age", "on", "tags", "x", "a b", "0", "1", "q", "tags.0")

WORDS = {
    "attr": ATTRIBUTES,
    "key": ("x", "y", "name", "age", "items", "a b", "q"),
    "plainfilter": (
        "upper", "lower", "title", "capitalize", "trim", "string", "length",
        "int", "float", "list", "first", "last", "e", "abs", "round", "default",
        "sum", "min", "max", "join", "sort", "reverse", "tojson",
        "wordcount", "dictsort", "safe", "center", "indent", "truncate",
        "filesizeformat", "forceescape", "count", "d",
    ),
    "plaintest": (
        "defined", "undefined", "none", "boolean", "true", "false", "integer",
        "float", "number", "string", "mapping", "iterable", "sequence",
        "callable", "lower", "upper", "odd", "even", "escaped", "filter", "test",
    ),
    "argtest": (
        "eq", "ne", "lt", "le", "gt", "ge", "equalto", "lessthan",
        "greaterthan", "sameas", "in", "divisibleby",
    ),
}

LITERALS = {
    "int": ("0", "1", "2", "3", "7", "10", "-1", "255", "0x1F", "0b101", "0o17",
            "1_000", "9223372036854775807", "4", "5"),
    "float": ("0.0", "1.5", "2.5", "-0.5", "1e3", "3.14159", "1e-7", "1e16",
              "1e22", "0.1", "100.0", "2.675", "1_0.2_5"),
    "str": ("''", "'a'", "'abc'", '"x y"', "'Hello World'", "'é'", "'<b>&'",
            '"it\'s"', "'a,b,c'", "'1'", "'42'", "'-3.5'", r"'a\nb'", r"'\t'",
            "'%s'", "'foo bar baz'", "' x '", r"'\u00e9\x41'", r'"\"q\""',
            "'name'", "'x'", "'ß'", "'0x1f'", "'1e5'", "'True'"),
    "bool": ("true", "false", "True", "False"),
    "ints": ("[3, 1, 2]", "[]", "[1]", "(1, 2)", "range(3)", "range(1, 10, 3)",
             "[5, 5, 1, 0]", "[1, 2, 3, 4, 5, 6, 7]"),
    "strs": ("['b', 'A', 'c']", "['a']", "('x', 'y')", "'abc'", "['10', '9', 'x']"),
    "list": ("[]", "[1, 'a', none]", "()", "(1,)", "[[1, 2], [3]]",
             "[1.0, 1, true]", "[('a', 1), ('b', 2)]", "['', 0, none, 'x']"),
    "dicts": ("[{'name': 'n', 'age': 3}, {'name': 'N', 'age': 3}]",
              "[{'x': 1}]", "[]"),
    "dict": ("{}", "{'x': 1}", "{'x': 1, 'y': 'two', 1: 3}", "{'b': 2, 'a': 1}",
             "dict(x=1, y=2)", "{'a': {'b': [1, 2]}}", "{1: 'i', 1.5: 'f', none: 'n'}"),
    "any": ("none", "None"),
}

# A row is written more than once when it should come more often.
PRODUCTIONS = {
    "int": (
        "{int} + {int}", "{int} - {int}", "{int} * {small}", "{int} // {int}",
        "{int} % {int}", "{int} ** {lit:0|1|2|3}", "-{int}", "+{int}", "({int})",
        "{str}|length", "{list}|length", "{list}|count", "{dict}|length",
        "{str}|wordcount", "{str}|int", "{float}|int", "{any}|int({any})",
        "{str}|int({int}, {lit:10|16|2|8|0|36})", "{str}|int(base={lit:16|2|8})",
        "{ints}|sum", "{ints}|sum(start={int})", "{dicts}|sum(attribute='age')",
        "{ints}|min", "{ints}|max", "{ints}|first", "{ints}|last", "{int}|abs",
        "{int}|round", "{int}|round(-1)|int", "{ints}[{index}]", "{str}.count({str})",
        "{str}.find({str})", "{str}.rfind({str})", "{list}.index({any})",
        "{list}.count({any})", "{ints}.index({int})", "{int} if {bool} else {int}",
        "{str}.index({str})", "{d}.age", "d.x", "d['x']",
        "{dict}.get('x', {int})", "{ints}.pop()",
        "{bool} + {int}",
        "{list}|map('int')|sum", "{list}|map('length')|list|max",
    ),
    "float": (
        "{int} / {int}", "{float} + {float}", "{float} * {int}", "{float} - {int}",
        "{float} // {int}", "{float} % {int}", "{float} ** {lit:0|1|2|0.5|-1}",
        "-{float}", "{float}|round", "{float}|round({lit:0|1|2|3|-1|-2|20})",
        "{float}|round({small}, {lit:'ceil'|'floor'|'common'|'x'})",
        "{float}|round(method={lit:'ceil'|'floor'})", "{str}|float",
        "{any}|float({any})", "{int}|float", "{float}|abs", "{list}|sum",
        "{float} if {bool} else {int}", "{lit:'inf'|'nan'|'-inf'|'1e400'}|float",
    ),
    "str": (
        "{any} ~ {any}", "{str} ~ {str}", "{str} ~ {int} ~ {float}", "{str} + {str}",
        "{str} * {small}", "{small} * {str}", "({str})", "{str}|upper",
        "{str}|lower", "{str}|title", "{str}|capitalize", "{str}|trim",
        "{str}|trim({str})", "{str}|replace({str}, {str})",
        "{str}|replace({str}, {str}, {small})", "{str}|replace('a', '')",
        "{str}|indent", "{str}|indent({small})", "{str}|indent({str})",
        "{str}|indent({small}, {bool}, {bool})",
        "{str}|indent(width={small}, first={bool}, blank={bool})",
        "{str}|truncate({lit:0|3|5|10})", "{str}|truncate({small}, {bool})",
        "{str}|truncate({lit:3|5|9}, {bool}, {str}, {small})",
        "{str}|truncate({lit:4|8}, end={str}, leeway=0)", "{str}|center({small})",
        "{str}|center({lit:10|20|81})", "{str}|escape", "{str}|e", "{any}|e",
        "{str}|forceescape", "{str}|safe", "({str}|safe) + {str}",
        "({str}|e) ~ {str}", "{str}|e|upper", "{any}|string", "{str}|reverse",
        "{str}|first", "{str}|last", "{any}|string|length", "{list}|join",
        "{list}|join({str})", "{strs}|join(', ')", "{ints}|join('-')",
        "{dicts}|join(',', attribute={attrname})", "{strs}|sort|join",
        "({str}|safe)|join({str})", "{strs}|join({str}|safe)",
        "[{str}|safe, {str}]|join({str})", "{any}|tojson", "{any}|tojson(indent={lit:0|1|2|4})",
        "{dict}|tojson", "{str}.upper()", "{str}.lower()", "{str}.title()",
        "{str}.capitalize()", "{str}.strip()", "{str}.strip({str})",
        "{str}.lstrip({opt:{str}})", "{str}.rstrip({opt:{str}})",
        "{str}.replace({str}, {str})", "{str}.replace({str}, {str}, {small})",
        "{str}.center({small})", "{str}.ljust({lit:3|8}{opt:, {lit:'*'|' '}})",
        "{str}.rjust({lit:3|8}{opt:, {lit:'*'|'0'}})", "{str}.zfill({lit:0|3|8})",
        "{str}.join({strs})", "{str}.removeprefix({str})",
        "{str}.removesuffix({str})", "{str}.swapcase()", "{str}.casefold()",
        "{str}.partition({str})[{lit:0|1|2}]", "{str}.rpartition({str})|last",
        "{str}.format({any}, {any})", "{format} % {any}", "{format} % ({any}, {any})",
        "{format} % {dict}", "{format}|format({any})", "{format}|format({any}, {any})",
        "'%(x)s %(y)r'|format(x={any}, y={any})", "'%(x)s' % {dict}",
        "{braces}.format({any}, {any}, x={any})", "{str}[{index}]",
        "{str}[{bound}:{bound}]", "{str}[::{lit:-1|2|-2|3}]", "{str}[{bound}:]",
        "{str}[:{bound}]", "{int}|filesizeformat", "{float}|filesizeformat({bool})",
        "{int}|filesizeformat(binary={bool})", "{any}|default({str})",
        "{any}|default({str}, {bool})", "{any}|d({str}, boolean=true)",
        "{str} or {str}", "{str} and {str}", "{str} if {bool} else {str}",
        "{str} if {bool}", "{strs}|first", "{strs}|last", "{strs}[{index}]",
        "{dicts}|map(attribute='name')|join('/')", "{any}|{plainfilter}",
        "{strs}|map('upper')|join", "{list}|map('string')|join({str})",
        "{list}|select|join", "{str}.split({str})|join('|')", "{str}.encode()",
        "{str}.expandtabs({opt:4})", "'a' 'b' {str}",
        "{any}|string|replace({str}, {any})", "{str}|striptags", "{str}|wordwrap({lit:4|8})",
        "{str}|urlencode", "{dict}|urlencode", "{dict}|xmlattr", "{str}|escape|replace({str}, {str})",
    ),
    "bool": (
        "{int} == {int}", "{int} < {int}", "{int} >= {int}", "{int} < {int} <= {int}",
        "{any} == {any}", "{any} != {any}", "{str} < {str}", "{list} < {list}",
        "{str} in {str}", "{int} in {ints}", "{any} in {list}", "{str} not in {strs}",
        "{str} in {dict}", "not {any}", "not {bool}", "{bool} and {bool}",
        "{bool} or {bool}", "({bool})", "{any} is {plaintest}",
        "{any} is not {plaintest}", "{any} is {plaintest}", "{any} is {argtest} {any}",
        "{int} is {argtest} {int}", "{any} is {argtest}({any})", "{int} is odd",
        "{int} is divisibleby {int}", "{any} is sameas {any}", "{any} is in {list}",
        "{undef} is defined", "{undef} is undefined", "{str}.startswith({str})",
        "{str}.endswith({str})", "{str}.isdigit()", "{str}.isalpha()",
        "{str}.isalnum()", "{str}.isspace()", "{str}.isupper()", "{str}.islower()",
        "{str}.isnumeric()", "{str}.isdecimal()", "{str}.istitle()",
        "{str}.isidentifier()", "{str}.isascii()", "{str}.isprintable()",
        "{float} > {int}", "{any} < {any}", "{bool} == {int}", "{int} == {float}",
        "{str} is lower", "{str} is upper", "{str}|length > {int}",
        "{any} is not {argtest} {any} and {bool}", "{bool} is {plaintest}",
        "{word} is filter", "{word} is test", "{dict} == {dict}", "{list} == {list}",
        "not {any} in {list}", "{str} ~ {int} == {str}", "{any} is {plaintest} or {bool}",
        "{str}.startswith(({str}, {str}))",
    ),
    "ints": (
        "{ints}|sort", "{ints}|sort(reverse={bool})", "{ints}|unique|list",
        "{ints}|reverse|list", "{ints}|select({quotedtest})|list",
        "{ints}|reject({quotedtest})|list", "{ints}|select('gt', {int})|list",
        "{ints}|map('abs')|list", "range({small})", "range({small}, {small})|list",
        "range({small}, {small}, {lit:1|2|-1|-3|0})|list", "[{int}, {int}]",
        "({int}, {int}, {int})", "{ints} + [{int}]", "{ints}[{bound}:{bound}]",
        "{ints}[::{lit:-1|2|-2}]", "[{int}] * {small}", "{ints}|list",
        "{dicts}|map(attribute='age')|list", "{strs}|map('length')|list",
        "{strs}|map('int')|list", "{strs}|map('int', {int})|list",
        "{ints}|list if {bool} else {ints}", "{list}|select('integer')|list",
        "{list}|select('number')|list",
    ),
    "strs": (
        "{strs}|sort", "{strs}|sort({bool}, {bool})", "{strs}|sort(case_sensitive={bool})",
        "{strs}|unique|list", "{strs}|unique(case_sensitive={bool})|list",
        "{strs}|map('upper')|list", "{strs}|map({quotedfilter})|list",
        "{str}.split()", "{str}.split({str})", "{str}.split({str}, {small})",
        "{str}.rsplit({str}, {small})", "{str}.splitlines()", "{str}.splitlines({bool})",
        "{str}|list", "[{str}, {str}]", "({str}, {str})", "{strs}[{bound}:{bound}]",
        "{dict}.keys()|list", "{dict}|list", "{dicts}|map(attribute='name')|list",
        "{dicts}|map(attribute={attrname}, default={any})|list", "{strs}|reverse|list",
        "{strs}|map('replace', {str}, {str})|list", "{str}.partition({str})",
        "{strs}|map('truncate', {small})|list", "{strs}|reject('in', {list})|list",
        "{list}|map('string')|list", "{str}.split(sep={str}, maxsplit={small})",
        "{str}.rpartition({str})",
    ),
    "list": (
        "[{any}, {any}]", "[{any}]", "({any},)", "({any}, {any})", "[{any}, {any},]",
        "{list} + {list}", "{list} * {small}", "{list}[{bound}:{bound}]",
        "{ints}|batch({small})|list", "{list}|batch({small}, {any})|list",
        "{list}|slice({small})|list", "{list}|slice({lit:1|2|3}, {any})|list",
        "{dict}|dictsort", "{dict}|dictsort({bool}, {lit:'key'|'value'|'x'}, {bool})",
        "{dict}|dictsort(by='value')", "{dict}|dictsort(reverse={bool})",
        "{dict}.items()|list", "{dict}|items|list", "{dict}.values()|list",
        "{list}|list", "{any}|list", "{list}|reverse|list", "{list}|unique|list",
        "{list}|sort", "{list}|select|list", "{list}|reject|list",
        "{list}|select({quotedtest})|list", "{list}|reject({quotedtest}, {any})|list",
        "{list}|map({quotedfilter})|list", "{list}|map('default', {any})|list",
        "{dicts}|map(attribute={attrname})|list", "{list}|map(attribute=0)|list",
        "{dicts}|groupby({attrname})|list", "{dicts}|groupby('age')|map('first')|list",
        "{dicts}|groupby('name', case_sensitive={bool})|list",
        "{dicts}|groupby({attrname}, default={any})|list", "{list} if {bool} else {list}",
        "{list}|first", "{list}|last", "{dict}|map('upper')|list", "{list}.copy()",
        "{dict}.items()", "{dict}.keys()", "{dict}.values()", "{list} or {list}",
        "{list}|d([{any}])", "ll[{lit:0|1|-1}]", "{list}|map('list')|list",
        "{list}|map('first')|list", "{ints}|map('string')|list", "{list}|sort(attribute=0)",
    ),
    "dicts": (
        "{dicts}|sort(attribute={attrname})", "{dicts}|selectattr({attrname})|list",
        "{dicts}|selectattr({attrname}, {quotedtest})|list",
        "{dicts}|selectattr('age', 'gt', {int})|list",
        "{dicts}|selectattr('name', 'equalto', {str})|list",
        "{dicts}|rejectattr({attrname})|list", "{dicts}|rejectattr('age', 'eq', {int})|list",
        "{dicts}|unique(attribute={attrname})|list", "{dicts}[{bound}:]", "[{dict}, {dict}]",
        "{dicts}|sort(attribute='age,name')", "{dicts}|sort(attribute='name', reverse={bool})",
        "{dicts} + {dicts}", "{dicts}|reverse|list", "{list}|select('mapping')|list",
        "{dicts}|rejectattr({attrname}, 'defined')|list", "{dicts}|list",
        "[{dicts}|min(attribute='age')]", "[{dicts}|max(attribute={attrname})]",
    ),
    "dict": (
        "{'x': {any}}", "{'x': {any}, 'y': {any}, {str}: {any}}", "{{int}: {any}}",
        "dict(x={any})", "dict({dict}, y={any})", "dict({dict}|dictsort)",
        "{dict}.copy()", "dn.a", "dn['a']", "{dicts}|first", "{dicts}[{index}]",
        "{dict} if {bool} else {dict}", "{dict} or {dict}", "dict({dict}.items())",
        "dict({list})", "{dict}|dictsort|list|first|list|d({dict})",
    ),
}
PRODUCTIONS["any"] = ("none", "{undef}", "{any} or {any}", "{any} and {any}",
                      "{any} if {bool} else {any}", "{any} if {bool}", "{dict}.get({any})",
                      "{dict}[{any}]", "{list}[{any}]", "{any}.{key}", "{any}|attr({attrname})",
                      "{any}|default({any})", "{any}|{plainfilter}", "{any} + {any}",
                      "{any} * {small}", "{any} - {any}", "{any} % {any}", 
                      "({any})", "{any}[{bound}:{bound}]", "{any}({any})", "{any}.{key}()",
                      "{dict}.setdefault({str}, {any})", "{list}|first", "{dict}.pop({str})",
                      "{list}.append({any})", "{dict}.update({dict})", "{list}.insert({index}, {any})",
                      "{list}.extend({list})", "{list}.pop({index})", "{list}.remove({any})",
                      "{list}.sort()", "{list}.reverse()", "{any}|map({quotedfilter})|list",
                      "{any}|{plainfilter}({any})", "{any}|{plainfilter}|{plainfilter}",
                      "{any}|select({quotedtest})|list", "cycler({any}, {any}).next()",
                      "joiner({str})()", "namespace(x={any}).x", "range({any})|list",
                      "{any}|max", "{any}|min", "{any}|join({any})", "{any}|round({any})",
                       "{any}|sum(start={any})",
                      "{any}|slice({any})|list", "{any}|batch({any})|list", "-{any}", "+{any}")

FORMATS = ("'%s'", "'%d'", "'%5d|%-5d'", "'%05.1f'", "'%x %X'", "'%r'", "'%s %s'",
           "'%%'", "'%+d'", "'%e'", "'%g'", "'%.3s|'", "'%10s|%-4s|'", "'%c'", "'%i'",
           "'%o'", "'%#x'", "'% d'", "'%*d'", "'%(x)s'", "'%q'", "'%'", "'%.2f'",
           "'%a'", "'%G'", "'%F'", "'%u'", "'%ld'", "'%#o'", "'%.0f'", "'%-08d|'")
BRACES = ("'{}'", "'{} {}'", "'{0} {1} {0}'", "'{x}'", "'{:>5}|'", "'{:05d}'",
          "'{:.2f}'", "'{!r}'", "'{{}}'", "'{0.x}'", "'{:,}'", "'{:^9}|'", "'{:x}'",
          "'{:*<6}|'", "'{:+}'", "'{0[x]}'", "'{:%}'", "'{:e}'", "'{:g}'", "'{:s}'",
          "'{:#x}'", "'{'", "'}'", "'{:{}}'", "'{5}'", "'{:_}'", "'{:08.3f}'", "'{:10}|'")
FIELD = re.compile(r"\{(opt:(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*|lit:[^{}]*|[a-z]+)\}")


class Expressions:
    """Makes expressions; names that templates set are pushed and popped."""

    def __init__(self, rng):
        self.rng = rng
        self.locals = []  # (name, type)
        self.strict = True

    def atom(self, kind):
        rng = self.rng
        names = [name for name, its in self.locals if its in (kind, "any")]
        if names and rng.random() < 0.45:
            return rng.choice(names)
        if kind == "any":
            kind = rng.choice(TYPES + ("any",))
        if rng.random() < 0.5:
            return rng.choice(NAMES[kind])
        return rng.choice(LITERALS[kind])

    def field(self, what, depth):
        """What stands for one {field} of a production."""
        rng = self.rng
        if what.startswith("lit:"):
            return rng.choice(what[4:].split("|"))
        if what.startswith("opt:"):
            if rng.random() < 0.5:
                return ""
            return Node("opt", *self.fill(what[4:], depth))
        if what == "undef":
            name = rng.choice(UNDEFINED)
            return f"({name}|d({self.atom('any')}))" if self.strict and rng.random() < 0.9 else name
        if what == "small":
            return rng.choice(("0", "1", "2", "3", "4", "-1", "5"))
        if what in ("index", "bound"):
            if rng.random() < 0.2:
                return self.make("int", depth - 1)
            return rng.choice(("0", "1", "2", "-1", "-2", "5", "-9", "none"
                               if what == "bound" else "0"))
        if what == "d":
            return "ld[0]"
        if what == "format":
            return rng.choice(FORMATS)
        if what == "braces":
            return rng.choice(BRACES)
        if what == "attrname":
            return repr(rng.choice(ATTRIBUTES)) if rng.random() < 0.95 else "0"
        if what == "word":
            return repr(rng.choice(WORDS["plainfilter"] + WORDS["plaintest"]))
        if what == "quotedtest":
            return repr(rng.choice(WORDS["plaintest"] + ("==", "!=", "in")))
        if what == "quotedfilter":
            return repr(rng.choice(WORDS["plainfilter"]))
        if what in WORDS:
            return rng.choice(WORDS[what])
        return self.make(what, depth - 1)

    def fill(self, text, depth):
        parts, before = [], 0
        for match in FIELD.finditer(text):
            part, at = self.field(match.group(1), depth), match.end()
            parts.append(text[before:match.start()])
            before = at
            # What follows would otherwise be for the end of the part alone.
            if isinstance(part, Node) and len(part.parts) > 1 and (
                    text[at:at + 1] in tuple(".[(") or self.rng.random() < 0.5):
                part = Node("part", "(", part, ")")
            parts.append(part)
        return parts + [text[before:]]

    def make(self, kind, depth):
        """An expression of KIND, mostly."""
        rng = self.rng
        if rng.random() < 0.015:
            kind = "any"
        if depth <= 0 or rng.random() < 0.25:
            return Node("expr", self.atom(kind))
        if kind == "any" and rng.random() < 0.8:
            kind = rng.choice(TYPES)
        return Node("expr", *self.fill(rng.choice(PRODUCTIONS[kind]), depth))
