// @ts-check
"use strict";

/*
 * What was found as entries of a list: a reference that was asked for first, the rules of several codes on one norm together,
 * those of one's own code before others that answer about as well.
 */
const policySearchEntries = (() => {
  // What is found by a few weak words only, beside something much better, is left out.
  const LEAST = 0.12;
  // What of one's own code scores less than this part of the best stays where it is.
  const ABOUT_AS_WELL = 0.5;

  /**
   * The norm by which a rule was found best; "" where none was.
   * @param {SearchHit} hit
   * @param {Map<string, SearchResult>} norms
   */
  const normOf = (hit, norms) =>
    (hit.n ?? []).reduce((best, norm) => ((norms.get(norm)?.score ?? 0) > (norms.get(best)?.score ?? 0) ? norm : best), "");

  /** What was found but for what is far weaker than the best. @param {SearchResult[]} found */
  const near = (found) => found.filter(({ score }) => score >= (found[0]?.score ?? 0) * LEAST);

  /**
   * The entries, the best first.
   * @param {SearchResult[]} found
   * @param {string} own The code of one's own authority, or "".
   * @returns {SearchEntry[]}
   */
  function make(found, own) {
    const best = found[0]?.score ?? 0;
    const listed = near(found);
    const norms = new Map(listed.filter(({ hit }) => hit.k === "norm").map((result) => [result.hit.i, result]));
    /** The norm of each result, and for each norm the rules on it. @type {Map<SearchResult, string>} */
    const normOfResult = new Map();
    /** @type {Map<string, SearchResult[]>} */
    const onNorm = new Map();
    for (const result of listed) {
      const { hit } = result;
      const norm = hit.k === "norm" ? hit.i : hit.k === "rule" ? normOf(hit, norms) : "";
      normOfResult.set(result, norm);
      if (hit.k !== "rule" || !norm) continue;
      const others = onNorm.get(norm);
      if (others) others.push(result);
      else onNorm.set(norm, [result]);
    }
    /** @type {Set<SearchResult>} */
    const placed = new Set();
    /** @type {SearchEntry[]} */
    const entries = [];
    for (const result of listed) {
      if (placed.has(result)) continue;
      const norm = norms.get(normOfResult.get(result) ?? "");
      const rules = norm && !placed.has(norm) ? (onNorm.get(norm.hit.i) ?? []).filter((rule) => !placed.has(rule)) : [];
      const together = new Set(rules.map((rule) => rule.hit.c)).size > 1 || (result === norm && rules.length > 0);
      const members = together ? ownFirst(rules, own, result.score) : [result];
      for (const member of members) placed.add(member);
      if (norm && together) placed.add(norm);
      entries.push({ norm: together ? norm?.hit : undefined, results: members, score: result.score });
    }
    return ownFirst(entries, own, best);
  }

  /**
   * What is of one's own code, and about as good as the best, before the others; otherwise in the order given.
   * @template {SearchResult | SearchEntry} T
   * @param {T[]} items @param {string} own @param {number} best @returns {T[]}
   */
  function ownFirst(items, own, best) {
    if (!own) return items;
    /** @param {T} item */
    const isOwn = (item) =>
      item.score >= best * ABOUT_AS_WELL && ("hit" in item ? item.hit.c === own : item.results.some(({ hit }) => hit.c === own));
    return [...items.filter(isOwn), ...items.filter((item) => !isOwn(item))];
  }

  return { make, near };
})();
