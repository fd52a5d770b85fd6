"""Whose text a page carries: its own name for itself, or the outlet it took the text from."""

import re

from groundwire.extract.draft import one_line
from groundwire.extract.jsonld import text_of
from groundwire.extract.page import PageView
from groundwire.text.scripts import fold, is_cjk
from groundwire.text.urls import site_of

_FROM = re.compile(
    r"(?:^|[\s|｜·•\]】)）])(?:(?:新闻|文章|稿件|信息|本文|资讯)?(?:来源|來源)|转自|轉自|转载自|出典|配信元?|提供元?|출처)\s*[:：]\s*(?P<cjk>[^\s|｜，,。；;（(【\[]{2,24})"
    r"|(?:originally\s+(?:published|appeared|posted)\s+(?:by|on|in|at)|source:|quelle:|fuente:|fonte:)\s*(?P<latin>[A-ZÀ-Þ0-9][^\n|,;()]{1,40})",
    re.IGNORECASE,
)
_SELF = (
    "本站",
    "本网",
    "本報",
    "本报",
    "原创",
    "原創",
    "网络",
    "網絡",
    "网友",
    "互联网",
    "本文",
    "综合",
    "作者",
    "公众号",
)
_BEFORE, _BEHIND = 200, 500
_BETWEEN = re.compile(r"\s*[|｜_·•»:：]\s*|\s+[-–—]\s+|\s*(?:--|-|——)\s*(?=[一-鿿])|^\s*[-–—]+\s*")
_LONGEST_WIDE = 12  # characters of an outlet's name in Chinese or Japanese


def find_source_name(view: PageView, headline: str) -> str:
    """The outlet named in a source line near the headline, else the site's name, else its domain."""
    return _credited(view, headline) or own_name(view, headline)


def own_name(view: PageView, headline: str) -> str:
    """What the site calls itself."""
    account = view.first_text("#js_name")  # on WeChat the account is the outlet; the site's name is the platform's
    published = (text_of(node.get("publisher")) for node in view.articles)
    names = (account, view.first_meta("og:site_name"), *published, view.first_meta("application-name", "dc.publisher"))
    named = next((one_line(name) for name in names if name and not name.startswith(("http", "#", "@"))), "")
    site = site_of(view.url).removeprefix("www.") if view.url else ""
    return named or _beside_headline(view.first_text("title"), headline, site) or site


def _beside_headline(title: str, headline: str, site: str) -> str:
    """The name that ``<title>`` gives in front of the headline or behind it, where it can be the site's."""
    before, found, behind = title.partition(headline) if headline else ("", "", "")
    parts = [part.strip() for text in (behind, before) for part in _BETWEEN.split(text) if part.strip()]
    if not found or not parts:
        return ""
    core = _key(site.partition(".")[0])
    matching = [part for part in parts if core and (_key(part) == core or (len(core) > 3 and core in _key(part)))]
    wide = [part for part in parts if is_cjk(part[0]) and len(part) <= _LONGEST_WIDE]
    return (matching or wide or [""])[-1]


def _key(text: str) -> str:
    return re.sub(r"\W+", "", fold(text.replace("&", " and ")))


def _credited(view: PageView, headline: str) -> str:
    meta = view.first_meta("source", "article:source", "mediaid", "original-source")
    text = view.body_text
    at = view.find(headline)
    window = text[max(0, at - _BEFORE) : at + len(headline) + _BEHIND] if at >= 0 else ""
    match = _FROM.search(window)
    named = (match["cjk"] or match["latin"]) if match else ("" if meta.startswith("http") else meta)
    name = one_line(named).strip(" .:：-—“”\"'《》")
    return "" if len(name) < 2 or any(word in name for word in _SELF) or "." in name else name
