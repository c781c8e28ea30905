import {
  type Colour,
  classColour,
  errorColour,
  inferno,
  MASK_COLOURS,
  normalColour,
  toHex,
  WORST,
} from "../pictures/index.ts";
import { type Html, html } from "./html.ts";
import type { PictureTask } from "./picture-section.ts";
import { taskName } from "./task-colour.ts";

/** What the colours of each task's pictures mean, and those of its errors. */
export function pictureLegends(tasks: readonly PictureTask[], titleOf = taskName): Html {
  return html`${tasks.map((task, k) => legendOf(task, titleOf(task.name, k)))}${errors(tasks)}`;
}

function legendOf({ kind, classes }: PictureTask, title: Html): Html | null {
  switch (kind) {
    case "classes":
      return legend(
        title,
        classes.map((name, k) => [name, classColour(k)]),
      );
    case "depth":
    case "inverse-depth":
      return ramp(title, "near", `far, ${RANGE}`, bright);
    case "normals":
      return legend(title, NORMALS);
    case "mask":
      return legend(title, MASK);
    case "edges":
      return ramp(title, "an edge", "none", bright);
    case "heatmap":
      return ramp(title, "high", `low, ${RANGE}`, bright);
    default:
      return null;
  }
}

const RANGE = "over the range of the truth; a prediction beyond it looks like its end";

const NORMALS: readonly (readonly [string, Colour])[] = [
  ["facing the camera", normalColour(0, 0, -1)],
  ["left", normalColour(-1, 0, 0)],
  ["right", normalColour(1, 0, 0)],
  ["up", normalColour(0, -1, 0)],
  ["down", normalColour(0, 1, 0)],
];

const MASK: readonly (readonly [string, Colour])[] = [
  ["inside", MASK_COLOURS[1]],
  ["outside", MASK_COLOURS[0]],
];

/** One ramp for the errors of all tasks, which each end elsewhere. */
function errors(tasks: readonly PictureTask[]): Html | null {
  const ends = [...new Set(tasks.flatMap(({ kind }) => (kind === null ? [] : [worstOf(kind)])))];
  return ends.length > 0 ? ramp(html`error`, "none", ends.join(", "), errorColour) : null;
}

function worstOf(kind: NonNullable<PictureTask["kind"]>): string {
  switch (kind) {
    case "classes":
    case "mask":
      return "the wrong class";
    case "depth":
    case "inverse-depth":
      return `${100 * WORST[kind]} % of the ${kind.replace("-", " ")} or more`;
    case "normals":
      return `${WORST.normals}° or more`;
    default:
      return `${WORST[kind]} or more`;
  }
}

const bright = (at: number): Colour => inferno(1 - at);

function legend(title: Html, entries: readonly (readonly [string, Colour])[]): Html {
  return html`<div class="legend"><span class="legend-title">${title}</span><ul>${entries.map(([label, colour]) => html`<li><i style="background: ${toHex(colour)}"></i>${label}</li>`)}</ul></div>
  `;
}

function ramp(title: Html, from: string, to: string, colourAt: (at: number) => Colour): Html {
  const stops = Array.from({ length: 9 }, (_, k) => toHex(colourAt(k / 8)));
  return html`<div class="legend"><span class="legend-title">${title}</span><ul><li>${from}<i class="ramp" style="background: linear-gradient(to right, ${stops.join(", ")})"></i>${to}</li></ul></div>
  `;
}
