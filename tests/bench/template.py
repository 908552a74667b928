#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What template.c does, by Jinja2: one template, compiled once.

    template.py TEMPLATE DATA.json COUNT   prints the microseconds of a render
    template.py TEMPLATE DATA.json         prints what it renders
"""
import json
import os
import sys
import time

import jinja2

environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(os.path.dirname(sys.argv[1])),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
with open(sys.argv[2], encoding="utf-8") as file:
    data = json.load(file)
template = environment.get_template(os.path.basename(sys.argv[1]))
if len(sys.argv) < 4:
    sys.stdout.write(template.render(data))
    sys.exit()
count = int(sys.argv[3])
for _ in range(count // 10):
    template.render(data)
start = time.perf_counter()
for _ in range(count):
    template.render(data)
print(f"{(time.perf_counter() - start) / count * 1e6:.3f}")
