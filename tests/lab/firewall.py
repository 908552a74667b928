# SPDX-License-Identifier: ISC
# A firewall on the gateway that drops all but answers.  What the tunnels need is
# opened by the device's own script (own), by the device linux-firewall (beside)
# or, for a control, by nobody (shut).
import glob

import traffic
from assertions import Not

BASE = """\
flush ruleset
table inet filter {{
    chain input {{
        type filter hook input priority 0; policy drop;
        ct state established,related accept
        iif lo accept
    }}
    chain forward {{
        type filter hook forward priority 0; policy {forward};
        ct state established,related accept
    }}
}}
{include}
"""


class Firewall:
    def guard(self):
        """Before anything of the gateway's is started."""
        kind = self.scenario.get("firewall")
        if not kind:
            return
        include, forward = "", "accept"
        if kind == "beside":
            folder = f"{self.folder}/beside"
            self.gateway.render_device("linux-firewall", folder, {"forward_chain": "forward"}, self.descriptor(), self.program, self.options)
            rules, = glob.glob(f"{folder}/*.nft")
            include, forward = f'include "{rules}"', "drop"
        self.network.run("cgw", "nft", "-f", self.gateway.write("nftables.conf", BASE.format(include=include, forward=forward)))

    def guarded(self):
        """The firewall is there: what is not the tunnels' business is dropped."""
        count = traffic.ping(self.network, "inet", self.connection.site_address)
        said = f"{count} of 3 pings from the Internet answered"
        self.expect("the firewall drops what it should", lambda: said if count == 0 else Not(said))
        if self.scenario["firewall"] == "beside":
            # The gateway's other end of the site: neither in nor out is allowed but the site's own networks.
            count = traffic.ping(self.network, "vpc", self.connection.site_prefixes[0][1], str(self.connection.aws_host))
            text = f"{count} of 3 pings from the VPC to the gateway itself answered"
            self.expect("and what is for the gateway itself", lambda: text if count == 0 else Not(text))
