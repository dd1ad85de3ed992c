"""The words of a verdict: what a reader sees of a decision, on a page, on paper and on the command line.

They are data, so that the assistant in the browser uses the same ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decision.clauses import NOT_INTERNAL
from ..decision.result import Reason
from ..decision.verdicts import Status, Verdict
from ..model.excerpts import join_words

if TYPE_CHECKING:
    from ..decision.clauses import DecisionBase
    from ..decision.result import Decision
    from ..model.records import Condition, Requirement

# By verdict, and where it says more by why. "{wie}" is the body to ask.
HEADLINES = {
    "mag_niet": "Nee.",
    "mag_niet_tip": "Afgeraden (tip).",
    "mag_niet_curable": "Nee, nu niet. Breng eerst in orde wat hieronder staat, en kijk dan opnieuw.",
    "mag_niet_curable_tip": "Afgeraden (tip), zoals het nu is. Breng eerst in orde wat hieronder staat, en kijk dan opnieuw.",
    "eerst_overleg": "Nog niet. Vraag eerst {wie}. Akkoord van iemand anders volstaat niet.",
    "moet": "Ja, dit moet.",
    "moet_tip": "Ja, dit wordt je aangeraden (tip).",
    "mag_onder_voorwaarden": "Ja, maar pas als alles hieronder in orde is.",
    "mag": "Ja, volgens deze code.",
    "mag_against": "Het mag, maar het is afgeraden.",
    "silent": "Deze code zegt hier niets over. Dat is geen toestemming; de wet en andere afspraken blijven gelden.",
    "out_of_scope": "Deze code richt zich hierin niet tot jou. Dat is geen toestemming; de wet en andere afspraken blijven gelden.",
    "released": (
        "Deze code verplicht je hier niet toe, en zegt niet of het mag. Dat is geen toestemming; de wet en andere afspraken "
        "blijven gelden."
    ),
    "in_progress": "Deze code is nog niet ontleed: het handboek kan nog niet zeggen wat ze bepaalt.",
}
VERDICT_LABELS = {
    Verdict.MAG_NIET: "mag niet",
    Verdict.EERST_OVERLEG: "eerst overleg",
    Verdict.MOET: "moet",
    Verdict.MAG_ONDER_VOORWAARDEN: "mag onder voorwaarden",
    Verdict.MAG: "mag",
    Verdict.NIET_GEREGELD: "niet geregeld",
}
# A text of tips forbids nothing and orders nothing.
_TIP_LABELS = {Verdict.MAG_NIET: "afgeraden (tip)", Verdict.MOET: "aangeraden (tip)"}
STATUS_LABELS = {
    Status.MET: "in orde",
    Status.OPEN: "nog na te gaan",
    Status.CONSULT: "nog te vragen",
    Status.UNMET: "niet in orde",
    Status.REFUSED: "geweigerd",
}
BY_LABELS = {"self": "", "third": "door wie het aangaat", "other-text": "volgens een andere tekst of beslissing"}
NO_RULING = "Dit is geen uitspraak: het handboek leest de code, het beslist niet."
LAW_APPLIES = (
    "Voor beelden, personen en werk van anderen geldt hoe dan ook de wet: auteursrecht, recht op afbeelding en privacy."
)


def headline_key(decision: Decision, binding: str) -> str:
    """Which of the headlines a decision has in a code of this *binding*."""
    if decision.reason is not None:
        return decision.reason.value
    key = decision.verdict.id
    if decision.curable:
        key += "_curable"
    if decision.advised_against:
        key += "_against"
    return f"{key}_tip" if binding == "tip" and f"{key}_tip" in HEADLINES else key


def headline(base: DecisionBase, decision: Decision, *, mend: bool = True) -> str:
    """The headline of a decision; *mend* says whether what can be put in order is told below it."""
    key = headline_key(decision, base.code.binding)
    words = HEADLINES[key if mend else key.replace("_curable", "")]
    return words.replace("{wie}", join_words([name_body(base, id) for id in bodies_to_ask(decision)]) or "raad")


def bodies_to_ask(decision: Decision) -> tuple[str, ...]:
    """The internal bodies whose word the verdict waits for, in the order of the text."""
    waiting = (
        condition.requirement.by
        for condition in decision.conditions
        if condition.status is Status.CONSULT
        and not condition.advice
        and not set(condition.clauses).issubset(decision.dispensations)
    )
    return tuple(dict.fromkeys(waiting))


def whom_to_ask(base: DecisionBase, decision: Decision | None = None) -> list[str]:
    """Whom to turn to: the bodies that the verdict waits for, else the one that the code names, else whoever leads."""
    waiting = bodies_to_ask(decision) if decision else ()
    if waiting:
        return [name_body(base, id) for id in waiting]
    return [name_body(base, base.code.ask) if base.code.ask else "je leidinggevende"]


def name_body(base: DecisionBase, id: str) -> str:
    """A body by its local name where there is one, else as the code names it."""
    contact = base.book.contacts.get(id)
    if contact is not None:
        return contact.name
    return base.book.bodies[id].label if id in base.book.bodies else id


def name_requirement(base: DecisionBase, requirement: Requirement) -> str:
    """A requirement in words: the question, the answers that are in order, and by whom."""
    by = requirement.by
    whom = BY_LABELS[by] if by in NOT_INTERNAL else f"door {name_body(base, by)}"
    return name_condition(base, requirement.condition) + (f" ({whom})" if whom else "")


def name_condition(base: DecisionBase, condition: Condition) -> str:
    """A condition in words: the question and the answers that count."""
    return f"{base.facts[condition.fact].question} {name_answers(base, condition)}"


def name_answers(base: DecisionBase, condition: Condition) -> str:
    """The answers that count, in words."""
    labels = dict(base.facts[condition.fact].options)
    joint = {"any": " of ", "all": " en ", "none": " of "}[condition.quantifier]
    answers = joint.join(f"‘{labels.get(id, id)}’" for id in condition.accepted)
    return f"{'niet ' if condition.quantifier == 'none' else ''}{answers}"


def name_verdict(verdict: Verdict, binding: str, against: bool = False) -> str:
    """A verdict in two words, as a text of this *binding* can give it; *against* is advice against what is allowed."""
    if verdict is Verdict.MAG and against:
        return "mag, maar afgeraden"
    return (_TIP_LABELS if binding == "tip" else VERDICT_LABELS).get(verdict, VERDICT_LABELS[verdict])


def reason_in_words(reason: Reason) -> str:
    """Why nothing is regulated, in a few words."""
    return {
        Reason.SILENT: "de code zwijgt",
        Reason.OUT_OF_SCOPE: "buiten het toepassingsgebied",
        Reason.RELEASED: "de plicht vervalt",
        Reason.IN_PROGRESS: "nog niet ontleed",
    }[reason]
