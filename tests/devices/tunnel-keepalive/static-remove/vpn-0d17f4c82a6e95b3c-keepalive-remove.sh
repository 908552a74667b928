#!/bin/sh
# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: removes the keepalive from this host
set -u

systemctl disable --now vpn-0d17f4c82a6e95b3c-keepalive.timer
systemctl stop vpn-0d17f4c82a6e95b3c-keepalive.service
rm -f /etc/systemd/system/vpn-0d17f4c82a6e95b3c-keepalive.timer \
    /etc/systemd/system/vpn-0d17f4c82a6e95b3c-keepalive.service \
    /usr/local/sbin/vpn-0d17f4c82a6e95b3c-keepalive.sh
systemctl daemon-reload
systemctl reset-failed vpn-0d17f4c82a6e95b3c-keepalive.service 2>/dev/null
ip route delete 169.254.90.101/32 via 192.168.20.1
ip route delete 169.254.90.133/32 via 192.168.20.1
