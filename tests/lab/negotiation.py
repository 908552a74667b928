# SPDX-License-Identifier: ISC
# What is asserted of a daemon that can negotiate here but not install what it
# agreed on, since the kernel has no ESP: each end's word for it, that exactly one
# suite is offered, and that the kernel is what ends it.
import re

from assertions import Not
from suites import GROUP, expected_esp, expected_ike

ESTABLISHED = "initiator established IKE SA; authenticated peer|IKE SA established {auth=PRESHARED_KEY"
REFUSED = "netlink response for Add SA .*"


def joined(words):
    """A suite as charon's log has it: AES_CBC_256/HMAC_SHA2_256_128/..."""
    cipher, bits, *rest = words.split()
    return "/".join([f"{cipher}_{bits}", *rest])


def group(number):
    """As pluto names it."""
    name = GROUP[number]
    return f"DH{number}" if name.startswith("ECP") else name.replace("_", "")


def same(got, wanted):
    return got if got == wanted else Not(f"{got}, not {wanted}")


class Negotiation:
    def __init__(self, scene, gateway):
        self.scene = scene
        self.gateway = gateway
        self.expect = scene.expect
        self.use(gateway.names)

    def use(self, names):
        """The connections that are looked at, one for each tunnel."""
        self.ends = list(zip(self.scene.connection.tunnels, self.scene.aws.endpoints, names))

    # What pluto makes of the files.
    def files(self):
        pluto = self.gateway.pluto
        rendered = self.gateway.file("ipsec.conf")
        self.expect("addconn takes ipsec.conf", lambda: Not(said) if (said := pluto.check(rendered)) else "no complaint")
        with open(rendered, encoding="utf-8") as file:
            bad = self.gateway.write("spoilt.conf", file.read().replace("rekeymargin", "rekeymargn"))
        self.expect("control: addconn refuses it with a misspelt keyword",
                    lambda: said if "rekeymargn" in (said := pluto.check(bad)) else Not(said or "no complaint"))

    # The kernel has no XFRM interfaces: pluto says so, and takes only the heirs, which do without.
    def interfaces(self):
        probe = self.scene.network.run(self.gateway.place, "ip", "link", "add", "probe", "type", "xfrm", "dev", "eth0", "if_id", "9", check=False).strip()
        if not probe:
            self.expect("XFRM interfaces", lambda: "this kernel has them: not a limit here")
            return
        for tunnel, _, name in self.ends:
            self.expect(f"limit, tunnel {tunnel.number}: pluto refuses it, as this kernel has no XFRM interfaces",
                        lambda name=name: self.line(name, "failed to add connection: ipsec-interface=.* not supported", probe), 5)

    def line(self, name, pattern, also=""):
        said = self.gateway.pluto.line(name, pattern)
        return f"{said}{'; ip: ' if also else ''}{also}" if said else None

    # Both ends agree on what the options choose.
    def ike(self):
        for tunnel, endpoint, name in self.ends:
            self.expect(f"tunnel {tunnel.number}: IKE established, pluto's word", lambda name=name: self.established(name),
                        self.scene.scenario.get("patience", 15))
            self.expect(f"tunnel {tunnel.number}: IKE established, AWS's word", lambda endpoint=endpoint: self.answered(endpoint), 5)
        if self.scene.assertions.failed:
            return
        for tunnel, endpoint, name in self.ends:
            self.agreed(tunnel, endpoint, name)

    def established(self, name):
        return self.line(name, ESTABLISHED) or Not(self.line(name, "NO_PROPOSAL_CHOSEN|AUTHENTICATION_FAILED|[Mm]alformed|retransmission") or "nothing")

    @staticmethod
    def stands(endpoint):
        return next((sa for sa in reversed(endpoint.charon.sas()) if sa["state"] == "ESTABLISHED"), None)

    def answered(self, endpoint):
        sa = self.stands(endpoint)
        return f"{sa['local-host']} to {sa['remote-host']} {sa['remote-id']}, IKEv{sa['version']}" if sa else None

    def agreed(self, tunnel, endpoint, name):
        said = f"tunnel {tunnel.number}"
        sa = self.stands(endpoint)
        self.expect(f"{said}: IKE version", lambda: same(sa["version"], str(tunnel.ike)))
        wanted = joined(expected_ike(tunnel.phase1))
        self.expect(f"{said}: IKE's suite is offered alone, and chosen", lambda: self.offered(endpoint, "IKE", wanted))
        wanted = joined(expected_esp(tunnel.phase2, tunnel.ike == 1))
        self.expect(f"{said}: ESP's suite is offered alone, and chosen", lambda: self.offered(endpoint, "ESP", wanted))
        for what, words in self.settings(tunnel, name).items():
            self.expect(f"{said}: {what}", lambda words=words: self.has(name, words))

    @staticmethod
    def offered(endpoint, protocol, wanted):
        """The proposals that came, with and without extended sequence numbers, and the one that was taken."""
        said = endpoint.charon.said()
        came = set(re.findall(rf"received proposals: {protocol}:(.*)", said))
        taken = set(re.findall(rf"selected proposal: {protocol}:(.*)", said))
        ends = {"IKE": [""], "ESP": ["/NO_EXT_SEQ", "/EXT_SEQ/NO_EXT_SEQ", "/NO_EXT_SEQ/EXT_SEQ"]}[protocol]
        text = f"offered {' and '.join(sorted(came)) or 'none'}; chosen {' and '.join(sorted(taken)) or 'none'}"
        one = len(came) == 1 and came <= {wanted + end for end in ends} and taken == {wanted + ends[0]}
        return text if one else Not(f"{text}; not {wanted}")

    def settings(self, tunnel, name):
        """What pluto must say of itself where the other end can't see it."""
        end = self.scene.connection
        phase1, phase2 = tunnel.phase1, tunnel.phase2
        silence = f"{tunnel.option('dpd_timeout_seconds')}s"
        delay = f"{tunnel.option('dpd_interval')}s;"
        watch = ["dpdaction:restart;", f"dpddelay:{delay}", f"retransmit-timeout:{silence}"]
        if tunnel.ike == 1:
            watch = ["dpd: active;", "action:restart;", f"delay:{delay}", f"timeout:{silence}"]
        return {
            "lifetimes, and renewal 600 to 660 s before AWS's end":
                [f"ike_life: {phase1.lifetime}s;", f"ipsec_life: {phase2.lifetime}s;", "rekey_margin: 600s;", "rekey_fuzz: 10%;"],
            "identities": [f"our id={end.site_address}; ", f"their id={tunnel.outside}"],
            "dead peer detection": watch,
            "the child's own group": [f"-{group(phase2.best_group)}"],
        }

    def has(self, name, words):
        said = self.gateway.pluto.settings(name)
        missing = [word for word in words if word not in said]
        return " ".join(words) if not missing else Not(f"not said: {' '.join(missing)}")

    # The child, whose suite and selectors AWS's side has and pluto can't install.
    def child(self):
        everything = "::/0" if self.scene.connection.version == 6 else "0.0.0.0/0"
        for tunnel, endpoint, _ in self.ends:
            if tunnel.ike == 2:
                self.expect(f"tunnel {tunnel.number}: AWS installed the child that was agreed on",
                            lambda endpoint=endpoint, everything=everything: self.installed(endpoint, everything), 5)

    @staticmethod
    def installed(endpoint, everything):
        found = endpoint.charon.established()
        if not found:
            return Not("no child")
        said = f"{' '.join(found[1]['local-ts'])} === {' '.join(found[1]['remote-ts'])}"
        return same(said, f"{everything} === {everything}")

    # The end of it, with a second witness.
    def limit(self):
        for tunnel, _, name in self.ends:
            aead = "GCM" in tunnel.phase2.best_encryption
            probe = self.probe(*(("aead", "rfc4106(gcm(aes))", "0x" + "00" * 20, "128") if aead else
                                 ("enc", "cbc(aes)", "0x" + "00" * 16, "auth-trunc", "hmac(sha256)", "0x" + "00" * 32, "128")))
            refused = f"{REFUSED}{'Function not implemented' if aead else 'Protocol not supported'}"
            self.expect(f"limit, tunnel {tunnel.number}: the kernel has no ESP, so no child is installed and no packet passes",
                        lambda name=name, refused=refused, probe=probe: self.line(name, refused, probe) if probe
                        else "this kernel has ESP: not a limit here", 5)

    def probe(self, *algorithms):
        """What ip says of an SA like the device's, or nothing if the kernel takes it."""
        return self.scene.network.run(self.gateway.place, "ip", "xfrm", "state", "add", "src", "192.0.2.9", "dst", "192.0.2.10", "proto", "esp",
                                      "spi", "0x900", "mode", "tunnel", *algorithms, check=False).strip()
