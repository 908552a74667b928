#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: takes its rules, and nothing else, off the gateway's firewall. Run as root.
# Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305.
set -u

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

# take_off CHAIN TARGET: the rule of the gateway's chain that jumps to ours, then our chain.
take_off() {
    nft -a list chain inet filter "$1" |
        sed -n "s/^[[:space:]]*jump $2 # handle \([0-9][0-9]*\)\$/\1/p" |
        while read -r handle; do
            nft delete rule inet filter "$1" handle "$handle"
        done
    nft delete chain inet filter "$2"
}

sed -i '\|^include "/etc/nftables.d/vpn-0a41c7e95d2b8f603\.nft"|d' /etc/nftables.conf
take_off input aws-vpn-0a41c7e95d2b8f603
take_off forward aws-vpn-0a41c7e95d2b8f603-forward
nft delete table inet aws-vpn-0a41c7e95d2b8f603
rm -f /etc/nftables.d/vpn-0a41c7e95d2b8f603.nft /etc/sysctl.d/90-vpn-0a41c7e95d2b8f603.conf
# Forwarding stays on until the next boot, since others may need it.
