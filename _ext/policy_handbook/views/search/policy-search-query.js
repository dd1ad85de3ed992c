// @ts-check
"use strict";

/*
 * What is found for what is typed, the best first. A word that the index does not know stands for its synonyms, for the parts
 * that it is made of, or for what it is a typing error of; a word that it knows stands for itself.
 */

/** @param {string} index What MiniSearch.loadJSON takes. @param {SearchData} data @returns {SearchQuery} */
function policySearchQuery(index, data) {
  const { wordsIn, stemOf } = policySearchWords;
  const FIELDS = { words: 1, about: 0.5, sought: 0.7 };
  /** What a kind weighs: rules and norms answer, the others lead there. @type {Record<string, number>} */
  const KINDS = { rule: 1, norm: 1, topic: 0.5, act: 0.5, case: 0.5, checklist: 0.5, page: 0.5 };
  /** What is left of what another code says, where one is named. */
  const OTHER_CODE = 0.3;
  const PREFIX_FROM = 4;
  const FUZZY_FROM = 5;
  const SHORTEST_PART = 3;
  const LINKS = ["", "s", "e", "en", "n"];

  const library = MiniSearch.loadJSON(index, { fields: Object.keys(FIELDS), storeFields: ["hit"], tokenize: wordsIn });
  /** @type {SearchHit[]} */
  const hits = [];
  for (const found of library.search(MiniSearch.wildcard)) hits[found.id] = found.hit;
  const stops = new Set(data.stops);
  /** Every stem of the index, with the words of the book that it is the stem of. @type {Map<string, string[]>} */
  const stems = new Map(data.stems.map((stem, at) => [stem, [stem, ...data.words[at].split(" ").filter(Boolean)]]));
  /** Those words by their length, for what may be a typing error of one. @type {Map<number, [string, string][]>} */
  const byLength = new Map();
  for (const [stem, words] of stems) {
    for (const word of words) {
      const others = byLength.get(word.length);
      if (others) others.push([word, stem]);
      else byLength.set(word.length, [[word, stem]]);
    }
  }
  /** @type {Map<string, string[]>} */
  const synonyms = new Map();
  for (const group of data.synonyms) {
    for (const word of group) {
      const key = wordsIn(word).map(stemOf).join(" ");
      synonyms.set(key, [...(synonyms.get(key) ?? []), ...group.filter((other) => other !== word)]);
    }
  }
  const references = policySearchReference(data, hits.filter((hit) => hit.k === "rule"));

  /** Whether two words are alike but for one letter more, less or other, or two letters that changed places. @param {string} a @param {string} b */
  function isNear(a, b) {
    let start = 0;
    while (start < a.length && a[start] === b[start]) start += 1;
    let end = 0;
    while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
    const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
    return (x.length <= 1 && y.length <= 1) || (x.length === 2 && x === [...y].reverse().join(""));
  }

  /** @param {string} word @returns {string[]} */
  function typosOf(word) {
    if (word.length < FUZZY_FROM) return [];
    const near = [-1, 0, 1].flatMap((more) => byLength.get(word.length + more) ?? []).filter(([other]) => isNear(word, other));
    return near.map(([, stem]) => stem);
  }

  /** The stems of the words that begin with this one. @param {string} word @returns {string[]} */
  function begunBy(word) {
    if (word.length < PREFIX_FROM) return [];
    return [...stems].filter(([, words]) => words.some((other) => other.startsWith(word))).map(([stem]) => stem);
  }

  /** The stems that a synonym of a word gives. @param {string} stem @returns {string[]} */
  const synonymsOf = (stem) =>
    (synonyms.get(stem) ?? []).flatMap((word) => wordsIn(word).filter((one) => !stops.has(one)).map(stemOf)).filter((one) => stems.has(one));

  /** The stems of the words that one is made of, the fewest; none where a part is unknown. @param {string} word @param {number} [most] @returns {string[]} */
  function partsOf(word, most = 3) {
    /** @type {string[]} */
    let best = [];
    for (let cut = word.length - SHORTEST_PART; cut >= SHORTEST_PART; cut -= 1) {
      const head = word.slice(0, cut);
      const tail = word.slice(cut);
      const heads = LINKS.filter((link) => head.endsWith(link) && cut - link.length >= SHORTEST_PART)
        .map((link) => head.slice(0, head.length - link.length))
        .map((part) => stemOf(part))
        .filter((stem) => stems.has(stem));
      if (!heads.length) continue;
      const tails = stems.has(stemOf(tail)) ? [stemOf(tail)] : most > 2 ? partsOf(tail, most - 1) : [];
      if (tails.length && (!best.length || tails.length + 1 < best.length)) best = [heads[0], ...tails];
    }
    return best;
  }

  /** What a word of the query is looked for by: stems, each with what it weighs. @param {string} word @returns {SearchTerm[]} */
  function termsOf(word) {
    const stem = stemOf(word);
    if (stems.has(stem)) return [{ stem, weight: 1, prefix: stem.length >= PREFIX_FROM, fuzzy: stem.length >= FUZZY_FROM }];
    /** @type {Map<string, number>} */
    const found = new Map();
    /** @param {string[]} others @param {number} weight */
    const add = (others, weight) => others.forEach((other) => found.set(other, Math.max(weight, found.get(other) ?? 0)));
    add(begunBy(word), 0.8);
    add(synonymsOf(stem), 0.8);
    if (!found.size) add(typosOf(word), 0.8);
    if (!found.size) add(partsOf(word), 0.6);
    if (!found.size) return [{ stem, weight: 0.8, prefix: stem.length >= PREFIX_FROM, fuzzy: stem.length >= FUZZY_FROM }];
    return [...found].map(([other, weight]) => ({ stem: other, weight, prefix: false, fuzzy: false }));
  }

  /**
   * Everything that is found, the best first.
   * @param {string} text
   * @returns {SearchFound}
   */
  function find(text) {
    const reference = references.find(text);
    const named = references.codeIn(text);
    const all = [...new Set(wordsIn(text))].filter((word) => !stops.has(word));
    const others = all.filter((word) => !named.words.includes(word));
    const words = others.length ? others : all;
    const terms = words.map(termsOf);
    /** Of each stem the words of the query that it was looked for by. @type {Map<string, Set<number>>} */
    const asked = new Map();
    terms.forEach((choices, at) =>
      choices.forEach(({ stem }) => asked.set(stem, (asked.get(stem) ?? new Set()).add(at))),
    );
    const queries = terms.flat().map((term) => ({
      queries: [term.stem],
      tokenize: (/** @type {string} */ stem) => [stem],
      processTerm: (/** @type {string} */ stem) => stem,
      prefix: term.prefix,
      fuzzy: term.fuzzy ? 1 : false,
      boostTerm: () => term.weight,
    }));
    const results = queries.length ? library.search({ combineWith: "OR", queries }, { boost: FIELDS }) : [];
    const found = results.map(({ id, score, terms: stems, queryTerms }) => {
      const hit = hits[id];
      // The library multiplies by the terms that were met; what counts is how many of the words were.
      const met = new Set(queryTerms.flatMap((term) => [...(asked.get(term) ?? [])])).size;
      const apart = named.code && hit.c !== named.code ? OTHER_CODE : 1;
      return { id, hit, score: (score / queryTerms.length) * met * KINDS[hit.k] * apart, stems };
    });
    found.sort((a, b) => b.score - a.score || a.id - b.id);
    // Who names a place wants to be there; what else has those words comes after it.
    const best = found[0]?.score ?? 0;
    const places = reference.rules.map((hit) => ({ id: hits.indexOf(hit), hit, score: best + 1, stems: [] }));
    const rest = found.filter(({ hit }) => !reference.rules.includes(hit));
    return { found: [...places, ...rest], words, reference };
  }

  /** The topics that share most with what was typed, letter by letter: for who finds nothing. @param {string} text */
  function topicsNear(text) {
    /** @param {string} words */
    const threes = (words) =>
      new Set(wordsIn(words).flatMap((word) => [...word].slice(2).map((_, at) => word.slice(at, at + 3))));
    const asked = threes(text);
    const shared = hits
      .filter((hit) => hit.k === "topic")
      .map((hit) => ({ hit, count: [...threes(`${hit.t} ${hit.x ?? ""}`)].filter((three) => asked.has(three)).length }));
    return shared.filter(({ count }) => count).sort((a, b) => b.count - a.count).map(({ hit }) => hit);
  }

  return { find, hits, topicsNear };
}
