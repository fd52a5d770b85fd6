"""Verbs of the data in their written forms, and the sentences that these make events of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.annotate.events.inflection import all_forms, inflected
from tests.annotate.test_events_read import events_of

FORMS = [
    ("en", "~ban", {"ban", "bans", "banning"}, {"banned"}),
    ("en", "~withdraw", {"withdraw", "withdraws", "withdrawing"}, {"withdrew", "withdrawn"}),
    ("en", "~carry out", {"carry out", "carries out", "carrying out"}, {"carried out"}),
    ("en", "~cut", {"cut", "cuts", "cutting"}, set()),
    ("fr", "~lancer", {"lance", "lancent", "lancera"}, {"lancé", "lancées", "lança"}),
    ("fr", "~racheter", {"rachète", "rachètera"}, {"racheté", "rachetée"}),
    ("fr", "~interdire", {"interdit", "interdisent"}, {"interdite", "interdites"}),
    ("de", "~ab|bauen", {"abbauen", "abzubauen"}, {"abgebaut"}),
    ("de", "~ermitteln", {"ermittelt"}, {"ermittelte", "ermittelten"}),
    ("de", "~übernehmen", {"übernimmt"}, {"übernahm", "übernommen"}),
    ("es", "~reducir", {"reduce", "reducirá"}, {"redujo", "reducido"}),
    ("es", "~construir", {"construye", "construirán"}, {"construyó", "construidas"}),
    ("es", "~imponer", {"impone", "impondrá"}, {"impuso", "impuestos"}),
]


@pytest.mark.parametrize(("language", "term", "now", "done"), FORMS)
def test_a_verb_has_its_forms(language: str, term: str, now: set[str], done: set[str]) -> None:
    forms = list(inflected(term, language))
    assert now <= {form.text for form in forms if not form.done}
    assert done <= {form.text for form in forms if form.done}
    assert not {form.text for form in forms if form.done} & {form.text for form in forms if not form.done}


@given(st.text())
def test_a_term_without_a_mark_is_itself(term: str) -> None:
    if not term.startswith("~"):
        assert all_forms([term], "en") == [term]


@given(st.text(min_size=1))
def test_any_verb_has_forms(verb: str) -> None:
    assert all(all_forms([f"~{verb}"], language) for language in ("en", "fr", "de", "es", "zh", "xx"))


HAPPENED = [
    ("en", "Codelco shuttered two smelters in Chile.", "capacity", "completed"),
    ("en", "The factory was inaugurated by Umicore on Monday.", "capacity", "completed"),
    ("en", "Umicore will inaugurate the factory on Monday.", "capacity", "announced"),
    ("en", "Germanium exports were curtailed by China in July.", "export-control", "in force"),
    ("en", "The Commission has reinstated duties on Chinese glass fibre.", "tariff", "in force"),
    ("en", "Washington rescinded the duties on Swiss watches.", "tariff", "cancelled"),
    ("fr", "Orano a agrandi son usine de Malvési.", "capacity", "completed"),
    ("fr", "Pékin restreint les exportations de gallium.", "export-control", "announced"),
    ("fr", "Les exportations de gallium ont été restreintes par Pékin.", "export-control", "in force"),
    ("de", "Infineon hat das Werk in Kulim erweitert.", "capacity", "completed"),
    ("de", "Infineon wird das Werk in Kulim erweitern.", "capacity", "announced"),
    ("de", "China schränkte die Ausfuhr von Antimon ein.", "export-control", "in force"),
    ("es", "Indonesia prohibirá las exportaciones de bauxita.", "export-control", "announced"),
    ("es", "Las exportaciones de bauxita fueron prohibidas por Indonesia.", "export-control", "in force"),
    ("es", "Glencore cerró la mina de Antapaccay.", "capacity", "completed"),
    ("ja", "中国はアンチモンの輸出を制限した。", "export-control", "in force"),
    ("zh", "中国对锑实施管制措施。", "export-control", "announced"),
]


@pytest.mark.parametrize(("language", "text", "type_", "state"), HAPPENED)
def test_any_form_of_a_verb_tells_what_happened(language: str, text: str, type_: str, state: str) -> None:
    assert [(event.type, event.state) for event in events_of(text, language)] == [(type_, state)]


EXPECTED = [
    ("zh", "中芯国际给出的四季度指引是收入环比持平到增长2%。"),
    ("zh", "台积电预计第四季度营收330亿美元。"),
    ("en", "SMIC expects fourth-quarter revenue of $2.4 billion."),
    ("en", "Honda forecast a full-year operating profit of 550 billion yen."),
    ("fr", "STMicroelectronics table sur un chiffre d’affaires de 3,2 milliards de dollars au quatrième trimestre."),
    ("de", "Infineon erwartet einen Umsatz von 3,9 Milliarden Euro."),
    ("ja", "ホンダは2026年3月期の営業利益が5500億円になる見通しだと発表した。"),
]


@pytest.mark.parametrize(("language", "text"), EXPECTED)
def test_results_that_are_only_expected_are_not_there_yet(language: str, text: str) -> None:
    assert [(event.type, event.state) for event in events_of(text, language)] == [("earnings", "announced")]


STATES = [
    ("zh", "自3月1日起对镓实施出口管制。", "in force"),
    ("zh", "自4月1日起对镓实施出口管制。", "announced"),
    ("zh", "商务部公告对镓实施出口管制，自公布之日起正式实施。", "in force"),
    ("zh", "中国暂停对镓的出口管制。", "suspended"),
    ("en", "China imposed export controls on gallium, effective March 4.", "in force"),
    ("en", "China will impose export controls on gallium, effective April 4.", "announced"),
    ("en", "China will impose export controls on gallium, effective immediately.", "in force"),
    ("de", "China kündigt Exportkontrollen für Gallium an, die ab sofort gelten.", "in force"),
    ("fr", "La Chine annonce des contrôles à l’exportation du gallium avec effet immédiat.", "in force"),
]


@pytest.mark.parametrize(("language", "text", "state"), STATES)
def test_a_measure_is_in_force_from_its_day(language: str, text: str, state: str) -> None:
    assert [(event.type, event.state) for event in events_of(text, language)] == [("export-control", state)]


def test_whose_part_a_marker_gives_nobody_before_has() -> None:
    text = "安世前身是飞利浦和恩智浦的标准产品业务，2019年由闻泰科技取得控股权。"
    (event,) = events_of(text, "zh")
    buyers = [text[actor.who.span.start : actor.who.span.end] for actor in event.actors if actor.role == "buyer"]
    assert buyers == ["闻泰科技"]


def test_one_who_comes_and_one_who_goes_are_two_events() -> None:
    text = "Nexperia appointed Jane Roe as chief executive after finance chief John Doe resigned as director."
    assert [event.type for event in events_of(text, "en")] == ["appointment", "appointment"]


def test_who_is_won_as_a_customer_is_not_bought() -> None:
    assert not events_of("The miner has acquired the Pentagon as its largest shareholder.", "en")


@pytest.mark.parametrize("text", ["出口经营者须向商务部申请许可。", "两国就关税问题举行会谈。"])
def test_what_is_only_background_is_no_event(text: str) -> None:
    assert not events_of(text, "zh")
