#!/bin/sh
# SPDX-License-Identifier: ISC
# The rule tables are complete: every rule that lint can report fires in a
# case, every id in a table exists, and no two cases have one name.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

"$CGWGEN" explain | awk '/^CGW[0-9]+ / { print $1 }' | sort >"$work/ids"
if [ "$(wc -l <"$work/ids")" -lt 50 ]; then
	echo "'$CGWGEN explain' lists too few rules"
	exit 1
fi
awk '$1 == "find" { print $4 }' tests/rules/*.rules | sort -u >"$work/found"
awk '$1 == "gone" { print $3 }' tests/rules/*.rules | sort -u >"$work/gone"

grep -E '^CGW(00[3-8]|[1-5][0-9][0-9]|7(37|[4-8][0-9])|8(5[1-9]|[67][0-9]|83))$' "$work/ids" >"$work/needed"
comm -23 "$work/needed" "$work/found" >"$work/missing"
while read -r id; do
	echo "$id fires in no case of tests/rules"
	failed=1
done <"$work/missing"

# What lint cannot report about data files, policies and templates fires in a
# whole command of tests/cases.
grep -E '^CGW(01[1-46-9]|02[0-2]|03[0-9]|7([0-2][0-9]|3[0-689]|9[0-9])|8[58]0|882|99[5-9])$' "$work/ids" \
	>"$work/needed"
cat tests/cases/*/stdout tests/cases/*/stderr 2>/dev/null |
	sed -n 's/.*\[\(CGW[0-9]*\) [a-z-]*\]$/\1/p' | sort -u >"$work/printed"
comm -23 "$work/needed" "$work/printed" >"$work/missing"
while read -r id; do
	echo "$id fires in no case of tests/cases"
	failed=1
done <"$work/missing"

sort -u "$work/found" "$work/gone" | comm -13 "$work/ids" - >"$work/unknown"
while read -r id; do
	echo "tests/rules names $id, which is no rule"
	failed=1
done <"$work/unknown"

awk '$1 == "case" { print $2 }' tests/rules/*.rules | sort | uniq -d \
	>"$work/twice"
while read -r name; do
	echo "two cases of tests/rules are called $name"
	failed=1
done <"$work/twice"
exit $failed
