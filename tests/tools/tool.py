# SPDX-License-Identifier: ISC
"""The tools of this folder that have no suffix, as modules of each other."""
import importlib.machinery
import importlib.util
import os


def load(name):
    loader = importlib.machinery.SourceFileLoader(
        name, os.path.join(os.path.dirname(__file__), name))
    module = importlib.util.module_from_spec(
        importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module
