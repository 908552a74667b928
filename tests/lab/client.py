# SPDX-License-Identifier: ISC
# Client VPN: a real OpenVPN client with the profile that cgwgen renders, as it
# is, and a server that stands in for the endpoint.  The server's configuration
# is made here, of the same descriptor; nothing of it comes from cgwgen.
import glob
import ipaddress
import os
import re
import subprocess
import sys

import yaml

import traffic
from assertions import Not
from certificates import END, Authority
from network import Failed
from scene import Scene

USAGE = {"server": END + "extendedKeyUsage=serverAuth\n", "client": END + "extendedKeyUsage=clientAuth\n", "none": END}
ADDRESS = "198.51.100.7"    # of the endpoint
INSIDE = "10.20.0.5"        # of its network interface in the VPC
HOST = "10.20.0.10"         # in the VPC
ELSEWHERE = "203.0.113.5"   # in the internet
PASSWORD = "Invented.Password.1"


def mask(network):
    network = ipaddress.ip_network(network)
    return f"{network.network_address} {network.netmask}"


class Client(Scene):
    def build(self):
        self.connection = None
        self.endpoint = self.right["client_vpn_endpoints"][0]
        self.name = self.endpoint["dns_name"].removeprefix("*.")
        self.files = f"{self.folder}/profiles"
        self.proofs_asked = {proof["type"] for proof in self.endpoint["authentication"]}

    @property
    def adapted(self):
        return []

    def stages(self):
        yield self.set_up
        yield self.wire
        for name in self.scenario.get("stages", ["connect", "routes", "reach"]):
            yield getattr(self, name)

    # ---- the certificates and the profile ------------------------------------

    def certify(self):
        """A CA for all, as with easy-rsa; `foreign` has a certificate of somebody else's."""
        self.authority = Authority(self.network)
        foreign = self.scenario.get("foreign")
        for name, kind in (("server", self.scenario.get("server_usage", "server")), ("alice", "client"), ("bob", "client")):
            end = "server" if name == "server" else "client"
            self.authority.issue(name, f"/O=Example/CN={name}.example.com", "other-root" if foreign == end else "root", USAGE[kind])

    def set_up(self):
        self.certify()
        users = [{"name": name, "certificate_file": f"ca/{name}.pem", "key_file": f"ca/{name}.key"} for name in ("alice", "bob")]
        with open(f"{self.folder}/users.yaml", "w", encoding="utf-8") as file:
            yaml.safe_dump(users, file)
        command = [self.program, "render", "-d", "aws-openvpn-client", "-o", f"{self.files}/",
                   "-s", f"ca_file={self.authority.path('root')}"]
        if "certificate-authentication" in self.proofs_asked:
            command += ["-s", f"users_file={self.folder}/users.yaml"]
        for name, value in self.scenario.get("parameters", {}).items():
            command += ["-s", f"{name}={value}"]
        for directory in self.options["device_path"]:
            command += ["--device-path", directory]
        self.expect("cgwgen renders a profile for each user", lambda: self.render(command))
        self.expect("a profile with a key in it is its owner's alone", self.modes)
        self.expect("cgwgen verify finds nothing in them", self.verify)

    def run_program(self, command):
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode not in (0, 1):
            raise Failed(f"cgwgen {command[1]}: status {done.returncode}: {done.stderr.strip()}")
        return done

    def render(self, command):
        done = self.run_program([*command, self.descriptor()])
        names = sorted(os.path.basename(path) for path in glob.glob(f"{self.files}/*.ovpn"))
        return " ".join(names) if done.returncode == 0 and names else Not(done.stderr)

    @property
    def profile(self):
        return sorted(glob.glob(f"{self.files}/*.ovpn"))[0]

    def modes(self):
        found = []
        for path in glob.glob(f"{self.files}/*.ovpn"):
            with open(path, encoding="ascii") as file:
                key = "PRIVATE KEY-----" in file.read()
            mode = os.stat(path).st_mode & 0o777
            found.append(f"{mode:04o}{' with a key' if key else ''}")
            if mode != (0o600 if key else 0o644):
                return Not(f"{path}: {found[-1]}")
        return ", ".join(found)

    def verify(self):
        done = self.run_program([self.program, "verify", "--no-config", "--color=never", "-d", "aws-openvpn-client",
                                 "--against", self.descriptor(), *glob.glob(f"{self.files}/*.ovpn")])
        return "nothing" if done.returncode == 0 and "[CGW79" not in done.stdout else Not(done.stdout)

    # ---- the network, and the endpoint ---------------------------------------

    def wire(self):
        for name in ("client", "inet", "endpoint", "vpc"):
            self.network.add(name, 4)
        for left, left_name, right, right_name, address, peer in (
                ("client", "wan", "inet", "user", "192.0.2.10/24", "192.0.2.1/24"),
                ("endpoint", "wan", "inet", "aws", f"{ADDRESS}/24", "198.51.100.1/24"),
                ("endpoint", "eni", "vpc", "lan", f"{INSIDE}/24", f"{HOST}/24")):
            self.network.link(left, left_name, right, right_name)
            self.network.address(left, left_name, address)
            self.network.address(right, right_name, peer)
        self.network.ip("client", "route", "add", "default", "via", "192.0.2.1")
        self.network.ip("endpoint", "route", "add", "default", "via", "198.51.100.1")
        self.network.address("inet", "lo", f"{ELSEWHERE}/32")
        # The endpoint has its own address for what clients send (Client VPN Administrator Guide).
        with open(f"{self.folder}/nat", "w", encoding="utf-8") as file:
            file.write("table ip nat {\n chain out {\n  type nat hook postrouting priority 100;\n"
                       f"  ip saddr {self.endpoint['client_cidr_block']} masquerade\n }}\n}}\n")
        self.network.run("endpoint", "nft", "-f", f"{self.folder}/nat")
        self.names()
        if "federated-authentication" not in self.proofs_asked:     # of which the stand-in knows nothing
            self.serve()

    def names(self):
        """The profile is as it is: that its name leads here is the system's matter."""
        with open(f"{self.folder}/hosts", "w", encoding="ascii") as file:
            file.write("127.0.0.1 localhost\n")
            if "host_prefix" in self.scenario.get("parameters", {}):
                file.write(f"{ADDRESS} {self.scenario['parameters']['host_prefix']}.{self.name}\n")
        with open(f"{self.folder}/resolv.conf", "w", encoding="ascii") as file:
            file.write("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
        for name in ("hosts", "resolv.conf"):
            self.network.run(None, "mount", "--bind", f"{self.folder}/{name}", f"/etc/{name}")
        self.network.start("client", "resolver", sys.executable, f"{self.options['lab']}/resolver.py", self.name, ADDRESS)

    def pushes(self):
        if not self.endpoint["split_tunnel"]:
            yield "redirect-gateway def1"
        else:
            for network in sorted({route["destination_cidr_block"] for route in self.endpoint["routes"]}):
                yield f"route {mask(network)}"
        for server in self.endpoint.get("dns_servers", []):
            yield f"dhcp-option DNS {server}"

    def server_lines(self):
        yield "dev tun"
        yield "topology subnet"
        yield f"server {mask(self.endpoint['client_cidr_block'])}"
        yield f"local {ADDRESS}"
        yield f"port {self.endpoint['vpn_port']}"
        yield "proto tcp-server" if self.endpoint["transport_protocol"] == "tcp" else "proto udp"
        yield f"ca {self.authority.path('root')}"
        yield f"cert {self.authority.path('server')}"
        yield f"key {self.authority.path('server', 'key')}"
        yield "dh none"
        yield "data-ciphers AES-256-GCM"
        yield f"verify-client-cert {'require' if 'certificate-authentication' in self.proofs_asked else 'none'}"
        if "directory-service-authentication" in self.proofs_asked:
            yield "script-security 3"
            yield f"auth-user-pass-verify {self.checker()} via-env"
        yield "keepalive 2 10"
        yield f"status {self.folder}/status 1"
        yield "verb 4"
        for line in self.pushes():
            yield f'push "{line}"'

    def checker(self):
        path = f"{self.folder}/check-password"
        with open(path, "w", encoding="ascii") as file:
            file.write(f'#!/bin/sh\n[ "$username" = alice ] && [ "$password" = {PASSWORD} ]\n')
        os.chmod(path, 0o700)
        return path

    def serve(self):
        with open(f"{self.folder}/server.conf", "w", encoding="ascii") as file:
            file.write("\n".join(self.server_lines()) + "\n")
        self.network.start("endpoint", "server", "openvpn", "--config", f"{self.folder}/server.conf")
        self.network.wait("the stand-in for the endpoint", lambda: "Initialization Sequence Completed" in self.log("server"))

    def log(self, label):
        try:
            with open(f"{self.folder}/{label}.log", encoding="utf-8", errors="replace") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    # ---- what the client does ------------------------------------------------

    def start(self):
        words = ["openvpn", "--config", self.profile]
        if "directory-service-authentication" in self.proofs_asked:     # what the user would type
            with open(f"{self.folder}/typed", "w", encoding="ascii") as file:
                file.write(f"alice\n{PASSWORD}\n")
            os.chmod(f"{self.folder}/typed", 0o600)
            words += ["--auth-user-pass", f"{self.folder}/typed"]
        self.network.start("client", "client", *words)

    def connect(self):
        self.start()
        if not self.expect("OpenVPN connects with the profile as it is", self.connected, 12):
            return
        self.expect("the name it asked for is as the profile says", self.asked)
        self.expect("transport and port are the endpoint's", self.carried)
        self.expect("its address is of the endpoint's pool", self.pooled)
        self.expect("the cipher is AES-256-GCM", lambda: self.says("client", r"Data Channel: cipher '(AES-256-GCM)'"))
        self.expect("the endpoint saw the certificate of the profile's user", lambda: self.says(
            "server", r"VERIFY OK: depth=0, O ?= ?Example, CN ?= ?(alice\.example\.com)"))

    def connected(self):
        said = self.log("client")
        if "Initialization Sequence Completed" in said:
            return "Initialization Sequence Completed"
        errors = [line for line in said.splitlines() if re.search(r"error|fail|refused|Unrecognized", line, re.IGNORECASE)]
        return Not(errors[-1] if errors else "not yet")

    def says(self, label, pattern):
        found = re.search(pattern, self.log(label))
        return found.group(1) if found else Not(f"{label}.log has no {pattern}")

    def asked(self):
        prefix = self.scenario.get("parameters", {}).get("host_prefix")
        asked = {line.split()[0] for line in self.log("resolver").splitlines() if line.endswith(" below")}
        if prefix:
            with open(self.profile, encoding="ascii") as file:
                named = re.search(r"^remote (\S+)", file.read(), re.MULTILINE).group(1)
            return f"{named}, of the hosts file" if named == f"{prefix}.{self.name}" and not asked else Not(f"{named} {asked}")
        good = [name for name in asked if re.fullmatch(rf"[0-9a-f]+\.{re.escape(self.name)}", name)]
        return f"{good[0]}: a random word in front" if good and len(good) == len(asked) else Not(f"{asked}")

    def carried(self):
        port, tcp = self.endpoint["vpn_port"], self.endpoint["transport_protocol"] == "tcp"
        pattern = rf"{'TCPv4_CLIENT' if tcp else 'UDPv4'} link remote: \[AF_INET\](198\.51\.100\.7:{port})"
        return self.says("client", pattern)

    def pooled(self):
        said = self.network.ip("client", "-o", "-4", "address", "show", "dev", "tun0")
        found = re.search(r"inet (\S+)/", said)
        pool = ipaddress.ip_network(self.endpoint["client_cidr_block"])
        address = found.group(1) if found else "none"
        return f"{address} of {pool}" if found and ipaddress.ip_address(address) in pool else Not(address)

    def leads(self, address):
        return re.search(r" dev (\S+)", self.network.ip("client", "route", "get", address)).group(1)

    def routes(self):
        split = self.endpoint["split_tunnel"]
        for route in self.endpoint["routes"]:
            network = ipaddress.ip_network(route["destination_cidr_block"])
            self.expect(f"{network} leads into the tunnel", lambda network=network: self.led(str(network[10]), "tun0"), 3)
        self.expect(f"elsewhere leads {'past' if split else 'into'} the tunnel", lambda: self.led(ELSEWHERE, "wan" if split else "tun0"))
        self.expect("the endpoint itself is reached past the tunnel", lambda: self.led(ADDRESS, "wan"))
        self.expect("the profile's comments name the endpoint's routes", self.commented)
        if split:
            self.expect("the routes in the tunnel are those of the comments", self.pushed)

    def led(self, address, wanted):
        device = self.leads(address)
        return f"{address} by {device}" if device == wanted else Not(f"{address} by {device}")

    def comments(self):
        with open(self.profile, encoding="ascii") as file:
            return re.findall(r"^#   (\S+/\d+)$", file.read(), re.MULTILINE)

    def commented(self):
        wanted = sorted({route["destination_cidr_block"] for route in self.endpoint["routes"]})
        return " ".join(wanted) if self.comments() == wanted else Not(f"{self.comments()}")

    def pushed(self):
        said = self.network.ip("client", "-4", "route", "show", "dev", "tun0")
        found = sorted(re.findall(r"^(\S+/\d+) via", said, re.MULTILINE))
        return " ".join(found) if found == self.comments() else Not(said)

    def reach(self):
        counts = {}
        self.expect("the client reaches the VPC", lambda: self.pinged(HOST, counts), 5)
        carrier = "tcp" if self.endpoint["transport_protocol"] == "tcp" else "udp"
        said = " ".join(f"{kind}={count}" for kind, count in counts.items())
        self.expect("no ping is on the wire in clear", lambda: said if counts.get(carrier, 0) >= 6 and "icmp" not in counts else Not(said))
        self.expect("the VPC sees the endpoint's address", self.seen)
        if not self.endpoint["split_tunnel"]:
            self.expect("the client reaches elsewhere through the endpoint", lambda: self.pinged(ELSEWHERE, {}), 5)

    def pinged(self, address, counts):
        answers = []
        counts.clear()
        counts.update(traffic.capture(self.network, "inet", "user", 2, lambda: answers.append(
            traffic.ping(self.network, "client", address))))
        said = f"{answers[0]} of 3 pings to {address} answered"
        return said if answers[0] == 3 else Not(said)

    def seen(self):
        said = self.network.ip("vpc", "neigh", "show", "dev", "lan")
        route = self.network.succeeds("vpc", "ping", "-c", "1", "-W", "1", "10.200.0.2")
        return f"{INSIDE} alone; the VPC has no route to clients" if INSIDE in said and not route else Not(said)

    # What OpenVPN itself cannot do.
    def federated(self):
        self.start()
        self.expect("limit: OpenVPN refuses auth-federate, a word of AWS's own client", lambda: self.says(
            "client", r"(Unrecognized option or missing or extra parameter\(s\) in \S+: auth-federate)"), 5)
        self.network.processes.pop("client", None)

    def explanation(self):
        return self.log("client") + self.log("server")
