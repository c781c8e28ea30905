import { areaOrBilinear } from "../resize/axis.ts";
import { gather, nearest, resample } from "../resize/planes.ts";
import type { Sample, Size, Target } from "../sample.ts";
import type { FileTask, Stored } from "./kinds/file-task.ts";

/** A decoded sample in the small types it is stored in: at 128x96 108 KB, where the sample itself is 380 KB. */
export interface Frame extends Size {
  readonly name: string;
  /** `[3, H, W]`. */
  readonly image: Uint8Array;
  /** In the order of the tasks. */
  readonly maps: readonly Stored[];
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
  const [xs, ys] = [nearest(frame.width, width), nearest(frame.height, height)];
  const maps = frame.maps.map((map, i) => {
    const { planes } = tasks[i]!;
    const length = planes * width * height;
    return map instanceof Uint16Array
      ? gather(map, planes, frame, xs, ys, new Uint16Array(length))
      : gather(map, planes, frame, xs, ys, new Uint8Array(length));
  });
  return { name: frame.name, width, height, image: roundToBytes(image), maps };
}

/** What a frame takes in memory. */
export function frameBytes({ image, maps }: Frame): number {
  return maps.reduce((sum, map) => sum + map.byteLength, image.byteLength);
}

/** The sample of a frame, in arrays of its own. */
export function frameToSample(
  { name, width, height, image, maps }: Frame,
  tasks: readonly FileTask[],
): Sample {
  const targets: Record<string, Target> = {};
  for (const [i, { info, target }] of tasks.entries()) targets[info.name] = target(maps[i]!);
  const unit = new Float32Array(image.length);
  for (let i = 0; i < image.length; i++) unit[i] = image[i]! / 255;
  return { name, width, height, image: unit, targets };
}

function roundToBytes(values: Float32Array): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = Math.round(values[i]!);
  return out;
}
