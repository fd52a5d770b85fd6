"""Sentences and the shares in them: golden pairs by language.

Each share: figure, what is shared, holder, thing, scope, stage, the figure that it is a part of; all as written.
"""

Row = tuple[str, str, str | None, str | None, str | None, str | None, str | None]

SHARES: dict[str, list[tuple[str, list[Row]]]] = {
    "zh-Hans": [
        (
            "中芯国际对中芯北方的持股比例将由51%升至100%。",
            [
                ("51%", "ownership", "中芯国际", "中芯北方", None, None, None),
                ("100%", "ownership", "中芯国际", "中芯北方", None, None, None),
            ],
        ),
        ("中国的镓产量占全球的98%。", [("98%", "production", "中国", "镓", "全球", "refine", None)]),
        ("全球98%的镓产自中国。", [("98%", "production", "中国", "镓", "全球", "refine", None)]),
        (
            "中国镓产量占全球的98%，锗产量占60%。",
            [
                ("98%", "production", "中国", "镓", "全球", "refine", None),
                ("60%", "production", "中国", "锗", "全球", "refine", None),
            ],
        ),
        ("中国占据全球镓产量的98%。", [("98%", "production", "中国", "镓", "全球", "refine", None)]),
        ("中国控制着全球约60%的锂加工能力。", [("60%", "capacity", "中国", "锂", "全球", "refine", None)]),
        (
            "台积电占据全球晶圆代工市场60%的份额，三星占13%，中芯国际以6%位居第三。",
            [
                ("60%", "market", "台积电", "晶圆代工", "全球", "make", None),
                ("13%", "market", "三星", "晶圆代工", "全球", "make", None),
                ("6%", "market", "中芯国际", "晶圆代工", "全球", "make", None),
            ],
        ),
        (
            "台积电以61.7%的市占率位居第一，三星（11%）紧随其后。",
            [("61.7%", "market", "台积电", None, None, None, None)],
        ),
        ("美国80%的稀土进口来自中国。", [("80%", "imports", "中国", "稀土", "美国", None, None)]),
        ("欧盟98%的稀土磁体从中国进口。", [("98%", "imports", "中国", "稀土磁体", "欧盟", None, None)]),
        ("日本从中国进口约60%的稀土。", [("60%", "imports", "中国", "稀土", "日本", None, None)]),
        ("全球超过90%的先进芯片由台积电生产。", [("90%", "production", "台积电", "先进芯片", "全球", "make", None)]),
        ("对苹果的销售占公司营收的52%。", [("52%", "revenue", "苹果", None, None, None, None)]),
        ("中国市场占ASML营收的29%。", [("29%", "revenue", "中国市场", "ASML", None, None, None)]),
        ("光刻机国产化率不足5%。", [("5%", "localisation", None, "光刻机", None, "tool", None)]),
        ("中国芯片自给率仅为16.7%。", [("16.7%", "localisation", None, "芯片", "中国", "component", None)]),
        ("中国铁矿石对外依存度超过80%。", [("80%", "imports", None, "铁矿石", "中国", None, None)]),
        (
            "韩国石墨进口依存度超过九成，其中七成来自中国。",
            [
                ("九成", "imports", None, "石墨", "韩国", None, None),
                ("七成", "imports", "中国", "石墨", "韩国", None, "九成"),
            ],
        ),
        (
            "美国消费的镓92%依赖进口，其中超过70%来自中国。",
            [("92%", "imports", None, "镓", "美国", None, None), ("70%", "imports", "中国", "镓", "美国", None, "92%")],
        ),
        (
            "刚果（金）是全球最大的钴生产国，占全球产量的70%以上。",
            [("70%", "production", "刚果（金）", "钴", "全球", "mine", None)],
        ),
        (
            "宁德时代、比亚迪和中创新航三家合计占据国内动力电池市场约80%的份额。",
            [("80%", "market", "宁德时代、比亚迪和中创新航", "动力电池", "国内", "component", None)],
        ),
        (
            "宁德时代和比亚迪分别占全球动力电池装车量的37%和16%。",
            [
                ("37%", "market", "宁德时代", "动力电池", "全球", "component", None),
                ("16%", "market", "比亚迪", "动力电池", "全球", "component", None),
            ],
        ),
        (
            "2024年第三季度，中芯国际在全球晶圆代工市场的份额为6%。",
            [("6%", "market", "中芯国际", "晶圆代工", "全球", "make", None)],
        ),
        ("大基金持有中芯国际12%的股份。", [("12%", "ownership", "大基金", "中芯国际", None, None, None)]),
        ("中芯国际由大基金持股8.5%。", [("8.5%", "ownership", "大基金", "中芯国际", None, None, None)]),
        ("ASML在EUV光刻机市场的占有率为100%。", [("100%", "market", "ASML", "EUV光刻机", None, "tool", None)]),
        ("中国稀土储量占全球的37%。", [("37%", "reserves", "中国", "稀土", "全球", None, None)]),
        ("智利拥有全球41%的锂储量。", [("41%", "reserves", "智利", "锂", "全球", None, None)]),
        ("澳大利亚锂矿产量占全球47%。", [("47%", "production", "澳大利亚", "锂", "全球", "mine", None)]),
        ("市场份额上升3个百分点至35%。", []),
        ("中國精煉鈷產量佔全球約七成。", [("七成", "production", "中國", "精煉鈷", "全球", "refine", None)]),
        (
            "华为在中国智能手机市场的份额从10%提高到18%。",
            [
                ("10%", "market", "华为", "智能手机", "中国", None, None),
                ("18%", "market", "华为", "智能手机", "中国", None, None),
            ],
        ),
        ("人口占全球的18%。", []),
        ("营收同比增长35%，占总收入的60%。", []),
        ("美国在全球半导体设计市场占有68%的份额。", [("68%", "market", "美国", "半导体设计", "全球", "design", None)]),
        ("前三大厂商合计占据DRAM市场95%的份额。", [("95%", "market", "前三大厂商", "DRAM", None, "component", None)]),
        ("中国占全球锂离子电池产能的85%。", [("85%", "capacity", "中国", "锂离子电池", "全球", "make", None)]),
        (
            "荷兰阿斯麦垄断了全球100%的EUV光刻机供应。",
            [("100%", "production", "阿斯麦", "EUV光刻机", "全球", "make", None)],
        ),
        (
            "2023年，中国稀土矿产量约占全球的60%，稀土冶炼分离产能占近90%。",
            [
                ("60%", "production", "中国", "稀土", "全球", "mine", None),
                ("90%", "capacity", "中国", "稀土", "全球", "mine", None),
            ],
        ),
        ("中国供应了全球约90%的稀土。", [("90%", "production", "中国", "稀土", "全球", "mine", None)]),
        (
            "SK海力士在全球高带宽内存（HBM）市场占有率达53%。",
            [("53%", "market", "SK海力士", "高带宽内存", "全球", None, None)],
        ),
        (
            "2024年第三季度，华为在中国折叠屏手机市场的份额达41%，排名第一。",
            [("41%", "market", "华为", "折叠屏手机", "中国", None, None)],
        ),
        ("韩国从中国进口的镓占其总进口量的八成以上。", [("八成", "imports", "中国", "镓", "韩国", None, None)]),
        ("德国55%的天然气依赖俄罗斯。", [("55%", "imports", "俄罗斯", "天然气", "德国", None, None)]),
        ("印度尼西亚的镍产量占全球一半以上。", [("一半", "production", "印度尼西亚", "镍", "全球", "mine", None)]),
        ("全球近三分之二的半导体产自台湾。", [("三分之二", "production", "台湾", "半导体", "全球", "make", None)]),
        (
            "美国地质调查局数据显示，2019年至2022年，美国进口的稀土中有72%来自中国。",
            [("72%", "imports", "中国", "稀土", "美国", None, None)],
        ),
        ("美国镓的进口依存度为100%。", [("100%", "imports", None, "镓", "美国", None, None)]),
        (
            "亚马逊、微软和谷歌三家合计占据欧洲云市场72%的份额。",
            [("72%", "market", "亚马逊、微软和谷歌", "云", "欧洲", None, None)],
        ),
        ("丰田持有斯巴鲁20%的股份。", [("20%", "ownership", "丰田", "斯巴鲁", None, None, None)]),
        (
            "大众汽车持有国轩高科26.47%的股权，为第一大股东。",
            [("26.47%", "ownership", "大众汽车", "国轩高科", None, None, None)],
        ),
        ("前五大客户销售额占公司营业收入的65.3%。", [("65.3%", "revenue", "前五大客户", None, None, None, None)]),
        ("公司对第一大客户华为的销售收入占比为38.2%。", [("38.2%", "revenue", "华为", None, None, None, None)]),
        (
            "中国大陆市场占应用材料第一季度营收的44%。",
            [("44%", "revenue", "中国大陆市场", "应用材料", None, None, None)],
        ),
        ("2023年，中国大陆为ASML贡献了29%的营收。", [("29%", "revenue", "中国大陆", "ASML", None, None, None)]),
        (
            "国产半导体设备国产化率由2020年的7%提升至2023年的12%。",
            [
                ("7%", "localisation", None, "国产半导体设备", None, "tool", None),
                ("12%", "localisation", None, "国产半导体设备", None, "tool", None),
            ],
        ),
        (
            "截至2023年底，我国28纳米光刻机国产化率为零，刻蚀机国产化率约为20%。",
            [("20%", "localisation", None, "刻蚀机", None, "tool", None)],
        ),
        (
            "中国新能源汽车芯片国产化率仅为10%左右。",
            [("10%", "localisation", None, "新能源汽车芯片", "中国", "component", None)],
        ),
        ("宁德时代全球市占率37.9%，连续八年位居第一。", [("37.9%", "market", "宁德时代", None, "全球", None, None)]),
        (
            "宁德时代装机量全球市占率为37.9%，比亚迪为17.2%。",
            [
                ("37.9%", "market", "宁德时代", None, "全球", None, None),
                ("17.2%", "market", "比亚迪", None, "全球", None, None),
            ],
        ),
        (
            "今年前三季度，比亚迪市场份额由去年的16%升至17%。",
            [("16%", "market", "比亚迪", None, None, None, None), ("17%", "market", "比亚迪", None, None, None, None)],
        ),
        (
            "澳大利亚、智利和中国的锂产量合计占全球的90%以上。",
            [("90%", "production", "澳大利亚、智利和中国", "锂", "全球", "mine", None)],
        ),
        (
            "台积电在先进制程晶圆代工领域的市占率超过90%。",
            [("90%", "market", "台积电", "先进制程晶圆代工", None, "make", None)],
        ),
        (
            "三星、SK海力士、美光的DRAM市占率分别为41%、34%和20%。",
            [
                ("41%", "market", "三星", "DRAM", None, "component", None),
                ("34%", "market", "SK海力士", "DRAM", None, "component", None),
                ("20%", "market", "美光", "DRAM", None, "component", None),
            ],
        ),
        (
            "日本企业占据全球光刻胶市场约九成的份额。",
            [("九成", "market", "日本企业", "光刻胶", "全球", "material", None)],
        ),
        (
            "信越化学和胜高合计占全球硅晶圆市场的50%以上。",
            [("50%", "market", "信越化学和胜高", "硅晶圆", "全球", "component", None)],
        ),
        (
            "东京电子在涂胶显影设备市场占据89%的份额。",
            [("89%", "market", "东京电子", "涂胶显影设备", None, "tool", None)],
        ),
        ("中国占澳大利亚锂辉石出口的96%。", [("96%", "exports", "中国", "锂辉石", "澳大利亚", None, None)]),
        ("俄罗斯供应全球约40%的钯。", [("40%", "production", "俄罗斯", "钯", "全球", "mine", None)]),
        ("全球钨储量的一半以上在中国。", [("一半", "reserves", "中国", "钨", "全球", None, None)]),
        ("公司持有合资公司51%的股权。", [("51%", "ownership", None, "合资公司", None, None, None)]),
        ("控股股东张三持股比例为25.3%。", [("25.3%", "ownership", "张三", None, None, None, None)]),
        ("央行将利率下调至3.1%。", []),
        ("关税税率从25%提高到100%。", []),
        ("该公司毛利率为45%，同比提升3个百分点。", []),
        ("受访者中有65%支持该政策。", []),
        (
            "中国是全球最大的石墨生产国，供应了全球67%的天然石墨，并精炼了90%以上的石墨。",
            [
                ("67%", "production", "中国", "天然石墨", "全球", "make", None),
                ("90%", "processing", "中国", "石墨", "全球", "refine", None),
            ],
        ),
        ("芯片进口额占中国进口总额的13.9%。", []),
        ("特斯拉在美国电动车市场的份额首次跌破50%。", [("50%", "market", "特斯拉", "电动车", "美国", None, None)]),
        ("中国厂商在全球光伏组件市场的份额超过80%。", [("80%", "market", "中国厂商", "光伏组件", "全球", None, None)]),
        (
            "中国生产了世界上约95%的镓和60%的锗。",
            [
                ("95%", "production", "中国", "镓", "世界", "refine", None),
                ("60%", "production", "中国", "锗", "世界", "refine", None),
            ],
        ),
        (
            "美国地质调查局数据显示，2022年中国原生镓产量占世界的98%。",
            [("98%", "production", "中国", "原生镓", "世界", "make", None)],
        ),
        (
            "据欧盟委员会数据，中国供应欧盟约71%的镓和45%的锗。",
            [
                ("71%", "imports", "中国", "镓", "欧盟", None, None),
                ("45%", "imports", "中国", "锗", "欧盟", None, None),
            ],
        ),
        ("欧盟约98%的稀土供应依赖中国。", [("98%", "imports", "中国", "稀土", "欧盟", None, None)]),
        ("日本的氖气约70%从乌克兰进口。", [("70%", "imports", "乌克兰", "氖气", "日本", None, None)]),
        ("乌克兰提供全球约一半的氖气供应。", [("一半", "production", "乌克兰", "氖气", "全球", "make", None)]),
        (
            "韩国企业占据全球存储芯片市场六成以上份额，其中三星占41.3%，SK海力士占28.2%。",
            [
                ("六成", "market", "韩国企业", "存储芯片", "全球", "component", None),
                ("41.3%", "market", "三星", "存储芯片", "全球", "component", None),
                ("28.2%", "market", "SK海力士", "存储芯片", "全球", "component", None),
            ],
        ),
        ("高通63%的营收来自中国客户。", [("63%", "revenue", "中国客户", "高通", None, None, None)]),
        ("英特尔约27%的收入来自中国市场。", [("27%", "revenue", "中国市场", "英特尔", None, None, None)]),
        (
            "中国占全球石墨阳极产能的98%，占电解液产能的90%。",
            [
                ("98%", "capacity", "中国", "石墨阳极", "全球", "make", None),
                ("90%", "capacity", "中国", "电解液", "全球", "make", None),
            ],
        ),
        (
            "天齐锂业持有格林布什锂矿51%的股权，雅保持有49%的股权。",
            [
                ("51%", "ownership", "天齐锂业", "格林布什锂矿", None, None, None),
                ("49%", "ownership", "雅保", "格林布什锂矿", None, None, None),
            ],
        ),
        (
            "比亚迪2024年全球动力电池装车量市场份额为17.2%，较上年提升1.3个百分点。",
            [("17.2%", "market", "比亚迪", "动力电池", "全球", "component", None)],
        ),
        (
            "全球市场份额方面，宁德时代以36.8%稳居第一，LG新能源以11.6%位列第三。",
            [
                ("36.8%", "market", "宁德时代", None, "全球", None, None),
                ("11.6%", "market", "LG新能源", None, "全球", None, None),
            ],
        ),
        ("我国高端轴承的国产化率不到三成。", [("三成", "localisation", None, "高端轴承", "我国", None, None)]),
        (
            "中国对进口铁矿石的依赖度约80%，主要来自澳大利亚和巴西。",
            [("80%", "imports", None, "铁矿石", "中国", None, None)],
        ),
        (
            "刚果（金）拥有全球约50%的钴储量，印度尼西亚拥有全球42%的镍储量。",
            [
                ("50%", "reserves", "刚果（金）", "钴", "全球", None, None),
                ("42%", "reserves", "印度尼西亚", "镍", "全球", None, None),
            ],
        ),
        (
            "阿斯麦、尼康和佳能占据了全球光刻机市场的绝大部分份额，其中阿斯麦占比达82%。",
            [("82%", "market", "阿斯麦", "光刻机", None, "tool", None)],
        ),
        (
            "美光来自中国大陆和香港的收入约占其总收入的25%。",
            [("25%", "revenue", "中国大陆和香港", "美光", None, None, None)],
        ),
        ("荷兰占全球光刻机出口的90%以上。", [("90%", "exports", "荷兰", "光刻机", "全球", None, None)]),
        (
            "在全球车用芯片市场，英飞凌占13.7%，恩智浦占10.8%。",
            [
                ("13.7%", "market", "英飞凌", "车用芯片", "全球", "component", None),
                ("10.8%", "market", "恩智浦", "车用芯片", "全球", "component", None),
            ],
        ),
        (
            "立讯精密第一大客户的销售额占比高达75.24%。",
            [("75.24%", "revenue", "第一大客户", "立讯精密", None, None, None)],
        ),
        (
            "国内EDA市场约80%的份额被新思科技、楷登电子和西门子EDA三家占据。",
            [("80%", "market", "新思科技、楷登电子和西门子EDA", "EDA", "国内", None, None)],
        ),
        (
            "新思科技、楷登电子、西门子EDA分别占据全球EDA市场32%、30%和13%的份额。",
            [
                ("32%", "market", "新思科技", "EDA", "全球", None, None),
                ("30%", "market", "楷登电子", "EDA", "全球", None, None),
                ("13%", "market", "西门子EDA", "EDA", "全球", None, None),
            ],
        ),
        (
            "全国超过八成的光伏组件产自江苏和浙江。",
            [("八成", "production", "江苏和浙江", "光伏组件", "全国", "make", None)],
        ),
        (
            "力积电持股比例由30%降至25%。",
            [
                ("30%", "ownership", "力积电", None, None, None, None),
                ("25%", "ownership", "力积电", None, None, None, None),
            ],
        ),
        (
            "全球晶圆代工市场份额前三为台积电（62%）、三星（13%）和中芯国际（6%）。",
            [
                ("62%", "market", "台积电", "晶圆代工", "全球", "make", None),
                ("13%", "market", "三星", "晶圆代工", "全球", "make", None),
                ("6%", "market", "中芯国际", "晶圆代工", "全球", "make", None),
            ],
        ),
        (
            "全球晶圆代工市场中，台积电占62%、三星占13%、中芯国际占6%。",
            [
                ("62%", "market", "台积电", "晶圆代工", "全球", "make", None),
                ("13%", "market", "三星", "晶圆代工", "全球", "make", None),
                ("6%", "market", "中芯国际", "晶圆代工", "全球", "make", None),
            ],
        ),
        (
            "我国锂矿进口主要来自澳大利亚（60%）、巴西（20%）和津巴布韦（10%）。",
            [
                ("60%", "imports", "澳大利亚", "锂矿", "我国", None, None),
                ("20%", "imports", "巴西", "锂矿", "我国", None, None),
                ("10%", "imports", "津巴布韦", "锂矿", "我国", None, None),
            ],
        ),
        (
            "合资公司由台积电持股70%，博世、英飞凌和恩智浦各持股10%。",
            [
                ("70%", "ownership", "台积电", "合资公司", None, None, None),
                ("10%", "ownership", "博世", "合资公司", None, None, None),
                ("10%", "ownership", "英飞凌", "合资公司", None, None, None),
                ("10%", "ownership", "恩智浦", "合资公司", None, None, None),
            ],
        ),
        (
            "宁德时代持股51%，比亚迪持股30%，国轩高科持股19%。",
            [
                ("51%", "ownership", "宁德时代", None, None, None, None),
                ("30%", "ownership", "比亚迪", None, None, None, None),
                ("19%", "ownership", "国轩高科", None, None, None, None),
            ],
        ),
        ("市场上，台积电股价上涨3%，三星上涨2%。", []),
        (
            "中国分别占全球镓和锗产量的98%和60%。",
            [
                ("98%", "production", "中国", "镓", "全球", "refine", None),
                ("60%", "production", "中国", "锗", "全球", "refine", None),
            ],
        ),
        (
            "目前EDA软件国产化率不足15%，到2030年目标为50%。",
            [
                ("15%", "localisation", None, "EDA软件", None, None, None),
                ("50%", "localisation", None, "EDA软件", None, None, None),
            ],
        ),
        (
            "公司前五名客户合计销售金额占年度销售总额的比例为43.21%。",
            [("43.21%", "revenue", "前五名客户", None, None, None, None)],
        ),
        ("北方华创海外收入占比不足5%。", [("5%", "revenue", "海外", "北方华创", None, None, None)]),
        (
            "阿里巴巴将旗下高鑫零售78.7%的股权以131亿港元出售给德弘资本。",
            [("78.7%", "ownership", "德弘资本", "高鑫零售", None, None, None)],
        ),
        (
            "李四直接持有公司股份1000万股，占公司总股本的12.5%。",
            [("12.5%", "ownership", "李四", None, None, None, None)],
        ),
        ("ASML垄断了EUV市场，在DUV领域也占有八成以上份额。", [("八成", "market", "ASML", "DUV", None, None, None)]),
        ("韩国对中国石墨的依赖度高达97.7%。", [("97.7%", "imports", "中国", "石墨", "韩国", None, None)]),
        (
            "美国70%以上的稀土化合物和金属从中国进口，这一比例2018年为80%。",
            [
                ("70%", "imports", "中国", "稀土化合物和金属", "美国", None, None),
                ("80%", "imports", "中国", "稀土化合物和金属", "美国", None, None),
            ],
        ),
        ("龙芯中科董事长胡伟武持股比例15.4%。", [("15.4%", "ownership", "胡伟武", "龙芯中科", None, None, None)]),
        (
            "日本进口的镓约六成依赖中国，锗则约五成。",
            [
                ("六成", "imports", "中国", "镓", "日本", None, None),
                ("五成", "imports", "中国", "锗", "日本", None, None),
            ],
        ),
    ],
    "en": [
        (
            "SoftBank will sell its 4.5% stake in T-Mobile US to Deutsche Telekom.",
            [("4.5%", "ownership", "Deutsche Telekom", "T-Mobile US", None, None, None)],
        ),
        ("About 30% of ASML's system sales went to China.", [("30%", "revenue", "China", "ASML", None, None, None)]),
        (
            "The government raised its stake in Intel to 10%.",
            [("10%", "ownership", "government", "Intel", None, None, None)],
        ),
        (
            "Chinese suppliers' share of the domestic AI chip market may reach 55%, while Nvidia's falls to 8%.",
            [
                ("55%", "market", "Chinese suppliers", "AI chip", "domestic", "component", None),
                ("8%", "market", "Nvidia", "AI chip", "domestic", "component", None),
            ],
        ),
        (
            "China mines 70% of the world's rare earths, refines 90% and makes 93% of magnets.",
            [
                ("70%", "production", "China", "rare earths", "world", "mine", None),
                ("90%", "processing", "China", "rare earths", "world", "refine", None),
                ("93%", "production", "China", "magnets", None, "make", None),
            ],
        ),
        (
            "China refines 98% of the world's gallium.",
            [("98%", "processing", "China", "gallium", "world", "refine", None)],
        ),
        (
            "China accounts for 98% of global gallium production.",
            [("98%", "production", "China", "gallium", "global", "refine", None)],
        ),
        ("98% of gallium comes from China.", [("98%", "production", "China", "gallium", None, "refine", None)]),
        (
            "About 98 percent of the world's gallium is produced in China.",
            [("98 percent", "production", "China", "gallium", "world", "refine", None)],
        ),
        (
            "More than 90% of the world's most advanced chips are made by TSMC.",
            [("90%", "production", "TSMC", "most advanced chips", "world", "make", None)],
        ),
        (
            "TSMC holds a 62% share of the global foundry market, followed by Samsung with 13%.",
            [
                ("62%", "market", "TSMC", "foundry", "global", "make", None),
                ("13%", "market", "Samsung", "foundry", "global", "make", None),
            ],
        ),
        (
            "TSMC had a 61.7 percent market share in the first quarter, ahead of Samsung's 11%.",
            [
                ("61.7 percent", "market", "TSMC", None, None, None, None),
                ("11%", "market", "Samsung", None, None, None, None),
            ],
        ),
        (
            "The United States imports 92% of its gallium, and over 70% of that comes from China.",
            [
                ("92%", "imports", None, "gallium", "United States", None, None),
                ("70%", "imports", "China", "gallium", "United States", None, "92%"),
            ],
        ),
        (
            "The European Union relies on China for 98% of its rare earths.",
            [("98%", "imports", "China", "rare earths", "European Union", None, None)],
        ),
        (
            "Japan imports 60% of its rare earths from China.",
            [("60%", "imports", "China", "rare earths", "Japan", None, None)],
        ),
        (
            "Apple accounts for 52% of the company's revenue.",
            [("52%", "revenue", "Apple", None, None, None, None)],
        ),
        (
            "Qualcomm derives 62% of its revenue from China.",
            [("62%", "revenue", "China", "Qualcomm", None, None, None)],
        ),
        ("ASML got 29% of its sales from China last year.", [("29%", "revenue", "China", "ASML", None, None, None)]),
        ("The fund holds a 12% stake in SMIC.", [("12%", "ownership", "fund", "SMIC", None, None, None)]),
        ("SMIC is 12%-owned by the fund.", [("12%", "ownership", "fund", "SMIC", None, None, None)]),
        (
            "China's localization rate for chip equipment reached 30% in 2023.",
            [("30%", "localisation", None, "chip equipment", "China", "tool", None)],
        ),
        (
            "China's self-sufficiency in chips was 16.7% in 2021.",
            [("16.7%", "localisation", None, "chips", "China", "component", None)],
        ),
        (
            "TSMC's share of the global foundry market rose to 62% from 59%.",
            [
                ("62%", "market", "TSMC", "foundry", "global", "make", None),
                ("59%", "market", "TSMC", "foundry", "global", "make", None),
            ],
        ),
        ("TSMC's share of the global foundry market rose 3 percentage points.", []),
        (
            "SK Hynix, Samsung and Micron together control 95% of the DRAM market.",
            [("95%", "market", "SK Hynix, Samsung and Micron", "DRAM", None, "component", None)],
        ),
        (
            "The top three suppliers together control 95% of the DRAM market.",
            [("95%", "market", "top three suppliers", "DRAM", None, "component", None)],
        ),
        (
            "The Democratic Republic of Congo, the world's largest cobalt producer, accounts for 70% of global output.",
            [("70%", "production", "Democratic Republic of Congo", "cobalt", "global", "mine", None)],
        ),
        (
            "Australia mines 47% of the world's lithium, while Chile accounts for 30%.",
            [
                ("47%", "production", "Australia", "lithium", "world", "mine", None),
                ("30%", "production", "Chile", "lithium", "world", "mine", None),
            ],
        ),
        (
            "Chile holds 41% of the world's lithium reserves.",
            [("41%", "reserves", "Chile", "lithium", "world", None, None)],
        ),
        ("The chipmaker raised rates by 5% and revenue grew 35%.", []),
        (
            "China controls about 60% of global lithium processing capacity.",
            [("60%", "capacity", "China", "lithium", "global", "refine", None)],
        ),
        ("Net import reliance for gallium is 100%.", [("100%", "imports", None, "gallium", None, None, None)]),
        (
            "About 80% of US rare earth imports come from China.",
            [("80%", "imports", "China", "rare earth", "US", None, None)],
        ),
        (
            "China's share of global solar panel production is 80%.",
            [("80%", "production", "China", "solar panel", "global", "make", None)],
        ),
        (
            "Taiwan makes 60% of the world's semiconductors and over 90% of the most advanced ones.",
            [
                ("60%", "production", "Taiwan", "semiconductors", "world", "make", None),
                ("90%", "production", "Taiwan", "most advanced ones", "world", "make", None),
            ],
        ),
        (
            "ASML has a 100% share of the market for EUV lithography machines.",
            [("100%", "market", "ASML", "EUV lithography machines", None, "tool", None)],
        ),
        ("With a 31.5% share, CATL led the market.", [("31.5%", "market", "CATL", None, None, None, None)]),
        (
            "China, which produces 98% of the world's gallium, imposed export controls.",
            [("98%", "production", "China", "gallium", "world", "refine", None)],
        ),
        (
            "Some 40 percent of the EU's gas imports came from Russia.",
            [("40 percent", "imports", "Russia", "gas", "EU", None, None)],
        ),
        ("The US accounts for 39% of chip design.", [("39%", "production", "US", "chip design", None, "design", None)]),
        (
            "Nvidia has more than 80% of the market for AI chips.",
            [("80%", "market", "Nvidia", "AI chips", None, "component", None)],
        ),
        (
            "In 2023, China accounted for roughly 60 percent of global rare earth mine "
            "production and nearly 90 percent of processing.",
            [
                ("60 percent", "production", "China", "rare earth", "global", "mine", None),
                ("90 percent", "processing", "China", "rare earth", "global", "refine", None),
            ],
        ),
        (
            "The Netherlands' ASML supplies 100% of the world's EUV machines.",
            [("100%", "production", "ASML", "EUV machines", "world", "make", None)],
        ),
        (
            "South Korea's SK Hynix controlled 53% of the high-bandwidth memory market in 2023.",
            [("53%", "market", "SK Hynix", "high-bandwidth memory", None, "component", None)],
        ),
        (
            "Huawei's share of China's smartphone market climbed to 17% in the third quarter, from 14% a year earlier.",
            [
                ("17%", "market", "Huawei", "smartphone", "China", None, None),
                ("14%", "market", "Huawei", "smartphone", "China", None, None),
            ],
        ),
        (
            "China supplied 63% of U.S. graphite imports in 2022.",
            [("63%", "imports", "China", "graphite", "U.S.", None, None)],
        ),
        (
            "Germany bought 55% of its gas from Russia in 2021.",
            [("55%", "imports", "Russia", "gas", "Germany", None, None)],
        ),
        (
            "Russia supplied 55% of Germany's gas before the war.",
            [("55%", "imports", "Russia", "gas", "Germany", None, None)],
        ),
        (
            "Indonesia produces more than half of the world's nickel.",
            [("half", "production", "Indonesia", "nickel", "world", "mine", None)],
        ),
        (
            "The DRC holds about half of the world's cobalt reserves.",
            [("half", "reserves", "DRC", "cobalt", "world", None, None)],
        ),
        (
            "Nearly two-thirds of the world's semiconductors are made in Taiwan.",
            [("two-thirds", "production", "Taiwan", "semiconductors", "world", "make", None)],
        ),
        (
            "China is the source of 70 percent of the rare earth compounds imported by the United States.",
            [("70 percent", "imports", "China", "rare earth compounds", "United States", None, None)],
        ),
        ("The U.S. is 100% import-reliant for gallium.", [("100%", "imports", None, "gallium", "U.S.", None, None)]),
        (
            "About 90% of the cloud market in Europe is held by U.S. providers.",
            [("90%", "market", "U.S. providers", "cloud", "Europe", None, None)],
        ),
        (
            "U.S. hyperscalers control roughly 70 percent of the European cloud market.",
            [("70 percent", "market", "U.S. hyperscalers", "cloud", "European", None, None)],
        ),
        (
            "Amazon, Microsoft and Google account for 72% of Europe's cloud market.",
            [("72%", "market", "Amazon, Microsoft and Google", "cloud", "Europe", None, None)],
        ),
        (
            "AWS led with a 32% share, followed by Azure at 23% and Google Cloud at 10%.",
            [
                ("32%", "market", "AWS", None, None, None, None),
                ("23%", "market", "Azure", None, None, None, None),
                ("10%", "market", "Google Cloud", None, None, None, None),
            ],
        ),
        ("SAP's share of the European cloud market is 2%.", [("2%", "market", "SAP", "cloud", "European", None, None)]),
        (
            "Chinese companies own 80% of the cobalt output in Congo.",
            [("80%", "production", "Chinese companies", "cobalt", "Congo", "mine", None)],
        ),
        ("Toyota owns 20% of Subaru.", [("20%", "ownership", "Toyota", "Subaru", None, None, None)]),
        (
            "Volkswagen holds a 26.47% stake in Gotion High-tech.",
            [("26.47%", "ownership", "Volkswagen", "Gotion High-tech", None, None, None)],
        ),
        (
            "The government owns a 20 percent stake in the company.",
            [("20 percent", "ownership", "government", None, None, None, None)],
        ),
        (
            "Customers in China contributed 44% of Lam Research's revenue.",
            [("44%", "revenue", "China", "Lam Research", None, None, None)],
        ),
        (
            "China made up 44% of Applied Materials' sales in the first quarter.",
            [("44%", "revenue", "China", "Applied Materials", None, None, None)],
        ),
        (
            "One customer accounted for 19% of Nvidia's total revenue.",
            [("19%", "revenue", "One customer", "Nvidia", None, None, None)],
        ),
        (
            "Data center sales accounted for 78% of Nvidia's revenue.",
            [("78%", "revenue", "Data center", "Nvidia", None, None, None)],
        ),
        (
            "Sales to Apple make up about 20% of Skyworks' revenue... ",
            [("20%", "revenue", "Apple", "Skyworks", None, None, None)],
        ),
        (
            "China's domestic chip equipment makers have a market share of 11.3%.",
            [("11.3%", "market", "China's domestic chip equipment makers", None, None, None, None)],
        ),
        (
            "Roughly 75% of Japan's rare earth imports were from China in 2022.",
            [("75%", "imports", "China", "rare earth", "Japan", None, None)],
        ),
        (
            "The EU imports 97% of its magnesium from China.",
            [("97%", "imports", "China", "magnesium", "EU", None, None)],
        ),
        (
            "Europe gets 98% of its rare earth supply from China.",
            [("98%", "imports", "China", "rare earth", "Europe", None, None)],
        ),
        (
            "Seventy percent of the world's lithium-ion batteries are produced in China.",
            [("Seventy percent", "production", "China", "lithium-ion batteries", "world", "make", None)],
        ),
        (
            "LG Energy Solution ranked third with 13.6% of the market.",
            [("13.6%", "market", "LG Energy Solution", None, None, None, None)],
        ),
        ("BYD's global EV market share fell to 15.2%.", [("15.2%", "market", "BYD", "EV", "global", None, None)]),
        (
            "Exports to the United States account for 15% of Korea's total chip exports.",
            [("15%", "exports", "United States", "total chip", "Korea", None, None)],
        ),
        ("A poll found 62% of voters support the bill.", []),
        ("The Fed cut rates to 4.5%.", []),
        ("Shares of Nvidia fell 6.4% and have lost 20% of their value.", []),
        ("The tariff on Chinese EVs is 100%.", []),
        (
            "China produced 240 tonnes of gallium, 98% of the world total.",
            [("98%", "production", "China", "gallium", "world", "refine", None)],
        ),
        (
            "Australia supplied 36.9% of global lithium, Chile 34.3% and China 13.9%.",
            [
                ("36.9%", "production", "Australia", "lithium", "global", "mine", None),
                ("34.3%", "production", "Chile", "lithium", "global", "mine", None),
                ("13.9%", "production", "China", "lithium", "global", "mine", None),
            ],
        ),
        ("China dominates the market with a share of 77%.", [("77%", "market", "China", None, None, None, None)]),
        (
            "China is responsible for 87% of global rare earth refining.",
            [("87%", "processing", "China", "rare earth", "global", "refine", None)],
        ),
        (
            "Myanmar provides about 50% of China's heavy rare earth feedstock.",
            [("50%", "imports", "Myanmar", "heavy rare earth feedstock", "China", None, None)],
        ),
        (
            "China supplies about 94% of the world's gallium and 83% of its germanium.",
            [
                ("94%", "production", "China", "gallium", "world", "refine", None),
                ("83%", "production", "China", "germanium", "world", "refine", None),
            ],
        ),
        (
            "China controls 70% of rare earth mining and 90% of rare earth processing worldwide.",
            [
                ("70%", "production", "China", "rare earth", None, "mine", None),
                ("90%", "processing", "China", "rare earth", "worldwide", "refine", None),
            ],
        ),
        (
            "According to the USGS, China produced 98 percent of the world's low-purity gallium in 2022.",
            [("98 percent", "production", "China", "low-purity gallium", "world", "make", None)],
        ),
        (
            "The EU sources 71% of its gallium and 45% of its germanium from China.",
            [
                ("71%", "imports", "China", "gallium", "EU", None, None),
                ("45%", "imports", "China", "germanium", "EU", None, None),
            ],
        ),
        (
            "Ukraine supplies roughly half of the world's semiconductor-grade neon.",
            [("half", "production", "Ukraine", "semiconductor-grade neon", "world", "make", None)],
        ),
        (
            "About 63% of cobalt is mined in the Democratic Republic of the Congo, and "
            "three-quarters of it is refined in China.",
            [
                ("63%", "production", "Democratic Republic of the Congo", "cobalt", None, "mine", None),
                ("three-quarters", "processing", "China", "cobalt", None, "refine", "63%"),
            ],
        ),
        (
            "Korean firms account for 60.5% of the global memory chip market; Samsung holds 41.3% and SK Hynix 28.2%.",
            [
                ("60.5%", "market", "Korean firms", "memory chip", "global", "component", None),
                ("41.3%", "market", "Samsung", "memory chip", "global", "component", None),
                ("28.2%", "market", "SK Hynix", "memory chip", "global", "component", None),
            ],
        ),
        (
            "Nvidia commands roughly 80% of the AI accelerator market.",
            [("80%", "market", "Nvidia", "AI accelerator", None, None, None)],
        ),
        (
            "Nvidia's revenue from China made up 17% of the total in fiscal 2024.",
            [("17%", "revenue", "China", "Nvidia", None, None, None)],
        ),
        (
            "China accounted for 27% of Intel's revenue in 2023.",
            [("27%", "revenue", "China", "Intel", None, None, None)],
        ),
        (
            "Intel gets more than a quarter of its revenue from China.",
            [("a quarter", "revenue", "China", "Intel", None, None, None)],
        ),
        (
            "Albemarle owns 49% of the Greenbushes mine, while Tianqi holds 51%.",
            [
                ("49%", "ownership", "Albemarle", "Greenbushes mine", None, None, None),
                ("51%", "ownership", "Tianqi", "Greenbushes mine", None, None, None),
            ],
        ),
        (
            "TSMC produces 92% of the world's most advanced chips, with South Korea making the remaining 8%.",
            [
                ("92%", "production", "TSMC", "most advanced chips", "world", "make", None),
                ("8%", "production", "South Korea", "most advanced chips", "world", "make", None),
            ],
        ),
        (
            "The US share of global chip manufacturing capacity has fallen from 37% in 1990 to 12% today.",
            [
                ("37%", "capacity", "US", "chip", "global", "make", None),
                ("12%", "capacity", "US", "chip", "global", "make", None),
            ],
        ),
        (
            "America's share of global semiconductor manufacturing fell to 12%.",
            [("12%", "production", "America", "semiconductor", "global", "make", None)],
        ),
        (
            "China is the world's dominant graphite producer, with a 77% share of output.",
            [("77%", "production", "China", "graphite", None, "mine", None)],
        ),
        (
            "India depends on imports for 85% of its crude oil.",
            [("85%", "imports", None, "crude oil", "India", None, None)],
        ),
        (
            "India imports more than 85% of the crude oil it needs.",
            [("85%", "imports", None, "crude oil", "India", None, None)],
        ),
        (
            "Apple's share of the Chinese smartphone market slipped to 15%, behind Vivo's 17%.",
            [
                ("15%", "market", "Apple", "smartphone", "Chinese", None, None),
                ("17%", "market", "Vivo", "smartphone", "Chinese", None, None),
            ],
        ),
        (
            "In China, Huawei had 18 percent of the smartphone market, Vivo 17 percent and Apple 15 percent.",
            [
                ("18 percent", "market", "Huawei", "smartphone", "China", None, None),
                ("17 percent", "market", "Vivo", "smartphone", "China", None, None),
                ("15 percent", "market", "Apple", "smartphone", "China", None, None),
            ],
        ),
        (
            "US cloud providers hold 65 percent of the European market.",
            [("65 percent", "market", "US cloud providers", None, "European", None, None)],
        ),
        ("SoftBank owns about 90% of Arm.", [("90%", "ownership", "SoftBank", "Arm", None, None, None)]),
        (
            "Exports to China accounted for 25% of South Korea's chip exports.",
            [("25%", "exports", "China", "chip", "South Korea", None, None)],
        ),
        (
            "Sixty percent of the lithium used in batteries is processed in China.",
            [("Sixty percent", "processing", "China", "lithium", None, "refine", None)],
        ),
        (
            "Mainland China made up 43% of Tokyo Electron's sales.",
            [("43%", "revenue", "China", "Tokyo Electron", None, None, None)],
        ),
        (
            "Domestic suppliers met only 16 percent of China's chip demand.",
            [("16 percent", "consumption", "Domestic suppliers", "chip", "China", "component", None)],
        ),
        (
            "Australia is the largest lithium miner, responsible for 47% of global output.",
            [("47%", "production", "Australia", "lithium", "global", "mine", None)],
        ),
        (
            "South Africa holds about 88% of the world's platinum reserves.",
            [("88%", "reserves", "South Africa", "platinum", "world", None, None)],
        ),
        ("Google Cloud trailed with an 11% market share.", [("11%", "market", "Google Cloud", None, None, None, None)]),
        (
            "Lynas is the biggest rare earths producer outside China, with about 4% of the global market.",
            [("4%", "market", "Lynas", "rare earths", "global", "material", None)],
        ),
        (
            "The global foundry market was led by TSMC (62%), Samsung (13%) and SMIC (6%).",
            [
                ("62%", "market", "TSMC", "foundry", "global", "make", None),
                ("13%", "market", "Samsung", "foundry", "global", "make", None),
                ("6%", "market", "SMIC", "foundry", "global", "make", None),
            ],
        ),
        (
            "EU gas imports came mainly from Norway (30%), the United States (20%) and Algeria (14%).",
            [
                ("30%", "imports", "Norway", "gas", "EU", None, None),
                ("20%", "imports", "United States", "gas", "EU", None, None),
                ("14%", "imports", "Algeria", "gas", "EU", None, None),
            ],
        ),
        (
            "In the smartphone market, Apple took 23%, Samsung 16% and Xiaomi 12%.",
            [
                ("23%", "market", "Apple", "smartphone", None, None, None),
                ("16%", "market", "Samsung", "smartphone", None, None, None),
                ("12%", "market", "Xiaomi", "smartphone", None, None, None),
            ],
        ),
        (
            "China holds 34% of the world's rare earth reserves, Vietnam 18% and Brazil 17%.",
            [
                ("34%", "reserves", "China", "rare earth", "world", None, None),
                ("18%", "reserves", "Vietnam", "rare earth", "world", None, None),
                ("17%", "reserves", "Brazil", "rare earth", "world", None, None),
            ],
        ),
        (
            "TSMC owns 70% of the venture, with Bosch, Infineon and NXP holding 10% each.",
            [
                ("70%", "ownership", "TSMC", "venture", None, None, None),
                ("10%", "ownership", "Bosch", "venture", None, None, None),
                ("10%", "ownership", "Infineon", "venture", None, None, None),
                ("10%", "ownership", "NXP", "venture", None, None, None),
            ],
        ),
        ("Stocks in the chip market fell: TSMC 3%, Samsung 2%.", []),
    ],
    "fr": [
        (
            "La Chine représente 98 % de la production mondiale de gallium.",
            [("98 %", "production", "Chine", "gallium", "mondiale", "refine", None)],
        ),
        (
            "98 % du gallium mondial provient de Chine.",
            [("98 %", "production", "Chine", "gallium", "mondial", "refine", None)],
        ),
        (
            "L'Union européenne importe 98 % de ses terres rares de Chine.",
            [("98 %", "imports", "Chine", "terres rares", "Union européenne", None, None)],
        ),
        (
            "TSMC détient 62 % du marché mondial de la fonderie, devant Samsung avec 13 %.",
            [
                ("62 %", "market", "TSMC", "fonderie", "mondial", "make", None),
                ("13 %", "market", "Samsung", "fonderie", "mondial", "make", None),
            ],
        ),
        ("L'État détient 27 % du capital de Renault.", [("27 %", "ownership", "État", "Renault", None, None, None)]),
        ("La part de marché de Nvidia atteint 80 %.", [("80 %", "market", "Nvidia", None, None, None, None)]),
        (
            "ASML réalise 29 % de son chiffre d'affaires en Chine.",
            [("29 %", "revenue", "Chine", "ASML", None, None, None)],
        ),
        (
            "La Chine raffine 60 % du lithium mondial.",
            [("60 %", "processing", "Chine", "lithium", "mondial", "refine", None)],
        ),
        ("Le chiffre d'affaires a progressé de 12 %.", []),
        (
            "L'Europe dépend de la Chine pour 98 % de ses terres rares.",
            [("98 %", "imports", "Chine", "terres rares", "Europe", None, None)],
        ),
        (
            "TotalEnergies a acquis 51 % de la start-up Voltfang pour 20 millions d'euros.",
            [("51 %", "ownership", "TotalEnergies", "start-up Voltfang", None, None, None)],
        ),
        (
            "Le groupe détient une participation de 29,8 % dans Thales.",
            [("29,8 %", "ownership", None, "Thales", None, None, None)],
        ),
        ("L'État français possède 84 % d'EDF.", [("84 %", "ownership", "État français", "EDF", None, None, None)]),
        ("Renault va céder 5 % de Nissan.", [("5 %", "ownership", "Renault", "Nissan", None, None, None)]),
        (
            "La part de la Chine dans les importations européennes de terres rares dépasse 90 %.",
            [("90 %", "imports", "Chine", "terres rares", "européennes", None, None)],
        ),
        (
            "Amazon, Microsoft et Google se partagent 70 % du marché européen du cloud.",
            [("70 %", "market", "Amazon, Microsoft et Google", "cloud", "européen", None, None)],
        ),
        (
            "STMicroelectronics a une part de marché de 15 % dans les puces automobiles.",
            [("15 %", "market", "STMicroelectronics", "puces automobiles", None, "component", None)],
        ),
        (
            "Bpifrance monte au capital de Soitec à hauteur de 11,5 %.",
            [("11,5 %", "ownership", "Bpifrance", "Soitec", None, None, None)],
        ),
        (
            "Le chinois CATL contrôle 37 % du marché mondial des batteries.",
            [("37 %", "market", "CATL", "batteries", "mondial", "component", None)],
        ),
    ],
    "de": [
        (
            "China produziert 98 Prozent des weltweiten Galliums.",
            [("98 Prozent", "production", "China", "Galliums", "weltweiten", "make", None)],
        ),
        (
            "98 Prozent des Galliums stammen aus China.",
            [("98 Prozent", "production", "China", "Galliums", None, "make", None)],
        ),
        (
            "Auf China entfallen 98 Prozent der weltweiten Galliumproduktion.",
            [("98 Prozent", "production", "China", "Gallium", "weltweiten", "make", None)],
        ),
        (
            "TSMC hält 62 Prozent des weltweiten Foundry-Marktes.",
            [("62 Prozent", "market", "TSMC", "Foundry", "weltweiten", "make", None)],
        ),
        (
            "Volkswagen hält 26 Prozent an Gotion.",
            [("26 Prozent", "ownership", "Volkswagen", "Gotion", None, None, None)],
        ),
        (
            "Deutschland bezieht 55 Prozent seines Gases aus Russland.",
            [("55 Prozent", "imports", "Russland", "Gases", "Deutschland", None, None)],
        ),
        ("Der Marktanteil von BYD stieg auf 17 Prozent.", [("17 Prozent", "market", "BYD", None, None, None, None)]),
        (
            "ASML erzielte 29 Prozent seines Umsatzes in China.",
            [("29 Prozent", "revenue", "China", "ASML", None, None, None)],
        ),
        (
            "Rund 40 Prozent der Gasimporte der EU kamen aus Russland.",
            [("40 Prozent", "imports", "Russland", "Gas", "EU", None, None)],
        ),
        (
            "China kontrolliert etwa 60 Prozent der weltweiten Lithiumverarbeitung.",
            [("60 Prozent", "processing", "China", "Lithium", "weltweiten", "refine", None)],
        ),
        ("Der Umsatz stieg um 12 Prozent.", []),
        (
            "CATL kommt auf einen Marktanteil von 37 Prozent, gefolgt von BYD mit 16 Prozent.",
            [
                ("37 Prozent", "market", "CATL", None, None, None, None),
                ("16 Prozent", "market", "BYD", None, None, None, None),
            ],
        ),
        (
            "Der chinesische Konzern Geely hält 9,7 Prozent der Anteile an Daimler.",
            [("9,7 Prozent", "ownership", "Geely", "Daimler", None, None, None)],
        ),
        (
            "Der Bund ist mit 15 Prozent an der Commerzbank beteiligt.",
            [("15 Prozent", "ownership", "Bund", "Commerzbank", None, None, None)],
        ),
        (
            "Infineon hat einen Marktanteil von 13 Prozent bei Autochips.",
            [("13 Prozent", "market", "Infineon", "Autochips", None, "component", None)],
        ),
        (
            "Deutschland importiert 90 Prozent seiner Seltenen Erden aus China.",
            [("90 Prozent", "imports", "China", "Seltenen Erden", "Deutschland", None, None)],
        ),
        (
            "China steht für 60 Prozent der weltweiten Förderung Seltener Erden.",
            [("60 Prozent", "production", "China", "Seltener Erden", "weltweiten", "mine", None)],
        ),
        ("Porsche übernimmt 25 Prozent an Rimac.", [("25 Prozent", "ownership", "Porsche", "Rimac", None, None, None)]),
        (
            "Auf Apple entfallen 20 Prozent des Umsatzes von Dialog.",
            [("20 Prozent", "revenue", "Apple", "Dialog", None, None, None)],
        ),
        (
            "TSMC hält 70 Prozent an dem Gemeinschaftsunternehmen, Bosch, Infineon und NXP jeweils 10 Prozent.",
            [
                ("70 Prozent", "ownership", "TSMC", "Gemeinschaftsunternehmen", None, None, None),
                ("10 Prozent", "ownership", "Bosch", "Gemeinschaftsunternehmen", None, None, None),
                ("10 Prozent", "ownership", "Infineon", "Gemeinschaftsunternehmen", None, None, None),
                ("10 Prozent", "ownership", "NXP", "Gemeinschaftsunternehmen", None, None, None),
            ],
        ),
        (
            "Den Weltmarkt für Speicherchips führen Samsung (42 Prozent), SK Hynix (30 "
            "Prozent) und Micron (22 Prozent) an.",
            [
                ("42 Prozent", "market", "Samsung", "Speicherchips", "Welt", "component", None),
                ("30 Prozent", "market", "SK Hynix", "Speicherchips", "Welt", "component", None),
                ("22 Prozent", "market", "Micron", "Speicherchips", "Welt", "component", None),
            ],
        ),
    ],
    "es": [
        (
            "China representa el 98 % de la producción mundial de galio.",
            [("98 %", "production", "China", "galio", "mundial", "refine", None)],
        ),
        ("El 98 % del galio proviene de China.", [("98 %", "production", "China", "galio", None, "refine", None)]),
        (
            "La Unión Europea importa el 98 % de sus tierras raras de China.",
            [("98 %", "imports", "China", "tierras raras", "Unión Europea", None, None)],
        ),
        (
            "TSMC controla el 62 % del mercado mundial de fundición, seguida de Samsung con el 13 %.",
            [
                ("62 %", "market", "TSMC", "fundición", "mundial", "make", None),
                ("13 %", "market", "Samsung", "fundición", "mundial", "make", None),
            ],
        ),
        (
            "Chile posee el 41 % de las reservas mundiales de litio.",
            [("41 %", "reserves", "Chile", "litio", "mundiales", None, None)],
        ),
        (
            "Telefónica tiene una participación del 20 % en Vivo.",
            [("20 %", "ownership", "Telefónica", "Vivo", None, None, None)],
        ),
        ("La cuota de mercado de Nvidia alcanzó el 80 %.", [("80 %", "market", "Nvidia", None, None, None, None)]),
        (
            "China refina el 60 % del litio mundial.",
            [("60 %", "processing", "China", "litio", "mundial", "refine", None)],
        ),
        ("Los ingresos crecieron un 12 %.", []),
        ("ASML obtuvo el 29 % de sus ingresos en China.", [("29 %", "revenue", "China", "ASML", None, None, None)]),
        (
            "España importa el 70 % de su gas, del cual el 40 % procede de Argelia.",
            [
                ("70 %", "imports", None, "gas", "España", None, None),
                ("40 %", "imports", "Argelia", "gas", "España", None, "70 %"),
            ],
        ),
        (
            "El fondo soberano saudí posee el 9,9 % de Telefónica.",
            [("9,9 %", "ownership", "fondo soberano saudí", "Telefónica", None, None, None)],
        ),
        (
            "China concentra el 70 % de la extracción de tierras raras y el 90 % del refinado.",
            [
                ("70 %", "production", "China", "tierras raras", None, "mine", None),
                ("90 %", "processing", "China", "tierras raras", None, "refine", None),
            ],
        ),
        (
            "Chile y Australia suman el 70 % de la producción mundial de litio.",
            [("70 %", "production", "Chile y Australia", "litio", "mundial", "mine", None)],
        ),
        (
            "Más del 90 % de los chips avanzados se fabrican en Taiwán.",
            [("90 %", "production", "Taiwán", "chips avanzados", None, "make", None)],
        ),
        (
            "BYD tiene una cuota del 17 % en el mercado de eléctricos.",
            [("17 %", "market", "BYD", "eléctricos", None, None, None)],
        ),
    ],
    "ja": [
        (
            "中国は世界のガリウム生産の98%を占める。",
            [("98%", "production", "中国", "ガリウム", "世界", "refine", None)],
        ),
        (
            "世界のガリウムの98%は中国で生産されている。",
            [("98%", "production", "中国", "ガリウム", "世界", "refine", None)],
        ),
        (
            "日本はレアアースの60%を中国から輸入している。",
            [("60%", "imports", "中国", "レアアース", "日本", None, None)],
        ),
        (
            "TSMCは世界のファウンドリー市場で62%のシェアを持つ。",
            [("62%", "market", "TSMC", "ファウンドリー", "世界", "make", None)],
        ),
        ("CATLの世界シェアは37%だった。", [("37%", "market", "CATL", None, "世界", None, None)]),
        ("トヨタはスバルの株式の20%を保有している。", [("20%", "ownership", "トヨタ", "スバル", None, None, None)]),
        ("日本の食料自給率は38%だった。", [("38%", "localisation", None, "食料", "日本", None, None)]),
        ("レアアースの輸入の6割は中国からだ。", [("6割", "imports", "中国", "レアアース", None, None, None)]),
        (
            "コンゴ民主共和国は世界のコバルト生産量の7割を占める。",
            [("7割", "production", "コンゴ民主共和国", "コバルト", "世界", "mine", None)],
        ),
        ("売上高は12%増加した。", []),
        ("ASMLはEUV露光装置市場の100%を握る。", [("100%", "market", "ASML", "EUV露光装置", None, "tool", None)]),
        ("TSMCの世界シェアは60%を超える。", [("60%", "market", "TSMC", None, "世界", None, None)]),
        (
            "中国はレアアースの世界生産の7割を占める。",
            [("7割", "production", "中国", "レアアース", "世界", "mine", None)],
        ),
        ("日本の半導体装置の世界シェアは約3割だ。", [("3割", "market", "日本", "半導体装置", "世界", "tool", None)]),
        (
            "東京エレクトロンは塗布現像装置で9割のシェアを握る。",
            [("9割", "market", "東京エレクトロン", "塗布現像装置", None, "tool", None)],
        ),
        (
            "日本はガリウムの輸入の6割を中国に依存している。",
            [("6割", "imports", "中国", "ガリウム", "日本", None, None)],
        ),
        (
            "リチウムイオン電池の世界生産の8割近くを中国が占める。",
            [("8割", "production", "中国", "リチウムイオン電池", "世界", "make", None)],
        ),
        (
            "ソフトバンクグループはアームの株式の約9割を保有する。",
            [("9割", "ownership", "ソフトバンクグループ", "アーム", None, None, None)],
        ),
    ],
}
