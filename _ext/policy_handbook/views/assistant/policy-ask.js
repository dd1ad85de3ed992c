// @ts-check
"use strict";

/*
 * What to ask next: by what the walk over the table (policy-walk.js) still waits for. It touches no page.
 */
const policyAsk = (() => {
  const { makeMatter, decideReading, inScope, holds, gateHolds, waiting, first, union, advisedAgainst } = policyWalk;

  /**
   * The page to ask next: a group and its questions, in the order of the book; null where no question can change the
   * outcome any more. The facts in *skipped* take their assumption and are not asked again; no other is assumed. A question
   * with an "ask" gate waits for the facts in it, and is not asked where the gate is false.
   * @param {Table} table @param {string} act @param {Given} given @param {Iterable<string>} [skipped]
   */
  function questions(table, act, given, skipped = []) {
    const left = new Set(skipped);
    const settled = new Map(Object.entries(given));
    for (const { id, assume } of table.facts) {
      if (left.has(id) && !settled.has(id)) settled.set(id, assume ? [assume] : null);
    }
    const open = table.facts.map(({ id }) => id).filter((id) => !settled.has(id));
    /** What is known with one more answer. @param {...[string, Answer]} more */
    const matterWith = (...more) =>
      makeMatter(table, act, Object.fromEntries([...open.map((id) => [id, null]), ...settled, ...more]));
    const matter = matterWith();
    const { known, entries, always, worlds } = matter;
    const depends = new Set(decideReading(matter).flatMap((weighed) => weighed.depends));
    const candidates = new Set(open.filter((id) => depends.has(id)));
    const rows = new Set(worlds.flatMap((world) => inScope(table, [...entries, ...always], world)));
    /** @type {Map<string, number>} */
    const scores = new Map();
    for (const { when, takes, needs } of rows) {
      if (!gateHolds(when, known)) continue;
      const weight = takes.length ? 1 : 2;
      for (const fact of waiting(when, known)) scores.set(fact, (scores.get(fact) ?? 0) + weight);
      // A requirement is a box on the page of the verdict, unless it would fail by mere assumption.
      for (const need of needs.map((need) => table.needs[need]).filter(({ timing }) => timing === "before")) {
        const fact = table.facts.find(({ id }) => id === need.fact);
        if (!fact?.assume || !open.includes(fact.id) || holds(need, [fact.assume])) continue;
        const outcomes = fact.options.map(({ id }) => {
          const other = decideReading(matterWith([fact.id, [id]]));
          return `${union(other.map(({ possible }) => possible))} ${advisedAgainst(first(other))}`;
        });
        if (new Set(outcomes).size > 1) candidates.add(fact.id);
      }
    }
    const askable = table.facts.filter(({ id, ask }) => {
      const held = gateHolds(ask, known);
      return candidates.has(id) && (held === 1 ? !ask.flat().some(({ fact }) => candidates.has(fact)) : held);
    });
    if (!askable.length) return null;
    const score = /** @param {Fact} fact */ ({ id }) => scores.get(id) ?? 0;
    const { group } = askable.reduce((most, fact) => (score(fact) > score(most) ? fact : most));
    return { group, facts: askable.filter((fact) => fact.group === group) };
  }

  return { questions };
})();
