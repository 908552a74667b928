#!/bin/sh
# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: takes this connection, and nothing else, off the gateway.
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640.
# Run as root; vpn-0d17f4c82a6e95b3c-remove.frr.conf must lie beside this file.
set -u

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

echo "Routing"
vtysh -f "$(dirname "$0")/vpn-0d17f4c82a6e95b3c-remove.frr.conf" && vtysh -c 'write memory'

echo "IKE and IPsec"
rm -f /etc/ipsec.d/vpn-0d17f4c82a6e95b3c.conf /etc/ipsec.d/vpn-0d17f4c82a6e95b3c.secrets /etc/strongswan.d/vpn-0d17f4c82a6e95b3c.conf
# Reads the configuration again and forgets what is no longer in it; what is up is then taken down.
ipsec update
ipsec rereadsecrets
ipsec down vpn-0d17f4c82a6e95b3c-1
ipsec down vpn-0d17f4c82a6e95b3c-2

echo "Tunnel interfaces"
systemctl disable --now vpn-0d17f4c82a6e95b3c.service
/usr/local/sbin/vpn-0d17f4c82a6e95b3c.sh down
rm -f /etc/systemd/system/vpn-0d17f4c82a6e95b3c.service /usr/local/sbin/vpn-0d17f4c82a6e95b3c.sh
systemctl daemon-reload
