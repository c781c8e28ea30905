import type { Size } from "@equipoise/datasets";

/** Sides beyond it are mistyped. */
const MOST_PIXELS = 65_536;

/** A size as typed, `WxH` in pixels; `null` if it is none. */
export function parseSize(text: string): Size | null {
  const [, width, height] = /^([1-9]\d*)x([1-9]\d*)$/.exec(text) ?? [];
  const size = { width: Number(width), height: Number(height) };
  return size.width <= MOST_PIXELS && size.height <= MOST_PIXELS ? size : null;
}
