import { join } from "node:path";
import { cityscapesNames } from "../cityscapes/classes.ts";
import { DataError } from "../data-error.ts";
import { expectOneOf } from "../expect-one-of.ts";
import { foldersThere } from "../files/what-is-there.ts";
import { names13 } from "../nyuv2/classes.ts";

export type MtanClasses = 7 | 13 | 19;

/** What the folders of a split hold. */
export interface MtanLayout {
  readonly name: "nyuv2" | "cityscapes";
  /** Of the labels. */
  readonly labels: string;
  readonly classes: readonly string[];
}

/**
 * Which data set lies in a folder of MTAN's form, as its split `train` tells: NYUv2 has normals.
 *
 * @throws {DataError} if the classes asked for are not among its labels.
 */
export async function layoutOf(dir: string, classes: MtanClasses | undefined): Promise<MtanLayout> {
  expectOneOf("openMtan", "classes", classes, [7, 13, 19]);
  const there = await foldersThere(join(dir, "train"), ["normal", "label_7", "label_19"]);
  if (there.includes("normal")) {
    if (classes === undefined || classes === 13) return { name: "nyuv2", labels: "label", classes: names13 };
    throw new DataError(dir, {
      expected: "labels of 13 classes, as train/normal says that it is NYUv2",
      got: `classes: ${classes}`,
      cure: "set data.classes=13 or leave it out",
    });
  }
  if (classes === 13)
    throw new DataError(dir, {
      expected: "labels of 7 or 19 classes, as without train/normal it is Cityscapes",
      got: "classes: 13",
      cure: "set data.classes=7 or 19, or leave it out",
    });
  const count = classes ?? (there.includes("label_7") ? 7 : 19);
  const labels = count === 7 ? "label_7" : there.includes("label_19") ? "label_19" : "label";
  return { name: "cityscapes", labels, classes: cityscapesNames[count] };
}
