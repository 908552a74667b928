#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Sets of prefixes, and what Python's ipaddress makes of them.

Prints one set a line: prefixes with blanks between, "=", the collapsed ones,
"?", a prefix, "0" or "1" for whether the set covers it, and the first of the
collapsed set that overlaps it, or "-".
"""
import ipaddress
import random
import sys


def network(rng, version, width):
    bits = 32 if version == 4 else 128
    length = rng.choice([rng.randint(bits - width, bits), bits - width // 2])
    base = 0x0A000000 if version == 4 else 0xFD << 120
    # Small enough that they touch, and now and then at the ends of all.
    value = base + rng.getrandbits(width)
    if rng.random() < 0.05:
        value = rng.choice([0, (1 << bits) - 1])
        length = rng.randint(0, bits)
    kind = ipaddress.IPv4Network if version == 4 else ipaddress.IPv6Network
    return kind((value, length), strict=False), value


def case(rng):
    width = rng.choice([3, 5, 8, 12])
    nets = []
    words = []
    for _ in range(rng.choice([0, 1, 2, 3, 8, 30])):
        version = 4 if rng.random() < 0.7 else 6
        net, value = network(rng, version, width)
        nets.append(net)
        address = type(net.network_address)(value)
        words.append(f"{address}/{net.prefixlen}")
    merged = []
    for version in 4, 6:
        merged += ipaddress.collapse_addresses(
            [net for net in nets if net.version == version])
    asked, _ = network(rng, 4 if rng.random() < 0.7 else 6, width)
    same = [net for net in merged if net.version == asked.version]
    covered = any(asked.subnet_of(net) for net in same)
    hit = next((net for net in same if net.overlaps(asked)), "-")
    print(*words, "=", *merged, "?", asked, int(covered), hit)


def main():
    rng = random.Random(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        case(rng)


main()
