import { DataError } from "../data-error.ts";
import type { Hdf5File } from "../hdf5/hdf5-file.ts";
import type { Size } from "../sample.ts";

/** The variables that are read, as MATLAB 7.3 stores them: images outermost, and width before height. */
const variables = {
  images: { type: "uint8", planes: [3] },
  depths: { type: "float32", planes: [] },
  labels: { type: "uint16", planes: [] },
} as const;

type Variable = keyof typeof variables;

/** Part of a frame, in pixels. */
export interface Part extends Size {
  readonly x: number;
  readonly y: number;
}

/** What an image of the file holds, rows outermost. */
export interface Frame {
  /** `[3, H, W]`, 0..255. */
  readonly image: Uint8Array;
  /** `[H, W]`: metres. */
  readonly depth: Float32Array;
  /** `[H, W]`: 1 for the first raw class; 0 where there is none. */
  readonly labels: Uint16Array;
}

/** More images and longer sides than this are the sign of a damaged header. */
const most = { images: 100_000, side: 8192 };

const cure = "download the original file again";

/**
 * How many frames of which size `nyu_depth_v2_labeled.mat` holds.
 *
 * @throws {DataError} if a variable is missing, or they do not fit each other.
 */
export function describeFrames(hdf5: Hdf5File, file: string): Size & { images: number } {
  const shape = hdf5.shape("images", variables.images.type);
  const [images = 0, planes = 0, width = 0, height = 0] = shape;
  if (shape.length !== 4 || planes !== 3 || images < 1 || images > most.images)
    throw new DataError(file, {
      position: "images",
      expected: "images x 3 x width x height",
      got: show(shape),
      cure,
    });
  if (!within(width) || !within(height))
    throw new DataError(file, {
      position: "images",
      expected: `sides of 1..${most.side} pixels`,
      got: show(shape),
      cure,
    });
  for (const name of ["depths", "labels"] as const) {
    const got = show(hdf5.shape(name, variables[name].type));
    const expected = show([images, width, height]);
    if (got !== expected)
      throw new DataError(file, { position: name, expected: `${expected}, as the images`, got, cure });
  }
  return { images, width, height };
}

/**
 * Part of one frame; no other frame is read.
 *
 * @throws {DataError} if the file is damaged there.
 */
export function readFrame(hdf5: Hdf5File, index: number, part: Part): Frame {
  const read = <V extends Variable>(variable: V) => {
    const { type, planes } = variables[variable];
    const start = [index, ...planes.map(() => 0), part.x, part.y];
    const count = [1, ...planes, part.width, part.height];
    return hdf5.read<(typeof variables)[V]["type"]>(variable, type, start, count);
  };
  return {
    image: turn(read("images"), new Uint8Array(3 * part.width * part.height), part),
    depth: turn(read("depths"), new Float32Array(part.width * part.height), part),
    labels: turn(read("labels"), new Uint16Array(part.width * part.height), part),
  };
}

/** From columns to rows. */
function turn<T extends Uint8Array | Uint16Array | Float32Array>(
  columns: T,
  rows: T,
  { width, height }: Size,
): T {
  const pixels = width * height;
  for (let plane = 0; plane < rows.length; plane += pixels)
    for (let x = 0, at = plane; x < width; x++)
      for (let y = 0; y < height; y++, at++) rows[plane + y * width + x] = columns[at]!;
  return rows;
}

const within = (side: number): boolean => side >= 1 && side <= most.side;

const show = (shape: readonly number[]): string => shape.join("x");
