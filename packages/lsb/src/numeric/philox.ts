import { ConfigError } from "../errors.ts";

/**
 * Philox4x32-10: four random words of 32 bits for a counter and a key, and the same on every machine. Nothing
 * is kept between two calls, so a random state is a seed and a count.
 *
 * @see Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3, SC 2011
 */
export function philox(counter: readonly number[], key: readonly number[]): number[] {
  let [x, y, z, w] = counter as [number, number, number, number];
  let [k0, k1] = key as [number, number];
  for (let round = 0; round < 10; round++) {
    const a = times(0xd2511f53, x);
    const b = times(0xcd9e8d57, z);
    [x, y, z, w] = [(b.high ^ y ^ k0) >>> 0, b.low, (a.high ^ w ^ k1) >>> 0, a.low];
    [k0, k1] = [(k0 + 0x9e3779b9) >>> 0, (k1 + 0xbb67ae85) >>> 0];
  }
  return [x, y, z, w];
}

/** `count` numbers in (0, 1), 32 bits fine, for one draw of a seed. */
export function uniforms(seed: number, draw: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const word = philox([Math.floor(i / 4), 0, draw >>> 0, stream], [seed >>> 0, 0])[i % 4]!;
    return (word + 0.5) / 2 ** 32;
  });
}

/** Sets these draws apart from those of dropout under the same seed: the letters lsb. */
const stream = 0x6c7362;

/** The high and the low word of a product. */
function times(a: number, b: number): { readonly high: number; readonly low: number } {
  const low = (a & 0xffff) * (b & 0xffff);
  const crossed = (a >>> 16) * (b & 0xffff) + (low >>> 16);
  const other = (a & 0xffff) * (b >>> 16) + (crossed & 0xffff);
  const high = (a >>> 16) * (b >>> 16) + Math.floor(crossed / 65536) + Math.floor(other / 65536);
  return { high: high >>> 0, low: Math.imul(a, b) >>> 0 };
}

/** All that a random method remembers: plain JSON. */
export interface RandomState {
  readonly seed: number;
  readonly draws: number;
}

/** @throws {ConfigError} if the seed is not a whole number of 32 bits. */
export function checkSeed(balancer: string, seed: number): void {
  if (seed !== seed >>> 0)
    throw new ConfigError(balancer, "a whole seed from 0 to 4294967295", { seed }, "Take any such number");
}
