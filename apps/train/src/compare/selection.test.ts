import { describe, expect, it, test } from "vitest";
import type { EvalEvent } from "../events.ts";
import { bestHeldOut, selectedEvaluations } from "./selection.ts";

type Losses = Readonly<Record<string, number | null>>;

/** Evaluations after epochs 0, 1, 2, ... */
const evalsOf = (split: string, losses: readonly Losses[]): EvalEvent[] =>
  losses.map((of, epoch) => ({ event: "eval", epoch, split, losses: of, metrics: {} }));

const epochs = (evals: readonly EvalEvent[]) => evals.map(({ epoch }) => epoch);

describe("bestHeldOut", () => {
  const best = (...losses: Losses[]) => bestHeldOut(evalsOf("held-out", losses));

  test.each<[string, Losses[], number | null]>([
    ["is that of the lowest loss of a single task", [{ a: 9 }, { a: 3 }, { a: 2 }, { a: 4 }], 2],
    ["is never the one before training", [{ a: 1 }, { a: 3 }, { a: 2 }], 2],
    ["is the earlier of equal ones", [{ a: 9 }, { a: 2 }, { a: 3 }, { a: 2 }], 1],
    // Sums would say 2: 6 + 6 < 16 + 1. Products: 36 > 16.
    [
      "is that of the lowest product, not sum",
      [
        { a: 9, b: 9 },
        { a: 16, b: 1 },
        { a: 6, b: 6 },
      ],
      1,
    ],
    [
      "does without a task that has no label",
      [
        { a: null, b: 9 },
        { a: null, b: 3 },
        { a: null, b: 2 },
      ],
      2,
    ],
    ["is none where no task has a label", [{ a: null }, { a: null }], null],
    ["is none where only the untrained network was evaluated", [{ a: 1 }], null],
    ["is none of nothing", [], null],
    [
      "can be one of no loss at all, rounded to below 0 too",
      [{ a: 9 }, { a: 1e-9 }, { a: -1e-8 }, { a: 0 }],
      2,
    ],
    [
      "holds losses whose product is no number of a double",
      [
        { a: 1, b: 1 },
        { a: 3e-200, b: 1e-200 },
        { a: 2e-200, b: 1e-200 },
        { a: 1e200, b: 1e200 },
      ],
      2,
    ],
  ])("%s", (_, losses, epoch) => {
    expect(best(...losses)).toBe(epoch);
  });

  it("does not depend on the units of losses, nor on the order of the log", () => {
    const losses = [
      { a: 9, b: 9 },
      { a: 2, b: 5 },
      { a: 3, b: 3 },
      { a: 4, b: 2 },
    ];
    for (const unit of [1e-3, 1, 1e3])
      expect(best(...losses.map(({ a, b }) => ({ a: a * unit, b })))).toBe(3);
    expect(bestHeldOut(evalsOf("held-out", [{ a: 9 }, { a: 2 }, { a: 2 }]).reverse())).toBe(1);
  });
});

describe("selectedEvaluations", () => {
  const evals = evalsOf("val", Array<Losses>(31).fill({ a: 1 }));
  const heldOut = evalsOf(
    "held-out",
    evals.map(({ epoch }) => ({ a: (epoch - 17) ** 2 + 1 })),
  );
  const of = (count: number) => ({ evals: evals.slice(0, count + 1), heldOut: heldOut.slice(0, count + 1) });
  const last = (lastEvaluations: number | null) => ({ selection: "last", lastEvaluations }) as const;

  it("takes a tenth of them, at least one, or as many of the last as are asked for, but none before training", () => {
    expect(epochs(selectedEvaluations(of(30), last(null)))).toEqual([28, 29, 30]);
    expect(epochs(selectedEvaluations(of(3), last(null)))).toEqual([3]);
    expect(epochs(selectedEvaluations(of(3), last(2)))).toEqual([2, 3]);
    expect(epochs(selectedEvaluations(of(3), last(9)))).toEqual([1, 2, 3]);
  });

  it("takes the one, on the split that is reported on, of the epoch that is best on what is held out", () => {
    const selection = { selection: "held-out", lastEvaluations: null } as const;
    expect(selectedEvaluations(of(30), selection)).toEqual([evals[17]]);
    expect(selectedEvaluations({ evals, heldOut: [] }, selection)).toEqual([]);
  });
});
