#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603. Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305
# Checks the virtual network gateway and deploys the Azure end, with Azure CLI.
set -eu

stop() {
    echo "$1" >&2
    exit 1
}

# gateway QUERY: what the gateway says, one value on each line
gateway() {
    az network vnet-gateway show --resource-group net --name vpngw --query "$1" --output tsv
}

for address in 169.254.21.2 169.254.21.1 169.254.40.66 169.254.40.65; do
    case $address in
    169.254.21.* | 169.254.22.*) ;;
    *) stop "Azure takes inside addresses of 169.254.21.0 to 169.254.22.255 alone, not $address: give the AWS tunnel another inside network." ;;
    esac
done
asn=$(gateway bgpSettings.asn)
[ "$asn" = 65040 ] || stop "The ASN of vpngw is $asn, but AWS expects 65040."
of="bgpSettings.bgpPeeringAddresses[?ends_with(ipconfigurationId, '/ipConfigurations/default')]"
gateway "$of.tunnelIpAddresses[]" | grep -qxF 192.0.2.77 ||
    stop 'The public address of default is not 192.0.2.77, which AWS expects.'
bgp_addresses=$(gateway "$of.customBgpIpAddresses[]")
for address in 169.254.21.2 169.254.40.66; do
    echo "$bgp_addresses" | grep -qxF "$address" ||
        stop "Add $address to the custom BGP addresses of default in vpngw first."
done

here=$(dirname "$0")
az deployment group create --resource-group net --name vpn-0a41c7e95d2b8f603 \
    --template-file "$here/vpn-0a41c7e95d2b8f603.bicep" --parameters "@$here/vpn-0a41c7e95d2b8f603.parameters.json" --output none
