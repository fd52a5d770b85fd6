"""Names that no list has, by language; known ones by context; short forms; what holds for any text."""

import pickle
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.annotate.names.han import FoundUnlisted
from groundwire.annotate.names.mentions import FoundMention, MentionFinder
from groundwire.annotate.passage import Passage
from groundwire.models import InputError

ENTITIES = load_entities()
FINDER = MentionFinder(ENTITIES.values())
LANGUAGES = ["zh", "zh-Hant", "en", "fr", "de", "ja", "es", "und", "xx-🙂"]


def find(text: str, language: str, finder: MentionFinder = FINDER) -> list[FoundMention]:
    return finder.find(Passage(text, language))


def names(text: str, language: str, kind: str | None = None) -> list[str]:
    return [text[m.start : m.end] for m in find(text, language) if kind in (None, m.kind)]


def linked(text: str, language: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entity) for m in find(text, language) if m.entity]


@pytest.mark.parametrize(
    ("language", "text", "persons"),
    [
        ("zh", "远山公司董事长张立新表示，产能将翻番。", ["张立新"]),
        ("zh", "据张立新介绍，项目已投产。", ["张立新"]),
        ("zh", "记者 李明 王小川", ["李明", "王小川"]),
        ("zh", "出席会议的有王建国、李晓明、欧阳震华等。", ["王建国", "李晓明", "欧阳震华"]),
        ("zh", "白俄罗斯总统亚历山大·卢卡申科说。卢卡申科还说。", ["亚历山大·卢卡申科", "卢卡申科"]),
        ("zh", "王先生表示，专家高度关注，双方称将继续。", []),
        ("zh", "专家解读称，网友纷纷表示赞同，白皮书说。", []),
        ("en", "Jane Doe, the chief executive of Farhill, resigned. Doe declined to comment.", ["Jane Doe", "Doe"]),
        ("en", "Analyst Ming-Chi Kuo wrote that Mr. Okafor agreed.", ["Ming-Chi Kuo", "Okafor"]),
        ("en", "Two people said. The Chief Executive spoke. General Motors grew.", []),
        ("fr", "Jean Dupont, directeur général de la société, a démissionné.", ["Jean Dupont"]),
        ("de", "Vorstandschef Klaus Meier der Nordlicht AG sagte das. Meier ging.", ["Klaus Meier", "Meier"]),
        ("es", "La ministra María Gómez lo dijo. Gómez añadió más.", ["María Gómez", "Gómez"]),
        ("ja", "北方電子の山田太郎社長は述べた。サンダース氏も同席した。", ["山田太郎", "サンダース"]),
    ],
)
def test_persons(language: str, text: str, persons: list[str]) -> None:
    assert names(text, language, "person") == persons


@pytest.mark.parametrize(
    ("language", "text", "organisations"),
    [
        ("zh", "江苏省苏州市吴中区人民法院受理。", ["江苏省苏州市吴中区人民法院"]),
        ("zh", "德国财政部和北京理工大学表示。", ["德国财政部", "北京理工大学"]),
        ("zh", "深圳市远山微电子有限公司成立。", ["深圳市远山微电子有限公司"]),
        ("zh", "上市公司和商业银行的研究院，各级政府。", []),
        (
            "zh",
            "2019年3月5日远山控股有限公司成立，2019北川科技有限公司加入。",
            ["远山控股有限公司", "北川科技有限公司"],
        ),
        ("zh", "360数科有限公司和1919酒类直供有限公司。", ["360数科有限公司", "1919酒类直供有限公司"]),
        ("en", "In 2019 Farhill Group and 2020 Nordic Metals Inc. met.", ["Farhill Group", "Nordic Metals Inc."]),
        ("en", "The University of Helsinki and Farhill Group met.", ["University of Helsinki", "Farhill Group"]),
        ("en", "Nordic Rare Metals Oyj and Farhill Sdn Bhd.", ["Nordic Rare Metals Oyj", "Farhill Sdn Bhd"]),
        ("fr", "L'Université de Lille et Métaux du Nord SAS.", ["Université de Lille", "Métaux du Nord SAS"]),
        ("de", "Die Nordische Halbleiter GmbH & Co. KG wächst.", ["Nordische Halbleiter GmbH & Co. KG"]),
        (
            "es",
            "El Ministerio de Industria y la Universidad de Salamanca.",
            ["Ministerio de Industria", "Universidad de Salamanca"],
        ),
        ("ja", "株式会社北方電子は東北大学と協力する。", ["株式会社北方電子", "東北大学"]),
    ],
)
def test_organisations(language: str, text: str, organisations: list[str]) -> None:
    assert names(text, language, "organisation") == organisations


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("zh", "佛山市顺德区和昌平区的市场", ["佛山市", "顺德区", "昌平区"]),
        ("en", "Lake Erie lies near Orange County.", ["Lake Erie", "Orange County"]),
        ("ja", "福岡県に工場を建てる", ["福岡県"]),
    ],
)
def test_places_by_their_last_words(language: str, text: str, places: list[str]) -> None:
    assert names(text, language, "place") == places


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "中美经贸磋商", [("中", "place/country-cn"), ("美", "place/country-us")]),
        ("en", "Chinese officials ate French cheese.", [("Chinese", "place/country-cn")]),
        ("zh", "里昂和雅加达", [("里昂", "place/city-lyon"), ("雅加达", "place/city-jakarta")]),
        ("zh-Hant", "慕尼黑與墨西哥城", [("慕尼黑", "place/city-munich"), ("墨西哥城", "place/city-mexico-city")]),
        ("de", "In Kasachstan und Rom", [("Kasachstan", "place/country-kz"), ("Rom", "place/city-rome")]),
        ("es", "En Camerún", [("Camerún", "place/country-cm")]),
        ("ja", "カメルーンで", [("カメルーン", "place/country-cm")]),
    ],
)
def test_countries_and_cities_of_the_world(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert linked(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "苹果和小米都丰收了，荣耀属于大家，联想起往事。"),
        ("zh", "权威海洋学家说沿海地区的方法方面，道德方面都好。"),
        ("en", "It is nice to be reading an oracle by the amazon river, target in arm."),
        ("de", "Das Essen war gut über alle Maßen."),
        ("fr", "Le total des nations unies par la réunion."),
    ],
)
def test_words_that_only_look_like_names_are_not_linked(language: str, text: str) -> None:
    assert [entity for _, entity in linked(text, language) if not entity.startswith("technology")] == []


@pytest.mark.parametrize(
    ("language", "text", "short"),
    [
        ("zh", "远山微电子股份有限公司（以下简称“远山”）公告，远山增产。", "远山"),
        ("zh", "远山微电子股份有限公司（下称远山电子）公告，远山电子增产。", "远山电子"),
        ("en", 'Farhill Minerals Ltd (hereinafter "Minerals") dug. Minerals paid.', "Minerals"),
        ("en", "Farhill Minerals Ltd (the “Company”) dug. Company paid.", "Company"),
        ("en", "The Office of Strategic Metals (OSM) met. OSM paid.", "OSM"),
        ("fr", "La Société Nordique SA (ci-après « STR ») ouvre. STR recrute.", "STR"),
        ("de", "Die Nordische Halbleiter AG (nachfolgend „NHA“) wächst. NHA baut.", "NHA"),
        ("es", "Litio del Sur S.A. (en adelante, «LDS») invierte. LDS crece.", "LDS"),
        ("ja", "株式会社北方電子（以下「北電」）は工場を建てる。北電は言う。", "北電"),
    ],
)
def test_short_forms_are_resolved_in_their_document(language: str, text: str, short: str) -> None:
    found = [m for m in find(text, language) if text[m.start : m.end] == short]
    assert len(found) == 2
    assert {m.kind for m in found} == {"organisation"}


def test_a_short_form_counts_in_the_headline_before_and_keeps_the_entity() -> None:
    text = "大金增资\n国家集成电路产业投资基金（下称“大金”）出资。大金表示。"
    assert [text[m.start : m.end] for m in find(text, "zh") if m.entity == "org/big-fund"] == [
        "大金",
        "国家集成电路产业投资基金",
        "大金",
        "大金",
    ]


def test_a_quoted_name_before_what_it_is_is_a_products() -> None:
    assert names("发布“远山”大模型，说“好的”。", "zh", "product") == ["远山"]


def test_a_known_name_with_only_a_form_added_keeps_its_entity() -> None:
    assert linked("Tesla Motors and Nvidia Corporation", "en") == [
        ("Tesla Motors", "org/tesla"),
        ("Nvidia Corporation", "org/nvidia"),
    ]


class FakeTagger:
    """Tags every `xyzzy` and one place that the rules have already."""

    def tag(self, text: str, language: str) -> Iterable[FoundUnlisted]:
        at = text.find("xyzzy")
        if at >= 0:
            yield FoundUnlisted(start=at, end=at + 5, kind="product")
        yield FoundUnlisted(start=0, end=2, kind="person")
        yield FoundUnlisted(start=5, end=10_000, kind="person")


def test_a_tagger_adds_what_the_rules_have_not() -> None:
    finder = MentionFinder(ENTITIES.values(), FakeTagger())
    found = finder.find(Passage("中国的 xyzzy", "zh"))
    assert [(m.start, m.end, m.kind, m.entity) for m in found] == [
        (0, 2, "place", "place/country-cn"),
        (4, 9, "product", None),
    ]


def test_a_missing_extra_is_named() -> None:
    from groundwire.annotate.names.tagger import SpacyTagger

    with pytest.raises((InputError, OSError)):
        SpacyTagger({"en": "no_such_model"})


def test_a_finder_survives_pickling() -> None:
    text = "张立新董事长表示，中芯国际（688981）在苏州市。"
    again = pickle.loads(pickle.dumps(Annotator(ENTITIES.values())))  # noqa: S301 our own bytes
    assert again.annotate_text(text, "zh", None) == Annotator(ENTITIES.values()).annotate_text(text, "zh", None)


PIECES = st.sampled_from(
    [
        *"张王李中美说称，。、·（）“” \n",
        "董事长",
        "表示",
        "有限公司",
        "银行",
        "市",
        "法院",
        "以下简称",
        "Jane",
        "Doe",
        "Inc",
        "the ",
        "University of ",
        "said",
        "氏",
        "株式会社",
        "von ",
        "苹果",
        "(OSM)",
        "𠮷",
        "\u202e",
        "ﬀ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(text=st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80), language=st.sampled_from(LANGUAGES))
def test_mentions_lie_in_the_text_and_do_not_overlap(text: str, language: str) -> None:
    found = find(text, language)
    places = [(m.start, m.end) for m in found]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert places == sorted(places)


@pytest.mark.parametrize(
    "piece", ["张", "中国", "A ", "University of ", "·", "（以下简称", "董事长张三、", "市", "(AB) ", "氏"]
)
@pytest.mark.parametrize("language", ["zh", "en", "ja"])
def test_long_nonsense_takes_no_long_time(piece: str, language: str) -> None:
    find(piece * (30_000 // len(piece)), language)
