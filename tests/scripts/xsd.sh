#!/bin/sh
# SPDX-License-Identifier: ISC
# The XSD and the reader agree: xmllint's verdict on every document of the
# table tests/xsd/documents is ours.  Ours is "valid" when lint reports none
# of CGW003 to CGW008 and CGW101 to CGW107.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
command -v xmllint >/dev/null || exit 77
schema=schemas/customer-gateway-configuration.xsd
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0 count=0

# Each line of the table: the verdict, the base, and a sed -E command.
while read -r verdict base edit; do
	case $verdict in
	'' | '#'*) continue ;;
	esac
	count=$((count + 1))
	file="$work/$count.xml"
	printf '%s\n' "$edit" >"$work/script"
	if ! sed -E -f "$work/script" "tests/rules/base/$base.xml" >"$file"; then
		failed=1
		continue
	fi
	if [ -n "$edit" ] && cmp -s "tests/rules/base/$base.xml" "$file"; then
		echo "edit changes nothing: $base $edit"
		failed=1
	fi
	xmllint --nonet --noout --schema "$schema" "$file" >"$work/log" 2>&1
	case $? in
	0) theirs=valid ;;
	1 | 3) theirs=invalid ;;
	*)	cat "$work/log"
		exit 1 ;;
	esac
	"$CGWGEN" lint --quiet "$file" >"$work/output" 2>&1
	status=$?
	ours=valid
	grep -Eq '\[CGW(00[3-8]|10[1-7]) ' "$work/output" && ours=invalid
	[ $status -le 2 ] || ours="exit status $status"
	if [ "$theirs" != "$verdict" ] || [ "$ours" != "$verdict" ]; then
		echo "$base $edit: should be $verdict;" \
			"xmllint: $theirs, cgwgen: $ours"
		failed=1
	fi
done <tests/xsd/documents
if [ $count -lt 60 ]; then
	echo "only $count documents"
	failed=1
fi
exit $failed
