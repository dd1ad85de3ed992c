// @ts-check
"use strict";

/*
 * References among what is typed: "turnhout 3.5", "art 5.3 bijlage 13", "10e gebod", "turnhout/art-3.5@v1". A reference names
 * a rule by parts of its label, of which one is a number; a code by its short name or its id.
 */

/** @param {SearchData} data @param {SearchHit[]} rules */
function policySearchReference(data, rules) {
  const { wordsIn } = policySearchWords;
  const ORDINALS = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"];
  const NUMBERS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"];
  // What people write for the words of a label.
  /** @type {Record<string, string>} */
  const SAME = { artikel: "art", artikels: "art", artikelen: "art", geboden: "gebod", punten: "punt", alinea: "lid" };
  const codes = Object.entries(data.codes)
    .flatMap(([id, code]) => [id, code.short].map((name) => ({ id, words: partsOf(name) })))
    .sort((a, b) => b.words.length - a.words.length);
  /** The words of each label, once something may be a reference. @type {{ rule: SearchHit, words: string[] }[] | undefined} */
  let labelled;

  /** The words of a label or a reference: numbers apart, ordinals as numbers. @param {string} text @returns {string[]} */
  function partsOf(text) {
    const words = wordsIn(text.replace(/[/@§-]/g, " ")).flatMap((word) => word.match(/^[a-z]+(?=\d)|\d[\w.]*$|.+/g) ?? []);
    return words.map((word) => {
      const place = Math.max(ORDINALS.indexOf(word), NUMBERS.indexOf(word));
      const number = word.match(/^(\d+)(?:e|de|ste)$/);
      return place < 0 ? (number?.[1] ?? SAME[word] ?? word) : String(place + 1);
    });
  }

  /**
   * The codes that the words name, and the words without them.
   * @param {string[]} words
   * @returns {{ code: string, rest: string[] }}
   */
  function takeCode(words) {
    for (const { id, words: name } of codes) {
      const at = words.findIndex((_, index) => name.every((part, offset) => words[index + offset] === part));
      if (at >= 0 && name.length) return { code: id, rest: words.filter((_, index) => index < at || index >= at + name.length) };
    }
    return { code: "", rest: words };
  }

  /** The code that is named, and the words by which it is. @param {string} text @returns {{ code: string, words: string[] }} */
  function codeIn(text) {
    const { code } = takeCode(partsOf(text));
    return { code, words: code ? [...wordsIn(code), ...wordsIn(data.codes[code].short)] : [] };
  }

  /**
   * Whether a label has all of these words, numbers as often as they are asked for; a number may lie deeper ("3.5" is "3, punt 5").
   * @param {string[]} label
   * @param {string[]} asked
   */
  function fits(label, asked) {
    const left = [...label];
    return asked.every((word) => {
      const at = left.indexOf(word);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  }

  /**
   * The rules that a reference can mean, the shortest labels first; none where it is no reference. A whole id gives its address.
   * @param {string} text
   * @returns {{ rules: SearchHit[], address: string }}
   */
  function find(text) {
    const [, code, id, version] = text.trim().match(/^([\w.-]+)\/([\w.-]+?)(?:@([\w.]+))?$/) ?? [];
    const named = rules.find((rule) => rule.c === code && rule.i === id);
    if (named) {
      const dated = version && data.codes[code].versions.includes(version);
      return { rules: [named], address: dated ? `regels/${code}/${id}/${version}.html` : named.u };
    }
    const taken = takeCode(partsOf(text));
    // "gedragscode", of what is named by its title in part.
    const title = taken.code ? wordsIn(data.codes[taken.code].title) : [];
    const asked = taken.rest.filter((word) => /^\d/.test(word) || !title.includes(word));
    if (!asked.some((word) => /^\d/.test(word))) return { rules: [], address: "" };
    const deeper = asked.flatMap((word) => (/^\d+\.\d/.test(word) ? word.split(".") : [word]));
    labelled ??= rules.map((rule) => ({ rule, words: partsOf(rule.t ?? "") }));
    const within = labelled.filter(({ rule }) => !taken.code || rule.c === taken.code);
    let found = within.filter(({ words }) => fits(words, asked));
    if (!found.length) found = within.filter(({ words }) => fits(words, deeper));
    found.sort((a, b) => a.words.length - b.words.length);
    const [first, second] = found;
    const alone = first && (!second || second.words.length > first.words.length || second.rule.c !== first.rule.c);
    return {
      rules: found.map(({ rule }) => rule),
      address: alone && (taken.code || found.every(({ rule }) => rule.c === first.rule.c)) ? first.rule.u : "",
    };
  }

  return { find, codeIn };
}
