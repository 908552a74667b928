#!/bin/sh
# SPDX-License-Identifier: ISC
# What the script of a device with BIRD says to a running BIRD moves the routes: in a
# namespace of its own, with TUN interfaces in the place of the tunnels'.  Only
# the tunnel that is preferred and alive has the kernel's route; when none is,
# the network is a blackhole.
set -u
[ "$(id -u)" -eq 0 ] && command -v bird >/dev/null && command -v birdc >/dev/null &&
	unshare -n ip tuntap add aws100 mode tun 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
. tests/tools/judges.sh
failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
mkdir "$work/bin"
# shellcheck disable=SC2016
printf '#!/bin/sh\nexec /usr/sbin/birdc -s "$work/socket" "$@"\n' >"$work/bin/birdc"
chmod 755 "$work/bin/birdc"
export work

# via FOLDER: the kernel's route after each thing that happens to a tunnel.
cat >"$work/via.sh" <<'END'
set -e
ip link set lo up
for tunnel in aws100 aws101; do
	ip tuntap add $tunnel mode tun
	ip link set $tunnel up
done
cat >"$work/bird.conf" <<-CONF
	router id 192.0.2.1;
	protocol device {}
	protocol kernel { ipv4 { export all; }; }
	include "$1/*.bird.conf";
CONF
bird -f -c "$work/bird.conf" -s "$work/socket" -P "$work/pid" 2>/dev/null &
tries=0
until "$work/bin/birdc" show status >/dev/null 2>&1; do
	tries=$((tries + 1))
	[ $tries -lt 50 ]
	sleep 0.1
done
sed "s|^PATH=|PATH=$work/bin:|; /^case \${1-} in/,\$d" "$1"/*.sh >"$work/part.sh"
. "$work/part.sh"
state=unknown
say() {
	sleep 0.3
	ip route show 10.0.0.0/16 | sed 's/.*dev \([a-z0-9]*\).*/\1/; s/^\(blackhole\) .*/\1/'
}
say
turn aws100 dormant >/dev/null
say
turn aws101 dormant >/dev/null
say
turn aws101 up >/dev/null
say
turn aws100 up >/dev/null
say
kill $!
END

# try DEVICE STEPS OPTIONS...
try() {
	device=$1
	expected=$2
	shift 2
	directory="$work/now"
	rm -rf "$directory"
	accepted "$directory" "$CGWGEN" render --quiet -d "$device" -o "$directory/" \
		-s aws_networks=10.0.0.0/16 "$@" tests/rules/base/static.xml
	accepted "$directory" moves "$directory" "$expected"
}

# strongswan's names have hyphens, so its symbols stand in apostrophes.
try strongswan 'aws100 aws101 blackhole aws101 aws100' -s routing_daemon=bird
try strongswan-bird 'aws100 aws101 blackhole aws101 aws100'
try strongswan-bird 'aws101 aws101 blackhole aws101 aws101' -s preferred_tunnel=2
refused control moves "$work/now" 'aws100 aws101 blackhole aws101 aws100'
exit $failed
