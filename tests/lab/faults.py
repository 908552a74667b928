# SPDX-License-Identifier: ISC
# The values of templates that the script mutations breaks, and where the lab
# must catch it: name, scene and devices, template, what is replaced, by what,
# part of the failing assertion's text (or None: nothing may fail; or several
# where it depends on the watcher's pace which of them comes first).
FRR, BIRD = ("frr-core", "strongswan-frr"), ("bird-core", "strongswan-bird")
STATIC, BIRD_STATIC = ("static-core", "strongswan-frr"), ("bird-static-core", "strongswan-bird")
CERTIFICATE = ("frr-certificate", "strongswan-frr")
CONF = ("ipsecconf-core", "strongswan")
LOSS, IKEV1 = ("frr-loss", "strongswan-frr"), ("frr-loss-ikev1", "strongswan-frr")
NAT = ("frr-nat", "strongswan-frr")
FLEET = "strongswan-frr strongswan-bird strongswan"
HUB, HUB_FRR = ("transit-bird", "strongswan-bird"), ("transit-frr", "strongswan-frr")
REACH = "a host behind the gateway reaches the VPC"
RETURN = ("the gateway's FIB leads to AWS", REACH)
IKE = "IKE established, child installed"
BGP = "BGP with the right ASNs and timers"

MUTATIONS = [
    ("IKE's suite", FRR, "linux/swanctl.j2", "proposals = {{ ike_proposal(tunnel.phase1) }}", "proposals = aes128-sha256-modp2048", "IKE's suite"),
    ("ESP's encryption", FRR, "linux/swanctl.j2", "{{ esp_proposal(tunnel.phase2) }}", "aes128-sha512-ecp256", "ESP's suite"),
    ("ESP's group", FRR, "linux/swanctl.j2", "{{ esp_proposal(tunnel.phase2) }}", "aes256-sha512-modp2048", "ESP's suite, after renewal"),
    ("a group that AWS does not accept", FRR, "linux/swanctl.j2", "{{ phase.integrity }}-{{ phase.dh_group }}", "{{ phase.integrity }}-modp4096", IKE),
    ("pre-shared key", FRR, "linux/swanctl.j2", "{{ tunnel.pre_shared_key }}", "{{ tunnel.pre_shared_key }}x", IKE),
    ("IKE version", FRR, "linux/swanctl.j2", "version = {{ tunnel.ike_version }}", "version = 1", IKE),
    ("own identity", FRR, "linux/swanctl.j2", "id = {{ tunnel.customer_outside_address }}", "id = 192.0.2.99", IKE),
    ("AWS's outside address", FRR, "linux/swanctl.j2", "remote_addrs = {{ tunnel.outside_address }}", "remote_addrs = 203.0.113.99", IKE),
    ("selector of AWS's side", FRR, "linux/swanctl.j2", "remote_ts = {{ everything }}", "remote_ts = 10.64.0.0/16", IKE),
    ("selector of the site", FRR, "linux/swanctl.j2", "local_ts = {{ everything }}", "local_ts = 192.168.10.0/24", "selectors"),
    ("unit of IKE's lifetime", FRR, "linux/swanctl.j2", "{{ tunnel.phase1.lifetime - margin }}s", "{{ tunnel.phase1.lifetime - margin }}m", "IKE is renewed after"),
    ("unit of the child's renewal", FRR, "linux/swanctl.j2", "{{ tunnel.phase2.lifetime - margin }}s", "{{ tunnel.phase2.lifetime - margin }}m", "the child is renewed after"),
    ("unit of the child's end", FRR, "linux/swanctl.j2", "life_time = {{ tunnel.phase2.lifetime }}s", "life_time = {{ tunnel.phase2.lifetime }}m", "the child ends after"),
    ("start of the tunnel", FRR, "linux/swanctl.j2", "{{ 'trap|start' if param.start_action == 'trap-start' else param.start_action }}", "none", IKE),
    ("inside address", FRR, "linux/xfrm.script.j2", "{{ own_address(tunnel) }}/", "169.254.99.{{ tunnel.number }}/", "the interface has the inside address"),
    ("length of the inside network", FRR, "linux/xfrm.script.j2", "{{ own_length(tunnel) }}", "32", "the interface has the inside address"),
    ("inside address that the script pings", FRR, "linux/script.j2", "{{ interface(tunnel) }} {{ aws_address(tunnel) }}", "{{ interface(tunnel) }} 169.254.99.1", "the rendered script's status"),
    ("own ASN", FRR, "linux/frr.j2", "router bgp {{ connection.customer_asn }}", "router bgp {{ connection.customer_asn + 1 }}", BGP),
    ("AWS's ASN", FRR, "linux/frr.j2", "remote-as {{ tunnel.aws_asn }}", "remote-as {{ tunnel.aws_asn + 1 }}", BGP),
    ("BGP peer", FRR, "linux/frr.j2", "{% set peer = aws_address(tunnel) %}", "{% set peer = own_address(tunnel) %}", ""),
    ("BGP timers", FRR, "linux/frr.j2", "timers {{ tunnel.bgp_keepalive }} {{ tunnel.bgp_hold_time }}", "timers {{ tunnel.bgp_hold_time }} {{ 3 * tunnel.bgp_hold_time }}", BGP),
    ("announced networks", FRR, "linux/frr.j2", "  network {{ prefix }}", "  network 192.168.99.0/24", "aws1 learned the site's prefixes"),
    ("filter of what is announced", FRR, "linux/frr.j2", "{{ map_out(to_aws, to_aws, announced, passed, false) -}}", "{{ map_out(to_aws, from_aws, announced, passed, false) -}}", "aws1 learned the site's prefixes"),
    ("filter of what is accepted", FRR, "linux/frr.j2", "{{ map_in(from_aws, from_aws, accepted,", "{{ map_in(from_aws, to_aws, accepted,", "the gateway's FIB leads to AWS"),
    ("own ASN (BIRD)", BIRD, "linux/bird.j2", "as {{ tunnel.customer_asn }};", "as {{ tunnel.customer_asn + 1 }};", BGP),
    ("AWS's ASN (BIRD)", BIRD, "linux/bird.j2", "as {{ tunnel.aws_asn }};", "as {{ tunnel.aws_asn + 1 }};", BGP),
    ("hold time (BIRD)", BIRD, "linux/bird.j2", "hold time {{ tunnel.bgp_hold_time }};", "hold time 15;", BGP),
    ("filter of what is announced (BIRD)", BIRD, "linux/bird.j2", "if net !~ {{ announced }} then reject;", "", "aws1 learned the site's prefixes"),
    ("filter of what is accepted (BIRD)", BIRD, "linux/bird.j2", "if net !~ {{ accepted }} then reject;", "if net ~ {{ accepted }} then reject;", "the gateway's FIB leads to AWS"),
    ("which identity is whose (certificates)", CERTIFICATE, "linux/swanctl.j2", "if tunnel.number == 1 else", "if tunnel.number == 2 else", IKE),
    ("what is sent (certificates)", CERTIFICATE, "linux/swanctl.j2", "send_cert = always", "send_cert = never", IKE),
    ("connected networks (BIRD)", ("bird-metric", "strongswan-bird"), "linux/bird.j2", "    import where net ~ ", "    import where net !~ ", REACH),
    ("connected networks of IPv6 (BIRD)", ("bird-ipv6", "strongswan-bird"), "linux/bird.j2", "    import where net ~ ", "    import where net !~ ", REACH),
    ("wait after an error (BIRD)", ("bird-ikev2", "strongswan-bird"), "linux/bird.j2", "error wait time 5, 30;", "error wait time 60, 300;", "BGP is back"),
    # Sizes.
    ("MTU", FRR, "linux/xfrm.script.j2", "{{ tunnel.mtu }}", "{{ tunnel.mtu + 16 }}", "the interface's MTU"),
    ("MSS towards AWS", FRR, "linux/openings.j2", "        oifname {{ interface(tunnel) }} tcp flags syn tcp option maxseg size > {{ tunnel[mss] }} tcp option maxseg size set {{ tunnel[mss] }}\n", "", "the host's MSS is larger, and arrives"),
    ("MSS towards the site", FRR, "linux/openings.j2", "        iifname {{ interface(tunnel) }} tcp flags syn tcp option maxseg size > {{ tunnel[mss] }} tcp option maxseg size set {{ tunnel[mss] }}\n", "", "the VPC's MSS is larger, and arrives"),
    ("value of the MSS", FRR, "linux/openings.j2", "set {{ tunnel[mss] }}", "set {{ tunnel[mss] - 4 }}", "MSS is larger, and arrives"),
    ("replay window", FRR, "linux/swanctl.j2", "replay_window = {{ tunnel.replay_window_size }}", "replay_window = 32", "what charon read"),
    ("don't-fragment bit outside", FRR, "linux/swanctl.j2", "copy_df = {{ 'no' if", "copy_df = {{ 'yes' if", "what charon read"),
    # What ties an SA to its interface.
    ("if_id", FRR, "linux/swanctl.j2", "if_id_out = {{ if_id }}", "if_id_out = 99", "the SA has the interface's number"),
    ("the interface's if_id", FRR, "linux/xfrm.script.j2", "{{ interface(tunnel) }} {{ number(tunnel) }}", "{{ interface(tunnel) }} {{ tunnel.number }}", "the SA has the interface's number"),
    ("slot", HUB, "linux/numbers.j2", "param.tunnel_base + tunnel.offset", "param.tunnel_base + tunnel.number - 1", "an interface of its own"),
    ("names of a hub's tunnels", HUB, "linux/bird.j2", "protocol bgp {{ symbol(tunnel.name) }}", "protocol bgp aws{{ tunnel.number }}", "hub.bird ended"),
    ("networks that a hub hands on", HUB, "linux/bird.j2", "{% set passed = set_of(param.pass_on, true) %}", "{% set passed = set_of(['10.99.0.0/16'], true) %}", "learned how to reach"),
    ("MED", HUB, "linux/bird.j2", "bgp_med = {{ connection.med }};", "", "with MED 50"),
    ("AS path", HUB, "linux/bird.j2", "(connection.as_path_prepend or 0)", "0", "has the AS path to north"),
    ("local preference", HUB, "linux/bird.j2", "bgp_local_pref = {{ connection.local_preference }};", "", "with local preference 120"),
    ("networks that a hub hands on (FRR)", HUB_FRR, "linux/frr.j2", "{% set passed = prefix_list(to_aws ~ '-on', param.pass_on, true) %}", "{% set passed = '' %}", "learned how to reach"),
    ("MED (FRR)", HUB_FRR, "linux/frr.j2", "set metric ' ~ connection.med", "set metric 51'", "with MED 50"),
    ("AS path (FRR)", HUB_FRR, "linux/frr.j2", "(connection.as_path_prepend or 0)", "0", "has the AS path to north"),
    ("local preference (FRR)", HUB_FRR, "linux/frr.j2", "set local-preference ' ~ connection.local_preference", "set local-preference 90'", "with local preference 120"),
    # The leak that a site must not be: the filters taken out, and of two the one that looks at the path.
    ("filter of a site", ("transit-spoke-bird", "strongswan-bird"), "linux/bird.j2", "      if net !~ {{ announced }} then reject;\n      if bgp_path.len > 0 then reject;\n", "", "learned nothing but the site's network"),
    ("filter of a site (FRR)", ("transit-spoke-frr", "strongswan-frr"), "linux/frr.j2", " match {{ ip }} address prefix-list {{ list }}\n match as-path {{ list }}-own\n", "", "learned nothing but the site's network"),
    ("path of what a site announces", ("transit-spoke-named", "strongswan-bird"), "linux/bird.j2", "      if bgp_path.len > 0 then reject;\n", "", "learned nothing from the site"),
    # Dead peer detection.
    ("DPD's interval", LOSS, "linux/swanctl.j2", "dpd_delay = {{ tunnel.dpd_interval }}s", "dpd_delay = {{ tunnel.dpd_interval }}m", "what charon read"),
    ("DPD's action", LOSS, "linux/swanctl.j2", "dpd_action = restart", "dpd_action = clear", "what charon read"),
    ("DPD's timeout, IKEv1", IKEV1, "linux/swanctl.j2", "dpd_timeout = {{ tunnel.dpd_timeout }}s", "dpd_timeout = {{ tunnel.dpd_timeout }}m", "what charon read"),
    ("DPD's interval (ipsec.conf)", CONF, "strongswan/conf.j2", "dpddelay = {{ tunnel.dpd_interval }}s", "dpddelay = {{ tunnel.dpd_interval }}m", "the device finds it dead"),
    ("DPD's action (ipsec.conf)", CONF, "strongswan/conf.j2", "dpdaction = restart", "dpdaction = clear", "endpoint 1 returns: tunnel 1 is back"),
    ("no DPD (ipsec.conf)", CONF, "strongswan/conf.j2", "dpdaction = restart", "dpdaction = none", "the device finds it dead"),
    # Static routing.
    ("interface of a static route", STATIC, "linux/frr.j2", "{{ ip }} route {{ prefix }} {{ interface(tunnel) }} {{", "{{ ip }} route {{ prefix }} eth0 {{", "the gateway's FIB leads to AWS"),
    ("network of a static route", STATIC, "linux/frr.j2", "{{ ip }} route {{ prefix }} {{ interface(tunnel) }} {{", "{{ ip }} route 10.97.0.0/16 {{ interface(tunnel) }} {{", "the gateway's FIB leads to AWS"),
    ("order of the static routes", STATIC, "linux/frr.j2", "{{ tunnel.number + (10 if", "{{ 3 - tunnel.number + (10 if", "the gateway's FIB leads to AWS"),
    ("state of the link is not watched", STATIC, "linux/frr.j2", " link-detect", " no link-detect", "the FIB moves to tunnel 2"),
    ("address that the watcher pings", STATIC, "linux/script.j2", "watch_tunnel {{ interface(tunnel) }} {{ aws_address(tunnel) }}", "watch_tunnel {{ interface(tunnel) }} {{ own_address(tunnel) }}", "the FIB moves to tunnel 2"),
    ("interval of the watcher", STATIC, "linux/script.j2", "{{ param.keepalive_interval }} {{ tunnel.dpd_retries }} &", "{{ param.keepalive_interval * 5 }} {{ tunnel.dpd_retries }} &", "the FIB moves to tunnel 2"),
    ("losses that the watcher allows", STATIC, "linux/script.j2", "{{ tunnel.dpd_retries }} &", "{{ tunnel.dpd_retries * 10 }} &", "the FIB moves to tunnel 2"),
    ("the watcher's return", STATIC, "linux/script.j2", "turn \"$1\" up || :", "turn \"$1\" dormant || :", RETURN),
    ("interface of a static route (BIRD)", BIRD_STATIC, "linux/bird.j2", "via \"{{ interface(tunnel) }}\"", "via \"eth0\"", "the gateway's FIB leads to AWS"),
    ("order of the static routes (BIRD)", BIRD_STATIC, "linux/bird.j2", "(200 - tunnel.number", "(200 + tunnel.number", "the gateway's FIB leads to AWS"),
    ("the watcher's protocol (BIRD)", BIRD_STATIC, "linux/bird.turn.j2", "birdc disable", "birdc restart", "the FIB moves to tunnel 2"),
    ("the watcher's return (BIRD)", BIRD_STATIC, "linux/bird.turn.j2", "birdc enable", "birdc disable", RETURN),
    # ipsec.conf.
    ("IKE version (ipsec.conf)", CONF, "strongswan/conf.j2", "keyexchange = ikev{{ tunnel.ike_version }}", "keyexchange = ikev1", IKE),
    ("IKE's suite (ipsec.conf)", CONF, "strongswan/conf.j2", "ike = {{ p1.encryption }}-{{ 'prf' if p1.aead else '' }}{{ p1.integrity }}-{{ p1.dh_group }}!", "ike = aes128-sha256-modp2048!", "IKE's suite"),
    ("ESP's suite (ipsec.conf)", CONF, "strongswan/conf.j2", "esp = {{ p2.encryption }}", "esp = aes128", "ESP's suite"),
    ("ESP's group (ipsec.conf)", CONF, "strongswan/conf.j2", "-{{ p2.dh_group }}!", "-modp2048!", "ESP's suite, after renewal"),
    ("strongSwan's own proposals (ipsec.conf)", CONF, "strongswan/conf.j2", "{{ p1.integrity }}-{{ p1.dh_group }}!", "{{ p1.integrity }}-modp4096!", IKE),
    ("pre-shared key (ipsec.secrets)", CONF, "linux/ipsec.secrets.j2", "{{ tunnel.pre_shared_key }}", "{{ tunnel.pre_shared_key }}x", IKE),
    ("whose key (ipsec.secrets)", CONF, "linux/ipsec.secrets.j2", "{{ tunnel.outside_address }} : PSK", "203.0.113.99 : PSK", IKE),
    ("own identity (ipsec.conf)", CONF, "strongswan/conf.j2", "leftid = {{ tunnel.customer_outside_address }}", "leftid = 192.0.2.99", IKE),
    ("AWS's identity (ipsec.conf)", CONF, "strongswan/conf.j2", "rightid = {{ tunnel.outside_address }}", "rightid = 192.0.2.99", IKE),
    ("AWS's outside address (ipsec.conf)", CONF, "strongswan/conf.j2", "    right = {{ tunnel.outside_address }}", "    right = 203.0.113.99", IKE),
    ("selector of AWS's side (ipsec.conf)", CONF, "strongswan/conf.j2", "rightsubnet = {{ everything }}", "rightsubnet = 10.64.0.0/16", IKE),
    ("selector of the site (ipsec.conf)", CONF, "strongswan/conf.j2", "leftsubnet = {{ everything }}", "leftsubnet = 192.168.10.0/24", "selectors"),
    ("unit of IKE's lifetime (ipsec.conf)", CONF, "strongswan/conf.j2", "ikelifetime = {{ p1.lifetime }}s", "ikelifetime = {{ p1.lifetime }}m", "IKE is renewed after"),
    ("unit of the child's lifetime (ipsec.conf)", CONF, "strongswan/conf.j2", "    lifetime = {{ p2.lifetime }}s", "    lifetime = {{ p2.lifetime }}m", "the child ends after"),
    ("margin of the renewal (ipsec.conf)", CONF, "strongswan/conf.j2", "margintime = {{ margin }}s", "margintime = {{ margin // 2 }}s", "IKE is renewed after"),
    ("start of the tunnel (ipsec.conf)", CONF, "strongswan/conf.j2", "auto = {{ param.start_action }}", "auto = add", IKE),
    ("mark (ipsec.conf)", CONF, "strongswan/conf.j2", "mark = {{ number(tunnel) }}", "mark = {{ tunnel.number }}", "the SA has the interface's number"),
    # NAT.
    ("own address behind NAT", NAT, "linux/swanctl.j2", " and not param.nat_traversal %}\n    local_addrs", " %}\n    local_addrs", IKE),
    # More of BGP.
    ("hold time alone", FRR, "linux/frr.j2", "timers {{ tunnel.bgp_keepalive }} {{ tunnel.bgp_hold_time }}", "timers {{ tunnel.bgp_keepalive }} {{ 2 * tunnel.bgp_hold_time }}", BGP),
    ("keepalive time (BIRD)", BIRD, "linux/bird.j2", "keepalive time {{ tunnel.bgp_keepalive }};", "keepalive time 3;", BGP),
    ("BGP peer (BIRD)", BIRD, "linux/bird.j2", "neighbor {{ aws_address(tunnel) }}", "neighbor {{ own_address(tunnel) }}", BGP),
    ("inside address of BGP (BIRD)", BIRD, "linux/bird.j2", "local ' ~ own_address(tunnel)", "local ' ~ aws_address(tunnel)", BGP),
    # Sites of one gateway: that a route goes from site to site, and that one with the own ASN does not.
    ("announced networks, CloudHub", ("cloudhub", FLEET), "linux/frr.j2", "  network {{ prefix }}", "  network 192.168.99.0/24", "beta has alpha's network on tunnel 1"),
    ("networks that a site accepts, CloudHub", ("cloudhub", FLEET), "linux/bird.j2", "if net !~ {{ accepted }} then reject;", "if net ~ {{ accepted }} then reject;", "beta has alpha's network on tunnel 1"),
    ("own ASN is accepted", ("cloudhub-asn", FLEET), "linux/frr.j2", "  neighbor {{ peer }} activate\n  neighbor {{ peer }} route-map", "  neighbor {{ peer }} activate\n  neighbor {{ peer }} allowas-in\n  neighbor {{ peer }} route-map", "alpha has no route to beta from AWS"),
    # Unbroken.
    ("nothing (control)", FRR, "linux/swanctl.j2", "fragmentation = yes", "fragmentation = yes", None),
    ("nothing (control, static)", STATIC, "linux/frr.j2", " link-detect", " link-detect", None),
    ("nothing (control, static, BIRD)", BIRD_STATIC, "linux/bird.j2", "preference 1;", "preference 1;", None),
    ("nothing (control, ipsec.conf)", CONF, "strongswan/conf.j2", "reauth = no", "reauth = no", None),
    ("nothing (control, NAT)", NAT, "linux/swanctl.j2", "fragmentation = yes", "fragmentation = yes", None),
    ("nothing (control, hub)", HUB, "linux/bird.j2", "direct;", "direct;", None),
    ("nothing (control, DPD)", LOSS, "linux/swanctl.j2", "fragmentation = yes", "fragmentation = yes", None),
    ("nothing (control, BIRD)", BIRD, "linux/bird.j2", "direct;", "direct;", None),
]
