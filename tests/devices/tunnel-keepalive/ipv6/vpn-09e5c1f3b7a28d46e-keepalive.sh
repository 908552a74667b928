#!/bin/sh
# AWS Site-to-Site VPN vpn-09e5c1f3b7a28d46e: pings that keep its tunnels up.
# Install as /usr/local/sbin/vpn-09e5c1f3b7a28d46e-keepalive.sh, owner root, mode 0755.
# Fails when an address does not answer at all.
set -u

PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

# probe WHAT ADDRESS [SOURCE]
probe() {
    lost=$(ping -q -n -i 5 -c 12 -W 2 ${3:+-I "$3"} "$2" 2>&1 |
        sed -n 's/.* \([0-9.]*\)% packet loss.*/\1/p')
    echo "$1, $2: ${lost:-100} percent lost"
    [ "${lost:-100}" != 100 ]
}

# A run has its length even when there is nothing to send to.
sleep 55 &
pids=$!
probe 'tunnel 1 to 203.0.113.181' fd4c:2e10:a3b:1::1 &
pids="$pids $!"
probe 'tunnel 2 to 203.0.113.188' fd4c:2e10:a3b:2::1 &
pids="$pids $!"

status=0
for pid in $pids; do
    wait "$pid" || status=1
done
exit $status
