# SPDX-License-Identifier: ISC
# Values that userland ESP does not use, or that only time would show: the
# number that ties an SA to its interface, as charon says it of the SA, and what
# it understood when it read the rendered swanctl.conf, which its log has.
import re

from assertions import Not


def understood(log, name):
    """The values of a connection and its child as last loaded."""
    found = {}
    for block in re.split(r"\[CFG\]  conn ", log)[1:]:
        if block.startswith(f"{name}:"):
            lines = re.findall(r"\[CFG\] ( {2,3})([\w-]+) = (.*)$", block.split("added vici connection")[0], re.MULTILINE)
            # Both have an if_id; the child's are further in.
            found = {key: value for _, key, value in sorted(lines, key=lambda line: len(line[0]))}
    return found


def numbers(scene, tunnel, child):
    """XFRM's if_id or VTI's mark, and what the rendered script makes the interface with: the tunnel's number on the device."""
    kind = "if-id" if "if-id-in" in child else "mark"
    got = [int(child.get(f"{kind}-{way}", "0"), 16) for way in ("in", "out")]
    with open(scene.gateway.file("sh", tunnel.connection), encoding="utf-8") as file:
        made = re.search(rf"^    set_up {scene.gateway.interface(tunnel)} (\d+) ", file.read(), re.MULTILINE)
    got.append(int(made.group(1)) if made else None)
    said = f"{kind} in {got[0]}, out {got[1]}; interface {got[2]}"
    return said if set(got) == {scene.gateway.base + tunnel.offset} else Not(said)


def check(scene):
    for tunnel, charon in zip(scene.connection.tunnels, scene.gateway.charons):
        scene.expect(f"tunnel {tunnel.number}: the SA has the interface's number",
                     lambda tunnel=tunnel, charon=charon: numbers(scene, tunnel, charon.established()[1]))
    if scene.gateway.SWANCTL:
        log(scene)


def log(scene):
    for tunnel, charon in zip(scene.connection.tunnels, scene.gateway.charons):
        wanted = {"replay_window": tunnel.option("replay_window_size"), "copy_df": 0 if tunnel.option("clear_df_bit") else 1,
                  "dpd_delay": tunnel.option("dpd_interval"),
                  "dpd_timeout": tunnel.option("dpd_timeout_seconds") if tunnel.ike == 1 else 0,
                  "dpd_action": "start", "close_action": "start"}
        wanted = {key: str(value) for key, value in wanted.items()}
        got = understood(charon.said(), charon.established()[0]["name"])
        got = {key: got.get(key) for key in wanted}
        said = " ".join(f"{key}={value}" for key, value in got.items())
        scene.expect(f"tunnel {tunnel.number}: what charon read and the lab does not see at work",
                     lambda said=said, got=got, wanted=wanted: said if got == wanted else Not(f"{said}, not {wanted}"))
