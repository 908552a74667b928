#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What many connections to one gateway with many networks cost.

usage: networks.py PROGRAM ROUNDS NETWORKS:CONNECTIONS...

Each descriptor has one site and one transit gateway with NETWORKS networks
each (no two of which can be summarised), and CONNECTIONS connections between
them.  The same connections between ends without networks are lint's own cost:
what is above it is the networks'.
"""
import os
import statistics
import subprocess
import sys
import tempfile


def networks(first, count):
    # Every other /28, so that no two of them are halves of one.
    for i in range(count):
        address = (first << 24) + i * 32
        yield ".".join(str(address >> s & 255) for s in (24, 16, 8, 0)) + "/28"


def descriptor(count, connections):
    yield "cgwgen: 1\ndefaults:\n  tunnels:\n    ike_versions: [ikev2]\n"
    for phase in 1, 2:
        yield (
            f"    phase{phase}_encryption_algorithms: [AES256-GCM-16]\n"
            f"    phase{phase}_integrity_algorithms: [SHA2-384]\n"
            f"    phase{phase}_dh_group_numbers: [20]\n"
        )
    yield "sites:\n  site:\n    id: cgw-0f0f0f0f0f0f0f001\n    asn: 65101\n"
    yield "    ip_address: 198.51.100.1\n    prefixes:\n"
    yield from (f"      - {n}\n" for n in networks(10, count))
    yield "gateways:\n  core:\n    id: tgw-0b0b0b0b0b0b0b0b1\n    asn: 64512\n"
    yield "    vpc_prefixes:\n"
    yield from (f"      - {n}\n" for n in networks(11, count))
    yield "connections:\n"
    for i in range(connections):
        yield f"  - id: vpn-{i:017x}\n    site: site\n    gateway: core\n"
        yield "    tunnels:\n"
        for t in 0, 1:
            inside = (169 << 24) + (254 << 16) + (i * 2 + t) % 15000 * 4
            inside = ".".join(str(inside >> s & 255) for s in (24, 16, 8, 0))
            yield f"      - {{outside_address: 203.0.113.{t + 1}, "
            yield f"inside_cidr: {inside}/30, "
            yield f"pre_shared_key: Made_Up.key.{i * 7919 + t:09d}aQ7zXw}}\n"


def run(program, text):
    """User and system seconds, and the most memory in KiB."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        os.chmod(file.name, 0o600)
        file.writelines(text)
        file.flush()
        child = subprocess.Popen(
            [program, "lint", "--quiet", "--exit-zero", file.name],
            stdout=subprocess.DEVNULL,
        )
        _, _, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main():
    program, rounds, *sizes = sys.argv[1:]
    print(f"{'networks':>9}{'connections':>13}{'seconds':>9}{'without':>9}"
          f"{'MiB':>7}{'without':>9}")
    for size in sizes:
        count, connections = map(int, size.split(":"))
        row = []
        for some in count, 0:
            runs = [run(program, descriptor(some, connections))
                    for _ in range(int(rounds))]
            row += [statistics.median(r[i] for r in runs) for i in (0, 1)]
        print(f"{count:9}{connections:13}{row[0]:9.2f}{row[2]:9.2f}"
              f"{row[1] / 1024:7.0f}{row[3] / 1024:9.0f}", flush=True)


main()
