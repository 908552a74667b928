# SPDX-License-Identifier: ISC
# How large packets may be: the tunnel's MTU, the largest packet that passes
# whole, and the MSS that the device sets.  What is expected is counted from
# what ESP adds (RFC 4303, RFC 3948), not taken from the rendered files.
import json
import re
import subprocess
import sys

from assertions import Not
from buffer import widen
from network import Failed

WIRE = 1500
BLOCK = {"AES128": 16, "AES256": 16, "AES128-GCM-16": 4, "AES256-GCM-16": 4}
VECTOR = {"AES128": 16, "AES256": 16, "AES128-GCM-16": 8, "AES256-GCM-16": 8}
CHECK = {"SHA1": 12, "SHA2-256": 16, "SHA2-384": 24, "SHA2-512": 32}     # HMAC's, cut to half; 96 bits for SHA1


def around(phase, nat):
    """Bytes of the headers and the check value, IPv4 outside."""
    check = 16 if "GCM" in phase.best_encryption else CHECK[phase.best_integrity]
    return 20 + (8 if nat else 0) + 8 + VECTOR[phase.best_encryption] + check


def mtu(phase, nat):
    """The largest packet whose ESP fits the wire; two bytes say padding and next header."""
    block = BLOCK[phase.best_encryption]
    return (WIRE - around(phase, nat)) // block * block - 2


def outer(phase, length, nat):
    """How long a packet is on the wire."""
    block = BLOCK[phase.best_encryption]
    return around(phase, nat) + -(-(length + 2) // block) * block


WATCH = """
import json, select, socket, struct, sys, time
taken = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
taken.bind((sys.argv[1], 0))
print("ready", flush=True)
seen = {"syn": [], "syn-ack": [], "longest": 0, "fragments": 0}
last = False
end = time.monotonic() + 60
while time.monotonic() < end:
    ready, _, _ = select.select([taken] if last else [taken, sys.stdin], [], [], 0.2)
    if taken not in ready:
        if last:
            break
        last = sys.stdin in ready
        continue
    packet = taken.recv(65535)
    seen["longest"] = max(seen["longest"], len(packet))
    if packet[0] >> 4 == 4:
        seen["fragments"] += bool(struct.unpack("!H", packet[6:8])[0] & 0x3fff)
        kind, rest = packet[9], packet[(packet[0] & 15) * 4:]
    else:
        kind, rest = packet[6], packet[40:]
    if kind != 6 or len(rest) < 20 or not rest[13] & 2:
        continue
    options = rest[20:(rest[12] >> 4) * 4]
    while options and options[0]:
        if options[0] == 2:
            seen["syn-ack" if rest[13] & 16 else "syn"].append(struct.unpack("!H", options[2:4])[0])
        options = options[1:] if options[0] == 1 else options[options[1]:]
print(json.dumps(seen), flush=True)
"""

SERVER = """
import socket, sys
family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
server = socket.create_server((sys.argv[1], 7), family=family)
print("ready", flush=True)
connection, _ = server.accept()
connection.settimeout(10)
data = b""
while len(data) < int(sys.argv[2]):
    piece = connection.recv(65536)
    if not piece:
        break
    data += piece
connection.sendall(data)
"""

CLIENT = """
import hashlib, os, socket, sys, threading
connection = socket.create_connection((sys.argv[1], 7), timeout=5)
data = os.urandom(int(sys.argv[2]))
threading.Thread(target=connection.sendall, args=(data,)).start()
back = b""
while len(back) < len(data):
    piece = connection.recv(65536)
    if not piece:
        break
    back += piece
print(len(back), hashlib.sha256(back).digest() == hashlib.sha256(data).digest())
"""


class Watch:
    """What passes an interface of a namespace, until it is asked."""

    def __init__(self, network, namespace, interface):
        self.process = subprocess.Popen(network.inside(namespace, [sys.executable, "-c", WATCH, interface]),
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()

    def seen(self):
        said, _ = self.process.communicate(timeout=20)
        return json.loads(said)


class Size:
    def __init__(self, scene):
        self.scene = scene
        self.network = scene.network
        self.expect = scene.expect
        self.connection = scene.connection
        self.nat = bool(scene.scenario.get("nat"))
        self.mtu = mtu(self.connection.tunnels[0].phase2, self.nat)
        self.header = 48 if self.connection.version == 6 else 28

    def check(self):
        self.interfaces()
        self.scene.gateway.adapt("tun-buffer")
        for charon in self.scene.gateway.charons + [endpoint.charon for endpoint in self.scene.aws.endpoints]:
            widen(charon)
        for endpoint in self.scene.aws.endpoints:
            self.network.ip(endpoint.name, "link", "set", "ipsec0", "mtu", str(self.mtu))
        # Charon waits for one more packet with its old buffer.
        self.network.run("host", "ping", "-c", "1", "-W", "1", str(self.connection.aws_host), check=False)
        # Segments first, for a refused packet teaches the host the MTU, and then its MSS fits by itself.
        self.segments()
        self.pings()
        self.wire()

    def interfaces(self):
        for tunnel in self.connection.tunnels:
            interface = self.scene.gateway.interface(tunnel)
            self.expect(f"tunnel {tunnel.number}: the interface's MTU", lambda interface=interface: self.has_mtu(interface))

    def has_mtu(self, interface):
        got = json.loads(self.network.ip("cgw", "-j", "link", "show", "dev", interface))[0]["mtu"]
        return str(got) if got == self.mtu else Not(f"{got}, not {self.mtu}")

    def ping(self, namespace, address, length, *words):
        said = self.network.run(namespace, "ping", "-n", "-c", "2", "-i", "0.2", "-W", "1", "-s", str(length - self.header),
                                *words, str(address), check=False)
        count = re.search(r"(\d+) received", said)
        told = re.search(r"mtu ?= ?(\d+)", said)
        return int(count.group(1)) if count else 0, int(told.group(1)) if told else None

    def pings(self):
        far, near = self.connection.aws_host, self.connection.site_host
        self.expect(f"a packet of {self.mtu} bytes that may not be fragmented reaches the VPC",
                    lambda: self.passes("host", far, self.mtu, "-M", "do"), 3)
        self.expect(f"a packet of {self.mtu} bytes that may not be fragmented reaches the host",
                    lambda: self.passes("vpc", near, self.mtu, "-M", "do", "-I", str(far)), 3)
        self.expect("one byte more is refused, and the sender is told the MTU", lambda: self.refused(far))
        # With IPv6 the sender fragments, when it was told.
        allow = "want" if self.connection.version == 6 else "dont"
        self.expect(f"a packet of {self.mtu + 1} bytes that may be fragmented reaches the VPC",
                    lambda: self.passes("host", far, self.mtu + 1, "-M", allow), 5)

    def passes(self, namespace, address, length, *words):
        count, told = self.ping(namespace, address, length, *words)
        return f"{count} of 2 answered" if count == 2 else Not(f"{count} of 2 answered, MTU {told}")

    def refused(self, address):
        count, told = self.ping("host", address, self.mtu + 1, "-M", "do")
        said = f"{count} of 2 answered, MTU {told}"
        return said if (count, told) == (0, self.mtu) else Not(said)

    # The lab's ESP is always in UDP, so only where the device reckons with that does its largest packet fit the wire.
    def wire(self):
        phase = self.connection.tunnels[0].phase2
        watch = Watch(self.network, "inet", "site")
        count, _ = self.ping("host", self.connection.aws_host, self.mtu, "-M", "do")
        seen = watch.seen()
        said = f"{count} of 2 answered, the longest packet has {seen['longest']} bytes, {seen['fragments']} are fragments"
        if self.nat:
            length = outer(phase, self.mtu, True)
            self.expect(f"with NAT traversal the largest packet has {length} bytes on the wire, and one byte more would not fit",
                        lambda: said if count == 2 and seen["longest"] == length and not seen["fragments"]
                        and outer(phase, self.mtu + 1, True) > WIRE else Not(said))
        else:
            self.expect("the largest packet is fragmented outside, for ESP is in UDP here where the device does not expect it",
                        lambda: said if count == 2 and seen["fragments"] else Not(said))

    # The MSS of the host and of the VPC is lowered on the way, and what is sent arrives.
    def segments(self):
        mss = self.mtu - (60 if self.connection.version == 6 else 40)
        first = self.scene.aws.endpoints[0].name
        near, far = Watch(self.network, "host", "eth0"), Watch(self.network, "vpc", first)
        count = 200000
        server = subprocess.Popen(self.network.inside("vpc", [sys.executable, "-c", SERVER, str(self.connection.aws_host), str(count)]),
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        server.stdout.readline()
        said = self.network.run("host", sys.executable, "-c", CLIENT, str(self.connection.aws_host), str(count), check=False, timeout=15).strip()
        server.kill()
        server.wait()
        here, there = near.seen(), far.seen()
        told = f"host {here['syn']} is {there['syn']} in the VPC; VPC's answer of {there['syn-ack']} is {here['syn-ack']} at the host"
        self.expect(f"the host's MSS is larger, and arrives as {mss}", lambda: told if here["syn"] and min(here["syn"]) > mss
                    and there["syn"] and set(there["syn"]) == {mss} else Not(told))
        self.expect(f"the VPC's MSS is larger, and arrives as {mss}", lambda: told if there["syn-ack"] and min(there["syn-ack"]) > mss
                    and here["syn-ack"] and set(here["syn-ack"]) == {mss} else Not(told))
        self.expect("what is sent by TCP arrives and comes back", lambda: f"{said}" if said == f"{count} True" else Not(said.splitlines()[-1] if said else "nothing"))


def check(scene):
    if any(mtu(tunnel.phase2, False) != mtu(scene.connection.tunnels[0].phase2, False) for tunnel in scene.connection.tunnels):
        raise Failed("the tunnels differ in size")
    Size(scene).check()
