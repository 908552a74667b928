#!/bin/sh
# AWS Site-to-Site VPN vpn-0e63a9d58b1c72f4d. Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
# The Oracle Cloud end of tunnel 1, by OCI CLI. The key is in vpn-0e63a9d58b1c72f4d.tunnels.json.
# Tunnel 2, to 203.0.113.148 with 169.254.99.134 and 169.254.99.133 inside, stays down.
set -eu

for address in 169.254.99.102 169.254.99.101; do
    case $address in
    169.254.1[0-9].* | 169.254.10[0-9].* | 169.254.19[2-9].* | 169.254.20[01].*)
        echo "Oracle does not take the inside address $address: give the AWS tunnel another inside network." >&2
        exit 1
        ;;
    esac
done

here=$(cd "$(dirname "$0")" && pwd)
cpe=$(oci network cpe create --compartment-id ocid1.compartment.oc1..aaaaaaaaexample \
    --display-name vpn-0e63a9d58b1c72f4d-1 --ip-address 203.0.113.141 \
    --query data.id --raw-output)
connection=$(oci network ip-sec-connection create --compartment-id ocid1.compartment.oc1..aaaaaaaaexample \
    --display-name vpn-0e63a9d58b1c72f4d --cpe-id "$cpe" --drg-id ocid1.drg.oc1.iad.aaaaaaaaexample \
    --static-routes '["10.0.0.0/16"]' \
    --tunnel-configuration "file://$here/vpn-0e63a9d58b1c72f4d.tunnels.json" \
    --wait-for-state AVAILABLE --query data.id --raw-output)

# tunnel FIELD: what Oracle says of the tunnel
tunnel() {
    oci network ip-sec-tunnel list --ipsc-id "$connection" --all \
        --query "data[?\"display-name\"=='vpn-0e63a9d58b1c72f4d-1'] | [0].$1" --raw-output
}

address=$(tunnel '"vpn-ip"')
[ "$address" = 192.0.2.93 ] || cat >&2 <<END
Oracle's address is $address, but AWS expects 192.0.2.93. Give AWS another customer gateway:
aws ec2 create-customer-gateway --type ipsec.1 --ip-address $address --bgp-asn 65000
aws ec2 modify-vpn-connection --vpn-connection-id vpn-0e63a9d58b1c72f4d --customer-gateway-id (its id)
END
