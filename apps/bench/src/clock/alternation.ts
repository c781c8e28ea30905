import type { Clock, Work } from "./clock.ts";

/** Times that a short work is done in one measurement at most. */
const MAX_REPEATS = 32;
/** Rounds of one call of `rounds` at least and at most, however long they take. */
const [MIN_ROUNDS, MAX_ROUNDS] = [3, 200] as const;

/** Works that take turns, so that what else the machine does falls on all of them alike. */
export class Alternation {
  readonly #clock: Clock;
  readonly #works: readonly Work[];
  readonly #repeats: readonly number[];

  private constructor(clock: Clock, works: readonly Work[], repeats: readonly number[]) {
    this.#clock = clock;
    this.#works = works;
    this.#repeats = repeats;
  }

  /** Compiles all kernels, and keeps the adapter busy until its clock rates and caches have settled. */
  static async warm(clock: Clock, works: readonly Work[], seconds: number): Promise<Alternation> {
    await clock.round(works);
    let ms = await clock.round(works);
    for (const deadline = performance.now() + 1000 * seconds; performance.now() < deadline; )
      ms = await clock.round(works);
    const repeats = ms.map((once) => Math.max(1, Math.min(MAX_REPEATS, Math.ceil(clock.leastMs / once))));
    const repeated = works.map((work, i) => () => {
      for (let n = 0; n < repeats[i]!; n++) work();
    });
    return new Alternation(clock, repeated, repeats);
  }

  /**
   * Measures every work once a round, for about so many seconds; the order turns round after each, so that no work
   * always follows the same.
   *
   * @returns by work, milliseconds of each measurement
   */
  async rounds(seconds: number): Promise<number[][]> {
    const samples: number[][] = this.#works.map(() => []);
    const order = [...this.#works.keys()];
    const deadline = performance.now() + 1000 * seconds;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (round >= MIN_ROUNDS && performance.now() >= deadline) break;
      const ms = await this.#clock.round(order.map((i) => this.#works[i]!));
      for (const [at, i] of order.entries()) samples[i]!.push(ms[at]! / this.#repeats[i]!);
      order.reverse();
    }
    return samples;
  }
}
