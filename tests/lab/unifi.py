# SPDX-License-Identifier: ISC
# UniFi: the controller makes the tunnels from a worksheet; its FRR configuration is a file.
from gateway import WithFrr
from standin import StandIn


class UnifiFrr(StandIn, WithFrr):
    PREFIX = "vti"
