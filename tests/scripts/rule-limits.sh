#!/bin/sh
# SPDX-License-Identifier: ISC
# Rules refuse what is beyond the limits that their texts state, and take what
# is at them; see tests/tools/rule_limits.py.
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
/usr/bin/python3 -c 'import yaml' 2>/dev/null || exit 77
exec /usr/bin/python3 -B tests/tools/rule_limits.py "$CGWGEN"
