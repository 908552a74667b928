# SPDX-License-Identifier: ISC
"""Runs the examples of the rules, cgwgen/base/rule_examples.def.

usage: rule_examples.py CGWGEN [RULE...]

Reads them from 'cgwgen rules --format json'.  Every bad example must show its
rule, every good one must not and has no error.  With -v the findings are
printed as well."""
import concurrent.futures
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import yaml

BASES = os.path.join(os.path.dirname(__file__), "..", "examples")
# The file that a kind's examples change, by its name where they run, and how
# it is checked; the other files are there as well.
FILES = {
    "descriptor": ("base.yaml", "cgwgen lint"),
    "fleet": ("fleet.yaml", "cgwgen lint"),
    "client": ("client.yaml", "cgwgen lint"),
    "openvpn": ("openvpn.yaml", "cgwgen lint"),
    "xml": ("base.xml", "cgwgen lint"),
    "aws-cli": ("answer.json", "cgwgen lint"),
    "terraform": ("plan.json", "cgwgen lint"),
    "cloudformation": ("stack.yaml", "cgwgen lint"),
    "device": ("mine/devices/toy.yaml",
               "cgwgen render -d toy --device-path mine base.yaml"),
}
MORE = ["mine/templates/toy.j2", "policy.yaml", "profile.yaml", "profile.ovpn",
        "openvpn.ovpn"]
# How much of two texts must be alike (0 to 1).
ALIKE = 0.4


class Wrong(Exception):
    """What is wrong with an example."""


def lines_of(text):
    """[(path, value)], value None where the path is to be removed."""
    ret = []
    for line in text.split("\n"):
        match = re.fullmatch(r"(\S+?):(?: (.*\S))?", line)
        if match is None:
            raise Wrong("'%s' is not PATH: VALUE" % line)
        ret.append(match.groups())
    return ret


def steps_of(path):
    """['a', 0, 'b'] of 'a[0].b'."""
    steps = []
    for part in path.split("."):
        match = re.fullmatch(r"([^\[\]]+)((?:\[\d+\])*)", part)
        if match is None:
            raise Wrong("'%s' is not a path" % path)
        steps.append(match.group(1))
        steps += [int(n) for n in re.findall(r"\d+", match.group(2))]
    return steps


# ---- YAML and JSON ----------------------------------------------------------


def pair_of(node, key):
    return next((p for p in node.value if p[0].value == key), None)


def new_node(step):
    if isinstance(step, int):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [])
    return yaml.MappingNode("tag:yaml.org,2002:map", [])


def child_of(node, step, following):
    """The node at STEP of NODE, made for FOLLOWING where there is none."""
    if isinstance(step, int):
        if not isinstance(node, yaml.SequenceNode) or step > len(node.value):
            raise Wrong("there is no [%d]" % step)
        if step == len(node.value):
            node.value.append(new_node(following))
        return node.value[step]
    if not isinstance(node, yaml.MappingNode):
        raise Wrong("there is no mapping to hold '%s'" % step)
    pair = pair_of(node, step)
    if pair is None:
        pair = (yaml.compose(step), new_node(following))
        node.value.append(pair)
    return pair[1]


def put(root, steps, value):
    node = root
    for step, following in zip(steps, steps[1:]):
        node = child_of(node, step, following)
    last = steps[-1]
    if isinstance(last, int):
        if not isinstance(node, yaml.SequenceNode) or last > len(node.value):
            raise Wrong("there is no [%d]" % last)
        node.value[last:last + 1] = [] if value is None else [value]
        return
    if not isinstance(node, yaml.MappingNode):
        raise Wrong("there is no mapping to hold '%s'" % last)
    pair = pair_of(node, last)
    if value is None:
        node.value = [p for p in node.value if p is not pair]
    elif pair is None:
        node.value.append((yaml.compose(last), value))
    else:
        node.value = [(k, value if k is pair[0] else v) for k, v in node.value]


def base(name):
    """The text of a base, which may lie in a directory where it is used."""
    with open(os.path.join(BASES, os.path.basename(name))) as file:
        return file.read()


def change_tree(name, edits):
    root = yaml.compose(base(name))
    for path, value in edits:
        put(root, steps_of(path), None if value is None else yaml.compose(value))
    if name.endswith(".json"):
        text = yaml.serialize(root, allow_unicode=True)
        return json.dumps(yaml.safe_load(text), indent=2)
    return yaml.serialize(root, allow_unicode=True)


# ---- XML --------------------------------------------------------------------


def change_xml(name, edits):
    root = xml.fromstring(base(name).encode())
    for path, value in edits:
        change_element(root, steps_of(path), value)
    return xml.tostring(root, encoding="unicode")


def change_element(element, steps, value):
    at = 0
    while at < len(steps):
        word, at = steps[at], at + 1
        if word.startswith("@"):
            element.attrib.pop(word[1:], None)
            if value is not None:
                element.set(word[1:], value)
            return
        index = 0
        if at < len(steps) and isinstance(steps[at], int):
            index, at = steps[at], at + 1
        parent = element
        same = parent.findall(word)
        if index < len(same):
            element = same[index]
        elif index == len(same):
            element = xml.Element(word)
            after = list(parent).index(same[-1]) + 1 if same else len(parent)
            parent.insert(after, element)
        else:
            raise Wrong("there is no %s[%d]" % (word, index))
    if value is None:
        parent.remove(element)
    else:
        fill(element, yaml.compose(value))


def fill(element, node):
    """Gives ELEMENT what NODE says: text, or elements from a mapping."""
    for child in list(element):
        element.remove(child)
    element.text = None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            fill(xml.SubElement(element, key.value), value)
    else:
        element.text = node.value


def findings(output):
    """The lines of OUTPUT that are findings or usage errors."""
    return "".join("  %s\n" % line for line in output.splitlines()
                   if re.search(r"\[CGW\d+ |^cgwgen|^Try", line))


# ---- running ----------------------------------------------------------------


def write(name, text):
    if os.path.dirname(name):
        os.makedirs(os.path.dirname(name), exist_ok=True)
    with open(name, "w", newline="") as file:
        os.chmod(name, 0o600)
        file.write(text)


def files_of(example, text):
    """{name: text} that the example needs, and the shell command."""
    kind, *words = example["kind"].split()
    if kind in FILES:
        name, command = FILES[kind]
        change = change_xml if kind == "xml" else change_tree
        words = [command, *words, *([name] if kind != "device" else [])]
        return {name: change(name, lines_of(text))}, " ".join(words)
    if kind == "file":
        name, *words = words
        return ({name: text + "\n"},
                " ".join(["cgwgen", *(words or ["lint"]), name]))
    if kind == "command":
        return {}, text
    raise Wrong("there is no kind '%s'" % kind)


def run(example, text, programs):
    """The findings, [(severity, id)], and what was printed."""
    files, command = files_of(example, text)
    with tempfile.TemporaryDirectory() as work:
        # Rules on modes pass over what lies in a directory of its owner's.
        os.chmod(work, 0o755)
        for name in [name for name, _ in FILES.values()] + MORE:
            write(os.path.join(work, name), base(name))
        for name, content in files.items():
            write(os.path.join(work, name), content)
        result = subprocess.run(
            ["sh", "-c", command], cwd=work, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
            env=dict(os.environ, PATH=programs + ":" + os.environ["PATH"]))
    output = result.stdout.decode("utf-8", "replace")
    if result.returncode not in (0, 1, 2):
        raise Wrong("exit status %d\n%s" % (result.returncode, output))
    return re.findall(r"(note|warning|error): .*\[(CGW\d+) [a-z0-9-]+\]$",
                      output, re.M), output


def compare(example):
    """The good example differs from the bad one only in what it shows."""
    bad, good = example["bad"], example["good"]
    if bad == good:
        raise Wrong("the good example is the bad one")
    if example["kind"].split()[0] in FILES:
        paths, values = zip(*lines_of(bad))
        good_paths, good_values = zip(*lines_of(good))
        if paths != good_paths and values != good_values:
            raise Wrong("bad and good have neither paths nor values in common")
    elif difflib.SequenceMatcher(None, bad, good).ratio() < ALIKE:
        raise Wrong("bad and good have little in common")


def judge(rule, programs, verbose):
    """What is wrong with the rule's example, or None."""
    example = rule["example"]
    if example is None:
        return "has no example"
    try:
        compare(example)
        found, bad_output = run(example, example["bad"], programs)
        good_found, good_output = run(example, example["good"], programs)
    except Wrong as wrong:
        return str(wrong)
    if verbose:
        print("%s bad:\n%s%s good:\n%s" % (
            rule["id"], bad_output, rule["id"], good_output))
    if rule["id"] not in [r for _, r in found]:
        return "is not found in its bad example:\n" + findings(bad_output)
    if rule["id"] in [r for _, r in good_found]:
        return "is found in its good example:\n" + findings(good_output)
    if "error" in [s for s, _ in good_found]:
        return "has a good example with errors:\n" + findings(good_output)
    return None


def main():
    program, *names = sys.argv[1:]
    verbose = "-v" in names
    names = [n for n in names if n != "-v"]
    listed = subprocess.run(
        [program, "rules", "--format", "json", *names], check=True,
        stdout=subprocess.PIPE).stdout
    rules = json.loads(listed)["rules"]
    failed = 0
    with tempfile.TemporaryDirectory() as programs, \
            concurrent.futures.ThreadPoolExecutor(4) as pool:
        os.symlink(os.path.abspath(program), os.path.join(programs, "cgwgen"))
        work = pool.map(lambda rule: judge(rule, programs, verbose), rules)
        for rule, wrong in zip(rules, work):
            if wrong is not None:
                print("%s %s %s" % (rule["id"], rule["name"], wrong))
                failed += 1
    if failed:
        print("%d of %d rules" % (failed, len(rules)))
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
