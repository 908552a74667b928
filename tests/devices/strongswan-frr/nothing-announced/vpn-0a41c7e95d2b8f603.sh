#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: tunnel interfaces.
# Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305.
# Install as /usr/local/sbin/vpn-0a41c7e95d2b8f603.sh, owner root, mode 0700.
# Usage: vpn-0a41c7e95d2b8f603.sh up|down|status
set -eu

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

# A letter first: an identifier of nftables can't begin with a digit.
table=aws-vpn-0a41c7e95d2b8f603

exists() {
    ip link show dev "$1" >/dev/null 2>&1
}

# set_up INTERFACE IF_ID MTU ADDRESS
set_up() {
    exists "$1" || ip link add "$1" type xfrm dev eth0 if_id "$2"
    ip link set dev "$1" mtu "$3"
    # IPsec has checked its policy before the packet enters this interface.
    sysctl -qw "net/ipv4/conf/$1/disable_policy=1"
    # AWS may answer through the other tunnel: the source need only be reachable somehow.
    sysctl -qw "net/ipv4/conf/$1/rp_filter=2"
    ip address replace "$4" dev "$1"
    ip link set dev "$1" up
}

# One atomic transaction; the first two lines make it repeatable.
clamp_mss() {
    nft -f - <<EOF
table inet $table
delete table inet $table
table inet $table {
    chain in {
        type filter hook prerouting priority mangle; policy accept;
        iifname aws100 tcp flags syn tcp option maxseg size > 1406 tcp option maxseg size set 1406
        iifname aws101 tcp flags syn tcp option maxseg size > 1406 tcp option maxseg size set 1406
    }
    chain out {
        type filter hook postrouting priority mangle; policy accept;
        oifname aws100 tcp flags syn tcp option maxseg size > 1406 tcp option maxseg size set 1406
        oifname aws101 tcp flags syn tcp option maxseg size > 1406 tcp option maxseg size set 1406
    }
}
EOF
}

# The rules stand in the gateway's own firewall, in a chain that its input chain jumps to first.
jump() {
    nft -a list chain inet filter input |
        sed -n "s/^[[:space:]]*jump $table # handle \([0-9][0-9]*\)\$/\1/p"
}

open_firewall() {
    nft -f - <<EOF
table inet filter {
    chain $table {
    }
}
flush chain inet filter $table
table inet filter {
    chain $table {
        ip saddr { 203.0.113.21, 203.0.113.28 } udp dport { 500, 4500 } accept
        ip saddr { 203.0.113.21, 203.0.113.28 } meta l4proto esp accept
        iifname aws100 ip saddr 169.254.31.65 ip daddr 169.254.31.66 tcp dport 179 accept
        iifname aws100 ip saddr 169.254.31.65 ip daddr 169.254.31.66 icmp type { echo-request, echo-reply, destination-unreachable, time-exceeded } accept
        iifname aws101 ip saddr 169.254.31.133 ip daddr 169.254.31.134 tcp dport 179 accept
        iifname aws101 ip saddr 169.254.31.133 ip daddr 169.254.31.134 icmp type { echo-request, echo-reply, destination-unreachable, time-exceeded } accept
    }
}
EOF
    [ -n "$(jump)" ] || nft insert rule inet filter input jump "$table"
}

close_firewall() {
    for handle in $(jump 2>/dev/null); do
        nft delete rule inet filter input handle "$handle"
    done
    if nft list chain inet filter "$table" >/dev/null 2>&1; then
        nft delete chain inet filter "$table"
    fi
}

up() {
    sysctl -qw net/ipv4/ip_forward=1
    clamp_mss
    open_firewall
    set_up aws100 100 1446 169.254.31.66/30
    set_up aws101 101 1446 169.254.31.134/30
}

down() {
    for interface in aws100 aws101; do
        if exists "$interface"; then
            ip link delete dev "$interface"
        fi
    done
    close_firewall
    if nft list table inet "$table" >/dev/null 2>&1; then
        nft delete table inet "$table"
    fi
}

# answers INTERFACE ADDRESS SECONDS
answers() {
    ping -q -n -c 1 -W "$3" -I "$1" "$2" >/dev/null 2>&1
}

# Fails unless every tunnel passes traffic.
status() {
    failed=0
    while read -r interface address; do
        if ! exists "$interface"; then
            echo "$interface: no such interface"
            failed=1
        elif answers "$interface" "$address" 2 </dev/null; then
            echo "$interface: $address answers"
        else
            echo "$interface: $address does not answer"
            failed=1
        fi
    done <<EOF
aws100 169.254.31.65
aws101 169.254.31.133
EOF
    return "$failed"
}

case ${1-} in
up | down | status) "$1" ;;
*)
    echo "usage: $0 up|down|status" >&2
    exit 2
    ;;
esac
