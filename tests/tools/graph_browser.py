#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""graph_browser.py FILE.html COUNT WORD FOUND [FILE.html ...]

Opens pages of cgwgen graph in a real browser: each has COUNT connections with
tables, loads nothing, says nothing on the console, WORD finds FOUND of them,
it is used by keys alone, has another look in the dark, and no text of its
picture runs out of its box.  Says what is wrong; 77 without a browser.
"""
import sys

import browser

# Each text, as it is drawn, against the smallest box of its group around it,
# and against the other texts of the group.
TEXTS = """
(function () {
  var bad = [];
  document.querySelectorAll("svg.graph > a, svg.graph > g").forEach(
      function (group) {
    var box = group.querySelector("rect").getBBox();
    var texts = Array.prototype.map.call(group.querySelectorAll("text"),
        function (text) {
      var at = text.getBBox();
      if (at.x < box.x || at.x + at.width > box.x + box.width ||
          at.y < box.y - 1 || at.y + at.height > box.y + box.height + 1)
        bad.push("runs out: " + text.textContent);
      return [at, text.textContent];
    });
    texts.forEach(function (a, i) {
      texts.slice(i + 1).forEach(function (b) {
        if (a[0].x + 0.5 < b[0].x + b[0].width &&
            b[0].x + 0.5 < a[0].x + a[0].width &&
            a[0].y + 2 < b[0].y + b[0].height &&
            b[0].y + 2 < a[0].y + a[0].height)
          bad.push("overlap: " + a[1] + " / " + b[1]);
      });
    });
  });
  return bad;
}())
"""
SHOWN = """
Array.prototype.filter.call(document.querySelectorAll("section:not([data-table])"),
    function (s) { return s.getClientRects().length !== 0; }).length
"""


def check(page, path, count, word, found):
    """What is wrong."""
    bad = []

    def expect(what, value, wanted):
        if value != wanted:
            bad.append(f"{what}: {value!r}, expected {wanted!r}")

    page.open(path)
    expect("sections", page.run(SHOWN), count)
    expect("sections without tables", page.run(
        "document.querySelectorAll('section').length - document."
        "querySelectorAll('section:has(table):has(caption)').length"), 0)
    tables = page.run("document.querySelectorAll('section[data-table]').length")
    expect("rows of tables", page.run(
        "document.querySelectorAll('#tables tbody tr').length"), tables)
    expect("boxes of tables", page.run(
        "document.querySelectorAll('svg rect.table').length"), tables)
    expect("that there are tables", tables >= 6, True)
    expect("rows", page.run(
        "document.querySelectorAll('#list tbody tr').length"), count)
    expect("what runs out or overlaps", page.run(TEXTS), [])
    page.key("/", "/")
    expect("focus after /", page.run("document.activeElement.id"), "search")
    expect("field", page.run("document.activeElement.value"), "")
    page.type(word)
    expect("sections found", page.run(SHOWN), found)
    expect("count", page.run("document.getElementById('count').textContent"),
           f"{found} of {count} connections")
    expect("rows found", page.run(
        "document.querySelectorAll('#list tbody tr:not([hidden])').length"),
        found)
    expect("cards that stand back", page.run(
        "document.querySelectorAll('svg a.off').length > 0"), found < count)
    page.key("Escape")
    expect("sections after Escape", page.run(SHOWN), count)
    page.type("tgw-rtb-0a1b2c3d4e5f60719 propagations")
    expect("tables found", page.run(
        "document.querySelectorAll('section[data-table]:not([hidden])')"
        ".length"), 1)
    expect("rows of tables found", page.run(
        "document.querySelectorAll('#tables tbody tr:not([hidden])').length"),
        1)
    page.key("Escape")
    expect("a table's box leads to", page.run(
        "document.querySelector(document.querySelector('svg a:has(rect.table)')"
        ".getAttribute('href')).getAttribute('data-table')"), "1")
    page.run("document.querySelector('svg a').focus()")
    page.key("Enter")
    expect("Enter leads to", page.run(
        "document.querySelector(location.hash).tagName"), "SECTION")
    before = page.run("getComputedStyle(document.body).backgroundColor")
    box = page.run("getComputedStyle(document.querySelector('rect.site')).fill")
    page.dark(True)
    for what, old in (("document.body).backgroundColor", before),
                      ("document.querySelector('rect.site')).fill", box)):
        if page.run("getComputedStyle(" + what) == old:
            bad.append(f"in the dark {what} is {old}, too")
    page.dark(False)
    expect("on the console", page.complaints(), [])
    expect("requests", page.requests(), [])
    # The policy holds: what is not the page's own does not run.
    page.run("(function () { var s = document.createElement('script');"
             "s.textContent = 'window.foreign = 1';"
             "document.body.appendChild(s); }())")
    expect("a foreign script", page.run("window.foreign"), None)
    return bad


def main():
    rest = sys.argv[1:]
    if not rest or len(rest) % 4:
        sys.exit(__doc__)
    if browser.find() is None:
        print("no chromium")
        sys.exit(77)
    page = browser.Page()
    bad = []
    try:
        while rest:
            path, count, word, found = rest[:4]
            rest = rest[4:]
            bad += [f"{path}: {line}" for line in
                    check(page, path, int(count), word, int(found))]
    finally:
        page.close()
    print(*bad, sep="\n")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
