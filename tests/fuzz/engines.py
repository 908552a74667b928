# SPDX-License-Identifier: ISC
"""Cases, and the two engines that render them."""
import json
import os
import queue
import resource
import signal
import subprocess
import sys
import threading
import warnings

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(TOP, "tests", "template"))

import oracle  # noqa: E402
import tree  # noqa: E402

BATCH = os.environ.get(
    "TEMPLATE_BATCH", os.path.join(TOP, "build", "asan", "template-batch")
)

# Seconds and bytes that one case may cost Jinja2, which has no limits.
TIME = 3
MEMORY = 3 << 30

# Python's, about the code that Jinja2 writes.
warnings.simplefilter("ignore", SyntaxWarning)


class Case:
    """Trees of templates by name, a context, and the options' words."""

    def __init__(self, files, context, options):
        self.files = files
        self.context = context
        self.options = options

    def plain(self):
        """As oracle.outcome() takes it."""
        return {
            "files": {name: tree.text(root) for name, root in self.files.items()},
            "context": json.dumps(self.context, ensure_ascii=False),
            "options": self.options,
        }


class Timeout(BaseException):
    """Not an Exception, so that nothing on the way catches it."""


def on_alarm(_signal, _frame):
    raise Timeout


def jinja2(plain):
    """What Jinja2 makes of a case; None when it takes too long."""
    signal.signal(signal.SIGALRM, on_alarm)
    signal.alarm(TIME)
    try:
        return oracle.outcome(plain)
    except Timeout:
        return None
    finally:
        signal.alarm(0)


def limit_memory():
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


def unlimit_memory():
    """For the sanitizers, which map terabytes."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


class Crash(Exception):
    """The driver ended in the middle."""


class Batch:
    """template-batch, started when needed."""

    def __init__(self):
        self.process = self.cases = None

    def start(self):
        self.process = subprocess.Popen(
            [BATCH],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            preexec_fn=unlimit_memory,
        )
        self.cases = queue.Queue()
        threading.Thread(
            target=self.write, args=(self.process.stdin, self.cases), daemon=True
        ).start()

    def send(self, plain):
        """Hands over a case, without waiting for the answer."""
        if self.process is None:
            self.start()
        line = {
            "files": plain["files"],
            "context": json.loads(plain["context"]),
            "options": " ".join(plain["options"]),
        }
        text = json.dumps(line, ensure_ascii=False) + "\n"
        self.cases.put(text.encode("utf-8", "surrogatepass"))

    def write(self, stdin, cases):
        """Runs beside: a pipe that is full must not stop us."""
        try:
            while (data := cases.get()) is not None:
                stdin.write(data)
                stdin.flush()
            stdin.close()
        except (BrokenPipeError, ValueError):
            pass

    def receive(self):
        """The next answer, in the form of oracle.outcome()."""
        stdout = self.process.stdout
        words = stdout.readline().decode().split(" ", 4)
        if words[0] == "output":
            length = int(words[1])
            data = stdout.read(length + 1)
            if len(data) == length + 1:
                return {"output": data[:-1].decode("utf-8", "surrogatepass")}
        elif words[0] == "error":
            return {
                "rule": words[1],
                "places": [(words[4].rstrip("\n"), int(words[2]))],
                "column": int(words[3]),
                "text": stdout.readline().decode().rstrip("\n"),
            }
        status = self.process.wait()
        self.process = None
        raise Crash(f"template-batch ended with status {status}")

    def run(self, plain):
        self.send(plain)
        return self.receive()

    def close(self):
        if self.process is not None:
            self.cases.put(None)
            self.process.wait()
            self.process = None


def verdict(outcome):
    """A template's syntax: None, or the places where it is wrong."""
    return outcome["places"] if outcome.get("rule") == "CGW701" else None


def same(ours, theirs):
    """Whether both engines say the same."""
    if "output" in ours or "output" in theirs:
        return ours.get("output") == theirs.get("output")
    return ours["rule"] == theirs["rule"] and oracle.same_place(
        ours["places"][0], theirs["places"]
    )
