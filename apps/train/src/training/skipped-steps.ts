import { buffers, fillTensors, type HostTensor, type NamedTensors } from "@equipoise/nn";
import { concat, type Device, execute, linearGrid, type Tensor, zeros } from "@equipoise/tensor";
import countSkips from "./count-skips.wgsl";
import restore from "./restore-skipped.wgsl";

/** Counts the steps that were skipped because a number was not finite, and undoes what they did beside the parameters. */
export class SkippedSteps {
  /** `[2]`: steps skipped so far, and in a row up to now. */
  readonly #counts: Tensor;
  readonly #buffers: readonly Tensor[];

  constructor(device: Device, network: object) {
    this.#counts = zeros(device, [2]);
    // Running statistics alone: a seed that has been drawn from stays drawn from.
    this.#buffers = Object.values(buffers(network)).filter(({ dtype }) => dtype === "f32");
  }

  /** What the network holds beside its parameters, before a step changes it. */
  remember(): readonly Tensor[] {
    return this.#buffers.map((buffer) => concat([buffer], 0));
  }

  /** Ends a step: counts it, and puts back what it has changed, where `skip`, a scalar, is not 0. */
  conclude(skip: Tensor, before: readonly Tensor[]): void {
    const count = {
      code: countSkips,
      reads: ["skip"],
      updates: ["counts"],
      writes: {},
      params: { size: 1 },
      grid: linearGrid(1),
    };
    execute("skippedSteps", [count], { skip, counts: this.#counts });
    for (const [i, buffer] of this.#buffers.entries()) {
      const launch = {
        code: restore,
        reads: ["skip", "before"],
        updates: ["buffer"],
        writes: {},
        params: { size: buffer.size },
        grid: linearGrid(buffer.size),
      };
      execute("skippedSteps", [launch], { skip, before: before[i]!, buffer });
    }
  }

  /** Reads the counts. */
  async read(): Promise<{ total: number; inARow: number }> {
    const [total = 0, inARow = 0] = await this.#counts.read();
    return { total, inARow };
  }

  stateDict(): NamedTensors {
    return { skipped: this.#counts };
  }

  /** Goes on from a saved state; one without counts is that of a run that skipped nothing. */
  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    if (state["skipped"]) fillTensors("loadStateDict", "count of skipped steps", this.stateDict(), state);
  }
}
