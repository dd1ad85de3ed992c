// @ts-check
"use strict";

/*
 * The page for an address that there is not. It reads the names of the book from its inventory (objects.inv), goes on where the
 * address is a name as it is printed ("turnhout/art-3.5@v1") or that of a page without its ending, and else lists what is near:
 * the words and numbers of the address held against the names and titles, the rarer ones counting more.
 */
(() => {
  /** @typedef {{name: string, kind: string, path: string, title: string, tokens: string[]}} Entry */

  const SHOWN = new Set(["std:doc", "policy:code", "policy:rule", "policy:norm", "policy:topic", "policy:case"]);
  /** Words of addresses that say nothing of what is looked for. */
  const EMPTY = new Set(["html", "htm", "index", "docs", "codes", "regels", "www"]);
  /** @type {Record<string, string>} As ids are written. */
  const SHORT = { artikel: "art", artikels: "art", artikelen: "art" };
  const MOST = 6;
  /** The least part of what was asked for that must be found. */
  const ENOUGH = 0.45;
  const LINE = /^(.+?) (\S+:\S+) (?:-?\d+) (\S*) (.*)$/;

  /** @param {string} words @returns {string} */
  const fold = (words) => words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  /** Words of more than a letter, and numbers with their parts ("3.5"). @param {string} words @returns {string[]} */
  const tokensOf = (words) =>
    (fold(words).match(/[a-z]{2,}|\d+(?:\.\d+)*/g) ?? []).filter((token) => !EMPTY.has(token)).map((token) => SHORT[token] ?? token);

  /** What an inventory of Sphinx says. @param {string} text @returns {Entry[]} */
  function readEntries(text) {
    const entries = [];
    for (const line of text.split("\n")) {
      const [, name, kind, uri, title] = LINE.exec(line) ?? [];
      if (!name || !SHOWN.has(kind)) continue;
      const shown = title === "-" ? name : title;
      const path = uri.endsWith("$") ? uri.slice(0, -1) + name : uri;
      entries.push({ name, kind, path, title: shown, tokens: [...new Set(tokensOf(`${name} ${shown}`))] });
    }
    return entries;
  }

  /** @param {URL} address @returns {Promise<Entry[]>} */
  async function fetchEntries(address) {
    const answer = await fetch(address);
    if (!answer.ok) return [];
    const bytes = new Uint8Array(await answer.arrayBuffer());
    // Four lines of plain text, then the names, packed.
    let start = 0;
    for (let lines = 0; lines < 4; lines += 1) start = bytes.indexOf(10, start) + 1;
    const unpacked = new Blob([bytes.slice(start)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return readEntries(await new Response(unpacked).text());
  }

  /** What an address asks for, without the path of the site and its own ending. @param {string} root @returns {string} */
  function wantedOf(root) {
    let path = location.pathname;
    try {
      path = decodeURIComponent(path);
    } catch {
      // Taken as it is.
    }
    return (path.startsWith(root) ? path.slice(root.length) : path).replace(/\/$/, "").replace(/\.html?$/i, "");
  }

  /** The page of a rule, which is at an address of its own. @param {string} name @returns {string} */
  const rulePath = (name) => `regels/${name.replace("@", "/")}.html`;

  /** The path of what has exactly this name, or stands at exactly this place of a page; "" where there is none or more.
   * @param {Entry[]} entries @param {string} wanted @returns {string} */
  function findExact(entries, wanted) {
    const asked = fold(wanted).replace(/^regels\//, "").replace(/^([^/]+\/[^/@]+)\/(v\d+)$/, "$1@$2");
    const rule = entries.find((entry) => entry.kind === "policy:rule" && fold(entry.name) === asked);
    if (rule) return rulePath(rule.name);
    const page = entries.find((entry) => entry.kind === "std:doc" && [asked, `${asked}/index`].includes(fold(entry.name)));
    if (page) return page.path + location.hash;
    const place = decodeURI(location.hash);
    const there = place ? entries.filter((entry) => !entry.name.includes("@") && entry.path.endsWith(place)) : [];
    if (there.length === 1) return there[0].path;
    const named = entries.filter((entry) => fold(entry.name) === asked);
    return named.length === 1 ? named[0].path : "";
  }

  /** Whether two words differ in one letter. @param {string} one @param {string} other @returns {boolean} */
  function isNear(one, other) {
    if (Math.min(one.length, other.length) < 5 || Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    let end = 0;
    while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    return Math.max(one.length, other.length) - start - end <= 1;
  }

  /** How well a word or number of the address is found in one of a name, 0 to 1. @param {string} asked @param {string} token */
  function likeness(asked, token) {
    if (asked === token) return 1;
    if (/^\d/.test(asked)) {
      const [here, there] = [asked.split("."), token.split(".")];
      if (here.length < 2 || here[0] !== there[0]) return 0;
      // The nearer the number within the same article, the better.
      return 0.7 - 0.05 * Math.min(10, Math.abs(Number(here[1]) - Number(there[1] ?? 0)));
    }
    if (Math.min(asked.length, token.length) >= 4 && (asked.startsWith(token) || token.startsWith(asked))) return 0.75;
    return isNear(asked, token) ? 0.8 : 0;
  }

  /** @param {Entry[]} entries @param {string} wanted @returns {Entry[]} */
  function findNear(entries, wanted) {
    const candidates = entries.filter((entry) => !entry.name.includes("@"));
    const asked = [...new Set(tokensOf(wanted.replace(/@v\d+$|\/v\d+$/, "")))];
    const last = new Set(tokensOf(wanted.split("/").at(-1) ?? ""));
    /** @type {Map<string, number[]>} */
    const found = new Map();
    for (const token of asked) {
      const scores = candidates.map((entry) => Math.max(0, ...entry.tokens.map((other) => likeness(token, other))));
      const count = scores.filter(Boolean).length;
      if (!count) continue;
      const weight = Math.log(1 + candidates.length / count) * (last.has(token) ? 2 : 1);
      found.set(token, [weight, ...scores]);
    }
    const total = [...found.values()].reduce((sum, [weight]) => sum + weight, 0);
    return candidates
      .map((entry, at) => {
        const sum = [...found.values()].reduce((all, [weight, ...scores]) => all + weight * scores[at], 0);
        // Of two that hold it all the one that holds least besides.
        return { entry, part: total ? sum / total : 0, rest: entry.tokens.length };
      })
      .filter(({ part }) => part >= ENOUGH)
      .sort((one, other) => other.part - one.part || one.rest - other.rest || (one.entry.name < other.entry.name ? -1 : 1))
      // A topic and its page have the same title.
      .filter(({ entry }, at, all) => all.findIndex((other) => other.entry.title === entry.title) === at)
      .slice(0, MOST)
      .map(({ entry }) => entry);
  }

  for (const section of document.querySelectorAll("[data-module~='policy-missing']")) {
    const list = section.querySelector("ul");
    if (!(section instanceof HTMLElement) || !list) continue;
    const inventory = new URL(section.dataset.inventory ?? "", location.href);
    const site = new URL(".", inventory);
    const wanted = wantedOf(site.pathname);
    fetchEntries(inventory)
      .then((entries) => {
        const exact = findExact(entries, wanted);
        const address = new URL(exact, site);
        if (exact && address.href !== location.href) {
          location.replace(address);
          return;
        }
        for (const entry of findNear(entries, wanted)) {
          const link = document.createElement("a");
          link.href = new URL(entry.kind === "policy:rule" ? rulePath(entry.name) : entry.path, site).href;
          link.textContent = entry.title;
          const item = document.createElement("li");
          item.append(link);
          list.append(item);
        }
        section.hidden = !list.childElementCount;
      })
      .catch(() => {
        // The page is whole without it.
      });
  }
})();
