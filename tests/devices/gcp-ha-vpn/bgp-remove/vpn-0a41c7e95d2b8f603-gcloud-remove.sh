#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: removes the Google Cloud end
# The external VPN gateway goes last; it stays while the other connection of a pair uses it.
set -eu

compute() {
    gcloud compute "$@" --project=example-net --quiet
}

compute routers remove-bgp-peer cr-aws --region=us-east1 --peer-name=vpn-0a41c7e95d2b8f603-1
compute routers remove-interface cr-aws --region=us-east1 --interface-name=vpn-0a41c7e95d2b8f603-1
compute vpn-tunnels delete vpn-0a41c7e95d2b8f603-1 --region=us-east1

compute routers remove-bgp-peer cr-aws --region=us-east1 --peer-name=vpn-0a41c7e95d2b8f603-2
compute routers remove-interface cr-aws --region=us-east1 --interface-name=vpn-0a41c7e95d2b8f603-2
compute vpn-tunnels delete vpn-0a41c7e95d2b8f603-2 --region=us-east1

compute external-vpn-gateways delete vpn-0a41c7e95d2b8f603
