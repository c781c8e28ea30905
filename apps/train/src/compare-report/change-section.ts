import { single } from "../compare/cells.ts";
import type { Estimate } from "../compare/estimate.ts";
import { formatChange } from "../compare/method-tables.ts";
import { type Html, html } from "../report/html.ts";
import { colouredName } from "../report/task-colour.ts";
import { type BarScale, barScale } from "./bar-scale.ts";
import { type Comparison, methodsOf, tasksOf } from "./comparison.ts";
import { signed } from "./signed.ts";

/** How much better each task is in each method than alone: bars, grouped by method. */
export function changeSection(comparison: Comparison): Html {
  const tasks = tasksOf(comparison);
  const rows = new Map(comparison.summaries.map((summary) => [summary.method, summary]));
  const estimates = [...rows.values()].flatMap(({ changes }) => Object.values(changes));
  const known = estimates.filter((estimate) => estimate !== null);
  return html`<section id="changes">
  <h2>Against single tasks</h2>
  ${
    known.length === 0
      ? html`<p class="lead">There is nothing to hold the methods against: ${comparison.runs.some(({ cell }) => cell.method === single) ? "no network for a single task, or no method, has come to its end." : "the experiment has no networks for single tasks."}</p>`
      : chart(comparison, tasks, barScale(known))
  }
</section>`;
}

function chart(comparison: Comparison, tasks: readonly string[], scale: BarScale): Html {
  const zero = share(scale.at(0));
  return html`<p class="lead">How much better each task is than in a network of its own, the mean over its metrics: right of the line is better. Thin: the 95 % interval of the mean over seeds; an arrow where it goes on.</p>
  <div class="bars" style="--zero: ${zero}; --ticks: ${scale.ticks.length - 1}">
    <div class="bar-axis"><span></span><div>${scale.ticks.map((tick) => html`<span style="left: ${share(scale.at(tick))}">${label(tick)}</span>`)}</div><span></span></div>
    ${methodsOf(comparison)
      .filter(({ name }) => name !== single)
      .map(({ name, hue }) => {
        const summary = comparison.summaries.find(({ method }) => method === name);
        return html`<div class="bar-group" style="--colour: var(--${hue ?? "ink"})">
      <h3>${colouredName(name, hue)}<small>Δp ${signed(formatChange(summary?.deltaP ?? null))}</small></h3>
      ${tasks.map((task) => bar(task, summary?.changes[task] ?? null, scale))}
    </div>
    `;
      })}
  </div>`;
}

function bar(task: string, estimate: Estimate | null, scale: BarScale): Html {
  const track =
    estimate && html`<b style="${extent(scale, 0, estimate.mean)}"></b>${whisker(estimate, scale)}`;
  return html`<div class="bar-row"><span class="bar-label">${task}</span><div class="bar-track">${track}</div><span class="bar-value">${signed(formatChange(estimate))}</span></div>
      `;
}

function whisker({ mean, halfWidth }: Estimate, scale: BarScale): Html | null {
  if (halfWidth === null) return null;
  const [from, to] = [mean - halfWidth, mean + halfWidth];
  const cut = [from < scale.low ? "cut-low" : "", to > scale.high ? "cut-high" : ""].join(" ").trim();
  return html`<i class="${cut}" style="${extent(scale, from, to)}"></i>`;
}

function extent({ at }: BarScale, from: number, to: number): string {
  const [left, right] = [at(Math.min(from, to)), at(Math.max(from, to))];
  return `left: ${share(left)}; width: ${share(right - left)}`;
}

const share = (value: number): string => `${(100 * value).toFixed(2)}%`;

const label = (tick: number): string =>
  signed(`${tick > 0 ? "+" : ""}${Number((100 * tick).toPrecision(6))} %`);
