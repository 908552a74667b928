#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Times verify: verify.py PROGRAM ROUNDS [LINES [CONNECTIONS]].

A configuration of that many lines, which has all of the connections, against
their descriptors; beside it the descriptors alone (lint), and reading the
file and counting its words, which is the least that can be done with it.
"""
import os
import resource
import statistics
import subprocess
import sys
import tempfile

import yaml

DEVICE = "cisco-iosxe"
PARAMS = {"local_networks": ["192.168.0.0/16"], "aws_networks": ["10.0.0.0/8"]}


def connection(number):
    tunnels = [{
        "outside_address": "198.51.%d.%d" % (100 + index, 1 + number),
        "inside_cidr": "169.254.%d.%d/30" % (10 + number, 4 + index * 4),
        "pre_shared_key": "Zt9KfW2m%03dqXcB%dvRhL5nDj" % (number, index),
    } for index in range(2)]
    return {"id": "vpn-0%016x" % (0x987650000 + number), "site": "site",
            "gateway": "gateway", "tunnels": tunnels}


def descriptor(connections):
    return {"cgwgen": 1,
            "sites": {"site": {"id": "cgw-0e1d2c3b4a5968778", "asn": 65077,
                               "ip_address": "192.0.2.33"}},
            "gateways": {"gateway": {"id": "tgw-0123456789abcdef0",
                                     "asn": 64533}},
            "connections": connections}


def write(path, value):
    with open(path, "w", encoding="utf-8") as file:
        yaml.safe_dump(value, file)
    os.chmod(path, 0o600)


def configuration(program, count, lines):
    """One text with all connections, each in a slot of its own."""
    texts = []
    for number in range(count):
        write("one.yaml", descriptor([connection(number)]))
        write("params.yaml", dict(PARAMS, slot=number))
        texts.append(subprocess.run(
            [program, "render", "-q", "-d", DEVICE, "-p", "params.yaml",
             "one.yaml"], check=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True).stdout)
    text = "".join(texts)
    rest = max(0, lines - text.count("\n"))
    for number in range(rest // 4):
        text += ("interface Vlan%d\n description port %d\n"
                 " ip address 10.%d.%d.1 255.255.255.0\n no ip redirects\n" %
                 (number + 2, number, number // 200 % 200, number % 200))
    return text


def seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(program, rounds, lines=10000, count=50):
    program, rounds = os.path.abspath(program), int(rounds)
    lines, count = int(lines), int(count)
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        text = configuration(program, count, lines)
        with open("right.cfg", "w", encoding="utf-8") as file:
            file.write(text)
        with open("wrong.cfg", "w", encoding="utf-8") as file:
            file.write(text.replace(" timers 10 30", " timers 10 40"))
        with open("less.cfg", "w", encoding="utf-8") as file:
            file.write(text.replace("  crypto ipsec df-bit clear\n", "")
                       .replace(" crypto ipsec df-bit clear\n", ""))
        write("all.yaml", descriptor([connection(n) for n in range(count)]))
        write("params.yaml", PARAMS)
        base = [program, "verify", "-q", "-d", DEVICE, "-p", "params.yaml",
                "--against", "all.yaml"]
        jobs = {
            "reading it alone (wc)": ["wc", "right.cfg"],
            "cgwgen lint, the descriptors": [program, "lint", "-q",
                                             "all.yaml"],
            "cgwgen verify, nothing differs": base + ["right.cfg"],
            "cgwgen verify, all connections differ": base + ["wrong.cfg"],
            "cgwgen verify, all lack a statement": base + ["less.cfg"],
        }
        times = {name: [] for name in jobs}
        for _ in range(rounds):
            for name, command in jobs.items():
                times[name].append(seconds(command))
        print("\ncgwgen verify, %d lines against %d connections, median of "
              "%d:" % (text.count("\n"), count, rounds))
        least = statistics.median(times["reading it alone (wc)"])
        for name, measured in times.items():
            middle = statistics.median(measured)
            print("  %-40s %8.1f ms %8.1fx" % (
                name, middle * 1e3, middle / max(least, 1e-4)))


if __name__ == "__main__":
    main(*sys.argv[1:])
