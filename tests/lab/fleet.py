# SPDX-License-Identifier: ISC
# A scene of several connections: every site of the descriptor is a device with
# a place of its own, every gateway one of AWS's.  All files are rendered in one
# run from one descriptor, which names the devices.
import os
import subprocess

import yaml

import traffic
from assertions import Not
from aws import Aws
from descriptor import connections
from gateway import device, route
from network import Failed
from scene import Scene


class Fleet(Scene):
    def build(self):
        self.connections = connections(yaml.safe_dump(self.right))
        self.clouds = {}
        self.sites = {}
        first = 1
        for name in self.right["gateways"]:
            own = [connection for connection in self.connections if connection.gateway == name]
            self.clouds[name] = Aws(self.network, own, name, first)
            first += len(self.clouds[name].endpoints)
        for name in self.right["sites"]:
            own = [connection for connection in self.connections if connection.site == name]
            self.sites[name] = device(own[0].device, own[0].parameters)(self.network, own, self.scenario, name, f"{name}-host", name)

    @property
    def adapted(self):
        return list(dict.fromkeys(name for site in self.sites.values() for name in site.adapted))

    @property
    def endpoints(self):
        return [endpoint for cloud in self.clouds.values() for endpoint in cloud.endpoints]

    def endpoint(self, tunnel):
        return next(endpoint for endpoint in self.endpoints if endpoint.tunnel is tunnel)

    def stages(self):
        yield self.set_up
        yield self.start
        yield self.tunnels
        for name in self.scenario["stages"]:
            yield getattr(self, name)

    def set_up(self):
        self.lint()
        said, files = self.render()
        self.expect("cgwgen renders all devices' files in one run", lambda: " ".join(files))
        for rule in self.scenario.get("warns", []):
            self.expect(f"cgwgen render warns of it: {rule}", lambda rule=rule: next(
                (line for line in said.splitlines() if f"[{rule} " in line), Not("no such warning")))

    def start(self):
        self.network.add("inet", 4)
        self.network.run("inet", "ip", "address", "add", "192.0.2.1/32", "dev", "lo")
        for part in [*self.clouds.values(), *self.sites.values()]:
            part.wire()
        for part in [*self.clouds.values(), *self.sites.values()]:
            part.start()

    def render(self):
        folder = f"{self.folder}/rendered"
        words = ["--color=never"]
        for directory in self.options.get("device_path", []):
            words += ["--device-path", directory]
        command = ["render", "-o", f"{folder}/", *words]
        if self.scenario.get("lock"):
            lock = f"{self.folder}/cgwgen.lock"
            self.cgwgen("lock", "--output", lock, *words)
            self.take_slots(lock)
            command += ["--lock", lock, "--by-site"]
        return self.cgwgen(*command), sorted(os.listdir(folder))

    def cgwgen(self, *words):
        done = subprocess.run([self.program, *words, self.descriptor()], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise Failed(f"cgwgen {words[0]}: status {done.returncode}: {done.stdout.strip()}")
        return done.stdout

    def take_slots(self, lock):
        with open(lock, encoding="utf-8") as file:
            locked = yaml.safe_load(file)["sites"]
        for connection in self.connections:
            slot = locked[connection.site]["connections"][connection.id]["slot"]
            for tunnel in connection.tunnels:
                tunnel.offset = 2 * slot + tunnel.number - 1

    # Every tunnel of every site is up, and its BGP session.
    def tunnels(self):
        patience = self.scenario.get("patience", 45)
        for name, site in self.sites.items():
            for tunnel, charon in zip(site.tunnels, site.charons):
                self.expect(f"{name}, {tunnel.name}: IKE established, child installed", lambda charon=charon: self.installed(charon), 15)
        if self.assertions.failed:
            return
        for name, site in self.sites.items():
            for tunnel in site.tunnels:
                self.expect(f"{name}, {tunnel.name}: BGP with the right ASNs and timers",
                            lambda site=site, tunnel=tunnel: self.right_session(site, tunnel), patience)

    def leads_to(self, site, tunnel, address):
        """The FIB of a site leads to an address by a tunnel."""
        interface, via = route(self.network, site.place, address)
        said = f"{address} via {via} dev {interface}"
        return said if interface == site.interface(tunnel) else Not(said)

    def has_path(self, site, tunnel, prefix, path):
        got = site.paths(prefix).get(tunnel.name)
        return f"{prefix} by {got}" if got == path else Not(f"{prefix} by {got}, not {path}")

    def reaches(self, namespace, address, source=None):
        return self.pings(namespace, address, source)

    def reaches_not(self, namespace, address):
        count = traffic.ping(self.network, namespace, address)
        said = f"{count} of 3 pings to {address} answered"
        return said if count == 0 else Not(said)

    def explanation(self):
        said = [endpoint.charon.said() for endpoint in self.endpoints]
        for site in self.sites.values():
            said += [charon.said() for charon in site.charons] + [site.explanation()]
        return "\n".join(said)

    @staticmethod
    def attribute(endpoint, host, name):
        """What AWS's end has of a route that the hub announced."""
        said = endpoint.birdc("show", "route", "for", str(host), "protocol", "site", "all")
        return [line.split(":")[1].strip() for line in said.splitlines() if f"BGP.{name}:" in line]

    def asked(self, endpoint, key, nothing):
        """What the descriptor asks for the endpoint's connection."""
        return next(row for row in self.right["connections"] if row["id"] == endpoint.connection.id).get(key, nothing)

    # What each connection asks for arrives at AWS's ends, and in the sites.
    def policy(self):
        for endpoint in self.endpoints:
            connection = endpoint.connection
            own = " ".join([str(connection.site_asn)] * (1 + self.asked(endpoint, "as_path_prepend", 0)))
            med = self.asked(endpoint, "med", None)
            # FRRouting says 0 of its own networks where it is told nothing, BIRD nothing.
            for what, key, wanted in (("AS path", "as_path", own), ("MED", "med", "0" if med is None else str(med))):
                self.expect(f"{endpoint.name} of {connection.gateway} has the site's network with {what} {wanted}",
                            lambda endpoint=endpoint, key=key, wanted=wanted, connection=connection: self.same(
                                self.attribute(endpoint, connection.site_host, key) or ["0"], [wanted]), 10)
        for name, site in self.sites.items():
            for tunnel in site.tunnels:
                wanted = self.asked(self.endpoint(tunnel), "local_preference", 100)
                self.expect(f"{name} takes what AWS announces on {tunnel.name} with local preference {wanted}",
                            lambda site=site, tunnel=tunnel, wanted=wanted: self.same(sorted(set(site.learned(tunnel).values())), [wanted]), 10)

    @staticmethod
    def same(got, wanted):
        return " ".join(map(str, got)) or "none" if got == wanted else Not(f"{got}, not {wanted}")
