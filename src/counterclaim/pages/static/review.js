// Deciding by keyboard. Everything here is also a button of a plain form; see the list of keys: "?".
"use strict";
(() => {
  let current = null;

  const main = () => document.getElementById("main");
  const find = (selector, within = document) => within.querySelector(selector);

  // What j and k go through: claims of the board, decisions, statements of a claim, marks of a report.
  const items = () => {
    const rows = [...main().querySelectorAll("tbody tr")].filter(row => row.offsetParent && find("a[href]", row));
    if (rows.length && !find("[data-statement]", main())) return rows;
    const told = [...main().querySelectorAll("[data-statement]")].map(one => one.closest("li, article, section") || one);
    if (told.length) return [...new Set(told)];
    return [...main().querySelectorAll(".anchor[href]")];
  };

  const link = item => (item.matches("a[href]") ? item : find("th a[href], blockquote a[href], a[href]", item));

  const go = item => {
    if (!item) return;
    if (current) current.removeAttribute("data-current");
    current = item;
    current.setAttribute("data-current", "");
    const to = link(current) || current;
    to.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  };

  const step = by => {
    const every = items();
    const at = every.indexOf(current);
    go(every[at < 0 ? (by > 0 ? 0 : every.length - 1) : Math.min(Math.max(at + by, 0), every.length - 1)]);
  };

  const boxes = () => [...main().querySelectorAll(".choose")];
  const box = () => current && current.isConnected && find(".choose", current);

  const told = () => {
    const line = find("[data-chosen]");
    const many = boxes().filter(one => one.checked).length;
    if (line) line.closest(".decide").classList.toggle("has-chosen", many > 0);
    if (line) line.textContent = many ? `${many} chosen` : "Tick claims to decide on them.";
  };

  const choose = () => {
    const one = box();
    if (one) one.checked = !one.checked;
    told();
  };

  // Where no button stands, as beside the words of a report, one is made.
  const make = value => {
    const form = document.getElementById("decide");
    if (!form) return null;
    const pressed = document.createElement("button");
    pressed.name = "ruling";
    pressed.value = value;
    pressed.hidden = true;
    form.append(pressed);
    return pressed;
  };

  const made = kind => {
    if (kind === "undo") return make(kind);
    const isWords = current && current.isConnected && current.matches(".anchor[id^='statement-']");
    return isWords && /^(confirm|reject)$/.test(kind) ? make(`${kind} ${current.id.slice("statement-".length)}`) : null;
  };

  // The button for the current thing alone, else the one for what is chosen, else that of the page.
  const button = kind => {
    const own = current && current.isConnected && find(`button[value^="${kind} "]`, current);
    const page = find(`.decide button[value^="${kind} "]`);
    return own || page || find(`button[form="decide"][value="${kind}"]`) || made(kind);
  };

  const rule = kind => {
    const pressed = button(kind);
    if (!pressed) return;
    if (pressed.value === kind && boxes().length && kind !== "undo" && !boxes().some(one => one.checked)) {
      if (!box()) return;
      choose();
      if (kind === "merge") return;
    }
    pressed.click();
  };

  const unfold = kind => {
    const folded = find(`details.${kind}`);
    if (!folded) return rule(kind);
    folded.open = true;
    const first = find("input", folded);
    if (first) first.focus();
    folded.scrollIntoView({ block: "nearest" });
  };

  const note = () => {
    const field = find('input[name="note"]');
    if (!field) return;
    if (boxes().length && !boxes().some(one => one.checked)) choose();
    field.focus();
  };

  const search = () => {
    const field = find('input[type="search"]');
    if (field) field.focus();
    else location.assign("/search");
  };

  const help = () => {
    const keys = document.getElementById("keys");
    if (keys && !keys.open) keys.showModal();
  };

  const open = () => {
    const to = current && current.isConnected && link(current);
    if (to) to.click();
  };

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    Enter: open,
    o: open,
    "/": search,
    c: choose,
    a: () => rule("confirm"),
    x: () => rule("reject"),
    m: () => unfold("merge"),
    s: () => unfold("split"),
    n: note,
    u: () => rule("undo"),
    z: () => rule("undo"),
    "?": help,
  };

  // While a ruling is on its way, keys wait: what they are meant for is about to be shown anew.
  let awaited = false;
  const waiting = [];
  const arrived = () => {
    awaited = false;
    while (waiting.length && !awaited) KEYS[waiting.shift()]();
  };

  const typing = target => target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || find("dialog[open]")) return;
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target)) return;
    if (event.key === "Enter" && event.target.matches("a, button, summary, input")) return;
    if (!Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    if (awaited) waiting.push(event.key);
    else KEYS[event.key]();
  });

  document.addEventListener("change", event => {
    if (event.target.matches(".choose")) told();
  });

  document.addEventListener("click", event => {
    if (event.target.closest("[data-keys]")) help();
  });

  document.addEventListener("focusin", event => {
    const item = items().find(one => one === event.target || one.contains(event.target));
    if (item && item !== current) {
      if (current) current.removeAttribute("data-current");
      current = item;
    }
  });

  const ready = () => document.querySelectorAll("[data-keys]").forEach(one => one.removeAttribute("hidden"));

  // A button may stand outside of its form; what it says is sent all the same.
  document.addEventListener("htmx:configRequest", event => {
    const sent = event.detail.triggeringEvent;
    const pressed = sent && sent.submitter;
    if (pressed && pressed.name) event.detail.parameters[pressed.name] = pressed.value;
  });

  // A refusal is a page too, and is shown; where something failed before that, the plain form is sent.
  document.addEventListener("htmx:beforeSwap", event => {
    if (event.detail.xhr.status >= 400) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  let number = -1;
  document.addEventListener("htmx:beforeRequest", () => {
    awaited = true;
    number = current ? items().indexOf(current) : -1;
  });

  // The address becomes that of the page which is shown now: a claim that was merged has another.
  document.addEventListener("htmx:afterSettle", event => {
    const shown = event.detail.xhr && event.detail.xhr.responseURL;
    if (shown && event.detail.xhr.status < 400) {
      const address = new URL(shown);
      address.searchParams.delete("ruled");
      address.searchParams.delete("already");
      history.replaceState(null, "", address);
    }
    current = null;
    ready();
    told();
    const said = find(".said");
    if (number >= 0) go(items()[Math.min(number, items().length - 1)]);
    else if (said) {
      said.tabIndex = -1;
      said.focus();
    }
    arrived();
  });
  ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"].forEach(name => document.addEventListener(name, arrived));

  ready();
  told();
})();
