import { Html } from "./html.ts";

/**
 * What runs in the page: draws every chart of `#charts` into the element of its name, in the colours of the style.
 *
 * @param more runs before that, and may use what this declares
 */
export const pageScript = (more = new Html("")): Html =>
  new Html(`
"use strict";
{
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const dashes = [[], [7, 4], [2, 3], [10, 3, 2, 3]];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const font = "12px " + getComputedStyle(document.body).fontFamily;

  const number = (value) =>
    value === 0 ? "0" : Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  const withUnit = (chart, text) => text + (chart.unit === "°" ? "°" : chart.unit && " " + (chart.unit === "share" ? "%" : chart.unit));
  const scaled = (chart, value) => (chart.unit === "share" ? 100 * value : value);
  /** Beside an axis: as many decimals as tell one tick from the next. */
  const tick = (chart) => (value, step) => {
    if (value === null) return "";
    const shown = scaled(chart, value);
    const decimals = Math.ceil(-Math.log10(Math.abs(scaled(chart, step ?? 0))));
    return withUnit(chart, decimals > 2 && decimals < 6 ? shown.toFixed(decimals) : number(shown));
  };
  /** Beside a name: as many digits at any value, so that the line keeps still. */
  const reading = (chart) => (value) => {
    if (value === null || value === undefined) return "–";
    const shown = scaled(chart, value);
    return withUnit(chart, chart.unit === "share" || chart.unit === "°" ? shown.toFixed(1) : Math.abs(shown) >= 1e5 || Math.abs(shown) < 1e-3 ? number(shown) : shown.toPrecision(3));
  };

  const known = (columns) => columns.flat().filter((value) => value !== null);
  const edgesOf = (series) => known(series.flatMap(({ band }) => (band ? [band.low, band.high] : [])));
  /** Losses and weights that span more than a decade are shown by their logarithms, if all of them have one. */
  const logarithmic = (chart) => {
    const values = known(chart.series.map((series) => series.values));
    const low = Math.min(...values);
    return chart.unit === "" && chart.form === "lines" && Math.min(low, ...edgesOf(chart.series)) > 0 && Math.max(...values) / low > 12;
  };

  /** Where the runs lie that a line is the mean of, behind all lines. */
  const bands = (chart) => (u) => {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const [k, { hue, band }] of chart.series.entries()) {
      const { show, alpha = 1 } = u.series[k + 1];
      if (!band || !show) continue;
      const known = [...chart.x.keys()].filter((i) => band.low[i] !== null);
      ctx.beginPath();
      for (const [edge, places] of [[band.low, known], [band.high, known.toReversed()]])
        for (const i of places) ctx.lineTo(u.valToPos(chart.x[i], "x", true), u.valToPos(edge[i], "y", true));
      ctx.globalAlpha = 0.16 * alpha;
      ctx.fillStyle = colour("--" + (hue ?? "ink"));
      ctx.fill();
    }
    ctx.restore();
  };

  /** Columns from the bottom up, the first task on top: each series is drawn down to zero, the tallest first. */
  const stacked = (chart) => {
    const sums = chart.x.map(() => 0);
    const totals = chart.series.toReversed().map(({ values }) => values.map((value, i) => (value === null ? null : (sums[i] += value)))).toReversed();
    return [[...chart.x, chart.x.at(-1) + 1].map((x) => x - 0.5), ...totals.map((values) => [...values, values.at(-1)])];
  };

  const marks = (chart, line) => (u) => {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.strokeStyle = line;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
    for (const mark of chart.marks) {
      const y = Math.round(u.valToPos(mark, "y", true)) + 0.5;
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
    ctx.restore();
  };

  const xRange = (chart) => {
    const first = chart.x[0];
    const last = chart.x.at(-1);
    return chart.xLabel === "period" ? [first - 0.5, last + 0.5] : first === last ? [first - 0.5, last + 0.5] : [first, last];
  };
  /** The number of one digit that is next below: from others the ticks of logarithms never reach the next power of ten. */
  const oneDigit = (value) => {
    const [digit, power] = value.toExponential(9).split("e");
    return Number(digit[0] + "e" + power);
  };
  const yRange = (chart) => (u, lowest, highest) => {
    if (chart.form === "stack") return [0, 1];
    const log = logarithmic(chart);
    // All lines may be hidden.
    if (lowest === null) return log ? [0.1, 1] : [0, 1];
    const edges = edgesOf(chart.series.filter(({ label }) => !hidden.has(label)));
    const [low, high] = [Math.min(lowest, ...edges), Math.max(highest, ...edges)];
    if (log) return [oneDigit(low / 1.25), high * 1.15];
    const [least, most] = [low, high].map((value, side) => [...chart.marks, value].reduce(side ? (a, b) => Math.max(a, b) : (a, b) => Math.min(a, b)));
    const pad = (most - least || Math.abs(most) || 1) * 0.08;
    const floor = least - pad;
    // A chart of what cannot be negative starts at zero where zero is near.
    return [least >= 0 && (floor < 0 || least < 0.45 * most) ? 0 : floor, most + pad];
  };

  /** Names of the lines that no chart shows. */
  const hidden = new Set();

  const draw = (chart, place) => {
    const stack = chart.form === "stack";
    const ink = colour("--ink");
    const soft = colour("--soft");
    const rule = colour("--faint");
    const card = colour("--card");
    const text = tick(chart);
    const read = reading(chart);
    const log = logarithmic(chart);
    const data = stack ? stacked(chart) : [chart.x, ...chart.series.map(({ values }) => values)];
    const most = chart.legend === "page" ? 12 : 40;
    const dense = chart.x.length > most;
    const ends = xRange(chart);
    const axis = { stroke: soft, font, ticks: { show: false }, grid: { stroke: rule, width: 1 } };
    const series = chart.series.map(({ label, hue, dash, values }) => {
      const stroke = hue === null ? ink : colour("--" + hue);
      const count = values.filter((value) => value !== null).length;
      return {
        label,
        show: !hidden.has(label),
        stroke: stack ? card : stroke,
        fill: stack ? "color-mix(in oklab, " + stroke + " 82%, " + card + ")" : undefined,
        width: stack ? 1.5 : hue === null ? 2.25 : 1.75,
        dash: stack ? [] : dashes[dash % dashes.length],
        paths: stack ? uPlot.paths.stepped({ align: 1 }) : undefined,
        points: { show: !stack && (!dense || count < most), size: 5, fill: stroke, stroke, width: 0 },
        spanGaps: !stack,
        pxAlign: stack ? 1 : 0,
        value: (u, value, k, i) => {
          // The place of the cursor may have a value of another series only: the last one before it is meant.
          let at = Math.min(i ?? values.length - 1, values.length - 1);
          while (at > 0 && values[at] === null) at--;
          return read(values[at]);
        },
      };
    });
    const u = new uPlot({
      width: place.clientWidth,
      height: place.closest(".wide") ? 300 : 200,
      padding: [8, 8, 0, 0],
      scales: { x: { time: false, range: (self, low, high) => (low <= data[0][0] && high >= data[0].at(-1) ? ends : [low, high]) }, y: { distr: log ? 3 : 1, range: yRange(chart) } },
      axes: [
        { ...axis, grid: { show: false }, size: 24, space: 32, label: chart.xLabel, labelSize: 18, labelGap: 0, labelFont: font, ...(ends[1] - ends[0] >= 1 && { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] }), values: (self, splits) => splits.map(number) },
        { ...axis, size: (self, labels) => Math.max(30, 12 + 7 * Math.max(0, ...(labels ?? []).map((label) => label.length))), space: log ? 16 : 34, values: (self, splits) => splits.map((value) => (log && !/^[125]e/.test(value?.toExponential() ?? "") ? "" : text(value, splits[1] - splits[0]))) },
      ],
      cursor: {
        sync: { key: chart.xLabel, scales: ["x", null] },
        drag: { x: true, y: false },
        points: { show: !stack },
        y: false,
        focus: { prox: -1 },
        ...(stack && { dataIdx: (self, k, i, x) => Math.min(chart.x.length - 1, Math.max(0, chart.x.findLastIndex((at) => at - 0.5 <= x))) }),
      },
      focus: { alpha: 0.15 },
      legend: { show: chart.legend === "below", markers: { stroke: (self, k) => series[k - 1].fill ?? series[k - 1].stroke, dash: (self, k) => (series[k - 1].dash.length ? (series[k - 1].dash[0] < 4 ? "dotted" : "dashed") : "solid") } },
      series: [{ label: chart.xLabel, value: (self, x, k, i) => number(chart.x[Math.min(i ?? chart.x.length - 1, chart.x.length - 1)]) }, ...series],
      hooks: { drawAxes: [bands(chart)], draw: [marks(chart, stack ? ink : soft)] },
    }, data, place);
    const rest = () => u.setLegend({ idx: chart.x.length - 1 }, false);
    u.over.addEventListener("mouseleave", () => setTimeout(rest));
    rest();
    return u;
  };

  const drawn = new Map();
  /** Called with every chart that is drawn and its place. */
  const afterDrawing = [];
  const drawAll = () => {
    for (const chart of charts) {
      const place = document.querySelector('.plot[data-chart="' + CSS.escape(chart.id) + '"]');
      drawn.get(place)?.destroy();
      const u = draw(chart, place);
      drawn.set(place, u);
      for (const then of afterDrawing) then(u, place);
    }
  };
${more.text}
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const u = drawn.get(target);
      if (target.clientWidth !== u.width) u.setSize({ width: target.clientWidth, height: u.height });
    }
  });
  for (const place of drawn.keys()) resized.observe(place);
}
`);
