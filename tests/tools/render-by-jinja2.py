#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Renders TEMPLATE with the context in CONTEXT.json by the real Jinja2, with
the options that cgwgen uses, and prints the text.

usage: render-by-jinja2.py CONTEXT.json TEMPLATE
"""
import ipaddress
import json
import sys

import jinja2


def ipaddr(value, query="", version=0):
    """The part of ansible.utils.ipaddr that cgwgen registers."""
    try:
        interface = ipaddress.ip_interface(value)
    except ValueError:
        return False
    if version and interface.version != version:
        return False
    network = interface.network
    return {
        "": value,
        "address": str(interface.ip),
        "network": str(network.network_address),
        "netmask": str(network.netmask),
        "hostmask": str(network.hostmask),
        "wildcard": str(network.hostmask),
        "prefix": network.prefixlen,
        "net": str(network),
        "subnet": str(network),
        "broadcast": str(network.broadcast_address),
        "version": interface.version,
    }[query]


environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader("templates"),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
environment.filters["ipaddr"] = ipaddr
environment.filters["ipv4"] = lambda value, query="": ipaddr(value, query, 4)
environment.filters["ipv6"] = lambda value, query="": ipaddr(value, query, 6)

with open(sys.argv[1], encoding="utf-8") as file:
    context = json.load(file)
sys.stdout.write(environment.get_template(sys.argv[2]).render(context))
