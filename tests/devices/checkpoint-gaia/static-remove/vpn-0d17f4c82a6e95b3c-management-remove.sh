#!/bin/bash
# Remove AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: on the management server, in expert mode
# First take the community out of the VPN column of all rules, afterwards install the policy
set -e
session=$(mktemp)
trap 'rm -f "$session"' EXIT
trap 'mgmt_cli discard -s "$session" || true' ERR
mgmt_cli login -r true > "$session"
mgmt_cli delete vpn-community-star -s "$session" name "vpn-0d17f4c82a6e95b3c"
mgmt_cli delete interoperable-device -s "$session" name "vpn-0d17f4c82a6e95b3c-1"
mgmt_cli delete interoperable-device -s "$session" name "vpn-0d17f4c82a6e95b3c-2"
mgmt_cli delete group -s "$session" name "vpn-0d17f4c82a6e95b3c-domain"
mgmt_cli publish -s "$session"
mgmt_cli logout -s "$session"
