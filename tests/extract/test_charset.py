"""Bytes to text, whatever the labels say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.extract.charset import decode

CHINESE = "商务部公告：对镓、锗相关物项实施出口管制，自公布之日起施行。" * 4
JAPANESE = "政府は半導体の輸出管理を強化すると発表した。新しい規則は来月から適用される。" * 4
GERMAN = "Größere Mengen seltener Erden dürfen künftig nur mit Genehmigung ausgeführt werden. " * 4


def page(text: str, charset: str, label: str | None) -> bytes:
    meta = f'<meta charset="{label}">' if label else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(charset)


@pytest.mark.parametrize(
    ("text", "charset", "label", "header"),
    [
        (CHINESE, "utf-8", "gb2312", "gbk"),  # valid UTF-8 beats every label
        (CHINESE, "gb18030", "gb2312", None),
        (CHINESE, "gb18030", None, "GBK"),
        (CHINESE, "gb18030", "utf-8", None),
        (CHINESE, "gb18030", "iso-8859-1", None),
        (CHINESE, "gb18030", None, None),
        ("華為與中芯國際列入戰略性高科技貨品實體管理名單" * 6, "big5hkscs", "big5", None),
        ("華為與中芯國際列入戰略性高科技貨品實體管理名單" * 6, "big5", None, None),
        (JAPANESE, "cp932", "Shift_JIS", None),
        (JAPANESE, "euc_jp", "euc-jp", None),
        (JAPANESE, "iso2022_jp", "iso-2022-jp", None),
        (JAPANESE, "cp932", None, None),
        ("정부는 반도체 수출 통제를 강화한다고 발표했다. " * 5, "cp949", "euc-kr", None),
        (GERMAN, "cp1252", "iso-8859-1", None),
        (GERMAN + "„so“ – sagte er", "cp1252", "latin-1", None),
        (GERMAN, "cp1252", None, None),
        ("Правительство объявило о новых мерах. " * 5, "cp1251", "windows-1251", None),
        ("Правительство объявило о новых мерах. " * 5, "koi8_r", "koi8-r", "no-such-charset"),
    ],
)
def test_the_text_comes_back(text: str, charset: str, label: str | None, header: str | None) -> None:
    assert text in decode(page(text, charset, label), header)


def test_byte_order_marks() -> None:
    assert decode(b"\xef\xbb\xbf" + CHINESE.encode()) == CHINESE
    assert decode(b"\xff\xfe" + CHINESE.encode("utf-16-le"), "gbk") == CHINESE


def test_a_few_broken_bytes_do_not_change_the_charset() -> None:
    broken = page(CHINESE, "utf-8", None).replace("施行".encode(), b"\xe6\x96", 1)
    assert CHINESE[:20] in decode(broken)
    assert CHINESE[:20] in decode(broken, "iso-8859-1")


@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_any_bytes_become_text(body: bytes, header: str | None) -> None:
    decode(body, header).encode("utf-8")
