import { IGNORE } from "../labels.ts";

/** How many classes the labels tell apart: the 19 that are trained on, or the 7 groups that those belong to. */
export type CityscapesClasses = 7 | 19;

/** The groups, in order. */
const groups = ["flat", "construction", "object", "nature", "sky", "human", "vehicle"] as const;

/** The 19, in order: name, the id in `labelIds` files, and the group. */
const trained: readonly (readonly [name: string, id: number, group: (typeof groups)[number]])[] = [
  ["road", 7, "flat"],
  ["sidewalk", 8, "flat"],
  ["building", 11, "construction"],
  ["wall", 12, "construction"],
  ["fence", 13, "construction"],
  ["pole", 17, "object"],
  ["traffic light", 19, "object"],
  ["traffic sign", 20, "object"],
  ["vegetation", 21, "nature"],
  ["terrain", 22, "nature"],
  ["sky", 23, "sky"],
  ["person", 24, "human"],
  ["rider", 25, "human"],
  ["car", 26, "vehicle"],
  ["truck", 27, "vehicle"],
  ["bus", 28, "vehicle"],
  ["train", 31, "vehicle"],
  ["motorcycle", 32, "vehicle"],
  ["bicycle", 33, "vehicle"],
];

/** Names of the classes, in order. */
export const cityscapesNames: { readonly [C in CityscapesClasses]: readonly string[] } = {
  7: groups,
  19: trained.map(([name]) => name),
};

/** The highest id that `labelIds` files use for a kind of thing; 255 stands for licence plates. */
export const highestId = 33;

/** The class of every id of `labelIds` files, 0..255; {@link IGNORE} for those that are not trained on. */
export function classOfId(classes: CityscapesClasses): Uint8Array {
  const table = new Uint8Array(256).fill(IGNORE);
  for (const [index, [, id, group]] of trained.entries())
    table[id] = classes === 19 ? index : groups.indexOf(group);
  return table;
}
