import {
  type Device,
  execute,
  float,
  full,
  keep,
  linearGrid,
  mul,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "@equipoise/tensor";
import { fillTensors } from "../fill-tensors.ts";
import type { NamedTensors } from "../layer.ts";
import type { HostTensor } from "../safetensors/format.ts";
import concludeFound from "./conclude-found.wgsl";
import unscale from "./unscale.wgsl";
import updateFactor from "./update-factor.wgsl";

export interface GradScalerOptions {
  /** Factor of losses at the start; default 65,536. */
  readonly initScale?: number;
  /** What the factor grows by after `growthInterval` steps without overflow; default 2. */
  readonly growthFactor?: number;
  /** What it shrinks by after an overflow; default 0.5. */
  readonly backoffFactor?: number;
  /** Default 2000. */
  readonly growthInterval?: number;
}

/**
 * Scales losses up so that gradients in half precision do not vanish, by a factor that follows what they allow: a step
 * whose gradients overflow is skipped, and the factor halved. All of it happens on the device, with no read-back.
 *
 * ```ts
 * const made = gradients(scaler.scale(loss), Object.values(trained));
 * scaler.unscale(made);
 * optimizer.step(Object.fromEntries(Object.keys(trained).map((name, i) => [name, made[i]!])), { skip: scaler.skip });
 * scaler.update();
 * ```
 *
 * @throws {ShapeError} if an option is out of its range.
 * @see PyTorch `torch.amp.GradScaler`; Micikevicius et al. 2018, arXiv 1710.03740
 */
export class GradScaler {
  /** `[]`, the factor that losses are multiplied by. */
  readonly factor: Tensor;
  /** `[]`, 1 where the gradients unscaled last hold an infinity or NaN, else 0: what an optimiser is to skip by. */
  readonly skip: Tensor;
  /** `[]`, steps without overflow since the factor changed. */
  readonly #tracker: Tensor;
  /** `[1]`, whether an overflow was found since the last update, as an integer that invocations may set at once. */
  readonly #found: Tensor;
  readonly #options: Required<GradScalerOptions>;

  constructor(device: Device, options: GradScalerOptions = {}) {
    const { initScale = 65_536, growthFactor = 2, backoffFactor = 0.5, growthInterval = 2000 } = options;
    const refuse = (expected: string, got: Readonly<Record<string, number>>): never => {
      throw new ShapeError("GradScaler", expected, got);
    };
    if (!(initScale > 0 && initScale < Infinity)) refuse("initScale above 0", { initScale });
    if (!(growthFactor > 1 && growthFactor < Infinity)) refuse("growthFactor above 1", { growthFactor });
    if (!(backoffFactor > 0 && backoffFactor < 1)) refuse("backoffFactor between 0 and 1", { backoffFactor });
    if (!(Number.isInteger(growthInterval) && growthInterval > 0))
      refuse("growthInterval a positive integer", { growthInterval });
    this.#options = { initScale, growthFactor, backoffFactor, growthInterval };
    this.factor = keep(full(device, [], initScale));
    this.skip = keep(zeros(device, []));
    this.#tracker = keep(zeros(device, []));
    this.#found = keep(tensor(device, Uint32Array.of(0), [1]));
  }

  /** The loss times the factor: what gradients are asked of. */
  scale(loss: Tensor): Tensor {
    return mul(loss, this.factor);
  }

  /** Divides gradients by the factor, in place, and sets {@link skip} to whether one of them is not finite. */
  unscale(gradients: readonly Tensor[]): void {
    for (const gradient of gradients) {
      const launch = {
        code: unscale,
        real: gradient.dtype,
        reads: ["factor"],
        updates: ["gradient", "found"],
        writes: {},
        params: { size: gradient.size },
        grid: linearGrid(gradient.size / 4),
      };
      execute("gradScaler", [launch], { gradient, factor: this.factor, found: this.#found });
    }
    const conclude = {
      code: concludeFound,
      reads: [],
      updates: ["found", "skip"],
      writes: {},
      params: { size: 1 },
      grid: linearGrid(1),
    };
    execute("gradScaler", [conclude], { found: this.#found, skip: this.skip });
  }

  /** Lets the factor follow the gradients unscaled last: after a step, whether it was skipped or not. */
  update(): void {
    const { growthFactor, backoffFactor, growthInterval } = this.#options;
    const launch = {
      code: updateFactor,
      reads: ["skip"],
      updates: ["factor", "tracker"],
      writes: {},
      params: { growthInterval, growthFactor: float(growthFactor), backoffFactor: float(backoffFactor) },
      grid: linearGrid(1),
    };
    execute("gradScaler", [launch], { skip: this.skip, factor: this.factor, tracker: this.#tracker });
  }

  /** The factor and the count of steps since it changed, under PyTorch's names. The state itself, not a copy. */
  stateDict(): NamedTensors {
    return { scale: this.factor, _growth_tracker: this.#tracker };
  }

  /** Goes on from a saved state. @throws {CheckpointError} if it is none of a scaler; nothing is changed then. */
  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    fillTensors("loadStateDict", "scaler", this.stateDict(), state);
  }

  dispose(): void {
    for (const tensor of [this.factor, this.skip, this.#tracker, this.#found]) tensor.dispose();
  }
}
