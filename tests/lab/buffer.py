# SPDX-License-Identifier: ISC
# kernel-libipsec reads its TUN with a buffer of 1400 bytes, whatever the
# interface's MTU is, and cuts off the rest; nothing sets it.  What is larger
# passes after the number has been changed in charon's memory.
import os
import re
import struct

from network import Failed

OLD = 1400      # kernel-libipsec's own
NEW = 1500


def process(charon):
    """The charon's number as /proc has it, which may be that of a namespace above."""
    own = os.readlink("/proc/self/ns/pid")
    setting = f"STRONGSWAN_CONF={charon.settings}".encode()
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink(f"/proc/{name}/ns/pid") != own or os.path.basename(os.readlink(f"/proc/{name}/exe")) not in ("charon", "charon-systemd"):
                continue
            with open(f"/proc/{name}/environ", "rb") as file:
                if setting in file.read().split(b"\0"):
                    return name
        except OSError:     # it ended meanwhile
            continue
    raise Failed(f"{charon.label} is not running")


def widen(charon):
    """Lets it read 1500 bytes: after the interface's name in its TUN's structure are a socket and the number."""
    number = process(charon)
    pattern = re.compile(re.escape(charon.tun.encode().ljust(16, b"\0")) + b"....(?=" + re.escape(struct.pack("=i", OLD)) + b")", re.DOTALL)
    found = []
    with open(f"/proc/{number}/maps", encoding="ascii") as maps, open(f"/proc/{number}/mem", "r+b", buffering=0) as memory:
        for line in maps:
            area = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if not area or "[v" in line:
                continue
            start, end = (int(text, 16) for text in area.groups())
            try:
                memory.seek(start)
                found += [start + hit.end() for hit in pattern.finditer(memory.read(end - start))]
            except OSError:     # an area that was given back
                continue
        if len(found) != 1:
            raise Failed(f"{charon.label}: {len(found)} structures of its TUN in memory")
        memory.seek(found[0])
        memory.write(struct.pack("=i", NEW))
