import { type Html, html } from "./html.ts";

/** Colours of tasks on a light and on a dark page; a ninth task has the colour of the first again. */
const TASK_COLOURS = [
  { light: "#2a66cc", dark: "#74a9ff" },
  { light: "#c96a08", dark: "#f2a65a" },
  { light: "#0b8874", dark: "#45cdb1" },
  { light: "#b3367b", dark: "#f08cc0" },
  { light: "#6d4fc9", dark: "#ad98fb" },
  { light: "#74820c", dark: "#c4d055" },
  { light: "#c23a30", dark: "#f7857c" },
  { light: "#3a7f96", dark: "#86d3e8" },
] as const;

/** CSS that declares the colours of tasks as `--task-0`, `--task-1`, ... */
export const taskColours = (scheme: "light" | "dark"): string =>
  TASK_COLOURS.map((colour, k) => `--task-${k}: ${colour[scheme]};`).join(" ");

/** A task's name with a spot of its colour. */
export const taskName = (name: string, index: number): Html =>
  html`<span class="task" style="--colour: var(--task-${index % TASK_COLOURS.length})">${name}</span>`;
