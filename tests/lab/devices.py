# SPDX-License-Identifier: ISC
# Which gateway plays a device: a whole one, or the half of it that a scenario
# runs, if this kernel can't run all of it.
import gateway
from libreswan import Libreswan, LibreswanBird, LibreswanFrr
from openbsd import Iked, OpenBgpd
from unifi import UnifiFrr

HALVES = {
    ("libreswan", "ike", None): Libreswan,
    ("libreswan", "routing", None): LibreswanFrr,
    ("libreswan", "routing", "bird"): LibreswanBird,
    ("openbsd-iked", "ike", None): Iked,
    ("openbsd-iked", "routing", None): OpenBgpd,
    ("openbsd-isakmpd", "routing", None): OpenBgpd,
    ("unifi", "routing", None): UnifiFrr,
}


def gateway_class(scenario):
    device, parameters = scenario["device"], scenario.get("parameters", {})
    if "half" in scenario:
        return HALVES[device, scenario["half"], parameters.get("routing_daemon")]
    return gateway.device(device, parameters)
