import { GradScaler, type HostTensor, type NamedTensors } from "@equipoise/nn";
import { autocast, type Device, DeviceError, gradients, type Tensor } from "@equipoise/tensor";

/** `single`: everything in `f32`. `mixed`: products in halves, parameters and losses in `f32`. */
export type Precision = "single" | "mixed";

/** What becomes of a step with a loss or gradient that is not finite: the run ends, or goes on without it. */
export type OnNan = "stop" | "skip";

/** @throws {DeviceError} if `mixed` is asked of an adapter that has no half precision. */
export function checkPrecision({ profile }: Device, precision: Precision): void {
  if (precision === "mixed" && !profile.f16)
    throw new DeviceError(
      "train.precision: expected an adapter with half precision (shader-f16) for mixed; " +
        `got ${profile.description}. Leave it at single, or set EQUIPOISE_ADAPTER to another`,
    );
}

/** How a step's numbers are held, and which steps count: what differs between the precisions, in one place. */
export class PrecisionPolicy {
  readonly #device: Device;
  readonly #precision: Precision;
  readonly #onNan: OnNan;
  readonly #scaler: GradScaler | null;

  /** @throws {DeviceError} if `mixed` is asked of an adapter that has no half precision. */
  constructor(device: Device, precision: Precision, onNan: OnNan) {
    checkPrecision(device, precision);
    this.#device = device;
    this.#precision = precision;
    this.#onNan = onNan;
    // By a factor that stays 1, single precision looks for what is not finite and changes no bit.
    if (precision === "mixed") this.#scaler = new GradScaler(device);
    else this.#scaler = onNan === "skip" ? new GradScaler(device, { initScale: 1 }) : null;
  }

  forward<T>(body: () => T): T {
    return this.#precision === "mixed" ? autocast(this.#device, body) : body();
  }

  /** Gradients of a loss, and by which scalar an optimiser skips a step that has overflowed or is not finite. */
  gradients(loss: Tensor, targets: readonly Tensor[]): { gradients: Tensor[]; skip?: Tensor } {
    const { rows, ...options } = this.gradientsOfEach([loss], [targets]);
    return { gradients: rows[0]!, ...options };
  }

  /** The same for several losses of one graph, each with targets of its own. */
  gradientsOfEach(
    losses: readonly Tensor[],
    targets: readonly (readonly Tensor[])[],
  ): { rows: Tensor[][]; skip?: Tensor } {
    const scaler = this.#scaler;
    const scaled = scaler ? losses.map((loss) => scaler.scale(loss)) : losses;
    const last = losses.length - 1;
    const rows = scaled.map((loss, k) => gradients(loss, targets[k]!, { retainGraph: k < last }));
    if (!scaler) return { rows };
    // An infinite loss can have finite gradients.
    scaler.unscale([...rows.flat(), ...(this.#onNan === "skip" ? scaled : [])]);
    return { rows, skip: scaler.skip };
  }

  /** After the optimiser's step. */
  update(): void {
    if (this.#precision === "mixed") this.#scaler?.update();
  }

  stateDict(): NamedTensors {
    return this.#precision === "mixed" ? this.#scaler!.stateDict() : {};
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    if (this.#precision === "mixed") this.#scaler!.loadStateDict(state);
  }
}
