#!/bin/sh
# AWS Site-to-Site VPN vpn-0f84b2e71c5d36a9f: tunnel interfaces and static routes.
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640.
# Install as /usr/local/sbin/vpn-0f84b2e71c5d36a9f.sh, owner root, mode 0700.
# Usage: vpn-0f84b2e71c5d36a9f.sh up|down|status|watch
set -eu

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
umask 027

up() {
    cat >/etc/hostname.sec4 <<'EOF'
description "AWS vpn-0f84b2e71c5d36a9f-1"
inet 169.254.108.102 255.255.255.252
dest 169.254.108.101
mtu 1446
up
!route -qn add -inet -blackhole -priority 60 10.20.0.0/16 127.0.0.1
!route -qn add -inet -blackhole -priority 60 10.64.0.0/14 127.0.0.1
EOF
    sh /etc/netstart sec4
    cat >/etc/hostname.sec5 <<'EOF'
description "AWS vpn-0f84b2e71c5d36a9f-2"
inet 169.254.108.134 255.255.255.252
dest 169.254.108.133
mtu 1446
up
EOF
    sh /etc/netstart sec5
    sysctl net.inet.ip.forwarding=1
    cat >/etc/rc.d/aws_vpn_0f84b2e71c5d36a9f <<'EOF'
#!/bin/ksh
daemon="/usr/local/sbin/vpn-0f84b2e71c5d36a9f.sh"
daemon_flags="watch"
. /etc/rc.d/rc.subr
pexp="/bin/sh ${daemon} ${daemon_flags}"
rc_bg=YES
rc_reload=NO
rc_cmd $1
EOF
    chmod 0555 /etc/rc.d/aws_vpn_0f84b2e71c5d36a9f
    rcctl enable aws_vpn_0f84b2e71c5d36a9f
    rcctl restart aws_vpn_0f84b2e71c5d36a9f
}

down() {
    rcctl stop aws_vpn_0f84b2e71c5d36a9f || :
    rcctl disable aws_vpn_0f84b2e71c5d36a9f || :
    rm -f /etc/rc.d/aws_vpn_0f84b2e71c5d36a9f
    for interface in sec4 sec5; do
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
sec4 169.254.108.102 169.254.108.101
sec5 169.254.108.134 169.254.108.133
EOF
    return "$failed"
}

networks='10.20.0.0/16 10.64.0.0/14'

# turn add|delete GATEWAY PRIORITY: the routes through one tunnel.
turn() {
    for network in $networks; do
        route -qn "$1" -inet -priority "$3" "$network" "$2" >/dev/null 2>&1 || :
    done
    logger -t vpn-0f84b2e71c5d36a9f "$1 the routes through $2"
}

# watch_tunnel SOURCE ADDRESS PRIORITY LOSSES: one ping each 5 seconds; no routes after LOSSES in a row.
watch_tunnel() {
    state=unknown
    lost=0
    while :; do
        sleep 5 &
        if answers "$1" "$2" 5; then
            lost=0
            [ $state = up ] || turn add "$2" "$3"
            state=up
        else
            lost=$((lost + 1))
            if [ "$lost" -ge "$4" ] && [ $state != dead ]; then
                turn delete "$2" "$3"
                state=dead
            fi
        fi
        wait "$!"
    done
}

watch() {
    pids=
    watch_tunnel 169.254.108.102 169.254.108.101 9 3 &
    pids="$pids $!"
    watch_tunnel 169.254.108.134 169.254.108.133 10 3 &
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
