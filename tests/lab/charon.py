# SPDX-License-Identifier: ISC
# One charon with its own settings, socket and TUN, and what it says of its SAs.
import os
import re
import shutil

PLUGINS = ("random nonce openssl pem pubkey x509 pkcs1 pkcs8 hmac kdf sha1 sha2 aes gcm gmp md5 "
           "kernel-libipsec kernel-netlink socket-default vici updown")
SETTINGS = """\
charon {{
  load_modular = no
  load = {plugins}
  install_virtual_ip = no
  retransmit_tries = 2
  retransmit_timeout = 1.0
  {ports}
  plugins {{
    vici {{
      socket = {uri}
    }}
    kernel-libipsec {{
      load = yes
      allow_peer_ts = yes
    }}
  }}
  journal {{
    default = -1
  }}
  syslog {{
    daemon {{
      default = -1
    }}
  }}
  filelog {{
    log {{
      path = {log}
      time_format = %H:%M:%S
      default = 1
      cfg = 2
      flush_line = yes
    }}
  }}
}}
swanctl {{
  load = random nonce openssl pem pubkey x509 pkcs1 pkcs8
  socket = {uri}
}}
"""


def tree(text):
    """What swanctl --raw prints, {name {key=value} list=[a b]}, as dictionaries."""
    root = {}
    stack = [root]
    for token in re.findall(r"([^\s{}=\[\]]+)\s*\{|([^\s{}=\[\]]+)=\[([^\]]*)\]|([^\s{}=\[\]]+)=([^\s{}]*)|(\})", text):
        section, key, values, name, value, end = token
        if section:
            stack[-1][section] = {}
            stack.append(stack[-1][section])
        elif key:
            stack[-1][key] = values.split()
        elif name:
            stack[-1][name] = value
        elif end and len(stack) > 1:
            stack.pop()
    return root


class Charon:
    def __init__(self, network, namespace, label, ports=""):
        self.network = network
        self.namespace = namespace
        self.label = label
        self.tun = "ipsec0"
        self.log = f"{network.folder}/{label}.charon.log"
        self.socket = f"{network.folder}/{label}.vici"
        self.settings = f"{network.folder}/{label}.strongswan.conf"
        with open(self.settings, "w", encoding="utf-8") as file:
            file.write(SETTINGS.format(plugins=PLUGINS, ports=ports, uri=self.uri, log=self.log))

    @property
    def uri(self):
        return f"unix://{self.socket}"

    def start(self):
        """Starts it; its TUN is there when this returns."""
        if os.path.exists(self.socket):
            os.unlink(self.socket)
        self.launch()
        self.network.wait(f"{self.label} answers", lambda: os.path.exists(self.socket))
        self.network.wait(f"TUN of {self.label}", lambda: self.network.succeeds(
            self.namespace, "ip", "link", "show", "dev", self.tun))
        for family in ("-4", "-6"):
            while self.network.succeeds(self.namespace, "ip", family, "rule", "del", "pref", "220"):
                pass

    def launch(self):
        daemon = shutil.which("charon-systemd") or "/usr/sbin/charon-systemd"
        self.network.start(self.namespace, self.label, daemon, env={"STRONGSWAN_CONF": self.settings})

    def swanctl(self, *words, check=True):
        return self.network.run(None, "swanctl", *words, "--uri", self.uri, check=check,
                                env={"STRONGSWAN_CONF": self.settings})

    def load(self, path):
        return self.swanctl("--load-all", "--noprompt", "--file", path)

    def sas(self):
        """All IKE SAs, newest last, each with the list of its children."""
        found = []
        for line in self.swanctl("--list-sas", "--raw", check=False).splitlines():
            for events in tree(line).values():
                for name, sa in events.items() if isinstance(events, dict) else ():
                    if isinstance(sa, dict) and "state" in sa:
                        children = sa.get("child-sas", {})
                        found.append({**sa, "name": name, "children": list(children.values())})
        return found

    def established(self):
        """The established SA and its installed child, or None."""
        for sa in reversed(self.sas()):
            for child in reversed(sa["children"]):
                if sa["state"] == "ESTABLISHED" and child["state"] == "INSTALLED":
                    return sa, child
        return None

    def said(self):
        if not os.path.exists(self.log):
            return ""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()


class Starter(Charon):
    """A charon below strongSwan's starter, with a /run of its own for the files that name their processes."""

    RUN = ("{{ [ ! -d {folder}/ipsec.d ] || mount --bind {folder}/ipsec.d /etc/ipsec.d; }} && "
           "mkdir -p {run}/lab && mount --bind {folder} {run}/lab && mount --rbind {run} /run && "
           "exec /usr/lib/ipsec/starter --nofork --conf {conf}")

    def __init__(self, network, namespace, label, conf, secrets, rendered, ports=""):
        super().__init__(network, namespace, label, ports)
        self.conf = conf
        with open(self.settings, "a", encoding="utf-8") as file:
            file.write(f"charon {{\n  load = {PLUGINS} stroke\n  plugins {{\n    stroke {{\n      secrets_file = {secrets}\n    }}\n  }}\n}}\n"
                       f"include {rendered}\n")

    def launch(self):
        command = self.RUN.format(run=f"{self.network.folder}/{self.label}.run", folder=self.network.folder, conf=self.conf)
        self.network.start(self.namespace, self.label, "unshare", "--mount", "sh", "-c", command, env={"STRONGSWAN_CONF": self.settings})
