#!/bin/sh
# SPDX-License-Identifier: ISC
# Two runs of lint over many inputs print the same bytes in every format,
# whatever the order in which the directory holds its files.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
base=$PWD/tests/rules/base
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
umask 077
cd "$work" || exit 1
failed=0

# Connections that share networks, gateways and keys, some with errors.
make_tree() { # DIRECTORY NUMBERS...
	mkdir -p "$1"
	tree=$1
	shift
	for number in "$@"; do
		id=$(printf 'vpn-%017x' "$number")
		sed -e "s/id=\"vpn-[0-9a-f]*\"/id=\"$id\"/" \
			-e "s/Tn4/Tn$((number % 7))/" \
			"$base/bgp.xml" >"$tree/$number.xml"
		[ $((number % 5)) -ne 0 ] ||
			sed -i 's|<clear_df_bit>true<|<clear_df_bit>maybe<|' \
				"$tree/$number.xml"
	done
	cp "$base/aws-cli.json" "$base/terraform.json" "$base/native.yaml" "$tree"
	git init -q "$tree" && git -C "$tree" add . || exit 1
}

# shellcheck disable=SC2046
make_tree one $(seq 60)
# shellcheck disable=SC2046
make_tree two $(seq 60 -1 1)

for format in text concise json jsonl sarif junit checkstyle github gitlab; do
	for try in 1 2; do
		"$CGWGEN" lint --format "$format" one >"first.$try" 2>&1
		[ $? -eq 1 ] || { echo "$format: status"; failed=1; }
	done
	[ "$(wc -c <first.1)" -gt 5000 ] || { echo "$format: short"; failed=1; }
	cmp first.1 first.2 || failed=1
	(mv one kept && mv two one && "$CGWGEN" lint --format "$format" one >first.3 2>&1
		mv one two && mv kept one)
	cmp first.1 first.3 || failed=1
done
exit $failed
