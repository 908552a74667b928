# SPDX-License-Identifier: ISC
# OpenBSD's daemons, as far as Debian's portable releases go: iked reads its file
# and ends where it wants PF_KEY; bgpd runs over links of the lab's own.  Linux's
# bgpd has no way to the kernel's routes, so what it chose is read in its RIB.
import json
import os
import re
import socket

from assertions import Not
from gateway import Gateway
from network import Failed
from standin import Scriptless

CIPHER = {"AES128": "aes-128", "AES256": "aes-256", "AES128-GCM-16": "aes-128-gcm", "AES256-GCM-16": "aes-256-gcm"}
HASH = {"SHA1": "hmac-sha1", "SHA2-256": "hmac-sha2-256", "SHA2-384": "hmac-sha2-384", "SHA2-512": "hmac-sha2-512"}
GROUP = {2: "modp1024", 5: "modp1536", 14: "modp2048", 15: "modp3072", 16: "modp4096", 17: "modp6144", 18: "modp8192",
         19: "ecp256", 20: "ecp384", 21: "ecp521"}
PF_KEY, PF_KEY_V2 = 15, 2       # <linux/socket.h>, RFC 2367


class Sec(Gateway):
    """With interfaces sec0 and sec1."""
    PREFIX = "sec"

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.base = self.connection.parameters.get("tunnel_base", 0)


class Iked(Sec):
    """Only read, and refused where it wants the kernel."""

    def start(self):
        self.adapt("tun-for-sec")
        for tunnel in self.connection.tunnels:
            self.network.ip(self.place, "tuntap", "add", self.interface(tunnel), "mode", "tun")

    def stages(self, scene):
        yield scene.set_up
        yield lambda: self.parses(scene)
        yield lambda: self.refuses(scene)
        yield lambda: self.limit(scene)

    def iked(self, text, *words):
        """What iked says of a configuration, without the keys in it."""
        conf = self.write("iked.conf", text)
        os.chmod(conf, 0o600)
        said = self.network.run(self.place, "/usr/sbin/iked", *words, "-f", conf, check=False)
        self.keys = dict(re.findall(r"peer (\S+) .* psk 0x(\S+)", said))
        return re.sub(r" psk \S+", "", said).strip()

    def parses(self, scene):
        said = self.iked(f'include "{self.file("iked.conf")}"\n', "-nv")
        keys = self.keys
        scene.expect("iked.conf is read", lambda: "configuration OK" if "configuration OK" in said else Not(said))
        policies = [line for line in said.splitlines() if line.startswith("ikev2 ")]
        for tunnel in self.connection.tunnels:
            wanted = self.policy(tunnel)
            scene.expect(f"tunnel {tunnel.number}: the policy as iked read it is the descriptor's",
                         lambda wanted=wanted: next((line for line in policies if re.fullmatch(wanted, line)),
                                                    Not(f"{'; '.join(policies)}, not {wanted}")))
            same = keys.get(tunnel.outside) == tunnel.key.encode().hex()
            scene.expect(f"tunnel {tunnel.number}: the key as iked read it is the descriptor's",
                         lambda same=same: "it is" if same else Not("it is another"))
        if any("GCM" in tunnel.phase2.best_encryption for tunnel in self.connection.tunnels):
            scene.expect("limit: iked built for Linux drops a child's AES-GCM, so its suite is only parsed",
                         lambda: "no policy has a childsa" if not any("childsa" in line for line in policies) else Not("; ".join(policies)))
        scene.expect("there is no other policy", lambda: f"{len(policies)}" if len(policies) == len(self.connection.tunnels) else Not(str(len(policies))))

    def policy(self, tunnel):
        """As iked prints it, but for the connection's name."""
        def phase(values):
            words = [f"enc {CIPHER[values.best_encryption]}"]
            if "GCM" not in values.best_encryption:
                words.append(f"auth {HASH[values.best_integrity]}")
            return words
        one, two = tunnel.phase1, tunnel.phase2
        site = self.connection.site_address
        ike = " ".join([*phase(one), f"prf {HASH[one.best_integrity]}", f"group {GROUP[one.best_group]}"])
        child = " ".join(["childsa", *phase(two), f"group {GROUP[two.best_group]}", "noesn", ""])
        if "GCM" in two.best_encryption:
            self.adapt("iked-aead")
            child = ""
        # iked renews after 85 to 95 percent; 600 s before AWS's end are wanted at the latest.
        lives = [(value.lifetime - 600) * 100 // 95 for value in (one, two)]
        return (rf'ikev2 "\S+-{tunnel.number}" active tunnel esp inet from 0.0.0.0/0 to 0.0.0.0/0 from ::/0 to ::/0 '
                f"local {site} peer {tunnel.outside} ikesa {ike} {child}srcid {site} dstid {tunnel.outside} "
                f"ikelifetime {lives[0]} lifetime {lives[1]} bytes 0 iface {self.interface(tunnel)}")

    def refuses(self, scene):
        with open(self.file("iked.conf"), encoding="utf-8") as file:
            text = file.read()
        for what, old, new in (("an unknown group", "group ecp", "group epc"), ("a misspelt keyword", "ikelifetime", "ikelifetim"),
                               ("an unknown cipher of the child", "childsa enc aes", "childsa enc eas"),
                               ("an interface that is not there", "iface sec1", "iface sec9")):
            said = self.iked(text.replace(old, new), "-n")
            scene.expect(f"control: iked refuses {what}", lambda said=said: Not(said) if "configuration OK" in said else said.replace("\n", "; "))

    def limit(self, scene):
        try:
            socket.socket(PF_KEY, socket.SOCK_RAW, PF_KEY_V2).close()
            scene.expect("PF_KEY", lambda: "this kernel has it: not a limit here")
            return
        except OSError:
            pass
        said = self.iked(f'include "{self.file("iked.conf")}"\n', "-d")
        found = re.search(r"pfkey_socket: failed to open PF_KEY socket.*", said)
        scene.expect("limit: iked ends, as this kernel has no PF_KEY, so nothing is negotiated",
                     lambda: found.group(0) if found else Not(said))


class OpenBgpd(Scriptless, Sec):
    ADDRESSES = "sec-addresses"
    SCRIPT = True       # of which the command status runs on Linux
    BACK = 60
    TABLE = "RIB"

    def start(self):
        self.adapt("tun-for-sec", "host-bgpd", "no-fib")
        super().start()

    def start_routing(self):
        rendered = self.file("bgpd.conf")
        with open(rendered, encoding="utf-8") as file:
            self.text = file.read()
        self.head = re.findall(r"^#   ((?:AS|network) .*)$", self.text, re.MULTILINE)
        if not self.head or not self.head[0].startswith("AS "):
            raise Failed("bgpd.conf does not say what /etc/bgpd.conf needs")
        self.bgpd(rendered)

    def conf(self, included):
        path = self.write("bgpd.conf", "\n".join([*self.head, f'include "{included}"', ""]))
        os.chmod(path, 0o600)
        return path

    def spoilt(self, old, new):
        path = self.write("included.conf", self.text.replace(old, new))
        os.chmod(path, 0o600)
        return self.conf(path)

    def bgpd(self, included):
        os.makedirs("/run/openbgpd", exist_ok=True)
        self.network.start(self.place, "bgpd", "/usr/sbin/bgpd", "-d", "-v", "-f", self.conf(included))
        self.network.wait("bgpd answers", lambda: self.bgpctl("show", "summary"))

    def bgpctl(self, *words):
        said = self.network.run(self.place, "bgpctl", "-j", *words, check=False)
        try:
            return json.loads(said)
        except ValueError:
            return None

    def session(self, tunnel):
        """State, ASNs and timers of a session as bgpd sees it."""
        said = self.bgpctl("show", "neighbor", tunnel.aws)
        try:
            values = said["neighbors"][0]
        except (TypeError, KeyError, IndexError):
            return None
        agreed = values.get("session", {})
        # Its own ASN is seen in what it announces only.
        path = (self.rib("out", "neighbor", tunnel.aws) or [{}])[0].get("aspath", "")
        local, remote = int(path.split()[0]) if path else "nothing announced", int(values.get("remote_as", 0))
        return {
            "state": values.get("state"),
            "link": "external" if local != remote else "internal",
            "local": local,
            "remote": remote,
            "hold": agreed.get("holdtime", 0),
            "keepalive": agreed.get("keepalive", 0),
            "reset": values.get("last_error", ""),
        }

    def rib(self, *words):
        found = self.bgpctl("show", "rib", *words)
        return found.get("rib", []) if found else []

    def learned(self, tunnel):
        """Network to local preference, of what was accepted of a neighbor."""
        return {route["prefix"]: route.get("localpref") for route in self.rib("neighbor", tunnel.aws)}

    def route(self, address):
        for route in self.rib(str(address)):
            for tunnel in self.connection.tunnels:
                if route.get("best") and route.get("exit_nexthop") == tunnel.aws:
                    return self.interface(tunnel), tunnel.aws
        return None, None

    def stages(self, scene):
        yield scene.set_up
        yield lambda: self.links(scene)
        yield scene.inside
        yield lambda: self.independent(scene)
        yield scene.bgp
        yield scene.routes
        yield scene.received
        yield lambda: self.parses(scene)
        if "stages" in self.scene:
            yield from scene.named([])
            return
        yield lambda: self.fails(scene)
        yield lambda: self.returns(scene)

    def parses(self, scene):
        rendered = self.file("bgpd.conf")
        scene.expect("bgpd -n takes bgpd.conf", lambda: self.checked(self.conf(rendered)))
        said = self.network.run(self.place, "/usr/sbin/bgpd", "-nv", "-f", self.conf(rendered), check=False)
        for tunnel in self.connection.tunnels:
            found = re.search(rf"^neighbor {re.escape(tunnel.aws)} \{{(.*?)^\}}", said, re.MULTILINE | re.DOTALL)
            scene.expect(f"tunnel {tunnel.number}: the neighbor as bgpd read it is the descriptor's",
                         lambda tunnel=tunnel, found=found: self.neighbor(tunnel, " ".join(found.group(1).split()) if found else "none"))
        for what, old, new in (("a misspelt keyword", "holdtime", "holdtim"), ("a hold time of 2 seconds", "holdtime 30", "holdtime 2")):
            said = self.checked(self.spoilt(old, new))
            scene.expect(f"control: bgpd -n refuses {what}", lambda said=said: str(said) if isinstance(said, Not) else Not(said))

    def neighbor(self, tunnel, found):
        wanted = (f'descr "{self.connection.id}-{tunnel.number}" remote-as {self.connection.aws_asn} local-address {tunnel.customer} '
                  f"max-prefix 5000 holdtime {tunnel.hold} enforce neighbor-as yes enforce local-as yes "
                  f'depend on "{self.interface(tunnel)}" announce IPv{self.connection.version} unicast announce restart no')
        return found if found == wanted else Not(f"{found}, not {wanted}")

    def checked(self, conf):
        said = "; ".join(self.network.run(self.place, "/usr/sbin/bgpd", "-n", "-f", conf, check=False).splitlines())
        return said if said == "configuration OK" else Not(said)

    def independent(self, scene):
        """depend on secN waits for what this bgpd never learns."""
        for tunnel in self.connection.tunnels:
            scene.expect(f"limit, tunnel {tunnel.number}: with depend on its interface a session stays Idle, as bgpd on Linux knows no interfaces",
                         lambda tunnel=tunnel: self.held_back(tunnel), 10)
        if scene.assertions.failed:
            return
        self.adapt("no-depend")
        self.network.kill("bgpd")
        self.network.wait("bgpd ends", lambda: not self.bgpctl("show", "summary"))
        path = self.write("included.conf", re.sub(r"^\tdepend on sec\d+\n", "", self.text, flags=re.MULTILINE))
        os.chmod(path, 0o600)
        self.bgpd(path)

    def held_back(self, tunnel):
        with open(f"{self.network.folder}/bgpd.log", encoding="utf-8", errors="replace") as file:
            found = re.search(rf"Connection attempt from neighbor {re.escape(tunnel.aws)} .* while session is in state Idle", file.read())
        return found.group(0) if found else Not((self.session(tunnel) or {}).get("state", "no session"))

    def fails(self, scene):
        promise = scene.promise()
        second = self.connection.tunnels[1]
        scene.aws.endpoints[0].vanish()
        scene.expect(f"endpoint 1 disappears: the RIB moves to tunnel 2 within {promise} s", lambda: scene.leads(second), promise)
        said = self.session(self.connection.tunnels[0])
        scene.expect("tunnel 1: its session ended", lambda: said["state"] if said["state"] != "Established" else Not(said["state"]))

    def returns(self, scene):
        first = self.connection.tunnels[0]
        scene.aws.endpoints[0].return_()
        scene.expect("endpoint 1 returns: tunnel 1's link is back", lambda: scene.installed(self.charons[0]), 30)
        scene.expect("tunnel 1: BGP is back", lambda: scene.session(first), self.BACK)
        scene.expect("the RIB is back at tunnel 1", lambda: scene.leads(first), 20)
