#!/bin/sh
# SPDX-License-Identifier: ISC
# The manual pages are well-formed and say what the program says: options,
# keys of profiles, names that templates see, and the generated page.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
command -v mandoc >/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# Prints "$1:" and what $2 and $3, sorted lists, do not have in common.
differ() {
	if ! diff "$2" "$3" >"$work/difference"; then
		echo "$1:"
		cat "$work/difference"
		failed=1
	fi
}

# mandoc finds the pages that others refer to in the directory it runs in.
if ! (cd man && mandoc -T lint -W style ./*.[157]) >"$work/lint" ||
	[ -s "$work/lint" ]; then
	cat "$work/lint"
	failed=1
fi

# "h help", "- force", …: one line for each option.
help_options() {
	"$CGWGEN" "$1" --help |
		sed -nE -e 's/^  -(.), --([a-z0-9-]+).*/\1 \2/p' \
			-e 's/^  --([a-z0-9-]+).*/- \1/p' | sort
}

# The same from the items of the page's section OPTIONS.
page_options() {
	awk '/^\.Sh / { inside = $2 == "OPTIONS" }
		!inside || !/^\.It Fl/ { next }
		{
			short = "-"; long = ""
			for (i = 2; i < NF; i++) {
				if ($i != "Fl")
					continue
				word = $(i + 1)
				if (sub(/^\\-/, "", word))
					long = word
				else
					short = word
			}
			print short, long
		}' "man/cgwgen-$1.1" | sort
}

commands=$("$CGWGEN" --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ -n "$commands" ] || { echo 'no command in --help'; failed=1; }
for command in $commands; do
	if [ ! -f "man/cgwgen-$command.1" ]; then
		echo "man/cgwgen-$command.1 is missing"
		failed=1
		continue
	fi
	help_options "$command" >"$work/help"
	page_options "$command" >"$work/page"
	[ -s "$work/help" ] || { echo "$command has no options"; failed=1; }
	differ "options of $command: program < > manual" \
		"$work/help" "$work/page"
done

# Every page is in the program, word for word, and cgwgen(1) names it.
words() {
	tr -s '[:space:]' '\n'
}
for page in man/*.[157]; do
	name=${page#man/}
	section=${name##*.}
	name=${name%.*}
	mandoc -T ascii "$page" | sed 's/.\x08//g' | words >"$work/page"
	for topic in "$name.$section" "$name($section)"; do
		"$CGWGEN" help "$topic" | words >"$work/help"
		differ "cgwgen help $topic: page < > program" \
			"$work/page" "$work/help"
	done
	# Without a section it is the lowest.
	ls "man/$name".[157] | head -n 1 | grep -qx "$page" || continue
	"$CGWGEN" help "$name" | words >"$work/help"
	differ "cgwgen help $name: page < > program" "$work/page" "$work/help"
done
for page in man/*.[157]; do
	name=${page#man/}
	[ "$name" = cgwgen.1 ] ||
		grep -q "^\.Xr ${name%.*} ${name##*.}" man/cgwgen.1 || {
		echo "man/cgwgen.1 does not name $name"
		failed=1
	}
done
"$CGWGEN" help language | words >"$work/help"
mandoc -T ascii man/cgwgen-template.7 | sed 's/.\x08//g' | words >"$work/page"
differ 'cgwgen help language: page < > program' "$work/page" "$work/help"

"$CGWGEN" explain --format mdoc >"$work/rules"
if ! cmp -s "$work/rules" man/cgwgen-rules.7; then
	echo "man/cgwgen-rules.7 is old: run 'make man'"
	failed=1
fi
cp man/cgwgen-device.5 "$work/device.5"
"$CGWGEN" template vars --format mdoc |
	scripts/insert 'cgwgen template vars --format mdoc' "$work/device.5"
if ! cmp -s "$work/device.5" man/cgwgen-device.5; then
	echo "the names in man/cgwgen-device.5 are old: run 'make man'"
	failed=1
fi

# So is every list of built-ins; "sections" names them all.
cp man/cgwgen-template.7 "$work/template.7"
sections=$("$CGWGEN" explain --format mdoc sections)
[ "$(echo "$sections" | wc -l)" -gt 10 ] || { echo 'too few sections'; failed=1; }
for section in $sections; do
	"$CGWGEN" explain --format mdoc "$section" |
		scripts/insert "cgwgen explain --format mdoc $section" \
			"$work/template.7" || failed=1
done
if ! cmp -s "$work/template.7" man/cgwgen-template.7; then
	echo "the built-ins in man/cgwgen-template.7 are old: run 'make man'"
	failed=1
fi

# So are the keys of descriptors.
cp man/cgwgen-descriptor.5 "$work/descriptor.5"
sections=$("$CGWGEN" explain --format mdoc descriptor-sections)
[ "$(echo "$sections" | wc -l)" -eq 28 ] || { echo 'twenty-eight sections?'; failed=1; }
for section in $sections; do
	"$CGWGEN" explain --format mdoc "$section" |
		scripts/insert "cgwgen explain --format mdoc $section" \
			"$work/descriptor.5" || failed=1
done
if ! cmp -s "$work/descriptor.5" man/cgwgen-descriptor.5; then
	echo "the keys in man/cgwgen-descriptor.5 are old: run 'make man'"
	failed=1
fi

# So are the words of lint and its configuration.
cp man/cgwgen-lint.1 "$work/families"
cp man/cgwgen-config.5 "$work/quotas"
for section in families quotas; do
	"$CGWGEN" explain --format mdoc $section |
		scripts/insert "cgwgen explain --format mdoc $section" \
			"$work/$section" || failed=1
done
if ! cmp -s "$work/families" man/cgwgen-lint.1 ||
	! cmp -s "$work/quotas" man/cgwgen-config.5; then
	echo "the words in man/cgwgen-lint.1 or cgwgen-config.5 are old: run 'make man'"
	failed=1
fi

# cgwgen-rules(1) has every family.
"$CGWGEN" rules --format json | tr -d ' ",' | sed -n 's/^family://p' |
	sort -u >"$work/families"
awk '/^\.Ss Families/ { inside = 1 } inside && /^\.It Cm/ { print $3 }
	/^\.Sh OPTIONS/ { exit }' man/cgwgen-rules.1 | sort >"$work/page"
[ -s "$work/families" ] || { echo 'no family'; failed=1; }
differ 'families: program < > cgwgen-rules(1)' "$work/families" "$work/page"

# The complete descriptors in cgwgen-descriptor(5) are good ones.
awk '/^\.Ss A complete descriptor/ { inside = 1; next }
	inside && /^\.Ed/ { exit }
	inside && !/^\.Bd/ { print }' man/cgwgen-descriptor.5 >"$work/own.yaml"
awk '/^\.Bd/ { text = ""; next }
	/^\.Ed/ && text ~ /"cgwgen": 1/ { printf "%s", text; exit }
	{ text = text $0 "\n" }' man/cgwgen-descriptor.5 >"$work/own.json"
for file in "$work/own.yaml" "$work/own.json" examples/descriptor.yaml; do
	VPN_KEY_1=Example_Key.1.not.for.any.use \
		VPN_KEY_2=Example_Key.2.not.for.any.use \
		"$CGWGEN" lint --input-format cgwgen "$file" >"$work/lint" || {
		cat "$work/lint"
		failed=1
	}
done

# Keys are those of "properties" objects: lines '"key": {' whose next line
# says title, reference or type.
awk '
	/^\t*"[a-z_0-9]+": \{/ {
		key = $1; gsub(/[":]/, "", key); before = key; next
	}
	/^\t*"title":/ && before != "" { print before }
	{ before = "" }' schemas/device.schema.json | sort -u >"$work/keys"
[ "$(wc -l <"$work/keys")" -gt 30 ] || { echo 'too few keys'; failed=1; }
while read -r key; do
	grep -qE "^\.(It )?Cm (.* )?$key( |\$)" man/cgwgen-device.5 || {
		echo "man/cgwgen-device.5 does not have the key $key"
		failed=1
	}
done <"$work/keys"

# Every tunnel option is in the table, with no other.
sed -nE 's/^.*\.option = "([A-Za-z0-9]+)".*/\1/p' cgwgen/model/field_rows.c |
	sort >"$work/options"
awk '/^\.Sh / { inside = /TUNNEL OPTIONS/ }
	inside && /^\.It [A-Z]/ && $2 != "Sy" && $2 != "Ta" { print $2 }' \
	man/cgwgen-render.1 | sort >"$work/table"
[ -s "$work/options" ] || { echo 'no tunnel option'; failed=1; }
differ 'tunnel options: program < > manual' "$work/options" "$work/table"

# The device in cgwgen-device(5) works; with another template it prints the
# names that templates see.
mkdir -p "$work/mine/devices" "$work/mine/templates"
example() {
	awk -v file="$1" '
		$1 == ".Pa" && $2 == file { found = 1; next }
		found && /^\.Ed/ { exit }
		found && /^\.Bd/ { inside = 1; next }
		inside { gsub(/\\e/, "\\"); print }' man/cgwgen-device.5
}
example mine/devices/toy.yaml >"$work/mine/devices/toy.yaml"
example mine/templates/toy.j2 >"$work/mine/templates/toy.j2"
render() {
	"$CGWGEN" render --quiet --device-path "$work/mine" -d toy \
		-s local_networks=10.20.0.0/16 examples/bgp.xml 2>"$work/errors" || {
		cat "$work/errors"
		failed=1
	}
}
render >"$work/toy"
[ "$(grep -c '^tunnel vpn-' "$work/toy")" = 2 ] || {
	echo 'the example of man/cgwgen-device.5 renders no tunnels'
	failed=1
}
cat >"$work/mine/templates/toy.j2" <<'END'
{% for name in connection %}
connection {{ name }}
{% endfor %}
{% for name in tunnels[0] %}
tunnels {{ name }}
{% endfor %}
{% for name in tunnels[0].phase1 %}
phase1 {{ name }}
{% endfor %}
{% for name in device %}
device {{ name }}
{% endfor %}
END
render | sort >"$work/context"
awk '/^\.S[sh] / { section = $2; inside = section ~ /^(connection|tunnels|phase1|device)$/ }
	inside && /^\.It Va / { print section, $3 }' man/cgwgen-device.5 |
	sort >"$work/page"
differ 'names that templates see: program < > manual' \
	"$work/context" "$work/page"
exit $failed
