"""Signatures: equal for the same text, close for nearly the same, none for what is too short, the same for ever."""

import hashlib
import random
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.models import CaptureId, Document, DocumentId, NearCopy, Paragraph, RevisionId, Signature
from groundwire.stories.near import FirstReport, near_copy, still_near
from groundwire.stories.signature import bands, gives_other_numbers, likeness, signature_of

ZH = (
    "商务部和海关总署周二发布公告，决定对镓、锗、锑等相关物项实施出口管制，出口经营者应当依照规定办理许可手续，未经许可不得出口。"
    "公告自发布之日起正式实施，业内人士认为此举将影响全球半导体和光纤产业链的供应，相关企业需要提前申请并说明最终用户和最终用途。"
    "分析人士指出，中国的镓产量占全球的九成以上，短期内其他国家很难补上缺口，价格可能继续走高，下游厂商已经开始寻找替代来源。"
)
EN = (
    "The ministry said on Tuesday that exporters of gallium, germanium and antimony must apply for licences before "
    "shipping the metals abroad, a step that traders expect to squeeze chip makers and fibre producers everywhere. "
    "Analysts noted that China refines more than nine tenths of the gallium used outside the country and that plants "
    "in Europe and Canada will take years to come on stream, so that buyers have begun to look for other sources."
)
REPORT = (
    "今日沪铜主力合约收于{}元每吨，较前一交易日上涨{}元，涨幅{}%，成交量{}手，持仓量{}手，现货升水{}元，"
    "上海期货交易所库存{}吨，市场人士表示下游采购意愿一般，冶炼厂开工率保持稳定，后市关注宏观政策变化和海外矿山供应情况。"
)
GOLDEN = ["6a02369cf529be26", "653f524ccbb3d4d9"]
GOLDEN_BANDS = (-3427125979523526461, -1888385587092102987)
FORM = ZH + ZH[::-1] + ZH.replace("周二", "周三")[::2]  # what every day's report says


def document(*paragraphs: str) -> Document:
    return Document(
        id=DocumentId("d"), revision=RevisionId("r"), capture=CaptureId("c"), url=None, title="t", source_name="s",
        authors=(), published=None, fetched_at=datetime(2025, 1, 1, tzinfo=UTC), language="und", image=None,
        paragraphs=tuple(Paragraph(number=n, role="text", text=text) for n, text in enumerate(paragraphs, 1)),
    )  # fmt: skip


def sign(*paragraphs: str) -> Signature:
    signature = signature_of(document(*paragraphs))
    assert signature is not None
    return signature


def first(name: str, text: str) -> FirstReport:
    return FirstReport(document=DocumentId(name), signature=sign(text))


def test_signatures_are_the_same_for_ever() -> None:
    digests = [hashlib.sha256(sign(text)).hexdigest()[:16] for text in (ZH, EN)]
    assert digests == GOLDEN
    assert (bands(sign(ZH))[0], bands(sign(EN))[15]) == GOLDEN_BANDS


def test_spacing_punctuation_paragraphs_and_script_do_not_matter() -> None:
    same = [
        (ZH.replace("，", " ， ").replace("。", "．"),),
        tuple(ZH.split("。")),
        (ZH.translate(str.maketrans("务总发布决对实经营应当规办续", "務總發佈決對實經營應當規辦續")),),
    ]
    assert {sign(*each) for each in same} == {sign(ZH)}
    assert sign(EN.upper().replace(" ", "\n").replace(",", ";")) == sign(EN)


def test_titles_and_names_of_outlets_do_not_matter() -> None:
    one = document(ZH)
    assert signature_of(one) == signature_of(replace(one, title="other", source_name="other", language="zh-Hant"))


def test_short_texts_have_none() -> None:
    assert signature_of(document()) is None
    assert signature_of(document("稀土出口管制。" * 20)) is None  # long, but it says one thing only
    assert signature_of(document("Gallium exports fell by 12 % in May.")) is None


def test_edits_bring_the_likeness_down_as_far_as_they_go() -> None:
    words = EN.split()
    changed = " ".join(word if place % 40 else "Otherwise" for place, word in enumerate(words))
    assert 0.75 < likeness(sign(EN), sign(changed)) < 0.98
    assert likeness(sign(ZH), sign(EN)) < 0.02


def test_a_teaser_is_not_nearly_the_text() -> None:
    long = ZH + ZH[::-1]
    assert 0.3 < likeness(sign(long), sign(ZH)) < 0.7
    assert near_copy(sign(ZH), [first("long", long)]) is None


def test_the_likest_of_the_first_reports_is_taken_and_of_equals_the_earliest() -> None:
    near = ZH.replace("周二", "周三")
    known = [first("near", near), first("same", ZH), first("later", ZH)]
    assert near_copy(sign(ZH), known) == NearCopy(first=DocumentId("same"), likeness=1.0)
    found = near_copy(sign(ZH), known[:1])
    assert found is not None
    assert 0.8 <= found.likeness < 1
    assert near_copy(sign(EN), known) is None
    assert near_copy(sign(EN), []) is None


def test_the_same_form_with_other_numbers_is_no_copy() -> None:
    monday = REPORT.format(71230, 310, "0.44", 120331, 198800, 25, 301200) + FORM
    tuesday = REPORT.format(70840, 390, "0.55", 98210, 201450, 30, 299870) + FORM
    assert likeness(sign(monday), sign(tuesday)) >= 0.8
    assert gives_other_numbers(sign(monday), sign(tuesday))
    assert near_copy(sign(tuesday), [first("monday", monday)]) is None
    assert not gives_other_numbers(sign(monday), sign(monday + "（2025年3月4日 10:20 编辑 12 审核 7）"))


def test_a_text_that_was_rewritten_is_no_longer_near() -> None:
    assert still_near(sign(ZH), sign(ZH.replace("周二", "周三")))
    assert not still_near(sign(ZH), sign(EN))
    assert not still_near(sign(ZH), None)
    assert not still_near(None, sign(ZH))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(ZH), min_size=60, max_size=400), st.integers(0, 2**32))
def test_like_texts_share_a_band(characters: list[str], seed: int) -> None:
    text = "".join(characters)
    signature = signature_of(document(text))
    if signature is None:
        return
    place = random.Random(seed).randrange(len(text))  # noqa: S311 (a place to edit)
    other = signature_of(document(text[:place] + "龘" + text[place + 1 :]))
    assert other is not None
    assert likeness(signature, signature) == 1.0
    assert likeness(signature, other) == likeness(other, signature)
    if likeness(signature, other) > 0.9:
        assert set(bands(signature)) & set(bands(other))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=600))
def test_any_text_can_be_signed(text: str) -> None:
    signature = signature_of(document(text))
    assert signature == signature_of(document(text))
    if signature is not None:
        assert len(set(bands(signature))) == 16
