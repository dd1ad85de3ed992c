"""What the handbook tells an editor: every warning, its subtype and its words, and the few lines of information.

Each message names the id, the fault and the mend. They are Dutch because editors read them; subtypes are English, so that
``suppress_warnings = ["policy.<subtype>"]`` can be written.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError
from sphinx.util import logging

from .model.characters import show_unseen
from .model.excerpts import OMISSION, both_ends
from .model.likeness import find_nearest
from .model.records import Place
from .model.why import Why
from .presentation.say import SENTENCES, tell, tell_why

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

logger = logging.getLogger(__name__)

# What an editor typed is quoted in a message; of a page on one line that would be the page.
_LONGEST = 2000
_LONGEST_ERROR = 200
_LONGEST_WORDS = 60

MESSAGES = {
    # the option block
    "option_unclosed": "het optieblok van “{id}” is niet afgesloten: zet een regel met --- na de laatste optie",
    "option_syntax": "regel “{text}” in het optieblok van “{id}” is geen optie: schrijf “naam: waarde”, of spring in onder een “naam: |”",
    "option_colon": "“{text}” bij “{id}” is een optie buiten een optieblok, waar tekst verloren kan gaan: zet alle opties tussen twee regels met ---",
    "fence_unclosed": "“{id}” is niet afgesloten: zet een regel met ::: voor regel {line}, waar het volgende begint{others}",
    "fence_stray": "deze regel met ::: sluit niets af, en neemt wat volgt mee in een blok zonder naam: haal ze weg, of kijk of het blok erboven al eerder afgesloten is",
    "option_duplicate": "optie “{option}” staat twee keer bij “{id}”: houd er één; de eerste telt",
    "option_after_blank": "“{text}” staat na het optieblok van “{id}” en lijkt een optie, zo is ze nu gelezen: zet ze voor de afsluitende ---",
    "unknown_option": "onbekende optie “{option}” bij “{id}”{nearest}",
    "option_missing": "“{id}” heeft geen optie “{option}”: vul ze aan in het optieblok",
    "option_value": "optie “{option}” van “{id}” kan niet “{value}” zijn: kies uit {choices}",
    "reserved_fact": "vraag “{id}” stelt het handboek zelf al: kies een ander id",
    "law_syntax": "“{text}” zegt niet waarover bij handeling “{id}” de wet spreekt: schrijf een van {choices}, en zo nodig “: vraag = antwoord”",
    "ask_syntax": "“{text}” zegt niet wanneer vraag “{id}” zin heeft: schrijf “vraag = antwoord; vraag = antwoord”, een geval per regel",
    "leads_syntax": "“{text}” zegt niet waarheen handeling “{id}” leidt: schrijf “handeling: vraag = antwoord; vraag = antwoord”, een geval per regel",
    # conf.py
    "setting_value": "instelling {name} kan niet {value} zijn: {mend}; tot dan telt ze niet mee",
    "remote_asset": "“{address}” is een programma of stijl van elders, en dat haalt geen pagina binnen: zet het bestand in een map van html_static_path en noem het daar",
    # what ends a build
    "conf_missing": "in “{path}” staat geen conf.py: geef de map van het handboek op, of zet conf.py terug",
    "conf_syntax": "conf.py is niet te lezen ({fault}): kijk op deze regel en die erboven na of elk aanhalingsteken, haakje en elke komma er staat",
    "conf_failed": "conf.py houdt de bouw tegen ({error}): verbeter wat je er het laatst veranderde, of zet terug wat er stond",
    "extension_missing": "uitbreiding “{id}” is niet te laden ({error}): verbeter haar naam bij “extensions” in conf.py, of haal ze daar weg",
    "root_missing": "de startpagina “{id}” is er niet, of hoort niet bij het boek: zet haar bestand terug, of verbeter “root_doc” of “include_patterns” in conf.py",
    "disk_full": "de schijf is vol{where}: maak plaats vrij en bouw opnieuw; wat er al stond, blijft staan",
    "not_a_folder": "“{path}” is geen map of geen bestand, waar de bouw dat wel nodig heeft: geef wat er staat een andere naam, of haal het weg",
    "not_written": "“{path}” kan niet gelezen of geschreven worden ({fault}): sluit het bestand als het openstaat, geef schrijfrecht op de map, of kies een andere map",
    "port_taken": "op poort {port} van {host} kan nu niets luisteren ({fault}): sluit wat er al draait, zoals een ander venster met “make serve”, of kies een andere poort: make serve PORT={other}",
    "build_failed": "de bouw stopt door een fout die geen pagina noemt ({error}): maak ongedaan wat je het laatst veranderde; blijft het, draai make met OPTIONS=-T en geef alles door aan wie de software onderhoudt",
    # ids
    "id_missing": "een {kind} heeft geen id: zet het achter {{{directive}}} (kleine letters, cijfers, streepje en punt; het blijft voor altijd)",
    "version_id": "“{id}” noemt geen versie: schrijf {{version}} <code> v1, met v2, v3 … voor wie daarna komt",
    "id_syntax": "“{id}” kan geen id zijn: gebruik kleine letters zonder accenten, cijfers, streepje en punt",
    "unsafe_name": "“{id}” ({kind}) kan geen naam van een bestand zijn, want {fault}: kies een ander id van kleine letters, cijfers, streepje en punt; tot dan krijgt het geen eigen pagina of bestand",
    "name_twin": "“{id}” ({kind}) verschilt alleen in hoofdletters van “{twin}”, en Windows en macOS maken daar één bestand van: kies een ander id; tot dan is het geen deel van het boek",
    "duplicate_id": "dubbel id “{id}” ({kind}); het staat ook in {other}: geef één van beide een ander id; de eerste blijft gelden",
    "made_up_id": "kop “{text}” heeft geen vast adres (Sphinx verzint “{id}”): zet er {mend}",
    # rules
    "rule_missing_label": "bepaling “{id}” heeft geen label: zet “label: art. …”, zoals mensen ernaar verwijzen, in het optieblok",
    "rule_missing_kind": "bepaling “{id}” heeft geen soort: zet “kind: norm” of een andere soort ({choices}) in het optieblok",
    "rule_missing_norm": "bepaling “{id}” is een norm zonder standpunt: zet onder “positions: |” welke norm ze een vorm geeft",
    "rule_empty": "bepaling “{id}” heeft geen tekst: schrijf de woorden van de bron tussen het optieblok en de afsluitende :::",
    "unknown_kind": "onbekende soort “{id}” bij bepaling “{rule}”{nearest}",
    "nested_rule": "bepaling “{id}” staat in bepaling “{outer}”: sluit de buitenste af met ::: voor de volgende begint",
    "rule_outside_version": "“{id}” staat niet in de tekst van een code: zet {{version}} bovenaan de pagina",
    "text_outside_rule": "deze tekst staat in geen enkele bepaling: “{text}”; zet ze in een {{rule}}, of in een {{editorial}} als ze van de redactie is",
    "heading_mark": "het merkteken “{mark}” staat niet vooraan in de kop “{text}”: neem het over zoals het in de kop staat",
    "rule_mark": "“{mark}” kan geen merkteken van “{id}” zijn: neem een streepje, nummer of letter van de bron, en laat elk woord in de tekst staan",
    "rule_within": "“{id}” staat binnen iets anders ({kind}), waar het weg kan vallen of er woorden bij kan krijgen: zet het rechtstreeks onder een kop, of in een lijst van bepalingen",
    "text_markup": "in “{id}” staat opmaak ({kind}) die woorden kan tonen of verbergen: neem alleen de woorden van de bron over, gewoon, vet, cursief, in een lijst of tabel, of als verwijzing met eigen woorden",
    "text_list": "in “{id}” werd “{number}” een lijst van Markdown, en zo hoort het nummer niet meer bij de tekst: zet er een backslash in (“{mend}”), of maak van elk punt een eigen bepaling met “mark: {number}”",
    "text_changed": "“{id}” toont “{shown}”, en dat is niet wat er stond: “{text}”; haal weg wat de tekst verandert, zoals een vertaling",
    "text_numbered": "een inhoudsopgave nummert de koppen van {id}, en die nummers staan niet in de bron: haal :numbered: weg",
    "duplicate_label": "label “{label}” van “{id}” heeft in deze tekst ook “{other}”: geef elke plaats een eigen label",
    "lead_in_order": "“{target}” kan “{id}” niet {what}: noem bepalingen die {where} staan, elk één keer, in de volgorde van de tekst",
    # positions
    "position_syntax": '“{text}” in de standpunten van “{rule}” is niet te lezen: schrijf “norm: verplicht "citaat"”, en de velden eronder ingesprongen',
    "position_split": "“{text}” in de standpunten van “{rule}” is de rest van de regel erboven: zet ze daar achteraan, op dezelfde regel; zo is ze nu gelezen",
    "unknown_field": "onbekend veld “{id}” in een standpunt van “{rule}”{nearest}",
    "field_value": "veld “{field}” van een standpunt van “{rule}” kan niet “{value}” zijn: zie de redactiegids voor de schrijfwijze",
    "quote_missing": 'standpunt “{text}” van “{rule}” heeft geen citaat tussen rechte dubbele aanhalingstekens ("): voeg de woorden van de bepaling toe',
    "quote_word": "het citaat “{quote}” begint of eindigt midden in een woord van “{rule}”: neem hele woorden over",
    "quote_dots": "het citaat “{quote}” staat niet in “{rule}”: waar woorden wegvallen, schrijf je spatie, beletselteken (…), spatie; dus “{mend}”",
    "quote_invisible": "het citaat “{quote}” staat niet in “{rule}” door een teken van de bron dat niemand ziet ({character}): kopieer het citaat uit de bepaling",
    "unknown_quote": "het citaat “{quote}” staat niet in “{rule}”{passage}",
    "unknown_modality": "onbekend standpunt “{id}” in “{rule}”{nearest} (kies uit {choices})",
    "unknown_norm": "onbekende norm “{id}” in “{rule}”{nearest}",
    "unknown_act": "onbekende handeling “{id}” in “{rule}”{nearest}",
    "unknown_fact": "onbekende vraag “{id}” in “{rule}”{nearest}",
    "unknown_answer": "onbekend antwoord “{id}” op vraag “{fact}” in “{rule}”{nearest} (kies uit {choices}, of voeg het toe bij de vraag)",
    "unknown_audience": "onbekende doelgroep “{id}” in “{rule}”{nearest}",
    "unknown_context": "onbekende hoedanigheid “{id}” in “{rule}”{nearest}",
    "unknown_body": "onbekende instantie “{id}” in “{rule}”{nearest}",
    "duty_always": "standpunt “{id}” zegt dat {acts} altijd moet, wat iemand ook antwoordt: zet met “requires” wat in orde moet zijn, met “when” wanneer het moet, of “standing: yes” als het geldt telkens iemand het doet; is een plicht zonder meer bedoeld, zet dan “when: always”",
    "ban_always": "standpunt “{id}” verbiedt {acts} helemaal, wat iemand ook antwoordt: zet met “when” wanneer het verbod geldt, of met “requires” wat het opheft; is een verbod zonder meer bedoeld, zet dan “when: always”",
    "duplicate_position": "standpunt “{id}” staat twee keer in “{rule}”: geef één van beide een andere naam",
    "exception_target": "standpunt “{id}” zet “{target}” opzij, maar dat bestaat niet{nearest}",
    "exception_circle": "uitzonderingen draaien in een kring: {circle}; laat er één geen andere meer opzijzetten",
    "exception_effect": "standpunt “{id}” zet een ander opzij maar zegt niet hoe: voeg “effect: permits”, “releases” of “dispensation” toe",
    "footnote_call": "“{id}” hoort niet bij de bepaling die het oproept: zet bij een voetnoot “note-of: …” met de bepaling waarin {{noteref}}`… <{id}>` staat, en bij niets anders",
    "gaps_code": "tabel “{id}” toont wat één code niet regelt: zet “codes: …” met juist één code",
    # cases
    "case_without_facts": "casus “{id}” zegt niet wat bekend is: zet onder “facts: |” een vraag per regel, als “vraag = antwoord”",
    "fact_syntax": "“{text}” in “{id}” is niet te lezen: schrijf “vraag = antwoord, antwoord”, of “vraag = ?” voor wie het niet weet",
    "expected_syntax": "“{text}” in casus “{id}” is niet te lezen: schrijf “code: uitkomst; bepaling#standpunt”, met als uitkomst een van {choices}",
    "case_answer": "casus “{id}” kan zo niet beslist worden: {fault}",
    "case_verdict": "casus “{id}” verwacht van {code} “{expected}”, maar de uitkomst is “{verdict}”, door {deciding}{missing}: lees na wat klopt, en verbeter de casus of het standpunt",
    # answers (of a case, and on the command line)
    "answer_fact": "onbekende vraag “{id}”{nearest}",
    "answer_unknown": "“{id}” is geen antwoord op vraag “{fact}”{nearest} (kies uit {choices}, of ? voor wie het niet weet)",
    "answer_missing": "vraag “{fact}” heeft geen antwoord: kies uit {choices}, of ? voor wie het niet weet",
    "answer_single": "op vraag “{fact}” past één antwoord, geen “{value}”: kies er één",
    "answer_none": "“{id}” op vraag “{fact}” sluit elk ander antwoord uit: laat een van beide weg",
    "answer_twice": "vraag “{fact}” staat er twee keer: zet de antwoorden op één regel, met een komma ertussen",
    # editorial notes
    "note_version": "de noot bij “{id}” {seen}, en dit is de tekst van {version}: kijk na of ze daarvan waar is en zet “version: {version}”; een noot over een andere versie wordt niet getoond",
    "note_question": "de noot “{id}” over het recht stelt geen vraag: schrijf wat een jurist of DPO moet nakijken, en eindig met een vraagteken",
    "note_short": "de noot bij “{id}” heeft geen korte vorm voor wie de bepaling citeert: zet “short: …” met enkele woorden, of “sic: …” met de woorden waarna [sic] komt",
    "note_sic": "“{text}” (sic) staat niet juist één keer in “{id}”: neem enkele woorden letterlijk over, tot en met het laatste voor [sic]",
    "note_argument": "“{text}” staat achter {{editorial}} en wordt niet gelezen: zet de noot na het optieblok, op een eigen regel",
    "note_empty": "de noot bij “{id}” zegt niets: schrijf haar woorden na het optieblok",
    "note_place": "de noot onder kop “{text}” staat voor het {{article}} van die kop: zet ze erna, of noem de bepaling met “rule: …”",
    "note_twice": "vraag “{id}” over het recht staat ook in {other}: geef één van beide een ander nummer",
    # the book
    "unknown_code": "onbekende code “{id}” bij “{rule}”{nearest}",
    "unknown_topic": "onbekend thema “{id}” bij “{rule}”{nearest}",
    "unknown_position": "onbekend standpunt “{id}” bij “{rule}”{nearest}",
    "unknown_rule": "onbekende bepaling “{id}” bij “{rule}”{nearest}",
    "new_answer": "antwoord “{id}” op vraag “{fact}” is nieuw, en {codes} lezen het alle: {effect}; kijk per code na of haar standpunten het moeten noemen, en schrijf het dan bij met “handboek publish”",
    "published_gone": "bepaling “{id}” van {text} is gepubliceerd, en onder dat id is er geen meer{near}: geef haar het oude id terug, want zo halen mensen haar aan; stond ze er nooit echt, haal dan deze regel weg",
    "published_text_gone": "de tekst {text} is gepubliceerd (bepalingen: {count}) en is er niet meer: zet hem terug, ook als hij niet meer geldt; een nieuwe tekst is een nieuwe versie",
    "published_syntax": "“{text}” noemt geen gepubliceerde bepaling: schrijf code/bepaling@versie, of haal de regel weg",
    "norm_without_topic": "norm “{id}” hoort bij geen thema: zet ze op de pagina van een {{topic}}, of voeg “topic: …” toe",
    "checklist_empty": "checklist “{id}” is leeg, want geen enkel standpunt past bij al haar opties samen: {mend}",
    "checklist_long": "op checklist “{id}” staan {number} punten die moeten, en meer dan {most} loopt niemand af: splits ze, met minder handelingen (“act”) of enkele thema’s (“topic”) per lijst",
    "count_heading": "in een kop kan het boek niet tellen: laat “{id}” weg uit “{text}”",
    "unknown_count": "“{id}” kan het boek niet tellen{nearest}: kies uit {choices}",
    "synonyms_alone": "“{text}” is geen groep van synoniemen: zet minstens twee woorden op de regel, met komma’s ertussen",
    "synonyms_unused": "van de groep “{words}” staat geen woord in het handboek, zodat ze nergens heen leidt: zet er een woord bij dat een code, een norm of een casus gebruikt, of haal de groep weg",
    "unknown_reference": "verwijzing naar niets: {kind} “{id}” bestaat niet{nearest}",
    "unknown_anchor": "verwijzing naar niets: pagina “{page}” heeft geen plaats “{id}”{nearest}",
    "overlap_same_code": "“{id}” verbindt twee bepalingen van één code: een verband loopt tussen twee codes",
    "formerly_taken": "norm “{id}” noemt “{former}” bij “formerly”, maar die bestaat nog of kreeg al een andere plaatsvervanger: haal ze daar weg, of verwijder eerst de oude norm",
    "position_retired": "standpunt “{id}” draagt een naam die vroeger iets anders was (“formerly” bij de bepaling of een standpunt ervan): kies een andere naam, want wie er ooit naar verwees, bedoelde iets anders",
    "position_heirs": "de naam “{id}” staat in “{rule}” meer dan eens onder “formerly”: laat ze staan bij het ene standpunt dat in de plaats kwam",
    "repeats_unknown": "“{id}” herhaalt volgens “repeats” bepaling “{target}”, maar die staat niet in deze tekst of heeft andere woorden{nearest}",
    "relations_disagree": "op norm “{norm}” hebben “{p}” en “{q}” dezelfde strekking, maar “{p}” verhoudt zich anders tot “{r}” dan “{q}”: kijk een van de drie verbanden na en zet het in een {{overlap}}",
    "overlap_unused": "“{id}” is nagekeken voor norm “{norm}”, maar het handboek maakt daar geen verband van: de norm gaat over de codes zelf (“linked: no”), of een van beide is een kop boven, of een herhaling van, een bepaling die hetzelfde zegt; kijk die bepaling na, of haal dit weg",
    "review_contradicts": "“{id}” is nagekeken als “{relation}”, maar {rule}: pas het verband aan, of zeg met “ground” waarom het toch klopt",
    "overlap_norm": "“{id}” is nagekeken voor norm “{norm}”, maar {rule} heeft er geen standpunt over: {mend}",
    "overlap_norms": "“{id}” is nagekeken voor “{norms}”: noem één norm die beide bepalingen delen, of van elke bepaling één, in hun volgorde",
    "overlap_unrelated": "“{id}” is nagekeken voor norm “{norm}” en norm “{other}”, maar die zijn niet verwant: zet bij norm “{norm}” ook “{other}” in “related”, of kies een norm die beide bepalingen delen",
    "overlap_stricter": "“{id}” noemt “{value}” als de strengste, maar dat is geen van beide: kies “{a}” of “{b}”",
    "duplicate_review": "“{id}” is voor norm “{norm}” al nagekeken in {other}: houd er één; de eerste geldt",
    "review_unsealed": "verband “{id}” zegt niet welke teksten zijn nagekeken: zet “against: {against}” in het optieblok",
    "review_outdated": "een van beide van “{id}” is gewijzigd sinds dit verband is nagekeken, in haar woorden of in de koppen, de aanhef of het slot erbij: kijk het opnieuw na en zet “against: {against}”",
    # proof over all answers
    "proof_never": "standpunt “{id}” stelt een voorwaarde die bij geen enkel antwoord waar is: “{condition}”; verbeter de antwoorden, of haal de voorwaarde weg",
    "proof_exception": "uitzondering “{id}” neemt van “{target}” niets weg: laat beide over dezelfde handeling en dezelfde antwoorden gaan, of haal “{target}” weg uit “overrides”",
    "proof_unreachable": "bepaling “{id}” kan bij geen enkel antwoord meetellen: {why}",
    "proof_contradiction": "standpunt “{id}” spreekt “{other}” tegen over norm “{norm}”, handeling “{act}”: laat een van beide het andere opzijzetten (“overrides: …”), of maak met “when” dat ze niet samen gelden",
    "proof_clash": "standpunt “{id}” verplicht handeling “{act}”, en bij dezelfde antwoorden is ze verboden door {bans}: laat een van beide wijken (“overrides: …”), of kijk het na en schrijf een {{clash}}",
    "proof_fact": "vraag “{id}” verandert niets: geen enkel standpunt maakt onderscheid tussen haar antwoorden; gebruik ze in “when” of “requires”, of haal ze weg",
    "proof_skipped": "wat voor alle antwoorden moet gelden, is voor code “{id}” niet nagegaan, want {why}: los eerst op wat daarover gemeld is",
    "clash_gone": "“{id}” en “{ban}” botsen niet, of niet meer: haal “{ban}” weg uit deze {{clash}}",
    "clash_reason": "botsing “{id}” heeft geen reden: schrijf na het optieblok in één zin hoe beide samengaan",
    # booklets
    "unknown_part": "onbekend deel “{id}” in boekje “{rule}”{nearest}: noem een deel ({parts}) of de naam van een pagina, zoals docs/themas/index",
    "unknown_page": "onbekende pagina “{id}” bij “without” van boekje “{rule}”{nearest}: noem een pagina, zoals docs/themas/index; een deel dat er niet in moet, noem je niet bij “order”",
    "unknown_checklist": "onbekende checklist “{id}” in “{rule}”{nearest}",
    "unknown_case": "onbekende casus “{id}” in “{rule}”{nearest}",
    "booklet_empty": "boekje “{id}” heeft niets om te tonen: zet “codes: …” met een code, of “order: …” met pagina’s",
    "booklet_remember": "standpunt “{id}” kan niet bij wat boekje “{rule}” laat onthouden: kies iets dat een van zijn codes deze lezers verplicht of verbiedt",
    "acknowledgement_wording": "policy_acknowledgement in conf.py (“{text}”) is niet in te vullen: gebruik alleen {{booklet}}, {{code}} en {{version}}; tot dan geldt de gewone tekst",
    "print_node": "“{kind}” kan niet in een boekje: schrijf het met gewone opmaak (alinea, lijst, tabel, kader); tot dan blijft het vorige boekje staan",
    "print_glyph": "geen lettertype heeft het teken “{glyph}” ({code}, {name}): vervang het, of zet een lettertype dat het heeft in de map van policy_print_fonts; tot dan blijft het vorige boekje staan",
    "print_image": "afbeelding “{path}” is er niet of is niet te drukken: zet daar een bestand als PNG, JPEG (in RGB), SVG, GIF of WebP, of verbeter het pad; in het boekje staat dat ze ontbreekt",
    "print_failed": "boekje “{id}” kon niet gemaakt worden: {fault}; het vorige blijft staan",
    "print_font": "geen lettertype voor --policy-{role} ({wanted}) in de map “{folder}” van policy_print_fonts: zet er een in; tot dan worden er geen boekjes gemaakt",
    "print_font_file": "lettertype “{file}” in de map van policy_print_fonts is niet te lezen: zet er het oorspronkelijke bestand, of haal het weg; tot dan worden er geen boekjes gemaakt",
    "print_fonts": "in de map “{folder}” van policy_print_fonts staat geen lettertype (TTF of OTF): zet ze er; tot dan worden er geen boekjes gemaakt",
    "print_tokens": "stijlblad “{path}” van policy_print_tokens is er niet, is geen UTF-8 of heeft geen blok “:root {{ … }}”: zet het goede bestand daar, of verbeter het pad in conf.py; tot dan worden er geen boekjes gemaakt",
    "print_colour": "stijlblad “{path}” van policy_print_tokens geeft geen leesbare kleur voor {names}: schrijf er in het blok “:root {{ … }}” een als #0c5a6b; tot dan worden er geen boekjes gemaakt",
    # files
    "unwritable": "“{path}” kan niet geschreven worden ({fault}): sluit het bestand als het openstaat, maak plaats op de schijf of geef schrijfrecht; het vorige blijft staan tot de volgende keer dat je bouwt",
    "uncopied": "“{path}” kan niet naar de site gekopieerd worden ({fault}): maak plaats op de schijf, sluit wat het bestand openhoudt, of geef lees- en schrijfrecht; de volgende keer dat je bouwt, wordt het opnieuw geprobeerd",
    "unremovable": "“{path}” hoort niet meer bij het handboek en kan niet weggehaald worden ({fault}): sluit het bestand als het openstaat, of geef schrijfrecht; de volgende keer dat je bouwt, wordt het opnieuw geprobeerd",
    # sources
    "source_missing": "bronbestand “{path}” van {id} is er niet: zet het naast de tekst; tot dan is de tekst niet met haar bron vergeleken",
    "source_place": "“{path}” kan geen bronbestand van {id} zijn: zet een tekst ({ending}) in de map {folder} en noem die; tot dan is de tekst niet met haar bron vergeleken",
    "source_unsealed": "{id} zegt niet welk bronbestand het is: zet “sha256: {now}” in het optieblok",
    "source_changed": "bronbestand “{path}” van {id} is gewijzigd (SHA-256 is nu {now}): zet het oorspronkelijke bestand terug (een andere tekst is een nieuwe versie); tot dan is de tekst niet met haar bron vergeleken",
    "source_residue": "residulijst “{path}” van {id} klopt niet: {fault}; tot dan is de tekst niet met haar bron vergeleken",
    "source_differs": "de tekst van {id} wijkt af van de bron{rule}: de bron heeft “{expected}”, de pagina “{found}”; neem de bron letterlijk over",
    "source_more": "de tekst van {id} wijkt nog op {count} andere plaatsen af van de bron: verbeter eerst wat hierboven staat, en bouw opnieuw",
    "source_cut": "de tekst van {id} begint{rule} midden in een woord van de bron: “{expected}”; neem “{found}” op bij wat ervoor staat",
    "not_utf8": "deze pagina is niet in UTF-8 bewaard (eerste fout op regel {line}): bewaar ze opnieuw als UTF-8; de onleesbare tekens staan er nu als \\x..",
    "control_character": "op regel {line} staat een onzichtbaar stuurteken ({name}): haal het weg; het is weggelaten",
    "unseen_character": "{where} staat een teken dat niemand ziet ({name}), bij “{near}”: haal het weg; het is weggelaten",
    "odd_space": "in het id “{near}” staat een andere spatie dan de gewone ({name}): haal ze weg",
    "conflict": "hier begint een samenvoeging die niet af is: kies tussen wat voor en na regel {middle} staat, en haal de regels met <<<<<<<, ======= en >>>>>>> (tot regel {end}) weg; tot dan staat alles er",
    "conflict_mark": "“{text}” is een rest van een samenvoeging: haal die regel weg, en kijk of wat eromheen staat er niet twee keer staat",
    # what Sphinx and others say (see foreign.py)
    "toc_missing": "de inhoudsopgave noemt pagina “{id}”, en die is er niet: verbeter de naam, of maak de pagina{nearest}",
    "toc_excluded": "de inhoudsopgave noemt pagina “{id}”, die volgens conf.py (exclude_patterns) niet meedoet: haal ze uit de lijst",
    "toc_no_title": "de inhoudsopgave noemt pagina “{id}”, en die heeft geen titel: zet er een kop “# …” boven; tot dan staat ze niet in de lijst",
    "toc_empty": "geen enkele pagina past bij “{id}” in de inhoudsopgave: verbeter het patroon, of haal die regel weg",
    "toc_twice": "pagina “{id}” staat twee keer in de inhoudsopgave: houd er één",
    "toc_not_included": "geen enkele inhoudsopgave noemt deze pagina, en zo vindt niemand ze: zet haar naam in de {{toctree}} van de pagina erboven",
    "image_missing": "afbeelding “{path}” is er niet: zet het bestand daar, of verbeter het pad",
    "file_missing": "bestand “{path}” is er niet: zet het daar, of verbeter het pad",
    "unknown_directive": "er bestaat geen blok “{id}”: verbeter de naam tussen accolades; wat erin staat, is niet getoond{nearest}",
    "unknown_role": "er bestaat geen verwijzing “{id}”: verbeter het woord tussen accolades{nearest}",
    "foreign_option": "“{id}” kent geen optie “{option}”: verbeter de naam, of haal ze weg{nearest}",
    "foreign_value": "optie “{option}” van “{id}” kan niet “{value}” zijn: verbeter de waarde, of haal de optie weg",
    "foreign_options": "de opties van “{id}” zijn niet te lezen: schrijf er één per regel als “:naam: waarde”, zonder # erachter",
    "foreign_argument": "achter “{id}” ontbreekt iets: zet op dezelfde regel, na de accolade, wat het nodig heeft (een titel, pad of adres)",
    "foreign_content": "“{id}” kan geen tekst bevatten: zet wat erin staat, eronder, na de afsluitende regel",
    "foreign_empty": "“{id}” is leeg: zet er tekst in, of haal het blok weg",
    "foreign_rows": "niet elke rij van deze “{id}” heeft evenveel cellen: vul aan wat ontbreekt; een lege cel is een streepje zonder tekst",
    "foreign_body": "wat in “{id}” staat, is niet te lezen en niet getoond: kijk de schrijfwijze na, of schrijf het als gewone tekst of tabel",
    "foreign_child": "in een blok “{outer}” staat iets anders dan een “{inner}”: zet het in een “{inner}”, of buiten het blok",
    "unknown_icon": "er bestaat geen pictogram “{id}”: kies een ander, of haal het weg",
    "heading_level": "deze kop slaat een niveau over (na niveau {above} komt {level}): neem het niveau net onder dat van de kop erboven",
    "heading_first": "de eerste kop van de pagina heeft niveau {level}: zet er één # voor, dan is het de titel",
    "rule_line": "hier staat een scheidingslijn (---) zonder tekst ervoor en erna: haal ze weg",
    "duplicate_name": "de naam “{id}” bestaat al ({other}): geef één van beide een andere; de eerste geldt",
    "footnote_unknown": "voetnoot “{id}” wordt opgeroepen en staat nergens: zet onderaan “[^{id}]: …” met haar tekst",
    "footnote_idle": "geen enkele plaats roept voetnoot “{id}” op: zet “[^{id}]” waar ze hoort, of haal ze weg",
    "footnote_twice": "voetnoot “{id}” staat er twee keer: geef één van beide een ander nummer; de eerste geldt",
    "code_language": "“{id}” achter de drie aanhalingstekens is geen taal die gekleurd kan worden: haal het woord weg. Is een blok bedoeld, zet er dan accolades om",
    "code_unread": "dit voorbeeld is geen geldige “{id}”: verbeter het, of haal “{id}” achter de drie aanhalingstekens weg",
    "ambiguous_reference": "“{id}” kan verschillende dingen betekenen ({others}): noem de soort, als {{norm}}`{id}`",
    "raw_markup": "deze pagina bevat ruwe opmaak (“{text}”), en die komt niet op een pagina: schrijf ze in Markdown; ze is weggelaten",
    "file_outside": "“{path}” ({what}) is geen bestand in de map van dit boek, of het is verborgen: zet het erin en noem het daar; het is weggelaten",
    "unsafe_link": "de link naar “{address}” is geen gewoon adres: schrijf een pagina van dit boek, of een adres dat begint met https://, http://, mailto: of tel:; de link is weggehaald",
    "unsafe_image": "de afbeelding “{address}” is geen bestand en geen gewoon adres: noem een bestand in de map van dit boek, of een adres dat begint met https://; ze is weggelaten",
    "page_meta": "“{name}” bij de gegevens over deze pagina kan een lezer elders heen sturen of iets uitvoeren: houd bij html_meta alleen woorden over de pagina, zoals “description”; het is weggelaten",
    "formula": "“{text}” is een formule, en die kan het handboek niet tonen zonder een programma van elders: schrijf ze in gewone woorden of als afbeelding; ze staat er nu als tekst",
    "linked_folder": "map “{path}” is een koppeling naar een map van dit boek zelf, waar dezelfde pagina’s al staan: haal ze weg; tot dan telt ze niet mee",
    "page_name": "bestand “{name}” kan geen pagina zijn ({fault}): geef het een korte naam met kleine letters, cijfers en streepjes; tot dan staat het niet in het boek",
    "part_failed": "wat op regel {line} begint, kan niet gelezen worden ({error}): {mend}; het staat nu op de pagina zoals het getypt is",
    "include_circle": "deze {{include}} neemt de pagina zelf op (misschien langs een andere), of meer dan {most} bestanden: haal ze weg, of neem enkel op wat nodig is; ze staat nu op de pagina zoals ze getypt is",
    "toctree_circle": "de inhoudsopgave van “{page}” leidt terug naar “{entry}”, waar ze onder staat: haal “{entry}” weg uit deze {{toctree}}; tot dan wordt ze niet getoond",
    "toctree_deep": "“{entry}” staat meer dan {deepest} inhoudsopgaven diep: noem die pagina hoger in het boek, en haal ze weg uit de inhoudsopgave van “{page}”; tot dan wordt ze daar niet getoond",
    "page_failed": "deze pagina kan niet gelezen worden ({error}): {mend}; ze staat er nu zoals ze getypt is",
    "view_failed": "wat het handboek hier zelf maakt ({view}), kan niet getoond worden ({error}): lees na wat er op deze pagina en bij de bepalingen staat die het toont; klopt dat, geef deze melding dan door aan wie de software onderhoudt",
    "page_unshown": "deze pagina kan niet getoond worden ({error}): {mend}; ze staat er nu zoals ze getypt is",
    "front_matter": "de gegevens bovenaan deze pagina (tussen --- en ---) zijn niet te lezen: {fault}; ze zijn overgeslagen",
}


#: What is said in one line beside the progress of a build: no mistake, nothing to mend.
INFORMATION = {
    "no_address": "policy_handbook_url is niet ingesteld: citaten en werkbladen noemen het id van een bepaling in plaats van haar adres",
    "proof_in_progress": "nog niet nagegaan of elke vraag iets verandert, want nog in opbouw: {codes}",
}


def nearest(name: str, known: Iterable[str]) -> str:
    """``; bedoel je “…”?`` with the known name that is most like *name*, or "" where none is near."""
    match = find_nearest(name, known)
    return f"; bedoel je “{match}”?" if match else ""


def shorten(words: str) -> str:
    """The first words of something that may be long, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_WORDS else f"{line[:_LONGEST_WORDS]} {OMISSION}"


def inform(subject: str, **words: object) -> None:
    """Say something that an editor may want to know: *subject* is a key of ``INFORMATION``, *words* fill its line."""
    logger.info("%s", INFORMATION[subject].format(**words))


def root_of(error: BaseException) -> BaseException:
    """What a handler of an event raised, without what Sphinx put round it."""
    while isinstance(error, ExtensionError) and error.__cause__ is not None:
        error = error.__cause__
    return error


def in_words(error: BaseException) -> str:
    """The name of an error, with what it says on one line."""
    cause = root_of(error)
    said = " ".join(str(cause).split())[:_LONGEST_ERROR]
    name = type(cause).__name__
    return name if not said or isinstance(cause, RecursionError) else f"{name}: {said}"


def _in_full(value: object) -> str:
    return tell_why(value) if isinstance(value, Why) else str(value)


def name_character(character: str) -> str:
    """Its number in Unicode, and what it is called."""
    number = f"{ord(character):04X}"
    key = f"character.{number}"
    name = tell(key) if key in SENTENCES else unicodedata.name(character, "")
    return f"U+{number}{', ' if name else ''}{name}"


def message(subtype: str, **words: object) -> str:
    """The message of ``MESSAGES`` with *words* in it, of which each can be read: none is longer than a line, all is seen."""
    # What nobody sees would turn the words of the message round too.
    shown = {name: both_ends(show_unseen(_in_full(value)), _LONGEST) for name, value in words.items()}
    return MESSAGES[subtype].format(**shown)


def warn(subtype: str, location: Place | nodes.Node | tuple[str, int] | str, **words: object) -> None:
    """Warn an editor: *subtype* is a key of ``MESSAGES``, *words* fill its message."""
    where = (location.docname, location.line) if isinstance(location, Place) else location
    logger.warning("%s", message(subtype, **words), location=where, type="policy", subtype=subtype)
