# SPDX-License-Identifier: ISC
"""A page in Debian's Chromium without a window, by the DevTools protocol.

The browser is talked to over two pipes (--remote-debugging-pipe), in JSON
with a zero byte behind each message, so that nothing but Python is needed.
"""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

NAMES = ("chromium-headless-shell", "chromium")


def find():
    """The browser's path, or None."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return None


class Page:
    """One page; ends with close()."""

    def __init__(self, width=1600, height=1000):
        self.home = tempfile.mkdtemp()
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()

        def wire():
            # The browser reads descriptor 3 and writes descriptor 4.
            os.dup2(read_there, 63)
            os.dup2(write_there, 64)
            os.dup2(63, 3)
            os.dup2(64, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        self.process = subprocess.Popen(
            [find(), "--headless", "--no-sandbox", "--disable-gpu",
             "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-dev-shm-usage",
             "--remote-debugging-pipe", f"--window-size={width},{height}",
             f"--user-data-dir={self.home}", "about:blank"],
            preexec_fn=wire, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_there)
        os.close(read_there)
        self.input, self.output = read_here, write_here
        self.rest, self.number, self.events = b"", 0, []
        self.session = None
        target = [t for t in self.call("Target.getTargets")["targetInfos"]
                  if t["type"] == "page"][0]["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def message(self, until):
        """The next message."""
        while b"\0" not in self.rest:
            if time.time() > until:
                raise TimeoutError("the browser says nothing")
            part = os.read(self.input, 1 << 20)
            if not part:
                raise EOFError("the browser is gone")
            self.rest += part
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **params):
        """What the browser answers; events that come before are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        until = time.time() + 60
        while True:
            answer = self.message(until)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer.get("result", {})
            if "method" in answer:
                self.events.append(answer)

    def open(self, path):
        """Loads a file and waits until it is there."""
        self.events.clear()
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        until = time.time() + 60
        while not self.seen("Page.loadEventFired"):
            event = self.message(until)
            if "method" in event:
                self.events.append(event)

    def seen(self, method):
        """The parameters of events so far."""
        return [e["params"] for e in self.events if e["method"] == method]

    def run(self, script):
        """The value of an expression of JavaScript."""
        result = self.call("Runtime.evaluate", expression=script,
                           returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"].get("value")

    def key(self, name, text=None):
        """Presses a key."""
        press = {"key": name}
        if text is not None:
            press["text"] = text
        if name == "Enter":
            press.update(text="\r", windowsVirtualKeyCode=13)
        if name == "Tab":
            press.update(windowsVirtualKeyCode=9)
        if name == "Escape":
            press.update(windowsVirtualKeyCode=27)
        self.call("Input.dispatchKeyEvent", type="keyDown", **press)
        press.pop("text", None)
        self.call("Input.dispatchKeyEvent", type="keyUp", **press)

    def type(self, text):
        for letter in text:
            self.key(letter, letter)

    def dark(self, on):
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme",
             "value": "dark" if on else "light"}])

    def complaints(self):
        """What a page that is well says nothing of."""
        bad = [str(p) for p in self.seen("Runtime.exceptionThrown")]
        bad += [str(p) for p in self.seen("Runtime.consoleAPICalled")]
        bad += [str(p["entry"]) for p in self.seen("Log.entryAdded")]
        return bad

    def requests(self):
        """What was asked for beside the page itself."""
        return [p["request"]["url"]
                for p in self.seen("Network.requestWillBeSent")][1:]

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.process.terminate()
        self.process.wait()
        os.close(self.input)
        os.close(self.output)
        shutil.rmtree(self.home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit("a module")
