import { z } from "zod";
import { DataError } from "../../data-error.ts";
import { emptyLabels, ignoreLabel } from "../../labels.ts";
import { pixelPosition } from "../decode-png.ts";
import { mapFields, numbers } from "../manifest-fields.ts";
import { readMap } from "../read-map.ts";
import type { FileTask } from "./file-task.ts";

export const classesTask = z
  .strictObject({
    kind: z.literal("classes"),
    ...mapFields,
    /** Names in label order. */
    classes: z
      .array(z.string().min(1))
      .min(1, "1 to 65535 class names")
      .max(65535, "1 to 65535 class names")
      .refine((names) => new Set(names).size === names.length, "class names that differ from each other"),
    /** Stored values of pixels that belong to no class; default 255, or 65535 where there are more than 255 classes. */
    ignore: numbers.optional(),
    /** Stored value to class, or `null` for none; a value that is not listed is none of the file's. */
    remap: z
      .record(z.string().regex(/^-?\d+$/, "a stored value, such as 7"), z.int("a class or null").nullable())
      .optional(),
    /** What becomes of other values. */
    others: z.enum(["refuse", "ignore"]).default("refuse"),
  })
  .superRefine(({ classes, remap }, context) => {
    for (const [stored, label] of Object.entries(remap ?? {}))
      if (label !== null && !(label >= 0 && label < classes.length))
        context.addIssue({
          code: "custom",
          path: ["remap", stored],
          message: `a class 0..${classes.length - 1} or null`,
        });
  });

type ClassesTask = z.infer<typeof classesTask>;

/** What stored values mean. */
type Meaning = ClassesTask & { readonly ignore: readonly number[] };

/** Grey or palette PNG, of which the index counts, or an array of integers: the stored value, remapped, is the class. */
export function openClasses(name: string, spec: ClassesTask): FileTask {
  const { classes, ignore = [ignoreLabel(classes.length)] } = spec;
  const meaning = { ...spec, ignore };
  const labelOf = remember(labelling(meaning));
  return {
    info: { name, kind: "classes", channels: classes.length, classes },
    files: spec,
    async decode(file, bytes, wanted) {
      const { width, height, data } = await readMap(file, bytes, wanted, spec, 1, "labels");
      const labels = emptyLabels(data.length, classes.length);
      for (let at = 0; at < labels.length; at++) {
        const label = labelOf(data[at]!);
        if (label === undefined)
          throw refusal(file, pixelPosition(at, { width, height }), data[at]!, name, meaning);
        labels[at] = label;
      }
      return { width, height, data: labels };
    },
    target(kept) {
      if (kept instanceof Float32Array) throw new TypeError("expected labels; got floats");
      return { kind: "classes", labels: kept.slice() };
    },
  };
}

/** The label of a stored value; none if it is to be refused. */
function labelling({ classes, ignore, remap, others }: Meaning): (value: number) => number | undefined {
  const none = ignoreLabel(classes.length);
  const ignored = new Set(ignore);
  const known = new Map(
    remap === undefined
      ? classes.map((_, label) => [label, label])
      : Object.entries(remap).map(([stored, label]) => [Number(stored), label ?? none]),
  );
  return (value) =>
    ignored.has(value) || Number.isNaN(value)
      ? none
      : (known.get(value) ?? (others === "ignore" ? none : undefined));
}

/** The same, with the answers for what fits into two bytes in a table once they have been asked for. */
function remember(labelOf: (value: number) => number | undefined): (value: number) => number | undefined {
  const unknown = -1;
  const answers = new Int32Array(2 ** 16).fill(unknown);
  return (value) => {
    const known = answers[value] ?? unknown;
    if (known !== unknown) return known;
    const label = labelOf(value);
    if (label !== undefined && value in answers) answers[value] = label;
    return label;
  };
}

function refusal(file: string, position: string, value: number, name: string, spec: Meaning): DataError {
  const { classes, ignore, remap } = spec;
  const known = remap === undefined ? `a class 0..${classes.length - 1}` : `a value of tasks.${name}.remap`;
  const cure = `correct the label, or list its class under tasks.${name}.${remap === undefined ? "classes" : "remap"}`;
  return new DataError(file, {
    position,
    expected: ignore.length === 0 ? known : `${known} or ${ignore.join(" or ")} (ignore)`,
    got: String(value),
    cure,
  });
}
