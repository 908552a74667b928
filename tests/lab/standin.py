# SPDX-License-Identifier: ISC
# The lab's own IKE where the device's can't run on this kernel: charon's tunnels,
# from the descriptor alone.  All else is the device's: its script, its routing.
from aws import esp_proposals, ike_proposals

CONNECTION = """\
connections {{
  link {{
    version = {ike}
    local_addrs = {site}
    remote_addrs = {outside}
    proposals = {phase1}
    dpd_delay = 10s
    dpd_timeout = 30s
    keyingtries = 0
    mobike = no
    local {{
      auth = psk
      id = {site}
    }}
    remote {{
      auth = psk
      id = {outside}
    }}
    children {{
      link {{
        local_ts = {everything}
        remote_ts = {everything}
        esp_proposals = {phase2}
        start_action = start
        close_action = start
        dpd_action = restart
      }}
    }}
  }}
}}
secrets {{
  ike-link {{
    id-site = {site}
    id-aws = {outside}
    secret = "{key}"
  }}
}}
"""


class Best:
    """The one suite that a device is to choose of a phase's."""

    def __init__(self, phase):
        self.encryption = [phase.best_encryption]
        self.integrity = [phase.best_integrity]
        self.groups = [phase.best_group]


class StandIn:
    """Stands before a gateway with routing in a class's bases."""

    ADAPTED = ("stand-in", "tun-for-xfrm", "no-rule-220", "retransmit", "ports")

    def load(self):
        for tunnel, charon in zip(self.connection.tunnels, self.charons):
            path = f"{self.network.folder}/{charon.label}.swanctl.conf"
            with open(path, "w", encoding="utf-8") as file:
                file.write(CONNECTION.format(
                    ike=tunnel.ike, site=self.connection.site_address, outside=tunnel.outside, key=tunnel.key,
                    phase1=ike_proposals(Best(tunnel.phase1), tunnel.ike), phase2=esp_proposals(Best(tunnel.phase2)),
                    everything="::/0" if self.connection.version == 6 else "0.0.0.0/0"))
            charon.load(path)

    def stages(self, scene):
        yield scene.set_up
        yield lambda: self.links(scene)
        yield scene.inside
        if not self.connection.static:
            yield scene.bgp
        yield scene.routes
        yield scene.carry
        yield from scene.named(["size", "failover", "recovery"])

    def links(self, scene):
        for tunnel, charon in zip(self.connection.tunnels, self.charons):
            scene.expect(f"tunnel {tunnel.number}: a link stands, by the lab's own IKE",
                         lambda charon=charon: scene.installed(charon), 15)


class Scriptless(StandIn):
    """For a device whose files have no script that could make its interfaces here."""

    ADDRESSES = "lab-addresses"
    SCRIPT = False

    def start(self):
        self.adapt(self.ADDRESSES)
        self.start_charons()
        for tunnel in self.connection.tunnels:
            self.network.address(self.place, self.interface(tunnel), f"{tunnel.customer}/{tunnel.network.prefixlen}")
        self.start_routing()
        self.load()
