#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: takes this connection, and nothing else, off the gateway.
# Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305.
# Run as root.
set -u

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

echo "Routing"
rm -f /etc/bird/aws/vpn-0a41c7e95d2b8f603.conf
birdc configure

echo "IKE and IPsec"
rm -f /etc/swanctl/conf.d/vpn-0a41c7e95d2b8f603.conf
swanctl --load-conns
swanctl --load-creds --clear --noprompt
swanctl --terminate --ike vpn_0a41c7e95d2b8f603_1 --timeout 5
swanctl --terminate --ike vpn_0a41c7e95d2b8f603_2 --timeout 5

echo "Tunnel interfaces"
systemctl disable --now vpn-0a41c7e95d2b8f603.service
/usr/local/sbin/vpn-0a41c7e95d2b8f603.sh down
rm -f /etc/systemd/system/vpn-0a41c7e95d2b8f603.service /usr/local/sbin/vpn-0a41c7e95d2b8f603.sh
systemctl daemon-reload
