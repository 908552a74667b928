#!/bin/sh
# SPDX-License-Identifier: ISC
# Nothing of the lab is left behind when it is interrupted or killed in the
# middle of a scene: no process, no namespace, and no file unless it was killed.
set -u
tests/lab/lab --list >/dev/null || exit $?
work=$(mktemp -d) || exit 1
failed=0
lab=
finish() {
	[ -z "$lab" ] || kill "$lab" 2>/dev/null
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

command_line() {
	{ tr '\0' ' ' <"$1/cmdline"; } 2>/dev/null
}

# Processes of this run's scenes: their command line has the folder; grep's has it otherwise.
left() {
	for process in /proc/[0-9]*; do
		command_line "$process" | grep -q -e "--inside[ ]$work/" && echo "${process#/proc/}"
	done
}

namespaces() {
	for pid in $(left); do
		readlink "/proc/$pid/ns/pid_for_children"
	done | sort -u
}

# In one of the PID namespaces named on the command line, and not dead already.
members() {
	for process in /proc/[0-9]*; do
		grep -q '^State:.*[ZX]' "$process/status" 2>/dev/null && continue
		link=$(readlink "$process/ns/pid" 2>/dev/null) || continue
		case " $* " in *" $link "*) echo "${process#/proc/} $(command_line "$process")" ;; esac
	done
}

own=$(readlink /proc/self/ns/pid)
for signal in INT TERM KILL; do
	TMPDIR="$work" python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
os.execv(sys.argv[1], sys.argv[1:])' tests/lab/lab --output "$work/out" frr-core >/dev/null 2>&1 &
	lab=$!
	tries=0
	while :; do
		inside=$(namespaces | grep -vF "$own" | tr '\n' ' ')
		# shellcheck disable=SC2086
		[ -n "$inside" ] && [ "$(members $inside | grep -c charon-systemd)" -ge 3 ] && break
		tries=$((tries + 1))
		[ $tries -lt 100 ] || { echo "$signal: the scene did not start"; exit 1; }
		sleep 0.1
	done
	kill "-$signal" $lab
	wait $lab
	lab=
	sleep 1
	# shellcheck disable=SC2086
	rest=$(left; members $inside)
	[ -z "$rest" ] || { echo "$signal leaves processes: $rest"; failed=1; }
	[ $signal = KILL ] || [ -z "$(find "$work" -name 'cgwgen-lab.*')" ] || { echo "$signal leaves files"; failed=1; }
done
exit $failed
