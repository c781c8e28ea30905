import { DataError } from "../data-error.ts";
import { imageAt } from "../files/image-at.ts";
import { pixelPosition } from "../folder/decode-png.ts";
import { emptyLabels, type Labels } from "../labels.ts";
import { normalsFromDepth } from "../normals/normals-from-depth.ts";
import { nearest } from "../resize/planes.ts";
import { resizeTarget } from "../resize/resize-target.ts";
import type { Intrinsics, Sample, Size } from "../sample.ts";
import type { ClassTable } from "./classes.ts";
import type { Frame, Part } from "./labeled-file.ts";

/** Where a frame comes from, and what is made of it. */
export interface FrameUse {
  readonly place: { readonly file: string; readonly image: number; readonly part: Part };
  readonly table: ClassTable;
  readonly intrinsics: Intrinsics;
  /** Of the windows that normals are fitted in. */
  readonly radius: number;
  /** Of the sample. */
  readonly size: Size;
}

/** @throws {DataError} if a label is of no class. */
export function sampleOfFrame(name: string, frame: Frame, use: FrameUse): Sample {
  const { place, intrinsics, radius, size } = use;
  const { width, height } = place.part;
  const image = imageAt(frame.image, place.part, size);
  const segmentation = { kind: "classes", labels: classesOf(frame.labels, use) } as const;
  const depth = depthOf(frame.depth);
  // Fitted to the whole depth, and only where the sample has pixels.
  const at = { xs: nearest(width, size.width), ys: nearest(height, size.height) };
  const normals = normalsFromDepth(depth, place.part, intrinsics, { radius, at });
  const targets = {
    segmentation: resizeTarget(segmentation, place.part, size),
    depth: resizeTarget(depth, place.part, size),
    normals: { kind: "normals", ...normals },
  } as const;
  return { name, ...size, image, targets };
}

function classesOf(stored: Uint16Array, { place, table }: FrameUse): Labels {
  const labels = emptyLabels(stored.length, table.names.length);
  for (let at = 0; at < stored.length; at++) {
    const label = stored[at]!;
    if (label === 0) continue;
    const index = table.classes[label - 1];
    if (index === undefined)
      throw new DataError(place.file, {
        position: `labels of image ${place.image}, ${pixelPosition(at, place.part)}`,
        expected: `a label 0..${table.classes.length}`,
        got: String(label),
        cure: "take the classMapping40.mat that belongs to the file, or download both again",
      });
    labels[at] = index;
  }
  return labels;
}

function depthOf(metres: Float32Array) {
  const values = new Float32Array(metres.length);
  const mask = new Uint8Array(metres.length);
  for (let i = 0; i < metres.length; i++) {
    const value = metres[i]!;
    if (!(value > 0 && value < Infinity)) continue;
    values[i] = value;
    mask[i] = 1;
  }
  return { kind: "depth", values, mask } as const;
}
