// Pages work without this; it only makes some things quicker.
"use strict";

// Escape closes what hangs open: the reason of a status, a menu.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const focused = document.activeElement;
  if (focused && focused.matches(".status")) focused.blur();
  const menu = focused && focused.closest("details.menu[open], details.as-of[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// An empty field of a filter need not stand in the address.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get") return;
  for (const field of event.target.querySelectorAll("input, select")) {
    if (field.name && field.value === "") field.disabled = true;
  }
});

// Coming back, the fields can be filled in again.
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form[method=get] :disabled")) field.disabled = false;
});
