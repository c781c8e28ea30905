import { DataError } from "../data-error.ts";
import type { Size } from "../sample.ts";
import type { NpyArray } from "./decode-npy.ts";
import type { Numbers } from "./number-type.ts";

/** Where the channels of an array are: behind height and width, or before them. */
export type Layout = "HWC" | "CHW";

/** Numbers of an image, planar: `[planes, H, W]`. */
export interface Planes extends Size {
  readonly data: Numbers;
}

/**
 * An array as planes: `[H, W, planes]` or, by the layout, `[planes, H, W]`; one plane may go without its dimension.
 *
 * @throws {DataError} if its shape is another.
 */
export function toPlanes(file: string, { shape, data }: NpyArray, planes: number, layout: Layout): Planes {
  const full =
    planes === 1 && shape.length === 2 ? (layout === "HWC" ? [...shape, 1] : [1, ...shape]) : shape;
  const [height, width, channels] =
    layout === "HWC" ? [full[0], full[1], full[2]] : [full[1], full[2], full[0]];
  if (full.length !== 3 || channels !== planes || !height || !width)
    throw new DataError(file, {
      expected: `the shape ${shapesOf(planes, layout)}`,
      got: `(${shape.join(", ")})`,
      cure: "save the array in that shape, or say how it lies (layout, channels)",
    });
  if (layout === "CHW" || planes === 1) return { width, height, data };
  const planar = data.slice();
  const pixels = width * height;
  for (let i = 0; i < pixels; i++)
    for (let plane = 0; plane < planes; plane++) planar[plane * pixels + i] = data[i * planes + plane]!;
  return { width, height, data: planar };
}

function shapesOf(planes: number, layout: Layout): string {
  const shape = layout === "HWC" ? `(height, width, ${planes})` : `(${planes}, height, width)`;
  return planes === 1 ? `(height, width) or ${shape}` : shape;
}
