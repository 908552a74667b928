#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""graph_estate.py COUNT|hostile DIRECTORY: writes COUNT connections and their
gateways as the AWS CLI would answer, made up, or one whose every text is
hostile, and a file with the keys in them, one a line."""
import json
import random
import sys

NAMES = ("Berlin", "Hamburg", "Munich", "Paris", "Lyon", "Madrid", "Oslo",
         "Zurich", "Vienna", "Prague", "Rome", "Milan", "Dublin", "Lisbon")
# Everything that means something somewhere.
HOSTILE = ("a\"b'c</script><script>alert(1)</script>]])}|\\n\\\" \n\r\t"
           "%%{init: {\"theme\":\"dark\"}}%% `x` #quot; &lt;&amp; ;\u202e"
           "\u0001\u007f <!-- ]]> --> style x fill:#f00; \\N\\G -->> end"
           "</title></text><a href=\"javascript:alert(1)\">")


def key(index, tunnel):
    return f"Invented.Key_{index:05}.{tunnel}.of_no_use"


def tunnel(index, number, rand, text):
    place = index * 2 + number
    address = f"203.0.{113 + place // 250}.{place % 250 + 1}"
    down = rand.random() < 0.15
    one = [{"Value": "SHA2-384"}]
    return {
        "OutsideIpAddress": address,
        "TunnelInsideCidr": f"169.254.{6 + place // 64}.{place % 64 * 4}/30",
        "PreSharedKey": key(index, number),
        "IkeVersions": [{"Value": "ikev2"}],
        "Phase1EncryptionAlgorithms": [{"Value": "AES256"}],
        "Phase2EncryptionAlgorithms": [{"Value": "AES256"}],
        "Phase1IntegrityAlgorithms": one,
        "Phase2IntegrityAlgorithms":
            [{"Value": "SHA1"}] if rand.random() < 0.1 else one,
        "Phase1DHGroupNumbers": [{"Value": 20}],
        "Phase2DHGroupNumbers": [{"Value": 20}],
    }, {
        "OutsideIpAddress": address,
        "Status": "DOWN" if down else "UP",
        "StatusMessage": text or ("IPSEC IS DOWN" if down else
                                  "12 BGP ROUTES"),
        "AcceptedRouteCount": 12,
    }


def tags(text):
    return [{"Key": "Name", "Value": text}]


def estate(count, text=None):
    rand = random.Random(7)
    connections, customers = [], []
    for index in range(count):
        name = text or f"{NAMES[index % 14]} {index // 14 + 1}"
        pairs = [tunnel(index, number, rand, text) for number in range(2)]
        connection = {
            "VpnConnectionId": f"vpn-{index:017x}", "State": "available",
            "Type": "ipsec.1", "CustomerGatewayId": f"cgw-{index:017x}",
            "Options": {"StaticRoutesOnly": False,
                        "TunnelInsideIpVersion": "ipv4",
                        "TunnelOptions": [pair[0] for pair in pairs]},
            "VgwTelemetry": [pair[1] for pair in pairs],
            "Routes": [], "Tags": tags(name)}
        if index % 10 == 2:
            connection["VpnGatewayId"] = "vgw-05a5a5a5b6b6b6b6c"
        else:
            connection["TransitGatewayId"] = "tgw-0c0ffee0c0ffee001"
        connections.append(connection)
        customers.append({
            "CustomerGatewayId": f"cgw-{index:017x}",
            "BgpAsn": str(4200000001 + index), "State": "available",
            "IpAddress": f"198.51.100.{index % 250 + 1}", "Type": "ipsec.1",
            "DeviceName": name, "Tags": tags(name)})
    return {"connections": {"VpnConnections": connections},
            "customers": {"CustomerGateways": customers},
            "transit": {"TransitGateways": [{
                "TransitGatewayId": "tgw-0c0ffee0c0ffee001",
                "State": "available", "Options": {"AmazonSideAsn": 64512},
                "Tags": tags(text or "Frankfurt hub")}]},
            **tables(count, text)}


GATEWAY = "tgw-0c0ffee0c0ffee001"


def tables(count, text):
    """Two route tables of the transit gateway, and those of VPCs: the sites
    are associated with one and propagate into the other."""
    vpcs = [f"vpc-{number:017x}" for number in range(2 + count // 10)]
    attached = [("vpc", vpc) for vpc in vpcs]
    attached += [("vpn", f"vpn-{index:017x}") for index in range(count)
                 if index % 10 != 2]
    routes = [{"DestinationCidrBlock": "10.0.0.0/8", "GatewayId": GATEWAY,
               "Origin": "CreateRoute", "State": "active"},
              {"DestinationCidrBlock": "10.99.0.0/16", "State": "blackhole",
               "NatGatewayId": "nat-0a1b2c3d4e5f60718", "Origin": "CreateRoute"}]
    return {
        "vpcs": {"Vpcs": [
            {"VpcId": vpc, "CidrBlock": f"172.16.{number}.0/24",
             "CidrBlockAssociationSet": [
                 {"CidrBlock": f"172.16.{number}.0/24",
                  "CidrBlockState": {"State": "associated"}}],
             "Tags": tags(text or f"workload {number}")}
            for number, vpc in enumerate(vpcs)]},
        "subnets": {"Subnets": [
            {"SubnetId": f"subnet-{number:017x}", "VpcId": vpc,
             "CidrBlock": f"172.16.{number}.0/25", "AvailabilityZone": "eu-1a",
             "Tags": tags(text or f"subnet of {number}")}
            for number, vpc in enumerate(vpcs)]},
        "route-tables": {"RouteTables": [
            {"RouteTableId": f"rtb-{number:016x}{kind}", "VpcId": vpc,
             "Associations": [{"Main": True, "RouteTableId": f"rtb-{number:016x}{kind}"}
                              if kind == 0 else
                              {"Main": False, "SubnetId": f"subnet-{number:017x}",
                               "RouteTableId": f"rtb-{number:016x}{kind}"}],
             "PropagatingVgws": [{"GatewayId": "vgw-05a5a5a5b6b6b6b6c"}]
                                if kind else [],
             "Routes": routes if kind else [], "Tags": tags(text) if text else []}
            for number, vpc in enumerate(vpcs) for kind in (0, 1)]},
        "attachments": {"TransitGatewayAttachments": [
            {"TransitGatewayAttachmentId": f"tgw-attach-{number:017x}",
             "TransitGatewayId": GATEWAY, "ResourceType": kind,
             "ResourceId": key, "State": "available",
             "Association": {"TransitGatewayRouteTableId": "tgw-rtb-0a1b2c3d4e5f60718",
                             "State": "associated"}}
            for number, (kind, key) in enumerate(attached)]},
        "transit-tables": {"TransitGatewayRouteTables": [
            {"TransitGatewayRouteTableId": f"tgw-rtb-0a1b2c3d4e5f6071{digit}",
             "TransitGatewayId": GATEWAY, "State": "available",
             "DefaultAssociationRouteTable": digit == 8,
             "DefaultPropagationRouteTable": digit == 9,
             "Tags": tags(text or f"table {digit}")} for digit in (8, 9)]},
        "propagations-tgw-rtb-0a1b2c3d4e5f60719": {
            "TransitGatewayRouteTablePropagations": [
                {"TransitGatewayAttachmentId": f"tgw-attach-{number:017x}",
                 "ResourceId": key, "ResourceType": kind, "State": "enabled"}
                for number, (kind, key) in enumerate(attached)]}}


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: graph_estate.py COUNT|hostile DIRECTORY")
    count = 1 if sys.argv[1] == "hostile" else int(sys.argv[1])
    all_of_it = estate(count, HOSTILE if sys.argv[1] == "hostile" else None)
    for name, part in all_of_it.items():
        with open(f"{sys.argv[2]}/{name}.json", "w",
                  encoding="utf-8") as file:
            json.dump(part, file)
    with open(f"{sys.argv[2]}/keys", "w", encoding="utf-8") as file:
        for index in range(count):
            print(key(index, 0), key(index, 1), sep="\n", file=file)


if __name__ == "__main__":
    main()
