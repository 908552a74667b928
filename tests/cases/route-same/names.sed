# Names of the template as what the other forms call these.
s/\(BerlinVpn tunnel [12]\)\([," ]\)/\1 of vpn-0a1b2c3d4e5f60718\2/g
s/\(BonnVpn tunnel [12]\)\([," ]\)/\1 of vpn-0a1b2c3d4e5f60719\2/g
s/"\(B[a-z]*Vpn tunnel [12]\) of vpn-[0-9a-f]*"/"\1"/g
s/BerlinVpn tunnel 1/203.0.113.21/g
s/BerlinVpn tunnel 2/203.0.113.87/g
s/BonnVpn tunnel 1/203.0.113.22/g
s/BonnVpn tunnel 2/203.0.113.88/g
s/\bBerlinVpn\b/vpn-0a1b2c3d4e5f60718/g
s/\bBonnVpn\b/vpn-0a1b2c3d4e5f60719/g
s/"Berlin"/"cgw-0f9e8d7c6b5a43210"/g
s/"Bonn"/"cgw-0f9e8d7c6b5a43211"/g
s/\bBlue\b/vpc-0a1b2c3d4e5f60718/g
s/\bGreen\b/vpc-0a1b2c3d4e5f60719/g
s/\bTable\b/rtb-0a1b2c3d4e5f60718/g
s/\bEdge\b/vgw-05a5a5a5b6b6b6b6c/g
s/\bPeering\b/pcx-0a1b2c3d4e5f60718/g
# Addresses of Terraform's state.
s/aws_route_table.main/rtb-0a1b2c3d4e5f60718/
s/aws_vpn_connection.v0/vpn-0a1b2c3d4e5f60718/
s/aws_vpn_connection.v1/vpn-0a1b2c3d4e5f60719/
# That a table is the main one of its VPC no template says.
s/"main": true/"main": false/
