#!/bin/sh
# AWS Site-to-Site VPN vpn-09e5c1f3b7a28d46e, BGP: OPNsense by its API
# Customer gateway cgw-0c9a7e5b3d1f8642e, AWS gateway tgw-0d4e8b7a1c62f9305
# OPNSENSE=https://192.168.1.1 NETRC=file sh FILE
#
# Tunnel 1: ipsec100, MTU 1446
# Tunnel 2: ipsec101, MTU 1446
# Firewall > Settings > Normalization: interface IPsec, max mss 1386
set -eu
: "${OPNSENSE:?the firewall, https://...}" "${NETRC:?the file with key and secret}"

# post PATH: sends what it reads and wants it done
post() {
    # shellcheck disable=SC2086
    answer=$(curl -sS --fail ${CURL_OPTIONS:-} --netrc-file "$NETRC" -H 'Content-Type: application/json' --data-binary @- "$OPNSENSE/api/$1")
    case $answer in
        *'"saved"'* | *'"ok"'* | *'"OK'*) ;;
        *) echo "$1: $answer" >&2; exit 1 ;;
    esac
}

# Tunnel 1: AWS endpoint 203.0.113.181
post ipsec/pre_shared_keys/setItem/a9fe8c22-0006-4000-8000-0000a9fe8c21 <<'JSON'
{"preSharedKey": {"Key": "PxD4XxyfpgpFnwoFQQ6aFSx4Sf6T", "description": "vpn-09e5c1f3b7a28d46e-1", "ident": "192.0.2.109", "keyType": "PSK", "remote_ident": "203.0.113.181"}}
JSON
post ipsec/connections/setConnection/a9fe8c22-0001-4000-8000-0000a9fe8c21 <<'JSON'
{"connection": {"aggressive": "0", "description": "vpn-09e5c1f3b7a28d46e-1", "dpd_delay": "10", "dpd_timeout": "30", "enabled": "1", "encap": "0", "keyingtries": "0", "local_addrs": "192.0.2.109", "mobike": "0", "over_time": "2880", "proposals": "aes256gcm16-sha512-ecp521", "rekey_time": "25920", "remote_addrs": "203.0.113.181", "unique": "replace", "version": "2"}}
JSON
post ipsec/connections/setLocal/a9fe8c22-0002-4000-8000-0000a9fe8c21 <<'JSON'
{"local": {"auth": "psk", "connection": "a9fe8c22-0001-4000-8000-0000a9fe8c21", "description": "vpn-09e5c1f3b7a28d46e-1", "enabled": "1", "id": "192.0.2.109", "round": "0"}}
JSON
post ipsec/connections/setRemote/a9fe8c22-0003-4000-8000-0000a9fe8c21 <<'JSON'
{"remote": {"auth": "psk", "connection": "a9fe8c22-0001-4000-8000-0000a9fe8c21", "description": "vpn-09e5c1f3b7a28d46e-1", "enabled": "1", "id": "203.0.113.181", "round": "0"}}
JSON
post ipsec/connections/setChild/a9fe8c22-0004-4000-8000-0000a9fe8c21 <<'JSON'
{"child": {"close_action": "start", "connection": "a9fe8c22-0001-4000-8000-0000a9fe8c21", "description": "vpn-09e5c1f3b7a28d46e-1", "dpd_action": "start", "enabled": "1", "esp_proposals": "aes256gcm16-ecp521", "local_ts": "::/0", "mode": "tunnel", "policies": "0", "rekey_time": "3240", "remote_ts": "::/0", "reqid": "100", "start_action": "start"}}
JSON
post ipsec/vti/set/a9fe8c22-0005-4000-8000-0000a9fe8c21 <<'JSON'
{"vti": {"description": "vpn-09e5c1f3b7a28d46e-1", "enabled": "1", "local": "192.0.2.109", "remote": "203.0.113.181", "reqid": "100", "tunnel_local": "fd4c:2e10:a3b:1::2", "tunnel_remote": "fd4c:2e10:a3b:1::1"}}
JSON

# Tunnel 2: AWS endpoint 203.0.113.188
post ipsec/pre_shared_keys/setItem/a9fe8c46-0006-4000-8000-0000a9fe8c45 <<'JSON'
{"preSharedKey": {"Key": "hz3WZnF9mC3Rwf4XAEAYfXkkibjN", "description": "vpn-09e5c1f3b7a28d46e-2", "ident": "192.0.2.109", "keyType": "PSK", "remote_ident": "203.0.113.188"}}
JSON
post ipsec/connections/setConnection/a9fe8c46-0001-4000-8000-0000a9fe8c45 <<'JSON'
{"connection": {"aggressive": "0", "description": "vpn-09e5c1f3b7a28d46e-2", "dpd_delay": "10", "dpd_timeout": "30", "enabled": "1", "encap": "0", "keyingtries": "0", "local_addrs": "192.0.2.109", "mobike": "0", "over_time": "2880", "proposals": "aes256gcm16-sha512-ecp521", "rekey_time": "25920", "remote_addrs": "203.0.113.188", "unique": "replace", "version": "2"}}
JSON
post ipsec/connections/setLocal/a9fe8c46-0002-4000-8000-0000a9fe8c45 <<'JSON'
{"local": {"auth": "psk", "connection": "a9fe8c46-0001-4000-8000-0000a9fe8c45", "description": "vpn-09e5c1f3b7a28d46e-2", "enabled": "1", "id": "192.0.2.109", "round": "0"}}
JSON
post ipsec/connections/setRemote/a9fe8c46-0003-4000-8000-0000a9fe8c45 <<'JSON'
{"remote": {"auth": "psk", "connection": "a9fe8c46-0001-4000-8000-0000a9fe8c45", "description": "vpn-09e5c1f3b7a28d46e-2", "enabled": "1", "id": "203.0.113.188", "round": "0"}}
JSON
post ipsec/connections/setChild/a9fe8c46-0004-4000-8000-0000a9fe8c45 <<'JSON'
{"child": {"close_action": "start", "connection": "a9fe8c46-0001-4000-8000-0000a9fe8c45", "description": "vpn-09e5c1f3b7a28d46e-2", "dpd_action": "start", "enabled": "1", "esp_proposals": "aes256gcm16-ecp521", "local_ts": "::/0", "mode": "tunnel", "policies": "0", "rekey_time": "3240", "remote_ts": "::/0", "reqid": "101", "start_action": "start"}}
JSON
post ipsec/vti/set/a9fe8c46-0005-4000-8000-0000a9fe8c45 <<'JSON'
{"vti": {"description": "vpn-09e5c1f3b7a28d46e-2", "enabled": "1", "local": "192.0.2.109", "remote": "203.0.113.188", "reqid": "101", "tunnel_local": "fd4c:2e10:a3b:2::2", "tunnel_remote": "fd4c:2e10:a3b:2::1"}}
JSON

post ipsec/connections/toggle/1 </dev/null
post ipsec/service/reconfigure </dev/null

# Firewall
post firewall/filter/setRule/a9fe8c22-0008-4000-8000-0000a9fe8c21 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-09e5c1f3b7a28d46e-1", "destination_net": "wanip", "destination_port": "500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.181"}}
JSON
post firewall/filter/setRule/a9fe8c22-0009-4000-8000-0000a9fe8c21 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-09e5c1f3b7a28d46e-1", "destination_net": "wanip", "destination_port": "4500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.181"}}
JSON
post firewall/filter/setRule/a9fe8c22-000a-4000-8000-0000a9fe8c21 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-09e5c1f3b7a28d46e-1", "destination_net": "wanip", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "ESP", "source_net": "203.0.113.181"}}
JSON
post firewall/filter/setRule/a9fe8c22-000b-4000-8000-0000a9fe8c21 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-09e5c1f3b7a28d46e-1", "destination_net": "fd4c:2e10:a3b:1::2", "destination_port": "179", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet6", "protocol": "TCP", "source_net": "fd4c:2e10:a3b:1::1"}}
JSON
post firewall/filter/setRule/a9fe8c22-000c-4000-8000-0000a9fe8c21 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-09e5c1f3b7a28d46e-1", "destination_net": "fd4c:2e10:a3b:1::2", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet6", "protocol": "IPV6-ICMP", "source_net": "fd4c:2e10:a3b:1::1"}}
JSON
post firewall/filter/setRule/a9fe8c46-0008-4000-8000-0000a9fe8c45 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-09e5c1f3b7a28d46e-2", "destination_net": "wanip", "destination_port": "500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.188"}}
JSON
post firewall/filter/setRule/a9fe8c46-0009-4000-8000-0000a9fe8c45 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-09e5c1f3b7a28d46e-2", "destination_net": "wanip", "destination_port": "4500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.188"}}
JSON
post firewall/filter/setRule/a9fe8c46-000a-4000-8000-0000a9fe8c45 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-09e5c1f3b7a28d46e-2", "destination_net": "wanip", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "ESP", "source_net": "203.0.113.188"}}
JSON
post firewall/filter/setRule/a9fe8c46-000b-4000-8000-0000a9fe8c45 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-09e5c1f3b7a28d46e-2", "destination_net": "fd4c:2e10:a3b:2::2", "destination_port": "179", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet6", "protocol": "TCP", "source_net": "fd4c:2e10:a3b:2::1"}}
JSON
post firewall/filter/setRule/a9fe8c46-000c-4000-8000-0000a9fe8c45 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-09e5c1f3b7a28d46e-2", "destination_net": "fd4c:2e10:a3b:2::2", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet6", "protocol": "IPV6-ICMP", "source_net": "fd4c:2e10:a3b:2::1"}}
JSON
post firewall/filter/apply </dev/null

# BGP
post quagga/bgp/setPrefixlist/a9fe8c22-0101-4000-8000-0000a9fe8c21 <<'JSON'
{"prefixlist": {"action": "permit", "description": "vpn-09e5c1f3b7a28d46e", "enabled": "1", "name": "vpn-09e5c1f3b7a28d46e-out", "network": "2001:db8:8::/48", "seqnumber": "10", "version": "IPv6"}}
JSON
post quagga/bgp/setPrefixlist/a9fe8c22-0201-4000-8000-0000a9fe8c21 <<'JSON'
{"prefixlist": {"action": "permit", "description": "vpn-09e5c1f3b7a28d46e", "enabled": "1", "name": "vpn-09e5c1f3b7a28d46e-in", "network": "2001:db8:20::/48 le 128", "seqnumber": "10", "version": "IPv6"}}
JSON
post quagga/bgp/setNeighbor/a9fe8c22-0007-4000-8000-0000a9fe8c21 <<'JSON'
{"neighbor": {"address": "fd4c:2e10:a3b:1::1", "description": "vpn-09e5c1f3b7a28d46e-1", "enabled": "1", "holddown": "30", "keepalive": "10", "linkedPrefixlistIn": "a9fe8c22-0201-4000-8000-0000a9fe8c21", "linkedPrefixlistOut": "a9fe8c22-0101-4000-8000-0000a9fe8c21", "remoteas": "64512"}}
JSON
post quagga/bgp/setNeighbor/a9fe8c46-0007-4000-8000-0000a9fe8c45 <<'JSON'
{"neighbor": {"address": "fd4c:2e10:a3b:2::1", "description": "vpn-09e5c1f3b7a28d46e-2", "enabled": "1", "holddown": "30", "keepalive": "10", "linkedPrefixlistIn": "a9fe8c22-0201-4000-8000-0000a9fe8c21", "linkedPrefixlistOut": "a9fe8c22-0101-4000-8000-0000a9fe8c21", "remoteas": "64512"}}
JSON
post quagga/bgp/set <<'JSON'
{"bgp": {"asnumber": "65041", "enabled": "1", "logneighborchanges": "1", "networks": "192.168.0.0/16,172.16.8.0/24,2001:db8:8::/48", "routerid": "192.168.0.1"}}
JSON
post quagga/general/set <<'JSON'
{"general": {"enabled": "1"}}
JSON
post quagga/service/reconfigure </dev/null
