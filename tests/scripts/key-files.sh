#!/bin/sh
# SPDX-License-Identifier: ISC
# CGW211 says of a file what git itself says ('git ls-files'), whatever the
# version of the index, the hash, and the place of the repository; it runs
# nothing that the repository names.  CGW210 knows links and directories.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
base=$PWD/tests/rules/base
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
work=$(pwd -P)
failed=0
export HOME="$work" GIT_CONFIG_NOSYSTEM=1
git config --global user.name Example
git config --global user.email example@example.com
git config --global init.defaultBranch main
git config --global protocol.file.allow always

fail() {
	echo "$*"
	failed=1
}

# What cgwgen and git say of a file: "tracked" or "not".
ours() {
	"$CGWGEN" lint "$1" >"$work/output" 2>&1
	[ $? -le 1 ] || { cat "$work/output"; failed=1; }
	if grep -q 'known: .*\[CGW211 ' "$work/output"; then
		echo unknown
	elif grep -q 'CGW211 ' "$work/output"; then
		echo tracked
	else
		echo not
	fi
}

theirs() {
	real=$(realpath "$1")
	if git -C "$(dirname "$real")" ls-files --error-unmatch \
		"$(basename "$real")" >/dev/null 2>&1; then
		echo tracked
	else
		echo not
	fi
}

# agree FILE WHAT: both say so, and it is what the test expects.
agree() {
	ours=$(ours "$1") theirs=$(theirs "$1")
	[ "$ours $theirs" = "$2 $2" ] ||
		fail "$1: cgwgen says $ours, git says $theirs, expected $2"
}

# A work tree at $1: files that are tracked and not, deep and beside it.
fill() {
	mkdir -p "$1/a/b c/d" "$1/a.b" "$1/empty"
	for file in vpn.xml a/vpn.xml "a/b c/d/vpn.xml" a.b/vpn.xml a-b.xml \
		é.xml; do
		cp "$base/bgp.xml" "$1/$file"
	done
	git -C "$1" add . || exit 1
	cp "$base/bgp.xml" "$1/a/new.xml"
	cp "$base/bgp.xml" "$1/vpn.xm"
	cp "$base/bgp.xml" "$1/vpn.xml2"
}

look() {
	for file in vpn.xml a/vpn.xml "a/b c/d/vpn.xml" a.b/vpn.xml a-b.xml \
		é.xml; do
		agree "$1/$file" tracked
	done
	for file in a/new.xml vpn.xm vpn.xml2; do
		agree "$1/$file" not
	done
}

for hash in sha1 sha256; do
	git init -q --object-format=$hash "$hash" || exit 1
	cp "$base/bgp.xml" "$hash/first.xml"
	agree "$hash/first.xml" not
	fill "$hash"
	for version in 2 4; do
		git -C "$hash" update-index --index-version $version
		look "$hash"
	done
	# Version 3 is what git writes when an entry has more flags.
	git -C "$hash" update-index --index-version 2
	git -C "$hash" rm -q --cached first.xml
	agree "$hash/first.xml" not
	git -C "$hash" add --intent-to-add first.xml
	version=$(od -An -tu1 -j7 -N1 "$hash/.git/index" | tr -d ' ')
	[ "$version" -eq 3 ] || fail "the index has version $version, not 3"
	look "$hash"
	agree "$hash/first.xml" tracked
	git -C "$hash" rm -q --cached first.xml
	agree "$hash/first.xml" not
	git -C "$hash" commit -q -m "Example"
	look "$hash"
	# A further work tree, whose .git is a file, with an absolute path.
	git -C "$hash" worktree add -q "../$hash-tree" -b other
	agree "$hash-tree/a/vpn.xml" tracked
	cp "$base/bgp.xml" "$hash-tree/new.xml"
	agree "$hash-tree/new.xml" not
	# A conflict: one name, several entries.
	git -C "$hash-tree" rm -q a-b.xml
	sed 's/Tn4/Un4/' "$base/bgp.xml" >"$hash-tree/vpn.xml"
	git -C "$hash-tree" add vpn.xml
	git -C "$hash-tree" commit -q -m "Another"
	sed 's/Tn4/Vn4/' "$base/bgp.xml" >"$hash/vpn.xml"
	git -C "$hash" commit -q -a -m "Example 2"
	git -C "$hash" merge other >/dev/null 2>&1
	[ "$(git -C "$hash" ls-files -u | wc -l)" -eq 3 ] || fail "no conflict"
	cp "$base/bgp.xml" "$hash/vpn.xml"
	agree "$hash/vpn.xml" tracked
	agree "$hash/a/vpn.xml" tracked
	git -C "$hash" reset -q --hard
	agree "$hash/a/vpn.xml" tracked
	# Extensions: a cache of trees, of untracked files, the end of entries.
	git -C "$hash" -c core.untrackedCache=true -c index.threads=2 status \
		>/dev/null
	agree "$hash/a/vpn.xml" tracked
	# A sparse index has directories among its names.
	git -C "$hash" sparse-checkout set --cone --sparse-index a >/dev/null 2>&1
	agree "$hash/a/vpn.xml" tracked
	agree "$hash/a/new.xml" not
done

# A submodule, whose .git is a file with a relative path.
git init -q super
git -C super submodule --quiet add "$work/sha1" sub || exit 1
case $(cat super/sub/.git) in
'gitdir: ../'*) ;;
*) fail "the submodule's .git is: $(cat super/sub/.git)" ;;
esac
agree super/sub/a/vpn.xml tracked
cp "$base/bgp.xml" super/sub/new.xml
agree super/sub/new.xml not
cp "$base/bgp.xml" super/vpn.xml
agree super/vpn.xml not

# Many names, of all lengths, in every version.
git init -q many
(
	cd many || exit 1
	deep="$(printf 'x%.0s' $(seq 200))/$(printf 'y%.0s' $(seq 200))"
	mkdir -p "$deep"
	for i in $(seq 300); do
		: >"$(printf 'n%.0s' $(seq $((i % 90 + 1))))$i"
	done
	cp "$base/bgp.xml" "$deep/vpn.xml"
	# A name of more bytes than an entry's flags can say.
	deep=x$(printf '/%0200d' $(seq 21))
	git -C . update-index --add --cacheinfo \
		"100644,$(git hash-object -w "$base/bgp.xml"),$deep"
	git add . 2>/dev/null
)
cp "$base/bgp.xml" many/zz
for version in 2 4; do
	git -C many update-index --index-version $version
	agree many/zz not
	agree many/x*/y*/vpn.xml tracked
done

# Links: what counts is the file that is read.
mkdir outside
cp "$base/bgp.xml" outside/vpn.xml
ln -s ../outside/vpn.xml sha1/link.xml
git -C sha1 add link.xml 2>/dev/null
agree sha1/link.xml not
ln -s ../sha1/a/vpn.xml outside/link.xml
agree outside/link.xml tracked
ln -s ../sha1/a outside/directory
agree outside/directory/vpn.xml tracked

# A directory .git that git takes for no repository, and one that is empty.
mkdir -p sha1/a/odd/.git
cp "$base/bgp.xml" sha1/a/odd/vpn.xml
git -C sha1 add a/odd 2>/dev/null
agree sha1/a/odd/vpn.xml tracked

# Nothing that the repository says is run.
touched="$work/touched"
printf '#!/bin/sh\ntouch "%s"\n' "$touched" >hook
chmod 755 hook
git -C sha1 config core.fsmonitor "$work/hook"
git -C sha1 config core.sshCommand "$work/hook"
"$CGWGEN" lint sha1/a/vpn.xml >/dev/null
[ ! -e "$touched" ] || fail "a program that the repository names was run"
# The judge would: the trap is a real one.
git -C sha1 status >/dev/null 2>&1
[ -e "$touched" ] || fail "git itself did not run core.fsmonitor"
git -C sha1 config --unset core.fsmonitor

# Indexes that cannot be read: one note for each, and no claim.
git init -q broken
cp "$base/bgp.xml" broken/vpn.xml
cp "$base/bgp.xml" broken/two.xml
git -C broken add .
cp broken/.git/index good
unknown() {
	state=$(cd broken && ours vpn.xml)
	[ "$state" = unknown ] || fail "index $1: $state"
	count=$("$CGWGEN" lint broken | grep -c 'CGW211 ')
	[ "$count" -eq 1 ] || fail "index $1: $count findings"
	"$CGWGEN" lint broken/vpn.xml | grep -q "broken/.git/index $2 \[" ||
		fail "index $1: $("$CGWGEN" lint broken/vpn.xml | grep CGW211)"
}
: >broken/.git/index
unknown empty 'is damaged'
head -c 100 good >broken/.git/index
unknown cut 'is damaged'
{ printf 'DIRC\0\0\0\005'; tail -c +9 good; } >broken/.git/index
unknown 'of version 5' 'has a version that is not known'
{ printf 'DIRC\0\0\0\002\377\377\377\377'; tail -c +13 good; } >broken/.git/index
unknown 'with a wrong count' 'is damaged'
rm broken/.git/index
mkfifo broken/.git/index
unknown 'that is a pipe' 'cannot be read'
rm broken/.git/index
truncate -s 257M broken/.git/index
unknown 'that is large' 'is too large'
rm broken/.git/index
ln -s /dev/zero broken/.git/index
unknown 'that is a link' 'cannot be read'
rm broken/.git/index
# Pointers that lead nowhere, to themselves, and on for ever.
rm -rf broken/.git
for pointer in 'gitdir: ' 'gitdir: .git' 'gitdir: /nowhere' 'nothing' \
	'gitdir: ../sha1/.git/../../broken'; do
	printf '%s\n' "$pointer" >broken/.git
	state=$(ours broken/vpn.xml)
	[ "$state" = not ] || fail "pointer $pointer: $state"
done
rm broken/.git
mkfifo broken/.git
[ "$(ours broken/vpn.xml)" = not ] || fail "a pipe .git"

# A parameter brings a key that the template does not have.
mkdir cfn
cat >cfn/site.yaml <<'END'
Parameters:
  Key: {Type: String, NoEcho: true}
Resources:
  Vpn:
    Type: AWS::EC2::VPNConnection
    Properties:
      Type: ipsec.1
      CustomerGatewayId: cgw-0123456789abcdef0
      VpnGatewayId: vgw-0123456789abcdef0
      VpnTunnelOptionsSpecifications: [{PreSharedKey: !Ref Key}]
END
echo '["Key=Tn4kZw7.pQ2mXv9_Rb6sHd3f"]' >cfn/parameters.json
sed 's/NoEcho: true/NoEcho: true, Default: Tn4kZw7.pQ2mXv9_Rb6sHd3f/' \
	cfn/site.yaml >cfn/default.yaml
git init -q cfn
git -C cfn add .
"$CGWGEN" lint --quiet --parameter-file cfn/parameters.json cfn/site.yaml |
	sed -n 's/: .*CGW211.*//p' >found
[ "$(cat found)" = cfn/parameters.json:1:7 ] ||
	fail "the key is in cfn/parameters.json, not here: $(cat found)"
agree cfn/default.yaml tracked
mkdir own
sed 's/Example_Key.1.*/"env:KEY"/; s/Example_Key.2.*/"file:key"/; s/Example_Key.[34].*/withheld/' \
	"$base/native.yaml" >own/vpn.yaml
(umask 077 && echo Tn4kZw7.pQ2mXv9_Rb6sHd3f >own/key)
git init -q own
git -C own add vpn.yaml
KEY=env:KEY.env:KEY.aB3
export KEY
[ "$(ours own/vpn.yaml)" = not ] || fail "env: and file: are no keys"

# Modes: a directory that lets nobody through, and one that lets its group.
mode() { # EXPECTED FILE
	found=$("$CGWGEN" lint --quiet "$2" | sed -n 's/.*: \([a-z]*\): .*CGW210.*/\1/p')
	[ "$found" = "$1" ] || fail "$2: '$found', expected '$1'"
}
mkdir -p open/inner
cp "$base/bgp.xml" open/inner/vpn.xml
chmod 755 "$work" open
chmod 644 open/inner/vpn.xml
chmod 755 open/inner
mode warning open/inner/vpn.xml
ln -s open/inner/vpn.xml link.xml
mode warning link.xml
chmod 750 open
mode note open/inner/vpn.xml
mode note link.xml
chmod 710 open/inner
mode note open/inner/vpn.xml
chmod 700 open/inner
mode '' open/inner/vpn.xml
chmod 755 open open/inner
chmod 640 open/inner/vpn.xml
mode note open/inner/vpn.xml
"$CGWGEN" lint - <open/inner/vpn.xml | grep CGW21 && fail "standard input"
# Only lint asks.
"$CGWGEN" show open/inner/vpn.xml 2>&1 | grep CGW21 && fail "show"

# One finding for a file, however many keys it has.
chmod 644 open/inner/vpn.xml
cp "$base/aws-cli.json" open/inner/
chmod 644 open/inner/aws-cli.json
count=$("$CGWGEN" lint open | grep -c CGW210)
[ "$count" -eq 2 ] || fail "$count findings for two files"
exit $failed
