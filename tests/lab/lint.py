# SPDX-License-Identifier: ISC
# What `cgwgen lint` says of a scenario's descriptors, and `cgwgen verify` of its
# device's files.  A scenario that is wrong names the rule of its cause:
#   lint      rules, each with a pattern of its message, that the descriptor
#             breaks; as it stands in descriptors/ it does not
#   differs   rules that lint finds where it is given two descriptors, that of
#             AWS's end and the one that the device was made from
#   verify    rules that verify finds where the device's files are held against
#             the descriptor of AWS's end
import json
import os
import re
import subprocess

import yaml

from assertions import Not
from network import Failed

VERIFY = {f"CGW{number}" for number in range(950, 980)}


class Lint:
    def __init__(self, program, folder):
        self.program = program
        self.folder = f"{folder}/lint"
        os.makedirs(self.folder, exist_ok=True)

    def findings(self, *documents):
        """(rule, message) of all that is found in documents read together."""
        paths = []
        for number, document in enumerate(documents):
            paths.append(f"{self.folder}/{number}.yaml")
            with open(paths[-1], "w", encoding="utf-8") as file:
                yaml.safe_dump(document, file)
            os.chmod(paths[-1], 0o600)
        command = [self.program, "lint", "--no-config", "--exit-zero", "--color=never", "--format=json"]
        return {(found["rule"], found["message"]) for found in self.run([*command, *paths])}

    def verify(self, device, parameters, document, files):
        """What verify finds in FILES of the device that is to be as DOCUMENT says; notes are left out."""
        path = f"{self.folder}/right.yaml"
        with open(path, "w", encoding="utf-8") as file:
            yaml.safe_dump(document, file)
        os.chmod(path, 0o600)
        command = [self.program, "verify", "--no-config", "--exit-zero", "--color=never", "--format=json", "-d", device]
        for name, value in parameters.items():
            command += ["-s", f"{name}={value}"]
        return sorted((found["rule"], found["message"]) for found in self.run([*command, "--against", path, *files])
                      if found["severity"] != "note" and found["rule"] in VERIFY)

    @staticmethod
    def run(command):
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise Failed(f"cgwgen {command[1]}: status {done.returncode}: {done.stderr.strip()}")
        return json.loads(done.stdout)["findings"]

    def new(self, known, *documents):
        """What is found that is not found in KNOWN, by rule."""
        rules = {rule for rule, _ in self.findings(known)}
        return sorted(pair for pair in self.findings(*documents) if pair[0] not in rules)


def same(found, wanted):
    """The findings, if their rules are those of WANTED and their messages match."""
    said = "; ".join(f"{rule} {message}" for rule, message in found) or "nothing"
    if {rule for rule, _ in found} != set(wanted):
        return Not(f"{said}, not {' '.join(wanted) or 'nothing'}")
    missing = [pattern for rule, pattern in wanted.items() if not any(r == rule and re.search(pattern, m) for r, m in found)]
    return Not(f"{said}, without {' and '.join(missing)}") if missing else said


def check(expect, lint, scenario, stored, right, rendered):
    """STORED as in descriptors/, RIGHT what AWS's end is made from, RENDERED what the device is."""
    if "lint" in scenario:
        expect("lint names the cause in the descriptor", lambda: same(lint.new(stored, rendered), scenario["lint"]))
        expect("control: lint does not find it in the right one", lambda: same(
            [pair for pair in sorted(lint.findings(stored)) if pair[0] in scenario["lint"]], {}))
    if "wrong" in scenario:
        if not any(key in scenario for key in ("lint", "differs", "verify")):
            raise Failed("the scenario names no rule of its cause")
        if "lint" not in scenario:
            expect("lint finds nothing wrong in the device's descriptor alone", lambda: same(lint.new(right, rendered), {}))
        if "differs" in scenario:
            expect("lint of both ends' descriptors names the cause",
                   lambda: same(lint.new(right, right, rendered), scenario["differs"]))


def check_files(expect, lint, scenario, right, files):
    """FILES are the device's, made from what is wrong."""
    if "verify" in scenario:
        expect("verify names the cause in the device's files", lambda: same(
            lint.verify(scenario["device"], scenario.get("parameters", {}), right, files), scenario["verify"]))
