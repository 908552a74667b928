# SPDX-License-Identifier: ISC
# CloudHub: the sites of one virtual private gateway reach each other through
# it.  It hands each site's networks to the others with the site's ASN in the
# path; a site with the same ASN takes that for a loop.
import itertools
import re

import traffic
from assertions import Not
from fleet import Fleet


class CloudHub(Fleet):
    def pairs(self):
        """Ordered pairs of sites, each with whether their ASNs are one."""
        loop = self.scenario.get("loop", [])
        for (name, site), (other, far) in itertools.permutations(self.sites.items(), 2):
            yield name, site, other, far, name in loop and other in loop

    # Routes with the right AS paths, or none because of the path.
    def routes(self):
        for name, site, other, far, loop in self.pairs():
            prefix = far.connection.site_prefixes[0]
            if loop:
                self.refused(name, site, other, prefix)
                continue
            for tunnel in self.own(site):
                path = " ".join([str(tunnel.connection.aws_asn)] + [str(far.connection.site_asn)] * (
                    1 + self.asked(self.endpoint(far.tunnels[0]), "as_path_prepend", 0)))
                self.expect(f"{name} has {other}'s network on tunnel {tunnel.number} by AWS's ASN and {other}'s",
                            lambda site=site, tunnel=tunnel, prefix=prefix, path=path: self.has_path(site, tunnel, prefix, path), self.patience(30))
            self.expect(f"{name}'s FIB leads to {other} by tunnel 1",
                        lambda site=site, far=far: self.leads_to(site, site.tunnels[0], far.connection.site_host), self.patience(20))

    @staticmethod
    def own(site):
        """A site's tunnels to the gateway that all sites share, the first one."""
        return [tunnel for tunnel in site.tunnels if tunnel.connection is site.connection]

    def patience(self, seconds):
        """What one site waited for in vain, the next ones need not."""
        return 1 if self.assertions.failed else seconds

    def refused(self, name, site, other, prefix):
        for tunnel in site.tunnels:
            self.expect(f"AWS announces {other}'s network to {name} on tunnel {tunnel.number}, with {name}'s own ASN in its path",
                        lambda tunnel=tunnel: self.announced(tunnel, prefix, tunnel.connection.site_asn), 30)
        self.expect(f"{name} refuses {other}'s network for its own ASN", lambda: self.loops(site, prefix), 15)
        self.expect(f"{name} has no route to {other} from AWS", lambda: self.has_none(site, prefix))

    def announced(self, tunnel, prefix, asn):
        said = self.endpoint(tunnel).birdc("show", "route", str(prefix), "export", "site", "all")
        path = [line.split(":")[1].split() for line in said.splitlines() if "BGP.as_path:" in line]
        found = f"{prefix} by {' '.join(path[0])}" if path else "not announced"
        return found if path and path[0] == [str(asn)] else Not(found)

    def loops(self, site, prefix):
        found = site.looped(prefix, {tunnel.name: self.withdrawn(tunnel) for tunnel in site.tunnels})
        return found or Not("it says nothing of a loop")

    def withdrawn(self, tunnel):
        """How many withdrawals AWS's end sent."""
        found = re.search(r"Export withdraws: +(?:\S+ +){4}(\d+)", self.endpoint(tunnel).birdc("show", "protocols", "all", "site"))
        return int(found.group(1)) if found else 0

    @staticmethod
    def has_none(site, prefix):
        found = site.paths(prefix)
        return Not(str(found)) if found else f"no path to {prefix}"

    # Every site reaches every other, and the VPC.
    def reach(self):
        vpc, cloud = next(iter(self.clouds.items()))
        for name, site, other, far, loop in self.pairs():
            answer = self.reaches_not if loop else self.reaches
            self.expect(f"a host of {name} {'does not reach' if loop else 'reaches'} one of {other}",
                        lambda answer=answer, site=site, far=far: answer(site.host, far.connection.site_host), 5)
        for name, site in self.sites.items():
            self.expect(f"a host of {name} reaches the VPC",
                        lambda site=site: self.reaches(site.host, cloud.connection.aws_host), 5)
            self.expect(f"the VPC reaches a host of {name}",
                        lambda site=site: self.reaches(vpc, site.connection.site_host, str(cloud.connection.aws_host)), 5)

    # A site with a connection to another VPC, too, leads the others there and back, and tells neither gateway more.
    def passed_on(self):
        clouds = list(self.clouds.items())
        (vpc, cloud), (other, far) = clouds
        hub = next(site for site in self.sites.values() if len(site.connections) == 2)
        hub_name = next(name for name, site in self.sites.items() if site is hub)
        spokes = {name: site for name, site in self.sites.items() if site is not hub}
        own = hub.connection.site_prefixes[0]
        beyond = sorted([str(site.connection.site_prefixes[0]) for site in spokes.values()])
        wanted = {vpc: sorted([str(own), *map(str, far.connection.aws_prefixes)]), other: sorted([str(own), *beyond])}
        for endpoint in self.endpoints:
            if endpoint.connection.site == hub_name:
                name = endpoint.connection.gateway
                self.expect(f"{endpoint.name} of {name} learned from {hub_name} {' '.join(wanted[name])} and no more",
                            lambda endpoint=endpoint, name=name: self.same(
                                sorted(self.networks(endpoint.birdc("show", "route", "protocol", "site"))), wanted[name]), 30)
        for name, site in spokes.items():
            self.expect(f"a host of {name} reaches {other} through {hub_name}",
                        lambda site=site: self.reaches(site.host, far.connection.aws_host), 20)
            self.expect(f"{other} reaches a host of {name}",
                        lambda site=site: self.reaches(other, site.connection.site_host, str(far.connection.aws_host)), 5)

    # What goes from site to site is in clear inside AWS's gateway alone.
    def passage(self):
        (name, site), (other, far) = list(self.sites.items())[:2]
        vpc = next(iter(self.clouds))
        seen = {}

        def send():
            seen["outside"] = traffic.capture(self.network, "inet", site.port, 3, lambda: traffic.ping(
                self.network, site.host, far.connection.site_host, count=5))

        seen["inside"] = traffic.capture(self.network, vpc, self.endpoint(far.tunnels[0]).name, 4, send)
        said = "; ".join(f"{where}: {' '.join(f'{kind}={count}' for kind, count in counts.items())}" for where, counts in seen.items())
        self.expect(f"pings of {name} to {other} pass AWS's gateway, and the Internet as ESP in UDP",
                    lambda: said if seen["inside"].get("icmp", 0) >= 10 and seen["outside"].get("esp-in-udp", 0) >= 10
                    and "icmp" not in seen["outside"] else Not(said))

    # Tunnel 1 of a site is gone: the others reach it through its second one.
    def failover(self):
        (name, site), (other, far) = list(self.sites.items())[:2]
        self.endpoint(site.tunnels[0]).vanish()
        promise = site.tunnels[0].hold + 3
        self.expect(f"endpoint 1 of {name} disappears: {other} reaches {name} within {promise} s",
                    lambda: self.reaches(far.host, site.connection.site_host), promise + 5)
        self.expect(f"{name}'s FIB leads to {other} by tunnel 2",
                    lambda: self.leads_to(site, site.tunnels[1], far.connection.site_host), promise)
