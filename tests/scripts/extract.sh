#!/bin/sh
# SPDX-License-Identifier: ISC
# What extract makes of what render prints gives the same bytes again: devices
# that share a proposal, have no names of their own, or leave much to a look at
# both tunnels.  The others: tests/tools/device_extract
set -u
/usr/bin/python3 -c 'import yaml' 2>/dev/null || exit 77
/usr/bin/python3 -B tests/tools/device_extract cisco-asa h3c-comware \
	huawei-usg juniper-screenos zyxel-zywall || exit 1
# Nothing but their places ties the parts of a sheet together.
exec /usr/bin/python3 -B tests/tools/device_extract --pairs generic
