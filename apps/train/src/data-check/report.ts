import type { BrokenSample, ChannelStatistics, Dataset, SplitCheck, TaskInfo } from "@equipoise/datasets";
import { textTable } from "../text-table.ts";
import { formatNumber } from "./format-number.ts";
import { warningsOf } from "./warnings.ts";

/** What was found in a data set, for a person. */
export function reportText(dataset: Dataset, checks: readonly SplitCheck[]): string {
  const sections = [
    [...counts(dataset, checks), ...fileSizes(dataset, checks), ...(dataset.notes ?? [])],
    table("image, 0..1", checks, ({ image }) => image),
    ...dataset.tasks.map((task) => taskTable(task, checks)),
    warningsOf(dataset, checks).map((warning) => `warning: ${warning}`),
    brokenFiles(checks),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function counts({ name, width, height }: Dataset, checks: readonly SplitCheck[]): string[] {
  const rows = checks.map(({ name, samples, broken }) => [
    `  ${name}`,
    `${samples} ${samples === 1 ? "image" : "images"}`,
    broken.length > 0 ? `${broken.length} broken` : "",
  ]);
  return [`${name}, at ${width}x${height}`, ...textTable(rows, { numbers: true })];
}

/** At most so many sizes are named. */
const mostSizes = 5;

/** The sizes of files, where they are not those of the images that come of them. */
function fileSizes({ width, height }: Dataset, checks: readonly SplitCheck[]): string[] {
  const images = new Map<string, number>();
  for (const size of checks.flatMap(({ sizes }) => sizes)) {
    const text = `${size.width}x${size.height}`;
    images.set(text, (images.get(text) ?? 0) + size.images);
  }
  const ordered = [...images].sort(([, a], [, b]) => b - a);
  if (ordered.every(([text]) => text === `${width}x${height}`)) return [];
  const some = ordered.slice(0, mostSizes).map(([text, count]) => `${text} (${count})`);
  const more = ordered.length > mostSizes ? `, and ${ordered.length - mostSizes} sizes more` : "";
  return [`files of ${some.join(", ")}${more}`];
}

const units: Readonly<Record<TaskInfo["kind"], string>> = {
  classes: "classes",
  depth: "metres",
  "inverse-depth": "1 / metre, or disparity",
  normals: "unit vectors",
  mask: "1 inside, 0 outside",
  heatmap: "any unit",
  edges: "1 on an edge, 0 elsewhere",
  rgb: "colours, 0..1",
};

function taskTable(task: TaskInfo, checks: readonly SplitCheck[]): string[] {
  const unknown = ({ tasks }: SplitCheck) => {
    const { pixels, labelled } = tasks[task.name]!;
    return share(pixels - labelled, pixels);
  };
  if (task.kind === "classes") return classTable(task.name, task.classes, checks, unknown);
  const channels = ({ tasks }: SplitCheck) => {
    const found = tasks[task.name]!;
    return found.kind === "classes" ? [] : found.channels;
  };
  return table(`${task.name}, ${units[task.kind]}`, checks, channels, unknown);
}

/** At most so many classes are listed, the most frequent. */
const mostClasses = 50;

function classTable(
  name: string,
  classes: readonly string[],
  checks: readonly SplitCheck[],
  unknown: (check: SplitCheck) => string,
): string[] {
  const shares = checks.map(({ tasks }) => {
    const found = tasks[name]!;
    return found.kind === "classes" ? found.counts.map((count) => share(count, found.labelled)) : [];
  });
  const total = (label: number) =>
    checks.reduce((sum, { tasks }) => {
      const found = tasks[name]!;
      return sum + (found.kind === "classes" ? found.counts[label]! : 0);
    }, 0);
  const labels = [...classes.keys()];
  const listed =
    labels.length <= mostClasses
      ? labels
      : labels.sort((a, b) => total(b) - total(a) || a - b).slice(0, mostClasses);
  return [
    ...textTable(
      [
        [`${name}, ${classes.length} classes`, ...checks.map((check) => check.name)],
        ...listed.map((label) => [`  ${label} ${classes[label]}`, ...shares.map((of) => of[label]!)]),
        ["  without a class", ...checks.map(unknown)],
      ],
      { numbers: true },
    ),
    ...(listed.length < classes.length
      ? [`  and ${classes.length - listed.length} rarer ones, which --json lists`]
      : []),
  ];
}

/** Lowest, mean and highest value in each split, over all channels; means of each channel where there are two or three. */
function table(
  title: string,
  checks: readonly SplitCheck[],
  channelsOf: (check: SplitCheck) => readonly ChannelStatistics[],
  unknown?: (check: SplitCheck) => string,
): string[] {
  const rows = checks.map((check) => {
    const channels = channelsOf(check);
    const all = (of: keyof ChannelStatistics) => channels.flatMap((channel) => channel[of] ?? []);
    const means = all("mean");
    const mean = means.length > 3 ? [means.reduce((sum, value) => sum + value, 0) / means.length] : means;
    return [
      `  ${check.name}`,
      all("low").length > 0 ? formatNumber(Math.min(...all("low"))) : "-",
      mean.length > 0 ? mean.map(formatNumber).join(" ") : "-",
      all("high").length > 0 ? formatNumber(Math.max(...all("high"))) : "-",
      ...(unknown ? [unknown(check)] : []),
    ];
  });
  return textTable([[title, "lowest", "mean", "highest", ...(unknown ? ["unknown"] : [])], ...rows], {
    numbers: true,
  });
}

function brokenFiles(checks: readonly SplitCheck[]): string[] {
  const lines = checks.flatMap(({ broken }) => broken.flatMap(linesOf));
  return lines.length === 0 ? [] : [`${lines.length} broken files`, ...lines];
}

const linesOf = ({ errors }: BrokenSample): string[] => errors.map(({ message }) => `  ${message}`);

const share = (part: number, whole: number): string =>
  whole === 0 ? "-" : part === 0 ? "0" : `${((100 * part) / whole).toFixed(2)} %`;
