#!/bin/sh
# SPDX-License-Identifier: ISC
# Ignore lists mean what they mean to git: trees with lists, and the files
# that git check-ignore leaves are those that are read.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
case $CGWGEN in /*) ;; *) CGWGEN=$PWD/$CGWGEN ;; esac
command -v git >/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM
failed=0 count=0

# Every file is a broken descriptor: one finding for each that is read.
mkdir "$work/tree" && cd "$work/tree" || exit 1
git init -q . || exit 77
mkdir -p a/a a/b/c b/a 'c d' foo/bar/baz '[x]' x.d/a build/a || exit 1
find . -name .git -prune -o -type d -print >"$work/directories"
while IFS= read -r directory; do
	for file in a b ab abc a.xml foo bar baz x y1 y2 '#' '!a' 'a b' 'a*' \
		'a\b' '[' '[a]' ']' - 'trail ' Z _ ^; do
		[ -d "$directory/$file" ] ||
			echo '<vpn_connection' >"$directory/$file"
	done
done <"$work/directories"
find . -name .git -prune -o -type f -print | sed 's,^\./,,' |
	LC_ALL=C sort >"$work/all"

judge() {
	count=$((count + 1))
	find . -name .git -prune -o -name .cgwgenignore -print |
		while IFS= read -r list; do
			cp "$list" "${list%.cgwgenignore}.gitignore"
		done
	git check-ignore --no-index --stdin -z -v -n <"$work/all.z" |
		tr '\n\000' '\001\n' | paste -d '\t' - - - - |
		awk -F '\t' '$3 == "" || $3 ~ /^!/ { print $4 }' |
		LC_ALL=C sort >"$work/left"
	find . -name .git -prune -o -name .gitignore -exec rm {} +
	"$CGWGEN" lint -q . 2>&1 |
		sed -n 's,^\./\(.*\):[0-9]*:[0-9]*: error: .*,\1,p' |
		LC_ALL=C sort >"$work/read"
	if ! diff "$work/left" "$work/read" >"$work/difference"; then
		echo "$1: git leaves < > is read"
		cat "$work/difference"
		failed=1
	fi
}
tr '\n' '\000' <"$work/all" >"$work/all.z"

# Lines of one list, "|" between them.
while IFS= read -r lines; do
	printf '%s\n' "$lines" | tr '|' '\n' >.cgwgenignore
	judge "$lines"
done <<'END'

a
/a
a/
/a/
a/a
a/b/
*/a
a/*
**/a
a/**
a/**/c
a/**/b
**/b/**
**/foo/bar
foo/**/baz
**/**/a
*
/*
/*/
*/
**
/**
**/
*|!a
*|!*/
*|!*/|!*.xml
/*|!/a
/*|!/a/|/a/*|!/a/b
*.xml
*.xml|!a.xml
!a.xml|*.xml
a.*
?
??
?/a
[ab]
[!ab]
[^ab]
[a-c]
[a-c]*
[!a-z]
y[0-9]
y[[:digit:]]
[[:upper:]]
[[:punct:]]
[[:alpha:]]*
[[:nothing:]]
[]]
[]-a]
[!]a]
[\]]
\[
[[]
[
[a
a[
\[a\]
[x]
\[x\]
[x\]]/a
\#
#
\!a
!!a
\a
a\*
a\\b
a\b
a\
\
a b
c\ d
c d/
trail
trail |
trail\ 
trail\  
 a
a 	
foo/
foo/bar/
foo/*/baz
foo/bar/*
/foo/bar
bar/baz
./a
a//b
//a
/
//
!
!/
a/|!a/b
a/*|!a/b|!a/b/
a/b/*|!a/b/c
x.d
x.?
x*/a
*d/a
*/b/c/*
a/*/c
a*c
a**c
*a*b*c*
**a
a**
a/b**
***
***/a
a/***/c
a?b
a[/]b
a/[bc]/c
a/[!c]/*
build|!build/a
build/*|!build/a
/build/|foo
[a-]
[-a]
[--0]
[^-_]
_|Z|^
a.xml
END
rm -f .cgwgenignore

# A list of a deeper directory goes before those above.
while IFS= read -r lines; do
	printf '%s\n' "${lines%%@*}" | tr '|' '\n' >.cgwgenignore
	printf '%s\n' "${lines#*@}" | tr '|' '\n' >a/.cgwgenignore
	printf '!c\n' >a/b/.cgwgenignore
	judge "$lines"
done <<'END'
*.xml@!a.xml
*@!*
a/*@!b
@/b
@b
@b/c
@/b/c/
@**/c
@*/c/a
@a/b
!*@*
a@!a
b/@!b/
END
rm -f .cgwgenignore a/.cgwgenignore a/b/.cgwgenignore

# Ends of lines, a byte order mark, no end of the last line.
printf 'a\r\n!b\r\n*.xml \r\n' >.cgwgenignore
judge 'lines that end with CR LF'
printf '\357\273\277a\n' >.cgwgenignore
judge 'byte order mark'
printf 'a\n\nfoo' >.cgwgenignore
judge 'no newline at the end'
printf 'a\r\rb\n' >.cgwgenignore
judge 'CR within a line'

[ $count -ge 130 ] || { echo "only $count trees"; failed=1; }
exit $failed
