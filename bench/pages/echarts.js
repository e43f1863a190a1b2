// The charts and the map with ECharts: canvases; only the parts that are used are imported.
import { init, registerMap, use } from "echarts/core";
import { BarChart, CustomChart, ScatterChart } from "echarts/charts";
import { GeoComponent, GridComponent, TooltipComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";
import { feature } from "topojson-client";
import { article } from "article-data";
import { openProject, told, watchFilter } from "./list.js";

use([BarChart, CustomChart, ScatterChart, GeoComponent, GridComponent, TooltipComponent, CanvasRenderer]);

const style = getComputedStyle(document.documentElement);
const color = (name) => style.getPropertyValue(`--${name}`).trim();
const sides = { sea: color("hu"), mountain: color("dian"), none: color("none") };
const ink = color("ink"), muted = color("muted"), paper = color("paper");
const text = { color: ink, fontSize: 13 };

// No motion anywhere: it would only delay what the reader came for.
const calm = { animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily } };
const tooltip = (formatter) => ({
  className: "bench-tip", confine: true, transitionDuration: 0, hideDelay: 0, renderMode: "html",
  extraCssText: "white-space:pre-line;font-size:13px;padding:6px 10px;box-shadow:none", formatter,
});
const tellFigure = ({ data }) => data?.it && `${data.it.name}\n${data.it.text}\n${data.it.origin}`;

// --- Charts

const datum = (it, value = it.value) => ({ value, it, itemStyle: { color: sides[it.side] } });
const axis = (data, show = true) => ({
  type: "category", data, inverse: true, show, axisLine: { show: false }, axisTick: { show: false }, axisLabel: text,
});
const silent = { type: "value", show: false };

const options = {
  bars(chart) {
    const rows = chart.groups.flatMap((group) => group.figures.map((it) => [group.label, it]));
    const rich = { small: { fontSize: 11, color: muted } };
    return {
      grid: { left: 104, right: 76, top: 0, bottom: 8 },
      xAxis: silent,
      yAxis: {
        ...axis(rows.map(([group, it]) => `${it.short}\n{small|${group}}`)),
        axisLabel: { ...text, rich, align: "left", margin: 104 },
      },
      series: [{
        type: "bar", barWidth: "65%", data: rows.map(([, it]) => datum(it)),
        label: { show: true, position: "right", ...text, formatter: ({ data }) => data.it.text },
      }],
    };
  },

  paired(chart) {
    // the left side counts downwards from the middle, on an axis of its own
    const most = Math.max(...chart.groups.flatMap((group) => group.figures.map((it) => it.value)));
    const half = (index) => ({
      type: "bar", barWidth: "65%", xAxisIndex: index, yAxisIndex: index,
      data: chart.groups.map((group) => datum(group.figures[index])),
      label: { show: true, position: index ? "right" : "left", ...text, formatter: ({ data }) => data.it.text },
    });
    const groups = chart.groups.map((group) => group.label);
    const name = (index) => ({ ...axis(groups, true), gridIndex: index, name: ["上海", "云南"][index], nameLocation: "start", nameTextStyle: text });
    return {
      grid: [{ left: 76, right: "58%", top: 20, bottom: 8 }, { left: "58%", right: 76, top: 20, bottom: 8 }],
      xAxis: [{ ...silent, max: most, inverse: true }, { ...silent, max: most, gridIndex: 1 }],
      yAxis: [
        { ...name(0), position: "right", axisLabel: { ...text, margin: 24 } },
        { ...name(1), axisLabel: { show: false } },
      ],
      series: [half(0), half(1)],
    };
  },

  flow(chart) {
    // arrows are no bars: drawn by a custom series, as ECharts offers for it
    const rows = chart.groups.flatMap((group, row) => {
      let at = 0;
      return group.figures.map((it) => ({ ...datum(it, [row, at, (at += it.value)]) }));
    });
    const total = (group) => group.figures.reduce((sum, it) => sum + it.value, 0);
    return {
      grid: { left: 112, right: 8, top: 0, bottom: 8 },
      xAxis: { ...silent, max: Math.max(...chart.groups.map(total)) },
      yAxis: { ...axis(chart.groups.map((group) => group.label)), axisLabel: { ...text, align: "left", margin: 112 } },
      series: [{
        type: "custom", data: rows, encode: { x: [1, 2], y: 0 },
        renderItem({ dataIndex }, api) {
          const row = api.value(0), { it } = rows[dataIndex];
          const [from, middle] = api.coord([api.value(1), row]), [to] = api.coord([api.value(2), row]);
          const half = api.size([0, 1])[1] * 0.35, point = row === 1 ? -8 : 8;
          const corners = [[from, -half], [to, -half], [to + point, 0], [to, half], [from, half], [from + point, 0]];
          return {
            type: "polygon",
            shape: { points: corners.map(([x, y]) => [x, middle + y]) },
            style: { fill: sides[it.side], stroke: paper },
            textConfig: { position: "inside" },
            textContent: { style: { text: to - from > 80 ? `${it.short} ${it.text}` : it.text, fill: "#fff", fontSize: 13 } },
          };
        },
      }],
    };
  },
};

// --- Page

const waiting = new Set();
/** A chart in a box, that follows the box's width. */
function begin(box, label, option) {
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", label);
  const chart = init(box, null, { renderer: "canvas" });
  waiting.add(chart);
  const drawn = () => {
    chart.off("finished", drawn);
    waiting.delete(chart);
    if (waiting.size === 0) performance.mark("charts-ready");
  };
  chart.on("finished", drawn);
  chart.setOption(option);
  let width = box.clientWidth;
  new ResizeObserver(() => {
    if (box.clientWidth !== width) chart.resize(), (width = box.clientWidth);
  }).observe(box);
  return chart;
}

for (const chart of article.charts)
  begin(document.querySelector(`#chart-${chart.id} .plot`), chart.title, {
    ...calm,
    tooltip: tooltip(tellFigure),
    ...options[chart.kind](chart),
  });

const regions = feature(article.topology, article.topology.objects.prefectures);
for (const region of regions.features) region.properties.name = region.properties.name_zh;
registerMap("yunnan", regions);

function points(shown) {
  return article.points.flatMap((point) => {
    const projects = article.projects.filter((it) => it.place === point.id && (!shown || shown.has(it.id)));
    if (projects.length === 0) return [];
    const [first, ...others] = projects;
    const same = others.every((it) => it.theme === first.theme);
    const itemStyle = { color: same ? color(`theme-${first.theme}`) : ink };
    const label = { show: others.length > 0, formatter: String(projects.length), color: "#fff", fontSize: 12 };
    return [{ name: point.name, value: [point.lon, point.lat], point, projects, itemStyle, label }];
  });
}

const box = document.querySelector(".map");
const map = begin(box, "项目地图", {
  ...calm,
  tooltip: tooltip(({ data, name }) => (data?.projects ? told(data.point, data.projects) : name)),
  geo: {
    map: "yunnan", left: 6, right: 6, top: 6, bottom: 6, nameProperty: "name",
    label: { show: true, color: muted, fontSize: 12, formatter: ({ name }) => regions.features.find((it) => it.properties.name === name).properties.short_zh },
    itemStyle: { areaColor: color("land"), borderColor: color("border") },
    emphasis: { label: { color: muted }, itemStyle: { areaColor: color("rule") } },
    tooltip: { show: true },
  },
  series: [{ type: "scatter", coordinateSystem: "geo", symbolSize: 18, data: points(), itemStyle: { borderColor: paper, borderWidth: 1.5 } }],
});
map.on("click", ({ data }) => data?.projects && openProject(data.projects[0].id));

let asked = false;
map.on("finished", () => {
  if (asked) performance.mark("filter-done");
  asked = false;
});
watchFilter((shown) => {
  asked = true;
  map.setOption({ series: [{ data: points(shown) }] });
});

// for the bench: where the marks of the map are
window.benchPoints = () => {
  const { x, y } = box.getBoundingClientRect();
  return points().map(({ value }) => map.convertToPixel("geo", value)).map(([dx, dy]) => [x + dx, y + dy]);
};
window.benchTip = () => {
  const tip = box.querySelector(".bench-tip");
  return Boolean(tip) && tip.style.visibility !== "hidden" && tip.style.opacity !== "0" && tip.textContent;
};
