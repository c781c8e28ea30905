import { appendFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DataError } from "./data-error.ts";
import { type Random, seeded } from "./random.ts";

/** Where headers are: every other damage is there. */
const front = 64;

/** A copy of a file with one thing done to it: cut, bits flipped, a number made absurd, or bytes overwritten. */
function damaged(whole: Uint8Array, random: Random): Uint8Array {
  const bytes = new Uint8Array(whole);
  const place = () => random.integer(random.chance(0.5) ? Math.min(front, bytes.length) : bytes.length);
  const kind = random.integer(4);
  if (kind === 0) return bytes.subarray(0, random.integer(bytes.length));
  if (kind === 1) for (let i = random.integer(8); i >= 0; i--) bytes[place()]! ^= 1 << random.integer(8);
  else {
    const at = place();
    if (kind === 2) bytes.fill(0xff, at, at + random.pick([1, 2, 4, 8]));
    else for (let i = at + random.integer(64); i >= at; i--) bytes[i] = random.integer(256);
  }
  return bytes;
}

/** `EQUIPOISE_DAMAGES` asks for more than the suite has time for; see `scripts/fuzz.mjs`. */
const count = Number(process.env["EQUIPOISE_DAMAGES"] ?? 200);

/** Where that script wants to know what is being done, and what came of it. */
const log = process.env["EQUIPOISE_DAMAGES_LOG"];

const [mostMilliseconds, mostBytes] = [2000, 200 * 2 ** 20];

/** Tests that damaged copies of a file are read or refused, each in little time and memory. */
export function testDamages(
  what: string,
  whole: () => Promise<Uint8Array>,
  read: (bytes: Uint8Array) => unknown,
): void {
  it(
    `${count} damages of ${what} are read or refused, and nothing else comes of them`,
    async () => {
      const sound = await whole();
      await read(sound);
      const before = process.memoryUsage().rss;
      let refused = 0;
      let [slowest, largest] = [0, 0];
      for (let seed = 0; seed < count; seed++) {
        if (log !== undefined) writeFileSync(`${log}.now`, `damage ${seed} of ${what}`);
        const start = performance.now();
        try {
          await read(damaged(sound, seeded("damage", seed)));
        } catch (error) {
          if (!(error instanceof DataError)) throw new Error(`damage ${seed}`, { cause: error });
          refused++;
        }
        slowest = Math.max(slowest, performance.now() - start);
        largest = Math.max(largest, process.memoryUsage().rss - before);
        expect(slowest, `milliseconds of damage ${seed}`).toBeLessThan(mostMilliseconds);
        expect(largest, `bytes by damage ${seed}`).toBeLessThan(mostBytes);
      }
      if (log !== undefined)
        appendFileSync(log, `${JSON.stringify({ what, count, refused, slowest, largest })}\n`);
      // A reader that has met damage reads the next file as before.
      await read(sound);
      // A quarter of them are cuts.
      expect(refused).toBeGreaterThan(count / 5);
    },
    60_000 + 200 * count,
  );
}
