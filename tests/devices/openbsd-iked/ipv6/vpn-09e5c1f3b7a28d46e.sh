#!/bin/sh
# AWS Site-to-Site VPN vpn-09e5c1f3b7a28d46e: tunnel interfaces.
# Customer gateway cgw-0c9a7e5b3d1f8642e, AWS gateway tgw-0d4e8b7a1c62f9305.
# Install as /usr/local/sbin/vpn-09e5c1f3b7a28d46e.sh, owner root, mode 0700.
# Usage: vpn-09e5c1f3b7a28d46e.sh up|down|status
set -eu

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
umask 027

up() {
    cat >/etc/hostname.sec0 <<'EOF'
description "AWS vpn-09e5c1f3b7a28d46e-1"
inet6 fd4c:2e10:a3b:1::2 128
dest fd4c:2e10:a3b:1::1
mtu 1446
up
!route -qn add -inet6 -blackhole -priority 60 2001:db8:20::/48 ::1
EOF
    sh /etc/netstart sec0
    cat >/etc/hostname.sec1 <<'EOF'
description "AWS vpn-09e5c1f3b7a28d46e-2"
inet6 fd4c:2e10:a3b:2::2 128
dest fd4c:2e10:a3b:2::1
mtu 1446
up
EOF
    sh /etc/netstart sec1
    sysctl net.inet6.ip6.forwarding=1
}

down() {
    for interface in sec0 sec1; do
        ifconfig "$interface" destroy || :
        rm -f "/etc/hostname.$interface"
    done
}

# answers SOURCE ADDRESS SECONDS
answers() {
    ping6 -q -n -c 1 -w "$3" -I "$1" "$2" >/dev/null 2>&1
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
sec0 fd4c:2e10:a3b:1::2 fd4c:2e10:a3b:1::1
sec1 fd4c:2e10:a3b:2::2 fd4c:2e10:a3b:2::1
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
