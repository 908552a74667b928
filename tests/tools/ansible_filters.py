# SPDX-License-Identifier: ISC
"""Ansible's own filters and tests, registered with a Jinja2 environment."""
import importlib
import warnings

NETWORK = (
    "cidr_merge hwaddr ip4_hex ipaddr ipmath ipsubnet ipv4 ipv6 ipwrap macaddr "
    "network_in_network network_in_usable next_nth_usable nthhost "
    "previous_nth_usable reduce_on_network slaac"
).split()
# Not those that Jinja2 has, too: cgwgen's are Jinja2's.
CORE = "regex_escape regex_findall regex_replace regex_search".split()
TESTS = "match regex search".split()


def register(environment):
    """Adds the filters and tests that cgwgen has as well."""
    warnings.simplefilter("ignore")
    from ansible.plugins.filter import core
    from ansible.plugins.test import core as tests
    from ansible.utils.display import Display

    Display.warning = lambda *arguments, **keywords: None
    for name in NETWORK:
        module = f"ansible_collections.ansible.utils.plugins.filter.{name}"
        function = importlib.import_module(module).FilterModule().filters()[name]
        for prefix in "", "ansible.utils.", "ansible.netcommon.":
            environment.filters[prefix + name] = function
    filters = core.FilterModule().filters()
    for name in CORE:
        for prefix in "", "ansible.builtin.":
            environment.filters[prefix + name] = filters[name]
    functions = tests.TestModule().tests()
    for name in TESTS:
        for prefix in "", "ansible.builtin.":
            environment.tests[prefix + name] = functions[name]
