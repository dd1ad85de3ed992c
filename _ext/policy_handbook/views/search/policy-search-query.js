// @ts-check
"use strict";

/*
 * What is found for what is typed, the best first. A word that the index does not know stands for its synonyms, for the parts
 * that it is made of, or for what it is a typing error of; a word that it knows stands for itself.
 */

/** @param {string} index What MiniSearch.loadJSON takes. @param {SearchData} data @returns {SearchQuery} */
function policySearchQuery(index, data) {
  const { wordsIn, stemOf } = policySearchWords;
  const FIELDS = { words: 1, about: 0.5, sought: 1, beside: 0.3 };
  /** What a kind weighs: rules and norms answer, the others lead there. @type {Record<string, number>} */
  const KINDS = { rule: 1, norm: 1, topic: 0.5, act: 0.5, case: 0.5, checklist: 0.5, page: 0.5 };
  /** What is left of what another code says, where one is named. */
  const OTHER_CODE = 0.3;
  /** By which power it counts how many of the words are met. */
  const COVERAGE = 0.6;
  /** What of the score of a norm counts for the rules on it. */
  const OF_NORM = 0.5;
  /** What a weak word counts beside others. */
  const WEAK = 0.4;
  /** What a heading weighs beside what stands under it. */
  const HEADING = 0.7;
  /** How many of the rules that a reference can mean are put first. */
  const MOST_NAMED = 50;
  const PREFIX_FROM = 4;
  const FUZZY_FROM = 5;
  const SHORTEST_PART = 3;
  // Of words of one root: how much of them is the same, and how long their ends can be.
  const KIN_FROM = 6;
  const LONGEST_END = 5;
  const LONG_PART = 5;
  const LINKS = ["", "s", "e", "en", "n"];

  const library = MiniSearch.loadJSON(index, { fields: Object.keys(FIELDS) });
  const { hits } = data;
  const stops = new Set(data.stops);
  /** Every stem of the index, with the words of the book that it is the stem of. @type {Map<string, string[]>} */
  const stems = new Map(data.stems.map((stem, at) => [stem, [stem, ...data.words[at].split(" ").filter(Boolean)]]));
  /** Those words by their length, each with its stem, once one is looked for. @type {Map<number, [string, string][]> | undefined} */
  let byLength;
  const elsewhere = new Set(data.elsewhere);
  const aside = new Set([...data.aside, ...elsewhere]);
  const weak = new Set(data.weak);
  /** For the stems of a word those of the others of its groups. @type {Map<string, string[]>} */
  const synonyms = new Map();
  for (const group of data.synonyms) {
    for (const word of group) synonyms.set(word, [...(synonyms.get(word) ?? []), ...group.filter((other) => other !== word)]);
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

  /** The stems of the words of the book of which one may be a typing error. @param {string} word @returns {string[]} */
  function typosOf(word) {
    if (word.length < FUZZY_FROM) return [];
    const words = (byLength ??= wordsByLength());
    const near = [-1, 0, 1].flatMap((more) => words.get(word.length + more) ?? []).filter(([other]) => isNear(word, other));
    return near.map(([, stem]) => stem);
  }

  function wordsByLength() {
    /** @type {Map<number, [string, string][]>} */
    const found = new Map();
    for (const [stem, words] of stems) {
      for (const word of words) {
        const others = found.get(word.length);
        if (others) others.push([word, stem]);
        else found.set(word.length, [[word, stem]]);
      }
    }
    return found;
  }

  /** The stems of the words that begin with this one. @param {string} word @returns {string[]} */
  function begunBy(word) {
    if (word.length < PREFIX_FROM) return [];
    return [...stems].filter(([, words]) => words.some((other) => other.startsWith(word))).map(([stem]) => stem);
  }

  /** The stems of the words that begin as this one and end otherwise ("sarcastisch", "sarcasme"). @param {string} word @returns {string[]} */
  function kinOf(word) {
    const root = word.slice(0, Math.max(KIN_FROM, word.length - LONGEST_END));
    if (word.length <= KIN_FROM) return [];
    return [...stems]
      .filter(([stem]) => !elsewhere.has(stem))
      .filter(([, words]) => words.some((other) => other.startsWith(root) && other.length <= root.length + LONGEST_END))
      .map(([stem]) => stem);
  }

  /** The stems that a synonym of a word gives. @param {string} stem @returns {string[]} */
  const synonymsOf = (stem) =>
    (synonyms.get(stem) ?? []).flatMap((word) => word.split(" ")).filter((one) => stems.has(one));

  /** Whether a rule or a norm says a stem, or stands under it. @param {string} stem */
  const answers = (stem) => stems.has(stem) && !aside.has(stem);

  /**
   * The stems of the words that one is made of, the fewest; none where a part is unknown.
   * @param {string} word @param {number} [most] @returns {string[]}
   */
  function partsOf(word, most = 3) {
    /** @type {string[]} */
    let best = [];
    for (let cut = word.length - SHORTEST_PART; cut >= SHORTEST_PART; cut -= 1) {
      const head = headOf(word.slice(0, cut), SHORTEST_PART);
      if (!head) continue;
      const tail = word.slice(cut);
      let tails = answers(stemOf(tail)) ? [stemOf(tail)] : most > 2 ? partsOf(tail, most - 1) : [];
      if (!tails.length && tail.length >= LONG_PART) tails = [...begunBy(tail), ...synonymsOf(stemOf(tail))];
      if (tails.length && (!best.length || tails.length + 1 < best.length)) best = [head, ...tails];
    }
    return best;
  }

  /** The stem of the first part of a compound, without what links it to the next; "" where it is unknown. @param {string} part @param {number} least */
  function headOf(part, least) {
    const heads = LINKS.filter((link) => part.endsWith(link)).map((link) => part.slice(0, part.length - link.length));
    return heads.filter((head) => head.length >= least).map(stemOf).find(answers) ?? "";
  }

  /** The longest known word that a compound begins or ends with: of a part that is unknown nothing is known. @param {string} word @returns {string[]} */
  function partOf(word) {
    for (let length = word.length - SHORTEST_PART; length >= LONG_PART; length -= 1) {
      const found = [headOf(word.slice(0, length), LONG_PART), stemOf(word.slice(-length))].filter(answers);
      if (found.length) return found.slice(0, 1);
    }
    return [];
  }

  /**
   * Stems that stand for one word of the query, each with what it weighs: the more there are, the less each tells.
   * @param {string[]} others
   * @param {number} weight
   * @returns {SearchTerm[]}
   */
  function instead(others, weight) {
    const each = [...new Set(others)];
    return each.map((stem) => ({ stem, weight: weight / Math.sqrt(each.length), prefix: false, fuzzy: false }));
  }

  /** What a word of the query is looked for by. @param {string} word @returns {SearchTerm[]} */
  function termsOf(word) {
    const stem = stemOf(word);
    const itself = { stem, weight: 1, prefix: stem.length >= PREFIX_FROM, fuzzy: false };
    // Words of one stem need not be of one meaning: of a form that the book does not use the synonyms count for something.
    if (answers(stem)) return [itself, ...(stems.get(stem)?.includes(word) ? [] : instead(synonymsOf(stem), 0.5))];
    const known = stems.has(stem);
    /** @type {[() => string[], number][]} */
    const ways = [
      [() => [...begunBy(word), ...synonymsOf(stem)], 1],
      [() => (known ? [] : typosOf(word)), 0.8],
      [() => partsOf(word), 0.8],
      [() => kinOf(word), 0.6],
      [() => partOf(word), 0.5],
    ];
    const others = ways.reduce(
      (/** @type {SearchTerm[]} */ found, [way, weight]) => (found.length ? found : instead(way(), weight)),
      [],
    );
    if (known) return [itself, ...others];
    return others.length ? others : [{ ...itself, weight: 0.8, fuzzy: stem.length >= FUZZY_FROM }];
  }

  /**
   * Everything that is found, the best first.
   * @param {string} text
   * @returns {SearchFound}
   */
  function find(text) {
    const reference = references.find(text);
    const { code, words: ofCode } = references.codeIn(text);
    const all = [...new Set(wordsIn(text))].filter((word) => !stops.has(word));
    const others = all.filter((word) => !ofCode.includes(word));
    const words = others.length ? others : all;
    const strong = words.some((word) => !weak.has(stemOf(word)));
    const terms = words.map((word) =>
      termsOf(word).map((term) => ({ ...term, weight: term.weight * (strong && weak.has(stemOf(word)) ? WEAK : 1) })),
    );
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
      const apart = code && hit.c !== code ? OTHER_CODE : 1;
      return { id, hit, score: (score / queryTerms.length) * met ** COVERAGE * KINDS[hit.k] * apart * (hit.o ? HEADING : 1), stems };
    });
    // A rule that says something of many norms has many words; what counts is what it says of the best of them.
    const norms = new Map(found.filter(({ hit }) => hit.k === "norm").map(({ hit, score }) => [hit.i, score]));
    for (const result of found) {
      const { k: kind, n: on = [] } = result.hit;
      if (kind === "rule") result.score += OF_NORM * Math.max(0, ...on.map((norm) => norms.get(norm) ?? 0));
    }
    found.sort((a, b) => b.score - a.score || a.id - b.id);
    // Who names a place wants to be there; what else has those words comes after it.
    const best = found[0]?.score ?? 0;
    const named = reference.rules.slice(0, MOST_NAMED);
    const places = named.map((hit) => ({ id: hits.indexOf(hit), hit, score: best + 1, stems: [] }));
    const rest = places.length ? found.filter(({ hit }) => !named.includes(hit)) : found;
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

  return { find, topicsNear };
}
