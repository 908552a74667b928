#!/bin/sh
# SPDX-License-Identifier: ISC
# Every rule has an example, and it is true: the rule is found in the bad one
# and not in the good one.  See cgwgen/base/rule_examples.def; one rule alone:
#   /usr/bin/python3 tests/tools/rule_examples.py build/asan/cgwgen -v RULE
set -u
CGWGEN=${CGWGEN:-build/cgwgen}
/usr/bin/python3 -c 'import yaml' 2>/dev/null || exit 77
exec /usr/bin/python3 -B tests/tools/rule_examples.py "$CGWGEN"
