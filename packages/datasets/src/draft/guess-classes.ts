import type { Facts } from "./facts.ts";
import { counted, fewValues, type Guess, percent, task } from "./guess.ts";
import type { Hint } from "./name-hints.ts";

/** Pixels of a mask that are neither of its two values, where it was drawn or packed with soft edges. */
const softest = 0.05;

/** A mask or class indexes; nothing if the numbers are neither. */
export function guessClasses(
  facts: Facts,
  hint: Hint | undefined,
  names: readonly string[],
): Guess | undefined {
  const { counts, storage, layout, files } = facts;
  if (counts === null || ![...counts.keys()].every((value) => Number.isInteger(value))) return undefined;
  const where = layout === "CHW" ? { layout } : {};
  const values = [...counts.keys()].sort((a, b) => a - b);
  const [low = 0, high = 0] = [values[0], values.at(-1)];
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (values.length <= 2 && hint !== "classes") {
    const threshold = low > 0 && values.length === 2 ? { threshold: low } : {};
    const why = `${storage}, ${values.join(" and ")} in ${counted(files, "file")}: a mask, inside above ${threshold.threshold ?? 0}`;
    return task(
      { kind: "mask", ...threshold, ...where },
      `${why}; if those are classes, say "kind": "classes"`,
    );
  }
  const soft = 1 - ((counts.get(low) ?? 0) + (counts.get(high) ?? 0)) / total;
  if (hint !== "classes" && values.length > 16 && soft < softest) {
    const threshold = (low + high) / 2;
    const why = `${storage} in which all but ${percent(soft)} of the pixels are ${low} or ${high}`;
    return task(
      { kind: "mask", threshold, ...where },
      `${why}: a mask with soft edges, inside above ${threshold}`,
    );
  }
  if (values.length > fewValues && hint !== "classes" && facts.palette.length === 0) return undefined;
  return classes(facts, values, names);
}

function classes(facts: Facts, values: readonly number[], names: readonly string[]): Guess {
  const { storage, bits, layout, files, palette } = facts;
  const none = bits === 16 ? 65535 : 255;
  const isNone = (value: number) => value < 0 || (value === none && !values.includes(none - 1));
  const ignore = values.filter(isNone);
  const used = values.filter((value) => !isNone(value));
  const highest = used.at(-1) ?? 0;
  const isDense = used.length >= (highest + 1) / 2 || names.length > highest;
  const named = isDense && names.length > highest;
  const count = named ? names.length : isDense ? highest + 1 : used.length;
  const nameOf = (label: number) => {
    const stored = isDense ? label : used[label]!;
    return `class_${stored}${palette[stored] === undefined ? "" : ` (${palette[stored]})`}`;
  };
  const fields = {
    // What is a class here would go without saying for none.
    ...((ignore.length > 0 || used.includes(none)) && { ignore: ignore.length === 1 ? ignore[0] : ignore }),
    ...(!isDense && { remap: Object.fromEntries(used.map((stored, label) => [stored, label])) }),
    classes: named ? [...names] : Array.from({ length: count }, (_, label) => nameOf(label)),
    ...(layout === "CHW" && { layout }),
  };
  const found = `${storage} with ${values.length} different values in ${counted(files, "file")}: ${count} classes`;
  const left = ignore.length > 0 ? `, ${ignore.join(" and ")} for none` : "";
  const gaps = isDense ? "" : ", renumbered (remap) as there are gaps between the values";
  const said = named
    ? "; named by the file of their names"
    : palette.length > 0
      ? "; named by number and the palette's colour: write their names under classes"
      : "; named by number: write their names under classes";
  return task({ kind: "classes", ...fields }, found + left + gaps + said);
}
