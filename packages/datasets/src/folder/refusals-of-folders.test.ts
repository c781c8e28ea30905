import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe } from "vitest";
import { type Refusal, says, testRefusals } from "./damage.fixture.ts";
import { put } from "./folder.fixture.ts";

const ofTheFolders: Refusal[] = [
  [
    "a missing split",
    (dir) => rm(join(dir, "val"), { recursive: true }),
    "DIR/val/image: expected a folder; got nothing there; correct splits and folders in dataset.json",
  ],
  [
    "a file for a folder",
    says({ input: { folder: "image/a.png", format: "png" } }),
    "DIR/train/image/a.png: expected a folder; got ENOTDIR; correct splits and folders in dataset.json",
  ],
  [
    "an empty folder",
    (dir) => rm(join(dir, "val/image/d.png")),
    "DIR/val/image: expected .png files; got an empty folder; correct folder and format in dataset.json, or add the files",
  ],
  [
    "files of another kind",
    says({ input: { folder: "image", format: "jpg" } }),
    "DIR/train/image: expected .jpg or .jpeg files; got 3 files of other kinds, such as a.png; correct folder and format in dataset.json, or add the files",
  ],
  [
    "a sample without depth",
    (dir) => rm(join(dir, "train/depth/b.png")),
    "DIR/train/depth: expected a counterpart of every file in DIR/train/image; got none for b; add the missing files, or remove those without counterpart",
  ],
  [
    "a label without a picture",
    (dir) => rm(join(dir, "train/image/b.png")),
    "DIR/train/image: expected a counterpart of every file in DIR/train/label; got none for b; add the missing files, or remove those without counterpart",
  ],
  [
    "many pictures without a label",
    async (dir) => {
      for (let i = 0; i < 9; i++) await put(dir, `train/image/x${i}.png`, "");
    },
    "DIR/train/label: expected a counterpart of every file in DIR/train/image; got none for x0, x1, x2, x3, x4 and 4 more; add the missing files, or remove those without counterpart",
  ],
  [
    "two files for one name",
    async (dir) => {
      await says({ input: { folder: "image", format: "jpg" } })(dir);
      for (const extension of ["jpg", "jpeg"]) await put(dir, `train/image/a.${extension}`, "");
    },
    "DIR/train/image/a.jpg: expected one file of that name; got DIR/train/image/a.jpeg as well; remove one",
  ],
];

describe("folders that do not hold what the manifest says are refused", () => testRefusals(ofTheFolders));
