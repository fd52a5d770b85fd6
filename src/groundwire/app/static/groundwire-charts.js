// Draws the charts of a page from the data in their `data-chart`. Every chart stands beside a table or list that says
// the same, so nothing needs this script. Tooltips are drawn on the canvas: the page allows no inline style.
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const palette = () => ["--wire", "--wire-2", "--c3", "--c4", "--c5", "--c6", "--c7", "--c8"].map(colour);
const font = () => getComputedStyle(document.body).fontFamily;

const tooltip = () => ({
  renderMode: "richText", confine: true, backgroundColor: colour("--ink"), borderWidth: 0,
  textStyle: { color: colour("--paper"), fontSize: 12, fontFamily: font() },
});
const axis = () => ({
  axisLine: { lineStyle: { color: colour("--line") } }, axisTick: { show: false },
  axisLabel: { color: colour("--ink-3"), fontFamily: font(), hideOverlap: true }, splitLine: { lineStyle: { color: colour("--line-2") } },
});
const wrapped = (text, width) => text.replace(new RegExp(`(.{1,${width}})(\\s+|$)|(.{1,${width}})`, "g"), "$1$3\n").trimEnd();

// One measure over time: {points: [{day, low, high, label, source, href, copy}], name}
function series(data) {
  const at = (point) => [point.day, (point.low + point.high) / 2];
  return {
    tooltip: { ...tooltip(), formatter: ({ data: { point } }) => point ? `${point.label}\n${point.day} · ${wrapped(point.source, 40)}` : "" },
    grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
    xAxis: { type: "time", minInterval: 86400000, boundaryGap: ["3%", "3%"], ...axis() },
    yAxis: { type: "value", scale: true, ...axis() },
    series: [
      {
        type: "custom", silent: true, data: data.points.map((point) => [point.day, point.low, point.high]),
        renderItem: (_, api) => {
          const [x, low] = api.coord([api.value(0), api.value(1)]);
          const high = api.coord([api.value(0), api.value(2)])[1];
          return { type: "line", shape: { x1: x, y1: low, x2: x, y2: high }, style: { stroke: colour("--ink-3"), lineWidth: 2 } };
        },
      },
      {
        type: "scatter", symbolSize: 11,
        data: data.points.map((point) => ({
          value: at(point), point, symbol: point.copy ? "emptyCircle" : "circle",
          itemStyle: { color: colour(point.doubt ? "--warn" : "--wire") },
        })),
      },
    ],
  };
}

// Holders and what they hold: {nodes: [{name, side}], links: [{source, target, value, label, href}]}
function shares(data) {
  return {
    tooltip: { ...tooltip(), formatter: ({ data: item }) => (item.label ? wrapped(item.label, 60) : item.shown) },
    series: [{
      type: "sankey", left: 8, right: "24%", top: 8, bottom: 8, nodeWidth: 10, nodeGap: 12, draggable: false, emphasis: { focus: "adjacency" },
      label: { color: colour("--ink"), fontFamily: font(), fontSize: 13, formatter: ({ data: node }) => node.shown, width: 180, overflow: "truncate" },
      lineStyle: { color: "source", opacity: 0.35, curveness: 0.5 },
      nodes: data.nodes.map((node, index) => ({ ...node, itemStyle: { color: node.side === "holder" ? palette()[index % palette().length] : colour("--ink-3"), borderWidth: 0 } })),
      links: data.links,
    }],
  };
}

// Events by week: {weeks: ["2025-03-03", …], kinds: [{name, counts: […]}]}
function events(data) {
  return {
    color: palette(),
    tooltip: { ...tooltip(), trigger: "axis", axisPointer: { type: "shadow" } },
    legend: { type: "scroll", bottom: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: colour("--ink-2"), fontFamily: font() }, pageTextStyle: { color: colour("--ink-2") } },
    grid: { left: 8, right: 8, top: 12, bottom: 36, containLabel: true },
    xAxis: { type: "category", data: data.weeks, ...axis() },
    yAxis: { type: "value", minInterval: 1, ...axis() },
    series: data.kinds.map((kind) => ({ type: "bar", stack: "events", name: kind.name, data: kind.counts, barMaxWidth: 26 })),
  };
}

const kinds = { series, shares, events };

function draw(place) {
  const data = JSON.parse(place.dataset.chart);
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.setOption({ animation: false, ...kinds[place.dataset.kind](data) });
  chart.on("click", ({ data: item }) => {
    const href = item?.href ?? item?.point?.href;
    if (href?.startsWith("/") || href?.startsWith("#")) location.assign(href);
  });
  new ResizeObserver(() => chart.resize()).observe(place);
}

const drawAll = (root) => root.querySelectorAll("[data-chart]:not([_echarts_instance_])").forEach(draw);
drawAll(document);
document.addEventListener("htmx:afterSwap", (event) => drawAll(event.target.parentElement ?? document));
