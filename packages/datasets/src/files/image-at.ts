import { areaOrBilinear } from "../resize/axis.ts";
import { resample } from "../resize/planes.ts";
import type { Size } from "../sample.ts";

/** An image of bytes, `[3, H, W]`, as colours 0..1 at another size, by the rules of `resizeSample`. */
export function imageAt(bytes: Uint8Array, from: Size, to: Size): Float32Array {
  const isSame = from.width === to.width && from.height === to.height;
  const [x, y] = [areaOrBilinear(from.width, to.width), areaOrBilinear(from.height, to.height)];
  const steps = isSame ? bytes : resample(bytes, 3, from, x, y);
  const colours = new Float32Array(steps.length);
  for (let i = 0; i < colours.length; i++) colours[i] = steps[i]! / 255;
  return colours;
}
