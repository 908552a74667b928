# SPDX-License-Identifier: ISC
# Which scenarios ran which pair of IKE and routing daemons; controls are left out.
IKE = {"strongswan-frr": "strongSwan, swanctl.conf", "strongswan-bird": "strongSwan, swanctl.conf", "strongswan": "strongSwan, ipsec.conf",
       "libreswan": "Libreswan", "openbsd-iked": "OpenIKED", "openbsd-isakmpd": "isakmpd (not in Debian)", "unifi": "UniFi (not in Debian)"}
ROUTING = ["FRRouting", "BIRD", "OpenBGPD", "no routing: IKE alone"]
OWN = {"strongswan-bird": "BIRD", "openbsd-iked": "OpenBGPD", "openbsd-isakmpd": "OpenBGPD"}


def pair(scenario):
    if scenario.get("half") == "ike":
        return IKE[scenario["device"]], ROUTING[-1]
    routing = "BIRD" if scenario.get("parameters", {}).get("routing_daemon") == "bird" else "FRRouting"
    return IKE[scenario["device"]], OWN.get(scenario["device"], routing)


def matrix(scenarios, results):
    found = {}
    for name, result in results.items():
        scenario = scenarios[name]
        if scenario["device"] not in IKE or scenario.get("fails") or result.get("skipped"):
            continue
        note = "" if result["held"] else " (FAILS)"
        half = " (links of the lab's own)" if scenario.get("half") == "routing" else ""
        found.setdefault(pair(scenario), []).append(f"{name}{half}{note}")
    if not found:
        return []
    lines = ["", "## IKE daemon and routing daemon", "", f"| | {' | '.join(ROUTING)} |", "|---|---|---|---|---|"]
    for daemon in dict.fromkeys(IKE.values()):
        cells = [", ".join(found.get((daemon, routing), [])) or "-" for routing in ROUTING]
        if any(cell != "-" for cell in cells):
            lines.append(f"| {daemon} | {' | '.join(cells)} |")
    return lines
