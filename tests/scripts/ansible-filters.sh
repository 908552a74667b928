#!/bin/sh
# SPDX-License-Identifier: ISC
# The network and regex filters answer as Ansible's do, in value and type:
# every query on every input, of which one question in twelve is asked here.
/usr/bin/python3 -c 'import ansible, jinja2, netaddr' 2>/dev/null || exit 77
exec /usr/bin/python3 tests/tools/sweep-ansible.py "${TEMPLATE_BATCH:-build/asan/template-batch}" 12
