# SPDX-License-Identifier: ISC
# The customer's side: cgwgen renders the device's files and they are started as
# they are.  Whatever else this kernel needs is named in `adapted`, see
# adaptation.py.
import glob
import ipaddress
import json
import os
import re
import subprocess

from charon import Charon, Starter
from network import Failed

FRR = "/usr/lib/frr"


class Gateway:
    def __init__(self, network, connection, scene):
        self.network = network
        self.connection = connection
        self.scene = scene
        self.files = f"{network.folder}/rendered"
        self.base = connection.parameters.get("tunnel_base", 100)
        self.adapted = []
        self.charons = []

    def adapt(self, *names):
        self.adapted += [name for name in names if name not in self.adapted]

    # The wires.
    def wire(self):
        network = self.network
        connection = self.connection
        for name in ("cgw", "host"):
            network.add(name, connection.version)
        if self.scene.get("nat"):
            self.wire_nat()
        else:
            network.link("cgw", "eth0", "inet", "site")
            network.address("cgw", "eth0", f"{connection.site_address}/32")
            network.ip("cgw", "route", "add", "192.0.2.1", "dev", "eth0")
            network.ip("cgw", "route", "add", "default", "via", "192.0.2.1")
            network.ip("inet", "route", "add", connection.site_address, "dev", "site")
        network.link("cgw", "lan", "host", "eth0")
        site = connection.site_prefixes[0]
        network.address("cgw", "lan", f"{site[1]}/{site.prefixlen}")
        network.address("host", "eth0", f"{site[10]}/{site.prefixlen}")
        network.ip("host", *(["-6"] if connection.version == 6 else []), "route", "add", "default", "via", str(site[1]))

    def wire_nat(self):
        network = self.network
        self.adapt("nat")
        network.add("nat", 4)
        network.link("cgw", "eth0", "nat", "inner")
        network.link("nat", "outer", "inet", "site")
        network.address("cgw", "eth0", "10.99.0.2/30")
        network.address("nat", "inner", "10.99.0.1/30")
        network.ip("cgw", "route", "add", "default", "via", "10.99.0.1")
        network.address("nat", "outer", f"{self.connection.site_address}/32")
        network.ip("nat", "route", "add", "192.0.2.1", "dev", "outer")
        network.ip("nat", "route", "add", "default", "via", "192.0.2.1")
        network.ip("inet", "route", "add", self.connection.site_address, "dev", "site")
        network.run("nat", "nft", "add table ip nat; add chain ip nat out { type nat hook postrouting priority 100; }; "
                    "add rule ip nat out oifname outer masquerade")

    # The rendered files.
    def render(self, descriptor, program, options):
        device = self.scene["device"]
        command = [program, "render", "--quiet", "--color=never", "-d", device, "-o", f"{self.files}/"]
        for directory in options.get("device_path", []):
            command += ["--device-path", directory]
        for name, value in self.scene.get("parameters", {}).items():
            command += ["-s", f"{name}={value}"]
        done = subprocess.run([*command, descriptor], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise Failed(f"cgwgen render: status {done.returncode}: {done.stdout.strip()}")
        return sorted(os.path.basename(path) for path in glob.glob(f"{self.files}/*"))

    def file(self, ending):
        path = f"{self.files}/{self.connection.id}.{ending}"
        if not os.path.exists(path):
            raise Failed(f"{os.path.basename(path)} was not rendered")
        return path

    def interface(self, tunnel):
        return f"{self.scene.get('parameters', {}).get('interface_prefix', 'aws')}{self.base + tunnel.number - 1}"

    def script(self, *words, check=True):
        return self.network.run("cgw", self.file("sh"), *words, check=check)

    # Where the profile says that certificates are; swanctl looks beside the file that it is given.
    PLACES = ("x509", "x509ca", "private")

    def equip(self, authority, issuer, cas):
        self.adapt("certificates")
        authority.equip(self.network.folder, "gateway", "/O=Example/CN=gateway.example.com", issuer, self.PLACES, cas)

    # IKE.
    def start(self):
        self.start_charons()
        self.script("up")
        if self.connection.static:
            self.network.start("cgw", "watch", self.file("sh"), "watch")
        self.start_routing()
        self.load()

    def start_charons(self):
        self.adapt("userland-esp", "charon-per-tunnel", "tun-for-xfrm", "no-rule-220", "retransmit", "ports")
        for tunnel in self.connection.tunnels:
            ports = "" if tunnel.number == 1 else "port = 0\n  port_nat_t = 0"
            charon = self.charon(tunnel, ports)
            charon.tun = f"ipsec{tunnel.number - 1}"
            charon.start()
            self.network.ip("cgw", "link", "set", charon.tun, "name", self.interface(tunnel))
            self.network.ip("cgw", "tuntap", "add", charon.tun, "mode", "tun")
            self.network.ip("cgw", "link", "set", charon.tun, "up")
            self.charons.append(charon)

    def charon(self, tunnel, ports):
        return Charon(self.network, "cgw", f"cgw{tunnel.number}", ports)

    def load(self):
        rendered = self.file("swanctl.conf")
        with open(rendered, encoding="utf-8") as file:
            names = re.findall(r"^  (\S+) \{$", file.read().split("\nsecrets {")[0], re.MULTILINE)
        if len(names) != len(self.charons):
            raise Failed(f"swanctl.conf has the connections {' '.join(names)}")
        for number, charon in enumerate(self.charons):
            lines = [f"include {rendered}", "connections {"]
            for index, name in enumerate(names):
                if index != number:
                    lines.append(f"  {name} {{ \n children {{ \n {name} {{ \n start_action = none \n }} \n }} \n }}")
                elif self.scene.get("lifetimes"):
                    self.adapt("short-lifetimes")
                    lines.append(self.lifetimes(name))
            path = f"{self.network.folder}/{charon.label}.swanctl.conf"
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join(lines + ["}", ""]))
            said = charon.load(path)
            if f"successfully loaded {len(names)} connections" not in said:
                raise Failed(f"swanctl: {said.strip()}")

    def lifetimes(self, name):
        ike, child = self.scene["lifetimes"]
        return (f"  {name} {{ \n rekey_time = {ike}s \n rand_time = 0s \n children {{ \n {name} {{ \n"
                f" rekey_time = {child}s \n rand_time = 0s \n life_time = {child + 10}s \n }} \n }} \n }}")

    # Routing.
    def start_routing(self):
        raise NotImplementedError

    def status(self):
        return self.script("status", check=False)


class WithFrr(Gateway):
    BACK = 45       # seconds after which a session must be back

    def start_routing(self):
        self.adapt("host-frr")
        network = self.network
        os.makedirs("/run/frr", exist_ok=True)
        network.run(None, "chown", "frr:frr", "/run/frr")
        for daemon in ("zebra", "staticd", "bgpd"):
            if daemon == "bgpd" and self.connection.static:
                continue
            network.start("cgw", daemon, f"{FRR}/{daemon}", "-f", "/dev/null", "-A", "127.0.0.1", "-P", "0",
                          *(["-p", "179"] if daemon == "bgpd" else []))
            network.wait(f"{daemon} answers", lambda daemon=daemon: os.path.exists(f"/run/frr/{daemon}.vty"))
        said = network.run("cgw", "vtysh", "-f", self.file("frr.conf"))
        # No session is up yet, so there is nothing to reset.
        wrong = [line for line in said.splitlines() if line.strip() and "reset this peer to take effect" not in line]
        if wrong:
            raise Failed(f"vtysh: {' '.join(wrong)}")

    def vtysh(self, command):
        return self.network.run(None, "vtysh", "-c", command, check=False)

    def session(self, tunnel):
        """State, ASNs and timers of a session as the device sees it."""
        said = self.vtysh(f"show bgp neighbors {tunnel.aws} json")
        try:
            values = json.loads(said)[tunnel.aws]
        except (ValueError, KeyError):
            return None
        return {
            "state": values.get("bgpState"),
            "local": values.get("localAs"),
            "remote": values.get("remoteAs"),
            "hold": values.get("bgpTimerHoldTimeMsecs", 0) // 1000,
            "keepalive": values.get("bgpTimerKeepAliveIntervalMsecs", 0) // 1000,
            "asked": f"{values.get('bgpTimerConfiguredKeepAliveIntervalMsecs', 0) // 1000}/"
                     f"{values.get('bgpTimerConfiguredHoldTimeMsecs', 0) // 1000}",
            "reset": values.get("lastNotificationReason") or values.get("lastResetDueTo") or "",
        }

    def explanation(self):
        try:
            with open(f"{self.network.folder}/bgpd.log", encoding="utf-8", errors="replace") as file:
                return file.read()
        except FileNotFoundError:
            return ""


class WithBird(Gateway):
    BACK = 75       # BIRD sits out its error wait time, 60 seconds at first

    def start_routing(self):
        self.adapt("host-bird")
        network = self.network
        os.makedirs("/run/bird", exist_ok=True)
        family = f"ipv{self.connection.version}"
        path = f"{network.folder}/cgw.bird.conf"
        direct = ""
        if self.connection.version == 6 and not self.scene.get("bare"):
            self.adapt("host-direct")
            direct = "protocol direct { ipv6; }\n"
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"router id {self.connection.site_address};\nlog stderr all;\nprotocol device {{}}\n"
                       f"protocol static unrelated {{ {family}; route {self.other()} blackhole; }}\n"
                       f"protocol kernel {{ {family} {{ export all; import none; }}; }}\n"
                       f'{direct}include "{self.file("bird.conf")}";\n')
        network.start("cgw", "bird", "bird", "-f", "-c", path)
        network.wait("bird answers", lambda: network.succeeds(None, "birdc", "show", "status"))

    def other(self):
        """A network of the site that is not AWS's business."""
        return "2001:db8:77::/64" if self.connection.version == 6 else "192.168.77.0/24"

    def session(self, tunnel):
        name = f"{self.connection.id}-{tunnel.number}".replace("-", "_")
        said = self.network.run(None, "birdc", "show", "protocols", "all", name, check=False)

        def value(pattern):
            found = re.search(pattern, said)
            return found.group(1) if found else None

        return {
            "state": value(r"BGP state:\s+(\S+)"),
            "local": int(value(r"Local AS:\s+(\d+)") or 0),
            "remote": int(value(r"Neighbor AS:\s+(\d+)") or 0),
            "hold": int(value(r"Hold timer:\s+[\d.]+/(\d+)") or 0),
            "keepalive": int(value(r"Keepalive timer:\s+[\d.]+/(\d+)") or 0),
            "reset": value(r"Last error:\s+(.*)") or "",
        }

    def explanation(self):
        with open(f"{self.network.folder}/bird.log", encoding="utf-8", errors="replace") as file:
            return file.read()


def route(network, namespace, address):
    """Interface and gateway that the kernel takes to an address."""
    address = ipaddress.ip_address(str(address))
    said = network.run(namespace, "ip", "-j", f"-{address.version}", "route", "get", str(address), check=False)
    try:
        found = json.loads(said)[0]
    except (ValueError, IndexError):
        return None, None
    return found.get("dev"), found.get("gateway")


class WithIpsecConf(WithFrr):
    """strongSwan's starter with ipsec.conf, which starts the tunnels by itself."""

    def start_charons(self):
        # Nothing leaves before the TUNs have their names.
        self.network.run("cgw", "nft", "add table inet hold; add chain inet hold out { type filter hook output priority 0; }; "
                         "add rule inet hold out udp dport { 500, 4500 } drop")
        self.adapt("starter", "mark")
        super().start_charons()

    PLACES = ("ipsec.d/certs", "ipsec.d/cacerts", "ipsec.d/private")

    def charon(self, tunnel, ports):
        label = f"cgw{tunnel.number}"
        with open(self.file("ipsec.conf"), encoding="utf-8") as file:
            names = re.findall(r"^conn (\S+)$", file.read(), re.MULTILINE)
        if len(names) != len(self.connection.tunnels):
            raise Failed(f"ipsec.conf has the connections {' '.join(names)}")
        path = f"{self.network.folder}/{label}.ipsec.conf"
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"include {self.file('ipsec.conf')}\n")
            for number, name in enumerate(names, 1):
                if number != tunnel.number:
                    file.write(f"conn {name}\n\tauto = add\n")
        return Starter(self.network, "cgw", label, path, self.file("ipsec.secrets"), self.file("strongswan.conf"), ports)

    def load(self):
        self.network.run("cgw", "nft", "delete", "table", "inet", "hold")


DEVICES = {"strongswan-frr": WithFrr, "strongswan-bird": WithBird, "strongswan": WithIpsecConf}
