#!/bin/sh
# SPDX-License-Identifier: ISC
# cgwgen graph in all its forms, at 3, 30 and 300 sites and with hostile names:
# xmllint reads the SVG, Graphviz draws the DOT, the Mermaid has only lines of
# the forms that are written on purpose, the page works in a real browser, and
# there is no key in any of them.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
skipped=

complain() {
	echo "$*"
	failed=1
}

# Mermaid as far as a grammar goes that has quoted texts without quotes, line
# ends and anything that is not a letter, a digit, one of six signs, a
# character beyond ASCII, #NUMBER; or <br>.
text='([A-Za-z0-9 .,/-]|[^ -~]|#[0-9]+;|<br>)*'
grammar="flowchart LR|  g[0-9]+\[\[\"$text\"\]\]|  s[0-9]+\[\"$text\"\]"
grammar="$grammar|  o[0-9]+\[\[\"$text\"\]\]|  t[0-9]+\[\"$text\"\]|  o[0-9]+ --- t[0-9]+"
grammar="$grammar|  g[0-9]+ ---\|\"$text\"\| s[0-9]+"
grammar="$grammar|  class s[0-9]+ (error|warning)"
grammar="$grammar|  classDef (error|warning) [a-z0-9#:, -]+"

for size in 3 30 300 hostile; do
	mkdir "$work/$size"
	python3 tests/tools/graph_estate.py "$size" "$work/$size" || exit 1
	for form in svg dot mermaid html; do
		"$CGWGEN" graph --quiet --no-config --format $form \
			"$work/$size"/*.json \
			>"$work/$size.$form" 2>"$work/errors" ||
			complain "$size $form: status $?"
		[ -s "$work/$size.$form" ] || complain "$size $form: empty"
		if grep -qF -f "$work/$size/keys" "$work/$size.$form"; then
			complain "$size $form: a key"
		fi
		# What a name brought is text in every form.
		if LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" \
			"$work/$size.$form"; then
			complain "$size $form: a control character"
		fi
	done
	xmllint --nonet --noout "$work/$size.svg" || complain "$size: no XML"
	LC_ALL=C.UTF-8 grep -vxE "$grammar" "$work/$size.mermaid" &&
		complain "$size: lines that are no Mermaid of ours"
	# What it draws and reads without being told otherwise.
	if [ "$(wc -c <"$work/$size.mermaid")" -ge 50000 ] ||
		[ "$(grep -c -e '---' "$work/$size.mermaid")" -gt 500 ]; then
		complain "$size: too much for Mermaid"
	fi
	python3 tests/tools/graph_hashes.py "$work/$size.html" ||
		complain "$size: the policy"
	if command -v dot >/dev/null; then
		dot -Tsvg "$work/$size.dot" >"$work/$size.drawn" 2>"$work/errors" ||
			complain "$size: dot: $(head -n 3 "$work/errors")"
		[ ! -s "$work/errors" ] || complain "dot says: $(cat "$work/errors")"
		xmllint --nonet --noout "$work/$size.drawn" ||
			complain "$size: what dot drew"
	else
		skipped="$skipped graphviz"
	fi
done

# No element comes from a name.
for form in svg html; do
	if grep -qiE '<script>alert|<a href="javascript' \
		"$work/hostile.$form"; then
		complain "hostile.$form: a name became an element"
	fi
done
[ "$(grep -c '<script>' "$work/hostile.html")" = 1 ] ||
	complain 'hostile.html: scripts'
# Graphviz prints a name as it is, backslashes, entities and all.
if [ -e "$work/hostile.drawn" ]; then
	xmllint --nonet --xpath 'string(//*[local-name()="text"][1])' \
		"$work/hostile.drawn" >"$work/name"
	grep -qF "a\"b'c</script><script>alert(1)</script>]])}|\\n\\\"" \
		"$work/name" || complain "dot prints $(cat "$work/name")"
	grep -qF '#quot; &lt;&amp;' "$work/name" ||
		complain "dot prints $(cat "$work/name")"
	grep -qF '\N\G' "$work/name" || complain "dot prints $(cat "$work/name")"
fi

# The pages, in a browser.
python3 tests/tools/graph_browser.py "$work/3.html" 3 Munich 1 \
	"$work/30.html" 30 'cgw-00000000000000007 tgw-' 1 \
	"$work/300.html" 300 vpn-0000000000000012b 1 \
	"$work/hostile.html" 1 'alert(1)</script>' 1 >"$work/browser" 2>&1
status=$?
if [ $status -eq 77 ]; then
	skipped="$skipped chromium"
elif [ $status -ne 0 ]; then
	complain "$(tail -n 20 "$work/browser")"
fi

[ "$failed" -eq 0 ] || exit 1
[ -z "$skipped" ] || echo "without:$skipped"
exit 0
