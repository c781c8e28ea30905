import { type Colour, classColour, inferno, MASK_COLOURS, normalColour, toHex } from "../pictures/index.ts";
import { Html, html } from "./html.ts";
import { taskName } from "./task-colour.ts";

/** A sheet of an image with a row for each task: input, truth, prediction. */
export interface ReportPicture {
  readonly name: string;
  readonly png: Uint8Array;
}

/** The sheets, and what their colours mean. */
export function pictureSection(
  pictures: readonly ReportPicture[],
  tasks: readonly string[],
  classes: Readonly<Record<string, readonly string[]>>,
  metricsOf: (task: string) => readonly string[],
): Html {
  // The log does not say what kind of target a task has, but only one kind has each of these metrics.
  const having = (metric: string) =>
    tasks.flatMap((task, k) => (metricsOf(task).includes(metric) ? [taskName(task, k)] : []));
  return html`<section id="pictures">
  <h2>Pictures</h2>
  <p class="lead">Input, truth and prediction of the trained network. Grey: no truth is known.</p>
  ${Object.entries(classes).map(([task, names]) =>
    legend(
      taskName(task, Math.max(0, tasks.indexOf(task))),
      names.map((name, k) => [name, classColour(k)]),
    ),
  )}
  ${having("delta1").map((title) => ramp(title, "near", `far, ${RANGE}`))}
  ${having("inverseAbs").map((title) => ramp(title, "near", `far, ${RANGE}`))}
  ${having("within30").map((title) => legend(title, NORMALS))}
  ${having("iou").map((title) => legend(title, MASK))}
  ${having("odsF1").map((title) => ramp(title, "an edge", "none"))}
  ${having("heatRmse").map((title) => ramp(title, "high", `low, ${RANGE}`))}
  <div class="sheets">
    ${pictures.map(({ name, png }) => sheet(name, png, tasks))}
  </div>
</section>`;
}

const NORMALS: readonly (readonly [string, Colour])[] = [
  ["facing the camera", normalColour(0, 0, -1)],
  ["left", normalColour(-1, 0, 0)],
  ["right", normalColour(1, 0, 0)],
  ["up", normalColour(0, -1, 0)],
  ["down", normalColour(0, 1, 0)],
];

const RANGE = "over the range of the truth; a prediction beyond it looks like its end";

const MASK: readonly (readonly [string, Colour])[] = [
  ["inside", MASK_COLOURS[1]],
  ["outside", MASK_COLOURS[0]],
];

function legend(title: Html, entries: readonly (readonly [string, Colour])[]): Html {
  return html`<div class="legend"><span class="legend-title">${title}</span><ul>${entries.map(([label, colour]) => html`<li><i style="background: ${toHex(colour)}"></i>${label}</li>`)}</ul></div>
  `;
}

function ramp(title: Html, bright: string, dark: string): Html {
  const stops = Array.from({ length: 9 }, (_, k) => toHex(inferno(1 - k / 8)));
  return html`<div class="legend"><span class="legend-title">${title}</span><ul><li>${bright}<i class="ramp" style="background: linear-gradient(to right, ${stops.join(", ")})"></i>${dark}</li></ul></div>
  `;
}

function sheet(name: string, png: Uint8Array, tasks: readonly string[]): Html {
  const data = new Html(`data:image/png;base64,${Buffer.from(png).toString("base64")}`);
  return html`<figure class="sheet">
      <div class="columns"><span>input</span><span>truth</span><span>prediction</span></div>
      <div class="rows">${tasks.map((task, k) => taskName(task, k))}</div>
      <img src="${data}" alt="Input, truth and prediction of ${name}; a row for each task: ${tasks.join(", ")}">
      <figcaption>${name}</figcaption>
    </figure>
    `;
}
