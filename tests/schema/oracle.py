#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""oracle.py SCHEMA FILE...: says for each YAML or JSON file whether
python3-jsonschema finds it valid: "valid FILE" or "invalid FILE".
tests/unit/test_schema.c holds cgwgen's own checker to the same profiles;
files under good/ and bad/ must come out as their directory says (exit status
1 otherwise)."""
import json
import pathlib
import re
import sys

import jsonschema
import yaml


class CoreLoader(yaml.BaseLoader):
    """The core schema of YAML 1.2, as cgwgen/doc/scalar.h has it."""


INTEGER = re.compile(r"-?[1-9][0-9]*|0")
NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.inf|\.Inf|\.INF|\.nan|\.NaN|\.NAN)", re.ASCII)


def scalar(loader, node):
    text = node.value
    if node.style is not None:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if INTEGER.fullmatch(text) and -2**63 <= int(text) < 2**63:
        return int(text)
    return 0.5 if NUMBER.fullmatch(text) else text


def mapping(loader, node):
    # Keys are texts, as in JSON.
    return {key.value: loader.construct_object(value, deep=True)
            for key, value in node.value}


CoreLoader.add_constructor("tag:yaml.org,2002:str", scalar)
CoreLoader.add_constructor("tag:yaml.org,2002:map", mapping)

# "$" in a pattern is the very end, as in ECMA 262 and in cgwgen.
def pattern(validator, expression, instance, schema):
    if validator.is_type(instance, "string"):
        if not re.search(re.sub(r"\$$", r"\\Z", expression), instance):
            yield jsonschema.ValidationError("pattern")


def load(path):
    if path.suffix == ".json":
        return json.loads(path.read_text())
    return yaml.load(path.read_text(), CoreLoader)


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.validators.extend(
        jsonschema.Draft202012Validator, {"pattern": pattern})(schema)
    wrong = 0
    for name in sys.argv[2:]:
        path = pathlib.Path(name)
        valid = checker.is_valid(load(path))
        print("valid" if valid else "invalid", name)
        if path.parent.name in ("good", "bad"):
            wrong += valid != (path.parent.name == "good")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
