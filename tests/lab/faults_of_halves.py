# SPDX-License-Identifier: ISC
# The values of templates that the script mutations breaks of devices of which
# only a half runs: name, scene and device, template, what is replaced, by what,
# part of the failing assertion's text.
PLUTO, IKED = ("libreswan-ikev2", "libreswan"), ("openbsd-iked", "openbsd-iked")
BGPD, PREFERRED = ("openbgpd-preferred", "openbsd-isakmpd"), ("frr-preferred", "strongswan-frr")
ESTABLISHED, POLICY = "IKE established, pluto's word", "the policy as iked read it"
BGP = "BGP with the right ASNs and timers"

HALVES = [
    ("IKE's suite (Libreswan)", PLUTO, "libreswan/conf.j2", "ike={{ p1.encryption }}-{{ p1.integrity }}-{{ p1.dh_group }}", "ike=aes128-sha2_256-dh14", "IKE's suite is offered alone"),
    ("ESP's suite (Libreswan)", PLUTO, "libreswan/conf.j2", "esp={{ p2.encryption }}", "esp=aes128", "ESP's suite is offered alone"),
    ("ESP's group (Libreswan)", PLUTO, "libreswan/conf.j2", "-{{ p2.dh_group }}", "-dh14", "the child's own group"),
    ("a second suite (Libreswan)", PLUTO, "libreswan/conf.j2", "-{{ p1.dh_group }}", "-{{ p1.dh_group }},aes256-sha2_256-dh14", "IKE's suite is offered alone"),
    ("pre-shared key (Libreswan)", PLUTO, "linux/ipsec.secrets.j2", "{{ tunnel.pre_shared_key }}", "{{ tunnel.pre_shared_key }}x", ESTABLISHED),
    ("IKE version (Libreswan)", PLUTO, "libreswan/conf.j2", "{{ 'yes' if tunnel.ike_version == 2 else 'no' }}", "no", ESTABLISHED),
    ("own identity (Libreswan)", PLUTO, "libreswan/conf.j2", "leftid={{ tunnel.customer_outside_address }}", "leftid=192.0.2.99", ESTABLISHED),
    ("AWS's identity (Libreswan)", PLUTO, "libreswan/conf.j2", "rightid={{ tunnel.outside_address }}", "rightid=192.0.2.99", ESTABLISHED),
    ("AWS's outside address (Libreswan)", PLUTO, "libreswan/conf.j2", "right={{ tunnel.outside_address }}", "right=203.0.113.99", ESTABLISHED),
    ("selector of the site (Libreswan)", PLUTO, "libreswan/conf.j2", "leftsubnet={{ everything }}", "leftsubnet=192.168.10.0/24", "AWS installed the child"),
    ("unit of IKE's lifetime (Libreswan)", PLUTO, "libreswan/conf.j2", "{{ p1.lifetime }}s", "{{ p1.lifetime }}m", "lifetimes"),
    ("unit of the child's lifetime (Libreswan)", PLUTO, "libreswan/conf.j2", "{{ p2.lifetime }}s", "{{ p2.lifetime }}m", "lifetimes"),
    ("margin of renewal (Libreswan)", PLUTO, "libreswan/conf.j2", "{{ margin }}s", "{{ margin // 2 }}s", "lifetimes"),
    ("time until a peer is dead (Libreswan)", PLUTO, "libreswan/conf.j2", "retransmit-timeout={{ tunnel.dpd_timeout }}s", "retransmit-timeout={{ 2 * tunnel.dpd_timeout }}s", "dead peer detection"),
    ("start of the tunnel (Libreswan)", PLUTO, "libreswan/conf.j2", "auto=start", "auto=add", ESTABLISHED),
    ("IKE's group (iked)", IKED, "openbsd-iked/iked.j2", "group {{ p1.dh_group }}", "group modp2048", POLICY),
    ("child's encryption (iked)", IKED, "openbsd-iked/iked.j2", "childsa enc {{ p2.encryption }}", "childsa enc aes-128", POLICY),
    ("IKE's lifetime (iked)", IKED, "openbsd-iked/iked.j2", "ikelifetime {{ before(p1.lifetime) }}", "ikelifetime {{ p1.lifetime }}", POLICY),
    ("AWS's identity (iked)", IKED, "openbsd-iked/iked.j2", "dstid {{ tunnel.outside_address }}", "dstid 192.0.2.99", POLICY),
    ("interface (iked)", IKED, "openbsd-iked/iked.j2", "iface sec{{ number(tunnel) }}", "iface sec0", POLICY),
    ("pre-shared key (iked)", IKED, "openbsd-iked/iked.j2", "{{ tunnel.pre_shared_key }}", "{{ tunnel.pre_shared_key }}x", "the key as iked read it"),
    ("own ASN (OpenBGPD)", BGPD, "openbsd/bgpd.j2", "AS {{ connection.customer_asn }}", "AS {{ connection.customer_asn + 1 }}", BGP),
    ("AWS's ASN (OpenBGPD)", BGPD, "openbsd/bgpd.j2", "remote-as {{ tunnel.aws_asn }}", "remote-as {{ tunnel.aws_asn + 1 }}", BGP),
    ("hold time (OpenBGPD)", BGPD, "openbsd/bgpd.j2", "holdtime {{ tunnel.bgp_hold_time }}", "holdtime 15", BGP),
    ("own address (OpenBGPD)", BGPD, "openbsd/bgpd.j2", "local-address {{ own_address(tunnel) }}", "local-address 192.168.10.1", "the neighbor as bgpd read it"),
    ("most prefixes (OpenBGPD)", BGPD, "openbsd/bgpd.j2", "max-prefix {{ param.max_prefixes }}", "max-prefix 1", ""),
    ("filter of what is accepted (OpenBGPD)", BGPD, "openbsd/bgpd.j2", "allow from {{ peer }} prefix {{ prefix }} or-longer", "allow from {{ peer }}", "takes those it should and no other"),
    ("filter of what is announced (OpenBGPD)", BGPD, "openbsd/bgpd.j2", "allow to {{ peer }} prefix {{ prefix }}", "allow to {{ peer }} prefix 192.168.99.0/24", BGP),
    ("preference (OpenBGPD)", BGPD, "openbsd/bgpd.j2", "set localpref 50", "set localpref 150", "RIB leads to AWS by tunnel 2"),
    ("longer path (OpenBGPD)", BGPD, "openbsd/bgpd.j2", "prepend-self 2", "prepend-self 1", "three times in the path"),
    ("dependence on the interface (OpenBGPD)", BGPD, "openbsd/bgpd.j2", "depend on sec{{ number(tunnel) }}", "depend on sec9", "the neighbor as bgpd read it"),
    ("preference (FRRouting)", PREFERRED, "linux/frr.j2", "(connection.local_preference or 100) // 2", "(connection.local_preference or 100) * 3 // 2", "FIB leads to AWS by tunnel 2"),
]
