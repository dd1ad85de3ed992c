// @ts-check
"use strict";

/*
 * What can still be arranged where a code says no: decision/remedies.py in the browser, which says what each does and why.
 */
const policyRemedy = (() => {
  const MOST = 3;
  const TRIES = 40;

  /** @param {Base} base @param {string} act @param {Row[]} decisive @returns {Row[]} */
  function atIssue({ rows, acts }, act, decisive) {
    const entries = (acts.find(({ id }) => id === act)?.rows ?? []).map(({ row }) => rows[row]);
    const found = [...decisive];
    for (const row of found) {
      const index = rows.indexOf(row);
      found.push(...entries.filter((entry) => entry.takes.includes(index) && !found.includes(entry)));
    }
    return found;
  }

  /** @param {Base} base @param {Row[]} rows @param {Known} given @returns {[string, string[]][]} */
  function choicesOf({ facts, needs }, rows, given) {
    /** @type {Map<string, Set<string>>} */
    const wanted = new Map();
    const refused = new Set();
    for (const row of rows) {
      const before = row.needs.map((need) => needs[need]).filter(({ timing }) => timing === "before");
      /** @param {string} fact @param {string[]} options */
      const add = (fact, options) => wanted.set(fact, new Set([...(wanted.get(fact) ?? []), ...options]));
      for (const id of new Set(row.when.flat().map(({ fact }) => fact))) {
        const cells = facts.find((fact) => fact.id === id)?.cells ?? [];
        add(id, cells.filter((cell) => cell.length === 1).flat());
      }
      for (const { fact, accepted, quantifier, refused: refusals } of before) {
        if (quantifier !== "none") add(fact, accepted);
        if (refusals.some((id) => given.get(fact)?.includes(id))) refused.add(fact);
      }
    }
    return facts
      .filter(({ id, arrangeable }) => arrangeable && wanted.has(id) && !refused.has(id))
      .map(({ id }) => [id, [...(wanted.get(id) ?? [])].filter((option) => given.get(id)?.join() !== option)]);
  }

  /**
   * The remedies for a decision, as presentation/decision_data.py make_remedy has them.
   * @param {Base} base @param {string} act @param {Given} given @param {Decision} decision @returns {Remedy[]}
   */
  function find(base, act, given, decision) {
    if (decision.verdict !== "mag_niet" || decision.possible.length > 1) return [];
    const said = decision.grounds.filter(({ verdict }) => verdict === "mag_niet").map(({ position }) => position);
    const decisive = base.rows.filter(({ id }) => said.includes(id));
    const choices = choicesOf(base, atIssue(base, act, decisive), new Map(Object.entries(given)));
    const pairs = choices.flatMap((one, place) => choices.slice(place + 1).map((other) => [one, other]));
    /** @type {Remedy[]} */
    const found = [];
    let tries = 0;
    for (const facts of [...choices.map((one) => [one]), ...pairs]) {
      if (facts.length > 1 && found.length) break;
      /** @type {{answers: string[][], other: Decision} | null} */
      let best = null;
      const sheets = facts.reduce(
        (all, [, options]) => all.flatMap((sheet) => options.map((option) => [...sheet, option])),
        /** @type {string[][]} */ ([[]]),
      );
      for (const sheet of sheets) {
        if (tries++ >= TRIES) break;
        const changed = Object.fromEntries(facts.map(([fact], place) => [fact, [sheet[place]]]));
        const other = policyWalk.decide(base, act, { ...given, ...changed });
        if (other.verdict === "mag_niet") continue;
        const milder = best ? policyWalk.rank(other.verdict) - policyWalk.rank(best.other.verdict) : -1;
        if (milder < 0) best = { answers: [sheet], other };
        else if (best && milder === 0 && facts.length === 1) best.answers.push(sheet);
      }
      if (!best) continue;
      const { answers, other } = best;
      const by = other.set_aside.filter(({ position }) => said.includes(position)).map(({ by }) => by);
      found.push({
        answers: facts.map(([fact], place) => ({ fact, answers: [...new Set(answers.map((sheet) => sheet[place]))] })),
        verdict: other.verdict,
        positions: base.rows.map(({ id }) => id).filter((id) => (by.length ? by : said).includes(id)),
      });
    }
    return found.slice(0, MOST);
  }

  return { find };
})();
