#!/bin/sh
# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: removal from OPNsense by its API
# OPNSENSE=https://192.168.1.1 NETRC=file sh FILE [routes]
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

if [ "${1:-}" = routes ]; then
post firewall/filter/delRule/a9fe5a66-8001-4000-8000-0000a9fe5a65
post firewall/filter/delRule/a9fe5a66-8002-4000-8000-0000a9fe5a65
post firewall/filter/apply
post routing/group_settings/del/a9fe5a66-000e-4000-8000-0000a9fe5a65
post routing/group_settings/reconfigure
post routes/routes/delroute/a9fe5a66-0401-4000-8000-0000a9fe5a65
post routes/routes/delroute/a9fe5a66-0402-4000-8000-0000a9fe5a65
post routes/routes/reconfigure
post routing/settings/delGateway/a9fe5a66-000d-4000-8000-0000a9fe5a65
post routing/settings/delGateway/a9fe5a86-000d-4000-8000-0000a9fe5a85
post routing/settings/reconfigure
exit 0
fi

post firewall/filter/delRule/a9fe5a66-0008-4000-8000-0000a9fe5a65
post firewall/filter/delRule/a9fe5a66-0009-4000-8000-0000a9fe5a65
post firewall/filter/delRule/a9fe5a66-000a-4000-8000-0000a9fe5a65
post firewall/filter/delRule/a9fe5a66-000c-4000-8000-0000a9fe5a65
post firewall/filter/delRule/a9fe5a86-0008-4000-8000-0000a9fe5a85
post firewall/filter/delRule/a9fe5a86-0009-4000-8000-0000a9fe5a85
post firewall/filter/delRule/a9fe5a86-000a-4000-8000-0000a9fe5a85
post firewall/filter/delRule/a9fe5a86-000c-4000-8000-0000a9fe5a85
post firewall/filter/apply
post ipsec/vti/del/a9fe5a66-0005-4000-8000-0000a9fe5a65
post ipsec/connections/delChild/a9fe5a66-0004-4000-8000-0000a9fe5a65
post ipsec/connections/delRemote/a9fe5a66-0003-4000-8000-0000a9fe5a65
post ipsec/connections/delLocal/a9fe5a66-0002-4000-8000-0000a9fe5a65
post ipsec/connections/delConnection/a9fe5a66-0001-4000-8000-0000a9fe5a65
post ipsec/pre_shared_keys/delItem/a9fe5a66-0006-4000-8000-0000a9fe5a65
post ipsec/vti/del/a9fe5a86-0005-4000-8000-0000a9fe5a85
post ipsec/connections/delChild/a9fe5a86-0004-4000-8000-0000a9fe5a85
post ipsec/connections/delRemote/a9fe5a86-0003-4000-8000-0000a9fe5a85
post ipsec/connections/delLocal/a9fe5a86-0002-4000-8000-0000a9fe5a85
post ipsec/connections/delConnection/a9fe5a86-0001-4000-8000-0000a9fe5a85
post ipsec/pre_shared_keys/delItem/a9fe5a86-0006-4000-8000-0000a9fe5a85
post ipsec/service/reconfigure
