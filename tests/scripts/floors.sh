#!/bin/sh
# SPDX-License-Identifier: ISC
# No file includes a header of a floor above its own (README.md has the
# floors), floors that stand side by side do not know each other, and each
# library's header is included in one place only.
set -u
# shellcheck disable=SC2016
find cgwgen -name '*.[ch]' -o -name '*.def' | sort | xargs awk '
	BEGIN {
		count = split("base doc model read write device template check " \
			"fix render route verify report graph cmd", names, " ")
		# What each floor may include; every floor its own.
		below["base"] = ""
		below["doc"] = "base"
		below["model"] = "base doc"
		below["read"] = "base doc model"
		below["write"] = "base doc model"
		below["device"] = "base doc model read"
		below["template"] = "base"
		below["check"] = "base doc model read device template"
		below["fix"] = below["check"] " check"
		below["render"] = below["check"]
		below["route"] = "base doc model read"
		below["verify"] = below["check"] " check render"
		below["report"] = below["check"] " check render route"
		below["graph"] = below["report"] " report"
		below["cmd"] = below["report"] " fix report graph verify write"
		library["libxml"] = "cgwgen/doc/xml.c"
		library["yaml.h"] = "cgwgen/doc/yaml_text.h"
		library["pcre2.h"] = "cgwgen/base/pattern.c"
		for (i = 1; i <= count; i++) known[names[i]] = 1
	}
	function complain(text) {
		printf "%s:%d: %s\n", FILENAME, FNR, text
		failed = 1
	}
	FNR == 1 {
		files++
		parts = split(FILENAME, path, "/")
		# main.c is the roof: it may include everything.
		floor = parts > 2 ? path[2] : "main"
		if (floor != "main" && !(floor in known))
			complain("folder " floor " is no floor")
	}
	/^[ \t]*#[ \t]*include[ \t]*"/ {
		split($0, quoted, "\"")
		slash = index(quoted[2], "/")
		target = substr(quoted[2], 1, slash - 1)
		if (slash == 0 || !(target in known))
			complain("\"" quoted[2] "\" does not name its floor")
		else if (floor != "main" && target != floor &&
		    index(" " below[floor] " ", " " target " ") == 0)
			complain(floor " must not include " quoted[2])
	}
	/^[ \t]*#[ \t]*include[ \t]*</ {
		header = $0
		sub(/^[^<]*</, "", header)
		sub(/>.*/, "", header)
		for (name in library)
			if (index(header, name) == 1 && FILENAME != library[name])
				complain("only " library[name] " includes <" \
					header ">")
	}
	END {
		if (files < 40) {
			print "only " files + 0 " files below cgwgen/"
			failed = 1
		}
		exit failed
	}'
