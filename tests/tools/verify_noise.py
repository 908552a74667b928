# SPDX-License-Identifier: ISC
"""What may stand differently on a device without meaning anything else.

Part of tests/tools/device_verify: each function below makes another text of a
configuration, and verify must find no more in it than in the first.
"""
import copy
import os
import random
import re

LINES = 10000  # of what has nothing to do with the connection
# Devices whose lines build on the ones before, so that they have no other
# order: modes that end with "exit", and scripts.
ORDERED = {
    "sonicwall-sonicos": "a mode lasts from its line to exit",
    "sonicwall-sonicos-6": "a mode lasts from its line to exit",
    "mikrotik-ros6": "a routing filter's rules are read in their order",
    "yamaha-rtx": "tunnel select holds for the lines behind it",
}


def is_script(text):
    return text.startswith("#!") or text.startswith("@") or \
        "mgmt_cli" in text


def is_document(name, text):
    """Whether a text is no list of lines."""
    return text.lstrip()[:1] in ("<", "{", "[") or "=" * 10 in text or \
        name.endswith((".yaml", ".yml", ".json", ".xml", ".txt", ".tf",
                       ".tfvars", ".bicep"))


# ---- one text ------------------------------------------------------------

def with_crlf(proof, name, text):
    return text.replace("\n", "\r\n")


def with_blanks(proof, name, text):
    """More indentation, blanks at the ends, comments between blocks."""
    if is_document(name, text) or is_script(text):
        return text
    mark = proof.comment or "#"
    made = []
    for line in text.split("\n"):
        if line and not line[0].isspace() and made and \
                not made[-1].endswith(("\\", "`")):
            made += ["%s a remark of the %dth line" % (mark, len(made)), ""]
        indent = len(line) - len(line.lstrip(" "))
        line = " " * indent + line
        made.append(line if line.endswith(("\\", "`")) else line + "  ")
    return "\n".join(made)


def with_header(proof, name, text):
    if is_document(name, text) or is_script(text):
        return text
    nesting = proof.profile["syntax"]["nesting"]
    if nesting == "indent":
        return ("router#show running-config\nBuilding configuration...\n\n"
                "Current configuration : 1234 bytes\n!\n"
                "! Last configuration change at 10:00:00 UTC\n!\n" + text +
                "\nend\n\nrouter#\n")
    if nesting == "set":
        return ("admin@router> show configuration | display set\n"
                "## Last commit: 2026-01-02 03:04:05 UTC by admin\n" + text +
                "\nadmin@router>\n")
    return "# Last change by admin\n" + text


def blocks_of(text):
    """Lines at the margin with what is indented or in braces below them."""
    blocks, depth = [], 0
    for line in text.split("\n"):
        inside = depth > 0 or line[:1].isspace() or \
            (blocks and blocks[-1].rstrip().endswith(("\\", "`"))) or \
            line.strip() in ("exit", "quit", "end", "next", "}")
        depth += line.count("{") - line.count("}")
        if blocks and inside:
            blocks[-1] += "\n" + line
        else:
            blocks.append(line)
    return blocks


def in_other_order(proof, name, text):
    if is_document(name, text) or is_script(text) or proof.id in ORDERED:
        return text
    blocks = [b for b in blocks_of(text) if b.strip()]
    # Sections, menus and "config" hold for what is behind them.
    if any(b.startswith(("[", "/", "config ", "edit ")) for b in blocks) and \
            not proof.id.startswith("mikrotik"):
        return text
    random.Random(7).shuffle(blocks)
    return "\n".join(blocks) + "\n"


def in_braces(proof, name, text):
    """ "set a b c" as "a { b c }", with ';' where Junos has it."""
    if proof.profile["syntax"]["nesting"] != "set" or \
            not proof.id.startswith(("juniper", "vyos", "vyatta", "edgeos")):
        return text
    tree, chance = {}, random.Random(5)
    for line in text.split("\n"):
        if not line.startswith("set "):
            continue
        at = tree
        for word in re.findall(r'"[^"]*"|\'[^\']*\'|\S+', line[4:]):
            at = at.setdefault(word, {})
    end = ";" if proof.id.startswith("juniper") else ""
    made = []

    def put(tree, depth):
        for word, below in tree.items():
            words = [word]
            while len(below) == 1 and (not next(iter(below.values())) or
                                       chance.random() < .5):
                (word, below), = below.items()
                words.append(word)
            line = "    " * depth + " ".join(words)
            if below:
                made.append(line + " {")
                put(below, depth + 1)
                made.append("    " * depth + "}")
            else:
                made.append(line + end)

    put(tree, 0)
    return "\n".join(made) + "\n"


# What opens a mode that lasts until "exit".
MODES = {"sonicwall": re.compile(
    r"vpn|ike-dpd|(vpn policy tunnel-interface|tunnel-interface vpn) \S+|"
    r"auth-method shared-secret|ip-assignment VPN static|"
    r"(route-policy ipv4|policy interface) .*|"
    r"route-map \S+ \S+ \d+|router bgp \d+")}
PASSAGES = ("routing", "bgp", "configure terminal")  # these say nothing


def as_exported(proof, name, text):
    """Modes indented, as SonicOS exports them: the exit of an outer one at
    the margin, of an inner one with what is in it, quotation marks.  BGP as
    its command line prints it: no exit, but "!"."""
    opens = MODES.get(proof.id.split("-")[0])
    if opens is None:
        return text
    made, modes, depth = [], [], 0
    for line in text.split("\n"):
        if line in ("configure", "commit", "write"):
            continue
        if line == "end":
            while modes and modes.pop() != "configure terminal":
                depth -= 1
        elif line == "exit":
            mode = modes.pop()
            if mode not in PASSAGES:
                depth -= 1
                made.append("!" if mode.startswith("route") and
                            "-policy" not in mode else
                            "    " * (depth + 1 if depth else 0) + "exit")
        elif line in PASSAGES:
            modes.append(line)
        else:
            made.append("    " * depth + re.sub(
                r"(policy tunnel-interface|interface vpn|^policy) (\S+)$",
                r'\1 "\2"', line))
            if opens.fullmatch(line):
                modes.append(line)
                depth += 1
    return "\n".join(made)


def with_filler(proof, name, text):
    """Much else that a device of this kind could have."""
    if is_document(name, text) or is_script(text):
        return text
    nesting = proof.profile["syntax"]["nesting"]
    shapes = {
        "indent": "interface Vlan%d\n description port %d\n"
                  " ip address 10.%d.%d.1 255.255.255.0\n no ip redirects\n",
        "set": "set interfaces ge-0/1/%d description port-%d\n"
               "set interfaces ge-0/1/%d unit 0 family inet address "
               "10.%d.%d.1/24\n",
        "braces": "filler port-%d {\n  number %d\n  address 10.%d.%d.1/24\n"
                  "}\n",
    }
    shape = shapes.get(nesting)
    if nesting == "braces" and not re.search(r"\{ *$", text, re.M):
        shape = None  # one file of several, without braces
    if "config " in text and nesting == "braces":
        shape = ("config system filler%d\n  edit \"port%d\"\n"
                 "    set ip 10.%d.%d.1 255.255.255.0\n  next\nend\n")
    if shape is None:
        shape = "filler port %d number %d address 10.%d.%d.1\n"
    made, count = [], 0
    while count < LINES:
        number = len(made)
        values = [number + 3000, number, number // 200, number % 200]
        if nesting == "set":
            values.insert(2, number + 3000)
        made.append(shape % tuple(values))
        count += shape.count("\n")
    middle = len(made) // 2
    return "".join(made[:middle]) + text + "\n" + "".join(made[middle:])


TEXTS = {"CRLF": with_crlf, "blanks and comments": with_blanks,
         "prompts and headers": with_header, "another order": in_other_order,
         "braces": in_braces, "an export": as_exported, "10,000 lines more": with_filler}


# ---- other names and other connections ------------------------------------

def renamed(proof, base):
    """The descriptor under other ids; what is made is named by these."""
    other = copy.deepcopy(base)
    other["connections"][0]["id"] = "vpn-0fedcba9876543210"
    other["sites"]["site"]["id"] = "cgw-0aaaabbbbccccdddd"
    other["gateways"]["gateway"]["id"] = "tgw-0fffeeeeddddcccc0"
    return other


def params_at(proof, slot):
    """Parameters that put a connection into another slot."""
    if "slot" not in proof.profile["parameters"]:
        return proof.params
    return dict(proof.params, slot=slot)


def elsewhere(base, number):
    """A connection like the one of BASE with other addresses and keys."""
    other = copy.deepcopy(base)
    connection = other["connections"][0]
    connection["id"] = "vpn-0%016x" % (0x123450000 + number)
    for index, tunnel in enumerate(connection["tunnels"]):
        tunnel["outside_address"] = "198.51.100.%d" % (
            10 + number * 2 + index)
        tunnel["inside_cidr"] = "169.254.%d.%d/30" % (
            100 + number, 4 + index * 4)
        tunnel["pre_shared_key"] = "Zt9KfW2m%dqXcB%dvRhL5nDj" % (
            number, index)
        if "inside_ipv6_cidr" in tunnel:
            tunnel["inside_ipv6_cidr"] = "fd5e:77:%d:%d::/126" % (
                number, index)
    return other


def change(proof, files, folder, function):
    """The files' texts as FUNCTION makes them, or None: none changes."""
    folder = os.path.join(proof.scratch, folder.replace(" ", "-"))
    os.makedirs(folder, exist_ok=True)
    paths, changed = [], False
    for path in files:
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        name = os.path.basename(path)
        made = function(proof, name, text)
        changed = changed or made != text
        paths.append(os.path.join(folder, name))
        with open(paths[-1], "w", encoding="utf-8", newline="") as file:
            file.write(made)
    return paths if changed else None


def expect_none(proof, what, base, files, least):
    for finding in proof.verify(base, proof.params, files, least):
        proof.fail(what, "%s found: %s" % (finding["rule"],
                                           finding["message"]))


def joined(proof, folder, lists):
    """Files of several connections, each kind as one text where it can be."""
    folder = os.path.join(proof.scratch, folder)
    os.makedirs(folder, exist_ok=True)
    paths = []
    for group in zip(*lists):
        texts = []
        for path in group:
            with open(path, encoding="utf-8") as file:
                texts.append(file.read())
        name = os.path.basename(group[0])
        whole = any(is_document(name, t) or is_script(t) for t in texts)
        for number, text in enumerate(
                texts if whole else ["\n".join(texts)]):
            paths.append(os.path.join(folder, "%d-%s" % (number, name)))
            with open(paths[-1], "w", encoding="utf-8") as file:
                file.write(text)
    return paths


def judge(proof, variant, routing, version, six, base, files):
    proof.device.version = version
    for what, function in TEXTS.items():
        paths = change(proof, files, what, function)
        if paths is not None:
            expect_none(proof, what, base, paths, "warning")
    others = proof.render(renamed(proof, base), params_at(proof, 3),
                          "renamed")
    if others is not None:
        expect_none(proof, "other names", base, others, "warning")


def judge_several(proof, routing, version):
    """Three connections on one device, and what is not there."""
    base = proof.device.base(routing, version, False)
    if "ipv4" not in proof.profile["inside_ip_versions"]:
        base = proof.device.base(routing, version, True)
    three = [base] + [elsewhere(base, n) for n in (1, 2)]
    lists = [proof.render(d, params_at(proof, n), "several-%d" % n)
             for n, d in enumerate(three)]
    if any(files is None for files in lists):
        return
    paths = joined(proof, "joined", lists)
    for number, descriptor in enumerate(three):
        expect_none(proof, "connection %d of three" % number, descriptor,
                    paths, "warning")
    swapped = copy.deepcopy(base)
    swapped["connections"][0]["tunnels"].reverse()
    expect_none(proof, "tunnels the other way round", swapped, lists[0],
                "error")
    found = {f["rule"] for f in proof.verify(three[1], proof.params,
                                             lists[2])}
    if not found <= {"CGW951"} or not found:
        proof.fail("another device", "found %s, not CGW951" % found)
    alone = copy.deepcopy(base)
    alone["connections"][0]["tunnels"].pop()
    one = proof.render(alone, proof.params, "alone")
    if one is not None:
        found = {f["rule"] for f in proof.verify(
            base, proof.params, one, "error")}
        if "CGW952" not in found:
            proof.fail("one tunnel", "found %s, not CGW952" % found)
