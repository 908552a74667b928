# SPDX-License-Identifier: ISC
# UniFi: the controller makes the tunnels from a worksheet; its FRRouting reads a file.
from gateway import WithFrr
from standin import Scriptless


class UnifiFrr(Scriptless, WithFrr):
    PREFIX = "vti"
    # The file defines its route-maps after their use.
    HARMLESS = (*WithFrr.HARMLESS, "does not exist.")
