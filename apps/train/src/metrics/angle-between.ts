/** Degrees between the vectors at `x`, `x + plane`, `x + 2 plane` of two arrays; infinite if one is not finite. */
export function angleBetween(a: Float32Array, b: Float32Array, x: number, plane: number): number {
  const ax = a[x]!;
  const ay = a[x + plane]!;
  const az = a[x + 2 * plane]!;
  const bx = b[x]!;
  const by = b[x + plane]!;
  const bz = b[x + 2 * plane]!;
  if (ax === 0 && ay === 0 && az === 0) return 90;
  // atan2(|a x b|, a . b) keeps all digits where acos(a . b) loses half of them: near 0 and 180 degrees.
  const cx = ay * bz - az * by;
  const cy = az * bx - ax * bz;
  const cz = ax * by - ay * bx;
  const radians = Math.atan2(Math.sqrt(cx * cx + cy * cy + cz * cz), ax * bx + ay * by + az * bz);
  const degrees = (radians * 180) / Math.PI;
  return Number.isNaN(degrees) ? Number.POSITIVE_INFINITY : degrees;
}
