// @ts-check
"use strict";

/*
 * Checklists: a box to tick before each item, how many are ticked, and a button that clears them. The lists are complete
 * without it. What is ticked stays in this browser, an entry for each item; where nothing may be kept it lasts for the page.
 *
 * Of a page with lists of several codes those of one are shown: that of the fragment (#code=…), else that of who reads
 * (policy-who.js), else that of one's own authority, else the first. The fragment can hold answers of the assistant too: what cannot apply is then left out.
 */
(() => {
  const script = document.currentScript;
  /** The words, from the tag of this script. @type {Record<string, string> & {left_out: {one: string, other: string}}} */
  const words = JSON.parse(script?.dataset.words ?? "{}");
  /** The root of the site. */
  const root = new URL("..", script instanceof HTMLScriptElement ? script.src : location.href);
  const OF = "policy-checklist--of-";
  const PREFIX = `policy-checklist:${window.location.pathname}#`;

  /** Whether this browser keeps what is ticked. */
  let keeps = true;

  /** @param {string} id @returns {boolean} */
  function isKept(id) {
    try {
      return window.localStorage.getItem(PREFIX + id) !== null;
    } catch {
      keeps = false;
      return false;
    }
  }

  /** @param {string} id @param {boolean} ticked */
  function keep(id, ticked) {
    try {
      if (ticked) window.localStorage.setItem(PREFIX + id, "1");
      else window.localStorage.removeItem(PREFIX + id);
    } catch {
      // Blocked or full.
      keeps = false;
    }
  }

  /** @param {string} label @returns {HTMLButtonElement} */
  function makeButton(label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "policy-checklist__button";
    button.textContent = label;
    return button;
  }

  class Checklist {
    /** @param {HTMLElement} wrapper */
    constructor(wrapper) {
      this.wrapper = wrapper;
      this.code = [...wrapper.classList].find((name) => name.startsWith(OF))?.slice(OF.length) ?? "";
      /** @type {Map<string, HTMLInputElement>} */
      this.boxes = new Map();
      /** @type {HTMLElement[]} */
      this.items = [...wrapper.querySelectorAll(/** @type {"li"} */ (".policy-checklist__item"))];
      for (const item of this.items) this.addBox(item);

      const bar = document.createElement("div");
      bar.className = "policy-checklist__bar";
      this.count = document.createElement("p");
      this.count.className = "policy-checklist__count";
      this.count.setAttribute("role", "status");
      this.note = document.createElement("p");
      this.note.className = "policy-checklist__note";
      const print = makeButton(words.print);
      print.addEventListener("click", () => this.print());
      this.clearer = makeButton(words.clear);
      this.clearer.addEventListener("click", () => this.clear());
      this.left = document.createElement("p");
      this.left.className = "policy-checklist__left";
      bar.append(this.count, this.clearer, print, this.note, this.left);
      wrapper.querySelector(".policy-checklist__codes")?.after(bar);
      this.show();
    }

    /** Puts a box before an item's question, and makes the question its label. @param {Element} item */
    addBox(item) {
      const question = item.querySelector(".policy-checklist__question");
      if (!item.id || !question) return;
      const box = document.createElement("input");
      box.type = "checkbox";
      box.className = "policy-checklist__box";
      box.checked = isKept(item.id);
      const label = document.createElement("label");
      label.className = "policy-checklist__label";
      const seen = document.createElement("span");
      seen.className = "policy-unseen";
      seen.textContent = words.seen;
      label.append(box, seen, ...question.childNodes);
      question.append(label);
      box.addEventListener("change", () => {
        keep(item.id, box.checked);
        this.show();
      });
      this.boxes.set(item.id, box);
    }

    clear() {
      for (const [id, box] of this.boxes) {
        box.checked = false;
        keep(id, false);
      }
      this.show();
    }

    /** Takes over what the store says, as when the page is open twice. */
    reload() {
      for (const [id, box] of this.boxes) box.checked = isKept(id);
      this.show();
    }

    show() {
      // What is folded away need not be looked at, and what was left out cannot.
      const boxes = [...this.boxes.values()].filter((box) => !box.closest(".policy-checklist__fold, [hidden]"));
      const ticked = boxes.filter((box) => box.checked).length;
      const count = words.count.replace("{ticked}", String(ticked)).replace("{total}", String(boxes.length));
      if (this.count.textContent !== count) this.count.textContent = count;
      this.note.textContent = keeps ? words.kept : words.not_kept;
    }

    /** Leaves items out, and says how many. @param {number[]} places */
    leaveOut(places) {
      for (const [place, item] of this.items.entries()) item.hidden = places.includes(place);
      // No heading above nothing.
      for (const items of this.wrapper.querySelectorAll(/** @type {"ul"} */ (".policy-checklist__items"))) {
        const isEmpty = [...items.children].every((item) => item instanceof HTMLElement && item.hidden);
        items.hidden = isEmpty;
        const title = items.closest("details") ?? items.previousElementSibling;
        if (title instanceof HTMLElement) title.hidden = isEmpty;
      }
      this.tell(places.length);
      this.show();
    }

    /** Says how many are left out, with a way to see them. @param {number} n */
    tell(n) {
      this.left.replaceChildren();
      if (!n) return;
      const all = makeButton(words.all);
      all.addEventListener("click", () => {
        this.leaveOut([]);
        this.clearer.focus();
      });
      this.left.append(words.left_out[n === 1 ? "one" : "other"].replace("{n}", String(n)), " ", all);
    }

    /** Prints this list alone, below the title of its page. */
    print() {
      this.putAlone();
      window.print();
    }

    putAlone() {
      document.body.classList.add("policy-body--one-checklist");
      this.wrapper.classList.add("policy-checklist--printed");
    }
  }

  /** @type {Checklist[]} */
  const lists = [];
  for (const wrapper of document.querySelectorAll(".policy-checklist")) {
    if (wrapper instanceof HTMLElement && wrapper.querySelector(".policy-checklist__item")) {
      lists.push(new Checklist(wrapper));
    }
  }

  // -- the list of one code

  const codes = [...new Set(lists.map(({ code }) => code))];
  /** The buttons that choose a code. @type {Map<string, HTMLButtonElement>} */
  const choices = new Map();

  /** What is shown or not with a list: its section, where that is not the page's own. @param {Checklist} list */
  function partOf({ wrapper }) {
    const section = wrapper.closest("section");
    const isWhole = section?.querySelector("h1") || (section?.querySelectorAll(".policy-checklist").length ?? 0) > 1;
    return section && !isWhole ? section : wrapper;
  }

  /** What the fragment says: a code, an act and answers by their names. */
  const read = () => new URLSearchParams(location.hash.slice(1));

  /** The place on the page that the fragment names. */
  function placeNamed() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null; // Not a fragment of ours.
    }
  }

  /** The code that the fragment names, or in whose lists its place is; "" if none. */
  function codeWanted() {
    const wanted = read().get("code") ?? "";
    if (choices.has(wanted)) return wanted;
    const place = placeNamed();
    return lists.find((list) => place && partOf(list).contains(place))?.code ?? "";
  }

  /** The code of who reads, where there are lists of it; "" if none. */
  function codeOfReader() {
    const own = document.documentElement.dataset.policyCode ?? "";
    return choices.has(own) ? own : "";
  }

  /** Shows the lists of one code. @param {string} code */
  function choose(code) {
    for (const [id, choice] of choices) choice.setAttribute("aria-pressed", String(id === code));
    for (const list of lists) partOf(list).hidden = list.code !== code;
    leaveOut(code);
  }

  /** Puts the choice of a code above the first list. */
  function addChoices() {
    const group = document.createElement("div");
    group.className = "policy-checklist-codes";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", words.codes);
    for (const code of codes) {
      const name = lists.find((list) => list.code === code)?.wrapper.querySelector(".policy-checklist__codes a");
      const choice = makeButton(name?.textContent ?? code);
      choice.classList.add(`policy-of-${code}`);
      choice.addEventListener("click", () => {
        const given = read();
        given.set("code", code);
        // The answers stay; a place on the page is no answer.
        for (const [key, value] of [...given]) if (!value) given.delete(key);
        history.replaceState(history.state, "", `#${given}`);
        choose(code);
      });
      choices.set(code, choice);
      group.append(choice);
    }
    partOf(lists[0]).before(group);
  }

  // -- what answers leave out

  /** @param {string} path from the root of the site */
  const load = (path) =>
    new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = new URL(path, root).href;
      tag.addEventListener("load", resolve);
      tag.addEventListener("error", reject);
      document.head.append(tag);
    });
  /** What was asked for, by its path. @type {Map<string, Promise<unknown>>} */
  const loading = new Map();
  /** @param {string} path */
  function loadOnce(path) {
    const found = loading.get(path) ?? load(path);
    loading.set(path, found);
    return found;
  }

  /** The answers in the fragment, those that are not known left out. */
  function answers() {
    const given = [...read()].filter(([key, value]) => !["code", "act"].includes(key) && !["", "-", "?"].includes(value));
    return new Map(given.map(([key, value]) => [key, value.split(",")]));
  }

  /** @param {string} code */
  async function leaveOut(code) {
    const shown = lists.filter((list) => list.code === code);
    const given = answers();
    if (!given.size) return;
    try {
      await Promise.all(
        ["_static/policy-walk.js", "_static/policy-points.js", `data/decisions/${code}.js`].map(loadOnce),
      );
      const base = policyDecisions[code];
      for (const list of shown) {
        const found = base.checklists.find(({ anchor }) => anchor === list.wrapper.id);
        list.leaveOut(found ? policyPoints.leftOut(base, found, given) : []);
      }
    } catch {
      for (const list of shown) list.left.textContent = words.not_loaded;
    }
  }

  const home = lists.find(({ wrapper }) => wrapper.classList.contains("policy-checklist--home")) ?? lists[0];
  if (codes.length > 1) {
    addChoices();
    choose(codeWanted() || codeOfReader() || home.code);
    document.addEventListener("policy-who", () => {
      if (!codeWanted()) choose(codeOfReader() || home.code);
    });
    window.addEventListener("hashchange", () => {
      const wanted = codeWanted();
      if (wanted) choose(wanted);
      placeNamed()?.scrollIntoView();
    });
    // Only now is the place that the fragment names where it stays.
    placeNamed()?.scrollIntoView();
  } else if (lists.length) leaveOut(home.code);

  window.addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) for (const list of lists) list.reload();
  });
  window.addEventListener("beforeprint", () => {
    // The browser's own way to print: the only list that is shown is one sheet too.
    const shown = lists.filter((list) => !list.wrapper.closest("[hidden]"));
    if (shown.length === 1) shown[0].putAlone();
  });
  window.addEventListener("afterprint", () => {
    document.body.classList.remove("policy-body--one-checklist");
    for (const list of lists) list.wrapper.classList.remove("policy-checklist--printed");
  });
})();
