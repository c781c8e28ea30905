import type { HostArray } from "../host-array.ts";

/** Bilinear upsampling to twice the size along one axis as a matrix `[2n, n]`; half-pixel centres, as PyTorch. */
export function interpolation(n: number): HostArray {
  const data = new Float32Array(2 * n * n);
  for (let i = 0; i < 2 * n; i++) {
    const place = Math.max(0, (i + 0.5) / 2 - 0.5);
    const below = Math.floor(place);
    const above = Math.min(below + 1, n - 1);
    data[i * n + below]! += 1 - (place - below);
    data[i * n + above]! += place - below;
  }
  return { shape: [2 * n, n], data };
}

/** Labels `[N, H, W]` as ones among zeros `[N, H, W, classes]`. */
export function oneHot({ shape, data }: HostArray, classes: number): HostArray {
  const ones = new Float32Array(data.length * classes);
  for (const [pixel, label] of data.entries()) ones[pixel * classes + label] = 1;
  return { shape: [...shape, classes], data: ones };
}
