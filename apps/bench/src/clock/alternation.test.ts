import { expect, test } from "vitest";
import { Alternation } from "./alternation.ts";
import type { Clock, Work } from "./clock.ts";
import { timingOf } from "./timing.ts";

/** A clock by which the first work takes one millisecond each time it is done, the second ten. */
function fakeClock() {
  const done: number[] = [];
  const works: Work[] = [0, 1].map((i) => () => void done.push(i));
  const rounds: number[][] = [];
  const clock: Clock = {
    leastMs: 4,
    async round(asked) {
      const from = done.length;
      const times = asked.map((work) => {
        const before = done.length;
        work();
        return done.slice(before).reduce((ms, i) => ms + (i === 0 ? 1 : 10), 0);
      });
      rounds.push(done.slice(from));
      return times;
    },
  };
  return { clock, works, rounds };
}

test("short works are done several times, and the order turns round from round to round", async () => {
  const { clock, works, rounds } = fakeClock();
  const turns = await Alternation.warm(clock, works, 0);
  expect(rounds).toEqual([
    [0, 1],
    [0, 1],
  ]);
  const samples = await turns.rounds(0);
  expect(rounds.slice(2)).toEqual([
    [0, 0, 0, 0, 1],
    [1, 0, 0, 0, 0],
    [0, 0, 0, 0, 1],
  ]);
  expect(samples).toEqual([
    [1, 1, 1],
    [10, 10, 10],
  ]);
});

test("quantiles lie between neighbours in proportion, as numpy.percentile has them", () => {
  expect(timingOf([4, 1, 3, 2])).toEqual({ ms: 2.5, p10Ms: 1.3, p90Ms: 3.7, samples: 4 });
  expect(timingOf([7])).toEqual({ ms: 7, p10Ms: 7, p90Ms: 7, samples: 1 });
});
