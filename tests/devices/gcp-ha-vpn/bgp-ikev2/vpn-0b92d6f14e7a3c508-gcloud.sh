#!/bin/sh
# AWS Site-to-Site VPN vpn-0b92d6f14e7a3c508. Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305
# The Google Cloud end, by gcloud. This file holds pre-shared keys.
set -eu

compute() {
    gcloud compute "$@" --project=example-net --quiet
}

# expect WHAT IS WANTED
expect() {
    if [ "$2" != "$3" ]; then
        echo "$1 is '$2', but AWS expects $3" >&2
        exit 1
    fi
}

gateway_address=$(compute vpn-gateways describe ha-aws --region=us-east1 --format='value(vpnInterfaces[0].ipAddress)')
expect 'address of ha-aws, interface 0,' "$gateway_address" 192.0.2.77
router_asn=$(compute routers describe cr-aws --region=us-east1 --format='value(bgp.asn)')
expect 'ASN of cr-aws' "$router_asn" 65040

compute external-vpn-gateways create vpn-0b92d6f14e7a3c508 \
    --interfaces=0=203.0.113.41,1=203.0.113.48,2=203.0.113.201,3=203.0.113.208

# Tunnel 1, to 203.0.113.41
compute vpn-tunnels create vpn-0b92d6f14e7a3c508-1 --region=us-east1 \
    --vpn-gateway=ha-aws --interface=0 \
    --peer-external-gateway=vpn-0b92d6f14e7a3c508 --peer-external-gateway-interface=0 \
    --router=cr-aws --ike-version=2 \
    --phase1-encryption=AES-GCM-16-256 \
    --phase1-prf=PRF-HMAC-SHA2-512 --phase1-dh=Group-21 \
    --phase2-encryption=AES-GCM-16-256 \
    --phase2-pfs=Group-21 \
    --flags-file=/dev/stdin <<'END'
--shared-secret: "nygLWeMdQoGUKC2vENEyuq3mV2qf"
END
compute routers add-interface cr-aws --region=us-east1 \
    --interface-name=vpn-0b92d6f14e7a3c508-1 --vpn-tunnel=vpn-0b92d6f14e7a3c508-1 \
    --ip-address=169.254.47.66 --mask-length=30
compute routers add-bgp-peer cr-aws --region=us-east1 \
    --peer-name=vpn-0b92d6f14e7a3c508-1 --interface=vpn-0b92d6f14e7a3c508-1 \
    --peer-ip-address=169.254.47.65 --peer-asn=64512 \
    --advertised-route-priority=100 --advertisement-mode=CUSTOM \
    --set-advertisement-ranges=192.168.0.0/16,172.16.8.0/22

# Tunnel 2, to 203.0.113.48
compute vpn-tunnels create vpn-0b92d6f14e7a3c508-2 --region=us-east1 \
    --vpn-gateway=ha-aws --interface=0 \
    --peer-external-gateway=vpn-0b92d6f14e7a3c508 --peer-external-gateway-interface=1 \
    --router=cr-aws --ike-version=2 \
    --phase1-encryption=AES-GCM-16-256 \
    --phase1-prf=PRF-HMAC-SHA2-512 --phase1-dh=Group-21 \
    --phase2-encryption=AES-GCM-16-256 \
    --phase2-pfs=Group-21 \
    --flags-file=/dev/stdin <<'END'
--shared-secret: "MuJG9wXDtPehHBkZwjGBcTeZLM39"
END
compute routers add-interface cr-aws --region=us-east1 \
    --interface-name=vpn-0b92d6f14e7a3c508-2 --vpn-tunnel=vpn-0b92d6f14e7a3c508-2 \
    --ip-address=169.254.47.134 --mask-length=30
compute routers add-bgp-peer cr-aws --region=us-east1 \
    --peer-name=vpn-0b92d6f14e7a3c508-2 --interface=vpn-0b92d6f14e7a3c508-2 \
    --peer-ip-address=169.254.47.133 --peer-asn=64512 \
    --advertised-route-priority=100 --advertisement-mode=CUSTOM \
    --set-advertisement-ranges=192.168.0.0/16,172.16.8.0/22
