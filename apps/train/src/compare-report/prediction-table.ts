import { type Html, html } from "../report/html.ts";
import { colouredName } from "../report/task-colour.ts";
import type { ComparedRun, Method } from "./comparison.ts";
import { type StripCell, StripStyles } from "./strip-styles.ts";

export interface PredictionTable {
  readonly images: readonly string[];
  /** All with a record. */
  readonly runs: readonly ComparedRun[];
  readonly methods: readonly Method[];
  readonly tasks: readonly string[];
  /** Width by height of a picture. */
  readonly ratio: string;
}

/** A row for each image and task, a column for each method. */
export function predictionTable({ images, runs, methods, tasks, ratio }: PredictionTable): Html {
  const styles = new StripStyles();
  const picture = (told: string, cell: StripCell | null): Html =>
    cell
      ? html`<div role="img" aria-label="${told}" ${styles.attributesOf(cell)}></div>`
      : html`<div class="gap">none</div>`;
  const row = (image: string, task: string) => {
    const truth = runs.find((run) => truthOf(run, image, task));
    return html`<th scope="row"><span>${task}</span></th>
      <td class="truth">${picture(`${task} of ${image}: truth`, truth ? truthOf(truth, image, task) : null)}</td>
      ${methods.map(({ name }) => {
        const run = runs.find(
          ({ cell, record }) => cell.method === name && record!.start!.tasks.includes(task),
        );
        return html`<td class="made">${picture(`${task} of ${image}: ${name}`, run ? madeOf(run, image, task) : null)}</td>`;
      })}`;
  };
  const bodies = images.map((image) => {
    const input = runs.map((run) => truthOf(run, image, null)).find((cell) => cell !== null) ?? null;
    return html`<tbody>${tasks.map(
      (task, k) =>
        html`<tr>${k > 0 ? null : html`<td class="input" rowspan="${tasks.length}">${picture(image, input)}<span>${image}</span></td>`}${row(image, task)}</tr>
    `,
    )}</tbody>`;
  });
  return html`<style>${styles.css()}</style>
  <div class="scroll"><table class="predictions" style="--ratio: ${ratio}; --columns: ${methods.length + 2}">
    <thead><tr><th scope="col">input</th><th></th><th scope="col" class="truth">truth</th>${methods.map(({ name, hue }) => html`<th scope="col">${colouredName(name, hue)}</th>`)}</tr></thead>
    ${bodies}
  </table></div>`;
}

/** Where a run's picture of an image has the truth of a task, or the image itself. */
function truthOf({ pictures, record }: ComparedRun, image: string, task: string | null): StripCell | null {
  const truth = pictures.find(({ name }) => name === image)?.truth;
  return truth ? cellOf(truth, [null, ...record!.start!.tasks], task, 1) : null;
}

/** Where its last picture has what it made of that: errors lie in a second row. */
function madeOf({ pictures, record }: ComparedRun, image: string, task: string): StripCell | null {
  const made = pictures.find(({ name }) => name === image)?.made;
  return made ? cellOf(made, record!.start!.tasks, task, 2) : null;
}

function cellOf(
  picture: Uint8Array,
  columns: readonly (string | null)[],
  of: string | null,
  rows: number,
): StripCell | null {
  const column = columns.indexOf(of);
  return column < 0 ? null : { picture, column, columns: columns.length, rows };
}
