"""Pages in front of documents fail with their kind; articles about such pages do not."""
# ruff: noqa: E501  a table of pages reads better with one page a line

import pytest

from groundwire.extract.page import view_page
from groundwire.extract.walls import check_walls
from groundwire.models import ExtractError

CHALLENGES = [
    ("Just a moment...", ["Checking if the site connection is secure", "Performance & security by Cloudflare"], "<form id=challenge-form></form>"),
    ("Attention Required! | Cloudflare", ["Please enable cookies.", "Sorry, you have been blocked", "Ray ID: 8f2"], ""),
    ("安全验证", ["请完成安全验证", "向右滑动完成拼图"], ""),
    ("Access Denied", ["You don't have permission to access this page on this server."], ""),
]  # fmt: skip
MISSING = [
    ("Page not found - Outlet", ["The page you were looking for may have been moved or deleted."]),
    ("404", ["Nothing here."]),
    ("Seite nicht gefunden", ["Die von Ihnen aufgerufene Seite existiert nicht."]),
    ("页面不存在 - 长河网", ["您访问的页面不存在，返回首页"]),
    ("Page introuvable", ["La page que vous recherchez n’existe plus."]),
    ("お探しのページは見つかりませんでした", ["トップページへ"]),
]
CONSENTS = [
    ("Before you continue", ["We and our 842 partners use cookies and tracking to show you personalised advertising.",
                             "By clicking “Accept all” you consent to the use of your personal data. You can withdraw your consent.",
                             "Manage settings"]),
    ("Ihre Zustimmung", ["Wir und unsere Partner verwenden Cookies, um Ihnen personalisierte Werbung zu zeigen.",
                         "Mit Ihrer Einwilligung verarbeiten wir personenbezogene Daten; Sie können sie im Datenschutz-Center widerrufen.",
                         "Alle akzeptieren", "Mit Werbung weiterlesen"]),
    ("Votre vie privée", ["Avec votre consentement, nos partenaires et nous utilisons des cookies pour la publicité.",
                          "Vous pouvez retirer votre consentement à tout moment.", "Tout accepter", "Continuer sans accepter"]),
    ("隐私设置", ["我们和我们的合作伙伴使用 Cookie 处理您的个人数据，用于广告。", "您可以随时撤回同意。", "全部接受", "全部拒绝"]),
]  # fmt: skip
OPENING = "The ministry published rules for gallium on Tuesday. Exporters had waited for them for more than two months."
STUBS = [
    [OPENING, "Subscribe to continue reading"],
    [
        "Das Ministerium hat am Dienstag Regeln für Gallium veröffentlicht.",
        "Diesen Artikel weiterlesen mit Elbtal Plus",
        "Jetzt abonnieren",
    ],
    ["Le ministère a publié mardi des règles sur le gallium.", "Cet article est réservé aux abonnés."],
    ["商务部周二公布了镓的出口规则，业内已等待两个多月。", "本文为付费内容，订阅后继续阅读"],
    ["経済産業省は火曜日、ガリウムに関する規則を公表した。", "この記事は有料会員限定です。"],
    ["El ministerio publicó el martes las reglas del galio.", "Este contenido es exclusivo para suscriptores"],
]


def check(title: str, blocks: list[str], extra: str = "", *, head: str = "") -> None:
    body = "".join(f"<p>{text}</p>" for text in blocks)
    html = f"<html><head><title>{title}</title>{head}</head><body>{extra}<h1>{title}</h1>{body}</body></html>"
    check_walls("https://outlet.com/a", html, view_page(html, None), title=title, blocks=blocks)


def kind(title: str, blocks: list[str], extra: str = "", *, head: str = "") -> str:
    with pytest.raises(ExtractError) as caught:
        check(title, blocks, extra, head=head)
    assert caught.value.reason.endswith(".")
    return caught.value.kind


@pytest.mark.parametrize(("title", "blocks", "extra"), CHALLENGES, ids=[title for title, *_ in CHALLENGES])
def test_challenges(title: str, blocks: list[str], extra: str) -> None:
    assert kind(title, blocks, extra) == "challenge"


@pytest.mark.parametrize(("title", "blocks"), MISSING, ids=[title for title, _ in MISSING])
def test_missing_pages(title: str, blocks: list[str]) -> None:
    assert kind(title, blocks) == "not-found"


@pytest.mark.parametrize(("title", "blocks"), CONSENTS, ids=[title for title, _ in CONSENTS])
def test_consent_walls(title: str, blocks: list[str]) -> None:
    assert kind(title, blocks) == "consent-wall"


@pytest.mark.parametrize("blocks", STUBS, ids=[blocks[0][:20] for blocks in STUBS])
def test_paywall_stubs(blocks: list[str]) -> None:
    assert kind("Gallium rules tighten", blocks) == "paywall"


def test_a_locked_article_that_promises_more_words() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","wordCount":1200,"isAccessibleForFree":"False"}</script>'
    assert kind("Gallium rules tighten", [OPENING, "Already a subscriber? Log in"], head=head) == "paywall"


def test_login_pages() -> None:
    assert kind("Sign in - Outlet", ["Welcome back."], '<form><input type="password"></form>') == "paywall"


def test_pages_drawn_by_scripts() -> None:
    assert (
        kind("Outlet", [], "<script src=app.js></script><noscript>You need to enable JavaScript</noscript>") == "empty"
    )


REPORT = (
    "The regulator fined the company for its cookie banner. “Accept all” was one click away, the refusal four, the decision says. "
    "Consent given that way is void, the regulator holds, and personal data collected with it must be deleted within a month. "
)


@pytest.mark.parametrize(
    ("title", "blocks"),
    [
        ("Regulator fines publisher for its cookie banner", [REPORT] * 4),
        ("Why paywalls win", ["Publishers have learnt that readers pay. " * 20, "“Subscribe to continue reading” has become the web’s commonest sentence. " * 3, "And it works, say those who count. " * 10]),
        ("How Cloudflare checks your browser", ["The page that says “Just a moment” runs a small program. " * 15, "It then sets a cookie. " * 12]),
        ("Page not found: the strange history of error 404", ["The number was a room, legend has it. " * 20]),
        ("付费墙的十年", ["越来越多的媒体在文章中段写下“订阅后继续阅读”，读者的反应却并不相同，调查机构的数据显示，愿意付费的人逐年增加。" * 8]),
        ("Gallium rules tighten", [OPENING]),
        ("Chips update", [OPENING, "The chip maker said its second plant would open in May, three months early."]),
    ],
)  # fmt: skip
def test_articles_are_no_walls(title: str, blocks: list[str]) -> None:
    check(title, blocks)


def test_a_whole_article_with_a_banner_and_a_subscription_box_is_no_wall() -> None:
    banner = "<div>We use cookies. <button>Accept all</button><button>Manage settings</button></div>"
    check("Gallium rules tighten", [OPENING * 3] * 6, banner + "<p>Already a subscriber? Log in</p>")


@pytest.mark.parametrize(
    "request_to_pay",
    ["SUBSCRIBE TO CONTINUE READING", "Subscribe  to\u00a0continue reading", "ſubſcrıbe to contİnue readıng"],
)
def test_a_request_is_read_in_any_case_and_spacing(request_to_pay: str) -> None:
    assert kind("Gallium rules tighten", [OPENING, request_to_pay]) == "paywall"
