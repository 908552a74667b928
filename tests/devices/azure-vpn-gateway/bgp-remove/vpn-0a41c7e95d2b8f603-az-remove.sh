#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: removes the Azure end
set -eu

az network vpn-connection delete --resource-group net --name vpn-0a41c7e95d2b8f603-1
az network local-gateway delete --resource-group net --name vpn-0a41c7e95d2b8f603-1

az network vpn-connection delete --resource-group net --name vpn-0a41c7e95d2b8f603-2
az network local-gateway delete --resource-group net --name vpn-0a41c7e95d2b8f603-2
