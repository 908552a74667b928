#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: tunnel interfaces.
# Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305.
# Install as /usr/local/sbin/vpn-0a41c7e95d2b8f603.sh, owner root, mode 0700.
# Usage: vpn-0a41c7e95d2b8f603.sh up|down|status
set -eu

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
umask 027

up() {
    cat >/etc/hostname.sec0 <<'EOF'
description "AWS vpn-0a41c7e95d2b8f603-1"
inet 169.254.31.66 255.255.255.252
dest 169.254.31.65
mtu 1446
up
EOF
    sh /etc/netstart sec0
    cat >/etc/hostname.sec1 <<'EOF'
description "AWS vpn-0a41c7e95d2b8f603-2"
inet 169.254.31.134 255.255.255.252
dest 169.254.31.133
mtu 1446
up
EOF
    sh /etc/netstart sec1
    sysctl net.inet.ip.forwarding=1
}

down() {
    for interface in sec0 sec1; do
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
sec0 169.254.31.66 169.254.31.65
sec1 169.254.31.134 169.254.31.133
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
