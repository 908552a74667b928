# SPDX-License-Identifier: ISC
# Which gateway plays a device: by the device, by the half of it that a scenario
# runs, if this kernel can't run all of it, and by the routing daemon, if the
# device leaves a choice.
from gateway import DEVICES, IpsecConf, WithBird
from libreswan import Libreswan, LibreswanBird, LibreswanFrr
from openbsd import Iked, OpenBgpd
from unifi import UnifiFrr


class IpsecConfBird(IpsecConf, WithBird):
    pass


TABLE = {(device, None, None): player for device, player in DEVICES.items()}
TABLE.update({
    ("strongswan", None, "bird"): IpsecConfBird,
    ("libreswan", "ike", None): Libreswan,
    ("libreswan", "routing", None): LibreswanFrr,
    ("libreswan", "routing", "bird"): LibreswanBird,
    ("openbsd-iked", "ike", None): Iked,
    ("openbsd-iked", "routing", None): OpenBgpd,
    ("openbsd-isakmpd", "routing", None): OpenBgpd,
    ("unifi", "routing", None): UnifiFrr,
})


def gateway_class(scenario):
    return TABLE[scenario["device"], scenario.get("half"), scenario.get("parameters", {}).get("routing_daemon")]
