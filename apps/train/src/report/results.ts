import type { EvalEvent } from "../events.ts";
import { formatMetric, metricInfo, metricLabel } from "../metrics/index.ts";
import { finite } from "./chart.ts";
import { type Html, html } from "./html.ts";
import { metricNames } from "./metric-charts.ts";
import { taskName } from "./task-colour.ts";

interface Row {
  readonly label: string;
  readonly better: "higher" | "lower" | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly share: boolean;
  readonly format: (value: number | null) => string;
}

/** Losses and metrics of the first and the last evaluation of a split, side by side. */
export function results(tasks: readonly string[], evals: readonly EvalEvent[]): Html {
  const first = evals[0]!;
  const last = evals.at(-1)!;
  const columns = first === last ? [last] : [first, last];
  return html`<div class="scroll"><table class="results">
  <thead><tr><th scope="col">Metric</th>${columns.map(({ epoch }) => html`<th scope="col">${epoch === 0 ? "untrained" : `epoch ${epoch}`}</th>`)}${first === last ? null : html`<th scope="col">change</th>`}</tr></thead>
  ${tasks.map(
    (task, k) => html`<tbody>
    <tr class="group"><th scope="rowgroup" colspan="${columns.length + 2}">${taskName(task, k)}</th></tr>
    ${rowsOf(task, evals, first, last).map((row) => line(row, first !== last))}
  </tbody>`,
  )}
</table></div>`;
}

function rowsOf(task: string, evals: readonly EvalEvent[], first: EvalEvent, last: EvalEvent): Row[] {
  const loss: Row = {
    label: "loss",
    better: "lower",
    first: finite(first.losses[task]),
    last: finite(last.losses[task]),
    share: false,
    format: (value) => value?.toPrecision(3) ?? "–",
  };
  const metrics = metricNames(evals, task).map((name): Row => {
    const info = metricInfo(name);
    return {
      label: metricLabel(name),
      better: info?.better ?? null,
      first: finite(first.metrics[task]?.[name]),
      last: finite(last.metrics[task]?.[name]),
      share: info?.unit === "share",
      format: (value) => formatMetric(name, value),
    };
  });
  return [loss, ...metrics];
}

function line({ label, better, first, last, share, format }: Row, compare: boolean): Html {
  const arrow =
    better && html`\u00a0<abbr title="${better} is better">${better === "higher" ? "↑" : "↓"}</abbr>`;
  return html`<tr><th scope="row">${label}${arrow}</th>${compare ? html`<td>${format(first)}</td>` : null}<td class="last">${format(last)}</td>${compare ? change(first, last, better, share) : null}</tr>
    `;
}

function change(first: number | null, last: number | null, better: Row["better"], share: boolean): Html {
  if (first === null || last === null || (first === 0 && !share)) return html`<td>–</td>`;
  const difference = share ? 100 * (last - first) : (100 * (last - first)) / Math.abs(first);
  const digits = Math.abs(difference).toFixed(share ? 1 : 0);
  const sign = Number(digits) === 0 ? "±" : difference > 0 ? "+" : "−";
  const verdict =
    sign === "±" || !better ? "" : difference > 0 === (better === "higher") ? "better" : "worse";
  return html`<td class="${verdict}">${sign}${digits} ${share ? html`<abbr title="percentage points">pt</abbr>` : "%"}</td>`;
}
