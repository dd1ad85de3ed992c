// The types of the scripts of the assistant, for the check of types alone: no page loads this file, and no site has it.

// -- the data, as their schemas describe them (builders/*.schema.json)

/** All that decides in one code, and the names of all that is in it: data/decisions/<code>.js. */
type Base = Decisions.Root;
/** Of that, what decides: the walk and what it asks use no names. */
type Table = Pick<
  Base,
  "code" | "facts" | "worlds" | "answered" | "scopes" | "needs" | "gives" | "rows" | "acts" | "always" | "readings"
>;
type Row = Decisions.Row;
type Checklist = Base["checklists"][number];
type Act = Base["acts"][number];
type Need = Decisions.Need;
type Gate = Decisions.Gate;
/** What a row gives, for each status of its needs. */
type Gives = Base["gives"][number];
/** A question, of a code or on role and capacity, which have no cells. */
type Fact = Handbook.Fact;

/** An answer; of a role it may be told who that is. */
type Option = Fact["options"][number] & { hint?: string };

type Decision = Handbook.Decision;
type Ground = Decision["grounds"][number];
type Condition = Decision["conditions"][number];
type Requirement = Handbook.Requirement;

/** By fact, "audience" or "context"; one that was not asked is missing. */
type Given = Handbook.AnswerSheet;
/** The ids of the options chosen; null for "weet ik niet". */
type Answer = Given[string];
type Known = Map<string, Answer>;

/** Words, what they lead to and their role. */
type Span = Row["excerpt"][number];
type Line = Span[];

// What the scripts with data put on the page.
/** By code. */
declare var policyDecisions: Record<string, Base>;
declare var policyWording: Wording;

/** data/decisions/wording.js, which has no schema: builders/decision_files.py make_wording. */
interface Wording {
  /** By key; two forms where it goes by number. */
  sentences: Record<string, string | { one: string; other: string }>;
  /** By whom something is brought about where that is no internal body. */
  not_internal: string[];
  /** By act the words by which people look for it. */
  also_sought: Record<string, string>;
  scope: { audience: Fact; context: Fact };
}

// -- from answers to a verdict (policy-walk.js, policy-ask.js); decision/walk.py says what each is

/** A row in the table of the act. */
interface ActEntry extends Row {
  index: number;
  gives: Gives;
  direct: boolean;
}

interface Matter {
  table: Table;
  act: string;
  given: Known;
  entries: ActEntry[];
  always: ActEntry[];
  worlds: number[];
  known: Known;
  assumed: Decision["assumptions"];
  /** How the needs of a row stand together, by its index. */
  stands: number[];
}

/** What would turn a no (decision/remedies.py). */
interface Remedy {
  answers: { fact: string; answers: string[] }[];
  verdict: Handbook.Verdict;
  positions: string[];
}

/** By question of reading. */
type Choices = Map<string, string>;

interface GivenGround {
  clause: ActEntry;
  verdict: number;
  against: boolean;
  curable: boolean;
  exception: ActEntry | null;
}

interface Outcome {
  grounds: GivenGround[];
  setAside: { clause: ActEntry; by: ActEntry }[];
  exceptions: ActEntry[];
  dispensations: ActEntry[];
  supposed: Known;
  verdict: number;
}

interface Split {
  /** Bits. */
  verdicts: number;
  strictest: Outcome;
  fact?: string;
  branches: Split[];
}

interface Weighed {
  world: number;
  verdict: number;
  splits: Split[];
  standing: ActEntry[];
  depends: string[];
  /** Bits. */
  possible: number;
}

// -- sentences, and a decision in them (policy-say.js, policy-explanation.js)

type Filling = string | number | Line;
type Slots = Record<string, Filling>;

/** A sentence with what it is about. */
interface Entry {
  key: string;
  slots: Record<string, Line>;
  positions?: string[];
  condition?: Condition;
  fact?: string;
  act?: string;
  /** Where the ways to reach a contact lead, by their words. */
  hrefs?: Map<string, string>;
}

interface Part {
  key: string;
  entries: Entry[];
}

interface Explanation {
  label: string;
  /** The role of the label, by which it has its sign. */
  sign: string;
  headline: string;
  /** What holds until an open answer is known. */
  until: Line[];
  parts: Part[];
  near: Entry[];
  standing: Entry[];
}

/** What slots are filled with; all are asked for by id. */
interface Names {
  variant(key: string): string;
  verdict(verdict: string, against?: boolean): string;
  sign(verdict: string, against?: boolean): string;
  keyOf(verdict: string, against?: boolean): string;
  question(fact: string): string;
  answer(fact: string, answer: string): string;
  answers(requirement: Requirement): Line;
  body(body: string): string;
  rules(positions: string[]): Line;
  quoted(position: string): { rule: Line; modality: Line; quote: Line };
  clause(position: string): Line;
}

// -- the pages (policy-assistant*.js)

/** What the fragment says. */
interface State {
  act: string;
  given: Known;
  skipped: Set<string>;
  /** The answer is wanted with what is known. */
  show: boolean;
  /** The question whose answer is changed. */
  change: string;
}

/** A requirement to answer on the page of the answer; what always holds has no status there. */
type Wanted = Requirement & Pick<Condition, "positions"> & Partial<Pick<Condition, "status">>;

/** What the pages that ask and answer are given by policy-assistant.js. */
interface PolicyAssistant {
  /** The code that is asked, or "all". */
  code: string;
  /** The way to the root of the site. */
  root: string;
  view: HTMLElement;
  words: Wording;
  bases: Base[];
  facts: Map<string, Fact>;
  remembered: Map<string, string[]>;
  /** Questions answered on the page of the answer, with their part of it. */
  ticked: Map<string, string>;
  /** The questions on that page, in their order. */
  placed: string[];
  ask(id: string): string;
  label(id: string, answer: string): string;
  answerOf(id: string, answer: Answer | undefined): string;
  actOf(id: string): Act;
  decide(base: Base, state: State): Decision;
  write(state: State): string;
  but(state: State, changes: Partial<State>): State;
  answered(state: State, id: string, answer: Answer): State;
  withAct(state: State, act: string): State;
  previous(base: Base, state: State): string;
  captionOf(state: State): string;
  backLink(fragment: string): Node | string;
  go(fragment: string): void;
  titleOf(title: string): string;
  announce(text: string, visible?: boolean): void;
  recompute(state: State): void;
}
