# SPDX-License-Identifier: ISC
# Whether a scene went as its scenario says: all held, or, for a control, that
# which must fail failed, and for the reason named.
import re


def judge(scenario, rows, explanation):
    failed = [row for row in rows if not row["held"]]
    control = scenario.get("fails")
    if not control:
        if failed:
            return False, f"{failed[0]['what']}: {failed[0]['evidence']}"
        return bool(rows), f"{len(rows)} assertions held"
    if not any(row["what"] == control["assertion"] for row in failed):
        seen = ", ".join(row["what"] for row in failed) or "nothing"
        return False, f"the control must fail at '{control['assertion']}', but failed: {seen}"
    found = re.search(control["because"], explanation + "\n".join(row["evidence"] for row in failed))
    if not found:
        return False, f"the control failed, but nothing says '{control['because']}'"
    rules = sorted({*scenario.get("lint", {}), *scenario.get("differs", {}), *scenario.get("verify", {}), *scenario.get("warns", [])})
    named = f"; cgwgen names the cause: {' '.join(rules)}" if rules else ""
    return True, f"fails as it must at '{control['assertion']}': {found.group(0)}{named}"
