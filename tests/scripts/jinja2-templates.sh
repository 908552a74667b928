#!/bin/sh
# SPDX-License-Identifier: ISC
# The real Jinja2 gives the output that tests/template/*.test expect; the unit
# test holds our engine to the same files.
/usr/bin/python3 -c 'import jinja2' 2>/dev/null || exit 77
exec /usr/bin/python3 tests/template/oracle.py
