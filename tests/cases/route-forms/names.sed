# Names of the template as what the other forms call these.
s/\(Vpn tunnel [12]\)\([," ]\)/\1 of vpn-0a1b2c3d4e5f60781\2/g
s/"\(Vpn tunnel [12]\) of [^"]*"/"\1"/g
s/Vpn tunnel 1/203.0.113.21/g
s/Vpn tunnel 2/203.0.113.87/g
s/\bBlue\b/vpc-0a1b2c3d4e5f60701/g
s/\bGreen\b/vpc-0a1b2c3d4e5f60702/g
s/\bRed\b/vpc-0a1b2c3d4e5f60703/g
s/\bCore\b/tgw-0a1b2c3d4e5f60711/g
s/\bFar\b/tgw-0a1b2c3d4e5f60712/g
s/\bBlueCore\b/tgw-attach-0a1b2c3d4e5f60721/g
s/\bGreenCore\b/tgw-attach-0a1b2c3d4e5f60722/g
s/\bCoreFar\b/tgw-attach-0a1b2c3d4e5f60723/g
s/\bRedFar\b/tgw-attach-0a1b2c3d4e5f60724/g
s/\bBlueTable\b/rtb-0a1b2c3d4e5f60731/g
s/\bGreenTable\b/rtb-0a1b2c3d4e5f60732/g
s/\bRedTable\b/rtb-0a1b2c3d4e5f60733/g
s/\bEdgeTable\b/rtb-0a1b2c3d4e5f60734/g
s/\bCoreTable\b/tgw-rtb-0a1b2c3d4e5f60741/g
s/\bFarTable\b/tgw-rtb-0a1b2c3d4e5f60742/g
s/\bList\b/pl-0a1b2c3d4e5f60751/g
s/\bEdge\b/vgw-0a1b2c3d4e5f60761/g
s/\bBerlin\b/cgw-0a1b2c3d4e5f60771/g
s/\bVpn\b/vpn-0a1b2c3d4e5f60781/g
s/\bDx\b/11111111-2222-3333-4444-555555555555/g
s/\bLine\b/dxvif-0a1b2c3d/g
s/\bSubnet\b/subnet-0a1b2c3d4e5f60791/g
# Addresses of Terraform.
s/aws_route_table.blue/rtb-0a1b2c3d4e5f60731/g
s/aws_route_table.green/rtb-0a1b2c3d4e5f60732/g
s/aws_route_table.red/rtb-0a1b2c3d4e5f60733/g
s/aws_route_table.edge/rtb-0a1b2c3d4e5f60734/g
s/aws_vpn_connection.vpn/vpn-0a1b2c3d4e5f60781/g
s/aws_ec2_transit_gateway_route_table.coretable/tgw-rtb-0a1b2c3d4e5f60741/g
s/aws_ec2_transit_gateway_route_table.fartable/tgw-rtb-0a1b2c3d4e5f60742/g
s/aws_dx_private_virtual_interface.line/dxvif-0a1b2c3d/g
