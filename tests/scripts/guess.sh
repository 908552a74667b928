#!/bin/sh
# SPDX-License-Identifier: ISC
# verify --guess tells which device each file of tests/devices is for.
set -u
/usr/bin/python3 -c 'import yaml' 2>/dev/null || exit 77
exec /usr/bin/python3 -B tests/tools/device_guess
