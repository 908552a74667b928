#!/bin/sh
# AWS Site-to-Site VPN vpn-0e63a9d58b1c72f4d: failover between the tunnels, and what they need of iptables.
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640.
# Install as /usr/local/sbin/vpn-0e63a9d58b1c72f4d.sh, owner root, mode 0700.
# Usage: vpn-0e63a9d58b1c72f4d.sh up|down|status|watch
set -eu

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

chain=aws-vpn-0e63a9d58b1c72f4d

# hook TABLE CHAIN: an empty chain of ours in the table, to which the built-in one jumps first.
hook() {
    iptables -t "$1" -N "$chain" 2>/dev/null || iptables -t "$1" -F "$chain"
    iptables -t "$1" -C "$2" -j "$chain" 2>/dev/null || iptables -t "$1" -I "$2" -j "$chain"
}

unhook() {
    iptables -t "$1" -D "$2" -j "$chain" 2>/dev/null || :
    iptables -t "$1" -F "$chain" 2>/dev/null || :
    iptables -t "$1" -X "$chain" 2>/dev/null || :
}

raise() {
    ipsec auto --asynchronous --up "$1"
}

lower() {
    ipsec auto --down "$1"
}

state() {
    ipsec auto --status | grep vpn-0e63a9d58b1c72f4d
}

up() {
    sysctl -qw net/ipv4/ip_forward=1
    hook mangle FORWARD
    # Traffic for AWS that no tunnel takes is dropped rather than sent in clear.
    iptables -t mangle -A "$chain" -o eth0 -s 192.168.0.0/17 -d 10.64.0.0/14 -m policy --dir out --pol none -j DROP
    iptables -t mangle -A "$chain" -o eth0 -d 10.64.0.0/14 -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1398
    iptables -t mangle -A "$chain" -i eth0 -s 10.64.0.0/14 -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1398
    hook filter INPUT
    iptables -t filter -A "$chain" -s 203.0.113.141 -p udp -m multiport --dports 500,4500 -j ACCEPT
    iptables -t filter -A "$chain" -s 203.0.113.141 -p esp -j ACCEPT
    iptables -t filter -A "$chain" -s 203.0.113.148 -p udp -m multiport --dports 500,4500 -j ACCEPT
    iptables -t filter -A "$chain" -s 203.0.113.148 -p esp -j ACCEPT
}

down() {
    for tunnel in vpn-0e63a9d58b1c72f4d-1 vpn-0e63a9d58b1c72f4d-2; do
        lower "$tunnel" || :
    done
    unhook filter INPUT
    unhook mangle FORWARD
}

# answers SECONDS: from inside the site's network, or the packet would not be the tunnel's.
answers() {
    ping -q -n -c 1 -W "$1" -I 192.168.10.1 10.64.3.10 >/dev/null 2>&1
}

status() {
    state
    if answers 2; then
        echo "10.64.3.10 answers"
    else
        echo "10.64.3.10 does not answer"
        return 1
    fi
}

# One ping each 5 seconds; after so many losses in a row as AWS allows dead peer detection, the other tunnel.
watch() {
    # A tunnel needs some time to come up before it is judged.
    patience=6
    while :; do
        for tunnel in vpn-0e63a9d58b1c72f4d-1 vpn-0e63a9d58b1c72f4d-2; do
            echo "$tunnel: up"
            raise "$tunnel" || :
            lost=-$patience
            while [ "$lost" -lt 3 ]; do
                sleep 5 &
                if answers 5; then
                    lost=0
                else
                    lost=$((lost + 1))
                fi
                wait "$!"
            done
            echo "$tunnel: dead"
            lower "$tunnel" || :
        done
    done
}

case ${1-} in
up | down | status | watch) "$1" ;;
*)
    echo "usage: $0 up|down|status|watch" >&2
    exit 2
    ;;
esac
