"""The decision assistant: by keyboard from the first question to the answer, in the address, on paper, and without script."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from watching import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

FOLDER = "docs/beslissen"
TURNHOUT = f"{FOLDER}/turnhout.html"
ALL = f"{FOLDER}/naast-elkaar.html"
ROLE = "audience=kanaalbeheerder&context=professional"
INHABITANT = "wie-vermeld=journalist&hoedanigheid-journalist=inwoner&journalistieke-belangen=nee&info-over=-"
JOURNALIST = f"act=taggen&{ROLE}&{INHABITANT}"
# Something that can be put in order, of which a single box is left.
OFFICIAL = f"{FOLDER}/beersel.html#act=officieel-communiceren&audience=personeel&context=professional&show=answer"
JUST_ASK = "Nog niet. Vraag eerst"
ONCE_IN_ORDER = "Volgens deze code mag het, als in orde is wat hieronder staat. Ga ook na wat de wet vraagt."
# Every kind of page that the assistant makes.
STATES = {
    "role": "",
    "act": f"#{ROLE}",
    "question": f"#act=taggen&{ROLE}",
    "several answers": f"#act=beeld-plaatsen&{ROLE}",
    "change": f"#{JOURNALIST}&change=wie-vermeld",
    "unknown": f"#act=beeld-plaatsen&{ROLE}&show=answer",
    "conditions": f"#{JOURNALIST}",
    "forbidden": f"#act=taggen&{ROLE}&wie-vermeld=journalist&hoedanigheid-journalist=journalist",
    "silent": f"#act=ironie-gebruiken&{ROLE}&show=answer",
    "silent, with ways on": f"#act=bezoeker-blokkeren&{ROLE}&show=answer",
    "ways on": f"#act=kanaal-online-laten&{ROLE}&kanaal-soort=facebookpagina&show=answer",
    "out of scope": "#act=taggen&audience=mandataris&show=answer",
    "unreadable": f"#{JOURNALIST}&maan=vol",
}
# The answers to give for each code, page by page, and the answer that comes of them; then a box to tick, and its effect.
CASES = {
    "turnhout": (
        "taggen",
        {
            "audience": "kanaalbeheerder",
            "context": "professional",
            "wie-vermeld": "journalist",
            "hoedanigheid-journalist": "inwoner",
            "journalistieke-belangen": "nee",
        },
        ONCE_IN_ORDER,
        {"link-met-beroep": "ja"},
        "Nee",
    ),
    "beersel": (
        "officieel-communiceren",
        {"audience": "personeel", "context": "professional"},
        "Volgens deze code mag het, als in orde is wat hieronder staat.",
        {"officieel-herkenbaar": "ja"},
        "Volgens deze code mag het.",
    ),
    "bijlage13": (
        "citeren",
        {"audience": "personeel", "context": "professional", "wie-geciteerd": "klant", "maker": "zelf"},
        ONCE_IN_ORDER,
        {"bron-vermeld": "nee"},
        "Nee, nu niet. Breng eerst in orde wat hieronder staat, en kijk dan opnieuw.",
    ),
    "mandatarissen": (
        "bericht-delen",
        {"context": "professional", "maker": "ander"},
        ONCE_IN_ORDER,
        {"toestemming-auteur": "schriftelijk"},
        "Volgens deze code mag het. Ga ook na wat de wet vraagt.",
    ),
    "handreiking": (
        "citeren",
        {"context": "professional", "wie-geciteerd": "medewerker"},
        ONCE_IN_ORDER,
        {"toestemming-citaat": "nee"},
        "Afgeraden (tip), zoals het nu is. Breng eerst in orde wat hieronder staat, en kijk dan opnieuw.",
    ),
}


def title(page: Page) -> Locator:
    return page.locator(".policy-assistant__title")


def says(verdict: str) -> re.Pattern[str]:
    """The headline of an answer, after what only a screen reader says."""
    return re.compile(rf"(^|: ){re.escape(verdict)}$")


def field(page: Page, fact: str) -> Locator:
    return page.locator(f"#vraag-{fact}")


def answer(page: Page, **answers: str) -> None:
    """Choose answers with the pointer and go on."""
    for fact, option in answers.items():
        page.locator(f"#vraag-{fact.replace('_', '-')}-{option}").check()
    page.get_by_role("button", name="Verder").click()


def tab_to(page: Page, condition: str) -> None:
    """Press Tab until the element that has the focus (``e``) meets a condition."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const e = document.activeElement; return Boolean({condition}); }})()"):
            return
    raise AssertionError(f"no Tab leads to {condition}")


def choose_by_keyboard(page: Page, fact: str, option: str) -> None:
    wanted = f"vraag-{fact}-{option}"
    if page.locator(f"#{wanted}").get_attribute("type") == "checkbox":
        tab_to(page, f"e.id === '{wanted}'")
        page.keyboard.press("Space")
    else:
        tab_to(page, f"e.name === 'vraag-{fact}'")
        page.keyboard.press("Space")
        for _ in range(60):
            if page.evaluate("document.activeElement.id") == wanted:
                break
            page.keyboard.press("ArrowDown")
    expect(page.locator(f"#{wanted}")).to_be_checked()


def go_on_by_keyboard(page: Page) -> None:
    before = page.url
    tab_to(page, "e.type === 'submit'")
    page.keyboard.press("Enter")
    page.wait_for_function("before => location.href !== before", arg=before)


def faults_around(page: Page) -> list[str]:
    """What axe finds, but for the decision tables below, of thousands of cells, which their own tests look at."""
    return faults(page, outside=".policy-decisions")


@pytest.mark.parametrize("code", CASES)
def test_a_case_is_walked_by_keyboard(open_page: Open, code: str) -> None:
    act, answers, verdict, box, outcome = CASES[code]
    page = open_page(f"{FOLDER}/{code}.html")
    expect(title(page)).to_be_visible()
    for _ in range(8):
        if page.locator(".policy-assistant__verdict").count():
            break
        if page.locator("#vraag-act").count():
            group = page.locator(f"details:has(#vraag-act-{act})")
            tab_to(page, f"e.parentElement.id === '{group.get_attribute('id')}'")
            page.keyboard.press("Enter")
            choose_by_keyboard(page, "act", act)
        else:
            assert page.locator("input:checked").count() == 0  # nothing is chosen beforehand
            for fact, option in answers.items():
                if field(page, fact).count():  # a follow-up stands there once its question is answered
                    choose_by_keyboard(page, fact, option)
        go_on_by_keyboard(page)
        expect(title(page)).to_be_focused()
        assert page.title().startswith(title(page).text_content() or "?")
    expect(title(page)).to_have_text(says(verdict))
    ((fact, option),) = box.items()
    choose_by_keyboard(page, fact, option)
    expect(title(page)).to_contain_text(outcome)
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text(outcome)
    assert page.evaluate("document.activeElement.id") == f"vraag-{fact}-{option}"


def test_a_question_without_an_assumption_must_be_answered(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#act=taggen&{ROLE}")
    page.get_by_role("button", name="Verder").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("Er is nog iets in te vullen")
    expect(summary).to_contain_text("Kies een antwoord. Weet je het niet, kies dan ‘weet ik niet’.")
    assert page.title().startswith("In te vullen:")
    assert faults_around(page) == []
    summary.get_by_role("link").click()
    expect(page.locator("#vraag-wie-vermeld-journalist")).to_be_focused()
    expect(page.locator("#vraag-wie-vermeld-journalist")).to_have_accessible_description(
        re.compile("Kies een antwoord")
    )
    page.get_by_label("Weet ik niet").check()
    page.get_by_role("button", name="Verder").click()
    assert "wie-vermeld=?" in page.url


def test_a_follow_up_appears_below_its_question(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#act=taggen&{ROLE}")
    expect(title(page)).to_have_text("Wie je noemt")
    assert page.locator("fieldset").count() == 1
    top = field(page, "wie-vermeld").bounding_box()
    choose_by_keyboard(page, "wie-vermeld", "journalist")
    follow_up = field(page, "hoedanigheid-journalist")
    expect(follow_up).to_be_visible()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("Er kwam een vraag bij.")
    assert page.evaluate("document.activeElement.id") == "vraag-wie-vermeld-journalist"
    assert field(page, "wie-vermeld").bounding_box() == top  # nothing above it moved
    assert page.evaluate("document.querySelector('#vraag-wie-vermeld').nextElementSibling.id") == (
        "vraag-hoedanigheid-journalist"
    )
    assert faults_around(page) == []
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_contain_text("Hoe komt de journalist in je bericht voor?")
    choose_by_keyboard(page, "hoedanigheid-journalist", "inwoner")
    choose_by_keyboard(page, "journalistieke-belangen", "ja")
    # What is not asked any more is not shown, nor kept.
    choose_by_keyboard(page, "wie-vermeld", "ander")
    expect(follow_up).to_have_count(0)
    page.get_by_role("button", name="Verder").click()
    expect(title(page)).to_have_text("Je account en je bericht")
    assert "hoedanigheid" not in page.url


def test_the_answer_that_decides_ends_the_questions(open_page: Open) -> None:
    role = "audience=personeel&context=professional"
    page = open_page(f"{FOLDER}/beersel.html#act=beleid-meedelen&{role}")
    expect(title(page)).to_have_text("Je account en je bericht")
    assert page.locator("fieldset").count() == 1
    page.locator("#vraag-beleid-beslist-ja").check()
    expect(field(page, "info-aard")).to_be_visible()
    page.locator("#vraag-beleid-beslist-nee").check()
    expect(page.locator("fieldset")).to_have_count(1)
    page.get_by_role("button", name="Verder").click()
    # Nobody can put it in order, so that there is no box for it.
    expect(title(page)).to_have_text(says("Nee, niet zo."))
    expect(page.locator(".policy-assistant__duties")).to_contain_text("niet te verhelpen")
    expect(page.locator(".policy-assistant__duties input")).to_have_count(0)
    assert faults_around(page) == []


def test_an_act_must_be_chosen(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{ROLE}")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies waarover het gaat.")
    assert faults_around(page) == []


def test_a_question_with_an_assumption_may_stay_open(open_page: Open) -> None:
    page = open_page(f"{FOLDER}/beersel.html#act=beeld-plaatsen&audience=personeel&context=professional")
    answer(page, beeld_personen="politicus", beeld_relevant="ja")
    expect(field(page, "info-aard")).to_contain_text("Laat je dit open")
    page.get_by_role("button", name="Verder").click()
    expect(page).to_have_url(re.compile("info-aard=-"))
    expect(page.locator(".policy-assistant__assumed")).to_contain_text("Wat voor informatie")


def test_none_of_these_excludes_the_rest(open_page: Open) -> None:
    role = "audience=personeel&context=professional"
    page = open_page(f"{FOLDER}/beersel.html#act=beeld-plaatsen&{role}&beeld-personen=geen")
    boxes = {id: page.locator(f"#vraag-schade-{id}") for id in ("organisatie", "functie", "geen", "weet-niet")}
    boxes["organisatie"].check()
    boxes["functie"].check()
    boxes["geen"].check()
    assert [id for id, box in boxes.items() if box.is_checked()] == ["geen"]
    boxes["weet-niet"].check()
    assert [id for id, box in boxes.items() if box.is_checked()] == ["weet-niet"]
    boxes["organisatie"].check()
    assert [id for id, box in boxes.items() if box.is_checked()] == ["organisatie"]


def test_one_answer_is_changed_and_the_rest_stays(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{JOURNALIST}")
    page.locator(".policy-assistant__given").get_by_role("link", name="wijzig Hoe komt de journalist").click()
    expect(page.locator("#vraag-hoedanigheid-journalist-inwoner")).to_be_checked()
    answer(page, hoedanigheid_journalist="journalist")
    expect(page).to_have_url(re.compile("wie-vermeld=journalist&hoedanigheid-journalist=journalist&"))
    expect(title(page)).to_contain_text("Nee")


def test_an_assumption_is_changed(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{JOURNALIST}&show=answer")
    page.locator(".policy-assistant__assumed").get_by_role("link", name="wijzig").first.click()
    expect(title(page)).to_have_text("Je antwoord wijzigen")
    page.get_by_label("Weet ik niet").check()
    page.get_by_role("button", name="Verder").click()
    expect(page.locator(".policy-assistant__given")).to_contain_text("Weet ik niet")


def test_another_act_drops_what_it_does_not_ask(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{JOURNALIST}")
    page.locator(".policy-assistant__given").get_by_role("link", name="wijzig Wat wil je doen?").click()
    page.locator(".policy-assistant summary", has_text="Kanalen").click()
    answer(page, act="kanaal-oprichten")
    expect(title(page)).to_contain_text(JUST_ASK)
    assert page.url.endswith(f"#act=kanaal-oprichten&{ROLE}")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_an_address_gives_the_same_page_again(open_page: Open, address: str, site: Path, scheme: str) -> None:
    base = address if scheme == "http" else f"{site.as_uri()}/"
    page = open_page(f"{TURNHOUT}#{JOURNALIST}", base=base)
    expect(title(page)).to_be_visible()
    shown = page.locator(".policy-assistant").inner_text()
    page.reload()
    expect(title(page)).to_be_visible()
    assert page.locator(".policy-assistant").inner_text() == shown
    page.locator("#vraag-link-met-beroep-nee").check()
    assert page.url.endswith(f"#{JOURNALIST}&link-met-beroep=nee&show=answer")
    page.reload()
    expect(page.locator("#vraag-link-met-beroep-nee")).to_be_checked()


def test_back_keeps_the_answers(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#act=taggen&{ROLE}")
    answer(page, wie_vermeld="journalist", hoedanigheid_journalist="inwoner", journalistieke_belangen="nee")
    answer(page, info_over="niemand")
    expect(page.locator(".policy-assistant__verdict")).to_be_visible()
    page.go_back()
    expect(page.locator("#vraag-info-over-niemand")).to_be_checked()
    page.get_by_role("link", name="Terug").click()
    expect(page.locator("#vraag-wie-vermeld-journalist")).to_be_checked()
    expect(page.locator("#vraag-hoedanigheid-journalist-inwoner")).to_be_checked()
    page.go_forward()
    expect(field(page, "info-over")).to_be_visible()


def test_back_works_in_a_page_that_was_opened_from_an_address(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{JOURNALIST.replace('info-over=-', 'info-over=niemand')}")
    for fact, option in (("info-over", "niemand"), ("hoedanigheid-journalist", "inwoner"), ("act", "taggen")):
        page.get_by_role("link", name="Terug").click()
        expect(page.locator(f"#vraag-{fact}-{option}")).to_be_checked()
    page.get_by_role("link", name="Terug").click()
    expect(field(page, "audience")).to_be_visible()
    expect(page.get_by_role("link", name="Terug")).to_have_count(0)


def test_the_answer_is_shown_at_once(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#act=taggen&{ROLE}")
    page.locator("#vraag-wie-vermeld-journalist").check()
    page.get_by_role("button", name="Toon meteen de checklist").click()
    expect(title(page)).to_have_text(says("Dat hangt af van één vraag"))
    assert page.url.endswith("wie-vermeld=journalist&show=answer")
    expect(page.locator(".policy-assistant__verdict")).to_contain_text("strengste antwoord: Nee.")
    page.locator(".policy-assistant__verdict").get_by_role("link").click()
    answer(page, hoedanigheid_journalist="inwoner")
    expect(title(page)).to_have_text(says(ONCE_IN_ORDER))


def test_beginning_again_forgets(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{JOURNALIST}")
    page.get_by_role("link", name="Begin opnieuw").click()
    expect(field(page, "audience")).to_be_visible()
    assert page.locator("input:checked").count() == 0


def test_acts_are_found_by_their_words(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{ROLE}")
    page.get_by_label("Zoek in de lijst").fill("foto")
    expect(page.get_by_label("Een foto, video of ander beeld plaatsen")).to_be_visible()
    expect(page.locator("#vraag-act-taggen")).to_be_hidden()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("handeling")
    for words in ("FOTÓ'S", "beelden plaatsen", "vid"):
        page.get_by_label("Zoek in de lijst").fill(words)
        expect(page.get_by_label("Een foto, video of ander beeld plaatsen")).to_be_visible()
    page.get_by_label("Zoek in de lijst").fill("ironie")
    expect(page.locator("#vraag-act-ironie-gebruiken")).to_be_visible()


@pytest.mark.parametrize("path", [TURNHOUT, f"{FOLDER}/naast-elkaar.html"])
def test_a_search_without_result_says_so_below_the_box_with_a_way_out(open_page: Open, path: str) -> None:
    page = open_page(f"{path}#{ROLE if path == TURNHOUT else ''}")
    box, found = page.get_by_label("Zoek in de lijst"), page.locator(".policy-assistant__found")
    expect(found).to_be_empty()
    box.fill("zeppelin")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Geen handeling gevonden")
    expect(found).to_contain_text("Geen handeling gevonden")
    (above, below) = (one.bounding_box() for one in (box, found))
    assert above and below and 0 <= below["y"] - above["y"] - above["height"] < 40
    expect(found.get_by_text("Staat het er niet bij? Vraag het aan ")).to_have_count(1 if path == TURNHOUT else 0)
    found.get_by_role("button", name="Toon alle handelingen").click()
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    expect(found).to_be_empty()
    expect(page.locator(".policy-assistant__folded:visible")).not_to_have_count(0)


@pytest.mark.parametrize(
    ("words", "acts"),
    {
        "pagina verwijderen": "kanaal-verwijderen",
        "foto": "profielfoto-kiezen beeld-plaatsen",
        "kritiek": "mening-geven bezoekersbericht-laten-staan",
        "artikel": "bericht-delen materiaal-overnemen",
        "link delen": "bericht-delen",
        "overnemen": "materiaal-overnemen kanaal-overnemen",
        "account aanmaken": "kanaal-oprichten",
        "stockfoto's": "stockbeeld-gebruiken",
        "corrigeren": "bericht-rechtzetten info-rechtzetten",
        "wissen": "bezoekersbericht-weghalen bericht-weghalen",
        "deelknop": "bericht-delen",
        "blokkeren": "bezoeker-blokkeren",
        "reels": "beeld-plaatsen",
        "story": "beeld-plaatsen bericht-plaatsen",
        "live": "beeld-plaatsen",
        "poll": "peiling-houden",
        "evenement": "bericht-plaatsen campagne-in-de-kijker",
        "review": "reageren",
        "privébericht": "prive-antwoorden",
        "dempen": "dempen",
        "pinnen": "bericht-vastzetten",
        "adverteren": "bericht-promoten",
        "inplannen": "bericht-plaatsen",
        "archiveren": "bericht-weghalen",
        "coverfoto": "omslagfoto-kiezen",
        "AI": "ai-gebruiken",
        "groepschat": "groepsgesprek-starten",
        "ruzie collega": "reageren interne-discussie-voeren",
        "vacature": "bericht-plaatsen bericht-delen",
        "pensioen": "verwijzing-verwijderen",
    }.items(),
)
def test_acts_are_found_by_the_words_that_people_use(open_page: Open, words: str, acts: str) -> None:
    page = open_page(f"{TURNHOUT}#{ROLE}")
    page.get_by_label("Zoek in de lijst").fill(words)
    for act in acts.split():
        expect(page.locator(f"#vraag-act-{act}")).to_be_visible()
    # No word of them stands on the page but for those that a label or an explanation has anyway.
    expect(page.locator(".policy-assistant")).not_to_contain_text("deelknop")


def test_a_heading_finds_no_act(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{ROLE}")
    page.get_by_label("Zoek in de lijst").fill("huisstijl")
    expect(page.locator("#vraag-act-logo-gebruiken")).to_be_visible()  # it is sought by that word
    expect(page.locator("#vraag-act-stockbeeld-gebruiken")).to_be_hidden()  # it only stands under it


def test_the_first_page_asks_what_must_be_done_too(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{ROLE}")
    expect(title(page)).to_have_text("Wat wil je doen, of vraag je je af of het moet?")


def test_silence_leads_to_where_the_code_speaks(open_page: Open) -> None:
    path = f"{FOLDER}/beersel.html#act=bericht-plaatsen&audience=personeel&context=professional"
    page = open_page(f"{path}&onderwerp-bericht=gemeentewerk&info-aard=openbaar&show=answer")
    expect(title(page)).to_contain_text("Deze code heeft hierover geen eigen regel.")
    part = page.locator(".policy-assistant__instead")
    expect(part.get_by_role("heading")).to_have_text("Kijk ook bij")
    way = part.get_by_role("link", name="Een plan of beslissing van het bestuur bekendmaken")
    # What the other act asks too was answered; it is asked the rest first.
    expect(way).to_have_attribute("href", re.compile(r"^#act=beleid-meedelen&audience=.*&info-aard=openbaar$"))
    way.click()
    expect(page.locator(".policy-assistant__caption")).to_have_text(
        "Het gaat om: een plan of beslissing van het bestuur bekendmaken"
    )


def test_an_answer_leads_on_in_one_line(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#act=kanaal-online-laten&{ROLE}&kanaal-soort=facebookpagina&kanaal-stil=?&show=answer")
    line = page.locator(".policy-assistant__onward")
    expect(line).to_have_text("Ga ook na: een stil of afgelopen kanaal verwijderen.")
    line.get_by_role("link").click()
    expect(page).to_have_url(re.compile("#act=kanaal-verwijderen&.*kanaal-soort=facebookpagina"))
    page = open_page(f"{TURNHOUT}#act=bezoeker-blokkeren&{ROLE}&show=answer")
    expect(page.locator(".policy-assistant__instead")).to_be_visible()
    expect(page.locator(".policy-assistant__onward")).to_have_count(0)


def test_side_by_side_silence_leads_to_where_each_code_speaks(open_page: Open) -> None:
    page = open_page(f"{ALL}#act=bezoeker-blokkeren")
    turnhout = page.locator(".policy-assistant__column", has=page.get_by_role("heading", name="Turnhout"))
    turnhout.get_by_role("link", name="Een bericht van een bezoeker verwijderen").click()
    expect(page).to_have_url(re.compile(r"turnhout\.html#act=bezoekersbericht-weghalen"))


def test_silence_is_no_permission(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#act=ironie-gebruiken&{ROLE}&show=answer")
    expect(title(page)).to_contain_text("Dat is geen toestemming; de wet en andere afspraken blijven gelden.")
    expect(page.locator(".policy-assistant__ask li")).to_have_text(asked(page, "turnhout"))
    expect(page.locator("#deel-altijd-overige")).not_to_have_attribute("open", "")
    page = open_page(f"{TURNHOUT}#act=taggen&audience=mandataris&show=answer")
    expect(title(page)).to_contain_text("richt zich hierin niet tot jou")
    expect(page.locator("p.policy-assistant__law")).to_have_text(
        "Wet: de privacy van over wie iets bekend wordt: ga na."
    )


def asked(page: Page, code: str) -> str:
    """Whom a code names to ask, as the page shows it."""
    name: str = page.evaluate(f"(({{ ask, bodies }}) => bodies[ask].label)(window.policyDecisions.{code})")
    return f"{name[0].upper()}{name[1:]}"


def test_a_code_that_names_nobody_leads_to_whoever_leads(open_page: Open) -> None:
    fragment = f"#act=ironie-gebruiken&{ROLE}&show=answer"
    page = open_page(TURNHOUT + fragment)
    expect(title(page)).to_be_visible()
    page.evaluate("for (const one of policyDecisions.turnhout.audiences) one.ask = ''; location.hash = ''")
    expect(page.locator(".policy-assistant__ask")).to_have_count(0)
    page.evaluate(f"location.hash = '{fragment}'")
    expect(page.locator(".policy-assistant__ask li")).to_have_text("Je leidinggevende")


def test_whom_to_ask_is_told_when_the_answer_is_final_too(open_page: Open) -> None:
    page = open_page(OFFICIAL)
    expect(page.locator(".policy-assistant__ask li")).to_have_text(asked(page, "beersel"))
    page.locator("#vraag-officieel-herkenbaar-ja").check()
    expect(title(page)).to_contain_text("Volgens deze code mag het.")
    expect(page.locator(".policy-assistant__ask li")).to_have_text(asked(page, "beersel"))


def test_what_always_holds_stands_there_once(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#act=bericht-plaatsen&{ROLE}&show=answer")
    part = page.locator(".policy-assistant__standing")
    shown = part.locator("blockquote").all_text_contents()
    assert len(shown) > 1
    expect(part.get_by_role("heading")).to_have_text(f"Geldt altijd, en raakt hieraan ({len(shown)})")
    sources = part.locator(".policy-assistant__source a").all_text_contents()
    assert len(set(zip(sources, shown, strict=True))) == len(shown)


def test_under_silence_what_touches_the_act_is_unfolded_and_the_rest_folded(open_page: Open) -> None:
    page = open_page(f"{FOLDER}/beersel.html#act=tag-toelaten&audience=personeel&context=professional&show=answer")
    near, rest = page.locator(".policy-assistant__standing"), page.locator("#deel-altijd-overige")
    expect(near.get_by_role("heading")).to_have_text("Geldt altijd, en raakt hieraan (2)")
    expect(near.get_by_text("Bescherm je privacy").first).to_be_visible()
    expect(rest.locator("summary")).to_have_text(re.compile(r"^Geldt altijd \(\d+\)$"))
    expect(rest.locator("blockquote").first).to_be_hidden()


def test_all_that_the_answer_waits_for_is_counted(open_page: Open) -> None:
    page = open_page(
        f"{TURNHOUT}#act=bezoekersbericht-weghalen&{ROLE}&spelregels-schending=?&show=answer",
    )
    listed = page.locator(".policy-assistant__depends li").count()
    assert listed > 1
    expect(title(page)).to_have_text(says(f"Dat hangt af van {listed} vragen"))
    expect(page.locator(".policy-assistant__supposed")).to_have_count(0)


def test_a_final_no_asks_nothing_more(open_page: Open) -> None:
    path = (
        f"{FOLDER}/beersel.html#act=beeld-plaatsen&audience=personeel&context=professional&info-aard=geheim&show=answer"
    )
    page = open_page(path)
    expect(title(page)).to_have_text(says("Nee, niet zo."))
    expect(page.locator(".policy-assistant__duties")).to_have_count(0)
    expect(page.locator(".policy-assistant__advice")).to_have_count(0)


def test_what_is_set_aside_is_told_by_its_words(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#act=vermelden&{ROLE}&wie-vermeld=mediabedrijf&overleg-communicatie=ja&show=answer")
    expect(page.locator(".policy-assistant__set_aside li").first).to_have_text(
        re.compile(r"^“[^”]+”( \[…\])? \(art\. .+\) geldt hier niet, want: “[^”]+”( \[…\])? \(art\. .+\)$")
    )


def test_the_editors_notes_stand_under_the_words(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{JOURNALIST}")
    expect(title(page)).to_be_visible()
    page.evaluate(
        "for (const rule of Object.values(policyDecisions.turnhout.rules)) rule.notes = ['Redactionele noot: Zo gelezen.']"
    )
    page.locator("#vraag-link-met-beroep-ja").check()
    expect(page.locator(".policy-assistant__decisive .policy-assistant__note").first).to_have_text(
        "Redactionele noot: Zo gelezen."
    )


def test_progress_is_shown_and_told(open_page: Open) -> None:
    page = open_page(OFFICIAL)
    progress = page.locator(".policy-assistant__duties > :last-child")
    expect(progress).to_have_text("Nog 1 van 1 na te gaan.")
    page.locator("#vraag-officieel-herkenbaar-ja").check()
    expect(progress).to_have_text("Wat deze code hier vraagt, is in orde.")
    expect(page.get_by_role("main").get_by_role("status")).to_have_text(
        "Uitkomst: Volgens deze code mag het. Wat deze code hier vraagt, is in orde."
    )
    expect(page.locator("#vraag-officieel-herkenbaar")).to_have_accessible_description(
        re.compile("in orde In orde bij: ‘ja’")
    )


def test_what_always_holds_counts_once_it_is_breached(open_page: Open) -> None:
    page = open_page(f"{FOLDER}/bijlage13.html#act=reageren&audience=personeel&context=professional&show=answer")
    before = title(page).inner_text()
    page.get_by_text(re.compile(r"Geldt altijd \(\d+\)")).click()
    page.locator("#vraag-toon-kwetsend").check()
    expect(title(page)).not_to_have_text(before)
    expect(title(page)).to_contain_text("Nee")
    expect(page.locator("#vraag-toon-kwetsend")).to_be_focused()  # its part is still unfolded


def test_what_always_holds_stays_in_sight_once_it_is_breached(open_page: Open) -> None:
    page = open_page(f"{FOLDER}/bijlage13.html#act=dempen&audience=personeel&context=professional&show=answer")
    page.get_by_text(re.compile(r"Geldt altijd \(\d+\)")).click()
    page.locator("#vraag-toon-kwetsend").click()
    expect(title(page)).to_contain_text("Nee")
    expect(page.locator("#vraag-toon-kwetsend")).to_be_focused()


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("act=vliegen", "act=vliegen"),
        (f"act=taggen&{ROLE}&maan=vol", "maan=vol"),
        (f"act=taggen&{ROLE}&wie-vermeld=buurman", "wie-vermeld=buurman"),
        (f"act=taggen&{ROLE}&wie-vermeld=journalist,ander", "wie-vermeld=journalist,ander"),
        (f"act=taggen&{ROLE}&schade=geen,functie", "schade=geen,functie"),
        (f"act=taggen&act=citeren&{ROLE}", "act=citeren"),
        (f"act=taggen&{ROLE}&show=alles", "show=alles"),
        (f"act=taggen&{ROLE}&change=maan", "change=maan"),
        (f"act=taggen&{ROLE}&wie-vermeld=%E0%A4%A", "wie-vermeld=%E0%A4%A"),
        (f"act=taggen&{ROLE}&__proto__=x", "__proto__=x"),
        ("audience=&act=taggen", "audience="),
        (f"act=taggen&{ROLE}&x=<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_a_fragment_that_was_edited_by_hand(open_page: Open, fragment: str, said: str) -> None:
    page = open_page(f"{TURNHOUT}#{fragment}")
    notice = page.locator(".policy-assistant__notice")
    expect(notice).to_contain_text("Dit deel van het adres is niet te lezen en is overgeslagen:")
    expect(notice).to_contain_text(said)
    expect(title(page)).to_be_visible()
    assert page.locator(".policy-assistant img").count() == 0


def test_an_ordinary_fragment_leaves_the_answer(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{JOURNALIST}")
    shown = title(page).inner_text()
    address = page.url
    page.evaluate("location.hash = 'main-content'")
    expect(page).to_have_url(address)
    assert title(page).inner_text() == shown
    page.reload()
    expect(title(page)).to_have_text(says(ONCE_IN_ORDER))
    page.evaluate("location.hash = 'main-content'")
    page.get_by_role("link", name="Terug").click()
    expect(field(page, "info-over")).to_be_visible()


@pytest.mark.parametrize("fragment", STATES.values(), ids=STATES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_page_is_accessible_and_fits(open_page: Open, fragment: str, width: int, scheme: str) -> None:
    page = open_page(TURNHOUT + fragment, width=width, scheme=scheme)
    expect(title(page)).to_be_visible()
    for folded in page.locator(".policy-assistant details").all():
        folded.evaluate("element => { element.open = true }")
    assert faults_around(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("path", [f"{ALL}#act=beeld-plaatsen", f"{FOLDER}/index.html", ALL])
def test_the_other_pages_are_accessible_and_fit(open_page: Open, path: str) -> None:
    page = open_page(path, width=320)
    page.wait_for_load_state("networkidle")
    assert faults_around(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_box_stays_to_be_ticked_otherwise(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{JOURNALIST}")
    page.locator("#vraag-link-met-beroep-ja").check()
    expect(title(page)).to_contain_text("Nee")
    page.locator("#vraag-link-met-beroep-nee").check()
    expect(title(page)).to_have_text(says("Volgens deze code mag het. Ga ook na wat de wet vraagt."))


def test_what_can_be_arranged_is_told_and_not_printed(open_page: Open) -> None:
    fragment = f"#act=bericht-delen&{ROLE}&maker=ander&toestemming-auteur=geen&overnamewijze=kopieren&show=answer"
    page = open_page(TURNHOUT + fragment)
    told = page.locator(".policy-assistant__remedies")
    expect(told).to_contain_text("Heb je toestemming van de auteur of maker? ‘ja, schriftelijk’ of ‘ja, mondeling")
    expect(told.get_by_role("link")).to_have_attribute("href", re.compile("art-4.1"))
    page.emulate_media(media="print")
    expect(told).to_be_hidden()
    page = open_page(f"{TURNHOUT}#act=bericht-delen&{ROLE}&maker=ander&show=answer")
    expect(title(page)).to_be_visible()
    expect(page.locator(".policy-assistant__remedies")).to_have_count(0)


def test_the_codes_stand_side_by_side(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{JOURNALIST}")
    page.get_by_text("Andere codes (gelden niet voor jou)").click()
    page.get_by_role("link", name="Wat zouden de andere codes zeggen?").click()
    columns = page.locator(".policy-assistant__column")
    expect(columns).to_have_count(5)
    expect(page.locator(".policy-assistant__notice")).to_have_count(0)
    turnhout = columns.filter(has=page.get_by_role("heading", name="Turnhout"))
    expect(turnhout).to_contain_text(ONCE_IN_ORDER)
    expect(columns.filter(has=page.get_by_role("heading", name="Beersel"))).to_contain_text("geen eigen regel")
    turnhout.get_by_role("link", name="Lees het hele antwoord van Turnhout").click()
    expect(title(page)).to_have_text(says(ONCE_IN_ORDER))
    expect(page.locator(".policy-assistant__notice")).to_have_count(0)


def test_the_roles_lead_to_the_codes(open_page: Open) -> None:
    page = open_page(f"{FOLDER}/index.html", script=False)
    page.locator("a[href$='turnhout.html#audience=bezoeker']").click()
    expect(page).to_have_url(re.compile("turnhout.html#audience=bezoeker$"))
    page = open_page(f"{TURNHOUT}#audience=bezoeker")
    expect(field(page, "context")).to_be_visible()
    expect(field(page, "audience")).to_have_count(0)


@pytest.mark.parametrize("fragment", [f"#{JOURNALIST}", f"#act=beeld-plaatsen&{ROLE}&show=answer"])
def test_the_answer_is_one_sheet(open_page: Open, fragment: str) -> None:
    page = open_page(TURNHOUT + fragment)
    expect(title(page)).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    expect(page.locator(".policy-assistant__ruling")).to_contain_text(
        re.compile(r"\d{4} – Afsprakenkader.*, versie v1\. Dit is geen uitspraak")
    )
    expect(page.locator(".policy-assistant__ruling")).to_be_visible()
    for told in page.locator("section .policy-assistant__wanted:visible").all():
        expect(told).to_contain_text(re.compile("Nagegaan, in orde "), use_inner_text=True)
    for control in ("button", "input", ".policy-assistant__back", ".policy-assistant__change"):
        assert not any(found.is_visible() for found in page.locator(f".policy-assistant {control}").all()), control


def test_the_reference_is_copied_or_selected(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#{JOURNALIST}", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer als verwijzing").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("gekopieerd")
    text = page.evaluate("navigator.clipboard.readText()")
    for words in (
        "Afsprakenkader sociale media - Goedkeuring, versie v1",
        "Handeling: iemand of een organisatie taggen",
        "Wie wil je vermelden, taggen of bedanken? Een journalist",
        ONCE_IN_ORDER,
        "Wat in orde moet zijn:",
        "‘nee’ – nog na te gaan",
        page.url[page.url.index("#") :],  # no address that only this machine can open: test_citing.py
        "@v1 (SHA-256",
        "Dit is geen uitspraak",
    ):
        assert words in text
    assert "127.0.0.1" not in text
    page = open_page(f"{TURNHOUT}#act=vermelden&{ROLE}&show=answer", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer als verwijzing").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("gekopieerd")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.index("Dat hangt af van") < text.index("geldt het strengste antwoord: ")
    assert "Afwijken kan na overleg:\n- art." in text
    page = open_page(f"{TURNHOUT}#{JOURNALIST}")
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false")
    page.get_by_role("button", name="Kopieer als verwijzing").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Ctrl+C")
    assert "Afsprakenkader" in page.evaluate("String(getSelection())")


def test_without_script_the_rest_is_there(open_page: Open) -> None:
    page = open_page(TURNHOUT, script=False)
    expect(page.get_by_text("De vragen werken met JavaScript")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Turnhout")


def test_missing_data_are_said(open_page: Open, address: str) -> None:
    page = open_page("index.html")
    page.route("**/data/decisions/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{address}{TURNHOUT}")
    expect(page.locator(".policy-assistant__notice")).to_contain_text("kunnen niet geladen worden")


def test_the_scripts_are_light_and_only_where_they_are_needed(site: Path) -> None:
    scripts = [
        path
        for name in ("assistant*", "walk", "remedy", "ask", "points", "say", "explanation")
        for path in sorted(site.glob(f"_static/policy-{name}.js"))
    ]
    data = [site / f"data/decisions/{name}.js" for name in ("wording", "turnhout")]
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in (*scripts, *data)}
    assert sum(sizes[path.name] for path in scripts) <= 36_500, sizes
    assert sum(sizes.values()) <= 83_000, sizes
    assert "policy-assistant" not in (site / "docs/vragen.html").read_text("utf-8")
    assert "policy-walk" in (site / TURNHOUT).read_text("utf-8")
    assert not any("innerHTML" in path.read_text("utf-8") for path in scripts)


def test_nothing_is_stored(open_page: Open) -> None:
    page = open_page(f"{TURNHOUT}#act=taggen&{ROLE}")
    answer(page, wie_vermeld="journalist")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("document.cookie") == ""
