import type { Intrinsics, Size } from "../sample.ts";

/** The camera of a resized image: pixel centres are whole numbers, so a centre moves by half a pixel before and after. */
export function resizeIntrinsics({ fx, fy, cx, cy }: Intrinsics, from: Size, to: Size): Intrinsics {
  const [sx, sy] = [to.width / from.width, to.height / from.height];
  return { fx: fx * sx, fy: fy * sy, cx: (cx + 0.5) * sx - 0.5, cy: (cy + 0.5) * sy - 0.5 };
}
