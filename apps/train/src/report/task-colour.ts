import type { Series } from "./chart.ts";
import { type Html, html } from "./html.ts";
import { hueOf, lapOf } from "./palette.ts";

/** A name with a spot of its colour, which is ink where it has none. */
export const colouredName = (name: string, hue: string | null): Html =>
  html`<span class="task" style="--colour: var(--${hue ?? "ink"})">${name}</span>`;

/** A task's name with a spot of its colour. */
export const taskName = (name: string, index: number): Html => colouredName(name, hueOf(index));

/** A line about a task, in the task's colour; of several, each variant has dashes of its own. */
export const taskLine = (label: string, task: number, values: Series["values"], variant = 0): Series => ({
  label,
  hue: hueOf(task),
  dash: variant + lapOf(task),
  values,
});
