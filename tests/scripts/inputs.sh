#!/bin/sh
# SPDX-License-Identifier: ISC
# Directories that a case cannot make: of many files, unreadable ones, files
# that vanish meanwhile, and this project's own tree.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
case $CGWGEN in /*) ;; *) CGWGEN=$PWD/$CGWGEN ;; esac
top=$PWD
work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
failed=0
limit=
command -v timeout >/dev/null && limit='timeout 60'

complain() {
	echo "$*"
	failed=1
}

# expect WHAT STATUS GOT TEXT...: the status, and lines that "output" has.
expect() {
	what=$1
	[ "$2" = "$3" ] || complain "$what: exit status $3, not $2"
	shift 3
	for line in "$@"; do
		grep -qxF "$line" "$work/output" || {
			complain "$what: no line '$line'"
			tail -n 5 "$work/output"
		}
	done
}

# ---- the project itself --------------------------------------------

# What is built and what is no part of it is passed over like a user would,
# and so are the descriptors of tests, which are broken on purpose or describe
# the same connection in many ways.
mkdir "$work/self"
(cd "$top" && tar cf - --exclude=./build --exclude=./.git \
	--exclude=./tests/cases --exclude=./tests/descriptor \
	--exclude=./tests/rules/base --exclude=./tests/examples \
	--exclude=./tests/devices --exclude=./tests/lab \
	--exclude='./examples/*.yaml' .) |
	(cd "$work/self" && tar xf -)
descriptors=$(grep -rlE '^ *<vpn_connection[ >]' "$work/self" --include='*.xml' |
	wc -l)
files=$(find "$work/self" -type f -not -path '*/.*/*' | wc -l)
$limit "$CGWGEN" lint "$work/self" >"$work/output" 2>&1
expect 'own tree' 0 $? "read $descriptors files of $files below $work/self"

# ---- 5,000 files ---------------------------------------------------

mkdir "$work/many"
i=0
while [ $i -lt 50 ]; do
	mkdir "$work/many/$i"
	j=0
	while [ $j -lt 50 ]; do
		echo '<vpn_connection' >"$work/many/$i/$j.xml"
		echo "{\"vpn_connection\": $j}" >"$work/many/$i/$j.json"
		j=$((j + 1))
	done
	i=$((i + 1))
done
$limit "$CGWGEN" lint "$work/many" >"$work/output" 2>&1
expect 'many files' 2 $? "read 2500 files of 5000 below $work/many" \
	'2500 errors, 0 warnings, 0 notes'

# ---- files that vanish ---------------------------------------------

# The tree is walked before the pipe is read; what is gone then is nothing,
# unless it was XML by its name.
mkdir "$work/gone"
echo '<vpn_connection' >"$work/gone/a.xml"
echo '{}' >"$work/gone/b.json"
echo '<vpn_connection' >"$work/gone/c.xml"
mkfifo "$work/pipe"
(exec 3>"$work/pipe"
rm "$work/gone/b.json" "$work/gone/c.xml"
echo '{}' >&3) &
$limit "$CGWGEN" lint "$work/pipe" "$work/gone" >"$work/output" 2>&1
expect 'vanished files' 2 $? "read 1 file of 2 below $work/gone" \
	"cgwgen: error: $work/gone/c.xml: was changed while the run went on [CGW001 input-unreadable]" \
	'3 errors, 0 warnings, 0 notes'
# What waits and vanishes then was a descriptor that nobody checked.
echo '<vpn_connection' >"$work/gone/c.xml"
printf '<vpn_connection%20000s' ' ' >"$work/gone/a.xml"
printf '<vpn_connection%2000s' ' ' >"$work/gone/small.xml"
(exec 3>"$work/pipe"
rm "$work/gone/a.xml" "$work/gone/small.xml"
ln -s /etc/passwd "$work/gone/a.xml"
echo '{}' >&3) &
$limit "$CGWGEN" lint "$work/gone" "$work/pipe" >"$work/output" 2>&1
expect 'replaced file' 2 $? \
	"cgwgen: error: $work/gone/a.xml: was changed while the run went on [CGW001 input-unreadable]" \
	"cgwgen: error: $work/gone/small.xml: was changed while the run went on [CGW001 input-unreadable]" \
	"read 2 files of 3 below $work/gone" '4 errors, 0 warnings, 0 notes'
wait
rm "$work/pipe"

# ---- unreadable files ----------------------------------------------

mkdir -p "$work/closed/dir" "$work/closed/list" "$work/closed/open"
for file in dir/a.xml list/b.xml open/c.xml file.xml; do
	echo '<vpn_connection' >"$work/closed/$file"
done
echo c.xml >"$work/closed/open/.cgwgenignore"
chmod 000 "$work/closed/dir" "$work/closed/file.xml" \
	"$work/closed/open/.cgwgenignore"
chmod 444 "$work/closed/list"
run=
if [ "$(id -u)" -eq 0 ]; then
	command -v setpriv >/dev/null || { echo 'no setpriv'; exit 77; }
	run='setpriv --reuid=65534 --regid=65534 --clear-groups'
	cp "$CGWGEN" "$work/cgwgen"
	CGWGEN=$work/cgwgen
fi
cd "$work" || exit 1
# shellcheck disable=SC2086
$run $limit "$CGWGEN" lint closed >"$work/output" 2>&1
expect 'unreadable files' 2 $? \
	'cgwgen: error: closed/dir: Permission denied [CGW001 input-unreadable]' \
	'cgwgen: error: closed/list/b.xml: Permission denied [CGW001 input-unreadable]' \
	'cgwgen: error: closed/file.xml: Permission denied [CGW001 input-unreadable]' \
	'cgwgen: error: closed/open/.cgwgenignore: Permission denied [CGW001 input-unreadable]' \
	'read 1 file of 2 below closed' '5 errors, 0 warnings, 0 notes'
exit $failed
