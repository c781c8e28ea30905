import { z } from "zod";
import { mapFormats, pictureFormats } from "./formats.ts";

// Messages are the "expected ..." part of the error that a person sees.

/** Name of a split or a task. */
export const identifier = z
  .string()
  .regex(/^[A-Za-z][\w-]*$/, "a name that starts with a letter and goes on with letters, digits, _ or -");

/** A folder inside the data folder, so that opening a data set never reads anything beside it. */
export const folderName = z
  .string()
  .refine(staysInside, "a folder inside the data folder, such as train/image, with no .. and not absolute");

/** A file inside the data folder. */
export const fileName = z
  .string()
  .refine(staysInside, "a file inside the data folder, such as train.txt, with no .. and not absolute");

export const positiveInteger = z.int("an integer >= 1").min(1, "an integer >= 1");

/** A width and a height in pixels. */
export const sizeField = z.strictObject({ width: positiveInteger, height: positiveInteger });

/** One number or several, or "NaN", which no file's numbers equal: what is NaN is never a value. */
export const numbers = z
  .custom<number | readonly (number | "NaN")[] | "NaN">(
    (given) => [given].flat().every((value) => Number.isFinite(value) || value === "NaN"),
    'a number, "NaN", or a list of them',
  )
  .transform((given) => [given].flat().filter((value) => value !== "NaN"));

/** A number for each of three axes. */
export const triple = z.tuple([z.number(), z.number(), z.number()], "three numbers");

/** A triple, or several. */
export const triples = z
  .union([triple, z.array(triple)], "three numbers, or a list of such triples")
  .transform((given): readonly (readonly number[])[] => (isList(given) ? given : [given]));

const isList = (
  given: readonly number[] | readonly (readonly number[])[],
): given is readonly (readonly number[])[] => given.every(Array.isArray);

/** The message of {@link scale}. */
const scaleMessage = 'a number > 0, or a quotient such as "1/255"';

/** A positive number, or a quotient as a text, which says 1/255 exactly. */
export const scale = z
  .custom<number | string>((given) => scaleOf(given) > 0, scaleMessage)
  .transform(scaleOf);

function scaleOf(given: unknown): number {
  if (typeof given === "number") return Number.isFinite(given) ? given : Number.NaN;
  const [, a, b] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(String(given)) ?? [];
  return Number(b) > 0 ? Number(a) / Number(b) : Number.NaN;
}

/** Where the files of a task are, and how arrays lie in them. */
const fileFields = {
  folder: folderName,
  /** Where the channels of an array are. */
  layout: z.enum(["HWC", "CHW"]).default("HWC"),
  /** The name of the array in an npz file; needed where there are several. */
  key: z.string().min(1).optional(),
};

const taskFields = {
  ...fileFields,
  /** Whether there may be images without a file: they have no label then. */
  optional: z.boolean().default(false),
};

/** Fields of a task whose files hold numbers. */
export const mapFields = { ...taskFields, format: z.enum(mapFormats) };

/** Fields of a task whose files hold pictures. */
export const pictureFields = { ...taskFields, format: z.enum(pictureFormats) };

/** Fields of the input. */
export const inputFields = { ...fileFields, format: z.enum(pictureFormats) };

/** A scale that goes without saying for arrays alone: they hold the numbers that are meant, where a PNG has whole ones. */
export function expectScale(
  { format, scale }: { readonly format: string; readonly scale?: number | undefined },
  context: z.RefinementCtx,
): void {
  if (format === "png" && scale === undefined)
    context.addIssue({ code: "custom", path: ["scale"], message: scaleMessage });
}

export function staysInside(name: string): boolean {
  // A backslash or a colon would mean another folder on Windows.
  return name.split("/").every((part) => part !== "" && part !== ".." && !/[\\:\0]/.test(part));
}
