"""One text for each language and what must be found in it: golden pairs, the expected values as Python."""

from datetime import date

DAY = date(2025, 3, 6)

# (written, kind, low, high, unit, currency, qualifier)
FIGURES = {
    "zh": [
        ("9999万元", "money", "99990000", "99990000", None, "CNY", None),
        ("85%至95%", "percent", "85", "95", "%", None, None),
        ("三成", "percent", "30", "30", "%", None, "about"),
        ("五分之一", "percent", "20", "20", "%", None, None),
        ("两倍", "multiple", "2", "2", "times", None, None),
        ("5000亿林吉特", "money", "500000000000", "500000000000", None, "MYR", None),
        ("10-12亿元", "money", "1000000000", "1200000000", None, "CNY", None),
        ("1.2万人", "count", "12000", "12000", "people", None, "over"),
        ("12英寸", "quantity", "12", "12", "inch", None, None),
        ("2.3个百分点", "points", "2.3", "2.3", "percentage points", None, None),
        ("100多家企业", "count", "100", "100", "companies", None, "over"),
        ("３亿港元", "money", "300000000", "300000000", None, "HKD", "under"),
        ("百分之二十", "percent", "20", "20", "%", None, None),
        ("12千米", "quantity", "12", "12", "km", None, None),
        ("三四千人", "count", "3000", "4000", "people", None, None),
        ("20万辆", "count", "200000", "200000", "vehicles", None, "at least"),
    ],
    "en": [
        ("$1.2bn", "money", "1200000000", "1200000000", None, "USD", None),
        ("$30,000 to $70,000", "price", "30000", "70000", None, "USD", None),
        ("€5 bn", "money", "5000000000", "5000000000", None, "EUR", None),
        ("RM500 billion", "money", "500000000000", "500000000000", None, "MYR", None),
        ("10-12%", "percent", "10", "12", "%", None, None),
        ("5-nm", "quantity", "5", "5", "nm", None, None),
        ("12-inch", "quantity", "12", "12", "inch", None, None),
        ("1.5 million vehicles", "count", "1500000", "1500000", "vehicles", None, "nearly"),
        ("tenfold", "multiple", "10", "10", "times", None, None),
        ("40,000 wafers", "count", "40000", "40000", "wafers", None, "up to"),
        ("Rs 5 crore", "money", "50000000", "50000000", None, "INR", None),
        ("$30-70 billion", "money", "30000000000", "70000000000", None, "USD", None),
        ("£40m", "money", "40000000", "40000000", None, "GBP", None),
        ("one million people", "count", "1000000", "1000000", "people", None, None),
    ],
    "fr": [
        ("1,2 milliard d'euros", "money", "1200000000", "1200000000", None, "EUR", None),
        ("42\u202f000 personnes", "count", "42000", "42000", "people", None, "nearly"),
        ("12 %", "percent", "12", "12", "%", None, None),
        ("3 GWh", "quantity", "3", "3", "GWh", None, "over"),
    ],
    "de": [
        ("1,2 Milliarden Euro", "money", "1200000000", "1200000000", None, "EUR", "about"),
        ("3.500 Mitarbeiter", "count", "3500", "3500", "people", None, None),
        ("12,5 Prozent", "percent", "12.5", "12.5", "%", None, None),
        ("20 bis 30 Prozent", "percent", "20", "30", "%", None, None),
    ],
    "es": [
        ("1.200 millones de euros", "money", "1200000000", "1200000000", None, "EUR", "over"),
        ("dos billones de dólares", "money", "2000000000000", "2000000000000", None, "USD", None),
        ("3.500 empleados", "count", "3500", "3500", "people", None, None),
        ("1.234.567,5 toneladas", "quantity", "1234567.5", "1234567.5", "t", None, None),
        ("12 por ciento", "percent", "12", "12", "%", None, None),
    ],
    "ja": [
        ("1兆2000億円", "money", "1200000000000", "1200000000000", None, "JPY", "about"),
        ("3割", "percent", "30", "30", "%", None, None),
        ("500億ドル", "money", "50000000000", "50000000000", None, "USD", None),
        ("2ナノメートル", "quantity", "2", "2", "nm", None, None),
        ("1000人", "count", "1000", "1000", "people", None, "at least"),
    ],
}

TEXTS = {
    "zh": (
        "公司投资9999万元，同比增长85%至95%，约三成产能占五分之一，是去年的两倍；马来西亚5000亿林吉特，预算10-12亿元，员工超过1.2万人，"
        "生产12英寸晶圆，提高2.3个百分点，有100多家企业，不到３亿港元，百分之二十，全长12千米，来了三四千人，至少20万辆。"
        "第三季度的H100、F-35、5G、第三代不是数字，数十亿元也不是。"
    ),
    "en": (
        "The fund raised $1.2bn at $30,000 to $70,000 each, then €5 bn and RM500 billion, 10-12% more. The 5-nm "
        "chips on 12-inch wafers; "
        "nearly 1.5 million vehicles, a tenfold rise, up to 40,000 wafers per month, Rs 5 crore, $30-70 billion "
        "and £40m for one million people. "
        "H100, F-35, 5G, the 3rd, version 2.3, No. 5 and 10:30 are no figures."
    ),
    "fr": "L'État investit 1,2 milliard d'euros et emploie près de 42\u202f000 personnes, soit 12 % de plus, "
    "pour plus de 3 GWh.",
    "de": "Der Konzern investiert rund 1,2 Milliarden Euro, hat 3.500 Mitarbeiter, 12,5 Prozent mehr; 20 bis 30 "
    "Prozent waren geplant.",
    "es": (
        "Invertirá más de 1.200 millones de euros y hasta ahora dos billones de dólares; "
        "tiene 3.500 empleados y 1.234.567,5 toneladas, un 12 por ciento más."
    ),
    "ja": "同社は約1兆2000億円を投じ、3割増の500億ドル、2ナノメートルの半導体を1000人以上で作る。",
}

DATES = [
    ("zh", "2025年3月4日公告", "2025年3月4日", date(2025, 3, 4), date(2025, 3, 4)),
    ("zh", "今年3月上市", "今年3月", date(2025, 3, 1), date(2025, 3, 31)),
    ("zh", "去年净利润", "去年", date(2024, 1, 1), date(2024, 12, 31)),
    ("zh", "昨日宣布", "昨日", date(2025, 3, 5), date(2025, 3, 5)),
    ("zh", "上半年产量", "上半年", date(2025, 1, 1), date(2025, 6, 30)),
    ("zh", "预计第三季度投产", "第三季度", date(2025, 7, 1), date(2025, 9, 30)),
    ("zh", "第四季度营收", "第四季度", date(2024, 10, 1), date(2024, 12, 31)),
    ("zh", "到2023年中，", "2023年中", date(2023, 6, 1), date(2023, 7, 31)),
    ("zh", "21年8月失踪", "21年8月", date(2021, 8, 1), date(2021, 8, 31)),
    ("zh", "去年12月5日", "去年12月5日", date(2024, 12, 5), date(2024, 12, 5)),
    ("zh", "3月5日至8日举行", "3月5日至8日", date(2025, 3, 5), date(2025, 3, 8)),
    ("zh", "12月20日，公司", "12月20日", date(2024, 12, 20), date(2024, 12, 20)),
    ("zh", "二〇二四年五月", "二〇二四年五月", date(2024, 5, 1), date(2024, 5, 31)),
    ("en", "on March 4, 2025 it", "March 4, 2025", date(2025, 3, 4), date(2025, 3, 4)),
    ("en", "in Q3 2025 it", "Q3 2025", date(2025, 7, 1), date(2025, 9, 30)),
    ("en", "last week it", "last week", date(2025, 2, 24), date(2025, 3, 2)),
    ("en", "dated 03/04/2025.", "03/04/2025", date(2025, 3, 4), date(2025, 3, 4)),
    ("en", "since 2019, it", "2019", date(2019, 1, 1), date(2019, 12, 31)),
    ("fr", "le 4 mars 2025,", "4 mars 2025", date(2025, 3, 4), date(2025, 3, 4)),
    ("fr", "le 03/04/2025,", "03/04/2025", date(2025, 4, 3), date(2025, 4, 3)),
    ("de", "am 4. März 2025 kam", "4. März 2025", date(2025, 3, 4), date(2025, 3, 4)),
    ("es", "el 4 de marzo de 2025,", "4 de marzo de 2025", date(2025, 3, 4), date(2025, 3, 4)),
    ("ja", "2025年3月4日に", "2025年3月4日", date(2025, 3, 4), date(2025, 3, 4)),
    ("ja", "昨年12月", "昨年12月", date(2024, 12, 1), date(2024, 12, 31)),
    ("und", "2025-03-04", "2025-03-04", date(2025, 3, 4), date(2025, 3, 4)),
]
LATE = date(2025, 11, 27)
# The same for a document of 27 November 2025: without a year, behind it unless its clause looks ahead.
YEARLESS = [
    ("zh", "10月，公司宣布裁员", "10月", date(2025, 10, 1), date(2025, 10, 31)),
    ("zh", "北伏公司3月破产", "3月", date(2025, 3, 1), date(2025, 3, 31)),
    ("zh", "3月12日签署", "3月12日", date(2025, 3, 12), date(2025, 3, 12)),
    ("zh", "工厂将于3月投产", "3月", date(2026, 3, 1), date(2026, 3, 31)),
    ("zh", "3月将其列入清单", "3月", date(2025, 3, 1), date(2025, 3, 31)),
    ("zh", "新规12月1日起施行", "12月1日", date(2025, 12, 1), date(2025, 12, 1)),
    ("zh", "一季度净利润", "一季度", date(2025, 1, 1), date(2025, 3, 31)),
    ("zh", "26日晚间", "26日", date(2025, 11, 26), date(2025, 11, 26)),
    ("en", "It failed in March.", "March", date(2025, 3, 1), date(2025, 3, 31)),
    ("en", "It was bought by a rival in March.", "March", date(2025, 3, 1), date(2025, 3, 31)),
    ("en", "In March, the plant will open.", "March", date(2026, 3, 1), date(2026, 3, 31)),
    ("en", "The rule is due to take effect on January 5.", "January 5", date(2026, 1, 5), date(2026, 1, 5)),
    ("en", "The rule takes effect on December 31.", "December 31", date(2025, 12, 31), date(2025, 12, 31)),
    (
        "en",
        "It takes effect after 120 days, on December 31, the bureau said.",
        "December 31",
        date(2025, 12, 31),
        date(2025, 12, 31),
    ),
    ("en", "It meets next Friday.", "next Friday", date(2025, 11, 28), date(2025, 11, 28)),
    ("fr", "la faillite en mars", "mars", date(2025, 3, 1), date(2025, 3, 31)),
    ("fr", "le 9 octobre, il a dit", "9 octobre", date(2025, 10, 9), date(2025, 10, 9)),
    ("fr", "l'usine ouvrira en mars", "mars", date(2026, 3, 1), date(2026, 3, 31)),
    ("de", "die Pleite im Juli", "Juli", date(2025, 7, 1), date(2025, 7, 31)),
    ("de", "im März wird das Werk öffnen", "März", date(2026, 3, 1), date(2026, 3, 31)),
    ("es", "la quiebra de Northvolt en marzo", "marzo", date(2025, 3, 1), date(2025, 3, 31)),
    ("es", "la planta abrirá en marzo", "marzo", date(2026, 3, 1), date(2026, 3, 31)),
    ("ja", "3月12日に発表した", "3月12日", date(2025, 3, 12), date(2025, 3, 12)),
    ("ja", "3月に稼働する予定だ", "3月", date(2026, 3, 1), date(2026, 3, 31)),
]
# A currency or unit belongs to the one number it stands with; articles are no numbers without a unit of their own.
ONE_OWNER = [
    ("es", "4.100 millones de euros a una fábrica", ["4.100 millones de euros"]),
    ("fr", "4,1 milliards d'euros à une usine", ["4,1 milliards d'euros"]),
    ("de", "3 Euro bis ein Stück", ["3 Euro"]),
    ("en", "$5 million to a plant and 5% or 10", ["$5 million", "5%"]),
    ("zh", "投资5亿元至三家，三块屏幕，长三角", ["5亿元", "三家", "三块屏幕"]),
    ("en", "$30 to 70 each", ["$30 to 70"]),
    ("es", "de 5 a 6%", ["5", "6%"]),
    ("fr", "au moins 0,1 % et de moins 5 %", ["0,1 %", "5 %"]),
    ("es", "tres años y medio, medio millón de euros", ["tres años y medio", "medio millón de euros"]),
    ("de", "in 16/12 Nanometern, eine halbe Million Euro", ["eine halbe Million Euro"]),
    ("ja", "12元素と1日350トン", ["350トン"]),
    ("zh", "三年半，五年半导体，14/12nm，三分之二，百分之二三十", ["三年半", "五年", "三分之二", "百分之二三十"]),
    ("zh", "同比-5%，七成五的，九九折，20 (kg)，百 分 之2.4", ["-5%", "七成五", "九九折", "20 (kg)", "百 分 之2.4"]),
    ("en", "its Ascend 950 processors and 300 engineers, 1/2 mile, 3/5nm", ["300 engineers", "1/2 mile"]),
    ("en", "he is 5 feet 2 inches, by two hundredths of a second", ["5 feet 2 inches"]),
    ("zh", "第八十一条，8时21分3秒，2023/2024财年，21世纪", []),
]
EVENTS = [
    ("zh", "商务部宣布对镓实施出口管制", "export-control"),
    ("zh", "公司完成融资，A轮融资3亿元", "funding-round"),
    ("zh", "将其列入实体清单", "sanction"),
    ("zh", "该工厂正式投产", "capacity"),
    ("en", "The court ruled that the patent is valid", "ruling"),
    ("en", "The company was added to the Entity List", "sanction"),
    ("en", "He was appointed chief executive", "appointment"),
    ("fr", "Bruxelles annonce des droits de douane", "tariff"),
    ("de", "Der Börsengang ist für Mai geplant", "listing"),
    ("ja", "米政府は輸出規制を強化した", "export-control"),
    ("es", "La nueva fábrica abrirá en mayo", "capacity"),
]
