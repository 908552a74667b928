#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: takes this connection, and nothing else, off the gateway. Run as root.
# Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305.
set -u

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

echo "Routing"
sed -i '/^include "\/etc\/aws\/vpn-0a41c7e95d2b8f603\.bgpd\.conf"/d' /etc/bgpd.conf
bgpctl reload

echo "IKE and IPsec"
ipsecctl -d -f /etc/aws/vpn-0a41c7e95d2b8f603.ipsec.conf
sed -i '/^include "\/etc\/aws\/vpn-0a41c7e95d2b8f603\.ipsec\.conf"/d' /etc/ipsec.conf

echo "Tunnel interfaces"
/usr/local/sbin/vpn-0a41c7e95d2b8f603.sh down

echo "Packet filter"
sed -i '/^load anchor "aws\/vpn-0a41c7e95d2b8f603"/d' /etc/pf.conf
pfctl -a 'aws/vpn-0a41c7e95d2b8f603' -F rules

rm -f /etc/aws/vpn-0a41c7e95d2b8f603.*.conf /usr/local/sbin/vpn-0a41c7e95d2b8f603.sh

# What other connections may share stays. If this was the last one, run also:
# route -n delete -inet -blackhole -priority 60 10.20.0.0/16 127.0.0.1
# route -n delete -inet -blackhole -priority 60 10.64.0.0/14 127.0.0.1
