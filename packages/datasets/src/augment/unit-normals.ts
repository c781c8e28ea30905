import type { Known } from "../resize/known.ts";

/**
 * Normalises `(nx, ny, stretch nz)` where it is known, in place; normals that cancel each other become unknown, and
 * what is unknown becomes 0.
 */
export function unitNormals({ values, mask }: Known, stretch = 1): Known {
  const n = mask.length;
  for (let i = 0; i < n; i++) {
    const x = values[i]!;
    const y = values[n + i]!;
    const z = stretch * values[2 * n + i]!;
    const length = Math.sqrt(x * x + y * y + z * z);
    const valid = mask[i] === 1 && length > 1e-6;
    mask[i] = valid ? 1 : 0;
    values[i] = valid ? x / length : 0;
    values[n + i] = valid ? y / length : 0;
    values[2 * n + i] = valid ? z / length : 0;
  }
  return { values, mask };
}
