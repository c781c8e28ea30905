import type { Device } from "@equipoise/tensor";
import type { Clock, Work } from "./clock.ts";

/** Takes the host's time from one idle GPU to the next, which includes that of handing over and waiting. */
export class WallClock implements Clock {
  readonly leastMs = 20;
  readonly #devices: readonly Device[];

  /** @param devices those that the works run on */
  constructor(devices: readonly Device[]) {
    this.#devices = devices;
  }

  async round(works: readonly Work[]): Promise<number[]> {
    const times: number[] = [];
    await this.#idle();
    for (const work of works) {
      const start = performance.now();
      work();
      await this.#idle();
      times.push(performance.now() - start);
    }
    return times;
  }

  async #idle(): Promise<void> {
    for (const device of this.#devices) await device.synchronize();
  }
}
