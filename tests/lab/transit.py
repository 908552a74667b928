# SPDX-License-Identifier: ISC
# Transit: a device with connections to two VPCs leads each to the other, and a
# site behind it to both.  The files of both connections stand on it together.
import ipaddress
import re

import traffic
from assertions import Not
from fleet import Fleet


class Transit(Fleet):
    @property
    def hub(self):
        return next(iter(self.sites.values()))

    def set_up(self):
        super().set_up()
        names = []
        for connection in self.hub.connections:
            with open(self.hub.file("sh", connection), encoding="utf-8") as file:
                names += re.findall(r"^    set_up (\S+)", file.read(), re.MULTILINE)
        said = " ".join(names)
        self.expect("the rendered scripts give each tunnel an interface of its own",
                    lambda: said if len(set(names)) == len(self.hub.tunnels) else Not(said))

    # Both connections' interfaces are there, one set beside the other.
    def interfaces(self):
        for tunnel in self.hub.tunnels:
            interface = self.hub.interface(tunnel)
            self.expect(f"{interface} has the inside address of {tunnel.name}",
                        lambda interface=interface, tunnel=tunnel: self.has_address(interface, tunnel, self.hub.place))
        for connection in self.hub.connections:
            self.expect(f"the rendered script's status, {connection.id}", lambda connection=connection: self.says(self.hub.status(connection)))

    # What each side learns.
    def routes(self):
        for connection in self.hub.connections:
            first = connection.tunnels[0]
            self.expect(f"the hub's FIB leads to {connection.gateway} by {self.hub.interface(first)}",
                        lambda connection=connection, first=first: self.leads_to(self.hub, first, connection.aws_host), 20)
        for endpoint in self.endpoints:
            for far in self.hub.connections:
                if far.gateway != endpoint.connection.gateway:
                    self.expect(f"{endpoint.name} of {endpoint.connection.gateway} learned how to reach {far.gateway}",
                                lambda endpoint=endpoint, far=far: self.leads_back_to(endpoint, far.aws_host), 20)
                    self.expect(f"{endpoint.name} of {endpoint.connection.gateway} has the AS path to {far.gateway}",
                                lambda endpoint=endpoint, far=far: self.has_far_path(endpoint, far))
            self.expect(f"{endpoint.name} of {endpoint.connection.gateway} learned the site's network",
                        lambda endpoint=endpoint: self.leads_back_to(endpoint, self.hub.connection.site_host), 20)

    def has_far_path(self, endpoint, far):
        """Through the hub to the far AWS, or to the hub alone if it announces a network of its own above both."""
        path = self.attribute(endpoint, far.aws_host, "as_path")
        own = " ".join([str(far.site_asn)] * (1 + self.asked(endpoint, "as_path_prepend", 0)))
        wanted = own if self.scenario.get("summary") else f"{own} {far.aws_asn}"
        return wanted if path == [wanted] else Not(f"{path}, not {wanted}")

    # A site that is no hub: AWS learns the site's networks, and never what another connection's AWS announces.
    def kept(self):
        for endpoint in self.endpoints:
            connection = endpoint.connection
            self.expect(f"{endpoint.name} of {connection.gateway} learned the site's network",
                        lambda endpoint=endpoint: self.leads_back_to(endpoint, self.hub.connection.site_host), 20)
        for connection in self.hub.connections:
            for tunnel in connection.tunnels:
                self.expect(f"the site has {connection.gateway}'s network from {tunnel.name}",
                            lambda tunnel=tunnel, connection=connection: self.has_network(tunnel, connection), 20)
        for endpoint in self.endpoints:
            wanted = [str(prefix) for prefix in endpoint.connection.site_prefixes]
            self.expect(f"{endpoint.name} of {endpoint.connection.gateway} learned nothing but the site's network",
                        lambda endpoint=endpoint, wanted=wanted: self.same(
                            sorted(self.networks(endpoint.birdc("show", "route", "protocol", "site"))), wanted))
        for name, cloud in self.clouds.items():
            for other, far in self.clouds.items():
                if other != name:
                    self.expect(f"{name} does not reach {other}", lambda name=name, cloud=cloud, far=far: self.lost(
                        name, far.connection.aws_host, str(cloud.connection.aws_host)))

    # The same where the site calls AWS's networks its own.
    def withheld(self):
        for connection in self.hub.connections:
            for tunnel in connection.tunnels:
                self.expect(f"the site has {connection.gateway}'s network from {tunnel.name}",
                            lambda tunnel=tunnel, connection=connection: self.has_network(tunnel, connection), 20)
        for endpoint in self.endpoints:
            self.expect(f"{endpoint.name} of {endpoint.connection.gateway} learned nothing from the site",
                        lambda endpoint=endpoint: self.same(
                            sorted(self.networks(endpoint.birdc("show", "route", "protocol", "site"))), []))

    def has_network(self, tunnel, connection):
        learned = self.hub.learned(tunnel)
        found = [network for network in learned if connection.aws_host in ipaddress.ip_network(network)]
        return " ".join(found) if found else Not(f"only {' '.join(learned) or 'nothing'}")

    def lost(self, namespace, address, source):
        count = traffic.ping(self.network, namespace, address, source)
        return f"{count} of 3 pings answered" if count == 0 else Not(f"{count} of 3 pings answered")

    # Everybody reaches everybody, through the hub.
    def reach(self):
        clouds = list(self.clouds.items())
        for name, cloud in clouds:
            self.expect(f"a host of the site reaches {name}", lambda cloud=cloud: self.reaches(self.hub.host, cloud.connection.aws_host), 5)
            self.expect(f"{name} reaches a host of the site", lambda name=name, cloud=cloud: self.reaches(
                name, self.hub.connection.site_host, str(cloud.connection.aws_host)), 5)
            for other, far in clouds:
                if other != name:
                    self.expect(f"{name} reaches {other} through the hub", lambda name=name, cloud=cloud, far=far: self.reaches(
                        name, far.connection.aws_host, str(cloud.connection.aws_host)), 5)

    def passage(self):
        (name, cloud), (other, far) = list(self.clouds.items())
        counts = traffic.capture(self.network, "inet", self.hub.port, 3, lambda: traffic.ping(
            self.network, name, far.connection.aws_host, str(cloud.connection.aws_host), 5))
        said = " ".join(f"{kind}={count}" for kind, count in counts.items())
        self.expect(f"5 pings of {name} to {other} and their answers pass the hub's wire twice each, as ESP in UDP alone",
                    lambda: said if counts.get("esp-in-udp", 0) >= 20 and "icmp" not in counts else Not(said))

    # The first tunnel of one connection is gone: the other takes over, and the other connection does not notice.
    def failover(self):
        (name, cloud), (other, far) = list(self.clouds.items())
        stream = traffic.Stream(self.network, self.hub.host, far.connection.aws_host)
        self.endpoint(cloud.connection.tunnels[0]).vanish()
        promise = cloud.connection.tunnels[0].hold + 3
        self.expect(f"endpoint 1 of {name} disappears: {other} reaches it within {promise} s",
                    lambda: self.reaches(other, cloud.connection.aws_host, str(far.connection.aws_host)), promise + 5)
        lost = stream.stop()
        self.expect(f"no ping from the site to {other} is lost meanwhile",
                    lambda: f"{len(stream.answers)} answered, none lost" if lost == 0 and len(stream.answers) > 10 else Not(f"{lost} lost"))
