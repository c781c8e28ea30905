const scratch = new Float32Array(1);
const bits = new Uint32Array(scratch.buffer);

/**
 * The bits of the half-precision number nearest to `value`, of two equally near ones the even: IEEE 754's default,
 * which GPUs need not keep to where they convert.
 */
export function halfBits(value: number): number {
  scratch[0] = value;
  const word = bits[0]!;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // NaN
  // 65520 and more, half a step beyond the largest half, round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // Subnormal: adding a half brings the unit of the last place to 2⁻²⁴, and the addition rounds.
    scratch[0] = Math.abs(value) + 0.5;
    return sign | (bits[0]! - 0x3f000000);
  }
  // 13 bits go; the exponent's bias falls by 112. The addition carries into the exponent where it must.
  const even = (magnitude >>> 13) & 1;
  return sign | ((magnitude - 0x38000000 + 0xfff + even) >>> 13);
}

/** The number that the bits of a half stand for. */
export function halfValue(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

export const toHalf = (values: ArrayLike<number>): Uint16Array => {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i++) halves[i] = halfBits(values[i]!);
  return halves;
};

export const fromHalf = (halves: Uint16Array): Float32Array<ArrayBuffer> => {
  const values = new Float32Array(halves.length);
  for (let i = 0; i < values.length; i++) values[i] = halfValue(halves[i]!);
  return values;
};
