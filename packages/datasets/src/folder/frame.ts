import { emptyTarget } from "../empty-target.ts";
import { areaOrBilinear } from "../resize/axis.ts";
import { gather, nearest, resample } from "../resize/planes.ts";
import { resizeRules, resizeTarget } from "../resize/resize-target.ts";
import type { Sample, Size, Target } from "../sample.ts";
import type { FileTask, Kept } from "./kinds/file-task.ts";

/** A target as it is kept: in the numbers of its file, or as it was made by resizing; `null` where a label is missing. */
type KeptTarget = Kept | Exclude<Target, { kind: "classes" }> | null;

/** A decoded sample in the small types it is stored in: at 128x96 108 KB, where the sample itself is 380 KB. */
export interface Frame extends Size {
  readonly name: string;
  /** The size of its files, if it was resized. */
  readonly stored?: Size;
  /** `[3, H, W]`: bytes, or numbers 0..1. */
  readonly image: Uint8Array | Float32Array;
  /** In the order of the tasks. */
  readonly maps: readonly KeptTarget[];
}

/** The frame at another size, by the rules of `resizeSample`. */
export function resizeFrame(frame: Frame, size: Size, tasks: readonly FileTask[]): Frame {
  const { width, height } = size;
  if (width === frame.width && height === frame.height) return frame;
  const image = resample(
    frame.image,
    3,
    frame,
    areaOrBilinear(frame.width, width),
    areaOrBilinear(frame.height, height),
  );
  return {
    name: frame.name,
    width,
    height,
    stored: { width: frame.width, height: frame.height },
    image: frame.image instanceof Uint8Array ? roundToBytes(image) : image,
    maps: frame.maps.map((map, i) => resizeKept(map, frame, size, tasks[i]!)),
  };
}

function resizeKept(map: KeptTarget, from: Size, to: Size, { info, target }: FileTask): KeptTarget {
  if (map === null) return null;
  if ("kind" in map) throw new TypeError("expected a map as it is stored; got one that was resized");
  const { kind } = info;
  if (kind !== "classes" && resizeRules[kind] !== "nearest") {
    const resized = resizeTarget(target(map), from, to);
    if (resized.kind !== "classes") return resized;
  }
  const [xs, ys] = [nearest(from.width, to.width), nearest(from.height, to.height)];
  const planes = map.length / (from.width * from.height);
  const length = planes * xs.length * ys.length;
  if (map instanceof Float32Array) return gather(map, planes, from, xs, ys, new Float32Array(length));
  return map instanceof Uint16Array
    ? gather(map, planes, from, xs, ys, new Uint16Array(length))
    : gather(map, planes, from, xs, ys, new Uint8Array(length));
}

function roundToBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(values[i]!);
  return bytes;
}

/** What a frame takes in memory. */
export function frameBytes({ image, maps }: Frame): number {
  const bytesOf = (map: KeptTarget) =>
    map === null ? 0 : "kind" in map ? map.values.byteLength + map.mask.byteLength : map.byteLength;
  return maps.reduce((sum, map) => sum + bytesOf(map), image.byteLength);
}

/** The sample of a frame, in arrays of its own. */
export function frameToSample(frame: Frame, tasks: readonly FileTask[]): Sample {
  const { name, width, height, stored, image, maps } = frame;
  const targets: Record<string, Target> = {};
  for (const [i, task] of tasks.entries()) targets[task.info.name] = targetOf(maps[i]!, task, frame);
  const unit = new Float32Array(image.length);
  if (image instanceof Float32Array) unit.set(image);
  else for (let i = 0; i < image.length; i++) unit[i] = image[i]! / 255;
  return { name, width, height, ...(stored && { stored }), image: unit, targets };
}

function targetOf(map: KeptTarget, { info, target }: FileTask, size: Size): Target {
  if (map === null) return emptyTarget(info, size);
  return "kind" in map ? { ...map, values: map.values.slice(), mask: map.mask.slice() } : target(map);
}
