import type { Size } from "../sample.ts";
import type { Light } from "./light.ts";
import type { Scene } from "./scene.ts";
import { sees } from "./shade.ts";
import { dot } from "./solid.ts";
import type { Hit } from "./trace.ts";

/** Nine places spread over a light, in an order that puts neighbours far apart. */
const places = [4, 0, 7, 2, 6, 3, 5, 8, 1].map((i) => ({
  u: ((i % 3) - 1) * 0.67,
  v: (Math.floor(i / 3) - 1) * 0.67,
}));

/**
 * Share of a light that each pixel's surface sees, 0..1: `[H, W]`.
 *
 * Each pixel looks at one of nine places on the light and shares the answer with the neighbours on its face
 * (interleaved sampling): soft shadows without noise, from one ray a pixel.
 */
export function visibility(
  scene: Scene,
  hits: readonly Hit[],
  { width, height }: Size,
  light: Light,
): Float32Array {
  const seen = new Uint8Array(hits.length);
  for (let i = 0; i < hits.length; i++) {
    const place = places[((i % width) % 3) + 3 * (Math.floor(i / width) % 3)]!;
    seen[i] = sees(scene, hits[i]!, light, place.u, place.v) ? 1 : 0;
  }
  const shares = new Float32Array(hits.length);
  for (let i = 0; i < hits.length; i++) {
    const column = i % width;
    const row = Math.floor(i / width);
    let sum = 0;
    let count = 0;
    for (let y = Math.max(row - 1, 0); y <= Math.min(row + 1, height - 1); y++)
      for (let x = Math.max(column - 1, 0); x <= Math.min(column + 1, width - 1); x++)
        if (sameFace(hits[i]!, hits[y * width + x]!)) {
          sum += seen[y * width + x]!;
          count++;
        }
    shares[i] = sum / count;
  }
  return shares;
}

/** Whether two hits lie on one face, or on neighbouring parts of one curved face. */
export function sameFace(a: Hit, b: Hit): boolean {
  return a.face === b.face && dot(a.normal, b.normal) > 0.9;
}
