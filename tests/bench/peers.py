#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What others would write to do the same, for make bench.

    peers.py make DIR SAMPLE.xml SAMPLE.cfg
        writes DIR/peer.j2 and DIR/peer.xsl: the text of SAMPLE.cfg, with the
        values that SAMPLE.xml has in their places
    peers.py files DIR OUT FILE.xml...
        a tight program: ElementTree, checks of the values, Jinja2 compiled
        once, a file for each connection
    peers.py stream DIR FILE.xml...
        the same to standard output

The same text as cgwgen's comes of all of them; tests/bench/peers.sh compares.
"""
import ipaddress
import os
import re
import sys
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

# A name, the path of its value below the root, and what it must be.
SHARED = [("id", "@id"), ("cgw", "customer_gateway_id"),
          ("vgw", "vpn_gateway_id")]
TUNNEL = [
    ("here", "customer_gateway/tunnel_outside_address/ip_address"),
    ("inside", "customer_gateway/tunnel_inside_address/ip_address"),
    ("asn", "customer_gateway/bgp/asn"),
    ("there", "vpn_gateway/tunnel_outside_address/ip_address"),
    ("aws", "vpn_gateway/tunnel_inside_address/ip_address"),
    ("aws_asn", "vpn_gateway/bgp/asn"),
    ("psk", "ike/pre_shared_key"),
    ("lifetime", "ike/lifetime"),
    ("lifetime2", "ipsec/lifetime"),
]
KEY = re.compile(r"[A-Za-z1-9._][A-Za-z0-9._]{7,63}")
ID = re.compile(r"[a-z]+-[0-9a-f]{8,17}")


def read(path):
    """The values of a file, checked as a careful program would."""
    root = ElementTree.parse(path).getroot()
    values = {"id": root.get("id"), "cgw": root.findtext("customer_gateway_id"),
              "vgw": root.findtext("vpn_gateway_id")}
    for name in values.values():
        if ID.fullmatch(name) is None:
            raise ValueError(path)
    tunnels = root.findall("ipsec_tunnel")
    if len(tunnels) != 2:
        raise ValueError(path)
    for number, tunnel in enumerate(tunnels, 1):
        for name, where in TUNNEL:
            values[f"{name}_{number}"] = tunnel.findtext(where)
        for name in "here", "inside", "there", "aws":
            ipaddress.IPv4Address(values[f"{name}_{number}"])
        if not 0 < int(values[f"asn_{number}"]) < 4294967295:
            raise ValueError(path)
        if KEY.fullmatch(values[f"psk_{number}"]) is None:
            raise ValueError(path)
    return values


def pieces(text, values):
    """TEXT as pairs of literal text and the name of the value behind it."""
    names = {}
    for name, value in values.items():
        names.setdefault(value, name)
    pattern = re.compile(r"(?<![\w.])(%s)(?![\w.])" % "|".join(
        re.escape(value) for value in sorted(names, key=len, reverse=True)))
    parts = pattern.split(text)
    return [(parts[i], names[parts[i + 1]] if i + 1 < len(parts) else None)
            for i in range(0, len(parts), 2)]


def xpath(name):
    if name in dict(SHARED):
        return "/vpn_connection/" + dict(SHARED)[name]
    name, number = name.rsplit("_", 1)
    return f"/vpn_connection/ipsec_tunnel[{number}]/{dict(TUNNEL)[name]}"


def octets(value):
    """An XPath test that VALUE is an IPv4 address."""
    rest, parts = value, []
    for _ in range(3):
        parts.append(f"substring-before({rest}, '.')")
        rest = f"substring-after({rest}, '.')"
    parts.append(rest)
    return " and ".join(
        f"string-length({part}) > 0 and translate({part}, '0123456789', '') = "
        f"'' and {part} <= 255" for part in parts)


def tests():
    """What read() checks, as far as XPath 1.0 can, a test for each value."""
    yield "count(/vpn_connection/ipsec_tunnel) = 2"
    for name, _ in SHARED:
        digits = f"substring-after(${name}, '-')"
        yield (f"string-length({digits}) >= 8 and "
               f"string-length({digits}) <= 17 and "
               f"translate({digits}, '0123456789abcdef', '') = ''")
    for number in 1, 2:
        for name in "here", "inside", "there", "aws":
            yield octets(f"${name}_{number}")
        asn = f"$asn_{number}"
        yield f"{asn} > 0 and {asn} < 4294967295"
        key = f"$psk_{number}"
        yield (f"string-length({key}) >= 8 and string-length({key}) <= 64 and "
               f"not(starts-with({key}, '0')) and translate({key}, "
               "'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
               "0123456789._', '') = ''")


def make(folder, sample, config):
    with open(config, encoding="utf-8") as file:
        parts = pieces(file.read(), read(sample))
    with open(f"{folder}/peer.j2", "w", encoding="utf-8") as file:
        for text, name in parts:
            file.write(text + ("{{ %s }}" % name if name else ""))
    with open(f"{folder}/peer.xsl", "w", encoding="utf-8") as file:
        file.write('<xsl:stylesheet version="1.0" xmlns:xsl='
                   '"http://www.w3.org/1999/XSL/Transform">\n'
                   '<xsl:output method="text"/>\n<xsl:template match="/">\n')
        names = [name for name, _ in SHARED]
        names += [f"{name}_{number}" for number in (1, 2) for name, _ in TUNNEL]
        file.write("".join(
            f'<xsl:variable name="{name}" select="string({xpath(name)})"/>\n'
            for name in names))
        file.write("".join(
            f'<xsl:if test="not({escape(test)})">'
            '<xsl:message terminate="yes">bad</xsl:message></xsl:if>\n'
            for test in tests()))
        for text, name in parts:
            file.write(f"<xsl:text>{escape(text)}</xsl:text>" if text else "")
            if name:
                file.write(f'<xsl:value-of select="${name}"/>')
        file.write("</xsl:template>\n</xsl:stylesheet>\n")


def main():
    verb, folder, *rest = sys.argv[1:]
    if verb == "make":
        make(folder, *rest)
        return
    import jinja2
    with open(f"{folder}/peer.j2", encoding="utf-8") as file:
        template = jinja2.Environment(
            undefined=jinja2.StrictUndefined,
            keep_trailing_newline=True).from_string(file.read())
    render = template.render
    if verb == "stream":
        for path in rest:
            sys.stdout.write(render(read(path)))
        return
    out, *paths = rest
    os.makedirs(out, exist_ok=True)
    for path in paths:
        values = read(path)
        with open(f"{out}/{values['id']}.cfg", "w", encoding="utf-8") as file:
            file.write(render(values))


main()
