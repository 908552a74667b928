#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603, BGP: OPNsense by its API
# Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305
# OPNSENSE=https://192.168.1.1 NETRC=file sh FILE
#
# Tunnel 1: ipsec100, MTU 1446
# Tunnel 2: ipsec101, MTU 1446
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

# Tunnel 1: AWS endpoint 203.0.113.21
post ipsec/pre_shared_keys/setItem/a9fe1f42-0006-4000-8000-0000a9fe1f41 <<'JSON'
{"preSharedKey": {"Key": "vjASde5KgyNdHocfCBeqfLCd5Mhp", "description": "vpn-0a41c7e95d2b8f603-1", "ident": "192.0.2.77", "keyType": "PSK", "remote_ident": "203.0.113.21"}}
JSON
post ipsec/connections/setConnection/a9fe1f42-0001-4000-8000-0000a9fe1f41 <<'JSON'
{"connection": {"aggressive": "0", "description": "vpn-0a41c7e95d2b8f603-1", "dpd_delay": "10", "dpd_timeout": "30", "enabled": "1", "encap": "0", "keyingtries": "0", "local_addrs": "192.0.2.77", "mobike": "0", "over_time": "2880", "proposals": "aes256gcm16-sha512-ecp521", "rekey_time": "25920", "remote_addrs": "203.0.113.21", "unique": "replace", "version": "2"}}
JSON
post ipsec/connections/setLocal/a9fe1f42-0002-4000-8000-0000a9fe1f41 <<'JSON'
{"local": {"auth": "psk", "connection": "a9fe1f42-0001-4000-8000-0000a9fe1f41", "description": "vpn-0a41c7e95d2b8f603-1", "enabled": "1", "id": "192.0.2.77", "round": "0"}}
JSON
post ipsec/connections/setRemote/a9fe1f42-0003-4000-8000-0000a9fe1f41 <<'JSON'
{"remote": {"auth": "psk", "connection": "a9fe1f42-0001-4000-8000-0000a9fe1f41", "description": "vpn-0a41c7e95d2b8f603-1", "enabled": "1", "id": "203.0.113.21", "round": "0"}}
JSON
post ipsec/connections/setChild/a9fe1f42-0004-4000-8000-0000a9fe1f41 <<'JSON'
{"child": {"close_action": "start", "connection": "a9fe1f42-0001-4000-8000-0000a9fe1f41", "description": "vpn-0a41c7e95d2b8f603-1", "dpd_action": "start", "enabled": "1", "esp_proposals": "aes256gcm16-ecp521", "local_ts": "0.0.0.0/0", "mode": "tunnel", "policies": "0", "rekey_time": "3240", "remote_ts": "0.0.0.0/0", "reqid": "100", "start_action": "start"}}
JSON
post ipsec/vti/set/a9fe1f42-0005-4000-8000-0000a9fe1f41 <<'JSON'
{"vti": {"description": "vpn-0a41c7e95d2b8f603-1", "enabled": "1", "local": "192.0.2.77", "remote": "203.0.113.21", "reqid": "100", "tunnel_local": "169.254.31.66", "tunnel_remote": "169.254.31.65"}}
JSON

# Tunnel 2: AWS endpoint 203.0.113.28
post ipsec/pre_shared_keys/setItem/a9fe1f86-0006-4000-8000-0000a9fe1f85 <<'JSON'
{"preSharedKey": {"Key": "RRNdMNAdpcL7itBjKhMuL5UmgNMR", "description": "vpn-0a41c7e95d2b8f603-2", "ident": "192.0.2.77", "keyType": "PSK", "remote_ident": "203.0.113.28"}}
JSON
post ipsec/connections/setConnection/a9fe1f86-0001-4000-8000-0000a9fe1f85 <<'JSON'
{"connection": {"aggressive": "0", "description": "vpn-0a41c7e95d2b8f603-2", "dpd_delay": "10", "dpd_timeout": "30", "enabled": "1", "encap": "0", "keyingtries": "0", "local_addrs": "192.0.2.77", "mobike": "0", "over_time": "2880", "proposals": "aes256gcm16-sha512-ecp521", "rekey_time": "25920", "remote_addrs": "203.0.113.28", "unique": "replace", "version": "2"}}
JSON
post ipsec/connections/setLocal/a9fe1f86-0002-4000-8000-0000a9fe1f85 <<'JSON'
{"local": {"auth": "psk", "connection": "a9fe1f86-0001-4000-8000-0000a9fe1f85", "description": "vpn-0a41c7e95d2b8f603-2", "enabled": "1", "id": "192.0.2.77", "round": "0"}}
JSON
post ipsec/connections/setRemote/a9fe1f86-0003-4000-8000-0000a9fe1f85 <<'JSON'
{"remote": {"auth": "psk", "connection": "a9fe1f86-0001-4000-8000-0000a9fe1f85", "description": "vpn-0a41c7e95d2b8f603-2", "enabled": "1", "id": "203.0.113.28", "round": "0"}}
JSON
post ipsec/connections/setChild/a9fe1f86-0004-4000-8000-0000a9fe1f85 <<'JSON'
{"child": {"close_action": "start", "connection": "a9fe1f86-0001-4000-8000-0000a9fe1f85", "description": "vpn-0a41c7e95d2b8f603-2", "dpd_action": "start", "enabled": "1", "esp_proposals": "aes256gcm16-ecp521", "local_ts": "0.0.0.0/0", "mode": "tunnel", "policies": "0", "rekey_time": "3240", "remote_ts": "0.0.0.0/0", "reqid": "101", "start_action": "start"}}
JSON
post ipsec/vti/set/a9fe1f86-0005-4000-8000-0000a9fe1f85 <<'JSON'
{"vti": {"description": "vpn-0a41c7e95d2b8f603-2", "enabled": "1", "local": "192.0.2.77", "remote": "203.0.113.28", "reqid": "101", "tunnel_local": "169.254.31.134", "tunnel_remote": "169.254.31.133"}}
JSON

post ipsec/connections/toggle/1 </dev/null
post ipsec/service/reconfigure </dev/null

# Firewall
post firewall/filter/setRule/a9fe1f42-0008-4000-8000-0000a9fe1f41 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0a41c7e95d2b8f603-1", "destination_net": "wanip", "destination_port": "500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.21"}}
JSON
post firewall/filter/setRule/a9fe1f42-0009-4000-8000-0000a9fe1f41 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0a41c7e95d2b8f603-1", "destination_net": "wanip", "destination_port": "4500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.21"}}
JSON
post firewall/filter/setRule/a9fe1f42-000a-4000-8000-0000a9fe1f41 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0a41c7e95d2b8f603-1", "destination_net": "wanip", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "ESP", "source_net": "203.0.113.21"}}
JSON
post firewall/filter/setRule/a9fe1f42-000b-4000-8000-0000a9fe1f41 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0a41c7e95d2b8f603-1", "destination_net": "169.254.31.66", "destination_port": "179", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet", "protocol": "TCP", "source_net": "169.254.31.65"}}
JSON
post firewall/filter/setRule/a9fe1f42-000c-4000-8000-0000a9fe1f41 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0a41c7e95d2b8f603-1", "destination_net": "169.254.31.66", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet", "protocol": "ICMP", "source_net": "169.254.31.65"}}
JSON
post firewall/filter/setRule/a9fe1f86-0008-4000-8000-0000a9fe1f85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0a41c7e95d2b8f603-2", "destination_net": "wanip", "destination_port": "500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.28"}}
JSON
post firewall/filter/setRule/a9fe1f86-0009-4000-8000-0000a9fe1f85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0a41c7e95d2b8f603-2", "destination_net": "wanip", "destination_port": "4500", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "UDP", "source_net": "203.0.113.28"}}
JSON
post firewall/filter/setRule/a9fe1f86-000a-4000-8000-0000a9fe1f85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0a41c7e95d2b8f603-2", "destination_net": "wanip", "direction": "in", "enabled": "1", "interface": "wan", "ipprotocol": "inet", "protocol": "ESP", "source_net": "203.0.113.28"}}
JSON
post firewall/filter/setRule/a9fe1f86-000b-4000-8000-0000a9fe1f85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0a41c7e95d2b8f603-2", "destination_net": "169.254.31.134", "destination_port": "179", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet", "protocol": "TCP", "source_net": "169.254.31.133"}}
JSON
post firewall/filter/setRule/a9fe1f86-000c-4000-8000-0000a9fe1f85 <<'JSON'
{"rule": {"action": "pass", "description": "vpn-0a41c7e95d2b8f603-2", "destination_net": "169.254.31.134", "direction": "in", "enabled": "1", "interface": "enc0", "ipprotocol": "inet", "protocol": "ICMP", "source_net": "169.254.31.133"}}
JSON
post firewall/filter/apply </dev/null

# BGP
post quagga/bgp/setPrefixlist/a9fe1f42-0101-4000-8000-0000a9fe1f41 <<'JSON'
{"prefixlist": {"action": "deny", "description": "vpn-0a41c7e95d2b8f603", "enabled": "1", "name": "vpn-0a41c7e95d2b8f603-out", "network": "any", "seqnumber": "10", "version": "IPv4"}}
JSON
post quagga/bgp/setPrefixlist/a9fe1f42-0201-4000-8000-0000a9fe1f41 <<'JSON'
{"prefixlist": {"action": "permit", "description": "vpn-0a41c7e95d2b8f603", "enabled": "1", "name": "vpn-0a41c7e95d2b8f603-in", "network": "any", "seqnumber": "10", "version": "IPv4"}}
JSON
post quagga/bgp/setRoutemap/a9fe1f42-0300-4000-8000-0000a9fe1f41 <<'JSON'
{"routemap": {"action": "permit", "description": "vpn-0a41c7e95d2b8f603", "enabled": "1", "id": "10", "name": "vpn-0a41c7e95d2b8f603-standby", "set": "as-path prepend 65040 65040"}}
JSON
post quagga/bgp/setRoutemap/a9fe1f42-0301-4000-8000-0000a9fe1f41 <<'JSON'
{"routemap": {"action": "permit", "description": "vpn-0a41c7e95d2b8f603", "enabled": "1", "id": "10", "name": "vpn-0a41c7e95d2b8f603-active"}}
JSON
post quagga/bgp/setNeighbor/a9fe1f42-0007-4000-8000-0000a9fe1f41 <<'JSON'
{"neighbor": {"address": "169.254.31.65", "description": "vpn-0a41c7e95d2b8f603-1", "enabled": "1", "holddown": "30", "keepalive": "10", "linkedPrefixlistIn": "a9fe1f42-0201-4000-8000-0000a9fe1f41", "linkedPrefixlistOut": "a9fe1f42-0101-4000-8000-0000a9fe1f41", "linkedRoutemapOut": "a9fe1f42-0300-4000-8000-0000a9fe1f41", "remoteas": "64512", "weight": "0"}}
JSON
post quagga/bgp/setNeighbor/a9fe1f86-0007-4000-8000-0000a9fe1f85 <<'JSON'
{"neighbor": {"address": "169.254.31.133", "description": "vpn-0a41c7e95d2b8f603-2", "enabled": "1", "holddown": "30", "keepalive": "10", "linkedPrefixlistIn": "a9fe1f42-0201-4000-8000-0000a9fe1f41", "linkedPrefixlistOut": "a9fe1f42-0101-4000-8000-0000a9fe1f41", "linkedRoutemapOut": "a9fe1f42-0301-4000-8000-0000a9fe1f41", "remoteas": "64512", "weight": "100"}}
JSON
post quagga/bgp/set <<'JSON'
{"bgp": {"asnumber": "65040", "enabled": "1", "logneighborchanges": "1", "routerid": "192.168.0.1"}}
JSON
post quagga/general/set <<'JSON'
{"general": {"enabled": "1"}}
JSON
post quagga/service/reconfigure </dev/null
