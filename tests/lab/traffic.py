# SPDX-License-Identifier: ISC
# Pings, and what is on the wire.
import re
import subprocess
import sys
import threading
import time


def ping(network, namespace, address, source=None, count=3):
    """How many of COUNT pings were answered."""
    words = ["ping", "-n", "-q", "-c", str(count), "-i", "0.2", "-W", "1"]
    if source:
        words += ["-I", source]
    said = network.run(namespace, *words, str(address), check=False)
    found = re.search(r"(\d+) received", said)
    return int(found.group(1)) if found else 0


class Stream:
    """A ping each 0.1 seconds until stop(); knows when it was answered."""

    INTERVAL = 0.1

    def __init__(self, network, namespace, address):
        words = ["ping", "-n", "-D", "-O", "-i", str(self.INTERVAL), "-W", "1", str(address)]
        self.answers = []
        self.process = subprocess.Popen(network.inside(namespace, words), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        for line in self.process.stdout:
            found = re.match(r"\[([\d.]+)\] \d+ bytes.*icmp_seq=(\d+)", line)
            if found:
                self.answers.append((float(found.group(1)), int(found.group(2))))

    def stop(self):
        """Waits for the last answers; returns how many pings were lost."""
        time.sleep(0.5)
        self.process.terminate()
        self.process.wait()
        self.thread.join()
        numbers = {number for _, number in self.answers}
        return max(numbers, default=0) - len(numbers)

    def gap(self, since, until=None):
        """The longest time without an answer after a moment."""
        times = [since] + [when for when, _ in self.answers if when > since]
        if until:
            times.append(until)
        return max((b - a for a, b in zip(times, times[1:])), default=float("inf"))

    def answered_after(self, moment):
        return any(when > moment for when, _ in self.answers)


CAPTURE = """
import socket, struct, sys, time
taken = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
taken.bind((sys.argv[1], 0))
taken.settimeout(0.2)
print("ready", flush=True)
counts = {}
end = time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    try:
        frame = taken.recv(65535)
    except TimeoutError:
        continue
    kind, = struct.unpack("!H", frame[12:14])
    name = "arp" if kind == 0x0806 else "other"
    if kind == 0x86dd:
        name = "ipv6"
    if kind == 0x0800:
        ip = frame[14:]
        rest = ip[(ip[0] & 15) * 4:]
        name = {1: "icmp", 6: "tcp", 50: "esp"}.get(ip[9], "other")
        if ip[9] == 17:
            ports = set(struct.unpack("!HH", rest[:4]))
            name = "udp"
            if 500 in ports:
                name = "ike"
            elif 4500 in ports:
                payload = rest[8:]
                name = "keepalive" if payload == b"\\xff" else "ike" if payload[:4] == bytes(4) else "esp-in-udp"
    counts[name] = counts.get(name, 0) + 1
print(" ".join(f"{name}={count}" for name, count in sorted(counts.items())), flush=True)
"""


def capture(network, namespace, interface, seconds, during):
    """Counts the packets on an interface by kind, while DURING runs."""
    process = subprocess.Popen(network.inside(namespace, [sys.executable, "-c", CAPTURE, interface, str(seconds)]),
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    during()
    said, _ = process.communicate(timeout=seconds + 10)
    return {name: int(count) for name, count in (word.split("=") for word in said.split())}
