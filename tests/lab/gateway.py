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
    """A device with one connection or several, in the namespace PLACE, and a host behind it; PORT is the Internet's end of its wire."""

    PREFIX = "aws"      # of the tunnel interfaces' names
    ADAPTED = ("userland-esp", "charon-per-tunnel", "tun-for-xfrm", "no-rule-220", "retransmit", "ports")
    SCRIPT = True       # there is one that can be asked for the tunnels' status
    TABLE = "FIB"       # where its choice between the tunnels is seen
    stages = None       # a gateway's own in the place of the scene's: stages(scene)
    SWANCTL = True      # charon reads a rendered swanctl.conf

    def __init__(self, network, connections, scene, place="cgw", host="host", port="site"):
        self.network = network
        self.connections = connections
        self.connection = connections[0]
        self.tunnels = [tunnel for connection in connections for tunnel in connection.tunnels]
        self.scene = scene
        self.place = place
        self.host = host
        self.port = port
        self.files = f"{network.folder}/rendered"
        self.base = self.connection.parameters.get("tunnel_base", 100)
        self.adapted = []
        self.charons = []

    def adapt(self, *names):
        self.adapted += [name for name in names if name not in self.adapted]

    # The wires.
    def wire(self):
        network = self.network
        connection = self.connection
        for name in (self.place, self.host):
            network.add(name, connection.version)
        if self.scene.get("nat"):
            self.wire_nat()
        else:
            network.link(self.place, "eth0", "inet", self.port)
            network.address(self.place, "eth0", f"{connection.site_address}/32")
            network.ip(self.place, "route", "add", "192.0.2.1", "dev", "eth0")
            network.ip(self.place, "route", "add", "default", "via", "192.0.2.1")
            network.ip("inet", "route", "add", connection.site_address, "dev", self.port)
        network.link(self.place, "lan", self.host, "eth0")
        site = connection.site_prefixes[0]
        network.address(self.place, "lan", f"{site[1]}/{site.prefixlen}")
        if self.scene.get("metric"):
            self.adapt("metric")
            network.ip(self.place, "address", "change", f"{site[1]}/{site.prefixlen}", "dev", "lan", "metric", str(self.scene["metric"]))
        network.address(self.host, "eth0", f"{site[10]}/{site.prefixlen}")
        network.ip(self.host, *(["-6"] if connection.version == 6 else []), "route", "add", "default", "via", str(site[1]))

    def wire_nat(self):
        network = self.network
        self.adapt("nat")
        network.add("nat", 4)
        network.link(self.place, "eth0", "nat", "inner")
        network.link("nat", "outer", "inet", self.port)
        network.address(self.place, "eth0", "10.99.0.2/30")
        network.address("nat", "inner", "10.99.0.1/30")
        network.ip(self.place, "route", "add", "default", "via", "10.99.0.1")
        network.address("nat", "outer", f"{self.connection.site_address}/32")
        network.ip("nat", "route", "add", "192.0.2.1", "dev", "outer")
        network.ip("nat", "route", "add", "default", "via", "192.0.2.1")
        network.ip("inet", "route", "add", self.connection.site_address, "dev", self.port)
        network.run("nat", "nft", "add table ip nat; add chain ip nat out { type nat hook postrouting priority 100; }; "
                    "add rule ip nat out oifname outer masquerade")

    # The rendered files.
    def render(self, descriptor, program, options):
        self.render_device(self.scene["device"], self.files, self.scene.get("parameters", {}), descriptor, program, options,
                           self.scene.get("force", []))
        return sorted(os.path.basename(path) for path in glob.glob(f"{self.files}/*"))

    @staticmethod
    def render_device(device, folder, parameters, descriptor, program, options, force=()):
        command = [program, "render", "--quiet", "--color=never", "-d", device, "-o", f"{folder}/"]
        for directory in options.get("device_path", []):
            command += ["--device-path", directory]
        for rule in force:
            command += ["--force", rule]
        for name, value in parameters.items():
            command += ["-s", f"{name}={value}"]
        done = subprocess.run([*command, descriptor], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise Failed(f"cgwgen render: status {done.returncode}: {done.stdout.strip()}")

    def file(self, ending, connection=None):
        path = f"{self.files}/{(connection or self.connection).id}.{ending}"
        # The files of a site's connections may be one.
        if not os.path.exists(path):
            path = f"{self.files}/{self.place}.{ending}"
        if not os.path.exists(path):
            raise Failed(f"{os.path.basename(path)} was not rendered")
        return path

    def each_file(self, ending):
        """The files of all connections, each once."""
        return list(dict.fromkeys(self.file(ending, connection) for connection in self.connections))

    def write(self, name, text):
        path = f"{self.network.folder}/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def interface(self, tunnel):
        return f"{self.scene.get('parameters', {}).get('interface_prefix', self.PREFIX)}{self.base + tunnel.offset}"

    def script(self, *words, connection=None, check=True):
        return self.network.run(self.place, self.file("sh", connection), *words, check=check)

    # Where the profile says that certificates are; swanctl looks beside the file that it is given.
    PLACES = ("x509", "x509ca", "private")

    def equip(self, authority, issuer, cas):
        self.adapt("certificates")
        authority.equip(self.network.folder, "gateway", "/O=Example/CN=gateway.example.com", issuer, self.PLACES, cas)

    # IKE.
    def start(self):
        self.start_charons()
        for connection in self.connections:
            self.script("up", connection=connection)
        if self.connection.static:
            self.network.start(self.place, "watch", self.file("sh"), "watch")
        self.start_routing()
        self.load()

    def start_charons(self):
        self.adapt(*self.ADAPTED)
        for number, tunnel in enumerate(self.tunnels):
            ports = "" if number == 0 else "port = 0\n  port_nat_t = 0"
            charon = self.charon(tunnel, ports)
            charon.tun = f"ipsec{number}"
            charon.start()
            self.network.ip(self.place, "link", "set", charon.tun, "name", self.interface(tunnel))
            self.network.ip(self.place, "tuntap", "add", charon.tun, "mode", "tun")
            self.network.ip(self.place, "link", "set", charon.tun, "up")
            self.charons.append(charon)

    def charon(self, tunnel, ports):
        return Charon(self.network, self.place, self.label(tunnel), ports)

    def label(self, tunnel):
        return f"{self.place}{self.tunnels.index(tunnel) + 1}"

    def load(self):
        rendered = self.each_file("swanctl.conf")
        names = []
        for path in rendered:
            with open(path, encoding="utf-8") as file:
                for section in re.findall(r"^connections \{$.*?^\}$", file.read(), re.MULTILINE | re.DOTALL):
                    names += re.findall(r"^  (\S+) \{$", section, re.MULTILINE)
        if len(names) != len(self.charons):
            raise Failed(f"swanctl.conf has the connections {' '.join(names)}")
        for number, charon in enumerate(self.charons):
            lines = [*(f"include {path}" for path in rendered), "connections {"]
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

    def status(self, connection=None):
        return self.script("status", connection=connection, check=False)

    def explanation(self):
        """What the routing daemon said."""
        return ""

    def route(self, address):
        """Interface and gateway that a packet for an address takes."""
        return route(self.network, self.place, address)


class WithFrr(Gateway):
    BACK = 45       # seconds after which a session must be back
    # What vtysh may say: no session is up yet, so there is nothing to reset.
    HARMLESS = ("reset this peer to take effect",)

    def start_routing(self):
        self.adapt("host-frr")
        network = self.network
        os.makedirs(self.sockets, exist_ok=True)
        network.run(None, "chown", "-R", "frr:frr", "/run/frr")
        for daemon in ("zebra", "staticd", "bgpd"):
            if daemon == "bgpd" and self.connection.static:
                continue
            network.start(self.place, self.log(daemon), f"{FRR}/{daemon}", *self.space, "-f", "/dev/null", "-A", "127.0.0.1", "-P", "0",
                          "--log", "stdout", *(["-p", "179"] if daemon == "bgpd" else []))
            network.wait(f"{daemon} answers", lambda daemon=daemon: os.path.exists(f"{self.sockets}/{daemon}.vty"))
        for path in self.each_file("frr.conf"):
            self.merge(path)
        if not self.connection.static:
            self.vtysh("debug bgp updates in")

    @property
    def space(self):
        """What tells the FRRs of several gateways apart."""
        return [] if self.place == "cgw" else ["-N", self.place]

    @property
    def sockets(self):
        return "/run/frr" if self.place == "cgw" else f"/run/frr/{self.place}"

    def log(self, daemon):
        return daemon if self.place == "cgw" else f"{self.place}.{daemon}"

    def merge(self, path):
        said = self.network.run(self.place, "vtysh", "--vty_socket", self.sockets, "-f", path)
        wrong = [line for line in said.splitlines() if line.strip() and not any(word in line for word in self.HARMLESS)]
        if wrong:
            raise Failed(f"vtysh: {' '.join(wrong)}")

    def vtysh(self, command):
        return self.network.run(None, "vtysh", "--vty_socket", self.sockets, "-c", command, check=False)

    def session(self, tunnel):
        """State, ASNs and timers of a session as the device sees it."""
        said = self.vtysh(f"show bgp neighbors {tunnel.aws} json")
        try:
            values = json.loads(said)[tunnel.aws]
        except (ValueError, KeyError):
            return None
        return {
            "state": values.get("bgpState"),
            "link": "external" if values.get("nbrExternalLink") else "internal" if values.get("nbrInternalLink") else None,
            "local": values.get("localAs"),
            "remote": values.get("remoteAs"),
            "hold": values.get("bgpTimerHoldTimeMsecs", 0) // 1000,
            "keepalive": values.get("bgpTimerKeepAliveIntervalMsecs", 0) // 1000,
            "asked": f"{values.get('bgpTimerConfiguredKeepAliveIntervalMsecs', 0) // 1000}/"
                     f"{values.get('bgpTimerConfiguredHoldTimeMsecs', 0) // 1000}",
            "reset": values.get("lastNotificationReason") or values.get("lastResetDueTo") or "",
        }

    def learned(self, tunnel):
        """Network to local preference, of what was accepted of a neighbor."""
        said = self.vtysh(f"show bgp ipv{self.connection.version} unicast neighbors {tunnel.aws} routes json")
        try:
            routes = json.loads(said)["routes"]
        except (ValueError, KeyError):
            return {}
        return {network: found[0].get("locPrf", 100) for network, found in routes.items()}

    def paths(self, prefix):
        """AS paths to a prefix, by the name of the tunnel that they came by."""
        try:
            found = json.loads(self.vtysh(f"show bgp ipv{prefix.version} unicast {prefix} json")).get("paths", [])
        except ValueError:
            return {}
        names = {tunnel.aws: tunnel.name for tunnel in self.tunnels}
        return {names[path["peer"]["peerId"]]: path["aspath"]["string"] for path in found if path["peer"]["peerId"] in names}

    def looped(self, prefix, _):
        """What the daemon says of a prefix that it refused for its own ASN."""
        found = re.search(rf"rcvd UPDATE about {prefix} .*DENIED due to: as-path contains our own AS", self.explanation())
        return found and found.group(0)

    def explanation(self):
        try:
            with open(f"{self.network.folder}/{self.log('bgpd')}.log", encoding="utf-8", errors="replace") as file:
                return file.read()
        except FileNotFoundError:
            return ""


class WithBird(Gateway):
    BACK = 30       # seconds after which a session must be back

    def start_routing(self):
        self.adapt("host-bird")
        network = self.network
        os.makedirs("/run/bird", exist_ok=True)
        family = f"ipv{self.connection.version}"
        path = f"{network.folder}/{self.place}.bird.conf"
        direct = ""
        if self.scene.get("direct"):
            self.adapt("host-direct")
            direct = f"protocol direct {{ {family}; }}\n"
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"router id {self.connection.site_address};\nlog stderr all;\nprotocol device {{}}\n"
                       f"protocol static unrelated {{ {family}; route {self.other()} blackhole; }}\n"
                       f"protocol kernel {{ {family} {{ export all; import none; }}; }}\n"
                       + direct + "".join(f'include "{rendered}";\n' for rendered in self.each_file("bird.conf")))
        network.start(self.place, self.log, "bird", "-f", "-c", path, *self.control)
        network.wait("bird answers", lambda: network.succeeds(None, "birdc", *self.control, "show", "status"))

    @property
    def control(self):
        """The rendered script asks the BIRD of the usual socket."""
        return [] if self.place == "cgw" else ["-s", f"{self.network.folder}/{self.place}.ctl"]

    @property
    def log(self):
        return "bird" if self.place == "cgw" else f"{self.place}.bird"

    def protocol(self, tunnel):
        """What the rendered file calls the tunnel's protocol; a name with hyphens stands in apostrophes."""
        with open(self.file("bird.conf", tunnel.connection), encoding="utf-8") as file:
            found = re.findall(r"^protocol bgp (\S+) \{", file.read(), re.MULTILINE)
        return found[self.tunnels.index(tunnel) if len(found) == len(self.tunnels) else tunnel.number - 1]

    def birdc(self, *words):
        return self.network.run(None, "birdc", *self.control, *words, check=False)

    def other(self):
        """A network of the site that is not AWS's business."""
        return "2001:db8:77::/64" if self.connection.version == 6 else "192.168.77.0/24"

    def learned(self, tunnel):
        """Network to local preference, of what was accepted of a neighbor."""
        said = self.birdc("show", "route", "protocol", self.protocol(tunnel), "all")
        return {network: int(value) for network, value in re.findall(r"^(\S+/\d+)\s.*?BGP.local_pref: (\d+)", said, re.MULTILINE | re.DOTALL)}

    def session(self, tunnel):
        said = self.birdc("show", "protocols", "all", self.protocol(tunnel))

        def value(pattern):
            found = re.search(pattern, said)
            return found.group(1) if found else None

        return {
            "state": value(r"BGP state:\s+(\S+)"),
            "link": value(r"Session:\s+(\S+)"),
            "local": int(value(r"Local AS:\s+(\d+)") or 0),
            "remote": int(value(r"Neighbor AS:\s+(\d+)") or 0),
            "hold": int(value(r"Hold timer:\s+[\d.]+/(\d+)") or 0),
            "keepalive": int(value(r"Keepalive timer:\s+[\d.]+/(\d+)") or 0),
            "reset": value(r"Last error:\s+(.*)") or "",
        }

    def paths(self, prefix):
        """AS paths to a prefix, by the name of the tunnel that they came by."""
        names = {self.protocol(tunnel).strip("'"): tunnel.name for tunnel in self.tunnels}
        found = {}
        name = None
        for line in self.birdc("show", "route", str(prefix), "all").splitlines():
            entry = re.search(r" \[([\w-]+) ", line)
            if entry:
                name = names.get(entry.group(1))
            elif name and line.strip().startswith("BGP.as_path:"):
                found[name] = line.split(":")[1].strip()
        return found

    def looped(self, _, sent):
        """BIRD says nothing of a path with its own ASN, but counts it as withdrawn: more than AWS withdrew."""
        found = []
        for tunnel in self.tunnels:
            said = self.birdc("show", "protocols", "all", self.protocol(tunnel))
            count = re.search(r"Import withdraws: +(\d+)", said)
            found.append((int(count.group(1)) if count else 0, sent[tunnel.name]))
        said = "; ".join(f"{got} withdrawals counted, {gone} sent" for got, gone in found)
        return said if all(got > gone for got, gone in found) else None

    def explanation(self):
        try:
            with open(f"{self.network.folder}/{self.log}.log", encoding="utf-8", errors="replace") as file:
                return file.read()
        except FileNotFoundError:
            return ""


def route(network, namespace, address):
    """Interface and gateway that the kernel takes to an address."""
    address = ipaddress.ip_address(str(address))
    said = network.run(namespace, "ip", "-j", f"-{address.version}", "route", "get", str(address), check=False)
    try:
        found = json.loads(said)[0]
    except (ValueError, IndexError):
        return None, None
    return found.get("dev"), found.get("gateway")


class IpsecConf:
    """strongSwan's starter with ipsec.conf, which starts the tunnels by itself."""

    SWANCTL = False

    def start_charons(self):
        # Nothing leaves before the TUNs have their names.
        self.network.run(self.place, "nft", "add table inet hold; add chain inet hold out { type filter hook output priority 0; }; "
                         "add rule inet hold out udp dport { 500, 4500 } drop")
        self.adapt("starter", "mark")
        super().start_charons()

    PLACES = ("ipsec.d/certs", "ipsec.d/cacerts", "ipsec.d/private")

    def charon(self, tunnel, ports):
        label = self.label(tunnel)
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
                elif self.scene.get("lifetimes"):
                    self.adapt("short-lifetimes")
                    file.write(f"conn {name}\n{self.lifetimes(name)}")
        return Starter(self.network, self.place, label, path, self.file("ipsec.secrets"), self.file("strongswan.conf"), ports)

    def load(self):
        self.network.run(self.place, "nft", "delete", "table", "inet", "hold")

    def lifetimes(self, _):
        """As of swanctl.conf: here the end is given, and how long before it the renewal is."""
        ike, child = self.scene["lifetimes"]
        return f"\tikelifetime = {ike + 10}s\n\tlifetime = {child + 10}s\n\tmargintime = 10s\n\trekeyfuzz = 0%\n"


class IpsecConfFrr(IpsecConf, WithFrr):
    pass


class IpsecConfBird(IpsecConf, WithBird):
    pass


DEVICES = {"strongswan-frr": WithFrr, "strongswan-bird": WithBird, "strongswan": IpsecConfFrr, "strongswan, bird": IpsecConfBird}


def device(name, parameters):
    """The class of a device with the scene's parameters."""
    daemon = parameters.get("routing_daemon")
    return DEVICES[f"{name}, {daemon}" if f"{name}, {daemon}" in DEVICES else name]
