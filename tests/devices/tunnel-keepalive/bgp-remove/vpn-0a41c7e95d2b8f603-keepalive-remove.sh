#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: removes the keepalive from this host
set -u

systemctl disable --now vpn-0a41c7e95d2b8f603-keepalive.timer
systemctl stop vpn-0a41c7e95d2b8f603-keepalive.service
rm -f /etc/systemd/system/vpn-0a41c7e95d2b8f603-keepalive.timer \
    /etc/systemd/system/vpn-0a41c7e95d2b8f603-keepalive.service \
    /usr/local/sbin/vpn-0a41c7e95d2b8f603-keepalive.sh
systemctl daemon-reload
systemctl reset-failed vpn-0a41c7e95d2b8f603-keepalive.service 2>/dev/null
ip route delete 169.254.31.65/32 via 192.168.20.1
ip route delete 169.254.31.133/32 via 192.168.20.1
