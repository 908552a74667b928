#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: removal from OPNsense by its API
# OPNSENSE=https://192.168.1.1 NETRC=file sh FILE
set -eu
: "${OPNSENSE:?the firewall, https://...}" "${NETRC:?the file with key and secret}"

# post PATH: what is gone already is well
post() {
    # shellcheck disable=SC2086
    answer=$(curl -sS --fail ${CURL_OPTIONS:-} --netrc-file "$NETRC" -H 'Content-Type: application/json' --data-binary @- "$OPNSENSE/api/$1" </dev/null)
    case $answer in
        *'"deleted"'* | *'"not found"'* | *'"ok"'* | *'"OK'*) ;;
        *) echo "$1: $answer" >&2; exit 1 ;;
    esac
}

post quagga/bgp/delNeighbor/a9fe1f42-0007-4000-8000-0000a9fe1f41
post quagga/bgp/delNeighbor/a9fe1f86-0007-4000-8000-0000a9fe1f85
post quagga/bgp/delRoutemap/a9fe1f42-0300-4000-8000-0000a9fe1f41
post quagga/bgp/delRoutemap/a9fe1f42-0301-4000-8000-0000a9fe1f41
post quagga/bgp/delPrefixlist/a9fe1f42-0201-4000-8000-0000a9fe1f41
post quagga/bgp/delPrefixlist/a9fe1f42-0101-4000-8000-0000a9fe1f41
post quagga/service/reconfigure
post firewall/filter/delRule/a9fe1f42-0008-4000-8000-0000a9fe1f41
post firewall/filter/delRule/a9fe1f42-0009-4000-8000-0000a9fe1f41
post firewall/filter/delRule/a9fe1f42-000a-4000-8000-0000a9fe1f41
post firewall/filter/delRule/a9fe1f42-000b-4000-8000-0000a9fe1f41
post firewall/filter/delRule/a9fe1f42-000c-4000-8000-0000a9fe1f41
post firewall/filter/delRule/a9fe1f86-0008-4000-8000-0000a9fe1f85
post firewall/filter/delRule/a9fe1f86-0009-4000-8000-0000a9fe1f85
post firewall/filter/delRule/a9fe1f86-000a-4000-8000-0000a9fe1f85
post firewall/filter/delRule/a9fe1f86-000b-4000-8000-0000a9fe1f85
post firewall/filter/delRule/a9fe1f86-000c-4000-8000-0000a9fe1f85
post firewall/filter/apply
post ipsec/vti/del/a9fe1f42-0005-4000-8000-0000a9fe1f41
post ipsec/connections/delChild/a9fe1f42-0004-4000-8000-0000a9fe1f41
post ipsec/connections/delRemote/a9fe1f42-0003-4000-8000-0000a9fe1f41
post ipsec/connections/delLocal/a9fe1f42-0002-4000-8000-0000a9fe1f41
post ipsec/connections/delConnection/a9fe1f42-0001-4000-8000-0000a9fe1f41
post ipsec/pre_shared_keys/delItem/a9fe1f42-0006-4000-8000-0000a9fe1f41
post ipsec/vti/del/a9fe1f86-0005-4000-8000-0000a9fe1f85
post ipsec/connections/delChild/a9fe1f86-0004-4000-8000-0000a9fe1f85
post ipsec/connections/delRemote/a9fe1f86-0003-4000-8000-0000a9fe1f85
post ipsec/connections/delLocal/a9fe1f86-0002-4000-8000-0000a9fe1f85
post ipsec/connections/delConnection/a9fe1f86-0001-4000-8000-0000a9fe1f85
post ipsec/pre_shared_keys/delItem/a9fe1f86-0006-4000-8000-0000a9fe1f85
post ipsec/service/reconfigure
