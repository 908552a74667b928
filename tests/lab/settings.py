# SPDX-License-Identifier: ISC
# Values that userland ESP does not use, or that only time would show, as charon
# understood them when it read the rendered swanctl.conf; its log has them.
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


def check(scene):
    for tunnel, charon in zip(scene.connection.tunnels, scene.gateway.charons):
        number = scene.gateway.base + tunnel.offset
        wanted = {"replay_window": tunnel.option("replay_window_size"), "copy_df": 0 if tunnel.option("clear_df_bit") else 1,
                  "if_id_in": number, "if_id_out": number, "dpd_delay": tunnel.option("dpd_interval"),
                  "dpd_timeout": tunnel.option("dpd_timeout_seconds") if tunnel.ike == 1 else 0,
                  "dpd_action": "start", "close_action": "start"}
        wanted = {key: str(value) for key, value in wanted.items()}
        got = understood(charon.said(), charon.established()[0]["name"])
        got = {key: got.get(key) for key in wanted}
        said = " ".join(f"{key}={value}" for key, value in got.items())
        scene.expect(f"tunnel {tunnel.number}: what charon read and the lab does not see at work",
                     lambda said=said, got=got, wanted=wanted: said if got == wanted else Not(f"{said}, not {wanted}"))
