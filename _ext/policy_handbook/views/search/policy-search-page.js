// @ts-check
"use strict";

/*
 * The page of the search: what is found for the query in the fragment (or in ?q=, where the form came without script), narrowed
 * down by what else stands there. Without a query it shows what it shows without script: all topics and questions.
 */
(() => {
  const page = document.querySelector(".policy-search-page");
  if (!(page instanceof HTMLElement)) return;
  const mount = page;
  const { title } = document;
  const AT_ONCE = 20;
  const TOPICS = 5;

  /** @typedef {{ name: string, of: (hit: SearchHit) => string[], label: (value: string) => string }} Facet */
  /** @type {Facet[]} */
  let facets = [];
  /** @type {SearchQuery} */
  let query;
  /** What the present page shows, by the query. @type {{ text: string, found: SearchFound } | undefined} */
  let kept;
  let shownEntries = AT_ONCE;
  let opened = matchMedia("(min-width: 64rem)").matches;

  // -- the fragment

  /** The query, and by facet the values that are chosen. */
  function read() {
    const fragment = new URLSearchParams(location.hash.slice(1));
    const text = fragment.get("q") ?? new URLSearchParams(location.search).get("q") ?? "";
    const chosen = new Map(facets.map(({ name }) => [name, (fragment.get(name) ?? "").split(",").filter(Boolean)]));
    return { text: text.trim(), chosen };
  }

  /** @param {string} text @param {Map<string, string[]>} chosen */
  function write(text, chosen) {
    const parts = [...chosen].filter(([, values]) => values.length).map(([name, values]) => [name, values.join(",")]);
    const fragment = [["q", text], ...parts].map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
    history.replaceState(null, "", `${location.pathname}#${fragment.join("&")}`);
  }

  // -- what is shown

  /** Whether something is among what is chosen, one facet apart. @param {SearchHit} hit @param {Map<string, string[]>} chosen @param {string} [but] */
  const passes = (hit, chosen, but) =>
    facets.every(({ name, of }) => {
      const values = chosen.get(name) ?? [];
      return name === but || !values.length || of(hit).some((value) => values.includes(value));
    });

  /** What was drawn anew has the focus again. @param {string} selector */
  function focus(selector) {
    const element = results.querySelector(selector);
    if (element instanceof HTMLElement) element.focus();
  }

  /** @param {SearchResult[]} found @param {Map<string, string[]>} chosen @param {string} text */
  function drawFacets(found, chosen, text) {
    const make = policyMake;
    const { tell } = policySearchHit;
    const groups = facets.map(({ name, of, label }) => {
      /** @type {Map<string, number>} */
      const counts = new Map((chosen.get(name) ?? []).map((value) => [value, 0]));
      for (const { hit } of found) {
        if (passes(hit, chosen, name)) for (const value of of(hit)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      if (!counts.size) return null;
      const values = [...counts].sort(([a, x], [b, y]) => (name === "topic" ? y - x : 0) || label(a).localeCompare(label(b)));
      return make(
        "fieldset",
        { class: "policy-search-facet" },
        make("legend", {}, tell(`search.facet.${name}`)),
        ...values.map(([value, count]) => {
          const box = make("input", { type: "checkbox", name, value, checked: chosen.get(name)?.includes(value) });
          return make("label", {}, box, make("span", {}, label(value)), make("span", { class: "policy-search-facet__count" }, String(count)));
        }),
      );
    });
    const fold = make("details", { class: "policy-search-facets", open: opened }, make("summary", {}, tell("search.narrow")), ...groups);
    fold.addEventListener("toggle", () => (opened = fold.hasAttribute("open")));
    fold.addEventListener("change", (event) => {
      const { target } = event;
      if (!(target instanceof HTMLInputElement)) return;
      const boxes = [...fold.querySelectorAll(`input[name="${target.name}"]:checked`)];
      chosen.set(target.name, boxes.map((box) => /** @type {HTMLInputElement} */ (box).value));
      write(text, chosen);
      shownEntries = AT_ONCE;
      show();
      focus(`input[name="${target.name}"][value="${CSS.escape(target.value)}"]`);
    });
    return fold;
  }

  /** @param {SearchResult} result @param {number} at @param {number} level Of its heading. */
  function drawResult({ hit, stems }, at, level) {
    const make = policyMake;
    const { nameOf, addressOf, sentenceOf, marked, modalitiesOf, badgeOf, referenceTo, tell } = policySearchHit;
    const met = new Set(stems);
    const about = hit.c ? [badgeOf(hit.c), ...modalitiesOf(hit)] : [];
    const title = make("a", { href: addressOf(hit) }, ...(hit.c ? [nameOf(hit)] : marked(nameOf(hit), met)));
    const words = hit.x && hit.x !== hit.t ? marked(sentenceOf(hit.x, met), met) : [];
    const id = `reference-${at}`;
    return make(
      "li",
      { class: `policy-search-hit policy-search-hit--${hit.k}` },
      make("p", { class: "policy-search-hit__kind" }, ...[policySearchData.kinds[hit.k], ...about].flatMap((part) => [part, " "])),
      make(`h${level}`, { class: "policy-search-hit__title" }, title),
      hit.l && make("p", { class: "policy-search-hit__lead" }, hit.l),
      words.length > 0 && make("p", { class: "policy-search-hit__words" }, ...words),
      hit.c &&
        make(
          "p",
          { class: "policy-search-hit__copy" },
          make("span", { id, class: "policy-unseen" }, referenceTo(hit)),
          make(
            "button",
            {
              type: "button",
              "data-module": "policy-copy",
              "data-source": id,
              "data-done": policySearchData.copied.done,
              "data-selected": policySearchData.copied.selected,
            },
            tell("search.copy"),
            make("span", { class: "policy-unseen" }, ` ${nameOf(hit)}`),
          ),
          " ",
          make("span", { role: "status" }),
        ),
    );
  }

  /** @param {SearchEntry[]} entries */
  function drawEntries(entries) {
    const make = policyMake;
    const { addressOf, marked, tell } = policySearchHit;
    let at = 0;
    const items = entries.slice(0, shownEntries).map(({ norm, results }) => {
      if (!norm) return drawResult(results[0], (at += 1), 2);
      const stems = new Set(results.flatMap((result) => result.stems));
      return make(
        "li",
        { class: "policy-search-hit policy-search-hit--group" },
        make("p", { class: "policy-search-hit__kind" }, policySearchData.kinds.norm),
        make("h2", { class: "policy-search-hit__title" }, make("a", { href: addressOf(norm) }, ...marked(norm.t ?? "", stems))),
        make("ul", { class: "policy-search-hits" }, ...results.map((result) => drawResult(result, (at += 1), 3))),
      );
    });
    const left = entries.length - shownEntries;
    const more = make("button", { type: "button", class: "policy-search-more" }, tell("search.more", { n: left }));
    more.addEventListener("click", () => {
      const next = shownEntries;
      shownEntries += AT_ONCE;
      show();
      focus(`.policy-search-list > li:nth-child(${next + 1}) a`);
    });
    return [make("ul", { class: "policy-search-hits policy-search-list" }, ...items), left > 0 && more];
  }

  /** What to do where nothing was found. @param {string} text */
  function drawNothing(text) {
    const make = policyMake;
    const { addressOf, tell } = policySearchHit;
    const asked = policySearchData.contacts.map(({ body, name, ways }) =>
      make("li", {}, tell("search.contact", { body, name }), ...ways.flatMap(({ text: way, href }) => [" · ", href ? make("a", { href }, way) : way])),
    );
    const near = query.topicsNear(text).slice(0, TOPICS);
    return [
      make("p", { class: "policy-search-none" }, tell("search.none")),
      asked.length > 0 && make("p", {}, tell("search.ask")),
      asked.length > 0 && make("ul", {}, ...asked),
      near.length > 0 && make("p", {}, tell("search.near")),
      near.length > 0 && make("ul", {}, ...near.map((hit) => make("li", {}, make("a", { href: addressOf(hit) }, hit.t)))),
    ];
  }

  // The first of them stays, so that what it says anew is heard.
  const count = document.createElement("p");
  count.className = "policy-search-count";
  count.setAttribute("role", "status");
  const results = document.createElement("div");
  results.className = "policy-search-results";
  mount.before(count, results);

  function show() {
    const { text, chosen } = read();
    mount.hidden = Boolean(text);
    results.hidden = !text;
    document.title = text ? `${text} · ${title}` : title;
    if (!text) {
      count.textContent = "";
      return;
    }
    const make = policyMake;
    const { tell } = policySearchHit;
    if (kept?.text !== text) kept = { text, found: query.find(text) };
    const { found } = kept.found;
    const own = policySearch.ownCode();
    const entries = policySearchEntries.make(found.filter(({ hit }) => passes(hit, chosen)), own);
    const near = policySearchEntries.near(found);
    count.textContent = tell("search.count.for", { count: tell("search.count", { n: entries.length }), query: text });
    results.replaceChildren(
      ...(found.length
        ? [
            drawFacets(near, chosen, text),
            make("div", {}, own && make("p", { class: "policy-search-own" }, tell("search.own", { code: policySearchData.codes[own].short })), ...drawEntries(entries).filter(Boolean).map((part) => part || "")),
          ]
        : drawNothing(text).filter(Boolean).map((part) => part || "")),
    );
    results.querySelectorAll("[data-module='policy-copy']").forEach(policyCopy);
  }

  // -- start

  /** Fills the form with the query, and shows what is found for it. */
  function start() {
    const { text } = read();
    const input = document.querySelector("#zoek");
    if (text && input instanceof HTMLInputElement && document.activeElement !== input) input.value = text;
    if (!text && !query) return;
    policySearch.load().then(
      (loaded) => {
        query = loaded;
        const { codes, topics, contexts, kinds } = policySearchData;
        facets = [
          { name: "kind", of: (hit) => [hit.k], label: (value) => kinds[value] ?? value },
          { name: "code", of: (hit) => (hit.c ? [hit.c] : []), label: (value) => codes[value]?.short ?? value },
          { name: "modality", of: (hit) => [...new Set((hit.m ?? []).map(([, word]) => word))], label: (value) => value },
          { name: "topic", of: (hit) => hit.h ?? [], label: (value) => topics[value] ?? value },
          { name: "context", of: (hit) => hit.q ?? [], label: (value) => contexts[value] ?? value },
        ];
        shownEntries = AT_ONCE;
        show();
      },
      () => {}, // the page as it stands is the answer without its scripts
    );
  }

  window.addEventListener("hashchange", start);
  start();
})();
