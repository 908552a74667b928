#!/bin/bash
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: on the management server, in expert mode
# Tunnel 1: 192.0.2.77 to 203.0.113.21, peer vpn-0a41c7e95d2b8f603-1
# Tunnel 2: 192.0.2.77 to 203.0.113.28, peer vpn-0a41c7e95d2b8f603-2
set -e
session=$(mktemp)
trap 'rm -f "$session"' EXIT
trap 'mgmt_cli discard -s "$session" || true' ERR
mgmt_cli login -r true > "$session"

# An empty group as VPN domain: the routes decide what goes into the tunnels
mgmt_cli add group -s "$session" name "vpn-0a41c7e95d2b8f603-domain" comments "AWS vpn-0a41c7e95d2b8f603"
mgmt_cli add interoperable-device -s "$session" name "vpn-0a41c7e95d2b8f603-1" ip-address "203.0.113.21" \
    vpn-settings.vpn-domain-type "manual" vpn-settings.vpn-domain "vpn-0a41c7e95d2b8f603-domain" \
    comments "AWS vpn-0a41c7e95d2b8f603 tunnel 1"
mgmt_cli add interoperable-device -s "$session" name "vpn-0a41c7e95d2b8f603-2" ip-address "203.0.113.28" \
    vpn-settings.vpn-domain-type "manual" vpn-settings.vpn-domain "vpn-0a41c7e95d2b8f603-domain" \
    comments "AWS vpn-0a41c7e95d2b8f603 tunnel 2"
mgmt_cli add vpn-community-star -s "$session" name "vpn-0a41c7e95d2b8f603" comments "AWS vpn-0a41c7e95d2b8f603" \
    center-gateways.1 "fw1" \
    satellite-gateways.1 "vpn-0a41c7e95d2b8f603-1" \
    satellite-gateways.2 "vpn-0a41c7e95d2b8f603-2" \
    override-vpn-domains.1.gateway "fw1" override-vpn-domains.1.vpn-domain "vpn-0a41c7e95d2b8f603-domain" \
    encryption-method "ikev2 only" \
    encryption-suite "custom" \
    ike-phase-1.encryption-algorithm "aes-256" \
    ike-phase-1.data-integrity "sha512" \
    ike-phase-1.diffie-hellman-group "group-20" \
    ike-phase-1.ike-p1-rekey-time 28800 ike-phase-1.ike-p1-rekey-time-unit "seconds" \
    ike-phase-2.encryption-algorithm "aes-gcm-256" \
    ike-phase-2.ike-p2-use-pfs true ike-phase-2.ike-p2-pfs-dh-grp "group-20" \
    ike-phase-2.ike-p2-rekey-time 3600 ike-phase-2.ike-p2-rekey-time-unit "seconds" \
    tunnel-granularity "universal" \
    permanent-tunnels.set-permanent-tunnels "on all tunnels in the community" \
    permanent-tunnels.tunnel-down-track "log" permanent-tunnels.tunnel-up-track "log" \
    shared-secrets.1.external-gateway "vpn-0a41c7e95d2b8f603-1" shared-secrets.1.shared-secret "vjASde5KgyNdHocfCBeqfLCd5Mhp" \
    shared-secrets.2.external-gateway "vpn-0a41c7e95d2b8f603-2" shared-secrets.2.shared-secret "RRNdMNAdpcL7itBjKhMuL5UmgNMR" \
    use-shared-secret true

mgmt_cli publish -s "$session"
mgmt_cli logout -s "$session"
