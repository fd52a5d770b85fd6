"""Short documents for the tests of the brief, written for them; every name and figure is made up or public."""
# ruff: noqa: E501  (sample sentences stay whole; wide characters count twice)

from collections.abc import Sequence
from datetime import UTC, datetime

from groundwire.models import CaptureId, Document, DocumentId, Paragraph, RevisionId, Role


def make_document(title: str, paragraphs: Sequence[str | tuple[Role, str]], language: str = "en") -> Document:
    made: list[tuple[Role, str]] = [("text", each) if isinstance(each, str) else each for each in paragraphs]
    return Document(
        id=DocumentId("0" * 16), revision=RevisionId("0" * 16), capture=CaptureId("urn:uuid:0"), url=None, title=title,
        source_name="Harbour Wire", authors=(), published=None, fetched_at=datetime(2025, 3, 4, 6, 10, tzinfo=UTC),
        language=language, image=None,
        paragraphs=tuple(Paragraph(number=n, role=role, text=text) for n, (role, text) in enumerate(made, 1)),
    )  # fmt: skip


ZH = make_document(
    "稀土出口管制将重塑全球供应链",
    [
        "新华社北京10月9日电（记者张三）商务部9日发布公告，决定对钬、铒、铥等5种稀土元素及相关技术实施出口管制，自11月8日起实施。据悉，此次公告首次将含有0.1%以上中国稀土成分的境外产品纳入管制范围。",
        "业内人士表示，中国稀土冶炼分离产量占全球约92%，永磁材料产量占全球93%。公告明确，向境外军事用户出口的申请原则上不予许可。",
        "美国MP材料公司表示，将把磁体年产能从1000吨提高到1万吨，预计2028年投产。日本双日株式会社宣布，将从澳大利亚莱纳斯公司采购重稀土，每年约65%的镝和铽产量供应日本。",
        "欧盟委员会贸易委员称，欧盟将加快推进《关键原材料法案》，目标是到2030年单一第三国供应占比不超过65%。",
        "氧化镝价格自4月以来在欧洲上涨了两倍，达到每公斤850美元。福特汽车5月曾因磁体短缺关闭芝加哥工厂一周。西方能否很快找到替代来源？",
        "分析人士认为，短期内西方难以找到替代来源，新建分离产能至少需要3至5年。",
        "责任编辑：李四",
    ],
    "zh-Hans",
)
EN = make_document(
    "Chip toolmakers warn of licence delays",
    [
        "AMSTERDAM (Reuters) - Three chip toolmakers said on Monday that new export licences were taking an average of 140 "
        "days, twice as long as a year ago. The delays affect shipments worth $2.3 billion.",
        "Northfield Lithography cut its forecast for the year by 8 percent because 11 machines could not leave its plant. "
        "It had expected licences by June.",
        "Orders from domestic foundries rose 40 percent in the same period. Kestrel Deposition booked $610 million of them, "
        "its best quarter since 2018.",
        "The ministry hired 60 licensing officers in March and promised decisions within 90 days. Industry groups want a "
        "fast lane for spare parts, which make up a third of all applications.",
        "However, security officials oppose any exemption. “Spare parts keep old machines running for years, and we have "
        "seen them diverted before,” the export control director, Maria Lund, told lawmakers.",
        "Read more: Five charts on the chip industry.",
        "Could the rules change next year?",
    ],
)
HEADED = make_document(
    "Three trends in sovereign clouds",
    [
        "European governments spent 4.1 billion euros on sovereign cloud contracts last year, a record.",
        ("heading", "1. Procurement moves first"),
        "France reserved 30 percent of its public cloud budget for certified providers. Italy followed with a national "
        "hub that serves 280 agencies.",
        ("heading", "2. Hardware lags behind"),
        "Only 6 percent of the servers in certified data centres use European processors. The share was 4 percent in 2023.",
        ("heading", "3. Standards divide members"),
        "Seven member states oppose immunity from foreign laws as a condition of certification. A vote was postponed "
        "until the autumn.",
    ],
)
OPINION = make_document(
    "Europe must stop renting its digital future",
    [
        "Europe should stop pretending that buying foreign cloud services is a strategy. We have rented our digital "
        "infrastructure for twenty years, and the bill is now political.",
        "The argument for convenience is not wrong, but it is incomplete. Governments must require that public data can "
        "be moved within 90 days. We should not wait for the next crisis.",
        "Perhaps some readers see protectionism here. They are wrong: sovereignty means having a choice, and a continent "
        "without one cannot negotiate.",
        "None of this will be cheap. But dependence is not cheap either, and our hospitals must not become hostages.",
    ],
)
