#!/bin/sh
# SPDX-License-Identifier: ISC
# The action for GitHub and the job for GitLab, as far as they can be run here:
# their shell with the environment of the service, on a repository with good
# descriptors, bad ones, and others.
set -u
top=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
	echo "$*"
	[ ! -e "$work/log" ] || cat "$work/log"
	failed=1
}

# expect STATUS WORD...: what the last run must end with and print.
expect() {
	wanted=$1
	shift
	[ "$status" -eq "$wanted" ] || fail "$what: status $status, not $wanted"
	for word in "$@"; do
		grep -q -F -e "$word" "$work/log" ||
			fail "$what: does not say $word"
	done
}

github() {
	what="github $*"
	rm -f ./*.sarif
	status=0
	"$top/tests/tools/ci-steps" github "$top" "$@" >"$work/log" 2>&1 ||
		status=$?
}

gitlab() {
	what="gitlab $*"
	rm -f gl-code-quality-report.json cgwgen-junit.xml
	status=0
	"$top/tests/tools/ci-steps" gitlab "$top" "$@" >"$work/log" 2>&1 ||
		status=$?
}

mkdir -p "$work/repository/good" "$work/repository/a b"
cd "$work/repository" || exit 1
git init -q
cp "$top/tests/rules/base/aws-cli.json" good/
cp "$top/tests/rules/base/static.xml" "a b/site.xml"
printf '{"name": "other"}\n' >package.json
printf 'on: push\n' >workflow.yml

PATH="$top/build:$PATH"
export PATH

# --- GitHub
github
expect 0 '::warning file=good/aws-cli.json,line=' \
	'upload: github/codeql-action/upload-sarif@v4 {"sarif_file": "cgwgen.sarif", "category": "cgwgen"}' \
	'output: status=0' 'output: sarif-file=cgwgen.sarif'
python3 -c 'import json; json.load(open("cgwgen.sarif"))["runs"][0]["results"][0]' ||
	fail "no SARIF"
github upload-sarif=false sarif-file=other.sarif
expect 0 'output: sarif-file=other.sarif'
grep upload: "$work/log" && fail "an upload that nobody asked for"
[ -s other.sarif ] || fail "other.sarif is not there"
github fail-on=warning
expect 1 'upload: '
# Several paths with blanks, and arguments.
github "paths=good
a b/site.xml" "args=--input-format
aws-xml"
expect 2 '::error file=good,title=CGW005' 'file=a b/site.xml' 'upload: '
github 'paths=a b'
expect 0 'a b/site.xml'
sed -i 's|<pre_shared_key>[^<]*<|<pre_shared_key>seven_7<|' "a b/site.xml"
github
expect 1 'CGW201' 'upload: '
# The other inputs, alone and together.
github select=bgp
expect 0 'upload: '
github select=psk ignore=psk-length,psk-in-git fail-on=warning paths=good
expect 0
github policy=cnsa paths=good fail-on=warning
expect 1 'policy cnsa'
cgwgen lint --quiet --write-baseline known.json . >/dev/null
github baseline=known.json fail-on=note
expect 0 'upload: '
printf 'ignore: [psk-length]\n' >other.yaml
github config=other.yaml
expect 0
github config=missing.yaml
expect 2 'missing.yaml'
# What is in an input is no code and no option.
# shellcheck disable=SC2016
github 'select=psk --exit-zero' 'ignore=$(touch touched)'
expect 2
# shellcheck disable=SC2016
github 'paths=$(touch touched)`touch touched`; touch touched'
expect 2 'input-unreadable'
github 'paths=--exit'
expect 2 'input-unreadable'
github 'fail-on=bogus'
expect 2 'bogus'
grep upload: "$work/log" && fail "an upload of nothing"
[ ! -e touched ] || fail "an input was run"

# --- GitLab
gitlab
expect 1 'upload: codequality gl-code-quality-report.json' \
	'upload: junit cgwgen-junit.xml' 'CGW201 psk-length'
python3 -c 'import json; json.load(open("gl-code-quality-report.json"))[0]["fingerprint"]' ||
	fail "no code quality report"
xmllint --noout cgwgen-junit.xml || fail "no JUnit report"
gitlab paths=good
expect 0 'upload: junit cgwgen-junit.xml'
gitlab paths=good fail-on=warning
expect 1
gitlab select=bgp
expect 0
gitlab baseline=known.json fail-on=note
expect 0 'in the baseline'
gitlab policy=cnsa paths=good fail-on=warning
expect 1 'policy cnsa'
gitlab config=other.yaml ignore=psk-in-git
expect 0 'configuration: other.yaml'
gitlab paths=missing.xml
expect 2 'upload: junit cgwgen-junit.xml' 'input-unreadable'
# shellcheck disable=SC2016
gitlab 'paths=good/*.nothing;touch touched $(touch touched)'
expect 2
[ ! -e touched ] || fail "an input was run"
gitlab fail-on=bogus
expect 1 'fail-on is none of'

# Without the program it is built: a make of ours says what would be done.
mkdir -p "$work/source/scripts" "$work/bin"
cat >"$work/source/scripts/packages" <<'END'
#!/bin/sh
echo "packages $*"
END
cat >"$work/source/Makefile" <<'END'
all:
	mkdir -p build
	printf '#!/bin/sh\necho built "$$@"\n' >build/cgwgen
	chmod 755 build/cgwgen
END
chmod 755 "$work/source/scripts/packages"
(
	cd "$work/source" && git init -q -b main && git add . &&
		git -c user.name=Example -c user.email=example@example.com \
			commit -q -m Example
) || fail "no repository to build from"
for program in git make bash mktemp mkdir chmod rm sh cat env; do
	ln -s "$(command -v $program)" "$work/bin/"
done
ln -s /usr/bin/python3 "$work/bin/python3"
PATH="$work/bin" gitlab "repository=$work/source" paths=good
expect 0 'packages build' 'built lint --color=never ' ' --fail-on=error -- good'

# What README.md names is there.
for name in action.yml ci/gitlab.yml .pre-commit-hooks.yaml; do
	[ -s "$top/$name" ] || fail "$name is not there"
	grep -q -F "$name" "$top/README.md" || fail "README.md does not name $name"
done
exit $failed
