"""Figures one by one: what is written, and what it is worth, in every language."""

from dataclasses import dataclass

import pytest

from groundwire.annotate.dates import find_dates
from groundwire.annotate.figures.codes import find_codes
from groundwire.annotate.figures.find import FoundFigure, find_figures
from groundwire.annotate.figures.words import FigureWords
from groundwire.annotate.passage import Passage
from groundwire.text.units import unit


@dataclass(frozen=True)
class Case:
    """A text with one figure, and that figure in short: written, kind, low–high, unit, qualifier, per."""

    language: str
    text: str
    figure: str


def read(text: str, language: str) -> list[FoundFigure]:
    passage = Passage(text, language)
    taken = passage.overlap()
    find_codes(passage, taken)
    for date in find_dates(passage, None, taken):
        taken.take(date.start, date.end)
    return find_figures(passage, taken)


def short(text: str, figure: FoundFigure) -> str:
    value = f"{figure.low:f}" if figure.low == figure.high else f"{figure.low:f}–{figure.high:f}"
    named = figure.currency or figure.unit or ""
    written = text[figure.start : figure.end]
    qualifier = f" ({figure.qualifier})" if figure.qualifier else ""
    per = f" / {figure.per}" if figure.per else ""
    return f"{written}: {figure.kind} {value} {named}".strip() + per + qualifier


def cases(written: str) -> list[Case]:
    """Lines ``language | text | figure`` as cases."""
    lines = [line.split(" ¦ ") for line in written.strip().split("\n")]
    return [Case(*(part.strip() for part in line)) for line in lines]


WRITTEN_FORMS = cases(
    """
zh ¦ 公司投资9999万元建厂 ¦ 9999万元: money 99990000 CNY
zh ¦ 投资1.4亿美元 ¦ 1.4亿美元: money 140000000 USD
zh ¦ 用户达1.4亿 ¦ 1.4亿: count 140000000
zh ¦ 三成来自海外 ¦ 三成: percent 30 %
zh ¦ 占五分之一 ¦ 五分之一: percent 20 %
zh ¦ 是去年的两倍 ¦ 两倍: multiple 2 times
zh ¦ 产能翻番 ¦ 翻番: multiple 2 times
zh ¦ 产能翻两番 ¦ 翻两番: multiple 4 times
zh ¦ 产能增长两倍 ¦ 两倍: multiple 2 times
zh ¦ 投入5000亿林吉特 ¦ 5000亿林吉特: money 500000000000 MYR
zh ¦ 同比增长85%至95%。 ¦ 85%至95%: percent 85–95 %
zh ¦ 增长85%-95%。 ¦ 85%-95%: percent 85–95 %
zh ¦ 共１，２３４．５万吨 ¦ １，２３４．５万吨: quantity 12345000 t
zh ¦ 上涨2.3个百分点 ¦ 2.3个百分点: points 2.3 percentage points
zh ¦ 下调25个基点 ¦ 25个基点: points 0.25 percentage points
zh ¦ 5兆瓦时储能 ¦ 5兆瓦时: quantity 5 MWh
zh-Hant ¦ 預算3兆元 ¦ 3兆元: money 3000000000000 CNY
zh ¦ 采用5纳米工艺 ¦ 5纳米: quantity 5 nm
zh ¦ 排放30万吨 ¦ 30万吨: quantity 300000 t
zh ¦ 融资2个亿 ¦ 2个亿: count 200000000
zh ¦ 亏了两个亿元 ¦ 两个亿元: money 200000000 CNY
zh ¦ 员工近百万人 ¦ 百万人: count 1000000 people (nearly)
zh-Hant ¦ 營收新台幣8,684.6億元 ¦ 新台幣8,684.6億元: money 868460000000 TWD
zh ¦ 净利润为-1.2亿元至-8000万元 ¦ -1.2亿元至-8000万元: money -120000000–-80000000 CNY
zh ¦ 售出2万份 ¦ 2万份: count 20000 copies
zh ¦ 关闭300家门店 ¦ 300家门店: count 300 stores
zh ¦ 发射18颗卫星 ¦ 18颗卫星: count 18 satellites
zh ¦ 三个国家签署 ¦ 三个国家: count 3 countries
en ¦ It has one million users. ¦ one million users: count 1000000 users
en ¦ A third of the fabs closed. ¦ A third: percent 33.3333333333333 %
en ¦ Output rose tenfold. ¦ tenfold: multiple 10 times
en ¦ It raised $1.2bn. ¦ $1.2bn: money 1200000000 USD
en ¦ It raised €5 bn today. ¦ €5 bn: money 5000000000 EUR
en ¦ It costs RM500 billion. ¦ RM500 billion: money 500000000000 MYR
en ¦ A 5-nm process ¦ 5-nm: quantity 5 nm
en ¦ A 12-inch line ¦ 12-inch: quantity 12 inch
en ¦ It paid Rs 12,34,567 then. ¦ Rs 12,34,567: money 1234567 INR
en ¦ It paid ₹3 lakh crore. ¦ ₹3 lakh crore: money 3000000000000 INR
en ¦ It made 1,234.5 tonnes. ¦ 1,234.5 tonnes: quantity 1234.5 t
en ¦ It emits 3.2 Mt of CO2. ¦ 3.2 Mt: quantity 3200000 t
en ¦ It mined 450 kt. ¦ 450 kt: quantity 450000 t
en ¦ Rates rose 25 basis points. ¦ 25 basis points: points 0.25 percentage points
en ¦ Rates rose 25bps. ¦ 25bps: points 0.25 percentage points
en ¦ It fell 0.5 percentage points. ¦ 0.5 percentage points: points 0.5 percentage points
en ¦ Sales doubled. ¦ doubled: multiple 2 times
en ¦ A 100MW plant ¦ 100MW: quantity 100 MW
en ¦ Banks cut rates five times. ¦ five times: count 5 times
en ¦ It is three times more. ¦ three times: multiple 3 times
en ¦ It paid 8.5 trillion won.Market ¦ 8.5 trillion won: money 8500000000000 KRW
en ¦ It sold 3 million 5G smartphones. ¦ 3 million: count 3000000 phones
en ¦ It was minus five percent. ¦ minus five percent: percent -5 %
ja ¦ 前年度比マイナス五％ ¦ マイナス五％: percent -5 %
fr ¦ une centaine de personnes ¦ une centaine de personnes: count 100 people (about)
fr ¦ à 2 heures de route ¦ 2 heures: quantity 2 hours
es ¦ Paga 60,001 soles. ¦ 60,001 soles: money 60001 PEN
es ¦ Cuesta 1,459 euros el litro. ¦ 1,459 euros: price 1.459 EUR / L
fr ¦ Il coûte 1,2 milliard d'euros. ¦ 1,2 milliard d'euros: money 1200000000 EUR
fr ¦ Il pèse 1 234,5 tonnes. ¦ 1 234,5 tonnes: quantity 1234.5 t
fr ¦ Un tiers des emplois ¦ Un tiers: percent 33.3333333333333 %
fr ¦ La production a doublé. ¦ a doublé: multiple 2 times
de ¦ Es kostet 1,2 Milliarden Euro. ¦ 1,2 Milliarden Euro: money 1200000000 EUR
de ¦ Es wiegt 1.234,5 Tonnen. ¦ 1.234,5 Tonnen: quantity 1234.5 t
de ¦ Ein Drittel der Werke ¦ Ein Drittel: percent 33.3333333333333 %
de ¦ Die Schweiz zahlt 1'234.5 Franken. ¦ 1'234.5 Franken: money 1234.5 CHF
de ¦ Er stieg um 2 Prozentpunkte. ¦ 2 Prozentpunkte: points 2 percentage points
es ¦ Cuesta 1.200 millones de euros. ¦ 1.200 millones de euros: money 1200000000 EUR
es ¦ Un tercio de las plantas ¦ Un tercio: percent 33.3333333333333 %
es ¦ Pesa 1.234,5 toneladas. ¦ 1.234,5 toneladas: quantity 1234.5 t
ja ¦ 予算は3兆円だ。 ¦ 3兆円: money 3000000000000 JPY
ja ¦ 売上高は3割増えた。 ¦ 3割: percent 30 %
ja ¦ 利益は２．５倍になった。 ¦ ２．５倍: multiple 2.5 times
zh ¦ 以523票赞成通过 ¦ 523票: count 523 votes
zh ¦ 使用了2048块显卡 ¦ 2048块显卡: count 2048 GPUs
zh ¦ 单价约1.08亿美元 ¦ 1.08亿美元: price 108000000 USD / unit (about)
zh-Hant ¦ 聯發科7月營收456.03億元 ¦ 456.03億元: money 45603000000 TWD
zh ¦ 净利润为-9.5亿元到-7.8亿元 ¦ -9.5亿元到-7.8亿元: money -950000000–-780000000 CNY
zh ¦ 约占全国产能的八成 ¦ 八成: percent 80 % (about)
en ¦ It has six quarters left. ¦ six quarters: quantity 6 quarters
en ¦ At least nine telecoms firms lost. ¦ nine: count 9 companies (at least)
en ¦ Four in five panels are Chinese. ¦ Four in five: percent 80 %
en ¦ Costs would almost double to that. ¦ double: multiple 2 times (nearly)
en ¦ It makes 300mm wafers. ¦ 300mm: quantity 300 mm
en ¦ It is priced at $1,499. ¦ $1,499: price 1499 USD / unit
es ¦ Dejó seis muertos. ¦ seis muertos: count 6
de ¦ Sie hat drei Partner. ¦ drei Partner: count 3
ja ¦ 景況感はプラス14と改善した。 ¦ プラス14: quantity 14 points
"""
)

PRICES_AND_RATES = cases(
    """
zh ¦ 售价为每吨 5 万元。 ¦ 5 万元: price 50000 CNY / t
zh ¦ 报价9.9元/公斤。 ¦ 9.9元/公斤: price 9.9 CNY / kg
zh ¦ 每股派0.5元 ¦ 0.5元: price 0.5 CNY / share
zh ¦ 每10股派发现金红利3.5元 ¦ 3.5元: price 3.5 CNY / 10 share
zh ¦ 每月3万片 ¦ 3万片: count 30000 pieces / month
zh ¦ 产能3万片/月 ¦ 3万片/月: count 30000 pieces / month
zh ¦ 日产 5 万吨 ¦ 5 万吨: quantity 50000 t / day
zh ¦ 年产能达10万吨 ¦ 10万吨: quantity 100000 t / year
zh ¦ 2024年产量10万吨 ¦ 10万吨: quantity 100000 t
zh ¦ 每百万词元2元 ¦ 2元: price 2 CNY / million token
zh ¦ 电价0.35元/千瓦时 ¦ 0.35元/千瓦时: price 0.35 CNY / kWh
zh ¦ 樱桃350元一斤 ¦ 350元: price 350 CNY / jin
zh ¦ 已持续20年每年举行 ¦ 20年: quantity 20 years
zh ¦ 时速为每小时830公里 ¦ 830公里: quantity 830 km / hour
zh ¦ 每人补贴600元 ¦ 600元: price 600 CNY / person
zh ¦ 每股盈余14.45元 ¦ 14.45元: price 14.45 CNY / share
zh ¦ 每年新增约30吉瓦 ¦ 30吉瓦: quantity 30 GW / year (about)
zh ¦ 人均10万元 ¦ 10万元: price 100000 CNY / person
en ¦ They cost $30,000 to $70,000 each. ¦ $30,000 to $70,000: price 30000–70000 USD / unit
en ¦ Power cost €85/MWh then. ¦ €85/MWh: price 85 EUR / MWh
en ¦ It charges $20,000 per wafer. ¦ $20,000: price 20000 USD / wafer
en ¦ Gallium is at $500 a kilogram. ¦ $500: price 500 USD / kg
en ¦ It costs $3 per million tokens. ¦ $3: price 3 USD / million token
en ¦ It makes 30,000 wafers a month. ¦ 30,000 wafers: count 30000 wafers / month
en ¦ It pumps 5,000 barrels a day. ¦ 5,000 barrels: quantity 5000 bbl / day
en ¦ Earnings per share of $2.10 ¦ $2.10: price 2.10 USD / share
en ¦ It is at $9,500 a tonne on the market. ¦ $9,500: price 9500 USD / t
en ¦ It pumps 5,000 barrels of crude oil a day. ¦ 5,000 barrels: quantity 5000 bbl / day
en ¦ He earns $5 million a year. ¦ $5 million: money 5000000 USD / year
en ¦ It said $5 million a share price fell. ¦ $5 million: money 5000000 USD
fr ¦ Il vend 500 euros la tonne. ¦ 500 euros: price 500 EUR / t
fr ¦ Elle produit 3 000 tonnes par an. ¦ 3 000 tonnes: quantity 3000 t / year
de ¦ Er kostet 85 Euro pro Megawattstunde. ¦ 85 Euro: price 85 EUR / MWh
de ¦ Er bringt 1,2 Mrd. Euro. ¦ 1,2 Mrd. Euro: money 1200000000 EUR
de ¦ Sie baut 3.000 Fahrzeuge pro Jahr. ¦ 3.000 Fahrzeuge: count 3000 vehicles / year
es ¦ Cuesta 500 euros por tonelada. ¦ 500 euros: price 500 EUR / t
es ¦ Produce 3.000 toneladas al año. ¦ 3.000 toneladas: quantity 3000 t / year
ja ¦ 1トン当たり5万円だ。 ¦ 5万円: price 50000 JPY / t
ja ¦ 1982年に3トンを打ち上げた。 ¦ 3トン: quantity 3 t
ja ¦ 月産3万枚。 ¦ 3万枚: count 30000 pieces / month
"""
)

RANKS = cases(
    """
zh ¦ 市场份额排名第五。 ¦ 第五: rank 5
zh ¦ 全球第三大经济体 ¦ 第三大: rank 3
zh ¦ 位居世界第一。 ¦ 第一: rank 1
zh ¦ 位列第12位。 ¦ 第12位: rank 12
en ¦ The third-largest maker ¦ third-largest: rank 3
en ¦ It ranked fifth. ¦ fifth: rank 5
en ¦ It is the No. 2 producer. ¦ No. 2: rank 2
en ¦ It took second place. ¦ second place: rank 2
fr ¦ Le troisième producteur mondial ¦ troisième producteur: rank 3
de ¦ Der zweitgrößte Hersteller ¦ zweitgrößte: rank 2
es ¦ Es el tercer mayor productor. ¦ tercer mayor: rank 3
ja ¦ 世界3位だ。 ¦ 3位: rank 3
ja ¦ 世界で2番目に大きい。 ¦ 2番目に大き: rank 2
"""
)

QUALIFIERS = cases(
    """
zh ¦ 约5万吨 ¦ 5万吨: quantity 50000 t (about)
zh ¦ 大约5万吨 ¦ 5万吨: quantity 50000 t (about)
zh ¦ 5万吨左右 ¦ 5万吨: quantity 50000 t (about)
zh ¦ 近5万吨 ¦ 5万吨: quantity 50000 t (nearly)
zh ¦ 将近5万吨 ¦ 5万吨: quantity 50000 t (nearly)
zh ¦ 逾5万吨 ¦ 5万吨: quantity 50000 t (over)
zh ¦ 超5万吨 ¦ 5万吨: quantity 50000 t (over)
zh ¦ 超过5万吨 ¦ 5万吨: quantity 50000 t (over)
zh ¦ 5万多吨 ¦ 5万多吨: quantity 50000 t (over)
zh ¦ 5万余吨 ¦ 5万余吨: quantity 50000 t (over)
zh ¦ 5万吨以上 ¦ 5万吨: quantity 50000 t (at least)
zh ¦ 至少5万吨 ¦ 5万吨: quantity 50000 t (at least)
zh ¦ 不少于5万吨 ¦ 5万吨: quantity 50000 t (at least)
zh ¦ 不到5万吨 ¦ 5万吨: quantity 50000 t (under)
zh ¦ 不足5万吨 ¦ 5万吨: quantity 50000 t (under)
zh ¦ 5万吨以下 ¦ 5万吨: quantity 50000 t (under)
zh ¦ 最多5万吨 ¦ 5万吨: quantity 50000 t (up to)
zh ¦ 高达5万吨 ¦ 5万吨: quantity 50000 t
zh ¦ 不超过5万吨 ¦ 5万吨: quantity 50000 t (up to)
en ¦ A total of more than 500 tonnes ¦ 500 tonnes: quantity 500 t (over)
en ¦ As many as 500 workers ¦ 500 workers: count 500 people (up to)
en ¦ No fewer than 500 workers ¦ 500 workers: count 500 people (at least)
en ¦ 500 tonnes or more ¦ 500 tonnes: quantity 500 t (at least)
en ¦ 500-plus workers ¦ 500-plus workers: count 500 people (over)
en ¦ more than a total of 500 tonnes ¦ 500 tonnes: quantity 500 t (over)
fr ¦ plus de 500 tonnes ¦ 500 tonnes: quantity 500 t (over)
fr ¦ moins de 500 tonnes ¦ 500 tonnes: quantity 500 t (under)
de ¦ mehr als 500 Tonnen ¦ 500 Tonnen: quantity 500 t (over)
de ¦ knapp 500 Tonnen ¦ 500 Tonnen: quantity 500 t (nearly)
es ¦ más de 500 toneladas ¦ 500 toneladas: quantity 500 t (over)
es ¦ 500 toneladas o más ¦ 500 toneladas: quantity 500 t (at least)
ja ¦ 500トン以上 ¦ 500トン: quantity 500 t (at least)
ja ¦ 500トン未満 ¦ 500トン: quantity 500 t (under)
ja ¦ 約500トン ¦ 500トン: quantity 500 t (about)
"""
)


@pytest.mark.parametrize(
    "case", [*WRITTEN_FORMS, *PRICES_AND_RATES, *RANKS, *QUALIFIERS], ids=lambda c: f"{c.language} {c.text}"
)
def test_a_figure_is_read_as_written(case: Case) -> None:
    assert [short(case.text, found) for found in read(case.text, case.language)] == [case.figure]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "第三季度第二次会议的第一步，首先看第三代产品和第三方"),
        ("zh", "数十亿元，几百人，多个国家"),
        ("zh", "中美两国的2024款车型"),
        ("zh", "全球第一颗卫星，第二大学，第三世界国家"),
        ("en", "For the third quarter, the second time, first of all, on the one hand"),
        ("en", "Order No. 14257, Article 5, the No. 2 reactor, chapter 3"),
        ("en", "H100, F-35, 5G, GB200, v2.3.1, 10:30, +1 202-555-0123"),
        ("fr", "Le troisième trimestre, la deuxième fois"),
        ("fr", "À 17 heures, le vote, et un 450 583-3303"),
        ("de", "Das dritte Quartal, zum zweiten Mal"),
        ("es", "El tercer trimestre, por segunda vez"),
        ("ja", "第3四半期、第2回"),
    ],
)
def test_what_only_counts_off_is_no_figure(language: str, text: str) -> None:
    assert [short(text, found) for found in read(text, language)] == []


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "It fell by Rs 190 to Rs 46,521.", ["Rs 190: money 190 INR", "Rs 46,521: money 46521 INR"]),
        ("en", "It fell by 5% to 8%.", ["5% to 8%: percent 5–8 %"]),
        (
            "zh",
            "月产能将从3万片提升至10万片晶圆",
            ["3万片: count 30000 wafers / month", "10万片晶圆: count 100000 wafers / month"],
        ),
        (
            "en",
            "It makes 30,000 wafers per month at 4nm.",
            ["30,000 wafers: count 30000 wafers / month", "4nm: quantity 4 nm"],
        ),
        ("zh", "上涨5元至120元", ["5元: money 5 CNY", "120元: money 120 CNY"]),
    ],
)
def test_a_change_and_the_value_after_it_are_no_range(language: str, text: str, figures: list[str]) -> None:
    assert [short(text, found) for found in read(text, language)] == figures


@pytest.mark.parametrize(
    ("language", "table", "figures"),
    [
        (
            "zh",
            "单位：亿元\n项目 | 2024年 | 同比（%）\n营业收入 | 1,234.5 | 12.3\n净利润 | -56.7 | (4.5)",
            [
                "1,234.5: money 123450000000 CNY",
                "12.3: percent 12.3 %",
                "-56.7: money -5670000000 CNY",
                "4.5: percent 4.5 %",
            ],
        ),
        ("zh", "项目 | 数值\n产量（万吨） | 56.7\n占比 | 12.3%", ["56.7: quantity 567000 t", "12.3%: percent 12.3 %"]),
        (
            "en",
            "(in EUR million)\nRevenue | 1,234.5\nProfit | 56",
            ["1,234.5: money 1234500000 EUR", "56: money 56000000 EUR"],
        ),
        ("en", "Item | Sales ($bn)\nChips | 7.5", ["7.5: money 7500000000 USD"]),
    ],
)
def test_a_table_says_the_unit_of_its_cells(language: str, table: str, figures: list[str]) -> None:
    assert [short(table, found) for found in read(table, language)] == figures


@pytest.mark.parametrize("language", ["zh", "en", "fr", "de", "ja", "es"])
def test_every_unit_of_the_data_is_in_the_registry(language: str) -> None:
    words = FigureWords(language)
    names = {tail.name for table in (words.tails, words.exact_tails) for tail in table.values() if tail.type != "money"}
    names |= set(words.things.values())
    assert sorted(name for name in names if unit(name.partition(" per ")[0]) is None) == []


def test_hostile_texts_cost_little() -> None:
    for piece in ("1 | ", "每1", "per a ", "第", "单位：", "1-", "HS 1234, ", "a1-", "$1 a "):
        read(piece * 20_000, "zh")
        read(piece * 20_000, "en")
