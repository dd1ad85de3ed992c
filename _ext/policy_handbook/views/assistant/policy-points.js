// @ts-check
"use strict";

/*
 * What of a checklist cannot apply, given answers of the assistant; it touches no page. Loaded where there are answers: by the
 * assistant, for its way to the checklists, and by a checklist that was opened with them.
 */
const policyPoints = (() => {
  /** Whether these answers leave one of some worlds. @param {Base} base @param {number[]} worlds @param {Known} given */
  function isFor(base, worlds, given) {
    // Who did not say in which role may be any of those that the code addresses.
    const [audience, context] = ["audience", "context"].map((id) => given.get(id)?.[0] ?? "?");
    return (base.answered[`${audience} ${context}`] ?? []).some((world) => worlds.includes(world));
  }

  /**
   * Whether a position cannot count: its gate is closed, or it binds nobody who these answers leave.
   * @param {Base} base @param {Row} row @param {Known} given
   */
  const isClosed = (base, row, given) =>
    !isFor(base, base.scopes[row.scope], given) || policyWalk.gateHolds(row.when, given) === 0;

  /**
   * The items that cannot apply, by their places on the list.
   * @param {Base} base @param {Checklist} list @param {Known} given
   */
  const leftOut = (base, list, given) =>
    [...list.items.keys()].filter((place) => list.items[place].every((row) => isClosed(base, base.rows[row], given)));

  /**
   * The pages with a checklist on an act, for whom these answers leave, of which something may apply, each once; the most
   * particular first.
   * @param {Base} base @param {string} act @param {Known} given
   */
  function pagesOn(base, act, given) {
    const lists = base.checklists
      .filter((list) => list.acts.includes(act) && isFor(base, list.worlds, given))
      .filter((list) => leftOut(base, list, given).length < list.items.length)
      .sort((a, b) => a.acts.length - b.acts.length);
    return [...new Map(lists.map(({ url, page }) => [url, page]))].map(([url, page]) => ({ url, page }));
  }

  return { leftOut, pagesOn };
})();
