import { Html } from "../report/html.ts";

/** What the report of an experiment looks like besides the common style. */
export const COMPARISON_STYLE = new Html(`
h3.group { margin: 28px 0 10px; font-size: 1.05rem; }
h3.group + .lead { margin-bottom: 0; font-size: 0.9rem; max-width: none; }
.left-out { margin-top: 12px; font-size: 0.9rem; color: var(--soft); overflow-wrap: anywhere; }
.left-out li { border-left: 3px solid var(--bad); padding-left: 12px; margin-top: 6px; }
.left-out b { color: var(--ink); font-weight: 600; }
.methods tbody th[scope="row"] { color: var(--ink); padding-left: 0; min-width: 9em; }
.methods .fields { text-align: left; white-space: normal; overflow-wrap: anywhere; }
.methods td b { font-weight: 680; }
.bars { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 10px 18px 16px; font-size: 0.86rem; }
.bar-axis, .bar-row { display: grid; grid-template-columns: minmax(0, 11em) minmax(0, 1fr) 9.5em; column-gap: 14px; align-items: center; }
.bar-axis { color: var(--soft); font-size: 0.8rem; }
.bar-axis div { position: relative; height: 1.6em; }
.bar-axis div span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.bar-group + .bar-group { border-top: 1px solid var(--faint); margin-top: 8px; }
.bar-group h3 { padding: 8px 0 2px; }
.bar-group h3 small { margin-left: 12px; font-weight: 400; color: var(--soft); white-space: nowrap; }
.bar-label { color: var(--soft); overflow-wrap: anywhere; padding-left: 1.1em; line-height: 1.3; }
.bar-value { text-align: right; white-space: nowrap; }
.bar-track { position: relative; height: 24px; background: repeating-linear-gradient(to right, var(--faint) 0 1px, transparent 1px calc(100% / var(--ticks))); border-right: 1px solid var(--faint); }
.bar-track::before { content: ""; position: absolute; left: var(--zero); top: 0; bottom: 0; border-left: 1px solid var(--soft); }
.bar-track b { position: absolute; top: 5px; bottom: 5px; border-radius: 2px; background: color-mix(in oklab, var(--colour) 72%, var(--card)); }
.bar-track i { position: absolute; top: 50%; height: 0; border-top: 1.5px solid var(--ink); transform: translateY(-50%); }
.bar-track i::before, .bar-track i::after { content: ""; position: absolute; top: -5px; height: 8px; border-left: 1.5px solid var(--ink); }
.bar-track i::before { left: 0; }
.bar-track i::after { right: 0; }
.bar-track i.cut-low::before, .bar-track i.cut-high::after { top: -4.5px; height: 0; border: 4px solid transparent; }
.bar-track i.cut-low::before { border-left-width: 0; border-right: 6px solid var(--ink); }
.bar-track i.cut-high::after { border-right-width: 0; border-left: 6px solid var(--ink); }
#curves .grid { grid-template-columns: repeat(auto-fit, minmax(min(100%, 225px), 1fr)); }
.line-names { position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; gap: 6px; padding: 10px 0; background: var(--page); border-bottom: 1px solid var(--rule); }
.line-names button { font: inherit; font-size: 0.86rem; line-height: 1.4; color: var(--ink); background: var(--card); border: 1px solid var(--rule); border-radius: 999px; padding: 3px 12px; cursor: pointer; display: inline-flex; align-items: center; gap: 8px; overflow-wrap: anywhere; text-align: left; }
.line-names button:hover, .line-names button:focus-visible { border-color: var(--soft); outline: none; }
.line-names i { flex: none; width: 16px; border-top: 3px solid var(--colour); }
.line-names i.dashed { border-top-style: dashed; }
.line-names [aria-pressed="false"] { color: var(--soft); background: none; text-decoration: line-through; }
.line-names [aria-pressed="false"] i { border-color: var(--rule); }
.line-names [data-lines] { background: none; color: var(--soft); }
.plot { position: relative; }
.tip { position: absolute; z-index: 2; top: 6px; min-width: 130px; max-width: 260px; background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 6px 10px; font-size: 0.78rem; line-height: 1.5; pointer-events: none; box-shadow: 0 6px 20px rgb(0 0 0 / 0.16); }
.tip p { display: flex; align-items: baseline; gap: 7px; color: var(--soft); }
.tip i { flex: none; width: 8px; height: 8px; border-radius: 2px; }
.tip span { flex: 1; overflow-wrap: anywhere; }
.tip b { color: var(--ink); font-weight: 560; }
.errors { display: inline-flex; align-items: center; gap: 8px; margin: 6px 0 12px; font-size: 0.92rem; cursor: pointer; }
.errors input { width: 16px; height: 16px; margin: 0; accent-color: var(--ink); }
.predictions { border-collapse: collapse; width: 100%; min-width: calc(var(--columns) * 124px + 2em); table-layout: fixed; font-size: 0.8rem; }
.predictions th, .predictions td { padding: 2px; font-weight: 400; color: var(--soft); vertical-align: top; }
.predictions thead th { padding: 6px 2px; vertical-align: bottom; }
.predictions thead th:nth-child(2) { width: 2em; }
.predictions tbody + tbody td, .predictions tbody + tbody th { padding-top: 2px; }
.predictions tbody + tbody tr:first-child > * { padding-top: 18px; }
.predictions tbody th span { writing-mode: vertical-rl; transform: rotate(180deg); display: inline-block; white-space: nowrap; font-size: 0.74rem; line-height: 1.2; }
.predictions tbody th { vertical-align: middle; }
.predictions .input span { display: block; text-align: center; color: var(--ink); font-weight: 560; padding-top: 4px; overflow-wrap: anywhere; }
.predictions .truth { position: sticky; left: 0; z-index: 1; background: var(--card); }
.picture, .gap { aspect-ratio: var(--ratio); border-radius: 4px; }
.picture { background-position-y: 0; background-repeat: no-repeat; box-shadow: inset 0 0 0 1px var(--card); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.gap { display: grid; place-items: center; border: 1px dashed var(--rule); }
#predictions:has(#errors:checked) .made .picture { background-position-y: 100%; }
@media (max-width: 820px) { .bar-axis, .bar-row { grid-template-columns: minmax(0, 9em) minmax(0, 1fr) 8.6em; column-gap: 8px; } }
@media (max-width: 560px) {
  .bar-axis, .bar-row { grid-template-columns: minmax(0, 1fr) max-content; }
  .bar-axis span:first-child, .bar-axis span:last-child:not(div span) { display: none; }
  .bar-axis div, .bar-track { grid-column: 1 / -1; grid-row: 2; }
  .predictions .truth { position: static; }
}
@media print { #curves .grid { grid-template-columns: repeat(auto-fit, minmax(min(100%, 225px), 1fr)); }
.line-names { position: static; } }
`);
