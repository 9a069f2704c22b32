// Marks the line that is pointed at or holds the focus; the page reads as well without.
"use strict";
for (const row of document.querySelectorAll(".lines tbody tr:not(.party)")) {
  const mark = on => () => row.classList.toggle("chosen", on);
  row.addEventListener("mouseenter", mark(true));
  row.addEventListener("mouseleave", mark(false));
  row.addEventListener("focusin", mark(true));
  row.addEventListener("focusout", mark(false));
}
