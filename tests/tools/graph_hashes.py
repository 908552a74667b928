#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""graph_hashes.py PAGE.html: the page's policy names the SHA-256 of its style
sheets and its script, and allows nothing else.  Says which it should."""
import base64
import hashlib
import re
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        page = file.read()

    def hashes(tag):
        return ["'sha256-" + base64.b64encode(hashlib.sha256(
            text.encode()).digest()).decode() + "'"
                for text in re.findall(f"<{tag}>(.*?)</{tag}>", page, re.S)]

    wanted = ("default-src 'none'; style-src " + " ".join(hashes("style")) +
              "; script-src " + " ".join(hashes("script")) +
              "; base-uri 'none'; form-action 'none'")
    found = re.search('"Content-Security-Policy" content="([^"]*)"', page)
    if found is None or found.group(1) != wanted:
        print("the policy is not\n" + wanted)
        return 1
    if re.search(r"(?i)<[^>]* (on\w+|style|src)=", page):
        print("an attribute that runs, styles or loads")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
