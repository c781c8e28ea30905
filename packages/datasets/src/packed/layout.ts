import type { TaskInfo } from "../dataset.ts";
import type { DenseKind, Size } from "../sample.ts";
import { type EncodingName, encodings } from "./encodings.ts";

/** What the sizes of a sample's arrays follow from. */
export interface Shape extends Size {
  readonly tasks: readonly TaskInfo[];
}

/** Where an array lies in the record of a sample, in bytes. */
export interface Place {
  readonly offset: number;
  readonly bytes: number;
}

/** Numbers of 32 bits, which may lie in fewer. */
export interface Values extends Place {
  readonly encoding: EncodingName;
}

/** A target: labels and masks lie as they are. */
type TargetPlace =
  | { readonly name: string; readonly kind: "classes"; readonly labels: Place; readonly wide: boolean }
  | { readonly name: string; readonly kind: DenseKind; readonly values: Values; readonly mask: Place };

/** Where each array of a sample lies in its record. */
export interface Layout {
  readonly image: Values;
  readonly targets: readonly TargetPlace[];
  /** Of a record. */
  readonly bytes: number;
}

/** How each kind of values may lie in the file, in order of size. */
const choices: Readonly<Record<DenseKind | "image", readonly EncodingName[]>> = {
  image: ["byte", "float32"],
  depth: ["thousandth", "float32"],
  "inverse-depth": ["thousandth", "float32"],
  normals: ["float32"],
  mask: ["byte", "float32"],
  heatmap: ["byte", "float32"],
  edges: ["byte", "float32"],
  rgb: ["byte", "float32"],
};

/** The kinds of values that a sample has: those of the image, and of every task that has no classes. */
const kindsOf = ({ tasks }: Shape) => [
  "image" as const,
  ...tasks.flatMap(({ kind }) => (kind === "classes" ? [] : [kind])),
];

/** The smallest encodings, in the order of the kinds of values. */
export const smallest = (shape: Shape): EncodingName[] => kindsOf(shape).map((kind) => choices[kind][0]!);

/** Encodings with the next larger one in a place; that after the last is the last. */
export function widened(shape: Shape, names: readonly EncodingName[], at: number): EncodingName[] {
  const listed = choices[kindsOf(shape)[at]!];
  return names.with(at, listed[listed.indexOf(names[at]!) + 1] ?? names[at]!);
}

/** The layout of samples with their values in these encodings, or null if they cannot be theirs. */
export function layoutOf(shape: Shape, names: readonly EncodingName[]): Layout | null {
  const kinds = kindsOf(shape);
  if (names.length !== kinds.length || !kinds.every((kind, at) => choices[kind].includes(names[at]!)))
    return null;
  const pixels = shape.width * shape.height;
  let [end, taken] = [0, 0];
  const place = (bytes: number): Place => {
    const offset = end;
    // Eight by eight, so that numbers of any size can be read where they lie.
    end += 8 * Math.ceil(bytes / 8);
    return { offset, bytes };
  };
  const values = (channels: number): Values => {
    const encoding = names[taken++]!;
    return { ...place(channels * pixels * encodings[encoding].bytes), encoding };
  };
  const image = values(3);
  const targets = shape.tasks.map(({ name, kind, channels }): TargetPlace => {
    if (kind !== "classes") return { name, kind, values: values(channels), mask: place(pixels) };
    const wide = channels > 255;
    return { name, kind, labels: place((wide ? 2 : 1) * pixels), wide };
  });
  return { image, targets, bytes: end };
}
