#!/bin/sh
# SPDX-License-Identifier: ISC
# No shell script has a warning of shellcheck.
command -v shellcheck >/dev/null || exit 77
grep -rlE '^#!/bin/sh' scripts tests .ci | xargs shellcheck -S warning
