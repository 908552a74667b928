# SPDX-License-Identifier: ISC
"""Holds the limits that rules' summaries state against what the rules do.

usage: rule_limits.py CGWGEN [RULE...]

Every number of a summary is a word of a row below, or is none of a limit and
stands under NO_LIMIT.  A row's good values, which are at the limit, must not
show the rule, its bad values, which are one beyond, must."""
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

import rule_examples

SITE = "sites.berlin."
CONNECTION = "connections[0]."
TUNNEL = CONNECTION + "tunnels[0]."
KEY = "Example_Key.9.not.for.any.use"
ROUTES = """{ sed '/^    routes:/q' base.yaml
  seq -f '      - 10.%g.0.0/16' @
  sed '1,/^    routes:/d' base.yaml; } | cgwgen lint -"""
# As many networks of the key that stands for KEY, of core and its site, whose
# gateway is a transit gateway, or with VIRTUAL a virtual private gateway.
PREFIXES = """sed -i '/^    vpc_prefixes:/d' base.yaml
{ echo '    KEY:'; for n in $(seq 0 $((@ - 1))); do
  echo "      - 10.$((64 + n / 256)).$((n % 256)).0/24"; done; } >list
sed '/asn: ASN/r list' base.yaml | cgwgen lint -"""
VIRTUAL = "sed -i 's/kind: transit/kind: vpn/; s/tgw-/vgw-/' base.yaml\n"
ANNOUNCED = PREFIXES.replace("KEY", "prefixes").replace("ASN", "65010")
RECEIVED = PREFIXES.replace("KEY", "vpc_prefixes").replace("ASN", "64512")
# As many connections of a gateway, with more KEYS.
CONNECTIONS = """{ sed '/^connections:/q' fleet.yaml
  seq -f '  - {id: vpn-%g, gateway: KEYS, tunnels: [{}, {}]}' @
} | cgwgen lint -"""
MEMBERS = CONNECTIONS.replace("KEYS", "edge")
LONE = CONNECTIONS.replace("KEYS", "core, site: bonn")
SITES = CONNECTIONS.replace("KEYS", "core, vpn_concentrator_id: vcn-1")
# So many policies that stand on each other.
TALL = """echo 'id: p1' >p1.yaml
for n in $(seq 2 @); do
  printf 'id: p%s\\nextends: p%s.yaml\\n' $n $((n - 1)) >p$n.yaml
done
for n in $(seq @); do
  printf 'title: A policy\\nsummary: One.\\nrules: {}\\n' >>p$n.yaml
done
cgwgen lint --policy p@.yaml base.yaml"""
# Of an OpenVPN server; of one with the role site-to-site.
OPENVPN = "openvpn_servers[0]."
PAIR = OPENVPN + "role: site-to-site\n" + OPENVPN + "server:\n" + \
    OPENVPN + "clients: [{name: branch, prefixes: [192.168.30.0/24]}]\n"
# Of an endpoint of Client VPN.
ENDPOINT = "client_vpn_endpoints[0]."
SUBNET = "vpcs[0].subnets[0]."
SERVERS = ["10.20.0.2", "10.20.0.3", "2001:db8::53"]
POOL = ENDPOINT + "client_cidr_block: 10.192.0.0/12\n" + ENDPOINT + \
    "routes:\n" + ENDPOINT + "authorization_rules[1]:\n"
# As many endpoints of one Region.
ENDPOINTS = """{ printf 'cgwgen: 1\\nclient_vpn_endpoints:\\n'
  seq -f '  - {id: e-%g, server_certificate_arn: arn:aws:acm:eu-west-1:1:c/1}' @
} | cgwgen lint --fail-on note -"""

# As many clients of an endpoint with 1024 addresses.
CONNECTED = """{ echo Connections:
  seq -f '- {ClientVpnEndpointId: e-1, ConnectionId: c-%g, Status: {Code: active}}' @
} >connections.yaml
printf 'cgwgen: 1\\nclient_vpn_endpoints:\\n  - {id: e-1, client_cidr_block: 10.0.0.0/22}\\n' |
cgwgen lint --fail-on note - connections.yaml"""


def targets(count):
    """COUNT target networks."""
    return ENDPOINT + "associations: [%s]\n" % ", ".join(
        "{subnet_id: subnet-%d}" % n for n in range(count))


def access(count):
    """The text of COUNT authorization rules."""
    return "[%s]" % ", ".join(
        "{target_network_cidr: 10.20.%d.%d/32, authorize_all_groups: true}" %
        (n // 256, n % 256) for n in range(count))


def ways(count):
    """The text of COUNT routes through one subnet."""
    return "[%s]" % ", ".join(
        "{destination_cidr_block: 10.40.%d.0/24, "
        "target_vpc_subnet_id: subnet-0a0a0a0a0a0a0a0a1}" % n
        for n in range(count))


DPD = "ipsec_tunnel[0].ipsec.dead_peer_detection."
ONE_ASN = """echo 'four_byte_asn: false' >>mine/devices/toy.yaml
sed 's/asn: OLD/asn: @/' base.yaml |
cgwgen lint -d toy --device-path mine -"""
# The other outside addresses of the first connection: nobody's, but no
# documentation's (RFC 7534, RFC 7535).
REAL = SITE + "ip_address: 192.31.196.7\n" + CONNECTION + \
    "tunnels[1].outside_address: 192.175.48.18\n"
IPV6 = CONNECTION + "tunnel_inside_ip_version: ipv6\n"
ACCEPTED = """VpnConnections[0].VgwTelemetry: \
[{OutsideIpAddress: 203.0.113.21, Status: UP, AcceptedRouteCount: @}]"""
# An answer with a connection for each number; MORE is what it says of it.
ANSWERS = """{ echo VpnConnections:
  for n in $(seq 11 @); do
    echo "- {VpnConnectionId: vpn-0a0a0a0a0a0a0a0$n,"
    echo "   CustomerGatewayId: cgw-0b0b0b0b0b0b0b0$n%s}"
  done; } | cgwgen lint --region eu-west-1 --fail-on note -"""
AT_TGW = ", TransitGatewayId: tgw-0c0c0c0c0c0c0c0c0"
AT_VGW = ", VpnGatewayId: vgw-0c0c0c0c0c0c0c0$n"
# A route table with as many routes of an origin, a virtual interface of a kind
# with as many prefixes.
COUNTED = """{ echo '%s: ['
  for n in $(seq @); do
    echo "  {%s: 10.$((n / 256)).$((n %% 256)).0/24%s},"
  done
  echo ']}]'; } | cgwgen lint --fail-on note -"""
TABLE = COUNTED % ("RouteTables: [{RouteTableId: rtb-1, Routes",
                   "DestinationCidrBlock", ", Origin: %s")
TABLE = TABLE.replace("% 256", "%% 256")
INTERFACE = COUNTED % (
    "virtualInterfaces: [{virtualInterfaceId: dxvif-1, "
    "virtualInterfaceType: %s, routeFilterPrefixes", "cidr", "")
INTERFACE = INTERFACE.replace("% 256", "%% 256")
PROPAGATED = "EnableVgwRoutePropagation"
PRIVATE_ASNS = [64512, 65534, 4200000000, 4294967294]
# Beside the private ranges; beside them on the other side lie reserved ones.
PUBLIC_ASNS = [64511, 4199999999]


def span(least, most):
    """Words, good values, bad values of a range."""
    return ([least, most], [least, most], [least - 1, most + 1])


# (rule, kind, text with @ for the value, words of the summary, good values,
# bad values[, the severity that is looked for]).  The kinds are those of
# cgwgen/base/rule_examples.def.
ROWS = [
    ("CGW002", "command", "truncate -s @ input; cgwgen lint input",
     ["512 MiB"], [], [(512 << 20) + 1]),
    ("CGW013", "command",
     "mkdir -p conf/$(printf 'a/%.0s' $(seq @)); cgwgen lint conf",
     [64], [64], [65]),
    ("CGW019", "file .cgwgen.yaml lint base.yaml --config",
     "quotas: {static-routes-per-route-table: @}", [], [1000], [1001]),
    ("CGW019", "file .cgwgen.yaml lint base.yaml --config",
     "quotas: {static-routes-per-connection: @}", [], [100], [101]),
    ("CGW032", "command", TALL, ["four"], [4], [5]),
    ("CGW109", "descriptor", CONNECTION + "id: @",
     [64], ["v" * 64], ["v" * 65]),
    ("CGW137", "command", ROUTES, [100], [100 - 2], [101 - 2], "error"),
    ("CGW137", "command", ROUTES, [80], [79 - 2], [80 - 2], "note"),
    ("CGW201", "descriptor", TUNNEL + "pre_shared_key: @", [8, 64],
     [(KEY * 3)[:8], (KEY * 3)[:64]], [(KEY * 3)[:7], (KEY * 3)[:65]]),
    ("CGW203", "descriptor", TUNNEL + "pre_shared_key: @" + KEY, [0],
     range(1, 10), [0]),
    # 24 of 26 characters have 112.8 bits, 31 of 12 have 111.1.
    ("CGW206", "descriptor", TUNNEL + "pre_shared_key: @", [112],
     ["qjzmxvkbwhpfgyctdnrluosi"], ["7.2_9.4_1.6_8.3_507294168305927"]),
    ("CGW210", "command", "chmod @ base.yaml; cgwgen lint base.yaml", [],
     ["0600", "0400", "0622"], ["0640", "0660"], "note"),
    ("CGW210", "command", "chmod @ base.yaml; cgwgen lint base.yaml", [],
     ["0600", "0640"], ["0644", "0604"], "warning"),
    ("CGW301", "descriptor", TUNNEL + "inside_cidr: 169.254.44.0/@", ["/30"],
     [30], [29, 31]),
    ("CGW302", "descriptor", TUNNEL + "inside_cidr: @/30",
     ["169.254.0.0/16"], ["169.254.0.4", "169.254.255.252"],
     ["169.253.255.252", "169.255.0.0"]),
    ("CGW303", "descriptor", TUNNEL + "inside_cidr: @",
     ["seven", "169.254.0.0/30", "169.254.5.0/30", "169.254.169.252/30"],
     ["169.254.0.4/30", "169.254.6.0/30", "169.254.169.248/30",
      "169.254.170.0/30"],
     ["169.254.%d.0/30" % n for n in range(6)] + ["169.254.169.252/30"]),
    ("CGW311", "descriptor", IPV6 + TUNNEL + "inside_ipv6_cidr: @",
     ["/126", "fd00::/8"],
     ["fd00::/126", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:fffc/126"],
     ["fd00::/125", "fd00::/127", "fe00::/126",
      "fcff:ffff:ffff:ffff:ffff:ffff:ffff:fffc/126"]),
    ("CGW322", "descriptor", REAL + TUNNEL + 'outside_address: "@"',
     ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32",
      "3fff::/20"],
     ["192.0.1.255", "192.0.3.0", "198.51.99.255", "198.51.101.0",
      "203.0.112.255", "203.0.114.0", "2001:db7:ffff::ffff", "2001:db9::",
      "3ffe:ffff::ffff", "3fff:1000::"],
     ["192.0.2.0", "192.0.2.255", "198.51.100.0", "198.51.100.255",
      "203.0.113.0", "203.0.113.255", "2001:db8::", "2001:db8:ffff::ffff",
      "3fff::", "3fff:fff:ffff::ffff"]),
    ("CGW401", "descriptor", TUNNEL + "phase1_lifetime_seconds: @",
     *span(900, 28800)),
    ("CGW402", "descriptor", TUNNEL + "phase2_lifetime_seconds: @",
     *span(900, 3600)),
    ("CGW405", "descriptor", TUNNEL + "phase2_dh_group_numbers: [@]",
     [2, 5, 22, 23, 24], range(14, 22), [2, 5, 22, 23, 24]),
    ("CGW410", "descriptor",
     TUNNEL + "dpd_retries: 2\n" + TUNNEL + "dpd_interval: @",
     ["30 seconds"], [15], [14]),
    ("CGW410", "descriptor",
     TUNNEL + "dpd_interval: 60\n" + TUNNEL + "dpd_retries: @",
     ["2 retries"], [2], [1]),
    ("CGW411", "descriptor", TUNNEL + "tcp_mss_adjustment: @",
     *span(536, 1406)),
    ("CGW415", "descriptor", TUNNEL + "phase2_lifetime_seconds: 1200\n" +
     TUNNEL + "rekey_margin_time_seconds: @", ["half"], [600], [601]),
    # Less than 30 seconds or 2 tries: CGW410.
    ("CGW419", "xml", DPD + "interval: @\n" + DPD + "retries: 3",
     ["10 seconds"], [10], [11]),
    ("CGW419", "xml", DPD + "interval: 10\n" + DPD + "retries: @",
     ["3 tries"], [3], [4]),
    ("CGW420", "descriptor --region us-gov-west-1",
     TUNNEL + "phase2_dh_group_numbers: [@]", [14], range(14, 22), [2, 5]),
    ("CGW422", "descriptor", TUNNEL + "rekey_margin_time_seconds: @", [],
     [1799], [1800]),
    ("CGW434", "descriptor --policy policy.yaml",
     "defaults.tunnels.phase1_lifetime_seconds: @", [], [14400], [14401]),
    ("CGW435", "descriptor --policy policy.yaml",
     TUNNEL + "pre_shared_key: @", [], [KEY], [KEY[:-1]]),
    ("CGW437", "descriptor --policy policy.yaml",
     TUNNEL + "replay_window_size: @", [], [1024], [1023]),
    ("CGW501", "descriptor", SITE + "asn: @",
     [0, 1, 23456, 65535, 4294967294, 4294967295],
     [1, 23455, 23457, 65534, 65536, 4294967294],
     [0, 23456, 65535, 4294967295]),
    ("CGW502", "descriptor", SITE + "asn: @", [7224],
     [7223, 7225], [7224], "error"),
    ("CGW502", "descriptor", SITE + "asn: @", [9059, 10124, 17943, 17493],
     [9058, 9060, 10123, 10125, 17942, 17494], [9059, 10124, 17943, 17493],
     "note"),
    ("CGW502", "descriptor --region eu-west-1", SITE + "asn: @", [9059],
     [10124, 17943, 17493], [9059], "error"),
    ("CGW502", "descriptor --region ap-northeast-1", SITE + "asn: @", [10124],
     [9059, 17943, 17493], [10124], "error"),
    ("CGW502", "descriptor --region ap-southeast-1", SITE + "asn: @", [17943],
     [9059, 10124], [17943], "error"),
    ("CGW502", "descriptor --region ap-southeast-1", SITE + "asn: @", [17493],
     [9059, 10124], [17493], "warning"),
    ("CGW503", "descriptor", SITE + "asn: @", PRIVATE_ASNS,
     PRIVATE_ASNS, PUBLIC_ASNS),
    ("CGW504", "descriptor", "gateways.core.asn: @",
     PRIVATE_ASNS + [7224, 9059, 10124, 17493],
     PRIVATE_ASNS + [7224, 9059, 10124, 17493],
     PUBLIC_ASNS + [65535, 4294967295, 7223, 17494]),
    ("CGW511", "cloudformation", "Resources.Office.Properties.BgpAsn: @",
     [2147483647], [2147483647], [2147483648]),
    ("CGW565", "aws-cli", ACCEPTED, [100], [99], [100], "warning"),
    ("CGW565", "aws-cli", ACCEPTED, [80], [79], [80], "note"),
    ("CGW565", "aws-cli",
     "VpnConnections[0].VpnGatewayId:\n"
     "VpnConnections[0].TransitGatewayId: tgw-0c0ffee0c0ffee001\n"
     "VpnConnections[0].CustomerGatewayConfiguration:\n" + ACCEPTED,
     ["1,000"], [999], [1000], "warning"),
    ("CGW567", "command", TABLE % "CreateRoute", [500], [500], [501],
     "warning"),
    ("CGW567", "command", TABLE % "CreateRoute", ["1,000"], [1000], [1001],
     "error"),
    ("CGW567", "command", TABLE % "CreateRoute", ["80 %"], [399], [400, 500],
     "note"),
    ("CGW568", "command", TABLE % PROPAGATED, [100], [100], [101], "error"),
    ("CGW568", "command", TABLE % PROPAGATED, ["80 %"], [79], [80, 100],
     "note"),
    ("CGW569", "command", INTERFACE % "public", ["1,000"], [1000], [1001],
     "error"),
    ("CGW569", "command", INTERFACE % "public", ["80 %"], [799], [800, 1000],
     "note"),
    ("CGW569", "command", INTERFACE % "transit", [100], [100], [101],
     "warning"),
    ("CGW569", "command", INTERFACE % "private", ["80 %"], [79], [80, 100],
     "note"),
    ("CGW872", "command", ANSWERS % AT_TGW, [50], [60], [61], "warning"),
    ("CGW872", "command", ANSWERS % AT_TGW, ["80 %"], [49], [50, 60], "note"),
    ("CGW873", "command", ANSWERS % AT_TGW, [50], [60], [61], "warning"),
    ("CGW873", "command", ANSWERS % AT_TGW, ["80 %"], [49], [50, 60], "note"),
    ("CGW874", "command",
     ANSWERS % (AT_TGW + ", Options: {EnableAcceleration: true}"),
     [10], [20], [21], "warning"),
    ("CGW874", "command",
     ANSWERS % (AT_TGW + ", Options: {EnableAcceleration: true}"),
     ["80 %"], [17], [18, 20], "note"),
    ("CGW875", "command", ANSWERS % "", [10], [20], [21], "warning"),
    ("CGW875", "command", ANSWERS % "", ["80 %"], [17], [18, 20], "note"),
    ("CGW876", "command",
     ANSWERS % (AT_TGW + ", Options: {TunnelBandwidth: large}"),
     [50], [60], [61], "warning"),
    ("CGW876", "command",
     ANSWERS % (AT_TGW + ", Options: {TunnelBandwidth: large}"),
     ["80 %"], [49], [50, 60], "note"),
    ("CGW877", "command", ANSWERS % AT_VGW, [5], [15], [16], "warning"),
    ("CGW877", "command", ANSWERS % AT_VGW, ["80 %"], [13], [14, 15], "note"),
    ("CGW507", "descriptor", TUNNEL + "bgp_hold_time: @", *span(3, 65535)),
    ("CGW509", "xml", "ipsec_tunnel[0].customer_gateway.bgp.hold_time: @",
     ["30 seconds"], [30], [29, 31]),
    ("CGW555", "descriptor", "connections[1].routes: [@]", [],
     ["169.254.164.0/22", "169.254.172.0/22"],
     ["169.254.168.0/22", "169.254.171.255/32"], "error"),
    ("CGW562", "command", VIRTUAL + ANNOUNCED, [100], [100], [101], "error"),
    ("CGW562", "command", VIRTUAL + ANNOUNCED, ["80 %"], [79], [80, 100],
     "note"),
    ("CGW562", "command", ANNOUNCED, ["1,000"], [1000], [1001], "error"),
    ("CGW562", "command", ANNOUNCED, ["80 %"], [799], [800, 1000], "note"),
    ("CGW563", "command", VIRTUAL + RECEIVED, ["1,000"], [1000], [1001],
     "warning"),
    ("CGW563", "command", VIRTUAL + RECEIVED, ["80 %"], [799], [800, 1000],
     "note"),
    ("CGW563", "command", RECEIVED, ["5,000"], [5000], [5001], "warning"),
    ("CGW563", "command", RECEIVED, ["80 %"], [3999], [4000, 5000], "note"),
    ("CGW612", "command", ONE_ASN.replace("OLD", "65010"), ["65535"],
     [65535], [65536]),
    ("CGW612", "command", ONE_ASN.replace("OLD", "64512"), ["65535"],
     [65535], [65536]),
    ("CGW650", "xml -O Phase2EncryptionAlgorithms=AES256 "
     "-O Phase2IntegrityAlgorithms=SHA2-256",
     "ipsec_tunnel[0].ipsec.tcp_mss_adjustment: @", [], [1398], [1399],
     "warning"),
    ("CGW654", "command",
     "cgwgen lint -d toy --device-path mine --set mtu=@ base.yaml", [],
     [1446], [1447]),
    ("CGW741", "openvpn", OPENVPN + "clients[1].ifconfig_push:\n" +
     OPENVPN + "server: @", ["/16", "/29"], ["10.210.0.0/16", "10.210.0.0/29"],
     ["10.210.0.0/15", "10.210.0.0/30"]),
    ("CGW741", "openvpn", PAIR + OPENVPN + "ifconfig: 10.99.0.0/@",
     ["/30", "/31"], [30, 31], [29, 32]),
    ("CGW743", "openvpn", OPENVPN + "tls_version_min: @", ["1.2", "1.3"],
     ["1.2", "1.3"], ["1.1", "1.4", "2"]),
    ("CGW745", "openvpn", OPENVPN + "clients[0].name: @", [64], ["b" * 64],
     ["b" * 65]),
    ("CGW747", "openvpn", OPENVPN + "keepalive_interval: 10\n" + OPENVPN +
     "keepalive_timeout: @", ["twice"], [20], [19]),
    ("CGW750", "client", ENDPOINT + "client_cidr_block: @", ["/12", "/22"],
     ["10.192.0.0/12", "10.200.0.0/22"], ["10.192.0.0/11", "10.200.0.0/23"]),
    ("CGW757", "client", "@", ["two"], [targets(2)[:-1]], [targets(1)[:-1]]),
    ("CGW760", "client", SUBNET + "prefixes: [10.20.0.0/@]", ["/27"], [27],
     [28]),
    ("CGW761", "client", SUBNET + "available_ip_address_count: @", [20], [20],
     [19]),
    ("CGW774", "client", ENDPOINT + "vpn_port: @", [443, 1194], [443, 1194],
     [442, 444, 1193, 1195]),
    ("CGW776", "client", ENDPOINT + "session_timeout_hours: @",
     [8, 10, 12, 24], [8, 10, 12, 24], [7, 9, 11, 13, 23, 25]),
    ("CGW777", "client", ENDPOINT + "dns_servers: [@]", ["two"],
     [", ".join('"%s"' % s for s in SERVERS[:2])],
     [", ".join('"%s"' % s for s in SERVERS)]),
    ("CGW778", "client", ENDPOINT + "client_login_banner_text: @", [1400],
     ["b" * 1400], ["b" * 1401]),
    ("CGW783", "client", ENDPOINT + "expected_users: @", ["twice"], [2048],
     [2049]),
] + [
    ("CGW784", "client",
     POOL + targets(count) + ENDPOINT + "expected_users: @",
     ["one to five", users], [users], [users + 1])
    for count, users in enumerate([7000, 36500, 66500, 96500, 126000], 1)
] + [
    ("CGW785", "client", ENDPOINT + "authorization_rules: @", [200],
     [access(200)], [access(201)], "warning"),
    ("CGW785", "client", ENDPOINT + "authorization_rules: @", ["80 %"],
     [access(159)], [access(160), access(200)], "note"),
    ("CGW786", "client", ENDPOINT + "routes: @", [100], [ways(100)],
     [ways(101)], "warning"),
    ("CGW786", "client", ENDPOINT + "routes: @", ["80 %"], [ways(79)],
     [ways(80), ways(100)], "note"),
    ("CGW787", "command", ENDPOINTS, [5], [5], [6], "warning"),
    ("CGW787", "command", ENDPOINTS, ["80 %"], [3], [4, 5], "note"),
    ("CGW798", "client", POOL + "@", [5], [targets(5)[:-1]],
     [targets(6)[:-1]]),
    ("CGW799", "command", CONNECTED, ["half"], [512], [513], "warning"),
    ("CGW799", "command", CONNECTED, ["80 %"], [409], [410, 512], "note"),
    ("CGW855", "command", LONE, ["three connections"], [2], [3]),
    ("CGW870", "command", MEMBERS, [10], [10], [11], "warning"),
    ("CGW870", "command", MEMBERS, ["80 %"], [7], [8, 10], "note"),
    ("CGW871", "command", SITES, [100], [100], [101], "warning"),
    ("CGW871", "command", SITES, ["80 %"], [79], [80, 100], "note"),
]

# What would take long to try: (rule, word of the summary, file, text that it
# has where the limit is set).
SOURCES = [
    ("CGW013", "100,000", "cgwgen/base/walk.h",
     "#define WALK_LIMIT_NAMES 100000\n"),
]

# Numbers of summaries that are no limits, or that nothing here can show.
NO_LIMIT = {
    "CGW207": [321],
    "CGW317": [500, 4500],
    "CGW651": [20],
}

# What has numbers as a name.
NAMES = re.compile(r"RFCs? \d+|phase \d|SP \d+-\d+\w*", re.I)
NUMBER = re.compile(r"(?<![\w.,:/-])\d[\d,]*(?![\w:/-]|[.,]\d)")


def numbers_of(summary):
    """The numbers of SUMMARY that may be limits, as texts without commas."""
    return {n.replace(",", "") for n in
            re.findall(NUMBER, NAMES.sub("", summary))}


def unshown(rule):
    """Numbers of the rule's summary that no row is about."""
    known = {word for row in ROWS if row[0] == rule["id"]
             for word in map(str, row[3])}
    known |= {row[1] for row in SOURCES if row[0] == rule["id"]}
    known |= {str(n) for n in NO_LIMIT.get(rule["id"], [])}
    known = {n for word in known for n in numbers_of(word)}
    return sorted(numbers_of(rule["summary"]) - known, key=int)


def says(summary, word):
    """Whether the summary has WORD, a number as a whole one."""
    return re.search(r"(?<![\w.,])%s(?!\w|[.,]\d)" % re.escape(str(word)),
                     summary) is not None


def has_text(name, text):
    with open(name) as file:
        return text in file.read()


def is_found(row, value, programs):
    rule, kind, text, *rest = row
    severity = rest[3] if len(rest) > 3 else None
    found, _ = rule_examples.run({"kind": kind}, text.replace("@", str(value)),
                                 programs)
    return any(i == rule and severity in (None, s) for s, i in found)


def try_value(job):
    row, value, expected, programs = job
    if is_found(row, value, programs) == expected:
        return None
    return "%s %s '%s'" % (
        row[0], "takes" if expected else "refuses", value)


# ---- the ranges of tunnel options -------------------------------------------

ALL = 4294967295 # the largest number that is read at all


def ranges(program):
    """[(key, least, most)] of the tunnel options that have a range."""
    schema = json.loads(subprocess.run(
        [program, "explain", "--format", "schema", "descriptor"], check=True,
        stdout=subprocess.PIPE).stdout)
    keys = schema["$defs"]["tunnel"]["properties"]
    found = []
    for key, shape in keys.items():
        least, most = shape.get("minimum"), shape.get("maximum")
        if most is not None and (least, most) != (0, ALL):
            found.append((key, least, most))
    return found


def documented():
    """{key without underscores: its values} of cgwgen-render(1)."""
    with open(os.path.join("man", "cgwgen-render.1")) as page:
        rows = re.findall(r"^\.It (\w+) Ta (.*?) Ta", page.read(), re.M)
    return {name.lower(): values for name, values in rows}


def range_wrongs(program, programs):
    found, pages, wrongs = ranges(program), documented(), []
    if len(found) < 6:
        wrongs.append("only %d tunnel options have a range" % len(found))
    for key, least, most in found:
        words = "%d or more" % least if most == ALL else "%d to %d" % (
            least, most)
        if pages.get(key.replace("_", "")) != words:
            wrongs.append("cgwgen-render(1): %s is not '%s'" % (key, words))
        rule = {"phase1_lifetime_seconds": "CGW401",
                "phase2_lifetime_seconds": "CGW402"}.get(key, "CGW413")
        row = (rule, "descriptor", TUNNEL + key + ": @")
        for value, expected in [(least, False), (most, False),
                                (least - 1, True), (most + 1, True)]:
            if 0 <= value <= ALL:
                wrongs.append(try_value((row, value, expected, programs)))
    return wrongs


def main():
    program, *names = sys.argv[1:]
    program = os.path.abspath(program)
    rules = {rule["id"]: rule for rule in json.loads(subprocess.run(
        [program, "rules", "--format", "json", *names], check=True,
        stdout=subprocess.PIPE).stdout)["rules"]}
    rows = [row for row in ROWS if row[0] in rules]
    wrongs = ["%s: no row in tests/tools/rule_limits.py shows the %s of its "
              "summary: %s" % (rule["id"], number, rule["summary"])
              for rule in rules.values() for number in unshown(rule)]
    wrongs += ["%s: its summary does not say '%s'" % (row[0], word)
               for row in rows for word in row[3]
               if not says(rules[row[0]]["summary"], word)]
    wrongs += ["%s: %s does not say '%s' and %s '%s'" % (
        rule, rule, word, file, text.strip())
        for rule, word, file, text in SOURCES if rule in rules and not (
            says(rules[rule]["summary"], word) and has_text(file, text))]
    with tempfile.TemporaryDirectory() as programs, \
            concurrent.futures.ThreadPoolExecutor(4) as pool:
        os.symlink(program, os.path.join(programs, "cgwgen"))
        jobs = [(row, value, expected, programs) for row in rows
                for values, expected in ((row[4], False), (row[5], True))
                for value in values]
        wrongs += pool.map(try_value, jobs)
        if not names:
            wrongs += range_wrongs(program, programs)
    wrongs = [wrong for wrong in wrongs if wrong is not None]
    print("".join(wrong + "\n" for wrong in wrongs), end="")
    sys.exit(len(wrongs) != 0)


if __name__ == "__main__":
    main()
