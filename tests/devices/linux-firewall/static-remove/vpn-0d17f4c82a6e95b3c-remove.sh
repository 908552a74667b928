#!/bin/sh
# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: takes its rules, and nothing else, off the gateway's firewall. Run as root.
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640.
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

sed -i '\|^include "/etc/nftables.d/vpn-0d17f4c82a6e95b3c\.nft"|d' /etc/nftables.conf
take_off input aws-vpn-0d17f4c82a6e95b3c
take_off forward aws-vpn-0d17f4c82a6e95b3c-forward
nft delete table inet aws-vpn-0d17f4c82a6e95b3c
rm -f /etc/nftables.d/vpn-0d17f4c82a6e95b3c.nft /etc/sysctl.d/90-vpn-0d17f4c82a6e95b3c.conf
# Forwarding stays on until the next boot, since others may need it.
