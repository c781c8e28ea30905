import { expect, it } from "vitest";
import { DataError } from "./data-error.ts";
import { type Random, seeded } from "./random.ts";

/** A copy of a file with one thing done to it: cut, bits flipped, a number made absurd, or bytes overwritten. */
function damaged(whole: Uint8Array, random: Random): Uint8Array {
  const bytes = new Uint8Array(whole);
  const at = random.integer(bytes.length);
  const kind = random.integer(4);
  if (kind === 0) return bytes.subarray(0, at);
  if (kind === 1)
    for (let i = random.integer(8); i >= 0; i--)
      bytes[random.integer(bytes.length)]! ^= 1 << random.integer(8);
  else if (kind === 2) bytes.fill(0xff, at, at + random.pick([1, 2, 4, 8]));
  else for (let i = at + random.integer(64); i >= at; i--) bytes[i] = random.integer(256);
  return bytes;
}

const [count, mostMilliseconds, mostBytes] = [200, 2000, 200 * 2 ** 20];

/** Tests that damaged copies of a file are read or refused, each in little time and memory. */
export function testDamages(
  what: string,
  whole: () => Promise<Uint8Array>,
  read: (bytes: Uint8Array) => unknown,
): void {
  it(`${count} damages of ${what} are read or refused, and nothing else comes of them`, async () => {
    const sound = await whole();
    await read(sound);
    const before = process.memoryUsage().rss;
    let refused = 0;
    for (let seed = 0; seed < count; seed++) {
      const start = performance.now();
      try {
        await read(damaged(sound, seeded("damage", seed)));
      } catch (error) {
        if (!(error instanceof DataError)) throw new Error(`damage ${seed}`, { cause: error });
        refused++;
      }
      expect(performance.now() - start, `milliseconds of damage ${seed}`).toBeLessThan(mostMilliseconds);
      expect(process.memoryUsage().rss - before, `bytes by damage ${seed}`).toBeLessThan(mostBytes);
    }
    // A reader that has met damage reads the next file as before.
    await read(sound);
    // A quarter of them are cuts.
    expect(refused).toBeGreaterThan(count / 5);
  });
}
