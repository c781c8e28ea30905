/** Mean and deviation of sRGB images over ImageNet, by channel, as encoders trained on it expect their input. */
export const MEAN = [0.485, 0.456, 0.406] as const;
export const DEVIATION = [0.229, 0.224, 0.225] as const;

/** Images `[N, 3, H, W]` of 0..1 with about zero mean and unit variance in each channel. */
export function standardise(image: Float32Array, pixels: number): Float32Array {
  return image.map((value, i) => {
    const channel = Math.floor(i / pixels) % 3;
    return (value - MEAN[channel]!) / DEVIATION[channel]!;
  });
}
