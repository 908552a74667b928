#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Lets every system call of a render fail, or kills it there.

    tests/tools/faults.py CGWGEN SHIM

Whatever happens, every file of the output directory is whole: what it was
before or what it is to be; no other file is there, but after a kill; the exit
status is 0 when all is done, and 2 when the disk was at fault; what was not
done is named.  SHIM is tests/tools/fault.c, built.
"""
import errno
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

CALLS = ["open", "openat", "read", "pread", "write", "close", "fstat",
         "fchmod", "mkdirat", "linkat", "renameat", "unlinkat", "fsync"]
ERRORS = {"read": [errno.EIO], "close": [errno.EIO, errno.ENOSPC],
          "fstat": [errno.EIO], "open": [errno.EMFILE, errno.EIO],
          "openat": [errno.EMFILE, errno.ENOSPC, errno.EROFS],
          "write": [errno.ENOSPC, errno.EIO]}
# Where the run's files do not have their mode from the first moment.
UMASKS = {"fchmod": 0o200}
KILL = 0
# What a run cannot but do in other ways: there is no call to fail.
NEVER = {"fsync"}
MANIFEST = ".cgwgen-manifest"
TEMPORARY = re.compile(r"\..*\.\d+-\d+\.tmp")

program, shim = (os.path.abspath(path) for path in sys.argv[1:3])
failures = []


def read(path):
    with open(path, "rb") as file:
        return file.read()


def files(directory):
    return {name: read(os.path.join(directory, name))
            for name in os.listdir(directory)}


class Trial:
    """A directory with some inputs, what was rendered before, and what is to
    be rendered now."""

    def __init__(self, work, inputs, jobs):
        self.work, self.jobs = work, str(jobs)
        self.out = os.path.join(work, "out")
        self.inputs = ["in/" + name for name in inputs]
        self.render([*self.inputs[:-1], "gone.xml"])
        # One changes, one is new, one is gone, the others stay.
        self.before = files(self.out)
        path = os.path.join(work, self.inputs[0])
        text = read(path).replace(b">Tn4kZ", b">Un4kZ")
        with open(path, "wb") as file:
            file.write(text)
        self.render(self.inputs)
        self.after = files(self.out)

    def render(self, inputs, umask=-1, **environment):
        return subprocess.run(
            [program, "render", "-q", "-d", "cisco-iosxe", "-j", self.jobs,
             "--set", "outside_interface=Gi1", "--if-changed", "--prune",
             "--force", "inside-cidr-shared", "-o", "out/", *inputs],
            cwd=self.work, env={**os.environ, **environment},
            umask=umask, capture_output=True, text=True, check=False)

    def reset(self, directory):
        shutil.rmtree(self.out, ignore_errors=True)
        if directory:
            os.mkdir(self.out)
            for name, content in self.before.items():
                path = os.path.join(self.out, name)
                with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600),
                          "wb") as file:
                    file.write(content)

    def is_done(self, name, content):
        """Whether a file is as it is to be.  A manifest has another key where
        the old one was not there, or could not be read."""
        if name == MANIFEST and content is not None:
            return [line.split()[-1] for line in content.split(b"\n")[2:]
                    if line] == \
                [line.split()[-1] for line in
                 self.after[MANIFEST].split(b"\n")[2:] if line]
        return content == self.after.get(name)

    def judge(self, what, result, killed, was):
        there = files(self.out) if os.path.isdir(self.out) else {}
        undone = []
        for name in {*was, *self.after, *there}:
            content = there.get(name)
            if TEMPORARY.fullmatch(name):
                if not killed:
                    failures.append(f"{what}: {name} is left")
            elif not self.is_done(name, content):
                undone.append(name)
                if content != was.get(name) and name != MANIFEST:
                    failures.append(f"{what}: {name} is neither old nor new")
        if killed:
            return
        if result.returncode != 2 and (undone or result.returncode != 0):
            failures.append(f"{what}: status {result.returncode}, with "
                            f"{undone} undone\n{result.stderr[:400]}")
        if result.returncode == 2 and "error:" not in result.stderr:
            failures.append(f"{what}: status 2 without an error")
        for name in undone:
            number = name[-6:-4]
            if "out" not in result.stderr and name not in result.stderr and \
                    f"in/{number}" not in result.stderr and \
                    name not in (MANIFEST, "vpn-05a1c3e7091b2dfff.cfg"):
                failures.append(f"{what}: {name} is not done, and not named\n"
                                f"{result.stderr[:400]}")

    def again(self, what):
        """The next run finishes the work and takes away what is left."""
        for name in os.listdir(self.out) if os.path.isdir(self.out) else []:
            path = os.path.join(self.out, name)
            old = time.time() - 3600
            if TEMPORARY.fullmatch(name):
                os.utime(path, (old, old))
        self.render(self.inputs)
        there = files(self.out)
        for name in {*there, *self.after}:
            if not self.is_done(name, there.get(name)) and \
                    name != "vpn-05a1c3e7091b2dfff.cfg":
                failures.append(f"{what}: the next run leaves {name}")

    def fault(self, call, number, error, directory=True):
        """False when there are no so many calls."""
        mark = os.path.join(self.work, "mark")
        self.reset(directory)
        result = self.render(self.inputs, umask=UMASKS.get(call, -1),
                             LD_PRELOAD=shim, FAULT_CALL=call,
                             FAULT_AT=str(number), FAULT_ERRNO=str(error),
                             FAULT_MARK=mark)
        if not os.path.exists(mark):
            return False
        os.unlink(mark)
        what = f"{call} number {number}, " + \
            ("killed" if error == KILL else errno.errorcode[error])
        if error == KILL and result.returncode != -9:
            failures.append(f"{what}: status {result.returncode}")
        self.judge(what, result, error == KILL,
                   self.before if directory else {})
        if error == KILL:
            self.again(what)
        return True


def make_inputs(work, count):
    base = read("tests/rules/base/bgp.xml")
    os.mkdir(os.path.join(work, "in"))
    names = []
    for number in [*range(count), 255]:
        # Each has an address of its own.
        text = base.replace(b"vpn-05a1c3e7091b2d4f6",
                            b"vpn-05a1c3e7091b2d%03x"
                            % (0xfff if number == 255 else number))
        text = text.replace(b"192.0.2.10", b"192.0.2.%d" % (number % 200 + 1))
        text = text.replace(b"169.254.20.", b"169.254.%d." % (number % 200))
        # What is XML by its name is opened once, the others twice.
        name = f"{number:02x}.{'txt' if number % 2 else 'xml'}"
        place = "gone.xml" if number == 255 else f"in/{name}"
        with open(os.path.join(work, place), "wb") as file:
            file.write(text)
        if number != 255:
            names.append(name)
    return names


def main():
    tried = 0
    for count, jobs, step in ((3, 1, 1), (16, 4, 11)):
        work = tempfile.mkdtemp()
        try:
            trial = Trial(work, make_inputs(work, count), jobs)
            for call in CALLS:
                errors = ERRORS.get(call, [errno.EIO])
                for error in [*(errors if jobs == 1 else errors[:1]), KILL]:
                    number = 1
                    while trial.fault(call, number, error,
                                      call != "mkdirat"):
                        number += step
                        tried += 1
                if number == 1 and call not in NEVER:
                    failures.append(f"{call} is never called")
        finally:
            shutil.rmtree(work)
    if tried < 200:
        failures.append(f"only {tried} faults were tried")
    for failure in failures[:20]:
        print(failure)
    print(f"{tried} faults, {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
