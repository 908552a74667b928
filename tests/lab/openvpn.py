# SPDX-License-Identifier: ISC
# OpenVPN on an instance: a real server with the configuration that cgwgen
# renders, and real clients with theirs, all as they are.
import glob
import ipaddress
import os
import re

import yaml

from assertions import Not
from certificates import Authority
from client import Client, ELSEWHERE, HOST, INSIDE, USAGE, ADDRESS

BEHIND = "192.168.30.10"    # at the site
ENDS = {"alice": ("road", "192.0.2.10"), "branch": ("site", "192.0.2.20")}


class OpenVpn(Client):
    def build(self):
        self.connection = None
        self.server = self.right["openvpn_servers"][0]
        self.pair = self.server["role"] == "site-to-site"
        self.peers = {peer["name"]: peer for peer in self.server["clients"]}
        self.version2 = self.server.get("tls_crypt") == "tls-crypt-v2"
        self.inline = self.scenario.get("inline", True)
        self.files = f"{self.folder}/etc"

    def stages(self):
        yield self.set_up
        yield self.wire
        for name in self.scenario.get("stages", ["connect", "pair" if self.pair else "routes", "reach"]):
            yield getattr(self, "reach_pair" if name == "pair" else name)

    # ---- certificates, keys and files ----------------------------------------

    def certify(self):
        """`foreign` has a certificate of somebody else's; `shows` is whose alice shows; `server_name` what the server is called."""
        self.authority = Authority(self.network)
        foreign = self.scenario.get("foreign")
        self.authority.issue("server", f"/O=Example/CN={self.scenario.get('server_name', 'server.example.com')}",
                             "other-root" if foreign == "server" else "root", USAGE["server"])
        for name in (*self.peers, "mallory"):
            self.authority.issue(name, f"/O=Example/CN={name}", "other-root" if foreign == name else "root", USAGE["client"])
        if not self.version2:
            for name in ("tls-crypt", "another"):
                self.network.run(None, "openvpn", "--genkey", "secret", f"{self.files}/{name}.key")
            return
        self.network.run(None, "openvpn", "--genkey", "tls-crypt-v2-server", f"{self.files}/tls-crypt-v2.key")
        for name in self.peers:
            self.network.run(None, "openvpn", "--tls-crypt-v2", f"{self.files}/tls-crypt-v2.key",
                             "--genkey", "tls-crypt-v2-client", f"{self.files}/{name}-tls-crypt-v2.key")

    def owned(self, name):
        """Whose certificate NAME shows."""
        return self.scenario.get("shows", {}).get(name, name)

    def users(self):
        users = []
        for name in self.peers:
            own = self.owned(name)
            users.append({"name": name, "certificate_file": f"ca/{own}.pem", "key_file": f"ca/{own}.key"})
            if self.version2:
                users[-1]["tls_crypt_v2_file"] = f"etc/{name}-tls-crypt-v2.key"
        with open(f"{self.folder}/users.yaml", "w", encoding="utf-8") as file:
            yaml.safe_dump(users, file)
        return f"users_file={self.folder}/users.yaml"

    def place(self):
        """Where rendered paths say that files lie."""
        for source, target in [("root.pem", "ca.crt"), ("server.pem", f"{self.server['id']}.crt"), ("server.key", f"{self.server['id']}.key"),
                               *((f"{self.owned(name)}.pem", f"{name}.crt") for name in self.peers),
                               *((f"{self.owned(name)}.key", f"{name}.key") for name in self.peers)]:
            os.link(f"{self.authority.folder}/{source}", f"{self.files}/{target}")

    def settings(self, device):
        yield f"directory={self.files}"
        if not self.inline:
            return
        yield f"ca_file={self.authority.path('root')}"
        wrong = device != "openvpn-server" and self.scenario.get("wrong_key")
        if not self.version2 or device == "openvpn-server":
            kind = "tls-crypt-v2" if self.version2 else "another" if wrong else "tls-crypt"
            yield f"tls_crypt_file={self.files}/{kind}.key"
        if device == "openvpn-client":
            yield self.users()
            return
        own = "server" if device == "openvpn-server" else self.owned("branch")
        yield f"certificate_file={self.authority.path(own)}"
        yield f"key_file={self.authority.path(own, 'key')}"

    def set_up(self):
        os.mkdir(self.files, 0o755)
        self.certify()
        self.place()
        self.devices = ["openvpn-server", "openvpn-site" if self.pair else "openvpn-client"]
        self.expect("cgwgen lint finds nothing", self.linted)
        for device in self.devices:
            self.expect(f"cgwgen renders {device}", lambda device=device: self.rendered(device))
        self.expect("a file with a key in it is its owner's alone", self.modes)
        for device in self.devices:
            self.expect(f"cgwgen verify finds nothing in {device}'s", lambda device=device: self.verified(device))

    def linted(self):
        done = self.run_program([self.program, "lint", "--no-config", "--color=never", "--fail-on", "note", self.descriptor()])
        return "nothing" if done.returncode == 0 else Not(done.stdout)

    def command(self, device, command):
        words = [self.program, command, "-d", device]
        for setting in self.settings(device):
            words += ["-s", setting]
        for directory in self.options["device_path"]:
            words += ["--device-path", directory]
        return words

    def rendered(self, device):
        before = set(self.texts())
        done = self.run_program([*self.command(device, "render"), "-o", f"{self.files}/", self.descriptor()])
        names = sorted(os.path.relpath(path, self.files) for path in set(self.texts()) - before)
        return " ".join(names) if done.returncode == 0 and names else Not(done.stderr)

    def texts(self):
        return [path for pattern in ("*.conf", "*.ovpn", "*.ccd/*") for path in glob.glob(f"{self.files}/{pattern}")]

    def modes(self):
        found = []
        for path in self.texts():
            with open(path, encoding="ascii") as file:
                key = "PRIVATE KEY-----" in file.read()
            mode = os.stat(path).st_mode & 0o777
            found.append(f"{os.path.basename(path)} {mode:04o}{' with a key' if key else ''}")
            if mode != (0o600 if key else 0o644):
                return Not(found[-1])
        return ", ".join(found)

    def verified(self, device):
        files = self.texts() if device == "openvpn-server" else glob.glob(f"{self.files}/{self.server['id']}-*")
        files = [path for path in files if (os.path.basename(path).startswith(f"{self.server['id']}-")) != (device == "openvpn-server")]
        done = self.run_program([self.program, "verify", "--no-config", "--color=never", "-d", device, "-s", f"directory={self.files}",
                                 "--against", self.descriptor(), *files])
        return f"nothing in {len(files)}" if done.returncode == 0 and files and "[CGW79" not in done.stdout else Not(done.stdout + done.stderr)

    # ---- the network -----------------------------------------------------------

    def wire(self):
        for name in ("road", "site", "host", "inet", "instance", "vpc"):
            self.network.add(name, 4)
        for left, left_name, right, right_name, address, peer in (
                ("road", "wan", "inet", "user", "192.0.2.10/28", "192.0.2.1/28"),
                ("site", "wan", "inet", "branch", "192.0.2.20/28", "192.0.2.17/28"),
                ("site", "lan", "host", "lan", "192.168.30.1/24", f"{BEHIND}/24"),
                ("instance", "wan", "inet", "aws", f"{ADDRESS}/24", "198.51.100.1/24"),
                ("instance", "eni", "vpc", "lan", f"{INSIDE}/24", f"{HOST}/24")):
            self.network.link(left, left_name, right, right_name)
            self.network.address(left, left_name, address)
            self.network.address(right, right_name, peer)
        for name, gateway in (("road", "192.0.2.1"), ("site", "192.0.2.17"), ("host", "192.168.30.1"), ("instance", "198.51.100.1")):
            self.network.ip(name, "route", "add", "default", "via", gateway)
        self.network.address("inet", "lo", f"{ELSEWHERE}/32")
        with open(f"{self.folder}/hosts", "w", encoding="ascii") as file:
            file.write(f"127.0.0.1 localhost\n{ADDRESS} {self.server['remote']}\n")
        self.network.run(None, "mount", "--bind", f"{self.folder}/hosts", "/etc/hosts")
        self.expect("the configuration's comments name the VPC's routes", self.route)
        if self.server.get("redirect_gateway"):     # as the comments say
            with open(f"{self.folder}/nat", "w", encoding="utf-8") as file:
                file.write("table ip nat {\n chain out {\n  type nat hook postrouting priority 100;\n"
                           f"  ip saddr {self.server['server']} oifname wan masquerade\n }}\n}}\n")
            self.network.run("instance", "nft", "-f", f"{self.folder}/nat")

    def route(self):
        """The VPC's route table is made of the comments."""
        with open(f"{self.files}/{self.server['id']}.conf", encoding="ascii") as file:
            found = re.findall(r"^#   (\S+/\d+) (\S+)$", file.read(), re.MULTILINE)
        for network, _ in found:
            self.network.ip("vpc", "route", "add", network, "via", INSIDE)
        table = {route["destination"] for route in self.right["route_tables"][0]["routes"] if route["target"] != "local"}
        said = " ".join(f"{network} {target}" for network, target in found)
        good = {network for network, _ in found} == table and all(target == self.server["network_interface_id"] for _, target in found)
        return said if good else Not(said)

    # ---- what servers and clients do -------------------------------------------

    def connect(self):
        self.network.start("instance", "server", "openvpn", "--config", f"{self.files}/{self.server['id']}.conf")
        if not self.expect("OpenVPN takes the server's configuration as it is", lambda: self.listening("server"), 5):
            return
        for name in self.scenario.get("who", self.peers):
            path = next(path for path in self.texts() if os.path.basename(path).startswith(f"{self.server['id']}-{name}."))
            # Paths without a directory are meant from where the file lies.
            self.network.start(ENDS[name][0], name, "openvpn", "--cd", self.files, "--config", path)
        for name in self.scenario.get("who", self.peers):
            if not self.expect(f"OpenVPN connects {name} with the file as it is", lambda name=name: self.is_up(name), 12):
                return
        for name in self.peers:
            self.addressed(name)
        self.expect("the cipher is AES-256-GCM", lambda: self.says(self.any, r"Data Channel: cipher '(AES-256-GCM)'"))
        self.expect("the server runs as nobody", self.dropped)
        carried = "TCPv4_CLIENT" if self.server.get("proto") == "tcp" else "UDPv4"
        port = self.server.get("port", 1194)
        self.expect("transport and port are the descriptor's", lambda: self.says(
            self.any, rf"{carried} link remote: \[AF_INET\](198\.51\.100\.7:{port})"))

    @property
    def any(self):
        return next(iter(self.peers))

    def listening(self, label):
        said = self.log(label)
        if re.search("Initialization Sequence Completed|link remote: \\[AF_UNSPEC\\]|Listening for incoming TCP", said):
            return "it listens"
        return Not(said[-200:])

    def is_up(self, name):
        said = self.log(name)
        if "Initialization Sequence Completed" in said:
            return "Initialization Sequence Completed"
        errors = [line for line in (said + self.log("server")).splitlines() if re.search(r"error|fail|refused|Unrecognized", line, re.IGNORECASE)]
        return Not(errors[-1] if errors else "not yet")

    def dropped(self):
        for entry in glob.glob("/proc/[0-9]*/status"):
            try:
                with open(entry, encoding="ascii", errors="replace") as file:
                    said = file.read()
            except OSError:
                continue
            if re.search(r"^Name:\topenvpn$", said, re.MULTILINE) and re.search(r"^Uid:\t65534\b", said, re.MULTILINE):
                return "uid 65534"
        return Not("no openvpn of uid 65534")

    def address_of(self, name):
        found = re.search(r"inet (\S+?)[/ ]", self.network.ip(ENDS[name][0], "-o", "-4", "address", "show", "dev", "tun0"))
        return found.group(1) if found else "none"

    def addressed(self, name):
        fixed = "10.99.0.2" if self.pair else self.peers[name].get("ifconfig_push")
        if fixed:
            self.expect(f"{name} has the address that the descriptor says",
                        lambda: fixed if self.address_of(name) == fixed else Not(self.address_of(name)))
            return
        lowest = min((ipaddress.ip_address(peer["ifconfig_push"]) for peer in self.peers.values() if "ifconfig_push" in peer))
        first = ipaddress.ip_network(self.server["server"])[2]
        self.expect(f"{name} has an address of the pool, below those of others", lambda: str(self.address_of(name)) if first <= ipaddress.ip_address(
            self.address_of(name)) < lowest else Not(self.address_of(name)))

    def led_from(self, name, address, wanted):
        device = re.search(r" dev (\S+)", self.network.ip(name, "route", "get", address)).group(1)
        return f"{address} by {device}" if device == wanted else Not(f"{address} by {device}")

    def routes(self):
        full = self.server.get("redirect_gateway", False)
        self.expect("the VPC leads into alice's tunnel", lambda: self.led_from("road", HOST, "tun0"), 3)
        self.expect(f"elsewhere leads {'into' if full else 'past'} it", lambda: self.led_from("road", ELSEWHERE, "tun0" if full else "wan"))
        self.expect("the server itself is reached past it", lambda: self.led_from("road", ADDRESS, "wan"))
        self.expect("alice was given the DNS server", lambda: self.says("alice", r"PUSH_REPLY.*dhcp-option DNS (10\.20\.0\.2)"))
        self.expect("the server sends the branch's network to the branch", lambda: self.led_from("instance", BEHIND, "tun0"))

    def reach(self):
        if not self.pair:
            self.expect("alice reaches the VPC", lambda: self.pings("road", HOST), 5)
            self.expect("the VPC reaches alice by her own address", lambda: self.pings("vpc", self.address_of("alice")), 5)
        self.expect("a host at the site reaches the VPC", lambda: self.pings("host", HOST), 5)
        self.expect("the VPC reaches a host at the site", lambda: self.pings("vpc", BEHIND), 5)
        if self.server.get("redirect_gateway"):
            self.expect("alice reaches elsewhere through the instance", lambda: self.pings("road", ELSEWHERE), 5)
        if not self.pair:
            among = self.server.get("client_to_client", False)
            self.expect(f"alice is {'' if among else 'not '}led to the site's network", lambda: self.led_from("road", BEHIND, "tun0" if among else "wan"))
        if self.server.get("client_to_client"):
            self.expect("alice reaches a host at the site", lambda: self.pings("road", BEHIND), 5)

    def reach_pair(self):
        self.expect("the site leads the VPC into the tunnel", lambda: self.led_from("site", HOST, "tun0"), 3)
        self.expect("the site leads elsewhere past it", lambda: self.led_from("site", ELSEWHERE, "wan"))
        self.expect("the instance leads the site into the tunnel", lambda: self.led_from("instance", BEHIND, "tun0"))
        self.expect("the ends reach each other", lambda: self.pings("site", "10.99.0.1"), 5)

    def pings(self, name, address):
        import traffic
        answered = traffic.ping(self.network, name, address)
        said = f"{answered} of 3 pings to {address} answered"
        return said if answered == 3 else Not(said)

    def explanation(self):
        return "".join(self.log(label) for label in ("server", *self.peers))
