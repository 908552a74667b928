#!/bin/sh
# SPDX-License-Identifier: ISC
# Hostile data files: template render must end with 2, name a rule, print
# nothing but printable ASCII and no value, and write nothing; or, where
# a mutation leaves good data, render it.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
case $CGWGEN in /*) ;; *) CGWGEN=$PWD/$CGWGEN ;; esac
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0 count=0
limit=
command -v timeout >/dev/null && limit='timeout 30'
printf '{{ names | length }}' >template

complain() {
	echo "$*"
	failed=1
}

# judge WHAT STATUS LEAST: what is wrong with the file "output".
judge() {
	[ "$2" -ge "$3" ] && [ "$2" -le 2 ] && [ "$2" -ne 1 ] ||
		complain "$1: exit status $2"
	[ "$2" -eq 0 ] || grep -q '\[CGW[0-9]* ' output ||
		complain "$1: no finding"
	[ -z "$(LC_ALL=C tr -d '\n -~' <output | head -c 1)" ] ||
		complain "$1: the output holds control characters"
	if grep -q Hidd3n output; then
		complain "$1: a value was printed"
	fi
	[ "$(wc -c <output)" -le 1000000 ] || complain "$1: a flood"
}

# try WHAT FILE [LEAST]: renders with FILE; LEAST is 2 unless it may be good.
try() {
	count=$((count + 1))
	$limit "$CGWGEN" template render --data "$2" template >output 2>&1
	judge "$1" $? "${3:-2}"
}

# text WHAT SUFFIX FORMAT [LEAST]: tries what printf makes of FORMAT.
text() {
	# shellcheck disable=SC2059
	printf "$3" >"file.$2"
	try "$1 ($2)" "file.$2" "${4:-2}"
}

good='{"names": ["Hidd3n", {"k\\u00e9y": "Hidd3n\\ud83d\\ude00", "n": [-1.5e3, true, null]}], "x": "Hidd3n"}'
# shellcheck disable=SC2059
printf "$good" >good.json
try 'good data' good.json 0
[ "$(cat output)" = 2 ] || complain "good data: $(cat output)"

# ---- cut off, and changed in every byte -----------------------------

size=$(wc -c <good.json)
length=0
while [ "$length" -lt "$size" ]; do
	head -c "$length" good.json >file.json
	try "cut off after $length bytes" file.json
	for byte in '"' '{' ']' ',' '\\\\' '\000' '\377' '9'; do
		{
			head -c "$length" good.json
			# shellcheck disable=SC2059
			printf "$byte"
			tail -c "+$((length + 2))" good.json
		} >file.json
		try "byte $length is $byte" file.json 0
	done
	length=$((length + 11))
done

# ---- what is no document ---------------------------------------------

for suffix in json yaml; do
	text 'empty file' $suffix ''
	text 'white space only' $suffix ' \n\n '
	text 'NUL byte' $suffix '{"names": "Hidd3n\000"}'
	text 'invalid UTF-8' $suffix '{"names": "Hidd3n\377"}'
	text 'overlong UTF-8' $suffix '{"names": "Hidd3n\300\257"}'
	text 'surrogate in UTF-8' $suffix '{"names": "Hidd3n\355\240\200"}'
	text 'UTF-16' $suffix '\377\376{\000}\000'
	text 'two documents' $suffix '{"names": "Hidd3n"}\n---\n{}\n'
	text 'equal keys' $suffix '{"Hidden": 1, "names": "Hidd3n", "names": 2}'
	text 'list at the top' $suffix '["Hidd3n"]'
	text 'string at the top' $suffix '"Hidd3n"'
	text 'number of too many bits' $suffix '{"names": 99999999999999999999}'
	text 'escape sequence' $suffix '{"names": "Hidd3n\033[31m"}'
	text 'escape sequence in a key' $suffix '{"\\u001b[31m": 1, "\\u001b[31m": 2}'
	text 'a direction override in a key' $suffix \
		'{"\\u202e": 1, "\\u202e": 2}'
	text 'NUL in a value' $suffix '{"names": "Hidd3n\\u0000"}'
	text 'NUL in a key' $suffix '{"\\u0000": "Hidd3n"}'
done
text 'half a pair' json '{"names": "Hidd3n\\ud800"}'
text 'pair the wrong way round' json '{"names": "\\ude00\\ud83d Hidd3n"}'
text 'comment' json '{"names": "Hidd3n"} // Hidd3n'
text 'trailing comma' json '{"names": "Hidd3n",}'
text 'NaN' json '{"names": NaN}'
text 'infinite number' json '{"names": 1e99999}'
text 'python' json "{'names': 'Hidd3n'}"
text 'tag' yaml 'names: !!python/object/apply:os.system ["Hidd3n"]\n'
text 'local tag' yaml 'names: !Hidden Hidd3n\n'
text 'merge key' yaml 'a: &a {k: Hidd3n}\nnames: {<<: *a}\n'
text 'alias of nothing' yaml 'names: *a\n'
text 'alias in its anchor' yaml 'names: &a [*a]\n'
text 'bomb' yaml 'a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nnames: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n'
text 'octal' yaml 'names: 010\n'
text 'key of two spellings' yaml 'names: {1: Hidd3n, 0x1: b}\n'
mkdir directory.json
try directory directory.json
try 'missing file' "$(printf 'no\033[31m\nfile.json')"

# ---- size --------------------------------------------------------------

repeat() { # TEXT BYTES
	yes "$1" | tr -d '\n' | head -c "$2"
}
many() { # WHAT SUFFIX BEFORE TEXT BYTES AFTER
	{ printf %s "$3" && repeat "$4" "$5" && printf %s "$6"; } >"file.$2"
	try "$1" "file.$2"
}
many 'nested arrays' json '{"names": ' '[' 5000000 ''
many 'nested objects' json '{"names": ' '{"a":' 5000000 ''
many 'many values' json '{"names": [0' ',0' 5000000 ']}'
many 'many strings' json '{"names": [0' ',"Hidd3n"' 5000000 ']}'
many 'many equal keys' json '{"names": 0' ',"k":0' 5000000 '}'
many 'long string' json '{"names": "' Hidd3n 5000000 '"}'
many 'long key' json '{"' hidden 5000000 '": 1}'
many 'many escapes' json '{"names": "' '\u0041' 6000000 '"}'
many 'long number' json '{"names": ' 1 5000000 '}'
many 'many digits of a fraction' json '{"names": 0.' 1 5000000 '}'
many 'unending string' json '{"names": "' 'a\n' 5000000 ''
many 'white space' json '{"names": ' ' ' 5000000 '!'
many 'nested lists' yaml 'names: ' '[' 1000000 ''
many 'many keys that are equal as values' yaml 'names: {1: x' ', 0x1: y' 500000 '}'
# Findings behind a long line are found once.
{ printf '{"x": "' && repeat 'a b' 60000 && printf '",\n' &&
	i=0 && while [ "$i" -lt 300 ]; do
	printf '"k%d": 1, "k%d": "Hidd3n",\n' "$i" "$i"
	i=$((i + 1))
done && printf '"names": 1}'; } >file.json
try 'many pairs of equal keys' file.json

if [ $count -lt 140 ]; then
	complain "only $count inputs"
fi
exit $failed
