# SPDX-License-Identifier: ISC
# The lab's own reading of a descriptor: nothing here comes from cgwgen, so that
# what both say of a connection is said twice.  It knows AWS's defaults
# (EC2 API, VpnTunnelOptionsSpecification) and how AWS counts inside addresses.
import ipaddress

import yaml

GROUPS = [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]
DEFAULTS = {
    "ike_versions": ["ikev1", "ikev2"],
    "phase1_encryption_algorithms": ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"],
    "phase2_encryption_algorithms": ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"],
    "phase1_integrity_algorithms": ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"],
    "phase2_integrity_algorithms": ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"],
    "phase1_dh_group_numbers": GROUPS,
    "phase2_dh_group_numbers": [2, 5] + GROUPS[1:],
    "phase1_lifetime_seconds": 28800,
    "phase2_lifetime_seconds": 3600,
    "bgp_hold_time": 30,
    "customer_bgp_hold_time": 30,
    "dpd_interval": 10,
    "dpd_timeout_seconds": 30,
    "replay_window_size": 1024,
    "clear_df_bit": True,
}

# Strongest last; of what a tunnel accepts the device is expected to take the
# strongest.  An order of groups by strength: NIST's curves above the modular
# groups, those with small subgroups below.
ENCRYPTION = ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"]
INTEGRITY = ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"]
STRENGTH = [2, 5, 22, 23, 24, 14, 15, 16, 17, 18, 19, 20, 21]


def words(value):
    return list(value) if isinstance(value, list) else [value]


class Phase:
    """What a tunnel accepts for one phase, and what is to come of it."""

    def __init__(self, tunnel, number, ike):
        self.encryption = words(tunnel.option(f"phase{number}_encryption_algorithms"))
        self.integrity = words(tunnel.option(f"phase{number}_integrity_algorithms"))
        self.groups = [int(g) for g in words(tunnel.option(f"phase{number}_dh_group_numbers"))]
        self.lifetime = int(tunnel.option(f"phase{number}_lifetime_seconds"))
        # RFC 5282: AES-GCM protects IKE itself in IKEv2 only.
        known = [e for e in self.encryption if ike == 2 or number == 2 or "GCM" not in e]
        self.best_encryption = max(known, key=ENCRYPTION.index)
        self.best_integrity = max(self.integrity, key=INTEGRITY.index)
        self.best_group = max(self.groups, key=STRENGTH.index)


class Tunnel:
    def __init__(self, connection, number, own, shared):
        version = connection.version
        self.connection = connection
        self.number = number
        self.name = f"{connection.id}-{number}"
        # How many tunnels of the device are before it.
        self.offset = 2 * int(connection.parameters.get("slot", 0)) + number - 1
        self.own = own
        self.shared = shared
        self.outside = own["outside_address"]
        self.key = own.get("pre_shared_key")
        cidr = own["inside_ipv6_cidr" if version == 6 else "inside_cidr"]
        self.network = ipaddress.ip_network(cidr)
        self.aws = str(self.network[1])
        self.customer = str(self.network[2])
        self.ike = 2 if "ikev2" in words(self.option("ike_versions")) else 1
        self.phase1 = Phase(self, 1, self.ike)
        self.phase2 = Phase(self, 2, self.ike)
        # The lower of both ends' hold times holds (RFC 4271 section 4.2).
        self.hold = min(int(self.option("bgp_hold_time")), int(self.option("customer_bgp_hold_time")))

    def option(self, key):
        if key in self.own:
            return self.own[key]
        return self.shared.get(key, DEFAULTS[key])


class Connection:
    """A connection of a descriptor, the first one if no other is asked for."""

    def __init__(self, text, index=0):
        document = yaml.safe_load(text)
        own = document["connections"][index]
        shared = document.get("defaults", {})
        site = document["sites"][own["site"]]
        gateway = document["gateways"][own["gateway"]]
        self.id = own["id"]
        self.site = own["site"]
        self.gateway = own["gateway"]
        self.device = site.get("device")
        self.parameters = {**site.get("parameters", {}), **own.get("parameters", {})}
        self.version = 6 if own.get("tunnel_inside_ip_version") == "ipv6" else 4
        self.static = bool(own.get("static_routes_only", False))
        # With certificates AWS may not know the device's address.
        self.certificate = "certificate_arn" in site
        self.known_address = site.get("ip_address")
        self.site_address = self.known_address or "198.51.100.99"
        self.site_asn = site["asn"]
        self.aws_asn = gateway["asn"]
        self.site_prefixes = self.networks(site["prefixes"])
        self.aws_prefixes = self.networks(gateway["vpc_prefixes"])
        # What AWS sends into a static connection.
        self.routes = self.networks([route["destination"] if isinstance(route, dict) else route for route in own.get("routes", [])])
        self.tunnels = [
            Tunnel(self, number, tunnel, shared.get("tunnels", {}))
            for number, tunnel in enumerate(own["tunnels"], 1)
        ]

    def networks(self, texts):
        every = [ipaddress.ip_network(text) for text in texts]
        return [network for network in every if network.version == self.version]

    @property
    def site_host(self):
        return self.site_prefixes[0][10]

    @property
    def aws_host(self):
        return self.aws_prefixes[0][10]


def connections(text):
    """All connections of a descriptor."""
    return [Connection(text, index) for index in range(len(yaml.safe_load(text)["connections"]))]
