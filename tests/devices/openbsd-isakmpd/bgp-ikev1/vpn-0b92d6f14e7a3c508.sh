#!/bin/sh
# AWS Site-to-Site VPN vpn-0b92d6f14e7a3c508: tunnel interfaces.
# Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305.
# Install as /usr/local/sbin/vpn-0b92d6f14e7a3c508.sh, owner root, mode 0700.
# Usage: vpn-0b92d6f14e7a3c508.sh up|down|status
set -eu

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
umask 027

up() {
    cat >/etc/hostname.sec2 <<'EOF'
description "AWS vpn-0b92d6f14e7a3c508-1"
inet 169.254.47.66 255.255.255.252
dest 169.254.47.65
mtu 1446
up
!route -qn add -inet -blackhole -priority 60 10.20.0.0/16 127.0.0.1
!route -qn add -inet -blackhole -priority 60 10.64.0.0/14 127.0.0.1
EOF
    sh /etc/netstart sec2
    cat >/etc/hostname.sec3 <<'EOF'
description "AWS vpn-0b92d6f14e7a3c508-2"
inet 169.254.47.134 255.255.255.252
dest 169.254.47.133
mtu 1446
up
EOF
    sh /etc/netstart sec3
    sysctl net.inet.ip.forwarding=1
}

down() {
    for interface in sec2 sec3; do
        ifconfig "$interface" destroy || :
        rm -f "/etc/hostname.$interface"
    done
}

# answers SOURCE ADDRESS SECONDS
answers() {
    ping -q -n -c 1 -w "$3" -I "$1" "$2" >/dev/null 2>&1
}

# Fails unless every tunnel passes traffic.
status() {
    failed=0
    while read -r interface own aws; do
        if answers "$own" "$aws" 2 </dev/null; then
            echo "$interface: $aws answers"
        else
            echo "$interface: $aws does not answer"
            failed=1
        fi
    done <<EOF
sec2 169.254.47.66 169.254.47.65
sec3 169.254.47.134 169.254.47.133
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
