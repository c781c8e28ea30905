import { type Timing, timingOf } from "../clock/timing.ts";
import { type Agreement, agree } from "./agree.ts";
import { clocks } from "./clocks.ts";
import { makeInputs } from "./inputs.ts";
import { Outcomes } from "./outcomes.ts";
import type { Roster } from "./roster.ts";
import type { Work } from "./works.ts";

/** What was measured of a library at a work. */
export interface Measured {
  readonly timing: Timing;
  /** How far its results are from the first library's, relative to the largest. */
  readonly difference: number;
}

/** A work and what came of it, by library; neither given nor failed are those that have no such work. */
export interface Row {
  readonly work: Work;
  readonly outcomes: Outcomes<Measured>;
}

/** Holds libraries to each other's results, and then times those that agree. */
export class Comparison {
  readonly #roster: Roster;
  readonly #folder: string;
  readonly #rounds: number;
  /** By the inputs, which works share that differ in what is timed alone. */
  readonly #agreements = new Map<Work["inputs"], Outcomes<Agreement>>();

  /** @param folder for the arrays that go to and fro */
  constructor(roster: Roster, folder: string, rounds: number) {
    this.#roster = roster;
    this.#folder = folder;
    this.#rounds = rounds;
  }

  async measure(work: Work): Promise<Row> {
    const [roster, rounds] = [this.#roster, this.#rounds];
    const inputs = makeInputs(work, this.#folder);
    const known = work.clock === "steady" ? null : this.#agreements.get(work.inputs);
    const agreements = known ?? (await agree(work, roster, inputs));
    this.#agreements.set(work.inputs, agreements);
    const agreed = agreements.given;
    const times = await clocks[work.clock]({ work, inputs, agreed, roster, rounds });

    const outcomes = new Outcomes<Measured>();
    for (const [peer, samples] of times.given)
      outcomes.given.set(peer, { timing: timingOf(samples), difference: agreed.get(peer)!.difference });
    for (const [peer, why] of [...agreements.failed, ...times.failed]) outcomes.failed.set(peer, why);
    return { work, outcomes };
  }
}
