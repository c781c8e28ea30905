import { type Timing, timingOf } from "../clock/timing.ts";
import type { Methods } from "./protocol.ts";

/** Turns that each side gets. */
const TURNS = 4;

/** Measures a selection of one process and one of another in turns, for so many seconds each. @returns by row */
export async function inTurns(
  sides: readonly [here: Side, there: Side],
  seconds: number,
): Promise<[here: Timing[], there: Timing[]]> {
  const samples: number[][][] = sides.map(() => []);
  for (const { process, selection } of sides) await process.open(selection, seconds / TURNS);
  const order = [0, 1];
  for (let turn = 0; turn < TURNS; turn++) {
    for (const side of order) {
      const rows = await sides[side]!.process.rounds(seconds / TURNS);
      for (const [row, times] of rows.entries()) (samples[side]![row] ??= []).push(...times);
    }
    order.reverse();
  }
  for (const { process } of sides) await process.close();
  return samples.map((rows) => rows.map(timingOf)) as [Timing[], Timing[]];
}

export interface Side {
  readonly process: Pick<Methods, "open" | "rounds" | "close">;
  /** Which of the process's selections. */
  readonly selection: number;
}
