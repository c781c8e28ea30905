import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { build, newFolder } from "../testing/command.ts";
import { goOn, type Mishap, sixSteps, spawnRun, traces } from "../testing/spawned-run.ts";

/** `scripts/kill.mjs` asks for more. */
const kills = Number(process.env["EQUIPOISE_KILLS"] ?? 20);
/** Of one run; then it may come to its end. */
const killsOfRun = 7;

const folder = newFolder();
let whole: ReturnType<typeof traces>;
let milliseconds: number;

beforeAll(async () => {
  build();
  const start = performance.now();
  expect(await spawnRun(folder, ["--out", "whole", ...sixSteps])).toMatchObject({ by: 0 });
  milliseconds = performance.now() - start;
  whole = traces(join(folder, "whole"));
});

/** By turns a moment in time, and one inside a write, of which the run makes some 90. */
const someMoment = (turn: number): Mishap =>
  turn % 2 === 0
    ? { killAfter: Math.random() * milliseconds }
    : { atWrite: 1 + Math.floor(Math.random() ** 2 * 90) };

test(
  `a run that is killed at any moment and resumed ends like one that was not: ${kills} times`,
  async () => {
    let killed = 0;
    for (let life = 0; killed < kills; life++) {
      const run = join(folder, `life-${life}`);
      const moments: Mishap[] = [];
      for (let ended = false; !ended; ) {
        const moment = moments.length < killsOfRun && killed < kills ? someMoment(killed) : {};
        const end = await spawnRun(folder, goOn(run), moment);
        ended = end.by !== "SIGKILL";
        if (ended) expect(end, `killed at ${JSON.stringify(moments)}`).toMatchObject({ by: 0 });
        else {
          killed += 1;
          moments.push(moment);
        }
      }
      expect(traces(run), `killed at ${JSON.stringify(moments)}`).toEqual(whole);
    }
  },
  60_000 + 15_000 * kills,
);
