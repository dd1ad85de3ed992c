// The shapes of the search's data (builders/search_index.py), and of what its scripts hand to each other.

/** Something that can be found, as it is kept in the index. */
interface SearchHit {
  /** kind */ k: string;
  /** id; of a rule without its code */ i: string;
  /** address from the root of the site */ u: string;
  /** title */ t?: string;
  /** text that is shown */ x?: string;
  /** what leads the text in */ l?: string;
  /** code */ c?: string;
  /** version of the code */ v?: string;
  /** what it does: the id of a modality, its word, and that with its weight */ m?: [string, string, string][];
  /** norms */ n?: string[];
  /** topics */ h?: string[];
  /** capacities */ q?: string[];
  /** whether a rule is a heading of others */ o?: boolean;
}

interface SearchData {
  /** What can be found, by the numbers of the documents of the index. */
  hits: SearchHit[];
  codes: Record<string, { short: string; title: string; binding: string; versions: string[] }>;
  home: string[];
  topics: Record<string, string>;
  contexts: Record<string, string>;
  kinds: Record<string, string>;
  contacts: { body: string; name: string; ways: { text: string; href: string }[] }[];
  stops: string[];
  /** Groups of words, of each the stems with spaces between them. */
  synonyms: string[][];
  /** What a part of a text is called. */
  units: string[];
  /** The stems of words that tell little beside others. */
  weak: string[];
  sentences: Record<string, string | { one: string; other: string }>;
  copied: { done: string; selected: string };
  /** The stems of the index, and for each the words that it is the stem of, with spaces between them. */
  stems: string[];
  words: string[];
  /** Those by which a rule or a norm is found that does not say them. */
  aside: string[];
  /** Those by which neither a rule nor a norm is found. */
  elsewhere: string[];
}

interface SearchTerm { stem: string; weight: number; prefix: boolean; fuzzy: boolean }
interface SearchResult { id: number; hit: SearchHit; score: number; stems: string[] }
interface SearchFound {
  found: SearchResult[];
  /** the words of what was typed that count */ words: string[];
  reference: { rules: SearchHit[]; address: string };
}
interface SearchEntry { norm: SearchHit | undefined; results: SearchResult[]; score: number }
interface SearchQuery { find(text: string): SearchFound; topicsNear(text: string): SearchHit[] }
declare let policySearchIndex: string;
declare let policySearchData: SearchData;

declare class DutchStemmer { stemWord(word: string): string }
declare namespace MiniSearch {
  function loadJSON(json: string, options: object): {
    search(query: object, options?: object): { id: number; score: number; terms: string[]; queryTerms: string[] }[];
  };
}
