#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Renders TEMPLATE with the context in CONTEXT.json by the real Jinja2, with
the options that cgwgen uses, and prints the text.

usage: render-by-jinja2.py CONTEXT.json TEMPLATE
"""
import json
import sys

import jinja2

import ansible_filters

environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader("templates"),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
ansible_filters.register(environment)

with open(sys.argv[1], encoding="utf-8") as file:
    context = json.load(file)
sys.stdout.write(environment.get_template(sys.argv[2]).render(context))
