#!/bin/sh
# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c, static routes: OPNsense by its API
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
# OPNSENSE=https://192.168.1.1 NETRC=file sh FILE [routes]
#
# Tunnel 1: ipsec100, opt10, MTU 1446
# Tunnel 2: ipsec101, opt11, MTU 1446
# Firewall > Settings > Normalization: interface IPsec, max mss 1406
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

if [ "${1:-}" = routes ]; then
post routing/settings/setGateway/a9fe5a66-000d-4000-8000-0000a9fe5a65 <<'JSON'
{"gateway_item": {"descr": "AWS vpn-0d17f4c82a6e95b3c tunnel 1", "gateway": "169.254.90.101", "interface": "opt10", "ipprotocol": "inet", "monitor_disable": "0", "name": "vpn-0d17f4c82a6e95b3c-1"}}
JSON
post routing/settings/setGateway/a9fe5a86-000d-4000-8000-0000a9fe5a85 <<'JSON'
{"gateway_item": {"descr": "AWS vpn-0d17f4c82a6e95b3c tunnel 2", "gateway": "169.254.90.133", "interface": "opt11", "ipprotocol": "inet", "monitor_disable": "0", "name": "vpn-0d17f4c82a6e95b3c-2"}}
JSON
post routing/settings/reconfigure </dev/null
post routes/routes/setroute/a9fe5a66-0401-4000-8000-0000a9fe5a65 <<'JSON'
{"route": {"descr": "AWS vpn-0d17f4c82a6e95b3c", "gateway": "vpn-0d17f4c82a6e95b3c-1", "network": "10.20.0.0/16"}}
JSON
post routes/routes/setroute/a9fe5a66-0402-4000-8000-0000a9fe5a65 <<'JSON'
{"route": {"descr": "AWS vpn-0d17f4c82a6e95b3c", "gateway": "vpn-0d17f4c82a6e95b3c-1", "network": "10.30.0.0/16"}}
JSON
post routes/routes/reconfigure </dev/null
post routing/group_settings/set/a9fe5a66-000e-4000-8000-0000a9fe5a65 <<'JSON'
{"gateway_group": {"descr": "AWS vpn-0d17f4c82a6e95b3c", "item": "vpn-0d17f4c82a6e95b3c-1", "item2": "vpn-0d17f4c82a6e95b3c-2", "name": "vpn-0d17f4c82a6e95b3c", "trigger": "downloss"}}
JSON
post routing/group_settings/reconfigure </dev/null
post firewall/filter/setRule/a9fe5a66-8001-4000-8000-0000a9fe5a65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0d17f4c82a6e95b3c", "destination_net": "10.20.0.0/16", "direction": "in", "enabled": "1", "gateway": "vpn-0d17f4c82a6e95b3c", "interface": "lan", "ipprotocol": "inet", "protocol": "any", "source_net": "any"}}
JSON
post firewall/filter/setRule/a9fe5a66-8002-4000-8000-0000a9fe5a65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0d17f4c82a6e95b3c", "destination_net": "10.30.0.0/16", "direction": "in", "enabled": "1", "gateway": "vpn-0d17f4c82a6e95b3c", "interface": "lan", "ipprotocol": "inet", "protocol": "any", "source_net": "any"}}
JSON
post firewall/filter/apply </dev/null
exit 0
fi

# Tunnel 1: AWS endpoint 203.0.113.121
post ipsec/pre_shared_keys/setItem/a9fe5a66-0006-4000-8000-0000a9fe5a65 <<'JSON'
{"preSharedKey": {"Key": "s9i5C8LsWBxU9zpjfmjpTpaG6Nmr", "description": "vpn-0d17f4c82a6e95b3c-1", "ident": "192.0.2.93", "keyType": "PSK", "remote_ident": "203.0.113.121"}}
JSON
post ipsec/connections/setConnection/a9fe5a66-0001-4000-8000-0000a9fe5a65 <<'JSON'
{"connection": {"aggressive": "0", "description": "vpn-0d17f4c82a6e95b3c-1", "dpd_delay": "10", "dpd_timeout": "30", "enabled": "1", "encap": "0", "keyingtries": "0", "local_addrs": "192.0.2.93", "mobike": "0", "over_time": "2880", "proposals": "aes256-sha512-ecp521", "rekey_time": "25920", "remote_addrs": "203.0.113.121", "unique": "replace", "version": "1"}}
JSON
post ipsec/connections/setLocal/a9fe5a66-0002-4000-8000-0000a9fe5a65 <<'JSON'
{"local": {"auth": "psk", "connection": "a9fe5a66-0001-4000-8000-0000a9fe5a65", "description": "vpn-0d17f4c82a6e95b3c-1", "enabled": "1", "id": "192.0.2.93", "round": "0"}}
JSON
post ipsec/connections/setRemote/a9fe5a66-0003-4000-8000-0000a9fe5a65 <<'JSON'
{"remote": {"auth": "psk", "connection": "a9fe5a66-0001-4000-8000-0000a9fe5a65", "description": "vpn-0d17f4c82a6e95b3c-1", "enabled": "1", "id": "203.0.113.121", "round": "0"}}
JSON
post ipsec/connections/setChild/a9fe5a66-0004-4000-8000-0000a9fe5a65 <<'JSON'
{"child": {"close_action": "start", "connection": "a9fe5a66-0001-4000-8000-0000a9fe5a65", "description": "vpn-0d17f4c82a6e95b3c-1", "dpd_action": "start", "enabled": "1", "esp_proposals": "aes256gcm16-ecp521", "local_ts": "0.0.0.0/0", "mode": "tunnel", "policies": "0", "rekey_time": "3240", "remote_ts": "0.0.0.0/0", "reqid": "100", "start_action": "start"}}
JSON
post ipsec/vti/set/a9fe5a66-0005-4000-8000-0000a9fe5a65 <<'JSON'
{"vti": {"description": "vpn-0d17f4c82a6e95b3c-1", "enabled": "1", "local": "192.0.2.93", "remote": "203.0.113.121", "reqid": "100", "tunnel_local": "169.254.90.102", "tunnel_remote": "169.254.90.101"}}
JSON

# Tunnel 2: AWS endpoint 203.0.113.128
post ipsec/pre_shared_keys/setItem/a9fe5a86-0006-4000-8000-0000a9fe5a85 <<'JSON'
{"preSharedKey": {"Key": "tajBKyQMviV7HQSUYdE828U4LAAA", "description": "vpn-0d17f4c82a6e95b3c-2", "ident": "192.0.2.93", "keyType": "PSK", "remote_ident": "203.0.113.128"}}
JSON
post ipsec/connections/setConnection/a9fe5a86-0001-4000-8000-0000a9fe5a85 <<'JSON'
{"connection": {"aggressive": "0", "description": "vpn-0d17f4c82a6e95b3c-2", "dpd_delay": "10", "dpd_timeout": "30", "enabled": "1", "encap": "0", "keyingtries": "0", "local_addrs": "192.0.2.93", "mobike": "0", "over_time": "2880", "proposals": "aes256-sha512-ecp521", "rekey_time": "25920", "remote_addrs": "203.0.113.128", "unique": "replace", "version": "1"}}
JSON
post ipsec/connections/setLocal/a9fe5a86-0002-4000-8000-0000a9fe5a85 <<'JSON'
{"local": {"auth": "psk", "connection": "a9fe5a86-0001-4000-8000-0000a9fe5a85", "description": "vpn-0d17f4c82a6e95b3c-2", "enabled": "1", "id": "192.0.2.93", "round": "0"}}
JSON
post ipsec/connections/setRemote/a9fe5a86-0003-4000-8000-0000a9fe5a85 <<'JSON'
{"remote": {"auth": "psk", "connection": "a9fe5a86-0001-4000-8000-0000a9fe5a85", "description": "vpn-0d17f4c82a6e95b3c-2", "enabled": "1", "id": "203.0.113.128", "round": "0"}}
JSON
post ipsec/connections/setChild/a9fe5a86-0004-4000-8000-0000a9fe5a85 <<'JSON'
{"child": {"close_action": "start", "connection": "a9fe5a86-0001-4000-8000-0000a9fe5a85", "description": "vpn-0d17f4c82a6e95b3c-2", "dpd_action": "start", "enabled": "1", "esp_proposals": "aes256gcm16-ecp521", "local_ts": "0.0.0.0/0", "mode": "tunnel", "policies": "0", "rekey_time": "3240", "remote_ts": "0.0.0.0/0", "reqid": "101", "start_action": "start"}}
JSON
post ipsec/vti/set/a9fe5a86-0005-4000-8000-0000a9fe5a85 <<'JSON'
{"vti": {"description": "vpn-0d17f4c82a6e95b3c-2", "enabled": "1", "local": "192.0.2.93", "remote": "203.0.113.128", "reqid": "101", "tunnel_local": "169.254.90.134", "tunnel_remote": "169.254.90.133"}}
JSON

post ipsec/connections/toggle/1 </dev/null
post ipsec/service/reconfigure </dev/null

# Firewall
post firewall/filter/setRule/a9fe5a66-0008-4000-8000-0000a9fe5a65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0d17f4c82a6e95b3c-1", "destination_net": "wanip", "destination_port": "500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.121"}}
JSON
post firewall/filter/setRule/a9fe5a66-0009-4000-8000-0000a9fe5a65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0d17f4c82a6e95b3c-1", "destination_net": "wanip", "destination_port": "4500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.121"}}
JSON
post firewall/filter/setRule/a9fe5a66-000a-4000-8000-0000a9fe5a65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0d17f4c82a6e95b3c-1", "destination_net": "wanip", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "ESP", "source_net": "203.0.113.121"}}
JSON
post firewall/filter/setRule/a9fe5a66-000c-4000-8000-0000a9fe5a65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0d17f4c82a6e95b3c-1", "destination_net": "169.254.90.102", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet", "protocol": "ICMP", "source_net": "169.254.90.101"}}
JSON
post firewall/filter/setRule/a9fe5a86-0008-4000-8000-0000a9fe5a85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0d17f4c82a6e95b3c-2", "destination_net": "wanip", "destination_port": "500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.128"}}
JSON
post firewall/filter/setRule/a9fe5a86-0009-4000-8000-0000a9fe5a85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0d17f4c82a6e95b3c-2", "destination_net": "wanip", "destination_port": "4500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.128"}}
JSON
post firewall/filter/setRule/a9fe5a86-000a-4000-8000-0000a9fe5a85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0d17f4c82a6e95b3c-2", "destination_net": "wanip", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "ESP", "source_net": "203.0.113.128"}}
JSON
post firewall/filter/setRule/a9fe5a86-000c-4000-8000-0000a9fe5a85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0d17f4c82a6e95b3c-2", "destination_net": "169.254.90.134", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet", "protocol": "ICMP", "source_net": "169.254.90.133"}}
JSON
post firewall/filter/apply </dev/null
