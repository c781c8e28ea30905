import { Html } from "./html.ts";
import { paletteStyle } from "./palette.ts";

/** The look of the page: light or dark as the reader's system is, from a telephone's width on. */
export const PAGE_STYLE = new Html(`
:root {
  color-scheme: light dark;
  --page: #f6f6f3; --card: #ffffff; --ink: #1c1d20; --soft: #63666d; --rule: #e3e3de; --faint: #efefeb;
  --good: #0f7a4d; --bad: #b3362c; ${paletteStyle("light")}
  --sans: "Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121316; --card: #1a1c20; --ink: #e9e9e6; --soft: #9a9ea6; --rule: #2d3036; --faint: #22252a;
    --good: #5cc796; --bad: #f08a80; ${paletteStyle("dark")}
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 var(--sans); font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
main { max-width: 1160px; margin: 0 auto; padding: 56px 28px 96px; }
h1, h2, h3, p, dl, dd, ul, figure { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: clamp(1.55rem, 1.1rem + 1.9vw, 2.35rem); line-height: 1.15; letter-spacing: -0.022em; font-weight: 680; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; letter-spacing: -0.014em; font-weight: 650; margin: 60px 0 16px; }
h3 { font-size: 0.98rem; font-weight: 620; line-height: 1.35; }
.overline { color: var(--soft); font-size: 0.82rem; letter-spacing: 0.02em; margin-bottom: 8px; }
.lead { color: var(--soft); margin-bottom: 16px; max-width: 44em; }
.status { margin-top: 8px; font-size: 0.92rem; color: var(--soft); }
.status::before { content: ""; display: inline-block; width: 8px; height: 8px; border-radius: 50%; margin-right: 8px; vertical-align: 0.08em; background: var(--good); }
.status.open::before { background: none; border: 2px solid var(--soft); }
.facts { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1px; margin-top: 32px; background: var(--rule); border: 1px solid var(--rule); border-radius: 12px; overflow: hidden; }
.facts > div { background: var(--card); padding: 16px 18px 15px; min-width: 0; }
.facts dt { color: var(--soft); font-size: 0.8rem; margin-bottom: 3px; }
.facts dd { font-size: 1.06rem; font-weight: 560; line-height: 1.4; overflow-wrap: anywhere; }
.facts small { display: block; color: var(--soft); font-size: 0.8rem; font-weight: 400; }
.names { display: flex; flex-wrap: wrap; gap: 2px 18px; margin-top: 12px; font-weight: 560; }
.names li { min-width: 0; }
.task { overflow-wrap: anywhere; }
.task::before { content: ""; display: inline-block; flex: none; width: 0.62em; height: 0.62em; border-radius: 2px; margin-right: 0.5em; background: var(--colour); }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 6px 18px 12px; }
table.results { border-collapse: collapse; width: 100%; font-size: 0.94rem; }
.results th, .results td { text-align: right; padding: 6px 0 6px 20px; font-weight: 400; white-space: nowrap; }
.results td { color: var(--soft); }
.results th:first-child { text-align: left; padding-left: 0; white-space: normal; overflow-wrap: break-word; }
.results thead th { color: var(--soft); font-size: 0.8rem; padding-top: 10px; }
.results tbody tr + tr { border-top: 1px solid var(--faint); }
.results tbody .group th { padding-top: 18px; font-weight: 620; }
.results tbody th[scope="row"] { color: var(--soft); padding-left: 1.05em; }
abbr { text-decoration: none; opacity: 0.75; }
.results td.last { color: var(--ink); font-weight: 560; }
.results td.better { color: var(--good); }
.results td.worse { color: var(--bad); }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 310px), 1fr)); gap: 16px; margin-top: 16px; }
.grid.pair { grid-template-columns: repeat(auto-fit, minmax(min(100%, 430px), 1fr)); }
.chart { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 16px 18px 12px; min-width: 0; display: flex; flex-direction: column; }
.chart figcaption { margin-bottom: 10px; }
.chart figcaption p { color: var(--soft); font-size: 0.84rem; line-height: 1.45; max-width: 60em; }
.plot { min-height: 200px; }
.wide .plot { min-height: 300px; }
.empty { flex: 1; min-height: 110px; display: grid; place-items: center; text-align: center; color: var(--soft); font-size: 0.88rem; padding: 12px; border: 1px dashed var(--rule); border-radius: 8px; }
.uplot { font-family: inherit; width: 100%; }
.uplot .u-legend { text-align: left; font-size: 0.84rem; margin: 4px 0 0; width: 100%; border: 0; }
.uplot .u-legend tr { margin-right: 16px; }
.uplot .u-legend th, .uplot .u-legend td { padding: 1px 0; white-space: normal; color: var(--ink); }
.uplot .u-legend th { font-weight: 400; color: var(--soft); cursor: pointer; }
.uplot .u-legend th::after { content: none !important; }
.uplot .u-legend td { font-weight: 560; padding-left: 0.45em; min-width: 3.4em; text-align: left; }
.uplot .u-legend .u-marker { width: 14px; height: 0; border-width: 0 0 2.5px !important; margin-right: 6px; border-radius: 0; }
.uplot .u-legend .u-series:first-child .u-marker { display: none; }
.uplot .u-legend .u-label { overflow-wrap: anywhere; }
.uplot .u-select { background: color-mix(in srgb, var(--ink) 8%, transparent); }
.u-hz .u-cursor-x { border-color: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; align-items: baseline; font-size: 0.86rem; color: var(--soft); margin-bottom: 8px; }
.legend-title { font-weight: 600; color: var(--ink); }
.legend ul { display: flex; flex-wrap: wrap; gap: 2px 14px; }
.legend li { display: inline-flex; align-items: center; gap: 6px; overflow-wrap: break-word; }
.legend i { flex: none; width: 12px; height: 12px; border-radius: 3px; box-shadow: inset 0 0 0 1px rgb(128 128 128 / 0.35); }
.legend i.ramp { width: 128px; }
.epochs { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; gap: 10px; padding: 12px 0; margin-top: 12px; background: var(--page); border-bottom: 1px solid var(--rule); font-size: 0.92rem; }
.epochs label { color: var(--soft); }
.epochs output { min-width: 2.6em; font-weight: 620; font-size: 1.06rem; }
.epochs input { flex: 1; min-width: 0; accent-color: var(--ink); cursor: pointer; }
.moments { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 500px), 1fr)); gap: 28px 24px; margin-top: 20px; }
.moment { display: grid; grid-template-columns: 1.6em repeat(var(--cells), minmax(0, 1fr)); min-width: 0; font-size: 0.8rem; color: var(--soft); }
.moment .heads { grid-column: 2 / -1; display: grid; grid-template-columns: subgrid; text-align: center; padding-bottom: 5px; }
.moment .heads span { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.moment .side { grid-column: 1; display: grid; grid-auto-rows: minmax(0, 1fr); min-height: 0; }
.moment .side span { writing-mode: vertical-rl; transform: rotate(180deg); text-align: center; overflow: hidden; min-height: 0; white-space: nowrap; }
.moment .strip { position: relative; }
.moment .strip.truth { grid-column: 2 / -1; --n: var(--cells); }
.moment .strip.made { grid-column: 3 / -1; --n: calc(var(--cells) - 1); }
.moment .strip img { display: block; width: 100%; height: auto; }
/* The cells of a strip lie side by side: what parts them is the page showing through. */
.moment .strip::after {
  content: ""; position: absolute; inset: 0; --cell: calc(100% / var(--n));
  background: repeating-linear-gradient(to right, var(--page) 0 3px, transparent 3px calc(var(--cell) - 3px), var(--page) calc(var(--cell) - 3px) var(--cell));
  border: solid var(--page); border-width: 3px 0; pointer-events: none;
}
.moment .strip.made::before { content: ""; position: absolute; z-index: 1; inset: calc(50% - 3px) 0 auto; height: 6px; background: var(--page); }
.moment figcaption { grid-column: 2; align-self: center; text-align: center; padding: 0 8px; overflow-wrap: anywhere; color: var(--ink); font-weight: 560; }
.confusion { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 16px 18px 12px; }
.confusion + .confusion { margin-top: 16px; }
.confusion figcaption p { color: var(--soft); font-size: 0.84rem; }
.confusion .scroll { border: 0; padding: 0; margin-top: 6px; }
.confusion table { border-collapse: separate; border-spacing: 2px; font-size: 0.8rem; }
.confusion th { font-weight: 400; color: var(--soft); text-align: left; white-space: nowrap; padding: 0 10px 0 0; }
.confusion thead th { vertical-align: bottom; padding: 0 0 4px; }
.confusion th i { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 7px; box-shadow: inset 0 0 0 1px rgb(128 128 128 / 0.35); }
.confusion .up span { writing-mode: vertical-rl; transform: rotate(180deg); display: inline-block; }
.confusion th.up { text-align: center; }
.confusion .cell { height: 28px; min-width: 36px; text-align: center; border-radius: 4px; padding: 0; background: color-mix(in oklab, var(--colour) var(--share), var(--faint)); color: var(--soft); }
.confusion .right { color: var(--ink); font-weight: 620; box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--colour) 55%, transparent); }
.confusion .half { color: var(--ink); }
.confusion .full { color: var(--card); }
.confusion.dense .cell { font-size: 0; height: 15px; min-width: 14px; border-radius: 2px; }
.confusion .number { text-align: right; padding: 0 0 0 12px; color: var(--soft); white-space: nowrap; }
.confusion thead .number, .confusion thead .bar { padding-bottom: 4px; }
.confusion thead .bar { padding-left: 14px; }
.confusion td.bar { padding: 0 16px 0 14px; white-space: nowrap; color: var(--soft); }
.confusion td.bar b { display: inline-block; height: 10px; width: calc(var(--iou) * 90px); min-width: 1px; margin-right: 8px; border-radius: 3px; background: var(--colour); }
.confusion td.bar span { color: var(--ink); font-weight: 560; }
details { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 12px 18px; }
summary { cursor: pointer; font-weight: 560; }
pre { font: 0.82rem/1.6 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; margin: 12px 0 4px; }
@media (max-width: 820px) { .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@media (max-width: 560px) {
  main { padding: 28px 14px 56px; }
  h2 { margin-top: 44px; }
  .results th, .results td { padding-left: 12px; }
  table.results { font-size: 0.88rem; }
  .results tbody th[scope="row"] { padding-left: 0; }
  .scroll { padding: 4px 14px 10px; }
  .chart { padding: 14px 14px 10px; }
  .facts > div { padding: 12px 14px; }
}
@media print { .chart, .moment, .confusion, .scroll { break-inside: avoid; } main { padding: 0; } }
`);
