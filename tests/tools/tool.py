# SPDX-License-Identifier: ISC
"""The tools of this folder that have no suffix, as modules of each other."""
import importlib.machinery
import importlib.util
import json
import os
import shutil

import yaml


def load(name):
    loader = importlib.machinery.SourceFileLoader(
        name, os.path.join(os.path.dirname(__file__), name))
    module = importlib.util.module_from_spec(
        importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def printed_home(name, scratch):
    """A directory for --device-path in which the device is rendered as it
    prints its configuration (running: files); None when that is how it is
    given it."""
    with open("devices/%s.yaml" % name, encoding="utf-8") as file:
        profile = yaml.safe_load(file)
    running = profile.pop("running", {})
    if "files" not in running:
        return None
    profile["files"] = running["files"]
    profile["syntax"] = running["syntax"]
    profile.pop("statements", None)
    home = os.path.join(scratch, "printed")
    os.makedirs(os.path.join(home, "devices"), exist_ok=True)
    with open(os.path.join(home, "devices", name + ".yaml"), "w",
              encoding="utf-8") as file:
        json.dump(profile, file, default=str)
    shutil.copytree("templates", os.path.join(home, "templates"),
                    dirs_exist_ok=True)
    return home
