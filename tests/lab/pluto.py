# SPDX-License-Identifier: ISC
# Libreswan's daemon with files of its own, and what it says.  Debian's package
# can't stand beside strongSwan's, so it runs from where it was unpacked; a mount
# namespace has its programs where they look for each other.
import glob
import os
import re

from network import Failed

HEAD = "config setup\n    ikev1-policy=accept\n"


class Pluto:
    COMMAND = ("mount --bind {unpacked}/usr/libexec /usr/libexec && exec /usr/libexec/ipsec/pluto --nofork --config {conf} "
               "--secretsfile {secrets} --nssdir {run}/nss --rundir {run} --logfile {log}")

    def __init__(self, network, namespace, label, unpacked):
        self.network = network
        self.namespace = namespace
        self.label = label
        self.unpacked = unpacked
        self.run = f"/run/{label}"
        self.log = f"{network.folder}/{label}.pluto.log"
        self.env = {"LD_LIBRARY_PATH": ":".join(glob.glob(f"{unpacked}/usr/lib/*-linux-gnu"))}

    def start(self, text, secrets):
        """With an ipsec.conf of TEXT below its head."""
        os.makedirs(f"{self.run}/nss")
        conf = f"{self.network.folder}/{self.label}.conf"
        with open(conf, "w", encoding="utf-8") as file:
            file.write(HEAD + text)
        self.network.run(None, f"{self.unpacked}/usr/bin/certutil", "-N", "-d", f"sql:{self.run}/nss", "--empty-password", env=self.env)
        command = self.COMMAND.format(unpacked=self.unpacked, conf=conf, secrets=secrets, run=self.run, log=self.log)
        self.network.start(self.namespace, self.label, "unshare", "--mount", "sh", "-c", command, env=self.env)
        self.network.wait(f"{self.label} has read its files", lambda: "loading secrets from" in self.said())

    def stop(self):
        self.network.kill(self.label)

    def whack(self, *words):
        return self.network.run(self.namespace, f"{self.unpacked}/usr/libexec/ipsec/whack", "--rundir", self.run, *words,
                                check=False, env=self.env)

    def check(self, conf):
        """What addconn says of a file, or nothing."""
        try:
            self.network.run(None, f"{self.unpacked}/usr/libexec/ipsec/addconn", "--checkconfig", "--config", conf, env=self.env)
        except Failed as error:
            return str(error)
        return ""

    def said(self):
        try:
            with open(self.log, encoding="utf-8", errors="replace") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def line(self, connection, pattern):
        """The first line about a connection that has the pattern, without its time."""
        found = re.search(rf'^.*?("{re.escape(connection)}".*(?:{pattern}).*)$', self.said(), re.MULTILINE)
        return found.group(1) if found else None

    def settings(self, connection):
        """All that --status says of a connection."""
        return " ".join(line for line in self.whack("--status").splitlines() if f'"{connection}":' in line)
