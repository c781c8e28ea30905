import { GradScaler } from "@equipoise/nn";
import { autocast, type Device, DeviceError, gradients, type Tensor } from "@equipoise/tensor";

/** `single`: everything in `f32`. `mixed`: products in halves, parameters and losses in `f32`. */
export type Precision = "single" | "mixed";

/** @throws {DeviceError} if `mixed` is asked of an adapter that has no half precision. */
export function checkPrecision({ profile }: Device, precision: Precision): void {
  if (precision === "mixed" && !profile.f16)
    throw new DeviceError(
      "train.precision: expected an adapter with half precision (shader-f16) for mixed; " +
        `got ${profile.description}. Leave it at single, or set EQUIPOISE_ADAPTER to another`,
    );
}

/** How a step's numbers are held: what differs between the precisions, in one place. */
export class PrecisionPolicy {
  readonly #device: Device;
  readonly #scaler: GradScaler | null;

  /** @throws {DeviceError} if `mixed` is asked of an adapter that has no half precision. */
  constructor(device: Device, precision: Precision) {
    checkPrecision(device, precision);
    this.#device = device;
    this.#scaler = precision === "mixed" ? new GradScaler(device) : null;
  }

  forward<T>(body: () => T): T {
    return this.#scaler ? autocast(this.#device, body) : body();
  }

  /** Gradients of a loss, and by which scalar an optimiser skips a step whose gradients have overflowed. */
  gradients(loss: Tensor, targets: readonly Tensor[]): { gradients: Tensor[]; skip?: Tensor } {
    if (!this.#scaler) return { gradients: gradients(loss, targets) };
    const made = gradients(this.#scaler.scale(loss), targets);
    this.#scaler.unscale(made);
    return { gradients: made, skip: this.#scaler.skip };
  }

  /** After the optimiser's step. */
  update(): void {
    this.#scaler?.update();
  }
}
