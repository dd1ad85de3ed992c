// @ts-check
"use strict";

/*
 * Who reads: a role and the code that binds it, chosen in any panel with data-module="policy-who". The choice is kept in this
 * browser alone, under the key "policy-who": the id of the choice, or "-" for none; without storage it lasts for the page.
 * Where nothing was chosen it is the one that the book was published for, if that is one.
 *
 * Other scripts find it in data-policy-role and data-policy-code of the root element, and hear of a change by the event
 * "policy-who" of the document. What is of the code (class policy-of-<code>, or policy-col-<code> in a table) gets a class and
 * the words "jouw code". Nothing is left out or folded away for it.
 *
 * It runs before the page is painted, and looks at each part of it as it comes: nothing moves once it is there.
 */
(() => {
  const KEY = "policy-who";
  const NONE = "-";
  const OWN = "policy-is-own";
  const MARK = "policy-own";
  const root = document.documentElement;
  /** The words, from the tag of this script. @type {Record<string, string>} */
  const words = JSON.parse(document.currentScript?.dataset.words ?? "{}");
  /** What can be chosen, by its id, in words. @type {Map<string, string>} */
  const choices = new Map();
  /** The choice where nothing was chosen, "" for none. */
  let home = "";
  let isKept = true;

  /** @returns {string} the id of what was chosen, NONE, or "" where nothing was */
  function read() {
    try {
      return window.localStorage.getItem(KEY) ?? "";
    } catch {
      isKept = false;
      return "";
    }
  }

  /** @param {string} id */
  function keep(id) {
    try {
      window.localStorage.setItem(KEY, id);
    } catch {
      // Blocked or full: the choice lasts for this page.
      isKept = false;
    }
  }

  let stored = read();

  /** The id of the choice, "" for none. What is kept may be of another book, or nonsense. */
  function current() {
    if (choices.has(stored)) return stored;
    return stored !== NONE && choices.has(home) ? home : "";
  }

  /** Whether an element is here to its end, while the page is still being read. @param {Element} element */
  function isWhole(element) {
    if (document.readyState !== "loading") return true;
    for (let node = /** @type {Node | null} */ (element); node; node = node.parentNode) if (node.nextSibling) return true;
    return false;
  }

  // -- the panels

  /** The panels that are made. @type {Set<HTMLElement>} */
  const panels = new Set();

  /** Makes a choice of the links of a panel. @param {HTMLElement} panel */
  function makePanel(panel) {
    panels.add(panel);
    const list = panel.querySelector("ul");
    const as = panel.querySelector(".policy-who__as");
    const lead = panel.querySelector(".policy-who__lead");
    if (!list || !as || !lead) return;
    for (const link of list.querySelectorAll(/** @type {"a"} */ ("a[data-reader]"))) {
      const { reader = "" } = link.dataset;
      choices.set(reader, link.textContent ?? "");
      link.replaceWith(makeButton(panel, reader, link.textContent ?? ""));
    }
    home = panel.dataset.home ?? "";
    const item = document.createElement("li");
    item.append(makeButton(panel, "", words.none));
    list.append(item);
    lead.textContent = words.lead;
    // All names lie upon each other, of which one is seen: there is room for any of them.
    const names = document.createElement("span");
    names.className = "policy-who__names";
    for (const [id, name] of [["", words.none], ...choices]) {
      const part = document.createElement("span");
      part.dataset.reader = id;
      part.textContent = name;
      names.append(part);
    }
    as.replaceChildren(`${words.as} `, names);
    const note = document.createElement("p");
    note.className = "policy-who__note";
    note.setAttribute("role", "status");
    list.after(note);
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close(panel);
    });
  }

  /** @param {HTMLElement} panel @param {string} id @param {string} label */
  function makeButton(panel, id, label) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.reader = id;
    button.textContent = label;
    button.addEventListener("click", () => {
      stored = id || NONE;
      keep(stored);
      change();
      const note = panel.querySelector(".policy-who__note");
      if (note && !isKept) note.textContent = words.not_kept;
      else close(panel);
    });
    return button;
  }

  /** Shuts a panel, whose line then says what was chosen. @param {HTMLElement} panel */
  function close(panel) {
    if (!panel.hasAttribute("open")) return;
    panel.removeAttribute("open");
    panel.querySelector("summary")?.focus();
  }

  /** @param {HTMLElement} panel */
  function showChoice(panel) {
    const id = current();
    for (const button of panel.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.reader === id));
    }
    for (const name of panel.querySelectorAll(/** @type {"span"} */ (".policy-who__names > span"))) {
      name.classList.toggle("policy-who__name", name.dataset.reader === id);
    }
  }

  // -- what is of the code

  /** The words that stand in the label of a cell on a narrow screen, where its column has no head. */
  const inLabel = ` · ${words.own}`;

  /** @param {string} code */
  function mark(code) {
    for (const kind of ["policy-col-", "policy-of-"]) {
      for (const element of document.getElementsByClassName(kind + code)) {
        const whole = element.closest("li") ?? element;
        if (whole.classList.contains(OWN) || !isWhole(whole)) continue;
        whole.classList.add(OWN);
        if (whole instanceof HTMLTableCellElement && whole.dataset.label) {
          whole.dataset.label += inLabel;
          continue;
        }
        const own = document.createElement("span");
        own.className = MARK;
        const sign = document.createElement("span");
        sign.textContent = words.own;
        own.append(" ", sign);
        const title = whole.querySelector(".policy-verdict-title, a");
        if (title?.localName === "a") title.after(own);
        else (title ?? whole).append(own);
      }
    }
  }

  function unmark() {
    for (const own of document.querySelectorAll(`.${MARK}, .policy-start`)) own.remove();
    for (const whole of document.querySelectorAll(`.${OWN}`)) {
      whole.classList.remove(OWN);
      if (whole instanceof HTMLElement && whole.dataset.label) whole.dataset.label = whole.dataset.label.replace(inLabel, "");
    }
  }

  /** Puts the booklets of the code before the others. */
  function putFirst() {
    for (const own of document.querySelectorAll(`.policy-booklet-entry.${OWN}`)) {
      const first = own.parentElement?.querySelector(`:scope > .policy-booklet-entry:not(.${OWN})`);
      if (first && first.compareDocumentPosition(own) & Node.DOCUMENT_POSITION_FOLLOWING) first.before(own);
    }
  }

  /** Puts the way to the questions of the code, for the role, above the list of all. */
  function addStart() {
    const { policyRole: role = "", policyCode: code = "" } = root.dataset;
    for (const list of document.querySelectorAll(".policy-roles")) {
      if (!isWhole(list) || list.querySelector(".policy-start")) continue;
      const links = [...list.querySelectorAll(/** @type {"a"} */ (`.${OWN} > p > a, .${OWN} > a`))];
      const link = links.find(({ hash }) => new URLSearchParams(hash.slice(1)).get("audience") === role);
      if (!link) continue;
      const start = document.createElement("p");
      start.className = "policy-start";
      const way = document.createElement("a");
      way.className = "policy-button";
      way.href = link.getAttribute("href") ?? "";
      way.textContent = words.start.replace("{reader}", () => choices.get(`${role}/${code}`) ?? "");
      start.append(way, ` ${words["start.other"]}`);
      list.prepend(start);
    }
  }

  // -- all of it

  /** Shows the choice in what is here already. */
  function show() {
    for (const panel of document.querySelectorAll("[data-module='policy-who']")) {
      if (!(panel instanceof HTMLElement) || panels.has(panel) || !isWhole(panel)) continue;
      makePanel(panel);
      say();
      showChoice(panel);
    }
    const { policyCode } = root.dataset;
    if (!policyCode) return;
    mark(policyCode);
    putFirst();
    addStart();
  }

  /** Says the choice to all scripts and style sheets. */
  function say() {
    const [role = "", code = ""] = current().split("/");
    for (const [name, id] of [["policyRole", role], ["policyCode", code]]) {
      if (id) root.dataset[name] = id;
      else delete root.dataset[name];
    }
  }

  function change() {
    say();
    unmark();
    for (const panel of panels) showChoice(panel);
    show();
    document.dispatchEvent(new CustomEvent("policy-who"));
  }

  // Other scripts add to the page as long as it is there.
  new MutationObserver(show).observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", show);
  window.addEventListener("storage", (event) => {
    if (event.key !== null && event.key !== KEY) return;
    stored = read();
    change();
  });
  document.addEventListener("click", (event) => {
    for (const panel of document.querySelectorAll(".policy-header [data-module='policy-who'][open]")) {
      if (event.target instanceof Node && !panel.contains(event.target)) panel.removeAttribute("open");
    }
  });
})();
