// @ts-check
"use strict";

/* The words of a text and their stems, as in presentation/search_words.py; the stemmer is Snowball's for Dutch. */
const policySearchWords = (() => {
  const stemmer = new DutchStemmer();
  /** @type {Map<string, string>} */
  const found = new Map();

  /** The words of a text in their order: lower case, without accents. @param {string} text @returns {string[]} */
  function wordsIn(text) {
    const plain = text.replaceAll("’", "'").normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
    return plain.match(/[\p{L}\p{N}]+(?:['.][\p{L}\p{N}]+)*/gu) ?? [];
  }

  /** The stem of a word as wordsIn gives it. @param {string} word @returns {string} */
  function stemOf(word) {
    let stem = found.get(word);
    if (stem === undefined) {
      stem = stemmer.stemWord(word);
      if (/^[^aeiou][aou]s$/.test(stem.slice(-3))) stem = stem.slice(0, -1);
      found.set(word, stem);
    }
    return stem;
  }

  return { wordsIn, stemOf };
})();
