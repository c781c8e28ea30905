import { DataError } from "../data-error.ts";
import type { Hdf5File } from "../hdf5/hdf5-file.ts";
import type { Variables } from "./variables.ts";

/** How many classes the labels tell apart: the 13 of most papers on several tasks, the 40 of those on segmentation, or all. */
export type Nyuv2Classes = 13 | 40 | "raw";

/** From what the file stores, 0 where a pixel has no label, to class names and indexes. */
export interface ClassTable {
  /** Names in the order of the classes. */
  readonly names: readonly string[];
  /** The class of every stored label that is above 0: entry 0 is of label 1. */
  readonly classes: readonly number[];
}

export const names13 = [
  ...["bed", "books", "ceiling", "chair", "floor", "furniture", "objects"],
  ...["picture", "sofa", "table", "tv", "wall", "window"],
];

/** The one of the 13, counted from 1, that each of the 40 belongs to. */
const thirteenOfForty = [
  ...[12, 5, 6, 1, 4, 9, 10, 12, 13, 6, 8, 6, 13, 10, 6, 13, 6, 7, 7, 5],
  ...[7, 3, 2, 6, 11, 7, 7, 7, 7, 7, 7, 6, 7, 7, 7, 7, 7, 7, 6, 7],
];

/**
 * The 40 classes, or the 13 that they are put together to, by `mapClass` and `className` of `classMapping40.mat`.
 *
 * @throws {DataError} if the lists do not speak of 40 classes.
 * @see Gupta, Arbelaez, Malik: Perceptual Organization and Recognition of Indoor Scenes from RGB-D Images, CVPR 2013 (the 40)
 * @see Couprie, Farabet, Najman, LeCun: Indoor Semantic Segmentation using depth information, ICLR 2013 (the 13)
 */
export function mappedClasses(lists: Variables, classes: 13 | 40): ClassTable {
  const forty = lists.indexes("mapClass");
  const count = thirteenOfForty.length;
  const wrong = forty.findIndex((index) => index > count);
  if (wrong >= 0)
    throw new DataError(lists.file, {
      position: `mapClass, entry ${wrong + 1}`,
      expected: `a class 1..${count}`,
      got: String(forty[wrong]),
      cure: "take the original classMapping40.mat",
    });
  if (classes === 13)
    return { names: names13, classes: forty.map((index) => thirteenOfForty[index - 1]! - 1) };
  const names = lists.texts("className");
  if (names.length !== count)
    throw new DataError(lists.file, {
      position: "className",
      expected: `the names of ${count} classes`,
      got: String(names.length),
      cure: "take the original classMapping40.mat",
    });
  return { names, classes: forty.map((index) => index - 1) };
}

/**
 * The raw classes by the names that the file has for them.
 *
 * @throws {DataError} if it has none.
 */
export function rawClasses(hdf5: Hdf5File): ClassTable {
  const names = hdf5.references("names", "#refs#").map((path) => {
    const shape = hdf5.shape(path, "uint16");
    return String.fromCharCode(
      ...hdf5.read(
        path,
        "uint16",
        shape.map(() => 0),
        shape,
      ),
    );
  });
  return { names, classes: names.map((_, index) => index) };
}
