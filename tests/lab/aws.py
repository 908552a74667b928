# SPDX-License-Identifier: ISC
# AWS's side from the descriptor alone: two endpoints, each with its own charon,
# which only answers and accepts all that the tunnel's options accept, and BIRD;
# and the VPC behind both.  Nothing here reads a template of cgwgen's.
import os

from charon import Charon

ENCRYPTION = {"AES128": "aes128", "AES256": "aes256", "AES128-GCM-16": "aes128gcm16", "AES256-GCM-16": "aes256gcm16"}
INTEGRITY = {"SHA1": "sha1", "SHA2-256": "sha256", "SHA2-384": "sha384", "SHA2-512": "sha512"}
GROUP = {2: "modp1024", 5: "modp1536", 14: "modp2048", 15: "modp3072", 16: "modp4096", 17: "modp6144", 18: "modp8192",
         19: "ecp256", 20: "ecp384", 21: "ecp521", 22: "modp1024s160", 23: "modp2048s224", 24: "modp2048s256"}

CONNECTION = """\
connections {{
  aws {{
    version = {ike}
    local_addrs = {outside}
    remote_addrs = %any
    proposals = {phase1}
    rekey_time = {ike_rekey}s
    over_time = 270s
    dpd_delay = 10s
    dpd_timeout = 30s
    mobike = no
    {ends}
    children {{
      aws {{
        local_ts = {everything}
        remote_ts = {everything}
        esp_proposals = {phase2}
        rekey_time = {child_rekey}s
        life_time = {child_life}s
        start_action = none
        dpd_action = clear
        {updown}
      }}
    }}
  }}
}}
"""
WITH_KEY = """local {{
      auth = psk
      id = {outside}
    }}
    remote {{
      auth = psk
      id = {site}
    }}"""
KEY = """secrets {{
  ike-aws {{
    id-aws = {outside}
    id-site = {site}
    secret = "{key}"
  }}
}}
"""
# AWS takes any certificate of the customer gateway's CA (user guide, tunnel
# authentication options); its own are seen with this subject.
SUBJECT = "CN={id}.endpoint-{index}"
WITH_CERTIFICATE = """local {{
      auth = pubkey
      certs = {name}.pem
      id = "{subject}"
    }}
    remote {{
      auth = pubkey
      cacerts = subordinate.pem
    }}"""

BIRD = """\
router id {router};
protocol device {{ scan time 5; }}
protocol kernel {{ {family} {{ export where source = RTS_BGP || source = RTS_STATIC; import none; }}; }}
template bgp any {{
  connect retry time 3; connect delay time 1; error wait time 1, 3; graceful restart off;
}}
"""
SITE = """\
protocol bgp site from any {{
  local {own} as {asn};
  neighbor {peer} as {site};
  hold time {hold}; keepalive time {keepalive};
  {family} {{ import all; export filter {{ if proto != "vpc" then reject; bgp_med = {med}; accept; }}; }};
}}
"""
STATIC = """\
protocol static site {{
  {family};
{routes}}}
"""
VPC = """\
protocol bgp vpc from any {{
  local {own} as {asn};
  neighbor {peer} as {asn};
  hold time 9; keepalive time 3; rr client; direct;
  {family} {{ gateway direct; import all; export where proto = "site"; next hop self; }};
}}
"""
ROUTER = """\
protocol static own {{
  {family};
{routes}}}
"""
# What one connection's sites announce goes to the others, as a virtual private gateway hands it on.
MEMBER = """\
protocol bgp {name} from any {{
  local {own} as {asn}; neighbor {peer} as {asn}; hold time 9; keepalive time 3; rr client; direct;
  {family} {{ gateway direct; import filter {{ bgp_local_pref = {preference}; accept; }}; export where proto = "own"{others}; next hop self; }};
}}
"""


def ike_proposals(phase, ike):
    groups = "-".join(GROUP[group] for group in phase.groups)
    integrity = [INTEGRITY[name] for name in phase.integrity]
    aead = [ENCRYPTION[name] for name in phase.encryption if "GCM" in name and ike == 2]
    block = [ENCRYPTION[name] for name in phase.encryption if "GCM" not in name]
    found = []
    if aead:
        found.append("-".join(aead + ["prf" + name for name in integrity] + [groups]))
    if block:
        found.append("-".join(block + integrity + [groups]))
    return ", ".join(found)


def esp_proposals(phase):
    groups = "-".join(GROUP[group] for group in phase.groups)
    integrity = [INTEGRITY[name] for name in phase.integrity]
    aead = [ENCRYPTION[name] for name in phase.encryption if "GCM" in name]
    block = [ENCRYPTION[name] for name in phase.encryption if "GCM" not in name]
    found = []
    if aead:
        found.append("-".join(aead + [groups]))
    if block:
        found.append("-".join(block + integrity + [groups]))
    return ", ".join(found)


class Endpoint:
    """One tunnel's end."""

    def __init__(self, network, tunnel, number, vpc):
        connection = tunnel.connection
        self.network = network
        self.connection = connection
        self.tunnel = tunnel
        self.vpc = vpc
        self.name = f"aws{number}"
        self.family = f"ipv{connection.version}"
        # The link to the VPC.
        base = "2001:db8:ff::" if connection.version == 6 else "192.0.2."
        length = 126 if connection.version == 6 else 30
        start = 128 + 4 * number
        form = "x" if connection.version == 6 else "d"
        self.own = f"{base}{start + 1:{form}}"
        self.peer = f"{base}{start + 2:{form}}"
        self.length = length
        self.charon = Charon(network, self.name, self.name)

    def wire(self):
        network = self.network
        network.add(self.name, self.connection.version)
        network.link(self.name, "eth0", "inet", self.name)
        network.address(self.name, "eth0", f"{self.tunnel.outside}/32")
        network.ip(self.name, "route", "add", "192.0.2.1", "dev", "eth0")
        network.ip(self.name, "route", "add", "default", "via", "192.0.2.1")
        network.ip("inet", "route", "add", self.tunnel.outside, "dev", self.name)
        network.link(self.name, "vpc", self.vpc, self.name)
        network.address(self.name, "vpc", f"{self.own}/{self.length}")
        network.address(self.vpc, self.name, f"{self.peer}/{self.length}")

    def start(self):
        self.charon.start()
        self.network.address(self.name, "ipsec0", f"{self.tunnel.aws}/{self.tunnel.network.prefixlen}")
        self.charon.load(self.write(f"{self.name}.d/swanctl.conf", self.swanctl()))
        self.network.start(self.name, f"{self.name}.bird", "bird", "-f", "-c", self.write(f"{self.name}.bird.conf", self.bird()),
                           "-s", self.control, "-P", f"{self.network.folder}/{self.name}.pid")

    @property
    def control(self):
        return f"{self.network.folder}/{self.name}.ctl"

    def vanish(self):
        """The endpoint is gone, as when AWS replaces it: no farewell to either side."""
        self.network.ip("inet", "link", "set", self.name, "down")
        self.network.ip(self.vpc, "link", "set", self.name, "down")
        self.network.kill(self.name)
        self.network.kill(f"{self.name}.bird")

    def return_(self):
        """Another takes its place, with the same address and no memory."""
        self.network.wait("TUN gone", lambda: not self.network.succeeds(self.name, "ip", "link", "show", "dev", "ipsec0"))
        self.start()
        # Connected last: a charon that has not loaded its connection refuses, and the device takes that for an answer.
        for name in (self.vpc, "inet"):
            self.network.ip(name, "link", "set", self.name, "up")
        self.network.ip("inet", "route", "replace", self.tunnel.outside, "dev", self.name)

    def write(self, name, text):
        path = f"{self.network.folder}/{name}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    @property
    def subject(self):
        return SUBJECT.format(id=self.connection.id, index=self.tunnel.number - 1)

    def equip(self, authority, issuer):
        """swanctl takes what is in the directories beside its file."""
        authority.equip(f"{self.network.folder}/{self.name}.d", self.name, f"/{self.subject}", issuer,
                        ("x509", "x509ca", "private"), ("root", "subordinate"))

    def swanctl(self):
        tunnel = self.tunnel
        values = {"outside": tunnel.outside, "site": self.connection.site_address, "key": tunnel.key,
                  "name": self.name, "subject": self.subject}
        ends, secrets = (WITH_CERTIFICATE, "") if self.connection.certificate else (WITH_KEY, KEY)
        return CONNECTION.format(
            ike=tunnel.ike, outside=tunnel.outside, ends=ends.format(**values),
            phase1=ike_proposals(tunnel.phase1, tunnel.ike), phase2=esp_proposals(tunnel.phase2),
            ike_rekey=tunnel.phase1.lifetime - 270, child_rekey=tunnel.phase2.lifetime - 270,
            child_life=tunnel.phase2.lifetime, everything="::/0" if self.connection.version == 6 else "0.0.0.0/0", updown="") + secrets.format(**values)

    def bird(self):
        connection = self.connection
        tunnel = self.tunnel
        values = {"family": self.family, "asn": connection.aws_asn, "router": tunnel.outside}
        text = BIRD.format(**values)
        if connection.static:
            routes = "".join(f'  route {prefix} via "ipsec0";\n' for prefix in connection.routes)
            text += STATIC.format(routes=routes, **values)
        else:
            text += SITE.format(own=tunnel.aws, peer=tunnel.customer, site=connection.site_asn, hold=tunnel.option("bgp_hold_time"),
                                keepalive=int(tunnel.option("bgp_hold_time")) // 3, med=100 * tunnel.number, **values)
        return text + VPC.format(own=self.own, peer=self.peer, **values)

    def birdc(self, *words):
        return self.network.run(None, "birdc", "-s", self.control, *words, check=False)


class Aws:
    """A gateway of AWS's with its endpoints, and the VPC; namespaces VPC and awsN, N from FIRST on."""

    def __init__(self, network, connections, vpc="vpc", first=1):
        self.network = network
        self.connection = connections[0]
        self.vpc = vpc
        tunnels = [tunnel for connection in connections for tunnel in connection.tunnels]
        self.endpoints = [Endpoint(network, tunnel, number, vpc) for number, tunnel in enumerate(tunnels, first)]

    def wire(self):
        self.network.add(self.vpc, self.connection.version)
        for endpoint in self.endpoints:
            endpoint.wire()
        length = 128 if self.connection.version == 6 else 32
        self.network.address(self.vpc, "lo", f"{self.connection.aws_host}/{length}")

    def start(self):
        for endpoint in self.endpoints:
            endpoint.start()
        path = self.endpoints[0].write(f"{self.vpc}.bird.conf", self.bird())
        self.network.start(self.vpc, f"{self.vpc}.bird", "bird", "-f", "-c", path,
                           "-s", f"{self.network.folder}/{self.vpc}.ctl", "-P", f"{self.network.folder}/{self.vpc}.pid")

    def bird(self):
        routes = "".join(f"  route {prefix} blackhole;\n" for prefix in self.connection.aws_prefixes)
        values = {"family": self.endpoints[0].family, "asn": self.connection.aws_asn, "router": "192.0.2.200", "routes": routes}
        text = BIRD.format(**values).replace(" || source = RTS_STATIC", "") + ROUTER.format(**values)
        for endpoint in self.endpoints:
            others = [other.name for other in self.endpoints if other.connection is not endpoint.connection]
            text += MEMBER.format(name=endpoint.name, own=endpoint.peer, peer=endpoint.own, preference=300 - 100 * endpoint.tunnel.number,
                                  others="".join(f' || proto = "{name}"' for name in others), **values)
        return text
