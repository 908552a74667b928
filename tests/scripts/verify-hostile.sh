#!/bin/sh
# SPDX-License-Identifier: ISC
# Configurations that no device prints: verify must end with 1 or 2, name a
# rule, print nothing but printable ASCII, and take neither long nor much
# memory.  100 MB of one line, of many, of braces; a million statements that
# are what is looked for but for a value; deep documents; bytes.
set -u
# The sanitizers' memory is another matter.
CGWGEN=$PWD/build/cgwgen
base=$PWD/tests/examples/base.xml
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cp "$base" vpn.xml
failed=0
limit=
command -v timeout >/dev/null && limit='timeout 100'
# Two gigabytes, where that can be said.
bound=
command -v prlimit >/dev/null && bound='prlimit --as=2048000000'

# many TEXT BYTES: TEXT again and again.
many() {
	yes "$1" | head -c "$2"
}

many_joined() {
	yes "$1" | tr -d '\n' | head -c "$2"
}

# try WHAT RULE: of the configuration "config".
try() {
	$bound $limit "$CGWGEN" verify -q -d cisco-iosxe --against vpn.xml \
		--max-input 200M config >output 2>&1
	status=$?
	if [ "$status" -ne 1 ] && [ "$status" -ne 2 ]; then
		echo "$1: exit status $status"
		failed=1
	fi
	if ! grep -q "\[$2 " output; then
		echo "$1: no $2"
		head -c 500 output
		failed=1
	fi
	if [ -n "$(LC_ALL=C tr -d '\n -~' <output | head -c 1)" ]; then
		echo "$1: control characters"
		failed=1
	fi
	if [ "$(wc -c <output)" -gt 1000000 ]; then
		echo "$1: a flood"
		failed=1
	fi
}

big=100000000
{
	printf 'interface Tunnel1\n\000\001\002'
	many 'abc' 1000
} >config
try 'a NUL' CGW950
printf '\001\002\003\004\005\006 ip address\n' >config
try 'control characters' CGW950
many_joined 'x ' $big >config
try 'one line of words' CGW950
many_joined 'x' $big >config
try 'one line of one word' CGW951
many_joined '"' $big >config
try 'quotation marks' CGW951
many_joined '{ ' $big >config
try 'braces' CGW950
many 'a {' $big >config
try 'braces over lines' CGW950
many 'interface Tunnel1 up' $big >config
try 'many lines' CGW950
many 'a \' $big >config
try 'a line that goes on and on' CGW950
many_joined '<a>' 30000000 >config
try 'deep XML' CGW008
many_joined '[' 30000000 >config
printf '{"a":1}' >>config
try 'deep JSON' CGW951
many_joined '[{"a":' 30000000 >config
try 'deep JSON objects' CGW008

# As far as it is known: the values that the base's tunnels have.
address=$(sed -n 's/.*<ip_address>\(169\.254\.[0-9.]*\)<.*/\1/p' vpn.xml |
	head -n 1)
{
	echo 'router bgp 65000'
	many " neighbor $address timers 10 31" 37000000
} >config
try 'a million statements that are alike' CGW950
seq 300000 | sed "s/.*/interface Tunnel&\n ip address $address 255.255.255.252\n ip mtu &/" >config
try 'as many interfaces with the address' CGW950
exit $failed
