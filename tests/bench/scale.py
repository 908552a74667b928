#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Times lint or render over directories, in turn.

usage: scale.py PROGRAM COMMAND ROUNDS COUNT DIRECTORY...

Prints for each directory the processor time and memory of a run and of a connection,
and the ratio of the latter to the least among them.
"""
import os
import subprocess
import sys


WORDS = {
    "lint": ["lint", "--quiet"],
    "render": ["render", "--quiet", "--fail-on", "error", "--device", "cisco-iosxe"],
}


def run(program, command, directory):
    """Seconds of the processor and bytes of memory of one run."""
    child = subprocess.Popen([program, *WORDS[command],
                              *sorted(os.path.join(directory, name)
                                      for name in os.listdir(directory))],
                             stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode > 1:
        sys.exit(f"{command} {directory}: status {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def main(program, command, rounds, *words):
    inputs = [(int(words[i]), words[i + 1]) for i in range(0, len(words), 2)]
    runs = {count: [] for count, _ in inputs}
    for _ in range(int(rounds)):
        for count, directory in inputs:
            # A short run needs more tries for the same certainty.
            for _ in range(max(1, min(10, 2000 // count))):
                runs[count].append(run(program, command, directory))
    middle = {}
    for count, _ in inputs:
        tries = sorted(runs[count])
        middle[count] = tries[len(tries) // 2]
    least = min(middle[count][0] / count for count, _ in inputs)
    for count, _ in inputs:
        seconds, memory = middle[count]
        print(f"  {count:7} connections {seconds:8.3f} s {memory / 1e6:8.1f} MB"
              f"   each {seconds / count * 1e6:7.1f} us "
              f"{memory / count / 1e3:8.2f} kB   {seconds / count / least:.2f}x")


if __name__ == "__main__":
    main(*sys.argv[1:])
