import type { Bench, Opened } from "./bench.ts";
import { Alternation } from "./clock/alternation.ts";
import { timingOf } from "./clock/timing.ts";
import type { Ceilings, Probes } from "./probes/probes.ts";
import { kernelResult, type Result, stepResult } from "./results/result.ts";

/** The rows of a bench that are to be measured. */
export interface Selection {
  readonly bench: Bench;
  /** Places of the rows among the bench's. */
  readonly rows: readonly number[];
}

/** Milliseconds of each measurement, by row, and what the adapter could do at most between them. */
export interface Samples {
  readonly rows: readonly (readonly number[])[];
  /** `null` for whole steps, which are measured alone. */
  readonly ceilings: Ceilings | null;
}

/** A selection whose tensors stand and whose kernels are warm; kernels take turns with the probes. */
export class Group {
  readonly #selection: Selection;
  readonly #opened: Opened;
  readonly #probes: Probes | null;
  readonly #turns: Alternation;

  private constructor(selection: Selection, opened: Opened, probes: Probes | null, turns: Alternation) {
    this.#selection = selection;
    this.#opened = opened;
    this.#probes = probes;
    this.#turns = turns;
  }

  static async open(selection: Selection, probes: Probes, seconds: number): Promise<Group> {
    const { bench, rows } = selection;
    const opened = await bench.open(rows);
    const beside = bench.kind === "kernel" ? probes : null;
    const works = [...(beside?.works ?? []), ...opened.works];
    return new Group(selection, opened, beside, await Alternation.warm(opened.clock, works, seconds));
  }

  /** Measures for about so many seconds. */
  async rounds(seconds: number): Promise<Samples> {
    const samples = await this.#turns.rounds(seconds);
    if (!this.#probes) return { rows: samples, ceilings: null };
    const [fma, copy, ...rows] = samples as [number[], number[], ...number[][]];
    return { rows, ceilings: this.#probes.ceilings(timingOf(fma).p10Ms, timingOf(copy).p10Ms) };
  }

  /** What the samples say of each row. */
  results({ rows, ceilings }: Samples): Result[] {
    const { bench, rows: places } = this.#selection;
    return places.map((place, i) => {
      const [label, timing, facts] = [bench.labels[place]!, timingOf(rows[i]!), this.#opened.facts[i]!];
      return facts.kind === "kernel"
        ? kernelResult(label, timing, facts, ceilings!)
        : stepResult(label, timing, facts);
    });
  }

  close(): void {
    this.#opened.close();
  }
}
