// The charts and the map with D3: SVG, drawn once and again at another width; a filter joins the marks of the map anew.
import { select } from "d3-selection";
import { scaleBand, scaleLinear } from "d3-scale";
import { geoMercator, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { article } from "article-data";
import { markAfterFrame, openProject, told, watchFilter } from "./list.js";

const LABEL = 104, VALUE = 76;

// --- Tooltip: one for the page, beside the pointer and within the window

const tip = document.getElementById("tip");
function tell(selection, text) {
  selection
    .on("pointermove", (event, datum) => {
      const words = text(datum);
      if (tip.hidden || tip.textContent !== words) [tip.textContent, tip.hidden] = [words, false];
      const x = Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 4);
      const y = event.clientY + 12 + tip.offsetHeight > innerHeight ? event.clientY - 12 - tip.offsetHeight : event.clientY + 12;
      tip.style.transform = `translate(${x}px, ${y}px)`;
    })
    .on("pointerleave", () => (tip.hidden = true));
}
const tellFigure = (selection) => tell(selection, (it) => `${it.name}\n${it.text}\n${it.origin}`);

// --- Charts

const sides = { sea: "var(--hu)", mountain: "var(--dian)", none: "var(--none)" };
const largest = (chart) => Math.max(...chart.groups.flatMap((group) => group.figures.map((it) => it.value)));

function words(parent, x, y, text, anchor = "start") {
  return parent.append("text").attr("x", x).attr("y", y).attr("dy", ".35em").attr("text-anchor", anchor).text(text);
}

const draw = {
  bars(svg, chart, width) {
    const rows = chart.groups.flatMap((group) => group.figures.map((it) => ({ ...it, group: group.label })));
    const y = scaleBand().domain(rows.keys()).range([0, chart.height - 8]).padding(0.35);
    const x = scaleLinear().domain([0, largest(chart)]).range([0, width - LABEL - VALUE]);
    const row = svg.selectAll("g").data(rows).join("g").attr("transform", (_, index) => `translate(0 ${y(index)})`);
    row.each(function (it) {
      const one = select(this);
      words(one, 0, y.bandwidth() * 0.25, it.short);
      words(one, 0, y.bandwidth() * 0.85, it.group).attr("font-size", 11).attr("fill", "var(--muted)");
      words(one, LABEL + x(it.value) + 6, y.bandwidth() / 2, it.text);
    });
    row.append("rect").attr("x", LABEL).attr("width", (it) => x(it.value)).attr("height", y.bandwidth())
      .attr("fill", (it) => sides[it.side]).call(tellFigure);
  },

  paired(svg, chart, width) {
    const middle = width / 2;
    const y = scaleBand().domain(chart.groups.keys()).range([20, chart.height - 8]).padding(0.35);
    const x = scaleLinear().domain([0, largest(chart)]).range([0, middle - 40 - VALUE]);
    words(svg, middle - 40, 8, "上海", "end");
    words(svg, middle + 40, 8, "云南");
    const row = svg.selectAll("g").data(chart.groups).join("g").attr("transform", (_, index) => `translate(0 ${y(index)})`);
    row.each(function (group) {
      const one = select(this), half = y.bandwidth() / 2;
      words(one, middle, half, group.label, "middle");
      group.figures.forEach((it, index) => {
        const left = index === 0, length = x(it.value);
        const end = left ? middle - 40 - length : middle + 40 + length;
        one.append("rect").datum(it).attr("x", left ? end : middle + 40).attr("width", length)
          .attr("height", y.bandwidth()).attr("fill", sides[it.side]).call(tellFigure);
        words(one, end + (left ? -6 : 6), half, it.text, left ? "end" : "start");
      });
    });
  },

  flow(svg, chart, width) {
    const total = (group) => group.figures.reduce((sum, it) => sum + it.value, 0);
    const y = scaleBand().domain(chart.groups.keys()).range([0, chart.height - 8]).padding(0.3);
    const x = scaleLinear().domain([0, Math.max(...chart.groups.map(total))]).range([0, width - LABEL - 16]);
    const row = svg.selectAll("g").data(chart.groups).join("g").attr("transform", (_, index) => `translate(0 ${y(index)})`);
    row.each(function (group, index) {
      const one = select(this), height = y.bandwidth(), back = index === 1;
      words(one, 0, height / 2, group.label);
      let at = 0;
      for (const it of group.figures) {
        const from = LABEL + 8 + x(at), to = LABEL + 8 + x((at += it.value));
        // both ends point the way that people went
        const point = back ? -8 : 8;
        one.append("path").datum(it).attr("fill", sides[it.side]).attr("stroke", "var(--paper)")
          .attr("d", `M${from} 0H${to}l${point} ${height / 2}l${-point} ${height / 2}H${from}l${point} ${-height / 2}z`)
          .call(tellFigure);
        const label = to - from > 80 ? `${it.short} ${it.text}` : it.text;
        words(one, (from + to + point) / 2, height / 2, label, "middle").attr("fill", "#fff").attr("pointer-events", "none");
      }
    });
  },
};

function drawChart(chart) {
  const plot = document.querySelector(`#chart-${chart.id} .plot`);
  whenWide(plot, (width) => {
    const svg = select(plot).selectAll("svg").data([chart]).join("svg").attr("role", "img").attr("aria-label", chart.title);
    svg.attr("viewBox", `0 0 ${width} ${chart.height}`).attr("font-size", 13).selectChildren().remove();
    draw[chart.kind](svg, chart, width);
  });
}

// --- Map

const regions = feature(article.topology, article.topology.objects.prefectures).features;
const borders = mesh(article.topology, article.topology.objects.prefectures);
let shown = new Set(article.projects.map((project) => project.id));
let drawPoints;

function drawMap() {
  const box = document.querySelector(".map");
  whenWide(box, (width) => {
    const height = Math.round(width * 1.04);
    const projection = geoMercator().fitExtent([[6, 6], [width - 6, height - 6]], { type: "FeatureCollection", features: regions });
    const path = geoPath(projection);
    const svg = select(box).selectAll("svg").data([0]).join("svg").attr("role", "img").attr("aria-label", "项目地图");
    svg.attr("viewBox", `0 0 ${width} ${height}`).attr("font-size", 12).attr("text-anchor", "middle").selectChildren().remove();
    svg.append("g").attr("fill", "var(--land)").selectAll("path").data(regions).join("path").attr("d", path)
      .call(tell, ({ properties }) => properties.name_zh);
    svg.append("path").attr("d", path(borders)).attr("fill", "none").attr("stroke", "var(--border)").attr("pointer-events", "none");
    svg.append("g").attr("fill", "var(--muted)").attr("pointer-events", "none").selectAll("text").data(regions).join("text")
      .attr("transform", (region) => `translate(${path.centroid(region)})`).text(({ properties }) => properties.short_zh);
    const marks = svg.append("g").attr("stroke", "var(--paper)").attr("stroke-width", 1.5);
    drawPoints = () => {
      const points = article.points
        .map((point) => ({ ...point, projects: article.projects.filter((it) => it.place === point.id && shown.has(it.id)) }))
        .filter((point) => point.projects.length);
      const mark = marks.selectAll("g").data(points, (point) => point.id).join((enter) => {
        const one = enter.append("g").attr("class", "point").attr("cursor", "pointer");
        one.attr("transform", ({ lon, lat }) => `translate(${projection([lon, lat])})`);
        one.append("circle").attr("r", 9);
        one.append("text").attr("dy", ".35em").attr("fill", "#fff").attr("stroke", "none");
        return one.call(tell, (point) => told(point, point.projects)).on("click", (_, point) => openProject(point.projects[0].id));
      });
      mark.select("circle").attr("fill", ({ projects: [first, ...others] }) =>
        others.every((it) => it.theme === first.theme) ? `var(--theme-${first.theme})` : "var(--ink)");
      mark.select("text").text(({ projects }) => (projects.length > 1 ? projects.length : ""));
    };
    drawPoints();
  });
}

// --- Page

/** Draws at once, and again when the box has another width. */
function whenWide(box, draw) {
  let width = box.clientWidth;
  draw(width);
  new ResizeObserver(() => {
    if (box.clientWidth !== width) draw((width = box.clientWidth));
  }).observe(box);
}

article.charts.forEach(drawChart);
drawMap();
performance.mark("charts-ready");

watchFilter((ids) => {
  shown = ids;
  drawPoints();
  markAfterFrame("filter-done");
});

// for the bench: where the marks of the map are
window.benchPoints = () =>
  [...document.querySelectorAll(".point")].map((mark) => {
    const { x, y, width, height } = mark.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  });
window.benchTip = () => !tip.hidden && tip.textContent;
