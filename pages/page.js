"use strict";
(function () {
  var field = document.getElementById("search");
  var count = document.getElementById("count");
  var sections = Array.prototype.slice.call(document.querySelectorAll("section[data-card]"));
  var rows = Array.prototype.slice.call(document.querySelectorAll("tr[data-card]"));
  var cards = Array.prototype.slice.call(document.querySelectorAll("svg.graph a[data-card]"));
  var texts = sections.map(function (section) {
    return section.textContent.toLowerCase();
  });

  /* Every word has to be somewhere in the section of the connection or table. */
  function search() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var seen = {};
    var shown = 0;
    var all = 0;
    sections.forEach(function (section, index) {
      var fits = words.every(function (word) {
        return texts[index].indexOf(word) !== -1;
      });
      section.hidden = !fits;
      rows[index].hidden = !fits;
      if (!section.hasAttribute("data-table")) {
        shown += fits ? 1 : 0;
        all += 1;
      }
      if (fits) {
        seen[section.getAttribute("data-card")] = true;
      }
    });
    cards.forEach(function (card) {
      card.classList.toggle("off", !seen[card.getAttribute("data-card")]);
    });
    count.textContent = shown + " of " + all + " connections";
  }

  /* "/" goes to the field, Escape empties it. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && document.activeElement !== field) {
      event.preventDefault();
      field.focus();
    } else if (event.key === "Escape" && field.value !== "") {
      field.value = "";
      search();
      field.focus();
    }
  });

  /* The picture in its own size, larger, smaller, or as wide as the page. */
  var svg = document.querySelector("svg.graph");
  var width = Number(svg.getAttribute("data-width"));
  var scale = 1;
  function zoom(to) {
    scale = Math.min(4, Math.max(0.1, to));
    svg.setAttribute("width", Math.round(width * scale));
    svg.removeAttribute("height");
  }
  document.getElementById("larger").addEventListener("click", function () {
    zoom(scale * 1.25);
  });
  document.getElementById("smaller").addEventListener("click", function () {
    zoom(scale / 1.25);
  });
  document.getElementById("whole").addEventListener("click", function () {
    zoom((svg.parentNode.clientWidth - 4) / width);
  });

  field.addEventListener("input", search);
  document.getElementById("tools").hidden = false;
  search();
}());
