#!/bin/sh
# SPDX-License-Identifier: ISC
# The hook in pre-commit itself, which clones this project's hook file and runs
# it in a repository with descriptors and others, and when git commits.
set -u
command -v pre-commit >/dev/null || exit 77
top=$PWD
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export HOME="$work" PRE_COMMIT_HOME="$work/cache" GIT_CONFIG_NOSYSTEM=1
git config --global user.name Example
git config --global user.email example@example.com
git config --global init.defaultBranch main
failed=0

fail() {
	echo "$*"
	cat "$work/log"
	failed=1
}

# expect STATUS COMMAND...
expect() {
	wanted=$1
	shift
	status=0
	"$@" >"$work/log" 2>&1 || status=$?
	[ "$status" -eq "$wanted" ] || fail "$*: status $status, not $wanted"
}

says() {
	grep -q -F -e "$1" "$work/log" || fail "does not say: $1"
}

mkdir "$work/bin" "$work/project" "$work/site"
ln -s "$CGWGEN" "$work/bin/cgwgen"
PATH="$work/bin:$PATH"
export PATH

cd "$work/project" || exit 1
git init -q
cp "$top/.pre-commit-hooks.yaml" .
git add .
git commit -q -m Example
git tag v0.1.0
expect 0 pre-commit validate-manifest .pre-commit-hooks.yaml

cd "$work/site" || exit 1
git init -q
configure() { # ARGS
	cat >.pre-commit-config.yaml <<END
repos:
  - repo: $work/project
    rev: v0.1.0
    hooks:
      - id: cgwgen-lint
        args: [$1]
END
	git add .pre-commit-config.yaml
}
configure ''
expect 0 pre-commit validate-config
# What is no descriptor, of the kinds that the hook is given, is passed over.
printf '{"name": "vpn_connection"}\n' >package.json
printf 'on: push\n' >workflow.yml
printf '<a/>\n' >page.xml
printf 'a: {{ .Values.b }}\n {{ if c }}\n' >chart.yaml
git add .
expect 0 pre-commit run
says Passed
mkdir -p "a b"
cp "$top/tests/rules/base/static.xml" "a b/site.xml"
cp "$top/tests/rules/base/aws-cli.json" vpn.json
git add .
expect 0 pre-commit run --verbose
says 'a b/site.xml:79:23: warning: this file holds a pre-shared key, and git tracks it'
says 'vpn.json:'
# A key in git is refused where warnings count.
configure --fail-on=warning
expect 1 pre-commit run
says 'CGW211 psk-in-git'
configure ''
sed -i 's|<pre_shared_key>[^<]*<|<pre_shared_key>seven_7<|' "a b/site.xml"
git add .
expect 1 pre-commit run
says 'CGW201 psk-length'
expect 0 pre-commit install
expect 1 git commit -m Example
says 'CGW201 psk-length'
cp "$top/tests/rules/base/static.xml" "a b/site.xml"
git add .
expect 0 git commit -m Example
# The other hook refuses keys, and nothing else: not a key that is kept
# elsewhere, nor one that AWS would refuse.
sed -i 's/cgwgen-lint/cgwgen-keys/' .pre-commit-config.yaml
git add .
expect 1 pre-commit run --all-files
says 'a b/site.xml:79:23: warning: this file holds a pre-shared key, and git tracks it'
git rm -q --cached "a b/site.xml" vpn.json
rm "a b/site.xml" vpn.json
sed 's/Example_Key.1.*/env:CGWGEN_TEST_NOT_SET/; s/Example_Key.*/withheld/' \
	"$top/tests/rules/base/native.yaml" >vpn.yaml
git add .
expect 0 pre-commit run --all-files
sed -i 's/withheld/seven_7/' vpn.yaml
git add .
expect 1 pre-commit run --all-files
says 'CGW211 psk-in-git'
cp "$top/tests/rules/base/native.yaml" vpn.yaml
git add .
# From a checkout, without a configuration.
expect 0 pre-commit try-repo "$work/project" cgwgen-lint --all-files
says Passed
exit $failed
