#!/bin/sh
# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: takes this connection, and nothing else, off the gateway. Run as root.
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640.
set -u

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

systemctl disable --now vpn-0d17f4c82a6e95b3c.service
/usr/local/sbin/vpn-0d17f4c82a6e95b3c.sh down
ipsec auto --delete vpn-0d17f4c82a6e95b3c-1
ipsec auto --delete vpn-0d17f4c82a6e95b3c-2
rm -f /etc/ipsec.d/vpn-0d17f4c82a6e95b3c.conf /etc/ipsec.d/vpn-0d17f4c82a6e95b3c.secrets
ipsec auto --rereadsecrets
rm -f /etc/systemd/system/vpn-0d17f4c82a6e95b3c.service /usr/local/sbin/vpn-0d17f4c82a6e95b3c.sh
systemctl daemon-reload
