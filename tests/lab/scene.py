# SPDX-License-Identifier: ISC
# One scene: the network, both sides, and what is asserted, stage by stage.  A
# stage in which something failed is the last, since those after it would only
# fail for the same reason.
import copy
import ipaddress
import json
import re
import time

import yaml

import lint
import settings
import size
import traffic
from aws import Aws
from certificates import Authority
from descriptor import Connection
from assertions import Assertions, Not
from devices import gateway_class
from firewall import Firewall
from gateway import route
from network import Failed, Network
from policy import Policy
from suites import expected_esp, expected_ike, suite


def change(document, path, value):
    """Sets the value at a path such as connections.0.tunnels.0.pre_shared_key."""
    *way, last = [int(word) if word.isdigit() else word for word in path.split(".")]
    for word in way:
        document = document[word]
    document[last] = value


class Scene(Policy, Firewall):
    def __init__(self, scenario, folder, program, options, write):
        self.scenario = scenario
        self.folder = folder
        self.program = program
        self.options = options
        with open(f"{options['lab']}/descriptors/{scenario['descriptor']}.yaml", encoding="utf-8") as file:
            self.stored = yaml.safe_load(file)
        self.right = copy.deepcopy(self.stored)
        for path, value in scenario.get("change", {}).items():
            change(self.right, path, value)
        self.wrong = copy.deepcopy(self.right)
        for path, value in scenario.get("wrong", {}).items():
            change(self.wrong, path, value)
        self.network = Network(folder)
        self.assertions = Assertions(write)
        self.expect = self.assertions.expect
        self.build()

    def build(self):
        self.connection = Connection(yaml.safe_dump(self.right))
        self.aws = Aws(self.network, [self.connection])
        self.gateway = gateway_class(self.scenario)(self.network, [self.connection], self.scenario)

    def run(self):
        try:
            for stage in self.stages():
                stage()
                if self.assertions.failed:
                    break
        except (Failed, OSError, ValueError) as error:
            self.expect("the lab works", lambda: Not(str(error)))
        return self.assertions.rows

    def stages(self):
        if self.gateway.stages:     # where less can be proven, or by other means
            yield from self.gateway.stages(self)
            return
        yield self.set_up
        yield self.ike
        yield self.inside
        if not self.connection.static:
            yield self.bgp
        yield self.routes
        yield self.carry
        yield from self.named(["size", "rekey", "failover", "recovery"])

    def named(self, usual):
        """The stages that the scenario names, or the usual ones."""
        return [getattr(self, name) for name in self.scenario.get("stages", usual)]

    # Everything is started.
    def set_up(self):
        self.lint()
        files = self.gateway.render(self.descriptor(), self.program, self.options)
        self.expect("cgwgen renders the device's files", lambda: " ".join(files))
        lint.check_files(self.expect, lint.Lint(self.program, self.folder), self.scenario, self.right,
                         [f"{self.gateway.files}/{name}" for name in files])
        self.network.add("inet", 4)
        self.network.run("inet", "ip", "address", "add", "192.0.2.1/32", "dev", "lo")
        self.aws.wire()
        self.gateway.wire()
        if self.connection.certificate:
            self.certify()
        self.aws.start()
        self.guard()
        self.gateway.start()

    @property
    def adapted(self):
        return self.gateway.adapted

    def lint(self):
        lint.check(self.expect, lint.Lint(self.program, self.folder), self.scenario, self.stored, self.right, self.wrong)

    def descriptor(self):
        path = f"{self.folder}/descriptor.yaml"
        with open(path, "w", encoding="utf-8") as file:
            yaml.safe_dump(self.wrong, file)
        return path

    def certify(self):
        """The scenario's `foreign` names the end whose certificate is of another CA; the device knows that CA as well."""
        authority = Authority(self.network)
        foreign = self.scenario.get("foreign")
        for endpoint in self.aws.endpoints:
            endpoint.equip(authority, "other" if foreign == endpoint.name else "subordinate")
        cas = ["root", "subordinate"] + (["other-root", "other"] if foreign else [])
        self.gateway.equip(authority, "other" if foreign == "device" else "subordinate", cas)

    # Both ends agree on what the options choose.
    def ike(self):
        for tunnel, charon in zip(self.connection.tunnels, self.gateway.charons):
            self.expect(f"tunnel {tunnel.number}: IKE established, child installed",
                        lambda charon=charon: self.installed(charon), 15)
        if self.assertions.failed:
            return
        for tunnel, charon in zip(self.connection.tunnels, self.gateway.charons):
            self.suites(tunnel, charon)
            self.lifetimes(tunnel, charon)
        settings.check(self)
        if self.connection.certificate:
            self.proofs()

    def proofs(self):
        """Who proved what to whom, as those say who believed it."""
        for endpoint, charon in zip(self.aws.endpoints, self.gateway.charons):
            name = f"tunnel {endpoint.tunnel.number}"
            self.expect(f"{name}: AWS's certificate is believed", lambda charon=charon, endpoint=endpoint: self.proof(
                charon, f"'{endpoint.subject}'"))
            self.expect(f"{name}: the device's certificate is believed", lambda endpoint=endpoint: self.proof(
                endpoint.charon, "'O=Example, CN=gateway.example.com'"))

    @staticmethod
    def proof(charon, identity):
        found = re.findall(r"authentication of ('[^']*') with (\S+).* successful", charon.said())
        said = "; ".join(sorted({" with ".join(pair) for pair in found}))
        good = found and all(who == identity and how.startswith("RSA") for who, how in found)
        return said if good else Not(said or "nothing was proved")

    @staticmethod
    def installed(charon):
        found = charon.established()
        if not found:
            return Not(" ".join(f"{sa['name']} {sa['state']}" for sa in charon.sas()) or "no SA")
        return f"{found[0]['local-host']} to {found[0]['remote-host']}, IKEv{found[0]['version']}"

    def suites(self, tunnel, charon):
        sa, child = charon.established()
        name = f"tunnel {tunnel.number}"

        def same(got, wanted):
            return got if got == wanted else Not(f"{got}, not {wanted}")

        self.expect(f"{name}: IKE version", lambda: same(sa["version"], str(tunnel.ike)))
        self.expect(f"{name}: IKE's suite", lambda: same(suite(sa), expected_ike(tunnel.phase1)))
        self.expect(f"{name}: ESP's suite", lambda: same(suite(child), expected_esp(tunnel.phase2, tunnel.ike == 1)))
        everything = "::/0" if self.connection.version == 6 else "0.0.0.0/0"
        self.expect(f"{name}: selectors", lambda: same(
            f"{' '.join(child['local-ts'])} === {' '.join(child['remote-ts'])}", f"{everything} === {everything}"))

    def lifetimes(self, tunnel, charon):
        """The device renews 600 to 660 seconds before AWS's end, its child ends with AWS's."""
        if self.scenario.get("lifetimes"):
            return
        sa, child = charon.established()
        name = f"tunnel {tunnel.number}"

        def within(got, low, high):
            return f"{got} s" if low <= got <= high else Not(f"{got} s, not {low} to {high}")

        ike = int(sa["rekey-time"]) + int(sa["established"])
        renew = int(child["rekey-time"]) + int(child["install-time"])
        life = int(child["life-time"]) + int(child["install-time"])
        end = tunnel.phase1.lifetime
        self.expect(f"{name}: IKE is renewed after", lambda: within(ike, end - 665, end - 595))
        end = tunnel.phase2.lifetime
        self.expect(f"{name}: the child is renewed after", lambda: within(renew, end - 665, end - 595))
        self.expect(f"{name}: the child ends after", lambda: within(life, end - 2, end + 2))

    # AWS's inside addresses answer.
    def inside(self):
        for tunnel, endpoint in zip(self.connection.tunnels, self.aws.endpoints):
            interface = self.gateway.interface(tunnel)
            self.expect(f"tunnel {tunnel.number}: the interface has the inside address",
                        lambda tunnel=tunnel, interface=interface: self.has_address(interface, tunnel))
            self.expect(f"tunnel {tunnel.number}: AWS's inside address answers",
                        lambda tunnel=tunnel, interface=interface: self.pings("cgw", tunnel.aws, interface), 3)
            self.expect(f"tunnel {tunnel.number}: the device's inside address answers AWS",
                        lambda tunnel=tunnel, endpoint=endpoint: self.pings(endpoint.name, tunnel.customer, tunnel.aws), 3)
        if self.gateway.SCRIPT:
            self.expect("the rendered script's status", lambda: self.says(self.gateway.status()))

    def has_address(self, interface, tunnel, place="cgw"):
        said = json.loads(self.network.ip(place, "-j", "address", "show", "dev", interface))
        found = [f"{a['local']}/{a['prefixlen']}" for a in said[0]["addr_info"] if a.get("scope") == "global"]
        wanted = f"{tunnel.customer}/{tunnel.network.prefixlen}"
        return " ".join(found) if found == [wanted] else Not(f"{found}, not {wanted}")

    def pings(self, namespace, address, source=None):
        count = traffic.ping(self.network, namespace, address, source)
        said = f"{count} of 3 pings to {address} answered"
        return said if count == 3 else Not(said)

    @staticmethod
    def says(text):
        said = "; ".join(text.strip().splitlines())
        return Not(said) if "not" in said or "no such" in said else said

    # BGP, as both ends see it.
    def bgp(self):
        for tunnel, endpoint in zip(self.connection.tunnels, self.aws.endpoints):
            self.expect(f"tunnel {tunnel.number}: BGP with the right ASNs and timers",
                        lambda tunnel=tunnel: self.session(tunnel), self.scenario.get("patience", 45))
            self.expect(f"tunnel {tunnel.number}: AWS's end of BGP",
                        lambda endpoint=endpoint: self.aws_session(endpoint), 5)

    def session(self, tunnel):
        return self.right_session(self.gateway, tunnel)

    @staticmethod
    def right_session(gateway, tunnel):
        got = gateway.session(tunnel)
        if not got:
            return Not("no session")
        reset = got.pop("reset")
        connection = tunnel.connection
        wanted = {"state": "Established", "link": "external", "local": connection.site_asn, "remote": connection.aws_asn,
                  "hold": tunnel.hold, "keepalive": tunnel.hold // 3}
        if "asked" in got:      # BIRD says only what both ends agreed on
            wanted["asked"] = f"{tunnel.hold // 3}/{tunnel.hold}"
        said = " ".join(f"{key}={value}" for key, value in got.items())
        return said if got == wanted else Not(f"{said} {reset}".strip())

    @staticmethod
    def aws_session(endpoint):
        said = endpoint.birdc("show", "protocols", "all", "site")
        lines = [line.strip() for line in said.splitlines()]
        found = [" ".join(line.split()) for line in lines if line.startswith(("BGP state:", "Neighbor AS:", "Hold timer:", "Last error:"))]
        return "; ".join(found) if "BGP state:          Established" in said else Not("; ".join(found))

    # Prefixes are where they belong.
    def routes(self):
        first = self.preferred
        # A preference shows only where there is a choice.
        for tunnel in self.connection.tunnels:
            if not self.connection.static:
                self.expect(f"the gateway learned AWS's networks by tunnel {tunnel.number}",
                            lambda tunnel=tunnel: " ".join(sorted(self.gateway.learned(tunnel))), 15)
        self.expect(f"the gateway's {self.gateway.TABLE} leads to AWS by tunnel {first.number}", lambda: self.leads(first), 15)
        for endpoint in self.aws.endpoints:
            if not self.connection.static:
                self.expect(f"{endpoint.name} learned the site's prefixes and no other",
                            lambda endpoint=endpoint: self.learned(endpoint), 15)
            self.expect(f"{endpoint.name}'s FIB leads to the site by the tunnel",
                        lambda endpoint=endpoint: self.leads_back(endpoint), 15)

    def leads(self, tunnel):
        interface, via = self.gateway.route(self.connection.aws_host)
        said = f"{self.connection.aws_host} via {via} dev {interface}"
        return said if interface == self.gateway.interface(tunnel) else Not(said)

    def leads_back(self, endpoint):
        return self.leads_back_to(endpoint, self.connection.site_host)

    def leads_back_to(self, endpoint, address):
        interface, _ = route(self.network, endpoint.name, address)
        said = f"{address} dev {interface}"
        return said if interface == "ipsec0" else Not(said)

    def learned(self, endpoint):
        found = self.networks(endpoint.birdc("show", "route", "protocol", "site"))
        wanted = sorted(str(prefix) for prefix in self.connection.site_prefixes)
        return " ".join(found) if found == wanted else Not(f"{' '.join(found)}, not {' '.join(wanted)}")

    @staticmethod
    def is_network(word):
        try:
            ipaddress.ip_network(word)
        except ValueError:
            return False
        return True

    # Hosts reach each other, through ESP and nothing else.
    def carry(self):
        self.expect("a host behind the gateway reaches the VPC",
                    lambda: self.pings("host", self.connection.aws_host), 5)
        self.expect("the VPC reaches the host", lambda: self.pings_back(), 5)
        before = self.esp_bytes()
        counts = traffic.capture(self.network, "inet", "site", 3,
                                 lambda: traffic.ping(self.network, "host", self.connection.aws_host, count=5))
        after = self.esp_bytes()
        clear = {name: count for name, count in counts.items() if name not in ("arp", "ike", "keepalive", "esp-in-udp")}
        said = " ".join(f"{name}={count}" for name, count in counts.items())
        self.expect("on the wire are IKE and ESP in UDP alone",
                    lambda: said if not clear and counts.get("esp-in-udp", 0) >= 10 else Not(said))
        if not self.scenario.get("lifetimes"):      # the SA may have been renewed meanwhile, and then begins at 0
            number = self.preferred.number
            passed = after[number - 1] - before[number - 1]
            self.expect(f"the SA of tunnel {number} counts what passed",
                        lambda: f"{passed} bytes" if passed >= 5 * 84 else Not(f"{before} {after}"))
        counts = traffic.capture(self.network, "inet", "site", 2,
                                 lambda: traffic.ping(self.network, "inet", self.connection.site_address))
        self.expect("control: the capture sees a ping in clear",
                    lambda: f"icmp={counts['icmp']}" if counts.get("icmp") else Not("it does not"))

    def pings_back(self):
        count = traffic.ping(self.network, "vpc", self.connection.site_host, str(self.connection.aws_host))
        said = f"{count} of 3 pings to {self.connection.site_host} answered"
        return said if count == 3 else Not(said)

    def esp_bytes(self):
        found = [charon.established() for charon in self.gateway.charons]
        return [int(pair[1]["bytes-out"]) if pair else 0 for pair in found]

    def size(self):
        size.check(self)

    # The device renews both phases; no ping is lost, and the child's group is seen.
    def rekey(self):
        tunnel = self.connection.tunnels[0]
        charon = self.gateway.charons[0]
        stream = traffic.Stream(self.network, "host", self.connection.aws_host)
        for kind in ("child", "ike"):
            before = self.identity(charon, kind)
            name = charon.established()[0]["name"]
            charon.swanctl("--rekey", f"--{kind}", name)
            self.expect(f"tunnel 1: {kind} is renewed", lambda kind=kind, before=before: self.renewed(charon, kind, before), 10)
        if tunnel.ike == 2:
            self.expect("tunnel 1: ESP's suite, after renewal with its own group", lambda: self.renewed_suite(tunnel, charon))
        time.sleep(1)
        lost = stream.stop()
        self.expect("no ping is lost meanwhile",
                    lambda: f"{len(stream.answers)} answered, none lost" if lost == 0 and len(stream.answers) > 10 else Not(f"{lost} lost"))

    @staticmethod
    def identity(charon, kind):
        found = charon.established()
        if not found:
            return None
        return found[1]["spi-in"] if kind == "child" else found[0]["uniqueid"]

    def renewed(self, charon, kind, before):
        now = self.identity(charon, kind)
        return f"{before} became {now}" if now and now != before else Not(f"still {before}")

    @staticmethod
    def renewed_suite(tunnel, charon):
        got = suite(charon.established()[1])
        wanted = expected_esp(tunnel.phase2, True)
        return got if got == wanted else Not(f"{got}, not {wanted}")

    # Lifetimes of seconds run out by themselves, several times.
    def renewals(self):
        tunnel = self.connection.tunnels[0]
        charon = self.gateway.charons[0]
        seen = {"ike": set(), "child": set()}
        stream = traffic.Stream(self.network, "host", self.connection.aws_host)
        end = time.monotonic() + 25
        while time.monotonic() < end:
            for kind, values in seen.items():
                values.add(self.identity(charon, kind))
            time.sleep(0.2)
        lost = stream.stop()
        for kind, values in seen.items():
            count = len(values - {None})
            self.expect(f"tunnel 1: {kind} is renewed by itself, twice or more in 25 s",
                        lambda count=count: f"{count} in turn" if count >= 3 else Not(f"{count} in turn"))
        self.expect("no ping is lost meanwhile",
                    lambda: f"{len(stream.answers)} answered, none lost" if lost == 0 and len(stream.answers) > 200 else Not(f"{lost} lost of {len(stream.answers)}"))
        if tunnel.ike == 2:
            self.expect("tunnel 1: ESP's suite, after renewal with its own group", lambda: self.renewed_suite(tunnel, charon))
        for tunnel in self.connection.tunnels:
            self.expect(f"tunnel {tunnel.number}: BGP stood all the time", lambda tunnel=tunnel: self.session(tunnel))

    # AWS's first endpoint disappears.
    def failover(self):
        tunnel = self.connection.tunnels[1]
        stream = traffic.Stream(self.network, "host", self.connection.aws_host)
        time.sleep(1)
        moment = time.time()
        self.aws.endpoints[0].vanish()
        promise = self.promise()
        self.expect(f"endpoint 1 disappears: the FIB moves to tunnel 2 within {promise} s", lambda: self.leads(tunnel), promise + 5)
        self.expect("the host reaches the VPC again", lambda: self.pings("host", self.connection.aws_host), 5)
        stream.stop()
        gap = stream.gap(moment)
        said = f"{gap:.1f} s without an answer"
        self.expect(f"the pause is no longer than {promise} s", lambda: said if 0.3 < gap <= promise else Not(said))

    def promise(self):
        """Seconds: BGP's hold time, or as many lost pings as AWS allows; and 3 for what follows."""
        if not self.connection.static:
            return self.connection.tunnels[0].hold + 3
        interval = int(self.connection.parameters.get("keepalive_interval", 5))
        return interval * (3 + 1) + 3

    def recovery(self):
        first = self.connection.tunnels[0]
        charon = self.gateway.charons[0]
        self.expect("the device finds endpoint 1 dead", lambda: "no SA stands" if not charon.established() else Not("it still has its SA"), 30)
        self.aws.endpoints[0].return_()
        self.expect("endpoint 1 returns: tunnel 1 is back", lambda: self.installed(charon), 30)
        if not self.connection.static:
            self.expect("tunnel 1: BGP is back", lambda: self.session(first), self.gateway.BACK)
        self.expect("the FIB is back at tunnel 1", lambda: self.leads(first), 20)
        self.expect("the host reaches the VPC", lambda: self.pings("host", self.connection.aws_host), 10)

    # Dead peer detection alone: an endpoint is gone, is found dead in time, and connected again when there is one.
    def loss(self):
        tunnel = self.connection.tunnels[0]
        charon = self.gateway.charons[0]
        begin = time.monotonic()
        self.aws.endpoints[0].vanish()
        # IKEv2 asks after the interval and repeats twice, 6 seconds (the adaptation "retransmit"); IKEv1 has a timeout of its own.
        interval, timeout = int(tunnel.option("dpd_interval")), int(tunnel.option("dpd_timeout_seconds"))
        promise = interval + (6 if tunnel.ike == 2 else timeout) + 4

        def dead():
            took = time.monotonic() - begin
            return f"after {took:.1f} s" if not charon.established() else Not("it still has its SA")

        self.expect(f"endpoint 1 disappears: the device finds it dead within {promise} s", dead, promise)
        if self.assertions.failed:
            return
        self.aws.endpoints[0].return_()
        self.expect("endpoint 1 returns: tunnel 1 is back", lambda: self.installed(charon), 30)
        self.expect("the device's inside address answers AWS", lambda: self.pings(
            self.aws.endpoints[0].name, tunnel.customer, tunnel.aws), 5)

    def explanation(self):
        """All that the daemons said."""
        said = [endpoint.charon.said() for endpoint in self.aws.endpoints]
        said += [charon.said() for charon in self.gateway.charons]
        return "\n".join(said + [self.gateway.explanation()])
