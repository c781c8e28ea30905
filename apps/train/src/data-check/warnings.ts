import type { Dataset, SplitCheck, TaskInfo, TaskStatistics } from "@equipoise/datasets";
import { formatNumber } from "./format-number.ts";

/** What is likely not meant, or hard to learn from, a line each. */
export const warningsOf = ({ tasks }: Pick<Dataset, "tasks">, checks: readonly SplitCheck[]): string[] =>
  checks.flatMap((check) => [
    ...(check.samples === 0 ? [`${check.name} is empty`] : []),
    ...tasks.flatMap((task) => {
      const found = check.tasks[task.name]!;
      return found.pixels === 0 ? [] : ofTask(task, found, check).map((line) => `${task.name}: ${line}`);
    }),
  ]);

function ofTask(task: TaskInfo, found: TaskStatistics, { name, samples, broken }: SplitCheck): string[] {
  const { labelled, empty } = found;
  if (labelled === 0) return [`no image of ${name} has a label`];
  const some = empty.first.slice(0, 3).join(", ");
  const lines =
    empty.images > 0
      ? [`${empty.images} of ${samples - broken.length} images of ${name} have no label, such as ${some}`]
      : [];
  if (found.kind === "classes") return [...lines, ...absent(task, found.counts, name)];
  const [first, second, third] = found.channels;
  if (found.channels.every(({ low, high }) => low === high))
    lines.push(
      `every value of ${name} is ${found.channels.map(({ low }) => formatNumber(low ?? 0)).join(", ")}`,
    );
  if (found.kind === "normals" && first && second && third && (third.mean ?? 0) > 0)
    lines.push(
      `on average normals of ${name} point away from the camera (z ${third.mean!.toFixed(2)}), which turns them the wrong ` +
        "way when images are flipped or zoomed: z is forward, so turn them by a scale such as [1, -1, -1]",
    );
  return lines;
}

/** At most so many classes are named. */
const mostNames = 20;

function absent(task: TaskInfo, counts: readonly number[], split: string): string[] {
  if (task.kind !== "classes") return [];
  const names = task.classes.filter((_, label) => counts[label] === 0);
  if (names.length === 0) return [];
  const some = names.slice(0, mostNames).join(", ");
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  return [`never in ${split}: ${some}${more}`];
}
