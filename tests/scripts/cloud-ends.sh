#!/bin/sh
# SPDX-License-Identifier: ISC
# The scripts of the cloud ends run against stand-ins for gcloud, az and oci,
# which write down their arguments: no key is ever among these, everything is
# made before its use, and a script that is told of another gateway than AWS
# expects stops before it makes anything.  JSON is parsed by Python, HCL by
# terraform where it is at hand.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
command -v /usr/bin/python3 >/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
mkdir "$work/bin"

# What they answer is in files; what they were called with goes to calls, what
# they read to read.
cat >"$work/bin/gcloud" <<'END'
#!/bin/sh
echo "gcloud $*" >>"$WORK/calls"
case "$*" in
*vpn-gateways\ describe*) cat "$WORK/address" ;;
*routers\ describe*) cat "$WORK/asn" ;;
*--flags-file=/dev/stdin*) cat >>"$WORK/read" ;;
esac
END
cat >"$work/bin/az" <<'END'
#!/bin/sh
echo "az $*" >>"$WORK/calls"
case "$*" in
*bgpSettings.asn*) cat "$WORK/asn" ;;
*tunnelIpAddresses*) cat "$WORK/address" ;;
*customBgpIpAddresses*) cat "$WORK/bgp" ;;
*--parameters\ @*) cat "$(echo "$*" | sed 's/.*--parameters @//; s/ .*//')" >>"$WORK/read" ;;
esac
END
cat >"$work/bin/oci" <<'END'
#!/bin/sh
echo "oci $*" >>"$WORK/calls"
case "$*" in
*--tunnel-configuration\ file://*) cat "$(echo "$*" | sed 's|.*file://||; s/ .*//')" >>"$WORK/read" ;;
esac
case "$*" in
*cpe\ create* | *cpe\ list*) echo ocid1.cpe.oc1.iad.example ;;
*ip-sec-connection\ create* | *ip-sec-connection\ list*) echo ocid1.ipsecconnection.oc1.iad.example ;;
*ip-sec-tunnel\ list*vpn-ip*) cat "$WORK/address" ;;
*ip-sec-tunnel\ list*asn*) cat "$WORK/asn" ;;
esac
END
chmod +x "$work"/bin/*
WORK=$work
PATH=$work/bin:$PATH
export WORK PATH

# fail WHAT
fail() {
	echo "$1"
	[ ! -f "$work/said" ] || cat "$work/said"
	failed=1
}

# render DEVICE DESCRIPTOR OPTIONS...: into out, and what takes it off again into off
render() {
	device=$1 source=$2
	shift 2
	rm -rf "$work/out" "$work/off"
	# Slots are for devices that count their connections.
	sed '/^ *parameters:$/d; /^ *slot:/d' "$source" >"$work/descriptor.yaml"
	chmod 600 "$work/descriptor.yaml"
	for way in out off; do
		remove=
		[ $way = out ] || remove=--remove
		# shellcheck disable=SC2086 # nothing, or an option
		"$CGWGEN" render -q -d "$device" -o "$work/$way/" $remove "$@" \
			--params "tests/devices/$device/params.yaml" "$work/descriptor.yaml" \
			>"$work/said" 2>&1 || fail "$device $way $*"
	done
	keys=$(sed -n 's/.*pre_shared_key: //p' "$source")
	for file in "$work"/out/*.sh "$work"/off/*.sh; do
		sh -n "$file" >"$work/said" 2>&1 || fail "$file"
		! command -v shellcheck >/dev/null ||
			shellcheck -s sh "$file" >"$work/said" 2>&1 || fail "$file"
	done
	for file in "$work"/out/*.json; do
		[ ! -e "$file" ] || /usr/bin/python3 -m json.tool "$file" >"$work/said" 2>&1 || fail "$file"
	done
	! command -v terraform >/dev/null || terraform fmt -check "$work/out" >"$work/said" 2>&1 ||
		fail "$device: terraform finds it badly formatted"
}

# run SCRIPT: with what the stand-ins write down of it
run() {
	: >"$work/calls"
	: >"$work/read"
	sh "$1" >"$work/said" 2>&1
}

# no_key_shown DEVICE
no_key_shown() {
	for key in $keys; do
		! grep -qF "$key" "$work/calls" "$work/said" || fail "$1: a key is an argument"
	done
}

# order DEVICE FIRST SECOND: FIRST is called before SECOND
order() {
	first=$(grep -n -m 1 -e "$2" "$work/calls" | cut -d: -f1)
	second=$(grep -n -m 1 -e "$3" "$work/calls" | cut -d: -f1)
	if [ -z "$first" ] || [ "${second:-0}" -le "$first" ]; then
		cat "$work/calls"
		fail "$1: not first $2 and then $3"
	fi
}

# refuses DEVICE WHAT: the scripts stop before they make anything
refuses() {
	for script in "$work"/out/*.sh; do
		! run "$script" || fail "$1: goes on with $2"
		! grep -q ' create ' "$work/calls" || fail "$1: makes something with $2"
	done
}

answers() {
	echo "$1" >"$work/address"
	echo "$2" >"$work/asn"
}

render gcp-ha-vpn tests/devices/bgp.yaml
answers 192.0.2.77 65040
for script in "$work"/out/*.sh; do
	run "$script" || fail gcp-ha-vpn
	[ "$(grep -c -e '^--shared-secret: "[A-Za-z0-9._]*"$' "$work/read")" -eq 2 ] || fail 'gcp-ha-vpn: not two keys read'
	order gcp-ha-vpn 'external-vpn-gateways create' 'vpn-tunnels create'
	order gcp-ha-vpn 'vpn-tunnels create' 'routers add-interface'
	order gcp-ha-vpn 'routers add-interface' 'routers add-bgp-peer'
	no_key_shown gcp-ha-vpn
done
for script in "$work"/off/*.sh; do
	run "$script" || fail 'gcp-ha-vpn, taken off'
	order gcp-ha-vpn 'remove-bgp-peer' 'remove-interface'
	order gcp-ha-vpn 'remove-interface' 'vpn-tunnels delete'
	order gcp-ha-vpn 'vpn-tunnels delete' 'external-vpn-gateways delete'
done
# Not in the file that may be shared.
for key in $keys; do
	! grep -qF "$key" "$work"/out/*.tf || fail 'gcp-ha-vpn: a key in the .tf file'
	grep -qF "$key" "$work"/out/*.tfvars || fail 'gcp-ha-vpn: a key is missing'
done
answers 192.0.2.78 65040
refuses gcp-ha-vpn 'another address'
answers 192.0.2.77 65041
refuses gcp-ha-vpn 'another ASN'

render azure-vpn-gateway tests/devices/azure-vpn-gateway/bgp.yaml
answers 192.0.2.77 65040
printf '169.254.%s\n' 21.2 22.2 21.6 22.6 21.10 22.10 >"$work/bgp"
for script in "$work"/out/*.sh; do
	run "$script" || fail azure-vpn-gateway
	[ "$(grep -c '"key[12]"' "$work/read")" -eq 2 ] || fail 'azure-vpn-gateway: not two keys read'
	no_key_shown azure-vpn-gateway
done
for key in $keys; do
	! grep -qF "$key" "$work"/out/*.bicep || fail 'azure-vpn-gateway: a key in the Bicep file'
done
for script in "$work"/off/*.sh; do
	run "$script" || fail 'azure-vpn-gateway, taken off'
	order azure-vpn-gateway 'vpn-connection delete' 'local-gateway delete'
done
answers 192.0.2.78 65040
refuses azure-vpn-gateway 'another address'
answers 192.0.2.77 65041
refuses azure-vpn-gateway 'another ASN'
answers 192.0.2.77 65040
echo 169.254.21.200 >"$work/bgp"
refuses azure-vpn-gateway 'BGP addresses that the gateway does not have'
render azure-vpn-gateway tests/devices/bgp.yaml
refuses azure-vpn-gateway 'inside addresses that Azure does not take'
[ "$(cat "$work"/out/*.bicep | grep -c '^// Not usable: 169.254')" -eq 12 ] ||
	fail 'azure-vpn-gateway: the Bicep file does not say that it is not usable'

for routing in bgp static; do
	render oracle-cloud "tests/devices/oracle-cloud/$routing.yaml"
	answers "$(sed -n 's/.*ip_address: //p' "$source")" 31898
	for script in "$work"/out/*.sh; do
		run "$script" || fail oracle-cloud
		[ ! -s "$work/said" ] || fail 'oracle-cloud: complains without a reason'
		[ "$(grep -c '"sharedSecret": "[A-Za-z0-9]*"' "$work/read")" -eq 1 ] || fail 'oracle-cloud: not one key read'
		order oracle-cloud 'cpe create' 'ip-sec-connection create'
		no_key_shown oracle-cloud
	done
	for key in $keys; do
		! grep -qF "$key" "$work"/out/*.tf "$work"/out/*.sh || fail 'oracle-cloud: a key in a file that may be shared'
	done
	for script in "$work"/off/*.sh; do
		run "$script" || fail 'oracle-cloud, taken off'
		order oracle-cloud 'ip-sec-connection delete' 'cpe delete'
	done
	answers 192.0.2.200 65000
	for script in "$work"/out/*.sh; do
		run "$script" || fail oracle-cloud
		grep -q 'create-customer-gateway .*--ip-address 192.0.2.200 ' "$work/said" ||
			fail 'oracle-cloud: does not say which customer gateway AWS needs'
	done
done
sed 's/169.254.31.64/169.254.100.64/' tests/devices/oracle-cloud/bgp.yaml >"$work/other.yaml"
chmod 600 "$work/other.yaml"
render oracle-cloud "$work/other.yaml"
for script in "$work"/out/vpn-0a*.sh; do
	! run "$script" || fail 'oracle-cloud: goes on with an inside address that Oracle does not take'
	[ ! -s "$work/calls" ] || fail 'oracle-cloud: makes something with such an address'
done
exit $failed
