# SPDX-License-Identifier: ISC
# Libreswan's two halves.  pluto negotiates with AWS's side up to where it gives
# the child to the kernel; with ESP in userland alone that is its end.  Script and
# routing run over links of the lab's own.
import os
import re

from gateway import Gateway, WithBird, WithFrr
from negotiation import Negotiation
from network import Failed
from pluto import Pluto
from standin import StandIn

# A connection that inherits all of a rendered one but its XFRM interface.
HEIR = "-heir"


class Libreswan(Gateway):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.pluto = None
        self.names = []

    def start(self):
        unpacked = os.environ.get("LIBRESWAN")
        if not unpacked:
            raise Failed("Libreswan is not there: tests/tools/libreswan says why")
        rendered = self.file("ipsec.conf")
        with open(rendered, encoding="utf-8") as file:
            self.names = re.findall(r"^conn (\S+)$", file.read(), re.MULTILINE)
        if len(self.names) != len(self.connection.tunnels):
            raise Failed(f"ipsec.conf has the connections {' '.join(self.names)}")
        self.adapt("pluto-unpacked")
        text = f"include {rendered}\n"
        if self.xfrm:
            self.adapt("no-xfrm-interface")
            text += "".join(f"conn {name}{HEIR}\n    also={name}\n    ipsec-interface=no\n" for name in self.names)
        self.pluto = Pluto(self.network, self.place, "pluto", unpacked)
        self.pluto.start(text, self.file("ipsec.secrets"))

    @property
    def xfrm(self):
        return self.scene.get("parameters", {}).get("interface_prefix") != "vti"

    def stages(self, scene):
        yield scene.set_up
        negotiation = Negotiation(scene, self)
        yield negotiation.files
        if self.xfrm:
            yield negotiation.interfaces
            negotiation.use([f"{name}{HEIR}" for name in self.names])
        yield negotiation.ike
        yield negotiation.child
        yield negotiation.limit

    def explanation(self):
        return self.pluto.said() if self.pluto else ""


class LibreswanFrr(StandIn, WithFrr):
    PREFIX = "ipsec"


class LibreswanBird(StandIn, WithBird):
    PREFIX = "ipsec"
