import { factList } from "../report/facts.ts";
import { formatCount } from "../report/format.ts";
import { textAt } from "../report/header.ts";
import { type Html, html } from "../report/html.ts";
import { type ComparedRun, type Comparison, tasksOf } from "./comparison.ts";

/** The experiment at a glance, and which of its runs are left out. */
export function comparisonHeader(comparison: Comparison): Html {
  const { name, dataset, size, shared, methods, runs } = comparison;
  const seeds = [...new Set(runs.map(({ cell }) => cell.seed))];
  const starts = runs.map(({ record }) => record?.start ?? null).filter((start) => start !== null);
  const adapters = [...new Set(starts.map(({ adapter }) => textAt(adapter, "description") ?? "–"))];
  const together = runs.find(({ cell, record }) => cell.task === null && record?.start)?.record?.start;
  const images = Object.entries(starts[0]?.images ?? {}).map(
    ([split, count]) => `${formatCount(count)} ${split}`,
  );
  const alone = runs.some(({ cell }) => cell.task !== null);
  const left = runs.filter(({ failure }) => failure !== null);
  return html`<header>
  <p class="overline">Equipoise · methods side by side</p>
  <h1>${name}</h1>
  <p class="status ${left.length === 0 ? "done" : "open"}">${left.length === 0 ? "All runs have ended" : `${left.length} of ${runs.length} runs are left out of all below`}</p>
  ${left.length === 0 ? null : html`<ul class="left-out">${left.map(leftOut)}</ul>`}
  ${factList([
    {
      label: "Methods",
      value: String(methods.length),
      detail: alone ? "and single tasks" : "no single tasks",
    },
    { label: seeds.length === 1 ? "Seed" : "Seeds", value: seeds.join(", "), detail: `${runs.length} runs` },
    { label: "Data", value: dataset, detail: images.join(", ") },
    { label: "Tasks", value: tasksOf(comparison).join(", ") },
    {
      label: "Images",
      value: `${size.width}x${size.height}`,
      detail: `in batches of ${shared.train.batchSize}`,
    },
    { label: "Epochs", value: formatCount(shared.train.epochs) },
    {
      label: "Parameters",
      value: together ? formatCount(together.parameters) : "–",
      detail: "of all tasks together",
    },
    { label: adapters.length > 1 ? "Adapters" : "Adapter", value: adapters.join(", ") || "–" },
  ])}
</header>`;
}

const leftOut = ({ cell: { method, task, seed }, failure }: ComparedRun): Html =>
  html`<li><b>${method}${task === null ? "" : ` ${task}`}, seed ${seed}</b>: ${failure!}</li>`;
