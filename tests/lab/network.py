# SPDX-License-Identifier: ISC
# Network namespaces and the processes in them.  The scene runs in mount and PID
# namespaces of its own (lab), so names clash with nobody's and all ends with it.
import os
import signal
import subprocess
import time


class Failed(Exception):
    """A command of the lab's own failed: the scene cannot go on."""


class Network:
    def __init__(self, folder):
        self.folder = folder
        self.processes = {}

    def add(self, name, version):
        self.run(None, "ip", "netns", "add", name)
        self.run(name, "ip", "link", "set", "lo", "up")
        settings = ["net.ipv4.ip_forward=1", "net.ipv4.conf.all.rp_filter=0", "net.ipv4.conf.default.rp_filter=0"]
        if version == 6:
            settings += ["net.ipv6.conf.all.forwarding=1", "net.ipv6.conf.default.accept_dad=0",
                         "net.ipv6.conf.default.keep_addr_on_down=1"]
        else:
            settings += ["net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1"]
        self.run(name, "sysctl", "-qw", *settings)

    def link(self, left, left_name, right, right_name):
        self.run(None, "ip", "-n", left, "link", "add", left_name, "type", "veth", "peer", "name", right_name, "netns", right)
        for name, interface in ((left, left_name), (right, right_name)):
            self.ip(name, "link", "set", interface, "up")

    def ip(self, name, *words):
        return self.run(None, "ip", "-n", name, *words)

    def address(self, name, interface, address):
        words = ["nodad"] if ":" in str(address) else []
        self.ip(name, "address", "add", str(address), "dev", interface, *words)

    @staticmethod
    def inside(name, words):
        return list(words) if name is None else ["ip", "netns", "exec", name, *words]

    def run(self, name, *words, check=True, timeout=20, env=None, cwd=None):
        """The output of a command that ends by itself."""
        try:
            done = subprocess.run(
                self.inside(name, words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, errors="replace", timeout=timeout, env={**os.environ, **(env or {})}, cwd=cwd, check=False)
        except subprocess.TimeoutExpired as error:
            if check:
                raise Failed(f"{' '.join(words)}: no end after {timeout} s") from error
            return ""
        if check and done.returncode != 0:
            raise Failed(f"{' '.join(words)}: status {done.returncode}: {done.stdout.strip()}")
        return done.stdout

    def succeeds(self, name, *words, timeout=20):
        try:
            return subprocess.run(self.inside(name, words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, timeout=timeout, check=False).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def start(self, name, label, *words, env=None):
        """A daemon in the foreground, its output in LABEL.log."""
        with open(f"{self.folder}/{label}.log", "a", encoding="utf-8") as log:
            self.processes[label] = subprocess.Popen(
                self.inside(name, words), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})})

    def kill(self, label):
        """As a machine dies: without a word to anybody."""
        process = self.processes.pop(label)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def dead(self):
        return [label for label, process in self.processes.items() if process.poll() is not None]

    def wait(self, what, condition, seconds=10):
        end = time.monotonic() + seconds
        while not condition():
            if self.dead():
                raise Failed(f"{what}: {', '.join(self.dead())} ended")
            if time.monotonic() > end:
                raise Failed(f"{what}: not within {seconds} s")
            time.sleep(0.1)
