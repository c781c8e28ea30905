import { type Html, html } from "../report/html.ts";
import { metricNames } from "../report/metric-charts.ts";
import { pictureLegends } from "../report/picture-legends.ts";
import type { PictureTask } from "../report/picture-section.ts";
import { kindOf } from "../report/task-kinds.ts";
import { type ComparedRun, type Comparison, methodsOf, tasksOf } from "./comparison.ts";
import { predictionTable } from "./prediction-table.ts";

/** Predictions of so many bytes are shown, and of one image at least. */
const MOST_BYTES = 1.5 * 2 ** 20;

/** The same images as each method predicts them, side by side. */
export function predictionSection(comparison: Comparison): Html | null {
  const seed = comparison.runs[0]!.cell.seed;
  const runs = comparison.runs
    .filter(({ cell, record }) => cell.seed === seed && record?.start)
    // One picture with the truths of all tasks before those with one.
    .toSorted((a, b) => Number(a.cell.task !== null) - Number(b.cell.task !== null));
  const names = [...new Set(runs.flatMap(({ pictures }) => pictures.map(({ name }) => name)))];
  if (names.length === 0) return null;
  const images = fitting(names, runs);
  const methods = methodsOf(comparison);
  const tasks = tasksOf(comparison);
  const { width, height } = comparison.size;
  const lacking = methods.filter(({ name }) => !runs.some(({ cell }) => cell.method === name));
  return html`<section id="predictions">
  <h2>Predictions</h2>
  <p class="lead">Images that were not trained on, and what the networks of the first seed, ${seed}, made of them at the end of their training.${images.length < names.length ? ` Shown are the first ${images.length} of ${names.length} that each run has drawn.` : ""}${lacking.length > 0 ? ` With that seed no run has ended of ${lacking.map(({ name }) => name).join(", ")}.` : ""} Grey: no truth is known.</p>
  ${pictureLegends(pictureTasks(tasks, runs), (task) => html`${task}`)}
  <label class="errors"><input type="checkbox" id="errors">Errors in place of predictions</label>
  ${predictionTable({ images, runs, methods, tasks, ratio: `${width} / ${height}` })}
</section>`;
}

/** As many of the images as there is room for. */
function fitting(images: readonly string[], runs: readonly ComparedRun[]): string[] {
  const pictures = runs.flatMap((run) => run.pictures);
  let bytes = 0;
  return images.filter((image, i) => {
    for (const { name, made } of pictures) if (name === image) bytes += made?.length ?? 0;
    return i === 0 || bytes <= MOST_BYTES;
  });
}

const pictureTasks = (tasks: readonly string[], runs: readonly ComparedRun[]): PictureTask[] =>
  tasks.map((name) => {
    const record = runs.map((run) => run.record!).find(({ start }) => start!.tasks.includes(name));
    if (!record) return { name, kind: null, classes: [] };
    const kind = kindOf(name, record.start, metricNames(record.evals, name));
    return { name, kind, classes: record.start!.classes[name] ?? [] };
  });
