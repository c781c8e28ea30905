import { type ConfusionCounts, classIous } from "../metrics/index.ts";
import { classColour, toHex } from "../pictures/index.ts";
import { formatCount } from "./format.ts";
import { type Html, html } from "./html.ts";
import { hueOf } from "./palette.ts";
import { taskName } from "./task-colour.ts";

/** What an evaluation says of a task's classes. */
export interface TaskConfusion {
  readonly task: string;
  /** Place of the task among all, for its colour. */
  readonly index: number;
  readonly classes: readonly string[];
  readonly counts: ConfusionCounts;
  readonly epoch: number;
}

/** More classes than this have no numbers in their cells: they would not fit. */
const MOST_NUMBERS = 20;

/** A row for each class: its share of the pixels, its IoU, and which classes it is taken for. */
export function confusionTable({ task, index, classes, counts, epoch }: TaskConfusion): Html {
  const nameless = counts.some((row) => row[counts.length]! > 0);
  const columns = counts.map((_, k) => nameOf(classes, k)).concat(nameless ? ["none"] : []);
  const totals = counts.map(sum);
  const ious = classIous(counts);
  return html`<figure class="confusion ${counts.length > MOST_NUMBERS ? "dense" : ""}" style="--colour: var(--${hueOf(index)})">
  <figcaption><h3>${taskName(task, index)}</h3><p>Each row is a class: of its pixels, the per cent that were taken for the class of the column, after epoch ${epoch}.</p></figcaption>
  <div class="scroll"><table>
    <thead><tr><th scope="col"></th><th scope="col" class="number">pixels</th><th scope="col" class="bar">IoU</th>${columns.map((name) => html`<th scope="col" class="up"><span>${name}</span></th>`)}</tr></thead>
    <tbody>${counts.map(
      (row, truth) => html`
    <tr><th scope="row"><i style="background: ${toHex(classColour(truth))}"></i>${columns[truth]!}</th><td class="number">${percent(totals[truth]! / sum(totals))}</td>${bar(ious[truth]!)}${columns.map((name, k) => cell(row[k]!, totals[truth]!, columns[truth]!, name, truth === k))}</tr>`,
    )}
    </tbody>
  </table></div>
</figure>
`;
}

function cell(count: number, total: number, truth: string, predicted: string, right: boolean): Html {
  const share = total > 0 ? count / total : 0;
  const text = share >= 0.005 ? String(Math.round(100 * share)) : "";
  const told = `${truth}, taken for ${predicted}: ${formatCount(count)} of ${formatCount(total)} pixels`;
  const depth = share > 0.55 ? " full" : share > 0.25 ? " half" : "";
  return html`<td class="cell${right ? " right" : ""}${depth}" style="--share: ${(100 * share).toFixed(1)}%" title="${told}">${text}</td>`;
}

const bar = (iou: number | null): Html =>
  iou === null
    ? html`<td class="bar">–</td>`
    : html`<td class="bar"><b style="--iou: ${iou.toFixed(3)}"></b><span>${percent(iou)}</span></td>`;

/** Names come from a log, which may lack some. */
const nameOf = (classes: readonly string[], k: number): string => classes[k] ?? `class ${k}`;

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "–");

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
