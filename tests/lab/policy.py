# SPDX-License-Identifier: ISC
# What is accepted of AWS, and the tunnel that is preferred: stages of a scene.
import ipaddress
import re

from assertions import Not


class Policy:
    @property
    def preferred(self):
        """The tunnel that carries the traffic while both work; AWS's MED is for the first."""
        number = int(self.scenario.get("parameters", {}).get("preferred_tunnel", 1))
        return self.connection.tunnels[number - 1]

    def received(self):
        """Of what AWS announces only what aws_networks allows is taken."""
        allowed = [ipaddress.ip_network(text) for text in self.connection.parameters.get("aws_networks", [])]
        wanted = sorted(str(network) for network in self.connection.aws_prefixes
                        if any(network.version == other.version and network.subnet_of(other) for other in allowed) or not allowed)
        for tunnel, endpoint in zip(self.connection.tunnels, self.aws.endpoints):
            self.expect(f"tunnel {tunnel.number}: AWS announces its prefixes", lambda endpoint=endpoint: self.announced(endpoint), 10)
            self.expect(f"tunnel {tunnel.number}: the device takes those it should and no other",
                        lambda tunnel=tunnel: self.took(tunnel, wanted), 10)

    def announced(self, endpoint):
        found = self.networks(endpoint.birdc("show", "route", "export", "site"))
        wanted = sorted(str(network) for network in self.connection.aws_prefixes)
        return " ".join(found) if found == wanted else Not(f"{' '.join(found)}, not {' '.join(wanted)}")

    def took(self, tunnel, wanted):
        found = sorted(self.gateway.learned(tunnel))
        return " ".join(found) if found == wanted else Not(f"{' '.join(found) or 'none'}, not {' '.join(wanted)}")

    def networks(self, said):
        return sorted({word for word in said.split() if "/" in word and word[0].isalnum() and self.is_network(word)})

    def preference(self):
        """The other tunnel's routes have a lower preference here and a longer path at AWS."""
        for tunnel, endpoint in zip(self.connection.tunnels, self.aws.endpoints):
            first = tunnel is self.preferred
            self.expect(f"tunnel {tunnel.number}: local preference {100 if first else 50}",
                        lambda tunnel=tunnel, first=first: self.preference_of(tunnel, 100 if first else 50), 10)
            self.expect(f"{endpoint.name}: the site's ASN is {'once' if first else 'three times'} in the path",
                        lambda endpoint=endpoint, first=first: self.path(endpoint, 1 if first else 3), 10)

    def preference_of(self, tunnel, wanted):
        found = self.gateway.learned(tunnel)
        said = " ".join(f"{network}={value}" for network, value in found.items()) or "no route"
        return said if found and set(found.values()) == {wanted} else Not(said)

    def path(self, endpoint, times):
        found = re.findall(r"BGP.as_path: (.*)", endpoint.birdc("show", "route", "protocol", "site", "all"))
        wanted = " ".join([str(self.connection.site_asn)] * times)
        return wanted if set(found) == {wanted} else Not("; ".join(found) or "no route")
