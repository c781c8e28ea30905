import { join } from "node:path";
import { DataError } from "../data-error.ts";
import type { Dataset } from "../dataset.ts";
import { expectInteger, expectSeed } from "../expect-integer.ts";
import { expectOneOf } from "../expect-one-of.ts";
import { type FileOptions, fileDataset } from "../files/file-dataset.ts";
import { withHdf5 } from "../hdf5/with-hdf5.ts";
import type { Size } from "../sample.ts";
import { frameSize, kinect, validPart } from "./camera.ts";
import { type ClassTable, mappedClasses, type Nyuv2Classes, rawClasses } from "./classes.ts";
import { describeFrames, type Part, readFrame } from "./labeled-file.ts";
import { sampleOfFrame } from "./sample-of-frame.ts";
import { drawnSplits, officialSplits } from "./splits.ts";
import { readVariables } from "./variables.ts";

export interface Nyuv2Options extends FileOptions {
  /** Default 13, or the raw ones where there is no `classMapping40`. */
  readonly classes?: Nyuv2Classes | undefined;
  /** Leave out the margin of the frames, which is white in colour and made up in depth. Default true. */
  readonly crop?: boolean | undefined;
  /** Of the split that is drawn where there is no official one; 0..2^32-1, default 0. */
  readonly seed?: number;
  /** Of the windows that normals are fitted in, in pixels; see `normalsFromDepth`. Default 10. */
  readonly normalsRadius?: number;
}

/** The name of the file that is published. */
export const labeledFile = "nyu_depth_v2_labeled.mat";

/**
 * NYU Depth v2, the labelled set, as it is published: classes, depth in metres with its holes filled, and normals
 * fitted to the depth.
 *
 * Beside `nyu_depth_v2_labeled.mat` lie `splits.mat`, whose test images are the split `val`, and `classMapping40.mat`,
 * which puts the raw classes together; or either as JSON, an object of the same lists. Where one is missing, a note of
 * the data set says what is done without it.
 *
 * @throws {DataError} if a file cannot be used.
 * @see Silberman, Hoiem, Kohli, Fergus: Indoor Segmentation and Support Inference from RGBD Images, ECCV 2012
 */
export async function openNyuv2(dir: string, options: Nyuv2Options = {}): Promise<Dataset> {
  const classes = expectOneOf("openNyuv2", "classes", options.classes, [13, 40, "raw"]);
  const crop = expectOneOf("openNyuv2", "crop", options.crop, [true, false]) ?? true;
  const seed = expectSeed("openNyuv2", options.seed ?? 0);
  const radius = expectInteger("openNyuv2", "normalsRadius", options.normalsRadius ?? 10, 1);
  const file = join(dir, labeledFile);
  const found = await withHdf5(file, (hdf5) => describeFrames(hdf5, file));
  const part = crop ? validPartOf(file, found) : { x: 0, y: 0, width: found.width, height: found.height };
  const { splits, notes } = await splitsOf(dir, found.images, seed);
  const table = await tableOf(dir, file, classes, notes);
  const intrinsics = { ...kinect, cx: kinect.cx - part.x, cy: kinect.cy - part.y };
  const reader = {
    name: "nyuv2",
    tasks: [
      { name: "segmentation", kind: "classes", channels: table.names.length, classes: table.names },
      { name: "depth", kind: "depth", channels: 1 },
      { name: "normals", kind: "normals", channels: 3 },
    ],
    splits,
    size: { width: part.width, height: part.height },
    intrinsics,
    notes,
    async read(split: string, { index }: { index: number }, size: Size) {
      const frame = await withHdf5(file, (hdf5) => readFrame(hdf5, index, part));
      const name = `${split}/${String(index).padStart(4, "0")}`;
      const place = { file, image: index, part };
      return sampleOfFrame(name, frame, { place, table, intrinsics, radius, size });
    },
  } as const;
  return fileDataset("openNyuv2", reader, options);
}

function validPartOf(file: string, { width, height }: Size): Part {
  if (width === frameSize.width && height === frameSize.height) return validPart;
  throw new DataError(file, {
    expected: `frames of ${frameSize.width}x${frameSize.height} pixels, which have a known margin`,
    got: `${width}x${height}`,
    cure: "open it with crop: false",
  });
}

async function splitsOf(dir: string, images: number, seed: number) {
  const lists = await readVariables(dir, "splits");
  const splits = lists ? officialSplits(lists, images) : drawnSplits(images, seed);
  const rows = new Map([...splits].map(([split, part]) => [split, part.map((index) => ({ index }))]));
  const drawn = `train is ${splits.get("train")!.length} of ${images} images drawn with seed ${seed}`;
  const note = `there is no splits.mat beside ${labeledFile}: ${drawn}, val the rest; a room can be in both`;
  return { splits: rows, notes: lists ? [] : [note] };
}

/** The table of the classes asked for; a note is added where they are not the usual ones. */
async function tableOf(
  dir: string,
  file: string,
  classes: Nyuv2Classes | undefined,
  notes: string[],
): Promise<ClassTable> {
  const lists = classes === "raw" ? undefined : await readVariables(dir, "classMapping40");
  if (lists) return mappedClasses(lists, classes === 40 ? 40 : 13);
  if (classes === 13 || classes === 40)
    throw new DataError(join(dir, "classMapping40.mat"), {
      expected: `the table that puts the raw classes together to ${classes}`,
      got: "nothing there",
      cure: "download it to this folder, or open the data with classes: raw",
    });
  const table = await withHdf5(file, (hdf5) => rawClasses(hdf5));
  if (classes === undefined)
    notes.push(
      `there is no classMapping40.mat beside ${labeledFile}: segmentation has the ${table.names.length} raw classes`,
    );
  return table;
}
