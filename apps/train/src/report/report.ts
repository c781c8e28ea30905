import type { EvalEvent, RunEvent, StartEvent } from "../events.ts";
import { balanceCharts } from "./balance-charts.ts";
import { finite } from "./chart.ts";
import { chartFigure } from "./chart-figure.ts";
import { confusionTable, type TaskConfusion } from "./confusion-section.ts";
import { groupBy } from "./group-by.ts";
import { header } from "./header.ts";
import { type Html, html } from "./html.ts";
import { htmlPage } from "./html-page.ts";
import { lossCharts } from "./loss-charts.ts";
import { metricCharts, metricNames } from "./metric-charts.ts";
import { pictureScripts, pictureSection, type ReportPicture } from "./picture-section.ts";
import { results } from "./results.ts";
import { runRecord } from "./run-record.ts";
import { kindOf } from "./task-kinds.ts";

export interface ReportData {
  /** What the run is called. */
  readonly name: string;
  /** The run's configuration, of any shape. */
  readonly config: unknown;
  /** All of the log, or what there is of it. */
  readonly events: readonly RunEvent[];
  readonly pictures: readonly ReportPicture[];
}

/** A page about a run, in one file: nothing in it is loaded from elsewhere. */
export function renderReport({ name, config, events, pictures }: ReportData): string {
  const record = runRecord(events);
  const tasks = record.start?.tasks ?? [];
  const balance = balanceCharts({ tasks, periods: record.periods, priorities: prioritiesOf(config) });
  const losses = lossCharts(tasks, record);
  const splits = [...groupBy([...record.evals, ...record.heldOut], ({ split }) => split)].map(
    ([split, evals]) => ({
      split,
      evals,
      charts: metricCharts(tasks, evals),
    }),
  );
  const charts = [...balance, ...losses, ...splits.flatMap((of) => of.charts)];
  const pictureTasks = tasks.map((name) => ({
    name,
    kind: kindOf(name, record.start, metricNames(record.evals, name)),
    classes: record.start?.classes[name] ?? [],
  }));

  const main = html`${header(name, record, config)}
<noscript><p class="lead">The charts need JavaScript.</p></noscript>
${splits.map(
  ({ split, evals }) => html`<section class="results">
  <h2>Results on ${split}</h2>
  ${results(tasks, evals)}
</section>`,
)}
<section id="balance">
  <h2>Balance</h2>
  ${chartFigure(balance[0]!, "wide")}
  <div class="grid pair">${balance.slice(1).map((chart) => chartFigure(chart))}</div>
</section>
<section id="losses">
  <h2>Losses</h2>
  ${chartFigure(losses[0]!, "wide")}
  <div class="grid">${losses.slice(1).map((chart) => chartFigure(chart))}</div>
</section>
${splits.map(
  (of) => html`<section class="metrics">
  <h2>Metrics on ${of.split}</h2>
  <div class="grid">${of.charts.map((chart) => chartFigure(chart))}</div>
</section>`,
)}
${splits.map(({ split, evals }) => classesSection(split, confusionsOf(evals.at(-1)!, record.start)))}
${pictures.length > 0 ? pictureSection(pictures, pictureTasks) : null}
<section id="configuration">
  <h2>Configuration</h2>
  <details><summary>Everything the run depends on</summary><pre>${JSON.stringify(config, null, 2) ?? ""}</pre></details>
</section>`;
  const scripts = pictures.length > 0 ? pictureScripts(pictures) : null;
  return htmlPage({ title: name, main, charts, scripts });
}

function classesSection(split: string, confusions: readonly TaskConfusion[]): Html | null {
  if (confusions.length === 0) return null;
  return html`<section class="classes">
  <h2>Classes on ${split}</h2>
  ${confusions.map(confusionTable)}
</section>`;
}

/** What the log of an evaluation says of classes: nothing, where it is of an earlier version. */
function confusionsOf({ confusion = {}, epoch }: EvalEvent, start: StartEvent | null): TaskConfusion[] {
  return Object.entries(confusion).map(([task, counts]) => {
    const index = Math.max(0, start?.tasks.indexOf(task) ?? 0);
    return { task, index, classes: start?.classes[task] ?? [], counts, epoch };
  });
}

/** The shares that a configuration wants the tasks to have. */
function prioritiesOf(config: unknown): Readonly<Record<string, number>> | null {
  const { balancer } = (config ?? {}) as { balancer?: { priorities?: unknown } | null };
  const priorities = balancer?.priorities;
  if (typeof priorities !== "object" || priorities === null) return null;
  const known = Object.entries(priorities).filter(([, share]) => finite(share) !== null);
  return known.length > 0 ? Object.fromEntries(known) : null;
}
