# SPDX-License-Identifier: ISC
# A name server that knows one endpoint as AWS's does: any name below the
# endpoint's has its address, the bare name has none.
# usage: resolver.py NAME ADDRESS
import socket
import struct
import sys

ZONE = sys.argv[1].lower().split(".")
ADDRESS = socket.inet_aton(sys.argv[2])


def question(packet):
    """(labels, type, where the question ends)"""
    labels, at = [], 12
    while packet[at]:
        labels.append(packet[at + 1:at + 1 + packet[at]].decode("ascii", "replace").lower())
        at += 1 + packet[at]
    return labels, struct.unpack("!H", packet[at + 1:at + 3])[0], at + 5


def answer(packet):
    labels, kind, end = question(packet)
    below = len(labels) > len(ZONE) and labels[-len(ZONE):] == ZONE
    print(".".join(labels), kind, "below" if below else "unknown", flush=True)
    records = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 60, 4) + ADDRESS if below and kind == 1 else b""
    flags = 0x8400 | (packet[2] & 1) << 8 | (0 if below else 3)
    return packet[:2] + struct.pack("!HHHHH", flags, 1, 1 if records else 0, 0, 0) + packet[12:end] + records


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 53))
while True:
    asked, peer = server.recvfrom(512)
    server.sendto(answer(asked), peer)
