#!/bin/sh
# SPDX-License-Identifier: ISC
# What is rendered for linux-firewall is taken by the real parts: nft loads it
# in a namespace where a firewall stands, and what takes it off leaves that
# firewall as it was; sysctl reads the kernel's switches.  Spoilt files must be
# refused.
set -u
[ "$(id -u)" -eq 0 ] && command -v nft >/dev/null && command -v sysctl >/dev/null &&
	unshare -n nft list ruleset >/dev/null 2>&1 || exit 77
work=$(mktemp -d) || exit 1
. tests/tools/judges.sh
failed=0
# shellcheck disable=SC2034 # for each
also='-s forward_chain=forward'
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

cat >"$work/base.nft" <<'END'
table inet filter {
	chain input {
		type filter hook input priority filter; policy drop;
		ct state established accept
	}
	chain forward {
		type filter hook forward priority filter; policy drop;
	}
}
END

# there_and_back RULES REMOVAL: the script without what it does to files.
there_and_back() {
	sed '/^sed -i /d; /^rm -f /d' "$2" >"$work/off.sh"
	unshare -n sh -ec '
		nft -f "$1/base.nft"
		before=$(nft list ruleset)
		nft -f "$2"
		nft list chain inet filter input | grep -q "jump aws-"
		[ "$(nft list ruleset | grep -c "maxseg size set")" = 4 ]
		sh "$1/off.sh"
		[ "$(nft list ruleset)" = "$before" ]' sh "$work" "$1"
}

# Every switch exists for an interface, and every line is one.
switches() {
	sed 's/^-//; s/\.aws[0-9]*\./.lo./' "$1" >"$work/sysctl.conf"
	[ "$(grep -c '=' "$1")" -ge 3 ] && sysctl --dry-run -p "$work/sysctl.conf"
}

check() {
	for file in "$1"/*; do
		case $file in
		*.nft)
			removal=${file%.nft}-remove.sh
			accepted "$file" there_and_back "$file" "$removal"
			sed 's/ accept$/ acept/' "$file" >"$work/bad.nft"
			refused "$file" there_and_back "$work/bad.nft" "$removal"
			;;
		*.sysctl.conf)
			accepted "$file" switches "$file"
			sed 's/policy/polisy/' "$file" >"$work/bad.conf"
			refused "$file" switches "$work/bad.conf"
			;;
		*.sh)
			accepted "$file" sh -n "$file"
			accepted "$file" shellcheck -s sh "$file"
			;;
		esac
	done
}

each linux-firewall 'ikev2 ikev1'
exit $failed
