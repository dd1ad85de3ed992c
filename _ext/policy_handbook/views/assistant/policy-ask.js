// @ts-check
"use strict";

/*
 * What to ask next: by what the walk over the table (policy-walk.js) still waits for. It touches no page.
 */
const policyAsk = (() => {
  const {
    MAG_NIET, makeMatter, decideReading, inScope, factsOf, holds, gateHolds, waiting, first, union, weakest, demands, advisedAgainst,
  } = policyWalk;

  /**
   * The questions that can be asked now, in the order of the book. The facts in *skipped* take their assumption and are not
   * asked again; no other is assumed. `isEnd` is whether one must be answered and an answer to it can make all else idle.
   * `parents` are the questions on which one follows up, by its id.
   * @param {Table} table @param {string} act @param {Given} given @param {Iterable<string>} skipped
   */
  function findAskable(table, act, given, skipped) {
    const left = new Set(skipped);
    const settled = new Map(Object.entries(given));
    for (const { id, assume } of table.facts) {
      if (left.has(id) && !settled.has(id)) settled.set(id, assume ? [assume] : null);
    }
    const open = new Set(table.facts.map(({ id }) => id).filter((id) => !settled.has(id)));
    /** What is known with one more answer. @param {...[string, Answer]} more */
    const matterWith = (...more) =>
      makeMatter(table, act, Object.fromEntries([...[...open].map((id) => [id, null]), ...settled, ...more]));
    /** What comes of each answer to a question. @param {Fact} fact */
    const outcomesOf = ({ id, options }) => options.map((option) => decideReading(matterWith([id, [option.id]])));
    const matter = matterWith();
    const { known, entries, always, worlds } = matter;
    const weighed = decideReading(matter);
    const least = Math.min(...weighed.map(({ possible }) => weakest(possible)));
    const rows = [...new Set(worlds.flatMap((world) => inScope(table, [...entries, ...always], world)))];
    const used = factsOf(table, rows);
    const alive = rows.filter(({ when }) => gateHolds(when, known));
    /** @param {ActEntry} row */
    const targetsOf = ({ takes }) => alive.filter(({ index }) => takes.includes(index));
    const candidates = new Set(weighed.flatMap(({ depends }) => depends).filter((id) => open.has(id)));
    /** @type {Map<string, number>} */
    const scores = new Map();
    for (const row of alive) {
      const waits = waiting(row.when, known).filter((id) => open.has(id));
      for (const fact of waits) scores.set(fact, (scores.get(fact) ?? 0) + (row.takes.length ? 1 : 2));
      // What must be in order is part of the answer, and so is what takes a requirement away.
      if ([row, ...targetsOf(row)].some((other) => demands(matter, other, least))) waits.forEach((id) => candidates.add(id));
      for (const need of row.needs.map((need) => table.needs[need]).filter(({ timing }) => timing === "before")) {
        const fact = table.facts.find(({ id }) => id === need.fact);
        if (!fact || !open.has(fact.id)) continue;
        // A requirement is a box on the page of the verdict, unless nobody can change it or it would fail by mere assumption.
        if (fact.fixed ? waits.length : !fact.assume || holds(need, [fact.assume])) continue;
        const outcomes = outcomesOf(fact).map(
          (other) => `${union(other.map(({ possible }) => possible))} ${advisedAgainst(first(other))}`,
        );
        // What an exception asks besides may have to be in order before it makes a difference.
        const frees = fact.fixed && targetsOf(row).length > 0 && least < MAG_NIET;
        if (new Set(outcomes).size > 1 || frees) candidates.add(fact.id);
      }
    }

    /** When a question is worth asking: its gate, without what nobody asks of this act. @param {Fact} fact */
    const gateOf = ({ ask }) =>
      ask.map((conditions) => conditions.filter(({ fact }) => used.has(fact))).filter(({ length }) => length);
    const gates = new Map(table.facts.map((fact) => [fact.id, gateOf(fact)]));
    /** @param {string} id */
    const gate = (id) => gates.get(id) ?? [];
    // What a follow-up waits for is asked first, if only to know whether to ask it; what comes in while we go is gone over too.
    for (const id of candidates)
      waiting(gate(id), known).filter((other) => open.has(other)).forEach((other) => candidates.add(other));
    /** Whether a question bears on exceptions alone, and what they are exceptions to is still to be asked. @param {string} id */
    function isEarly(id) {
      const waits = alive.filter(({ when }) => waiting(when, known).includes(id));
      return waits.length > 0 && waits.map(targetsOf).every((targets) =>
        targets.length > 0 &&
        targets.every(({ when }) => waiting(when, known).some((other) => other !== id && candidates.has(other)))
      );
    }
    const askable = table.facts.filter(({ id }) => candidates.has(id) && gateHolds(gate(id), known) === 2);
    const now = askable.filter(({ id }) => !isEarly(id));
    const facts = now.length ? now : askable;
    /** @param {Fact} fact */
    const isEnd = (fact) =>
      !fact.assume && outcomesOf(fact).some((other) => other.every(({ depends }) => !depends.length));
    const parents = new Map(facts.map(({ id }) => {
      const held = gate(id).filter((conditions) => gateHolds([conditions], known) === 2);
      return [id, held.flat().map(({ fact }) => fact)];
    }));
    return { facts, isEnd, scores, parents };
  }

  /**
   * The page to ask next: a group and the questions that it begins with; null where no question can change the outcome any
   * more. First come the questions that can end the matter, last those that are usually not at issue.
   * @param {Table} table @param {string} act @param {Given} given @param {Iterable<string>} [skipped]
   */
  function questions(table, act, given, skipped = []) {
    const { facts, isEnd, scores } = findAskable(table, act, given, skipped);
    if (!facts.length) return null;
    /** @param {Fact} fact */
    const rank = (fact) => [isEnd(fact) ? 1 : 0, fact.assume ? 0 : 1, scores.get(fact.id) ?? 0];
    const { fact: { group } } = facts.map((fact) => ({ fact, ranks: rank(fact) })).reduce((most, other) => {
      const place = other.ranks.findIndex((one, index) => one !== most.ranks[index]);
      return other.ranks[place] > most.ranks[place] ? other : most;
    });
    return { group, facts: unfold(table, act, given, skipped, group, {}) };
  }

  /**
   * The questions of the page of a group while *chosen* is answered there: those that it begins with, and those that an answer
   * brings, each below the question on which it follows up, of whatever group. What is usually not at issue waits for an
   * answer that can end the matter.
   * @param {Table} table @param {string} act @param {Given} given @param {Iterable<string>} skipped
   * @param {string} group @param {Given} chosen
   */
  function unfold(table, act, given, skipped, group, chosen) {
    /** @type {Fact[]} */
    const shown = [];
    // A question may be called "constructor": what is looked up by id is a map.
    const [known, ticked] = [new Map(Object.entries(given)), new Map(Object.entries(chosen))];
    for (;;) {
      const { facts, isEnd, parents } = findAskable(table, act, Object.fromEntries(known), skipped);
      /** The place of the question that brought one, -1 where it is not on this page. @param {Fact} fact */
      const placeOf = ({ id }) => Math.max(-1, ...(parents.get(id) ?? []).map((parent) => shown.findIndex((one) => one.id === parent)));
      const here = facts.filter((fact) => fact.group === group || placeOf(fact) >= 0);
      const waits = here.some(({ assume }) => assume) && here.some(isEnd);
      const fresh = here.filter((fact) => !shown.includes(fact) && !(waits && fact.assume));
      // From the last: each is put right below its parent, and so they keep their order.
      for (const fact of fresh.filter((one) => placeOf(one) >= 0).reverse()) shown.splice(placeOf(fact) + 1, 0, fact);
      shown.push(...fresh.filter((fact) => !shown.includes(fact)));
      const answered = fresh.filter(({ id }) => ticked.has(id));
      if (!answered.length) return shown;
      for (const { id } of answered) known.set(id, ticked.get(id) ?? null);
    }
  }

  return { findAskable, questions, unfold };
})();
