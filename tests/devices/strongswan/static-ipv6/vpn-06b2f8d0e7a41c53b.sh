#!/bin/sh
# AWS Site-to-Site VPN vpn-06b2f8d0e7a41c53b: tunnel interfaces.
# Customer gateway cgw-0a7f3c9e5b1d8264e, AWS gateway tgw-0d4e8b7a1c62f9305.
# Install as /usr/local/sbin/vpn-06b2f8d0e7a41c53b.sh, owner root, mode 0700.
# Usage: vpn-06b2f8d0e7a41c53b.sh up|down|status|watch
set -eu

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

# A letter first: an identifier of nftables can't begin with a digit.
table=aws-vpn-06b2f8d0e7a41c53b

exists() {
    ip link show dev "$1" >/dev/null 2>&1
}

# set_up INTERFACE KEY MTU ADDRESS REMOTE [LOCAL]
set_up() {
    exists "$1" || ip link add "$1" type vti key "$2" remote "$5" ${6:+local "$6"}
    ip link set dev "$1" mtu "$3"
    # IPsec has checked its policy before the packet enters this interface.
    sysctl -qw "net/ipv4/conf/$1/disable_policy=1"
    sysctl -qw "net/ipv6/conf/$1/disable_ipv6=0"
    sysctl -qw "net/ipv6/conf/$1/disable_policy=1"
    # The monitor must reach AWS through a dormant interface.
    sysctl -qw "net/ipv6/conf/$1/ignore_routes_with_linkdown=0"
    ip address replace "$4" dev "$1" nodad
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
        iifname aws100 tcp flags syn tcp option maxseg size > 1386 tcp option maxseg size set 1386
        iifname aws101 tcp flags syn tcp option maxseg size > 1386 tcp option maxseg size set 1386
    }
    chain out {
        type filter hook postrouting priority mangle; policy accept;
        oifname aws100 tcp flags syn tcp option maxseg size > 1386 tcp option maxseg size set 1386
        oifname aws101 tcp flags syn tcp option maxseg size > 1386 tcp option maxseg size set 1386
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
        ip saddr { 203.0.113.225, 203.0.113.232 } udp dport { 500, 4500 } accept
        ip saddr { 203.0.113.225, 203.0.113.232 } meta l4proto esp accept
        iifname aws100 ip6 saddr fd4c:2e13:a3b:1::1 ip6 daddr fd4c:2e13:a3b:1::2 icmpv6 type { echo-request, echo-reply, destination-unreachable, packet-too-big, time-exceeded } accept
        iifname aws101 ip6 saddr fd4c:2e13:a3b:2::1 ip6 daddr fd4c:2e13:a3b:2::2 icmpv6 type { echo-request, echo-reply, destination-unreachable, packet-too-big, time-exceeded } accept
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
    sysctl -qw net/ipv6/conf/all/forwarding=1
    clamp_mss
    open_firewall
    set_up aws100 100 1446 fd4c:2e13:a3b:1::2/126 203.0.113.225 192.0.2.121
    set_up aws101 101 1446 fd4c:2e13:a3b:2::2/126 203.0.113.232 192.0.2.121
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
aws100 fd4c:2e13:a3b:1::1
aws101 fd4c:2e13:a3b:2::1
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
    watch_tunnel aws100 fd4c:2e13:a3b:1::1 5 3 &
    pids="$pids $!"
    watch_tunnel aws101 fd4c:2e13:a3b:2::1 5 3 &
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
