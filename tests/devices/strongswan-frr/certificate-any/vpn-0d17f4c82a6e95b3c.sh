#!/bin/sh
# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: tunnel interfaces.
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640.
# Install as /usr/local/sbin/vpn-0d17f4c82a6e95b3c.sh, owner root, mode 0700.
# Usage: vpn-0d17f4c82a6e95b3c.sh up|down|status|watch
set -eu

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

# A letter first: an identifier of nftables can't begin with a digit.
table=aws-vpn-0d17f4c82a6e95b3c

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
        ip saddr { 203.0.113.121, 203.0.113.128 } udp dport { 500, 4500 } accept
        ip saddr { 203.0.113.121, 203.0.113.128 } meta l4proto esp accept
        iifname aws100 ip saddr 169.254.90.101 ip daddr 169.254.90.102 icmp type { echo-request, echo-reply, destination-unreachable, time-exceeded } accept
        iifname aws101 ip saddr 169.254.90.133 ip daddr 169.254.90.134 icmp type { echo-request, echo-reply, destination-unreachable, time-exceeded } accept
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
    set_up aws100 100 1446 169.254.90.102/30
    set_up aws101 101 1446 169.254.90.134/30
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
aws100 169.254.90.101
aws101 169.254.90.133
EOF
    return "$failed"
}

# turn INTERFACE up|dormant: a dormant interface still sends, but FRR no longer routes through it.
turn() {
    ip link set dev "$1" state "$2" || return
    [ "$state" = "$2" ] || echo "$1: $2"
    state=$2
}

# watch_tunnel INTERFACE ADDRESS SECONDS LOSSES: one ping each SECONDS; dormant after LOSSES in a row, up at the first answer.
watch_tunnel() {
    state=unknown
    lost=0
    while :; do
        sleep "$3" &
        if answers "$1" "$2" "$3"; then
            lost=0
            turn "$1" up || :
        else
            lost=$((lost + 1))
            [ "$lost" -lt "$4" ] || turn "$1" dormant || :
        fi
        wait "$!"
    done
}

watch() {
    pids=
    watch_tunnel aws100 169.254.90.101 5 3 &
    pids="$pids $!"
    watch_tunnel aws101 169.254.90.133 5 3 &
    pids="$pids $!"
    # shellcheck disable=SC2086 # a list of numbers
    trap 'kill $pids 2>/dev/null; exit 0' INT TERM
    wait
}

case ${1-} in
up | down | status | watch) "$1" ;;
*)
    echo "usage: $0 up|down|status|watch" >&2
    exit 2
    ;;
esac
