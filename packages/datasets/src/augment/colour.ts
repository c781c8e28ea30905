// Definitions are torchvision's, for images of numbers from 0 to 1: https://docs.pytorch.org/vision/stable/transforms.html
// Images are planar, `[3, H, W]`; each function writes over the image that it is given.

/** `factor v`, kept within 0..1. */
export function brighten(image: Float32Array, factor: number): void {
  for (let i = 0; i < image.length; i++) image[i] = unit(factor * image[i]!);
}

/** Away from the mean grey of the whole image by a factor, or towards it where that is below 1. */
export function contrast(image: Float32Array, factor: number): void {
  const pixels = image.length / 3;
  let sum = 0;
  for (let i = 0; i < pixels; i++) sum += grey(image[i]!, image[pixels + i]!, image[2 * pixels + i]!);
  const rest = (1 - factor) * (sum / pixels);
  for (let i = 0; i < image.length; i++) image[i] = unit(factor * image[i]! + rest);
}

/** Away from each pixel's own grey by a factor, or towards it where that is below 1. */
export function saturate(image: Float32Array, factor: number): void {
  const pixels = image.length / 3;
  for (let i = 0; i < pixels; i++) {
    const r = image[i]!;
    const g = image[pixels + i]!;
    const b = image[2 * pixels + i]!;
    const rest = (1 - factor) * grey(r, g, b);
    image[i] = unit(factor * r + rest);
    image[pixels + i] = unit(factor * g + rest);
    image[2 * pixels + i] = unit(factor * b + rest);
  }
}

/** Turns every hue by a share of the colour circle; saturation and value (HSV) stay. */
export function turnHue(image: Float32Array, turn: number): void {
  const pixels = image.length / 3;
  for (let i = 0; i < pixels; i++) {
    const r = image[i]!;
    const g = image[pixels + i]!;
    const b = image[2 * pixels + i]!;
    const value = Math.max(r, g, b);
    const chroma = value - Math.min(r, g, b);
    if (chroma === 0) continue;
    // In sixths of the circle, from red.
    const hue = value === r ? (g - b) / chroma : value === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
    const turned = hue + 6 * turn + 12;
    image[i] = value - chroma * share(turned + 5);
    image[pixels + i] = value - chroma * share(turned + 3);
    image[2 * pixels + i] = value - chroma * share(turned + 1);
  }
}

/** How much of the chroma a channel lacks, by sixths of the circle: 0 on its own third, 1 on the opposite one. */
function share(sixths: number): number {
  const k = sixths % 6;
  return Math.max(0, Math.min(k, 4 - k, 1));
}

/** Luma of ITU-R BT.601, in torchvision's digits. */
const grey = (r: number, g: number, b: number): number => 0.2989 * r + 0.587 * g + 0.114 * b;

const unit = (value: number): number => Math.max(0, Math.min(value, 1));
