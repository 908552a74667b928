# SPDX-License-Identifier: ISC
# For the scripts that let real programs judge what is rendered for the Linux
# devices: sourced, not run.  Wants $work, a folder, and $failed.
# shellcheck shell=sh disable=SC2034
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}

# accepted NAME COMMAND...: the command must succeed.
accepted() {
	what=$1
	shift
	"$@" >"$work/said" 2>&1 && return
	echo "$what: refused"
	cat "$work/said"
	failed=1
}

# refused NAME COMMAND...: the control, which must fail.
refused() {
	what=$1
	shift
	! "$@" >"$work/said" 2>&1 && return
	echo "$what: a bad file was accepted"
	failed=1
}

# frr_parses FILE: vtysh succeeds, too, when only its last command is good.
frr_parses() {
	vtysh -C -f "$1" >"$work/vtysh" 2>&1 && [ ! -s "$work/vtysh" ] && return
	cat "$work/vtysh"
	return 1
}

# judge_frr FILE: vtysh parses it, and not a spoilt copy.
judge_frr() {
	accepted "$1" frr_parses "$1"
	sed 's/ip route/pi route/; s/^ipv6 /6vpi /; s/^router bgp/router gbp/' "$1" >"$work/bad.conf"
	refused "$1" frr_parses "$work/bad.conf"
}

# judge_bird FILE: BIRD parses it within a bird.conf that includes it.
judge_bird() {
	cat >"$work/bird.conf" <<-END
		router id 192.0.2.1;
		protocol device {}
		protocol kernel { ipv4 { export all; }; }
		protocol kernel { ipv6 { export all; }; }
		include "$work/included.conf";
	END
	cp "$1" "$work/included.conf"
	accepted "$1" bird -p -c "$work/bird.conf"
	sed 's/preference/preferense/' "$1" >"$work/included.conf"
	refused "$1" bird -p -c "$work/bird.conf"
}

# unless_empty frr|bird FILE: a device with either daemon says in the other's file that there is nothing for it.
unless_empty() {
	grep -q '^[^#!]' "$2" || return 0
	"judge_$1" "$2"
}

# Runs what a script gives to nft in a namespace of its own, where a firewall
# stands that drops: twice up, and down again, after which nothing is left.
nft_script() {
	sed '/^case \${1-} in/,$d' "$1" >"$work/part.sh"
	# shellcheck disable=SC2016
	cat >>"$work/part.sh" <<-'END'
		has() { nft list ruleset | grep -c "$1" || :; }
		nft 'table inet filter { chain input { type filter hook input priority 0; policy drop; ct state established accept; }; }'
		before=$(nft list ruleset)
		for turn in 1 2; do
		    clamp_mss
		    open_firewall
		done
		[ "$(has "jump $table")" = 1 ]
		[ "$(has 'dport { 500, 4500 } accept')" = 1 ]
		[ "$(has 'maxseg size set')" = 4 ]
		down
		[ "$(nft list ruleset)" = "$before" ]
	END
	unshare -n sh -e "$work/part.sh"
}

# judge_script FILE: sh and shellcheck read it, nft loads what is in it.
judge_script() {
	accepted "$1" sh -n "$1"
	accepted "$1" shellcheck -s sh "$1"
	grep -q open_firewall "$1" || return 0
	unshare -n true 2>/dev/null || return 0
	accepted "$1" nft_script "$1"
	sed 's/ accept$/ acept/' "$1" >"$work/bad.sh"
	refused "$1" nft_script "$work/bad.sh"
}

# render DEVICE NAME BASE OPTIONS...: into $work/NAME, with what takes it off.
render() {
	device=$1
	directory="$work/$2"
	descriptor=tests/rules/base/$3.xml
	shift 3
	rm -rf "$directory"
	accepted "$directory" "$CGWGEN" render --quiet -d "$device" -o "$directory/" "$@" "$descriptor"
	accepted "$directory" "$CGWGEN" render --quiet --remove -d "$device" -o "$directory/" "$@" "$descriptor"
}

# each DEVICE VERSIONS OPTIONS...: what every device is tried with; calls check FOLDER.
# A device that has other parameters sets $also, one without IPv6 $bases.
each() {
	name=$1
	versions=$2
	shift 2
	for version in $versions; do
		for base in ${bases-bgp static ipv6 tgw}; do
			networks='aws_networks=10.0.0.0/16,2001:db8:20::/48'
			render "$name" now $base -O IKEVersions="$version" -s $networks "$@"
			check "$directory"
			render "$name" now $base -O IKEVersions="$version" -s $networks "$@" \
				-O Phase1EncryptionAlgorithms=AES256 -O Phase2EncryptionAlgorithms=AES256 \
				-s local_networks=192.168.0.0/16,2001:db8:10::/48 \
				-s nat_traversal=true ${also--s preferred_tunnel=2 -s firewall_table=filter}
			check "$directory"
		done
	done
}

# moves FOLDER WORDS: $work/via.sh of FOLDER, in a network of its own, says
# these words, one in a line.
moves() {
	unshare -n sh "$work/via.sh" "$1" >"$work/steps"
	cat "$work/steps"
	[ "$(tr '\n' ' ' <"$work/steps")" = "$2 " ]
}
