// @ts-check
"use strict";

/* How something that was found is named and shown, in the list below the form and on the page of the search. */
const policySearchHit = (() => {
  const make = policyMake;
  const { wordsIn, stemOf } = policySearchWords;
  const { tell, listed, plain } = policySayOf(() => policySearchData.sentences);
  const SHORTEST_SENTENCE = 40;

  /** The name of a rule with its code, or the title of something else. @param {SearchHit} hit */
  const nameOf = (hit) =>
    hit.c ? tell("search.rule", { code: policySearchData.codes[hit.c].short, label: hit.t ?? "" }) : (hit.t ?? "");

  /** @param {SearchHit} hit */
  const addressOf = (hit) => policySearch.root + hit.u;

  /**
   * The sentence of a text that holds most of what was looked for, and the signs of what is left out around it.
   * @param {string} text
   * @param {Set<string>} stems
   */
  function sentenceOf(text, stems) {
    /** @type {string[]} */
    const sentences = [];
    for (const piece of text.match(/[^.!?;]+[.!?;]*\s*/g) ?? [text]) {
      if (sentences.length && (sentences.at(-1) ?? "").length < SHORTEST_SENTENCE) sentences[sentences.length - 1] += piece;
      else sentences.push(piece);
    }
    const counts = sentences.map((sentence) => new Set(wordsIn(sentence).map(stemOf).filter((stem) => stems.has(stem))).size);
    const at = counts.indexOf(Math.max(...counts));
    return `${at > 0 ? "[…] " : ""}${sentences[at].trim()}${at < sentences.length - 1 ? " […]" : ""}`;
  }

  /**
   * A text with the words marked that have one of these stems.
   * @param {string} text
   * @param {Set<string>} stems
   * @returns {(Node | string)[]}
   */
  const marked = (text, stems) =>
    text
      .split(/([\p{L}\p{N}]+(?:['’.][\p{L}\p{N}]+)*)/u)
      .map((piece, index) => (index % 2 && wordsIn(piece).some((word) => stems.has(stemOf(word))) ? make("mark", {}, piece) : piece));

  /** What a position does, by its sign and its word. @param {SearchHit} hit */
  const modalitiesOf = (hit) =>
    (hit.m ?? []).map(([id, , words]) => make("span", { class: `policy-modality-${id}` }, words));

  /** The weight of the code of a rule. @param {string} code */
  function badgeOf(code) {
    const { binding } = policySearchData.codes[code];
    return make("span", { class: `policy-weight-${binding}` }, binding);
  }

  /** A reference to a place, to paste: its code, its label and its version, and its address or its id. @param {SearchHit} hit */
  function referenceTo(hit) {
    const { c: code = "", i: id, v: version = "", t: label = "" } = hit;
    const { title } = policySearchData.codes[code];
    const address = policyAddress(policySearch.root, `regels/${code}/${id}/${version}.html`);
    return tell("search.reference", { title, label, version, where: address || `${code}/${id}@${version}` });
  }

  return { nameOf, addressOf, sentenceOf, marked, modalitiesOf, badgeOf, referenceTo, tell, listed, plain };
})();
