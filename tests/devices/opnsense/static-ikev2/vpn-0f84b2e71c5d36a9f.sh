#!/bin/sh
# AWS Site-to-Site VPN vpn-0f84b2e71c5d36a9f, static routes: OPNsense by its API
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
# OPNSENSE=https://192.168.1.1 NETRC=file sh FILE [routes]
#
# Tunnel 1: ipsec104, opt14, MTU 1446
# Tunnel 2: ipsec105, opt15, MTU 1446
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
post routing/settings/setGateway/a9fe6c66-000d-4000-8000-0000a9fe6c65 <<'JSON'
{"gateway_item": {"descr": "AWS vpn-0f84b2e71c5d36a9f tunnel 1", "gateway": "169.254.108.101", "interface": "opt14", "ipprotocol": "inet", "monitor_disable": "0", "name": "vpn-0f84b2e71c5d36a9f-1"}}
JSON
post routing/settings/setGateway/a9fe6c86-000d-4000-8000-0000a9fe6c85 <<'JSON'
{"gateway_item": {"descr": "AWS vpn-0f84b2e71c5d36a9f tunnel 2", "gateway": "169.254.108.133", "interface": "opt15", "ipprotocol": "inet", "monitor_disable": "0", "name": "vpn-0f84b2e71c5d36a9f-2"}}
JSON
post routing/settings/reconfigure </dev/null
post routes/routes/setroute/a9fe6c66-0401-4000-8000-0000a9fe6c65 <<'JSON'
{"route": {"descr": "AWS vpn-0f84b2e71c5d36a9f", "gateway": "vpn-0f84b2e71c5d36a9f-1", "network": "10.20.0.0/16"}}
JSON
post routes/routes/setroute/a9fe6c66-0402-4000-8000-0000a9fe6c65 <<'JSON'
{"route": {"descr": "AWS vpn-0f84b2e71c5d36a9f", "gateway": "vpn-0f84b2e71c5d36a9f-1", "network": "10.30.0.0/16"}}
JSON
post routes/routes/reconfigure </dev/null
post routing/group_settings/set/a9fe6c66-000e-4000-8000-0000a9fe6c65 <<'JSON'
{"gateway_group": {"descr": "AWS vpn-0f84b2e71c5d36a9f", "item": "vpn-0f84b2e71c5d36a9f-1", "item2": "vpn-0f84b2e71c5d36a9f-2", "name": "vpn-0f84b2e71c5d36a9f", "trigger": "downloss"}}
JSON
post routing/group_settings/reconfigure </dev/null
post firewall/filter/setRule/a9fe6c66-8001-4000-8000-0000a9fe6c65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0f84b2e71c5d36a9f", "destination_net": "10.20.0.0/16", "direction": "in", "enabled": "1", "gateway": "vpn-0f84b2e71c5d36a9f", "interface": "lan", "ipprotocol": "inet", "protocol": "any", "source_net": "any"}}
JSON
post firewall/filter/setRule/a9fe6c66-8002-4000-8000-0000a9fe6c65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0f84b2e71c5d36a9f", "destination_net": "10.30.0.0/16", "direction": "in", "enabled": "1", "gateway": "vpn-0f84b2e71c5d36a9f", "interface": "lan", "ipprotocol": "inet", "protocol": "any", "source_net": "any"}}
JSON
post firewall/filter/apply </dev/null
exit 0
fi

# Tunnel 1: AWS endpoint 203.0.113.161
post ipsec/pre_shared_keys/setItem/a9fe6c66-0006-4000-8000-0000a9fe6c65 <<'JSON'
{"preSharedKey": {"Key": "boJyjVKbZJuS8fV7rJykx2pKK2Hw", "description": "vpn-0f84b2e71c5d36a9f-1", "ident": "192.0.2.93", "keyType": "PSK", "remote_ident": "203.0.113.161"}}
JSON
post ipsec/connections/setConnection/a9fe6c66-0001-4000-8000-0000a9fe6c65 <<'JSON'
{"connection": {"aggressive": "0", "description": "vpn-0f84b2e71c5d36a9f-1", "dpd_delay": "10", "dpd_timeout": "30", "enabled": "1", "encap": "0", "keyingtries": "0", "local_addrs": "192.0.2.93", "mobike": "0", "over_time": "2880", "proposals": "aes256gcm16-sha512-ecp521", "rekey_time": "25920", "remote_addrs": "203.0.113.161", "unique": "replace", "version": "2"}}
JSON
post ipsec/connections/setLocal/a9fe6c66-0002-4000-8000-0000a9fe6c65 <<'JSON'
{"local": {"auth": "psk", "connection": "a9fe6c66-0001-4000-8000-0000a9fe6c65", "description": "vpn-0f84b2e71c5d36a9f-1", "enabled": "1", "id": "192.0.2.93", "round": "0"}}
JSON
post ipsec/connections/setRemote/a9fe6c66-0003-4000-8000-0000a9fe6c65 <<'JSON'
{"remote": {"auth": "psk", "connection": "a9fe6c66-0001-4000-8000-0000a9fe6c65", "description": "vpn-0f84b2e71c5d36a9f-1", "enabled": "1", "id": "203.0.113.161", "round": "0"}}
JSON
post ipsec/connections/setChild/a9fe6c66-0004-4000-8000-0000a9fe6c65 <<'JSON'
{"child": {"close_action": "start", "connection": "a9fe6c66-0001-4000-8000-0000a9fe6c65", "description": "vpn-0f84b2e71c5d36a9f-1", "dpd_action": "start", "enabled": "1", "esp_proposals": "aes256gcm16-ecp521", "local_ts": "0.0.0.0/0", "mode": "tunnel", "policies": "0", "rekey_time": "3240", "remote_ts": "0.0.0.0/0", "reqid": "104", "start_action": "start"}}
JSON
post ipsec/vti/set/a9fe6c66-0005-4000-8000-0000a9fe6c65 <<'JSON'
{"vti": {"description": "vpn-0f84b2e71c5d36a9f-1", "enabled": "1", "local": "192.0.2.93", "remote": "203.0.113.161", "reqid": "104", "tunnel_local": "169.254.108.102", "tunnel_remote": "169.254.108.101"}}
JSON

# Tunnel 2: AWS endpoint 203.0.113.168
post ipsec/pre_shared_keys/setItem/a9fe6c86-0006-4000-8000-0000a9fe6c85 <<'JSON'
{"preSharedKey": {"Key": "RpQ43Z7n4q5AY4pnJGxXbb3sFrnV", "description": "vpn-0f84b2e71c5d36a9f-2", "ident": "192.0.2.93", "keyType": "PSK", "remote_ident": "203.0.113.168"}}
JSON
post ipsec/connections/setConnection/a9fe6c86-0001-4000-8000-0000a9fe6c85 <<'JSON'
{"connection": {"aggressive": "0", "description": "vpn-0f84b2e71c5d36a9f-2", "dpd_delay": "10", "dpd_timeout": "30", "enabled": "1", "encap": "0", "keyingtries": "0", "local_addrs": "192.0.2.93", "mobike": "0", "over_time": "2880", "proposals": "aes256gcm16-sha512-ecp521", "rekey_time": "25920", "remote_addrs": "203.0.113.168", "unique": "replace", "version": "2"}}
JSON
post ipsec/connections/setLocal/a9fe6c86-0002-4000-8000-0000a9fe6c85 <<'JSON'
{"local": {"auth": "psk", "connection": "a9fe6c86-0001-4000-8000-0000a9fe6c85", "description": "vpn-0f84b2e71c5d36a9f-2", "enabled": "1", "id": "192.0.2.93", "round": "0"}}
JSON
post ipsec/connections/setRemote/a9fe6c86-0003-4000-8000-0000a9fe6c85 <<'JSON'
{"remote": {"auth": "psk", "connection": "a9fe6c86-0001-4000-8000-0000a9fe6c85", "description": "vpn-0f84b2e71c5d36a9f-2", "enabled": "1", "id": "203.0.113.168", "round": "0"}}
JSON
post ipsec/connections/setChild/a9fe6c86-0004-4000-8000-0000a9fe6c85 <<'JSON'
{"child": {"close_action": "start", "connection": "a9fe6c86-0001-4000-8000-0000a9fe6c85", "description": "vpn-0f84b2e71c5d36a9f-2", "dpd_action": "start", "enabled": "1", "esp_proposals": "aes256gcm16-ecp521", "local_ts": "0.0.0.0/0", "mode": "tunnel", "policies": "0", "rekey_time": "3240", "remote_ts": "0.0.0.0/0", "reqid": "105", "start_action": "start"}}
JSON
post ipsec/vti/set/a9fe6c86-0005-4000-8000-0000a9fe6c85 <<'JSON'
{"vti": {"description": "vpn-0f84b2e71c5d36a9f-2", "enabled": "1", "local": "192.0.2.93", "remote": "203.0.113.168", "reqid": "105", "tunnel_local": "169.254.108.134", "tunnel_remote": "169.254.108.133"}}
JSON

post ipsec/connections/toggle/1 </dev/null
post ipsec/service/reconfigure </dev/null

# Firewall
post firewall/filter/setRule/a9fe6c66-0008-4000-8000-0000a9fe6c65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0f84b2e71c5d36a9f-1", "destination_net": "wanip", "destination_port": "500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.161"}}
JSON
post firewall/filter/setRule/a9fe6c66-0009-4000-8000-0000a9fe6c65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0f84b2e71c5d36a9f-1", "destination_net": "wanip", "destination_port": "4500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.161"}}
JSON
post firewall/filter/setRule/a9fe6c66-000a-4000-8000-0000a9fe6c65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0f84b2e71c5d36a9f-1", "destination_net": "wanip", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "ESP", "source_net": "203.0.113.161"}}
JSON
post firewall/filter/setRule/a9fe6c66-000c-4000-8000-0000a9fe6c65 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0f84b2e71c5d36a9f-1", "destination_net": "169.254.108.102", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet", "protocol": "ICMP", "source_net": "169.254.108.101"}}
JSON
post firewall/filter/setRule/a9fe6c86-0008-4000-8000-0000a9fe6c85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0f84b2e71c5d36a9f-2", "destination_net": "wanip", "destination_port": "500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.168"}}
JSON
post firewall/filter/setRule/a9fe6c86-0009-4000-8000-0000a9fe6c85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0f84b2e71c5d36a9f-2", "destination_net": "wanip", "destination_port": "4500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.168"}}
JSON
post firewall/filter/setRule/a9fe6c86-000a-4000-8000-0000a9fe6c85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0f84b2e71c5d36a9f-2", "destination_net": "wanip", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "ESP", "source_net": "203.0.113.168"}}
JSON
post firewall/filter/setRule/a9fe6c86-000c-4000-8000-0000a9fe6c85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0f84b2e71c5d36a9f-2", "destination_net": "169.254.108.134", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet", "protocol": "ICMP", "source_net": "169.254.108.133"}}
JSON
post firewall/filter/apply </dev/null
