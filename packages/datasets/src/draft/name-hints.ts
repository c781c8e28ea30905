import type { DenseKind } from "../sample.ts";

/** What a folder holds, as its name says. */
export type Hint = "image" | "classes" | DenseKind;

/** Words of names, the more telling ones first: a `depth_images` holds depth. */
const words: readonly (readonly [Hint, readonly string[]])[] = [
  ["inverse-depth", ["disparity", "disparities", "disp", "inverse", "inv"]],
  ["normals", ["normal", "normals", "nrm"]],
  ["edges", ["edge", "edges", "boundary", "boundaries", "contour", "contours"]],
  ["heatmap", ["heat", "heatmap", "heatmaps", "keypoint", "keypoints", "joints", "saliency"]],
  ["depth", ["depth", "depths"]],
  ["mask", ["mask", "masks", "foreground", "matte", "matting", "silhouette", "silhouettes", "sky"]],
  [
    "classes",
    [
      "label",
      "labels",
      "seg",
      "segmentation",
      "segmentations",
      "semantic",
      "semantics",
      "class",
      "classes",
      "annotation",
      "annotations",
      "gt",
    ],
  ],
  ["rgb", ["albedo", "reflectance", "shading", "clean", "target", "targets"]],
  [
    "image",
    [
      "image",
      "images",
      "img",
      "imgs",
      "rgb",
      "color",
      "colour",
      "colors",
      "photo",
      "photos",
      "picture",
      "pictures",
      "input",
      "inputs",
      "frame",
      "frames",
      "left",
      "jpegimages",
    ],
  ],
];

/** What the name of a folder, or of an array in a file, says of its content; nothing if it says nothing. */
export function hintOf(name: string): Hint | undefined {
  const parts = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.find(([, names]) => parts.some((part) => names.includes(part)))?.[0];
}

const splits: Readonly<Record<string, readonly string[]>> = {
  train: ["train", "training", "trn"],
  val: ["val", "valid", "validation", "dev", "eval"],
  test: ["test", "testing", "tst"],
};

/** The split that a name stands for: `training` for `train`. */
export const splitNamed = (name: string): string | undefined =>
  Object.keys(splits).find((split) => splits[split]!.includes(name.toLowerCase()));
