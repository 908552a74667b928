#!/bin/sh
# SPDX-License-Identifier: ISC
# Whatever form a connection is given in, every device gets the same bytes:
# AWS's XML, the AWS CLI's JSON and YAML, a state of Terraform, and what
# cgwgen makes of each of them as its own YAML, as JSON and as XML again.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
base=$PWD/tests/rules/base state=$PWD/tests/cases/terraform-state
failed=0 compared=0

complain() {
	echo "$*"
	failed=1
}

# Renders $2... into directory $1 for every device; a device that cannot have
# the connection is left out for all forms alike.
render() {
	into=$1
	mkdir -p "$work/$into"
	shift
	for device in $devices; do
		"$CGWGEN" render --quiet --device "$device" \
			--output "$work/$into/$device/" \
			--params "tests/devices/$device/params.yaml" \
			"$@" 2>>"$work/log"
	done
}

compare() {
	if [ ! -d "$work/$1" ]; then
		complain "$1: no device was rendered for"
	elif ! diff -r $sheets "$work/$1" "$work/$2"; then
		complain "$2 differs from $1"
	else
		compared=$((compared + $(find "$work/$2" -type f | wc -l)))
	fi
}

# Some are for Client VPN endpoints and OpenVPN servers.
devices=$("$CGWGEN" devices list | sed '1d; s/ .*//; /openvpn/d')
# Sheets print what only AWS's XML says, too: these may differ from a state.
sheets=
[ "$(printf '%s\n' "$devices" | wc -l)" -ge 3 ] || complain 'too few devices'

convert() {
	"$CGWGEN" convert --quiet --show-secrets "$@" 2>>"$work/log" ||
		complain "cannot convert: $*"
}

for form in bgp.xml static.xml tgw.xml ipv6.xml aws-cli.json aws-cli.yaml; do
	input=$base/$form
	render "$form" "$input"
	convert --to yaml -o "$work/$form.own.yaml" "$input"
	render "$form.yaml" "$work/$form.own.yaml"
	compare "$form" "$form.yaml"
	convert --to json -o "$work/$form.own.json" "$input"
	render "$form.json" "$work/$form.own.json"
	compare "$form" "$form.json"
	# From one form of our own to the other nothing changes.
	convert --to yaml -o "$work/again.yaml" "$work/$form.own.json"
	cmp "$work/$form.own.yaml" "$work/again.yaml" || failed=1
done
# XML carries no options; without any it is the same there and back.
for form in bgp.xml static.xml tgw.xml ipv6.xml; do
	convert --to xml -o "$work/$form.again" "$work/$form.own.yaml"
	render "$form.xml" "$work/$form.again"
	compare "$form" "$form.xml"
done

# The same connection as XML, and as a state of Terraform.
sheets='--exclude=generic --exclude=generic-json --exclude=sophos-utm'
for pair in show.json:bgp.xml terraform.tfstate:bgp.xml static.json:static.xml; do
	form=${pair%:*}
	render "terraform-$form" "$state/$form"
	compare "${pair#*:}" "terraform-$form"
	convert --to yaml -o "$work/terraform-$form.yaml" "$state/$form"
	render "terraform-$form.own" "$work/terraform-$form.yaml"
	compare "${pair#*:}" "terraform-$form.own"
done

[ "$compared" -ge 100 ] || complain "only $compared files were compared"
# What a device cannot do, or needs to be told, it refuses in all forms alike:
# a directory would be missing otherwise.
if grep ' error: ' "$work/log" | grep -v 'CGW60[4678]\|CGW612'; then
	complain 'refused for another reason'
fi
exit $failed
