#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603. Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305
# The Oracle Cloud end of tunnel 1, by OCI CLI. The key is in vpn-0a41c7e95d2b8f603.tunnels.json.
# Tunnel 2, to 203.0.113.28 with 169.254.31.134 and 169.254.31.133 inside, stays down.
set -eu

for address in 169.254.31.66 169.254.31.65; do
    case $address in
    169.254.1[0-9].* | 169.254.10[0-9].* | 169.254.19[2-9].* | 169.254.20[01].*)
        echo "Oracle does not take the inside address $address: give the AWS tunnel another inside network." >&2
        exit 1
        ;;
    esac
done

here=$(cd "$(dirname "$0")" && pwd)
cpe=$(oci network cpe create --compartment-id ocid1.compartment.oc1..aaaaaaaaexample \
    --display-name vpn-0a41c7e95d2b8f603-1 --ip-address 203.0.113.21 \
    --query data.id --raw-output)
connection=$(oci network ip-sec-connection create --compartment-id ocid1.compartment.oc1..aaaaaaaaexample \
    --display-name vpn-0a41c7e95d2b8f603 --cpe-id "$cpe" --drg-id ocid1.drg.oc1.iad.aaaaaaaaexample \
    --static-routes '["10.0.0.0/16"]' \
    --tunnel-configuration "file://$here/vpn-0a41c7e95d2b8f603.tunnels.json" \
    --wait-for-state AVAILABLE --query data.id --raw-output)

# tunnel FIELD: what Oracle says of the tunnel
tunnel() {
    oci network ip-sec-tunnel list --ipsc-id "$connection" --all \
        --query "data[?\"display-name\"=='vpn-0a41c7e95d2b8f603-1'] | [0].$1" --raw-output
}

address=$(tunnel '"vpn-ip"')
asn=$(tunnel '"bgp-session-info"."oracle-bgp-asn"')
[ "$asn" = 31898 ] ||
    echo "Oracle's ASN is $asn, but AWS expects 31898: AWS needs another customer gateway." >&2
[ "$address" = 192.0.2.77 ] || cat >&2 <<END
Oracle's address is $address, but AWS expects 192.0.2.77. Give AWS another customer gateway:
aws ec2 create-customer-gateway --type ipsec.1 --ip-address $address --bgp-asn $asn
aws ec2 modify-vpn-connection --vpn-connection-id vpn-0a41c7e95d2b8f603 --customer-gateway-id (its id)
END
