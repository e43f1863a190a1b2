// The pages' HTML, made at build time as a newsroom's server would: all words stand in it, so that they are read before
// any script has come. Scripts add the charts, the map and the filter.

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const each = (list, make) => list.map(make).join("");

const figure = ({ name, text, origin }) =>
  `<dl><dt>${escaped(name)}</dt><dd><b>${escaped(text)}</b></dd><dd class="quiet">${escaped(origin)}</dd></dl>`;

// `drawn` holds pictures for the page without script; elsewhere the height is kept for what will be drawn.
const chart = (drawn) => ({ id, title, reading, note, height }) => `<figure id="chart-${id}">
<h3>${escaped(title)}</h3><p class="quiet">${escaped(reading)}</p>
${drawn ? `<div class="plot">${drawn[id]}</div>` : `<div class="plot" data-height="${height}"></div>`}
<figcaption class="quiet">${escaped(note)}</figcaption></figure>`;

const project = (themes) => ({ id, name, what, theme, where, partners, words }) =>
  `<li id="${id}" data-theme="${theme}" data-words="${escaped(words)}"><details><summary>
<i class="theme-${theme}"></i><span><b>${escaped(name)}</b><br><small class="quiet">${escaped(where)}</small></span></summary>
<p>${escaped(what)}</p><p class="quiet">${escaped(themes[theme])}${partners && ` · ${escaped(partners)}`}</p></details></li>`;

const filters = (themes) => `<div class="filters"><input id="search" type="search" placeholder="卯家湾、鲁甸…"
aria-label="搜索" autocomplete="off"><button data-theme="" aria-pressed="true">全部</button>${each(
  themes,
  (name, index) => `<button data-theme="${index}" aria-pressed="false"><i class="theme-${index}"></i>${escaped(name)}</button>`,
)}</div>`;

export function html(article, { style, script, drawn }) {
  const { charts, themes, projects } = article;
  // heights by rules of their own, since a strict policy forbids style attributes
  const heights = each(charts, ({ id, height }) => `#chart-${id} .plot{height:${height}px}`);
  return `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(article.title)}</title><link rel="icon" href="data:,">
<style>${style}${drawn ? "" : heights}</style>${script ? `<script type="module" src="${script}"></script>` : ""}</head>
<body><main><header><h1>${escaped(article.title)}</h1><p>${escaped(article.subtitle)}</p></header>
<section class="figures">${each(article.figures, figure)}</section>
<section class="charts">${each(charts, chart(drawn))}</section>
<section class="projects">${drawn ? "" : filters(themes)}
<div class="map${drawn ? "" : " kept"}">${drawn ? drawn.map : ""}</div>
<div><p role="status" id="count">${projects.length}个项目</p><ul id="list">${each(projects, project(themes))}</ul></div></section>
<footer class="quiet"><p>${escaped(article.source)}</p>${each(article.credits, (line) => `<p>${escaped(line)}</p>`)}</footer>
</main>${drawn ? "" : `<div id="tip" role="tooltip" hidden></div>`}</body></html>`;
}
