#!/bin/sh
# SPDX-License-Identifier: ISC
# What verify --remediate proposes brings a device to its descriptor: one
# device of each way to take commands.  The others: tests/tools/device_remedy
set -u
CGWGEN=build/cgwgen # many runs
export CGWGEN
/usr/bin/python3 -c 'import yaml' 2>/dev/null || exit 77
exec /usr/bin/python3 -B tests/tools/device_remedy cisco-asa \
	fortinet-fortios-4 huawei-ar vyatta paloalto-panos-6 \
	f5-bigip/bgp mikrotik-ros7/static citrix-adc \
	sonicwall-sonicos
