#!/bin/sh
# SPDX-License-Identifier: ISC
# What `make demo` shows after the build works, and shows no key.
set -eu
log=$(mktemp) keys=$(mktemp)
trap 'rm -f "$log" "$keys"' EXIT
scripts/demo >"$log" 2>&1 </dev/null || { cat "$log"; exit 1; }
grep -q '^interface Tunnel100' "$log"
sed -n 's/.*<pre_shared_key>\([^<]*\)<.*/\1/p' examples/*.xml >"$keys"
[ -s "$keys" ]
! grep -F -f "$keys" "$log"
