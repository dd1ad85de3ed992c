"""The verdict in the browser: the same as Python's, on the five codes and on made-up ones; and what it asks."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from factories import (
    make_act,
    make_book,
    make_code,
    make_condition,
    make_fact,
    make_norm,
    make_position,
    make_requirement,
    make_rule,
    make_term,
)
from policy_handbook.builders.decision_files import as_script, dump_base, dump_wording, make_base
from policy_handbook.decision.answers import scope_facts
from policy_handbook.decision.bases import bases_of, table_of
from policy_handbook.decision.cases import answers_of
from policy_handbook.decision.walk import decide
from policy_handbook.model.records import LawMatter, Place, Reading
from policy_handbook.presentation.decision_data import make_decision
from policy_handbook.views.component import folder_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playwright.sync_api import Browser, Page
    from policy_handbook.decision.clauses import DecisionBase
    from policy_handbook.decision.gates import Answer
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Condition, Fact, Position

pytestmark = pytest.mark.browser

PLACE = Place("pagina", 1)
SHEETS = 10_000
MADE_UP = 150  # codes of each kind
LONGEST = 10  # milliseconds: what is recomputed at once shows within a frame
PAGES = 4  # of questions, whatever is answered
Sheet = dict[str, "Answer"]
Situation = tuple[str, Sheet]
Sample = tuple["DecisionBase", list[Situation]]
Drawing = Callable[[random.Random, str, "Sequence[Position]"], "Position"]


@pytest.fixture(scope="session")
def bare_page(browser: Browser) -> Iterator[Page]:
    """An empty page with the scripts."""
    page = browser.new_page()
    for name in ("walk", "ask", "say", "explanation"):
        page.add_script_tag(path=folder_of("assistant") / f"policy-{name}.js")
    yield page
    page.close()


@pytest.fixture
def load(bare_page: Page) -> Callable[[DecisionBase], Page]:
    """Gives a page the base of a code, as a page of the handbook gets it."""

    def load_base(base: DecisionBase) -> Page:
        bare_page.add_script_tag(content=as_script(base.code.id, dump_base(base)).decode())
        bare_page.evaluate("code => { window.base = policyDecisions[code]; }", base.code.id)
        return bare_page

    return load_base


# -- the same outcomes


def as_given(sheet: Sheet) -> dict[str, list[str] | None]:
    return {id: None if answer is None else sorted(answer) for id, answer in sheet.items()}


def write_down(samples: Iterable[Sample]) -> str:
    """Codes, and situations with what Python decides in each, as JSON for :func:`hand_over`."""
    data = [
        {
            "table": make_base(base),
            "situations": [
                (act, as_given(sheet), make_decision(base, decide(table_of(base), act, sheet)))
                for act, sheet in situations
            ],
        }
        for base, situations in samples
    ]
    return json.dumps(data)


def hand_over(page: Page, written: str) -> None:
    """Give a page what was written down."""
    page.evaluate("written => { window.samples = JSON.parse(written); }", written)


def differences(page: Page, most: int = 3) -> list[str]:
    """The first situations, of those handed over, that the browser decides in another way than Python."""
    found = page.evaluate(
        """most => {
            const isObject = (part) => Object(part) === part;
            const same = (a, b) => a === b || (isObject(a) && isObject(b) && Array.isArray(a) === Array.isArray(b)
                && Object.keys(a).length === Object.keys(b).length
                && Object.keys(a).every((key) => Object.hasOwn(b, key) && same(a[key], b[key])));
            const found = [];
            for (const { table, situations } of samples) for (const [act, given, wanted] of situations) {
                const got = policyWalk.decide(table, act, given);
                if (!same(got, wanted)) found.push([table.code.id, act, given, got, wanted]);
                if (found.length === most) return found;
            }
            return found;
        }""",
        most,
    )
    differ = []
    for code, act, given, browser, python in found:
        parts = {key: (browser.get(key), python.get(key)) for key in {*browser, *python}}
        different = {key: pair for key, pair in parts.items() if pair[0] != pair[1]}
        differ.append(f"{code} {act} {given}: (browser, Python) {different}")
    return differ


def draw_answer(draw: random.Random, fact: Fact) -> Answer:
    options = [id for id, _ in fact.options]
    several = [id for id in options if id != fact.none]
    if draw.random() < 0.15:
        return None
    if fact.multiple and several and draw.random() < 0.4:
        return frozenset(draw.sample(several, draw.randint(1, len(several))))
    return frozenset({draw.choice(options)})


def draw_situation(draw: random.Random, base: DecisionBase) -> Situation:
    """An act, and answers to some of the code's questions: few or many, and most to those that matter to the act."""
    act = draw.choice([*base.by_act, *base.by_act, *base.book.acts])
    matter = {
        condition.fact
        for clause in (*base.by_act.get(act, ()), *base.always)
        for conditions in (*clause.gate, [requirement.condition for requirement in clause.position.requires])
        for condition in conditions
    }
    often, seldom = draw.random(), draw.random() / 2
    facts = {id: fact for id, fact in base.facts.items() if draw.random() < (often if id in matter else seldom)}
    facts |= {id: fact for id, fact in scope_facts(base.book, PLACE).items() if draw.random() < 0.6}
    return act, {id: draw_answer(draw, fact) for id, fact in facts.items()}


def test_the_browser_decides_as_python_does(bare_page: Page, handbook: Handbook) -> None:
    draw = random.Random("beslissen")
    for base in bases_of(handbook).values():
        situations: list[Situation] = []
        for act in handbook.acts:
            situations += [(act, {}), (act, dict.fromkeys(base.facts)), (act, {"audience": None, "context": None})]
        situations += [draw_situation(draw, base) for _ in range(SHEETS // len(handbook.codes))]
        hand_over(bare_page, write_down([(base, situations)]))
        assert differences(bare_page) == []


def test_the_browser_decides_the_cases_as_python_does(bare_page: Page, handbook: Handbook) -> None:
    assert handbook.cases
    samples: list[Sample] = []
    for code, base in bases_of(handbook).items():
        expected = [(case, one) for case in handbook.cases.values() for one in case.expected if one.code == code]
        samples.append((base, [(case.act, answers_of(handbook, case, one)) for case, one in expected]))
    hand_over(bare_page, write_down(samples))
    assert differences(bare_page) == []


MODALITIES = ("verplicht", "verboden", "toegelaten", "aanbevolen")
ACTS = (
    make_act(
        "posten",
        complement="zwijgen",
        group="Doen",
        law=(LawMatter("data", ((make_condition("beeld = kind, collega"),),)),),
    ),
    make_act("zwijgen", complement="posten", group="Laten"),
    make_act(
        "taggen",
        group="Doen",
        leads_to=(("zwijgen", (make_condition("wie = journalist"),)),),
        law=(LawMatter("image"), LawMatter("work", ((make_condition("kanaal = extern"),),))),
    ),
    make_act("volgen", related=("taggen",), group="Laten"),
)
FACTS = (
    make_fact("wie", "burger, journalist, ander", group="Wie"),
    make_fact("kanaal", "intern, extern", assume="intern", group="Waar", arrangeable=True),
    make_fact("beeld", "geen, kind, collega, dier", multiple=True, none="geen", group="Beeld"),
    make_fact("akkoord", "ja, nee, geweigerd", refused=("geweigerd",), group="Overleg", arrangeable=True),
    make_fact("bron", "vermeld, niet-vermeld", assume="vermeld", group="Overleg", arrangeable=True),
)
AUDIENCES = (make_term("personeel"), make_term("leerkracht", part_of="personeel"), make_term("mandataris"))


def draw_condition(draw: random.Random) -> Condition:
    fact = draw.choice(FACTS)
    options = [id for id, _ in fact.options]
    words = ", ".join(draw.sample(options, draw.randint(1, len(options) - 1)))
    return make_condition(
        f"{fact.id} = {words}", draw.choice(("any", "any", "all", "none") if fact.multiple else ("any", "none"))
    )


def draw_position(draw: random.Random, name: str, earlier: Sequence[Position]) -> Position:
    """Any position at all, sensible or not; exceptions set earlier ones aside, now and then in a circle."""
    standing = draw.random() < 0.15
    acts = tuple(draw.sample([act.id for act in ACTS], draw.choice((1, 1, 2))))
    targets = tuple(
        f"art-1#{other.name}" for other in draw.sample(earlier, min(len(earlier), draw.choice((0, 0, 1, 2))))
    )
    if targets and draw.random() < 0.1:
        targets = (*targets, f"art-1#{name}")
    requires = tuple(
        make_requirement(
            f"{condition.fact} = {', '.join(condition.accepted)}",
            draw.choice(("self", "third", "dienst", "dienst")),
            draw.choice(("before", "before", "after")),
            condition.quantifier,
        )
        for condition in (draw_condition(draw) for _ in range(draw.choice((0, 0, 1, 2))))
    )
    return make_position(
        "norm",
        draw.choice(MODALITIES),
        name=name,
        acts=() if standing and draw.random() < 0.5 else acts,
        when=tuple(
            tuple(draw_condition(draw) for _ in range(draw.randint(1, 2))) for _ in range(draw.choice((0, 1, 1, 2)))
        ),
        requires=requires,
        only=draw.random() < 0.2,
        standing=standing,
        effect=draw.choice(("permits", "releases", "dispensation")) if targets else "",
        overrides=targets,
        binds=draw.choice(((), (), ("leerkracht",), ("mandataris",))),
        context=draw.choice(((), (), ("private",))),
        reading=Reading("lezing", draw.choice("ab"), draw.random() < 0.5) if draw.random() < 0.2 else None,
    )


def draw_link(draw: random.Random, name: str, earlier: Sequence[Position]) -> Position:
    """A position of a chain: an exception to the one before it, and now and then to others; most are in force for "posten"."""
    drawn = draw_position(draw, name, earlier)
    targets = dict.fromkeys((f"art-1#{earlier[-1].name}", *drawn.overrides) if earlier else drawn.overrides)
    return replace(
        drawn,
        acts=draw.choice((("posten",), ("posten",), ("zwijgen",), ("posten", "zwijgen"))),
        when=drawn.when if draw.random() < 0.3 else (),
        standing=False,
        overrides=tuple(targets),
        effect=draw.choice(("permits", "permits", "releases", "dispensation")) if targets else "",
        binds=(),
        context=(),
        reading=drawn.reading if draw.random() < 0.3 else None,
    )


def draw_base(draw: random.Random, draw_next: Drawing) -> DecisionBase:
    """A code of positions that are drawn one after the other; of links there are now and then two chains."""
    positions: list[Position] = []
    earlier: list[Position] = []
    for number in range(draw.randint(3, 9)):
        if draw_next is draw_link and len(earlier) > 3 and draw.random() < 0.3:
            earlier = []
        drawn = draw_next(draw, f"p{number}", earlier)
        positions.append(drawn)
        earlier.append(drawn)
    status = draw.choice(("ontleed", "ontleed", "in opbouw"))
    return make_code_of(*positions, status=status, audience=draw.choice((("personeel",), ("personeel", "leerkracht"))))


def make_code_of(*positions: Position, facts: Sequence[Fact] = FACTS, **code: Any) -> DecisionBase:
    book = make_book(
        make_code("a", **code),
        make_rule("a/art-1", *positions),
        make_norm("norm", law=("data", "work")),
        *ACTS,
        *facts,
        audiences=AUDIENCES,
        bodies=(make_term("dienst"),),
    )
    return bases_of(book)["a"]


@pytest.fixture(scope="module")
def made_up() -> str:
    """Codes that nobody would write, and codes with deep chains of exceptions, each with situations."""
    draw = random.Random("vreemd")
    bases = [draw_base(draw, draw_next) for draw_next in (draw_position, draw_link) for _ in range(MADE_UP)]
    return write_down((base, [draw_situation(draw, base) for _ in range(40)]) for base in bases)


def test_the_browser_decides_odd_codes_as_python_does(bare_page: Page, made_up: str) -> None:
    hand_over(bare_page, made_up)
    assert differences(bare_page) == []


# What is written in one place of the walk, and a fault in its stead.
FAULTS = {
    "an exception that is itself set aside still takes its target away": ("far === WHOLLY || (", "("),
    "one that is perhaps set aside takes it away wholly": ("if (far && ease === WHOLLY) ease = far;", ""),
    "a dispensation counts before it is granted": ('exception.effect === "dispensation" && ease < WHOLLY', "false"),
    "a release permits what it does not concern": ("entry.direct && entry.needs.length", "entry.needs.length"),
    "a ban is softened to the wrong verdict": ("far === CONSULTED ? EERST", "far !== CONSULTED ? EERST"),
    "an exception waits for nothing while a body is to be asked": (
        "stand === OPEN || stand === CONSULT",
        "stand === OPEN",
    ),
    "what was refused can be mended": ("stands[other.index] === UNMET", "stands[other.index] >= UNMET"),
    "a body that refused was not asked": ("if (need.refused.some", "if (false && need.refused.some"),
    "another reading counts with the reviewed one": (
        "chosen === reading.choice : reading.default",
        "true : reading.default",
    ),
    "a standing duty waits for what is not known": (
        "&& gateHolds(entry.when, known)",
        "&& gateHolds(entry.when, known) === 2",
    ),
    "exceptions are explored apart from their targets": (
        "const keys = [entry.index, ...targets, ",
        "const keys = [entry.index, ",
    ),
    "a question matters though all else gives more": ("atLeast(verdicts, least)));", "verdicts));"),
}


def test_each_seeded_fault_is_found(bare_page: Page, made_up: str) -> None:
    """That both walks are the same says little unless a difference shows: each fault is seen in the made-up codes."""
    words = (folder_of("assistant") / "policy-walk.js").read_text("utf-8")
    hand_over(bare_page, made_up)
    unseen = []
    try:
        for fault, (right, wrong) in FAULTS.items():
            assert words.count(right) == 1, fault
            bare_page.add_script_tag(content=words.replace(right, wrong))
            if not differences(bare_page, 1):
                unseen.append(fault)
    finally:
        bare_page.add_script_tag(content=words)
    assert unseen == []


def test_the_order_of_answers_does_not_matter(load: Callable[[DecisionBase], Page], handbook: Handbook) -> None:
    draw = random.Random("volgorde")
    base = bases_of(handbook)["turnhout"]
    rows = [(act, as_given(sheet)) for act, sheet in (draw_situation(draw, base) for _ in range(300))]
    turned = """rows => rows.filter(([act, given]) => {
        const turned = Object.fromEntries(Object.entries(given).reverse()
            .map(([fact, answer]) => [fact, answer && [...answer].reverse()]));
        const [one, other] = [given, turned].map((answers) => policyWalk.decide(base, act, answers));
        return JSON.stringify(one) !== JSON.stringify(other);
    })"""
    assert load(base).evaluate(turned, rows) == []


def test_a_verdict_takes_less_than_a_frame(load: Callable[[DecisionBase], Page], handbook: Handbook) -> None:
    """With what is told of it: of an act that is not regulated other acts are decided too."""
    base = max(bases_of(handbook).values(), key=lambda base: len(base.clauses))
    load(base).add_script_tag(content=dump_wording(handbook).decode())
    times = load(base).evaluate(
        """() => base.acts.map(({ id }) => {
            const unknown = Object.fromEntries(base.facts.map((fact) => [fact.id, null]));
            const times = Array.from({ length: 15 }, () => {
                const start = performance.now();
                policyExplanation.explain(base, policyWalk.decide(base, id, unknown), unknown);
                return performance.now() - start;
            });
            return [Math.min(...times), id];
        })"""
    )
    # The least of the times is what the walk costs; whatever else the machine did then is in the others.
    assert max(times) < [LONGEST], max(times)


# -- what is asked


def ask(page: Page, given: dict[str, list[str] | None] | None = None, skipped: Sequence[str] = ()) -> list[str] | None:
    """The group and the questions of the next page on "posten"."""
    found = page.evaluate(
        "([given, skipped]) => policyAsk.questions(base, 'posten', given, new Set(skipped))", [given or {}, skipped]
    )
    return found and [found["group"], *(fact["id"] for fact in found["facts"])]


def when(text: str) -> tuple[tuple[Condition, ...], ...]:
    return (tuple(make_condition(part) for part in text.split(";")),)


def position(name: str, modality: str, gate: str = "", **over: Any) -> Position:
    over.setdefault("acts", ("posten",))
    return make_position("norm", modality, name=name, when=when(gate) if gate else (), **over)


def test_what_cannot_change_the_outcome_is_not_asked(load: Callable[[DecisionBase], Page]) -> None:
    ban = position("verbod", "verboden", "wie = burger")
    page = load(make_code_of(ban, position("tag", "verboden", "kanaal = extern", acts=("taggen",))))
    assert ask(page) == ["Wie", "wie"]
    assert ask(page, {"wie": ["ander"]}) is None
    assert ask(page, {"wie": None}) is None
    page = load(make_code_of(ban, position("altijd", "verboden")))
    assert ask(page) is None


def test_role_and_context_are_not_asked(load: Callable[[DecisionBase], Page]) -> None:
    page = load(make_code_of(position("verbod", "verboden", binds=("leerkracht",), context=("private",))))
    for given in ({}, {"audience": None, "context": None}):
        assert ask(page, given) is None


def test_a_question_that_was_left_open_takes_its_assumption(load: Callable[[DecisionBase], Page]) -> None:
    page = load(make_code_of(position("verbod", "verboden", "kanaal = extern; wie = burger")))
    assert ask(page, {"wie": ["burger"]}) == ["Waar", "kanaal"]
    assert ask(page, {"wie": ["burger"]}, ["kanaal"]) is None
    assert ask(page, {}, ["kanaal"]) is None


def test_gates_come_before_exceptions(load: Callable[[DecisionBase], Page]) -> None:
    page = load(
        make_code_of(
            position("verbod", "verboden", "beeld = kind"),
            position("tenzij", "toegelaten", "wie = journalist", effect="permits", overrides=("art-1#verbod",)),
        )
    )
    assert ask(page) == ["Beeld", "beeld"]
    assert ask(page, {"beeld": ["kind", "dier"]}) == ["Wie", "wie"]
    # A permission stands by itself: where there is nothing to free someone from it still makes "mag" of silence.
    assert ask(page, {"beeld": ["geen"]}) == ["Wie", "wie"]


def test_a_follow_up_waits_for_its_question(load: Callable[[DecisionBase], Page]) -> None:
    follow_up = make_fact("privé", "ja, nee", ask=when("wie = journalist"), group="Wie")
    bans = (
        position("verbod", "verboden", "wie = burger"),
        position("ook", "verboden", "privé = ja; wie = journalist, ander"),
    )
    page = load(make_code_of(*bans, facts=(follow_up, *FACTS)))
    assert ask(page) == ["Wie", "wie"]
    assert ask(page, {"wie": ["journalist"]}) == ["Wie", "privé"]
    assert ask(page, {"wie": ["ander"]}) is None
    assert ask(page, {"wie": None}) is None


def test_a_requirement_is_asked_where_it_would_fail_by_assumption(load: Callable[[DecisionBase], Page]) -> None:
    needs = make_requirement
    page = load(
        make_code_of(position("mag", "toegelaten", requires=(needs("bron = niet-vermeld"), needs("akkoord = ja"))))
    )
    assert ask(page) == ["Overleg", "bron"]
    assert ask(page, {"bron": ["niet-vermeld"]}) is None
    page = load(
        make_code_of(position("plicht", "verplicht", requires=(needs("bron = vermeld"), needs("akkoord = ja"))))
    )
    assert ask(page) is None


def unfold(page: Page, group: str, chosen: dict[str, list[str] | None]) -> list[str]:
    """The questions of a page on "posten" while some of them are answered."""
    found = page.evaluate(
        "([group, chosen]) => policyAsk.unfold(base, 'posten', {}, [], group, chosen)", [group, chosen]
    )
    return [fact["id"] for fact in found]


def test_a_follow_up_appears_below_its_question(load: Callable[[DecisionBase], Page]) -> None:
    privé = make_fact("privé", "ja, nee", ask=when("wie = journalist"), group="Elders")
    thuis = make_fact("thuis", "ja, nee", ask=when("privé = ja"), group="Wie")
    naam = make_fact("naam", "ja, nee", group="Wie")
    bans = (
        position("verbod", "verboden", "wie = burger"),
        position("ook", "verboden", "privé = ja; thuis = ja"),
        position("elk", "verboden", "naam = ja"),
    )
    page = load(make_code_of(*bans, facts=(FACTS[0], naam, privé, thuis)))
    assert ask(page) == ["Wie", "wie", "naam"]
    assert unfold(page, "Wie", {"wie": ["ander"]}) == ["wie", "naam"]
    assert unfold(page, "Wie", {"wie": ["journalist"]}) == ["wie", "privé", "naam"]
    assert unfold(page, "Wie", {"wie": ["journalist"], "privé": ["ja"]}) == ["wie", "privé", "thuis", "naam"]
    # An answer to what is not shown any more brings nothing.
    assert unfold(page, "Wie", {"wie": ["ander"], "privé": ["ja"]}) == ["wie", "naam"]
    # Nor does one that is not known.
    assert unfold(page, "Wie", {"wie": None}) == ["wie", "naam"]


def test_a_gate_is_asked_even_where_it_has_no_effect_of_its_own(load: Callable[[DecisionBase], Page]) -> None:
    dier = make_fact("dier", "hond, kat", ask=when("beeld = dier") + when("kanaal = extern"), group="Dieren")
    ban = position("verbod", "verboden", "dier = hond; beeld = dier, kind, collega")
    page = load(make_code_of(ban, facts=(*FACTS, dier)))
    assert ask(page) == ["Beeld", "beeld"]
    assert unfold(page, "Beeld", {"beeld": ["dier"]}) == ["beeld", "dier"]
    assert ask(page, {"beeld": ["kind"]}) is None  # the channel is none of this act's business
    page = load(make_code_of(position("verbod", "verboden", "dier = hond"), facts=(*FACTS, dier)))
    assert ask(page) == ["Dieren", "dier"]


def test_what_must_be_in_order_is_known_before_the_verdict(load: Callable[[DecisionBase], Page]) -> None:
    """Who needs consent is not told so only after another box was ticked."""
    source, consent = make_requirement("bron = vermeld"), make_requirement("akkoord = ja", "third")
    duty = position("bron", "verplicht", requires=(source,))
    page = load(make_code_of(duty, position("akkoord", "verboden", "wie = journalist", requires=(consent,))))
    assert ask(page) == ["Wie", "wie"]
    afterwards = make_requirement("akkoord = ja", "third", "after")
    page = load(make_code_of(duty, position("achteraf", "verplicht", "wie = journalist", requires=(afterwards,))))
    assert ask(page) == ["Wie", "wie"]
    # Nothing need be in order for what is forbidden anyhow.
    page = load(
        make_code_of(
            position("nooit", "verboden"), position("akkoord", "verboden", "wie = journalist", requires=(consent,))
        )
    )
    assert ask(page) is None


def test_what_frees_of_a_requirement_is_known_before_the_verdict(load: Callable[[DecisionBase], Page]) -> None:
    """A short citation, which needs no consent but its author, is asked for before the consent is."""
    consent, source = make_requirement("akkoord = ja", "third"), make_requirement("bron = vermeld")
    free = {"requires": (source,), "effect": "permits", "overrides": ("art-1#akkoord",)}
    page = load(
        make_code_of(
            position("akkoord", "verplicht", requires=(consent,)),
            position("kort", "toegelaten", "wie = burger", **free),
        )
    )
    assert ask(page) == ["Wie", "wie"]


def test_an_exception_waits_for_what_it_is_one_to(load: Callable[[DecisionBase], Page]) -> None:
    page = load(
        make_code_of(
            position("verbod", "verboden", "kanaal = extern"),
            position(
                "tenzij", "toegelaten", "wie = burger; kanaal = extern", effect="permits", overrides=("art-1#verbod",)
            ),
            position(
                "ook", "toegelaten", "wie = ander; kanaal = extern", effect="permits", overrides=("art-1#verbod",)
            ),
        )
    )
    # Who has to answer is asked before what is assumed, but here that has no sense yet.
    assert ask(page) == ["Waar", "kanaal"]
    assert ask(page, {"kanaal": ["extern"]}) == ["Wie", "wie"]
    assert ask(page, {"kanaal": ["intern"]}) is None
    assert ask(page, {"kanaal": None}) == ["Wie", "wie"]


def test_what_can_end_the_matter_comes_first(load: Callable[[DecisionBase], Page]) -> None:
    decided = make_fact("beslist", "ja, nee", group="Waar", fixed=True)
    needed = make_requirement("beslist = ja", "other-text")
    bans = [position(name, "verboden", f"{fact}; wie = burger, ander") for name, fact in (("a", "beeld = kind"),)]
    rules = (
        position("beslist", "verplicht", requires=(needed,)),
        position("kanaal", "verboden", "kanaal = extern"),
        *bans,
    )
    page = load(make_code_of(*rules, facts=(*FACTS, decided)))
    assert ask(page) == ["Waar", "beslist"]
    assert unfold(page, "Waar", {"beslist": ["nee"]}) == ["beslist"]
    assert unfold(page, "Waar", {"beslist": ["ja"]}) == ["beslist", "kanaal"]
    assert unfold(page, "Waar", {"beslist": None}) == ["beslist", "kanaal"]
    assert ask(page, {"beslist": ["nee"]}) is None


def test_what_nobody_can_change_is_asked_and_not_mended(load: Callable[[DecisionBase], Page]) -> None:
    requires = (make_requirement("ramp = ja", "other-text"), make_requirement("akkoord = ja", "third"))
    for fixed in (False, True):
        disaster = make_fact("ramp", "ja, nee", group="Ramp", fixed=fixed)
        only = position("enkel", "toegelaten", only=True, requires=requires)
        silence = position("zwijgen", "verboden", acts=("zwijgen",), requires=requires[:1])
        base = make_code_of(only, silence, facts=(*FACTS, disaster))
        page = load(base)
        assert ask(page) == (["Ramp", "ramp"] if fixed else None)
        decision = decide(table_of(base), "posten", {"ramp": frozenset({"nee"})})
        assert (decision.verdict.id, decision.curable) == ("mag_niet", not fixed)
        assert [condition.status for condition in decision.conditions] == ["final" if fixed else "unmet", "open"]
        assert page.evaluate("policyWalk.decide(base, 'posten', {ramp: ['nee']})") == make_decision(base, decision)
        # What can never be in order leaves but its opposite.
        opposite = decide(table_of(base), "posten", {"ramp": frozenset({"ja"}), "akkoord": frozenset({"ja"})})
        assert opposite.verdict.id == "mag"


# Answers the questions of an act, page after page, and calls back with each question that is shown; gives the pages.
WALK = """
    function walk(base, act, given, skipped, answer) {
        const pages = [];
        for (let page; (page = policyAsk.questions(base, act, given, skipped)) && pages.length < 20;) {
            const chosen = {}, left = new Set();
            const show = () => policyAsk.unfold(base, act, given, skipped, page.group, chosen);
            let shown = show();
            for (let fact; (fact = shown.find(({ id }) => !(id in chosen) && !left.has(id))); shown = show()) {
                const answered = answer(fact);
                if (answered === undefined) left.add(fact.id);
                else chosen[fact.id] = answered;
            }
            for (const { id } of shown) if (id in chosen) given[id] = chosen[id]; else skipped.add(id);
            pages.push({ group: page.group, facts: shown.map(({ id }) => id) });
        }
        return pages;
    }
"""


def test_pages_of_questions_are_few_and_leave_nothing_out(
    load: Callable[[DecisionBase], Page], handbook: Handbook
) -> None:
    """With any answers: nothing is asked twice or never, no two pages have one heading, and no box raises a question."""
    walk = (
        """most => {"""
        + WALK
        + """
        let seed = 7;
        const draw = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
        const pick = (items) => items[Math.floor(draw() * items.length)];
        const any = (fact) => draw() < 0.1 ? null : [pick(fact.options).id];
        const byId = Object.fromEntries(base.facts.map((fact) => [fact.id, fact]));
        const faults = [];
        for (const act of base.acts.filter(({ rows }) => rows.length)) for (let turn = 0; turn < 25; turn++) {
            const given = { context: [pick(["professional", "private"])], audience: [pick(base.addressed)] };
            const skipped = new Set(), open = draw();
            const pages = walk(base, act.id, given, skipped, (fact) => fact.assume && draw() < open ? undefined : any(fact));
            const trail = pages.map(({ group, facts }) => `${group}: ${facts}`);
            const words = () => `${act.id} ${JSON.stringify(given)} ${trail.join(" | ")}`;
            const asked = pages.flatMap(({ facts }) => facts);
            if (new Set(asked).size < asked.length) faults.push(`asked twice: ${words()}`);
            if (new Set(pages.map(({ group }) => group)).size < pages.length) faults.push(`one heading: ${words()}`);
            if (pages.length > most) faults.push(`${pages.length} pages: ${words()}`);
            // A follow-up on what nobody knows is not asked.
            const isKnown = (id) => byId[id]?.ask.flat()
                .every(({ fact }) => given[fact] !== null && (fact in given || skipped.has(fact) || isKnown(fact) !== false));
            const never = (answers) => policyWalk.decide(base, act.id, answers).depends_on
                .filter((id) => !(id in answers) && !skipped.has(id) && isKnown(id));
            if (never(given).length) faults.push(`never asked: ${never(given)}: ${words()}`);
            const { verdict, conditions } = policyWalk.decide(base, act.id, given);
            const boxes = conditions.filter(({ fact, timing }) => timing === "before" && !(fact in given));
            const ticked = { ...Object.fromEntries(boxes.map(({ fact }) => [fact, any(byId[fact])])), ...given };
            if (never(ticked).length) faults.push(`raised by a box: ${never(ticked)}: ${JSON.stringify(ticked)} ${words()}`);
            // Of a final no only what it rests on is told.
            if (verdict !== "mag_niet" && boxes.some(({ fact }) => byId[fact].fixed && !skipped.has(fact) && isKnown(fact)))
                faults.push(`a box for what is fixed: ${words()}`);
        }
        return faults;
    }"""
    )
    for base in bases_of(handbook).values():
        assert load(base).evaluate(walk, PAGES)[:3] == []


def test_a_case_takes_few_pages(load: Callable[[DecisionBase], Page], handbook: Handbook) -> None:
    """Role, act and questions until the verdict of every case: at most six, and usually four."""
    walk = (
        """([act, given]) => {"""
        + WALK
        + """
        const scope = ["audience", "context"].filter((id) => id in given).map((id) => [id, given[id]]);
        const answer = ({ id, assume }) => id in given ? given[id] : assume ? undefined : null;
        return walk(base, act, Object.fromEntries(scope), new Set(), answer).length;
    }"""
    )
    counts = []
    for code, base in bases_of(handbook).items():
        page = load(base)
        asks_scope = len(base.addressed) > 1 or len({context for _, context in base.scopes}) > 1
        for case in handbook.cases.values():
            for expectation in case.expected:
                if expectation.code == code:
                    given = as_given(answers_of(handbook, case, expectation))
                    counts.append(asks_scope + 1 + page.evaluate(walk, [case.act, given]) + 1)
    assert max(counts) <= 6, sorted(counts)
    assert median(counts) <= 4, sorted(counts)
