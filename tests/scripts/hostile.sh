#!/bin/sh
# SPDX-License-Identifier: ISC
# Hostile inputs: lint, show, diff, convert and render must end with 1 or 2,
# name a rule, print nothing but printable ASCII and no key, and write nothing.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
case $CGWGEN in /*) ;; *) CGWGEN=$PWD/$CGWGEN ;; esac
base=$PWD/tests/rules/base/bgp.xml
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0 count=0
limit=
command -v timeout >/dev/null && limit='timeout 30'

complain() {
	echo "$*"
	failed=1
}

# judge COMMAND WHAT STATUS: what is wrong with the file "output".
judge() {
	[ "$3" -eq 1 ] || [ "$3" -eq 2 ] || complain "$1, $2: exit status $3"
	grep -q '\[CGW[0-9]* ' output || complain "$1, $2: no finding"
	[ -z "$(LC_ALL=C tr -d '\n -~' <output | head -c 1)" ] ||
		complain "$1, $2: the output holds control characters"
	if grep -q -e Tn4k -e PcEf -e yH8 -e AsBi -e Hidd3n output; then
		complain "$1, $2: a key was printed"
	fi
	if grep -q root: output; then
		complain "$1, $2: a file was read"
	fi
	[ "$(wc -c <output)" -le 1000000 ] || complain "$1, $2: a flood"
}

# nothing COMMAND WHAT: no file was written.
nothing() {
	if [ -d out ] && [ -n "$(ls -A out)" ]; then
		complain "$1, $2: wrote a file"
		rm -rf out
	fi
}

# try WHAT FILE: the commands on FILE.
try() {
	count=$((count + 1))
	$limit "$CGWGEN" lint "$2" >output 2>&1
	judge lint "$1" $?
	$limit "$CGWGEN" convert --to yaml --show-secrets -o out/ "$2" \
		>output 2>&1
	judge convert "$1" $?
	nothing convert "$1"
	for format in text json; do
		$limit "$CGWGEN" show --format $format "$2" >output 2>&1
		judge "show as $format" "$1" $?
	done
	# What nobody reads is no difference.
	$limit "$CGWGEN" diff "$base" "$2" >output 2>&1
	status=$?
	judge diff "$1" $((status == 0 ? 1 : status))
	[ "$render" = yes ] || return 0
	$limit "$CGWGEN" render -d cisco-iosxe -o out/ "$2" >output 2>&1
	judge render "$1" $?
	nothing render "$1"
}

# edited WHAT SCRIPT: tries the base after a sed -E command.
edited() {
	sed -E "$2" "$base" >file.xml
	cmp -s "$base" file.xml && complain "$1: the edit changes nothing"
	try "$1" file.xml
}

render=no
if "$CGWGEN" render --help 2>/dev/null | grep -q -e --device; then
	render=yes
fi

# ---- what is no document -------------------------------------------

size=$(wc -c <"$base")
length=0
while [ "$length" -lt "$((size - 20))" ]; do
	head -c "$length" "$base" >file.xml
	try "cut off after $length bytes" file.xml
	length=$((length + 97))
done
: >file.xml
try 'empty file' file.xml
printf ' \n\t\r\n \n' >file.xml
try 'white space only' file.xml
mkdir directory
try 'directory' directory
try 'missing file' no-such-file.xml
try 'missing file with a hostile name' "$(printf 'no\033[31m\nfile')"
printf '{"vpn_connection": 1}\n' >file.xml
try 'json' file.xml
printf '<' >file.xml
try 'one bracket' file.xml
printf '<a' >file.xml
try 'half a tag' file.xml
printf '<?xml' >file.xml
try 'half a declaration' file.xml
printf '<?xml version="1.0" encoding' >file.xml
try 'half an encoding' file.xml
printf '<?xml version="1.0" encoding=?>' >file.xml
try 'no encoding' file.xml
printf '<vpn_connection id="' >file.xml
try 'half an attribute' file.xml
edited 'wrong root' 's/vpn_connection\b/configuration/'
edited 'root in a namespace' '2s/>/ xmlns="urn:x">/'
edited 'keys in a namespace' '2s/>/ xmlns="urn:x">/;s/>Tn4k/>\n&/'
edited 'html' '1s/.*/<html><body>/'

# ---- encodings -----------------------------------------------------

edited 'NUL byte' '12s/169/\x00169/'
edited 'NUL byte in a key' '41s/Tn4k/Tn4k\x00/'
edited 'invalid UTF-8' '5s/ipsec/\xff\xfe/'
edited 'overlong UTF-8' '5s/ipsec/\xc0\xbcx\xc0\xbe/'
edited 'UTF-8 beyond Unicode' '5s/ipsec/\xf4\x90\x80\x80/'
edited 'UTF-8 cut off' '112s/$/\xf0\x9f/'
edited 'ISO-8859-1 declared' '1s/UTF-8/ISO-8859-1/'
edited 'UTF-7 declared' '1s/UTF-8/UTF-7/'
edited 'UTF-16 declared' '1s/UTF-8/UTF-16/'
edited 'EBCDIC declared' '1s/UTF-8/EBCDIC-CP-US/'
if command -v iconv >/dev/null; then
	for encoding in UTF-16LE UTF-16BE UTF-16 UTF-32LE UTF-32BE; do
		iconv -f UTF-8 -t $encoding "$base" >file.xml
		try "$encoding" file.xml
	done
	{ printf '\377\376' && iconv -f UTF-8 -t UTF-16LE "$base"; } >file.xml
	try 'UTF-16LE with a byte order mark' file.xml
	{ printf '\376\377' && iconv -f UTF-8 -t UTF-16BE "$base"; } >file.xml
	try 'UTF-16BE with a byte order mark' file.xml
fi
{ printf '\357\273\277\357\273\277' && cat "$base"; } >file.xml
try 'two byte order marks' file.xml

# ---- entities ------------------------------------------------------

doctype() {
	edited "$1" "1a <!DOCTYPE vpn_connection [ $2 ]>
		5s/ipsec.1/$3/"
}
doctype 'external entity' \
	'<!ENTITY x SYSTEM "file:///etc/passwd">' '\&x;'
doctype 'parameter entity' \
	'<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;' '\&y;'
doctype 'entity bomb' '<!ENTITY a "0123456789"><!ENTITY b "\&a;\&a;\&a;\&a;\&a;\&a;\&a;\&a;"><!ENTITY c "\&b;\&b;\&b;\&b;\&b;\&b;\&b;\&b;"><!ENTITY d "\&c;\&c;\&c;\&c;\&c;\&c;\&c;\&c;"><!ENTITY e "\&d;\&d;\&d;\&d;\&d;\&d;\&d;\&d;"><!ENTITY f "\&e;\&e;\&e;\&e;\&e;\&e;\&e;\&e;"><!ENTITY g "\&f;\&f;\&f;\&f;\&f;\&f;\&f;\&f;"><!ENTITY h "\&g;\&g;\&g;\&g;\&g;\&g;\&g;\&g;">' '\&h;\&h;\&h;'
doctype 'default attribute' \
	'<!ATTLIST ipsec_tunnel id CDATA "x">' 'ipsec.2'
edited 'external DTD' '1a <!DOCTYPE vpn_connection SYSTEM "file:///etc/passwd">'
edited 'undeclared entity' '5s/ipsec.1/\&passwd;/'
edited 'inclusion' '5s,ipsec.1,<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>,'
edited 'reference to NUL' '5s/ipsec/\&#0;/'
edited 'reference beyond Unicode' '5s/ipsec/\&#x110000;/'
edited 'reference that overflows' '5s/ipsec/\&#99999999999999999999;/'

# ---- values --------------------------------------------------------

edited 'key with a line end' '41s/Tn4k/Tn4k\&#10;!/'
edited 'key with a carriage return' '41s/Tn4k/Tn4k\&#13;/'
edited 'key with a quote' '41s/Tn4k/Tn4k"/'
edited 'key with an apostrophe' "41s/Tn4k/Tn4k'/"
# shellcheck disable=SC2016
edited 'key with a backtick' '41s/Tn4k/Tn4k`id`/'
# shellcheck disable=SC2016
edited 'key with a substitution' '41s/Tn4k/Tn4k${HOME}/'
edited 'key with a template' '41s/Tn4k/{{ x }}{% raw %}/'
edited 'key with a backslash' '41s/Tn4k/Tn4k\\/'
edited 'key too short' '41s/>Tn4k.*</>Hidd3n</'
edited 'key under another name' \
	'41s/.*/<pre_shared_keys>Hidd3n<\/pre_shared_keys><mode\/>/'
edited 'key in an attribute' \
	'41s/.*/<pre_shared_key value="Hidd3n">x<\/pre_shared_key>/'
edited 'key in an unknown tree' '6s/^/<key><a>Hidd3n<\/a>Hidd3n<\/key>/;41s/.*//;58s/.*/<x\/>&/;5d'
edited 'key around an element' \
	'41s/.*/<pre_shared_key>Hidd3n<b\/>Hidd3n<\/pre_shared_key><mode\/>/'
edited 'key in an end tag that does not match' '41s/<.pre_shared_key>/<\/psk>/'
edited 'id of a path' '2s/vpn-05a1/..\/..\/..\/etc\/passwd/'
edited 'id of dots' '2s/"vpn-[^"]*"/".."/'
edited 'id with a line end' '2s/vpn-/vpn\&#10;/'
edited 'id with an option' '2s/vpn-/-rf/'
edited 'id with a blank' '2s/vpn-/vpn /'
edited 'id with a C1 control' '2s/vpn-/vpn\&#155;31m/'
edited 'id with a direction override' '2s/vpn-/vpn\xe2\x80\xae/'
edited 'id with DEL' '2s/vpn-/vpn\x7f/'
edited 'very long id' '2s/vpn-/v8/;2s/8/8888888888/g;2s/8/8888888888/g;2s/8/8888888888/g;2s/8/8888888888/g'
edited 'escape sequence in a value' '5s/ipsec/\x1b]0;owned\x07/'
edited 'C1 control in a value' '5s/ipsec/\xc2\x9b31m/'
edited 'C1 control in an address' '9s/192/\xc2\x9b31m192/'
edited 'C1 control in an algorithm' '37s/aes/\xc2\x9b31m/'
edited 'letters beyond ASCII in a name' '6s/^/<\xc3\xa9\xc3\xa8\/>/;5d'
edited 'format directives' '5s/ipsec/%s%n%x%999999d/'
edited 'unknown algorithm' '37s/aes-128-cbc/rot13/'
edited 'unknown algorithm with a command' '37s/aes-128-cbc/aes-256;reload/'
edited 'address with a command' '12s/169.254.20.6/169.254.20.6;reload/'
edited 'huge number' '17s/65021/99999999999999999999999999999999/'
edited 'one tunnel' '59,111d'
edited 'no tunnel' '6,111d'
edited 'tunnels that are empty' '7,57d;60,110d'
tunnels() {
	{
		sed -n 1,5p "$base"
		i=0
		while [ "$i" -lt "$1" ]; do
			sed -n 6,58p "$base"
			i=$((i + 1))
		done
		echo '</vpn_connection>'
	} >file.xml
	try "$1 tunnels" file.xml
}
tunnels 3
tunnels 64
tunnels 65

# ---- size ----------------------------------------------------------

repeat() { # TEXT BYTES
	yes "$1" | tr -d '\n' | head -c "$2"
}
{ repeat '<a>' 3000000; } >file.xml
try '1000000 nested elements' file.xml
{ repeat '<a>' 3000000 && repeat '</a>' 4000000; } >file.xml
try '1000000 nested elements, closed' file.xml
{ echo '<vpn_connection id="x">' && repeat '<pre_shared_key>Hidd3n</pre_shared_key><b/>' 2000000 &&
	echo '</vpn_connection>'; } >file.xml
try 'many keys' file.xml
{ printf '<vpn_connection ' && i=0 && while [ $i -lt 20000 ]; do
	echo "a$i=\"Hidd3n\""
	i=$((i + 1))
done && echo '/>'; } >file.xml
try 'many attributes' file.xml
{ printf '<vpn_connection id="' && repeat 'a' 9000000 && echo '"/>'; } >file.xml
try 'long attribute' file.xml
{ printf '<' && repeat 'a' 9000000 && echo '/>'; } >file.xml
try 'long name' file.xml

big=200000000
{ sed -n 1,40p "$base" && repeat 'Hidd3n' $big; } >file.xml
try 'huge text' file.xml
{ head -c $big /dev/zero | tr '\000' ' '; } >file.xml
try 'huge white space' file.xml
{ sed -n 1,5p "$base" && head -c $big /dev/zero | tr '\000' ' '; } >file.xml
try 'huge white space in the root' file.xml
{ sed -n 1,5p "$base" && repeat '<a/>' $big; } >file.xml
try 'huge number of elements' file.xml
head -c $big /dev/urandom >file.xml
try 'random bytes' file.xml
# Comments cost nothing to read; places far behind them must not either.
{ echo '<vpn_connection id="x">' &&
	yes '<!-- 0123456789 0123456789 0123456789 0123456789 -->' |
	head -c 99999999 | tr '\n' ' ' && echo '-->' &&
	repeat '<a/>' 8000 && echo '</vpn_connection>'; } >file.xml
try 'findings behind huge comments' file.xml
rm -f file.xml
dd if=/dev/zero of=file.xml bs=1 count=1 seek=$big 2>/dev/null
try 'sparse file' file.xml
rm -f file.xml
dd if=/dev/zero of=file.xml bs=1 count=1 seek=999999999 2>/dev/null
try 'above the limit' file.xml

if [ $count -lt 100 ]; then
	complain "only $count inputs"
fi
exit $failed
