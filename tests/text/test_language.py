"""Languages of texts long and short, with and without a claim."""

import socket

import pytest

from groundwire.text import language
from groundwire.text.language import detect_language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The government announced new export controls on gallium and germanium on Tuesday.", "en"),
        ("Le gouvernement a annoncé mardi de nouveaux contrôles à l’exportation du gallium.", "fr"),
        ("Die Bundesregierung hat am Dienstag neue Ausfuhrkontrollen für Gallium angekündigt.", "de"),
        ("El Gobierno anunció el martes nuevos controles a la exportación de galio.", "es"),
        ("Правительство объявило о новых мерах экспортного контроля над галлием.", "ru"),
        ("中芯国际发布公告，称第三季度收入同比增长。", "zh-Hans"),
        ("台積電宣布擴產，並將於明年啟用新廠。", "zh-Hant"),
        ("政府は半導体の輸出管理を強化すると発表した。", "ja"),
        ("정부는 반도체 수출 통제를 강화한다고 발표했다.", "ko"),
        ("NEW RULES FOR THE EXPORT OF CHIPS TAKE EFFECT ON MONDAY", "en"),
        ("芯片", "zh-Hans"),
        ("華為", "zh-Hant"),
        ("SMIC中芯国际与Applied Materials的诉讼", "zh-Hans"),
        ("The company, known as 中芯国际 in Chinese, said that its revenue rose by a fifth.", "en"),
        ("这家公司推出了名为「の」的茶饮品牌，市场反应热烈，门店超过一千家。", "zh-Hans"),
        ("", "und"),
        ("123 456", "und"),
        ("AI", "und"),
    ],
)
def test_languages(text: str, expected: str) -> None:
    assert detect_language(text) == expected


@pytest.mark.parametrize(
    ("text", "hint", "expected"),
    [
        ("AI", "fr", "fr"),
        ("", "zh-CN", "zh-Hans"),
        ("", "zh_TW", "zh-Hant"),
        ("", "not a tag", "und"),
        ("中共", "zh-HK", "zh-Hant"),  # the same characters in both writings
        ("東京都", "ja", "ja"),
        ("The government announced new export controls on gallium on Tuesday.", "de", "en"),
        ("台積電宣布擴產，並將於明年啟用新廠。", "zh-CN", "zh-Hant"),
        ("Gallium", "de-DE", "de"),
    ],
)
def test_the_claim_decides_only_what_the_text_does_not(text: str, hint: str, expected: str) -> None:
    assert detect_language(text, hint) == expected


def test_no_network_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked for")

    language._model.cache_clear()
    monkeypatch.setattr(socket, "socket", refuse)
    assert detect_language("A sentence that only the model can tell the language of.") == "en"
