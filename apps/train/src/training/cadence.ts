import type { Config } from "../config/schema.ts";

/** Says when a checkpoint is due: after so many steps, or so many minutes, whichever comes first. */
export class Cadence {
  readonly #steps: number;
  readonly #milliseconds: number;
  #lastStep: number;
  #lastTime = performance.now();

  constructor({ everySteps, everyMinutes }: Config["checkpoint"], step: number) {
    this.#steps = everySteps ?? Infinity;
    this.#milliseconds = (everyMinutes ?? Infinity) * 60_000;
    this.#lastStep = step;
  }

  due(step: number): boolean {
    return step - this.#lastStep >= this.#steps || performance.now() - this.#lastTime >= this.#milliseconds;
  }

  made(step: number): void {
    this.#lastStep = step;
    this.#lastTime = performance.now();
  }
}
