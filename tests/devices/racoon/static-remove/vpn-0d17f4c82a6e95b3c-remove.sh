#!/bin/sh
# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: takes this connection, and nothing else, off the gateway. Run as root.
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640.
set -u

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

systemctl disable --now vpn-0d17f4c82a6e95b3c.service
/usr/local/sbin/vpn-0d17f4c82a6e95b3c.sh down
racoonctl vpn-disconnect 203.0.113.121
sed -i '/^203\.0\.113\.121[[:blank:]]/d' /etc/racoon/psk.txt
racoonctl vpn-disconnect 203.0.113.128
sed -i '/^203\.0\.113\.128[[:blank:]]/d' /etc/racoon/psk.txt
sed -i '\|^include "/etc/racoon/vpn-0d17f4c82a6e95b3c\.conf"|d' /etc/racoon/racoon.conf
rm -f /etc/racoon/vpn-0d17f4c82a6e95b3c.conf
racoonctl reload-config
rm -f /etc/systemd/system/vpn-0d17f4c82a6e95b3c.service /usr/local/sbin/vpn-0d17f4c82a6e95b3c.sh
systemctl daemon-reload
