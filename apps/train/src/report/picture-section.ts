import type { Target } from "@equipoise/datasets";
import { Html, html, jsonScript } from "./html.ts";
import { MOMENT_SCRIPT } from "./moment-script.ts";
import { pictureLegends } from "./picture-legends.ts";
import { taskName } from "./task-colour.ts";

/** An image and its truths, and what a network predicted of it after some epochs; each picture a JPEG. */
export interface ReportPicture {
  readonly name: string;
  /** Cells side by side: the image, and the truth of each task. */
  readonly truth: Uint8Array;
  /** Two rows, predictions and errors, a column for each task; in order of the epochs. */
  readonly made: readonly { readonly epoch: number; readonly jpeg: Uint8Array }[];
}

/** What the pictures show. */
export interface PictureTask {
  readonly name: string;
  /** `null` where the log does not tell. */
  readonly kind: Target["kind"] | null;
  readonly classes: readonly string[];
}

/** The pictures, with a slider over the epochs, and what their colours mean. */
export function pictureSection(pictures: readonly ReportPicture[], tasks: readonly PictureTask[]): Html {
  const epochs = epochsOf(pictures);
  const last = epochs.at(-1);
  return html`<section id="pictures">
  <h2>Pictures</h2>
  <p class="lead">Images that were not trained on, with the truth, and what the network made of them. Grey: no truth is known.</p>
  ${pictureLegends(tasks)}
  ${
    epochs.length > 1
      ? html`<div class="epochs"><label for="epoch">after epoch</label><output for="epoch">${last!}</output><input id="epoch" type="range" min="0" max="${epochs.length - 1}" value="${epochs.length - 1}"></div>`
      : null
  }
  <div class="moments">
    ${pictures.map((picture, i) => moment(picture, i, tasks))}
  </div>
</section>`;
}

/** The scripts of the pictures: what the slider shows, and how. */
export function pictureScripts(pictures: readonly ReportPicture[]): Html {
  const epochs = epochsOf(pictures);
  const earlier = ({ made }: ReportPicture) =>
    epochs.map((epoch) => {
      // That of the last epoch is in the page already.
      const found = epoch === epochs.at(-1) ? undefined : made.find((one) => one.epoch === epoch);
      return found ? base64(found.jpeg) : null;
    });
  return html`<script type="application/json" id="moments">${jsonScript({ epochs, pictures: pictures.map(earlier) })}</script>
<script>${MOMENT_SCRIPT}</script>`;
}

const epochsOf = (pictures: readonly ReportPicture[]): number[] =>
  [...new Set(pictures.flatMap(({ made }) => made.map(({ epoch }) => epoch)))].sort((a, b) => a - b);

function moment({ name, truth, made }: ReportPicture, i: number, tasks: readonly PictureTask[]): Html {
  const names = tasks.map((task) => task.name).join(", ");
  const latest = made.at(-1);
  return html`<figure class="moment" style="--cells: ${tasks.length + 1}">
      <div class="heads"><span>input</span>${tasks.map((task, k) => html`<span>${taskName(task.name, k)}</span>`)}</div>
      <div class="side truth"><span>truth</span></div>
      <div class="strip truth"><img src="${dataUri(truth)}" alt="${name}, and its truth: ${names}"></div>
      <div class="side made"><span>prediction</span><span>error</span></div>
      <figcaption>${name}</figcaption>
      <div class="strip made">${latest ? html`<img data-moment="${i}" src="${dataUri(latest.jpeg)}" alt="Predictions for ${name}, and their errors: ${names}">` : null}</div>
    </figure>
    `;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

const dataUri = (jpeg: Uint8Array): Html => new Html(`data:image/jpeg;base64,${base64(jpeg)}`);
