"""Sentences with what their figures mean, by language; ``test_meaning`` says how they are written."""
# ruff: noqa: E501  (a sentence stays in one line with what is expected of its figures)

ZH = """
理想、蔚来、小鹏6月分别交付36279辆、24925辆和34611辆。 | 36279辆: deliveries @理想 | 24925辆: deliveries @蔚来 | 34611辆: deliveries @小鹏
上半年，我国新能源汽车产销分别完成696.8万辆和693.7万辆。 | 696.8万辆: production @我国 =新能源汽车 | 693.7万辆: sales @我国 =新能源汽车
公司更正称，此前误写为营收5亿元。 | 5亿元: revenue !retracted
盛达锂业年产5万吨的说法有误。 | 5万吨: production !retracted
营收环比增长8%。 | 8%: revenue +Δprevious
长鑫存储母公司长鑫科技2024年营收241.8亿元。 | 241.8亿元: revenue @长鑫科技 ~2024年
中芯国际拟以140.66亿元现金收购中芯北方。 | 140.66亿元: deal-value @中芯国际 !target
华为计划在芯片研发上至少投入500亿元。 | 500亿元: research-spending @华为 !target
中芯国际2024年营收80.3亿美元，同比增长27%。 | 80.3亿美元: revenue @中芯国际 ~2024年 | 27%: revenue @中芯国际 +Δyear
2024年，寒武纪实现营业收入11.74亿元，净亏损4.52亿元。 | 11.74亿元: revenue @寒武纪 ~2024年 | 4.52亿元: loss @寒武纪 ~2024年
华虹半导体第三季度毛利率为12.2%，环比上升1.7个百分点。 | 12.2%: gross-margin @华虹半导体 ~第三季度 | 1.7个百分点: gross-margin @华虹半导体 +Δquarter
长江存储的月产能将从10万片提升至15万片。 | 10万片: capacity @长江存储 | 15万片: capacity @长江存储 +Vx !announced
台积电计划在2025年将资本支出提高到380亿至420亿美元。 | 380亿至420亿美元: capital-expenditure @台积电 +V ~2025年 !target
台积电计划投资1000亿美元在美国建设5座工厂。 | 1000亿美元: investment @台积电 !target | 5座工厂: number =工厂 !target
2023年中国镓产量约600吨，占全球产量的98%。 | 600吨: production @中国 =镓 ~2023年 | 98%: share @中国
8月，中国锗出口量降至零点五吨，同比下降七成。 | 零点五吨: exports @中国 =锗 -V | 七成: exports @中国 =锗 -Δyear
海关总署数据显示，2024年我国集成电路出口额达1595亿美元，同比增长17.4%。 | 1595亿美元: exports @我国 =集成电路 ~2024年 | 17.4%: exports @我国 =集成电路 +Δyear
据IDC统计，2024年第四季度华为在中国市场的份额为18.1%。 | 18.1%: market-share @华为 ~2024年第四季度
宁德时代全球动力电池市占率为37.9%，比亚迪为17.2%。 | 37.9%: market-share @宁德时代 | 17.2%: market-share @比亚迪
美国宣布对中国电动汽车征收100%的关税。 | 100%: tariff-rate
自2025年4月9日起，美国将对华关税提高至104%。 | 104%: tariff-rate @美国 +V
工信部提出，到2027年我国智能算力规模达到1200 EFLOPS。 | 1200 EFLOPS: computing-power @我国 ~2027年 !target
到2025年，中国芯片自给率要达到70%。 | 70%: localisation-rate @中国 =芯片 !target
国家大基金三期注册资本为3440亿元，其中财政部出资600亿元。 | 3440亿元: investment | 600亿元: investment @财政部
财政部持股17.44%，国开金融持股10.47%。 | 17.44%: stake @财政部 | 10.47%: stake @国开金融
屹唐股份首次公开发行募资24.97亿元，发行价为8.45元/股。 | 24.97亿元: funding @屹唐股份 | 8.45元/股: share-price
荣耀完成新一轮融资，估值约2000亿元。 | 2000亿元: valuation @荣耀
英伟达股价下跌3.2%，市值蒸发约1000亿美元。 | 3.2%: share-price @英伟达 -Δ | 1000亿美元: market-value @英伟达
英特尔宣布裁员1.5万人，约占员工总数的15%。 | 1.5万人: layoffs @英特尔 | 15%: share
比亚迪2024年销量427万辆，同比增长41%，其中海外销量41.7万辆。 | 427万辆: sales @比亚迪 ~2024年 | 41%: sales @比亚迪 +Δyear | 41.7万辆: sales @比亚迪
特斯拉第一季度交付33.67万辆汽车，同比下降13%。 | 33.67万辆汽车: deliveries @特斯拉 ~第一季度 | 13%: deliveries @特斯拉 -Δyear
碳酸锂价格跌至每吨7万元，较年初下跌30%。 | 每吨7万元: price -V | 30%: price -Δearlier
氧化镝现货均价上涨至每公斤850美元。 | 每公斤850美元: price +V
公司研发投入占营收比重达20%。 | 20%: share
华为2024年研发费用为1797亿元，占收入的20.8%。 | 1797亿元: research-spending @华为 ~2024年 | 20.8%: share
华为研发人员约11.3万人，占员工总数的54.1%。 | 11.3万人: headcount @华为 | 54.1%: share
DeepSeek-V3模型参数量为6710亿，训练成本约557.6万美元。 | 6710亿: parameters | 557.6万美元: cost
该芯片采用5nm工艺，晶体管数量达到500亿个。 | 5nm: process-node
小米汽车SU7续航里程700公里，起售价21.59万元。 | 700公里: driving-range | 21.59万元: price
广东省2024年地区生产总值14.16万亿元，增长3.5%。 | 14.16万亿元: gdp @广东省 ~2024年 | 3.5%: gdp @广东省 +Δ
前三季度，全国规模以上工业增加值同比增长5.8%。 | 5.8%: output-value +Δyear ~前三季度
国家统计局公布，9月份居民消费价格同比上涨0.4%，环比持平。 | 0.4%: price-index +Δyear ~9月份
美国11月失业率升至4.2%。 | 4.2%: unemployment @美国 +V ~11月
美联储将基准利率下调25个基点。 | 25个基点: interest-rate -Δ
截至6月末，公司总资产1200亿元，较上年末增长5.6%。 | 1200亿元: assets ~6月 | 5.6%: assets +Δearlier
2022年至2024年，公司营业收入分别为1.2亿元、2.3亿元和3.4亿元。 | 1.2亿元: revenue | 2.3亿元: revenue | 3.4亿元: revenue
2023年和2024年，寒武纪研发费用分别为11.2亿元和12.2亿元。 | 11.2亿元: research-spending @寒武纪 ~2023年 | 12.2亿元: research-spending @寒武纪 ~2024年
三星、SK海力士和美光的市场份额分别为42%、30%和20%。 | 42%: market-share @三星 | 30%: market-share @SK海力士 | 20%: market-share @美光
公司营收和净利润分别为12亿元和3亿元，同比分别增长12%和5%。 | 12亿元: revenue | 3亿元: net-profit | 12%: revenue +Δyear | 5%: net-profit +Δyear
中国稀土储量4400万吨，约占全球的40%。 | 4400万吨: reserves @中国 =稀土 | 40%: share @中国
缅甸向中国出口稀土4.2万吨。 | 4.2万吨: exports @缅甸 =稀土
日本从中国进口的稀土占其总进口量的60%。 | 60%: share @中国
项目总投资50亿元，达产后年产碳化硅衬底60万片。 | 50亿元: investment | 60万片: production =碳化硅 !target
该产线良率已从60%提升至85%。 | 60%: yield | 85%: yield +Vx
阿斯麦预计2025年营收在300亿至350亿欧元之间，毛利率为51%至53%。 | 300亿至350亿欧元: revenue @阿斯麦 !estimate ~2025年 | 51%至53%: gross-margin @阿斯麦 !estimate
高通将向安谋支付1.5亿美元。 | 1.5亿美元: @高通 !announced
欧盟对谷歌处以29.5亿欧元罚款。 | 29.5亿欧元: fine
市场监管总局对阿里巴巴罚款182.28亿元。 | 182.28亿元: fine
出口管制物项价值超过2.5%的，须申请许可证。 | 2.5%:
外资持股比例不得超过50%。 | 50%: stake !limit
2024年，全球智能手机出货量12.4亿部，同比增长6.4%。 | 12.4亿部: shipments =手机 ^全球 ~2024年 | 6.4%: shipments +Δyear
预计到2030年，全球半导体市场规模将突破1万亿美元。 | 1万亿美元: sales !estimate ~2030年
TrendForce预测，第四季度DRAM合约价将上涨8%至13%。 | 8%至13%: price =DRAM +Δ !estimate ~第四季度
上半年，宁德时代实现净利润305亿元，同比增长33.3%；经营活动现金流量净额为587亿元。 | 305亿元: net-profit @宁德时代 ~上半年 | 33.3%: net-profit +Δyear | 587亿元: cash-flow @宁德时代 ~上半年
北方华创拟以16.87亿元收购芯源微9.49%股权。 | 16.87亿元: deal-value @北方华创 !target | 9.49%: stake !target
立讯精密拟派发现金红利每股0.2元。 | 每股0.2元: dividend @立讯精密 !target
中国对原产于美国的进口大豆加征10%关税。 | 10%: tariff-rate
寒武纪股票收盘报1243元，上涨15.7%，超过贵州茅台。 | 1243元: share-price | 15.7%: share-price +Δ
新增就业岗位3000个，员工总数增至1.2万人。 | 3000个: jobs | 1.2万人: headcount +V
公司产能利用率从72%回升到89.6%。 | 72%: utilisation | 89.6%: utilisation +Vx
中国累计建成5G基站425万个。 | 425万个: number @中国 =5G基站
截至2024年底，中国新能源汽车保有量3140万辆，占汽车总量的8.9%。 | 3140万辆: number @中国 | 8.9%: share
新能源汽车渗透率达到47.6%，同比提高9.1个百分点。 | 47.6%: penetration | 9.1个百分点: penetration +Δyear
长征十号火箭近地轨道运载能力为70吨，计划2027年首飞。 | 70吨: weight
我国原油对外依存度为71.9%。 | 71.9%: import-dependence @我国 =原油
公司在手订单金额达到235亿元，合同负债增长45%。 | 235亿元: orders
国产化率不足20%，主要依赖进口。 | 20%: localisation-rate
英伟达数据中心业务营收356亿美元，占总营收的88%。 | 356亿美元: revenue @英伟达 | 88%: share
宏观数据显示，10月出口以美元计同比增长12.7%，进口下降2.3%。 | 12.7%: exports +Δyear ~10月 | 2.3%: imports -Δ
三安光电与意法半导体在重庆的合资厂总投资230亿元。 | 230亿元: investment
据海关统计，9月中国出口稀土4000吨，较8月的5792吨下降30.9%。 | 5792吨: exports | 30.9%: exports -Δmonth
阿斯麦毛利率为52%，高于分析师预期的50%。 | 50%: gross-margin !estimate
台积电股价三个交易日累计下跌9%。 | 9%: share-price -Δ
比亚迪8月销量37万辆，其中纯电动车19万辆。 | 19万辆: sales
沪指收涨1.2%。 | 1.2%: +Δ
台积电营收年增38%，季增14%。 | 38%: revenue +Δyear | 14%: revenue +Δquarter
"""

EN = """
The company owed $8 billion, not $5.8 billion as reported. | $8 billion: debt | $5.8 billion: debt !retracted
Intel agreed to sell the U.S. government a 9.9% stake for $8.9 billion. | 9.9%: stake @U.S. !announced | $8.9 billion: deal-value @U.S. !announced
French start-up Lumisens employs 83 people and has raised 47 million euros. | 83 people: headcount @Lumisens | 47 million euros: funding @Lumisens
TSMC reported revenue of $25.5 billion in the first quarter, up 35% from a year earlier. | $25.5 billion: revenue @TSMC ~first quarter | 35%: revenue @TSMC +Δyear
SMIC's net profit fell 45% to $493 million in 2024. | 45%: net-profit @SMIC -Δ ~2024 | $493 million: net-profit @SMIC -V ~2024
China's gallium output rose 12% to 300 tonnes in 2024 from 268 tonnes in 2023. | 12%: production @China =gallium +Δ | 300 tonnes: production @China =gallium +Vx ~2024 | 268 tonnes: production @China =gallium ~2023
China accounts for 98% of global gallium production. | 98%: share @China
Intel plans to invest $20 billion in two plants in Ohio, creating 3,000 jobs. | $20 billion: investment @Intel !target | two plants: number !target | 3,000 jobs: jobs !target
Samsung's market share fell to 10.1% in the third quarter from 11.5%. | 10.1%: market-share @Samsung -Vx ~third quarter | 11.5%: market-share @Samsung
Nvidia shares fell 3% to $120 on Monday. | 3%: share-price @Nvidia -Δ | $120: share-price @Nvidia -V
ASML expects 2025 sales of between €30 billion and €35 billion. | between €30 billion and €35 billion: sales @ASML !estimate
The company expects its gross margin to reach 53% next year. | 53%: gross-margin !estimate ~next year
Revenue and net profit rose 12% and 5% respectively. | 12%: revenue +Δ | 5%: net-profit +Δ
Samsung, SK Hynix and Micron held 42%, 30% and 20% of the market, respectively. | 42%: market-share @Samsung | 30%: market-share @SK Hynix | 20%: market-share @Micron
The United States imposed a 100% tariff on Chinese electric vehicles. | 100%: tariff-rate
The tariff will rise from 25% to 50% in 2025. | 25%: tariff-rate | 50%: tariff-rate +Vx !announced
Global smartphone shipments grew 6% year on year to 1.24 billion units in 2024, according to IDC. | 6%: shipments =smartphone ^Global +Δyear ~2024 | 1.24 billion units: shipments =smartphone +V ~2024
Rapidus needs ¥5 trillion in investment. | ¥5 trillion: investment @Rapidus
The Dutch company employs 42,000 people. | 42,000 people: headcount
Wolfspeed cut 1,000 jobs, about 20% of its workforce. | 1,000 jobs: layoffs @Wolfspeed | 20%: share
Micron received a grant of $6.1 billion from the U.S. government. | $6.1 billion: subsidy
Lithium prices fell 80% in 2023. | 80%: price =Lithium -Δ ~2023
Gallium was priced at $600 a kilogram. | $600: price
BYD sold 4.27 million vehicles in 2024, a 41% increase. | 4.27 million vehicles: sales @BYD ~2024 | 41%: sales @BYD +Δ
Tesla delivered 336,681 vehicles in the first quarter, down 13% from a year ago. | 336,681 vehicles: deliveries @Tesla ~first quarter | 13%: deliveries @Tesla -Δyear
The fab will have a capacity of 50,000 wafers a month. | 50,000 wafers: capacity !announced
Japan aims to triple sales of domestically made chips to 15 trillion yen by 2030. | 15 trillion yen: sales @Japan !target +V
Unemployment rose to 4.2% in November. | 4.2%: unemployment +V ~November
The European Union imports 98% of its rare earths from China. | 98%: import-dependence @European Union
Huawei spent 179.7 billion yuan on research and development in 2024. | 179.7 billion yuan: research-spending @Huawei ~2024
Nvidia's data center revenue more than doubled to $22.6 billion. | doubled: revenue @Nvidia +Δ | $22.6 billion: revenue @Nvidia +V
The Commerce Department fined Cadence $140 million. | $140 million: fine
Foreign ownership may not exceed 49%. | 49%: stake !limit
The model has 671 billion parameters. | 671 billion parameters: parameters
The chip is made on a 5-nm process. | 5-nm: process-node
MP Materials produced 1,300 tonnes of NdPr oxide in 2024. | 1,300 tonnes: production @MP Materials ~2024
Exports fell 7.2% from a year earlier, while imports rose 1.1%. | 7.2%: exports -Δyear | 1.1%: imports +Δ
GDP grew 5% in 2024. | 5%: gdp +Δ ~2024
The deal values the startup at $61.5 billion. | $61.5 billion: valuation
Apple agreed to pay $500 million for magnets. | $500 million: @Apple !announced
ASML's order backlog stood at €36 billion. | €36 billion: orders @ASML
SK Hynix posted an operating profit of 7.44 trillion won, up 158% from a year earlier. | 7.44 trillion won: operating-profit @SK Hynix | 158%: operating-profit @SK Hynix +Δyear
Its share of the foundry market was 67%. | 67%:
Congo suspended exports for four months. | four months: duration
Infineon cut its full-year revenue forecast by 5%. | 5%: revenue @Infineon -Δ !estimate
Yields have improved from 60% to 80%. | 60%: yield | 80%: yield +Vx
Output did not rise 5%. | 5%:
The plant employs 1,200 workers and can produce 2,000 tonnes of magnets a year. | 1,200 workers: headcount | 2,000 tonnes: production =magnets
GlobalFoundries said revenue would be between $1.55 billion and $1.60 billion in the second quarter. | between $1.55 billion and $1.60 billion: revenue @GlobalFoundries !estimate ~second quarter
China's share of global refined lithium output reached 65%. | 65%: share @China
Alphabet plans capital expenditures of $75 billion in 2025. | $75 billion: capital-expenditure @Alphabet !target ~2025
Brazil holds 21 million tonnes of rare-earth reserves. | 21 million tonnes: reserves @Brazil
The United States imported $439 billion of goods from China in 2024. | $439 billion: imports @United States ~2024
Intel sold a 10% stake to SoftBank for $2 billion. | 10%: stake @SoftBank | $2 billion: deal-value
The round was led by ASML, which put in €1.3 billion. | €1.3 billion: investment @ASML
Chile holds 30% of the world's lithium reserves and China processes 65%. | 65%: @China
The Commission fined Qualcomm €242 million. | €242 million: fine @Qualcomm
Bosch said it will cut 5,500 jobs, of which 3,800 in Germany. | 3,800: layoffs !announced
"""

OTHERS = """
de Der Umsatz von Infineon stieg im dritten Quartal um 12 Prozent auf 3,7 Milliarden Euro. | 12 Prozent: revenue @Infineon +Δ | 3,7 Milliarden Euro: revenue @Infineon +V
de Intel beschäftigt 3.000 Mitarbeiter; die Aktie verlor 5 Prozent. | 3.000 Mitarbeiter: headcount @Intel | 5 Prozent: share-price @Intel -Δ
de China kontrolliert 60 Prozent der weltweiten Förderung. | 60 Prozent: @China
de Der Marktanteil von Huawei sank von 20 auf 15 Prozent. | 15 Prozent: market-share @Huawei -V
de Bosch investiert 3 Milliarden Euro in sein Werk in Dresden. | 3 Milliarden Euro: investment @Bosch
de Die Ausfuhren gingen im März um 2 Prozent zurück. | 2 Prozent: exports -Δ ~März
de Bis 2030 will Infineon den Umsatz auf 20 Milliarden Euro steigern. | 20 Milliarden Euro: revenue @Infineon +V !target
fr Le chiffre d'affaires de STMicroelectronics a reculé de 27,3 % à 2,52 milliards de dollars au premier trimestre 2025. | 27,3 %: revenue @STMicroelectronics -Δ | 2,52 milliards de dollars: revenue @STMicroelectronics -V
fr Soitec prévoit d'investir 100 millions d'euros et de créer 300 emplois. | 100 millions d'euros: investment @Soitec !target | 300 emplois: jobs !target
fr Les exportations de gallium ont chuté de 67 % en 2024. | 67 %: exports =gallium -Δ ~2024
fr La part de marché de Huawei est passée de 12 % à 18 %. | 18 %: market-share @Huawei
fr Thales emploie 83 000 salariés. | 83 000 salariés: headcount @Thales
fr Le bénéfice net de Renault a progressé de 5 % sur un an. | 5 %: net-profit @Renault +Δyear
es Los ingresos de Indra crecieron un 12% hasta los 5.000 millones de euros en 2024. | 12%: revenue @Indra +Δ ~2024 | 5.000 millones de euros: revenue @Indra +V
es Chile produjo 44.000 toneladas de litio en 2023, un 13% más que el año anterior. | 44.000 toneladas: production @Chile =litio ~2023 | 13%: production @Chile +Δyear
es China controla el 60% de la producción mundial de tierras raras. | 60%: share @China
es Las exportaciones de México cayeron un 3,1% interanual en marzo. | 3,1%: exports @México -Δyear ~marzo
es Telefónica prevé invertir 1.000 millones de euros en Brasil. | 1.000 millones de euros: investment @Telefónica !target
ja 東京エレクトロンの売上高は前年同期比12%増の5000億円だった。 | 12%: revenue @東京エレクトロン +Δyear | 5000億円: revenue @東京エレクトロン
ja トヨタ自動車の2024年の世界販売台数は3.7%減の1082万台だった。 | 3.7%: sales @トヨタ自動車 -Δ | 1082万台: sales @トヨタ自動車 ~2024年
ja ラピダスは2027年に量産を目指し、総投資額は5兆円を見込む。 | 5兆円: investment @ラピダス !estimate
ja ソニーグループの営業利益は前年同期比15%減少した。 | 15%: operating-profit @ソニーグループ -Δyear
ja キオクシアのシェアは12%だった。 | 12%: market-share @キオクシア
ja 中国のガリウム輸出量は30トンだった。 | 30トン: exports @中国
ja 中国への依存度は85%から58%に下がった。 | 58%: import-dependence
de Der Umsatz stieg um 5 Prozent auf 3 Milliarden Euro, davon 1 Milliarde in China. | 1 Milliarde: revenue
"""
