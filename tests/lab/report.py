# SPDX-License-Identifier: ISC
# build/lab/report.md: device x scenario x result x evidence, all assertions,
# and what was adapted to the host and why.
import os

from adaptation import TABLE
from matrix import matrix


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def limits(scenarios, results):
    """What this system does not let anybody prove; each limit was met, not assumed."""
    found = {}
    for name, result in results.items():
        for row in result["rows"]:
            if row["held"] and row["what"].startswith("limit"):
                key = (scenarios[name]["device"], row["what"].split(": ", 1)[1])
                found.setdefault(key, (row["evidence"], []))[1].append(name)
    if not found:
        return []
    lines = ["", "## Where this system is the limit", "", "| device | limit | evidence | scenarios |", "|---|---|---|---|"]
    for (device, limit), (evidence, names) in found.items():
        lines.append(f"| {device} | {cell(limit)} | {cell(evidence)} | {', '.join(dict.fromkeys(names))} |")
    return lines


def topics(scenario):
    """What a scenario without a fault shows of its device, in a word each."""
    if scenario.get("kind"):
        return [scenario["kind"]]
    versions = scenario.get("change", {}).get("defaults.tunnels.ike_versions", ["ikev2"])
    found = [{"ikev1": "IKEv1", "ikev2": "IKEv2"}[version] for version in versions]
    found.append("static" if scenario["descriptor"] == "static" else "BGP")
    found += ["IPv6"] if scenario["descriptor"] == "ipv6" else []
    found += ["NAT"] if scenario.get("nat") else []
    found += ["lifetimes"] if scenario.get("lifetimes") else []
    found += ["failover"] if "failover" in scenario.get("stages", ["failover"]) else []
    # A half is seen with what it can show alone.
    if scenario.get("half") == "ike":
        found = [topic for topic in found if topic in ("IKEv1", "IKEv2", "IPv6", "NAT")] if scenario.get("needs") == "libreswan" else ["read alone"]
    elif scenario.get("half") == "routing":
        found = [topic for topic in found if topic not in ("IKEv1", "IKEv2")]
    return found


def seen_with(scenarios, results):
    """Which device was seen with what: the scenarios that held."""
    seen = {}
    for name, result in results.items():
        scenario = scenarios[name]
        if result["held"] and not result.get("skipped") and not scenario.get("fails"):
            for device in scenario["device"].split(", "):
                daemon = scenario.get("parameters", {}).get("routing_daemon")
                row = seen.setdefault(f"{device} ({daemon})" if daemon else device, {})
                for topic in topics(scenario):
                    row.setdefault(topic, []).append(name)
    columns = list(dict.fromkeys(topic for row in seen.values() for topic in row))
    lines = [f"| device | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    return lines + [f"| {device} | {' | '.join(', '.join(row.get(topic, ['-'])) for topic in columns)} |" for device, row in sorted(seen.items())]


def write(path, scenarios, results):
    lines = ["# What ran in the lab", "", "| device | scenario | result | seconds | evidence |", "|---|---|---|---|---|"]
    for name, result in results.items():
        scenario = scenarios[name]
        verdict = "skipped" if result.get("skipped") else "holds" if result["held"] else "FAILS"
        lines.append(f"| {scenario['device']} | {cell(scenario['title'])} | {verdict} | {result['seconds']} | {cell(result['verdict'])} |")
    lines += ["", "## Which device was seen with what", "", *seen_with(scenarios, results)]
    lines += matrix(scenarios, results) + limits(scenarios, results)
    lines += ["", "## What was adapted to this host", "", "The rendered files are started as they are; this is what was around them.", "",
              "| adaptation | why | scenarios |", "|---|---|---|"]
    for key, (what, why) in TABLE.items():
        users = [name for name, result in results.items() if key in result["adapted"]]
        if users:
            lines.append(f"| {cell(what)} | {cell(why)} | {', '.join(users) if len(users) < len(results) else 'all'} |")
    for name, result in results.items():
        lines += ["", f"## {name}: {scenarios[name]['title']}", "", "| held | assertion | evidence | seconds |", "|---|---|---|---|"]
        for row in result["rows"]:
            lines.append(f"| {'yes' if row['held'] else 'NO'} | {cell(row['what'])} | {cell(row['evidence'])} | {row['seconds']} |")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    os.replace(temporary, path)
    print(f"report: {path}")
