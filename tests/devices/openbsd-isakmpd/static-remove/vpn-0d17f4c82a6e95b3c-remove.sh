#!/bin/sh
# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: takes this connection, and nothing else, off the gateway. Run as root.
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640.
set -u

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

echo "IKE and IPsec"
ipsecctl -d -f /etc/aws/vpn-0d17f4c82a6e95b3c.ipsec.conf
sed -i '/^include "\/etc\/aws\/vpn-0d17f4c82a6e95b3c\.ipsec\.conf"/d' /etc/ipsec.conf

echo "Tunnel interfaces"
/usr/local/sbin/vpn-0d17f4c82a6e95b3c.sh down

echo "Packet filter"
sed -i '/^load anchor "aws\/vpn-0d17f4c82a6e95b3c"/d' /etc/pf.conf
pfctl -a 'aws/vpn-0d17f4c82a6e95b3c' -F rules

rm -f /etc/aws/vpn-0d17f4c82a6e95b3c.*.conf /usr/local/sbin/vpn-0d17f4c82a6e95b3c.sh

# What other connections may share stays. If this was the last one, run also:
# route -n delete -inet -blackhole -priority 60 10.20.0.0/16 127.0.0.1
# route -n delete -inet -blackhole -priority 60 10.64.0.0/14 127.0.0.1
