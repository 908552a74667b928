#!/bin/bash
# AWS Site-to-Site VPN vpn-0c58e3a7b1d94f26e: on the management server, in expert mode
# Tunnel 1: 192.0.2.77 to 203.0.113.61, peer vpn-0c58e3a7b1d94f26e-1
# Tunnel 2: 192.0.2.77 to 203.0.113.68, peer vpn-0c58e3a7b1d94f26e-2
set -e
session=$(mktemp)
trap 'rm -f "$session"' EXIT
trap 'mgmt_cli discard -s "$session" || true' ERR
mgmt_cli login -r true > "$session"

# An empty group as VPN domain: the routes decide what goes into the tunnels
mgmt_cli add group -s "$session" name "vpn-0c58e3a7b1d94f26e-domain" comments "AWS vpn-0c58e3a7b1d94f26e"
mgmt_cli add interoperable-device -s "$session" name "vpn-0c58e3a7b1d94f26e-1" ip-address "203.0.113.61" \
    vpn-settings.vpn-domain-type "manual" vpn-settings.vpn-domain "vpn-0c58e3a7b1d94f26e-domain" \
    comments "AWS vpn-0c58e3a7b1d94f26e tunnel 1"
mgmt_cli add interoperable-device -s "$session" name "vpn-0c58e3a7b1d94f26e-2" ip-address "203.0.113.68" \
    vpn-settings.vpn-domain-type "manual" vpn-settings.vpn-domain "vpn-0c58e3a7b1d94f26e-domain" \
    comments "AWS vpn-0c58e3a7b1d94f26e tunnel 2"
mgmt_cli add vpn-community-star -s "$session" name "vpn-0c58e3a7b1d94f26e" comments "AWS vpn-0c58e3a7b1d94f26e" \
    center-gateways.1 "fw1" \
    satellite-gateways.1 "vpn-0c58e3a7b1d94f26e-1" \
    satellite-gateways.2 "vpn-0c58e3a7b1d94f26e-2" \
    override-vpn-domains.1.gateway "fw1" override-vpn-domains.1.vpn-domain "vpn-0c58e3a7b1d94f26e-domain" \
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
    shared-secrets.1.external-gateway "vpn-0c58e3a7b1d94f26e-1" shared-secrets.1.shared-secret "5vwVxPGN4Ee6fsFVTedXVuSMU5Dt" \
    shared-secrets.2.external-gateway "vpn-0c58e3a7b1d94f26e-2" shared-secrets.2.shared-secret "Wz9TxbExkQhGdo2tiYqAA8GfkDAL" \
    use-shared-secret true

mgmt_cli publish -s "$session"
mgmt_cli logout -s "$session"
