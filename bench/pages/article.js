// What an article needs of the dataset, in Chinese: the pages that are compared show the same words and numbers.

/** The charts that every page draws, in their order. */
const CHARTS = ["talent-exchange", "paired-institutions", "money-2023", "industry-2023"];
/** Beside the headline figures, so that some ten stand in the article. */
const MORE_FIGURES = ["training-classes", "mohan-crossings", "maojiawan-people", "model-villages"];
const ROW = 44;

export function article(program, topology) {
  const zh = (text) => text?.["zh-Hans"] ?? "";
  const by = (list, key = "id") => new Map(list.map((one) => [one[key], one]));
  const figures = by(program.figures), periods = by(program.periods), units = by(program.units);
  const regions = by(program.map.regions, "adcode"), places = by(program.places), partners = by(program.partners);

  const place = (id) => {
    const [section, number] = id.split(".");
    return section === "0" ? `导语第${number}段` : `第${"一二三四"[section - 1]}节第${number}段`;
  };
  const figure = (id) => {
    const it = figures.get(id);
    const { value, scale = "", qualifier = "", period } = it.observations.at(-1);
    return {
      name: zh(it.label),
      short: zh(it.short),
      value: value * { "": 1, 万: 1e4, 亿: 1e8 }[scale],
      text: `${value.toLocaleString("en")}${scale}${qualifier}${zh(units.get(it.unit).text)}`,
      origin: `${zh(periods.get(period).text)} · 据报道${place(it.paragraph)}`,
      side: it.side ?? "none",
    };
  };

  const charts = CHARTS.map((id) => {
    const { title, reading, note, panels } = program.charts.find((chart) => chart.id === id);
    const [{ kind, groups }] = panels;
    const made = groups.map((group) => ({ label: zh(group.label), figures: group.figures.map(figure) }));
    const rows = kind === "bars" ? made.reduce((sum, group) => sum + group.figures.length, 0) : made.length;
    return { id, kind, title: zh(title), reading: zh(reading), note: zh(note), groups: made, height: rows * ROW + 28 };
  });

  const themeOf = (project) => program.themes.findIndex((theme) => theme.id === project.theme);
  const projects = program.projects.map((project) => ({
    id: project.id,
    name: zh(project.name),
    what: zh(project.what),
    theme: themeOf(project),
    place: project.place,
    where: `${zh(regions.get(places.get(project.place).region).name)} · ${zh(project.topic)}`,
    partners: project.partners.map((id) => zh(partners.get(id).name)).join("、"),
    // found by them, though they are not shown
    words: [...(project.search ?? []), project.name.en, zh(places.get(project.place).name)].join(" ").toLowerCase(),
  }));

  // One mark a place, as several projects share one.
  const points = program.places
    .map(({ id, name, lon, lat }) => ({ id, name: zh(name), lon, lat }))
    .filter(({ id }) => projects.some((project) => project.place === id));

  return {
    title: zh(program.title),
    subtitle: zh(program.subtitle),
    source: `${zh(program.source.title)}。${zh(program.source.note)}`,
    credits: [program.map.approval, ...program.map.credits.map(zh)],
    figures: [...program.headline, ...MORE_FIGURES].map(figure),
    charts,
    themes: program.themes.map((theme) => zh(theme.name)),
    projects,
    points,
    topology,
  };
}
