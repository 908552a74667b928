#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What route takes among many connections, also when each thing fails in turn.

usage: route.py PROGRAM ROUNDS COUNT...

Each descriptor has COUNT sites with a network and a connection each, 5,000 of
them at a transit gateway, which has a VPC and a route table that knows its
attachments.  Asked is the way to a site, from a VPC and from everywhere, and
the way of all sites to a VPC.
"""
import os
import statistics
import subprocess
import sys
import tempfile

PART = 5000  # connections at a gateway


def address(first, number):
    return f"{first}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def gateways(count):
    return range((count + PART - 1) // PART)


def connection(i):
    yield f"  - id: vpn-{i:017x}\n    site: s{i}\n    gateway: g{i // PART}\n"
    yield "    tunnels:\n"
    for t in 0, 1:
        inside = address(169, (254 << 16) + (i * 2 + t) % 15000 * 4)
        yield (f"      - {{outside_address: {address(198, (18 << 16) + i * 2 + t)}, "
               f"inside_cidr: {inside}/30, pre_shared_key: withheld}}\n")


def attachments(count):
    yield "transit_attachments:\n"
    for g in gateways(count):
        yield (f"  - {{id: tgw-attach-v{g}, transit_gateway_id: g{g}, "
               f"resource_type: vpc, resource_id: vpc-{g:017x}}}\n")
    for i in range(count):
        yield (f"  - {{id: tgw-attach-{i}, transit_gateway_id: g{i // PART}, "
               f"resource_type: vpn, resource_id: vpn-{i:017x}}}\n")
    yield "transit_route_tables:\n"
    for g in gateways(count):
        names = [f"tgw-attach-v{g}"]
        names += [f"tgw-attach-{i}" for i in range(g * PART, min(count, (g + 1) * PART))]
        yield f"  - id: tgw-rtb-{g:017x}\n    transit_gateway_id: g{g}\n"
        for word in "associations", "propagations":
            yield f"    {word}: [{', '.join(names)}]\n"


def descriptor(count):
    yield "cgwgen: 1\nsites:\n"
    for i in range(count):
        yield (f"  s{i}: {{id: cgw-{i:017x}, asn: {65000 + i % 400}, ip_address: "
               f"{address(198, (19 << 16) + i)}, prefixes: [{address(10, i << 8)}/24]}}\n")
    yield "gateways:\n"
    for g in gateways(count):
        yield f"  g{g}: {{id: tgw-{g:017x}, asn: 64512}}\n"
    yield "vpcs:\n"
    for g in gateways(count):
        yield f"- {{id: vpc-{g:017x}, name: v{g}, prefixes: [172.16.{g}.0/24]}}\n"
    yield "route_tables:\n"
    for g in gateways(count):
        yield (f"- id: rtb-{g:017x}\n  vpc_id: vpc-{g:017x}\n  main: true\n  routes: "
               f"[{{destination: 10.0.0.0/8, target: g{g}, origin: static}}]\n")
    yield from attachments(count)
    yield "connections:\n"
    for i in range(count):
        yield from connection(i)


def run(program, file, words):
    """Processor seconds and the most memory in bytes."""
    child = subprocess.Popen([program, "route", "--quiet", *words, file],
                             stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"route {' '.join(words)}: status {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


QUESTIONS = [
    ("to a site, from a VPC", ["--to", "10.0.7.1", "--from", "v0"]),
    ("the same, each fails", ["--to", "10.0.7.1", "--from", "v0", "--fail", "each"]),
    ("to a site, each fails", ["--to", "10.0.7.1", "--fail", "each"]),
    ("to a VPC, each fails", ["--to", "172.16.0.1", "--fail", "each"]),
]


def main(program, rounds, *counts):
    print(f"\ncgwgen route, median of {rounds}:")
    for label, words in QUESTIONS:
        first = None
        for count in map(int, counts):
            with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
                file.writelines(descriptor(count))
                file.flush()
                tries = [run(program, file.name, words) for _ in range(int(rounds))]
            seconds = statistics.median(t[0] for t in tries)
            memory = statistics.median(t[1] for t in tries)
            first = first or seconds / count
            print(f"  {label:22} {count:7} connections {seconds:8.3f} s "
                  f"{memory / 1e6:8.1f} MB   each {seconds / count * 1e6:8.1f} us"
                  f" {seconds / count / first:6.2f}x", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
