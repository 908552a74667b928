#!/bin/sh
# SPDX-License-Identifier: ISC
# The C code is laid out as .clang-format says.
command -v clang-format >/dev/null || exit 77
find cgwgen tests -name '*.[ch]' -exec clang-format --dry-run --Werror {} +
