import type { Size } from "../sample.ts";

/** A mean and a deviation of each channel of an image. */
export interface Channels {
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** Those of sRGB images of 0..1 over ImageNet, as networks trained on it expect their input. */
export const imagenet: Channels = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };

/** Makes each channel of `[N, 3, H, W]` `(v - mean) / deviation`, in place, and returns the image. */
export function standardise(
  image: Float32Array,
  { width, height }: Size,
  { mean, deviation }: Channels,
): Float32Array {
  const pixels = width * height;
  for (let start = 0, plane = 0; start < image.length; start += pixels, plane++) {
    const [shift, scale] = [mean[plane % 3]!, deviation[plane % 3]!];
    for (let i = start; i < start + pixels; i++) image[i] = (image[i]! - shift) / scale;
  }
  return image;
}
