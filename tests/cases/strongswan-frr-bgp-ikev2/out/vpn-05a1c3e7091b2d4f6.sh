#!/bin/sh
# AWS Site-to-Site VPN vpn-05a1c3e7091b2d4f6: tunnel interfaces.
# Install as /usr/local/sbin/vpn-05a1c3e7091b2d4f6.sh, owner root, mode 0700.
# Usage: vpn-05a1c3e7091b2d4f6.sh up|down|status
set -eu

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

# A letter first: an identifier of nftables can't begin with a digit.
table=aws-vpn-05a1c3e7091b2d4f6

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

up() {
    sysctl -qw net/ipv4/ip_forward=1
    clamp_mss
    set_up aws100 100 1446 169.254.20.6/30
    set_up aws101 101 1446 169.254.20.10/30
}

down() {
    for interface in aws100 aws101; do
        if exists "$interface"; then
            ip link delete dev "$interface"
        fi
    done
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
aws100 169.254.20.5
aws101 169.254.20.9
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
