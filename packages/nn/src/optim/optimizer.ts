import { ShapeError, type Tensor } from "@equipoise/tensor";
import type { NamedTensors } from "../layer.ts";
import { CheckpointError, type HostTensor } from "../safetensors/format.ts";

/**
 * Changes parameters in place by their gradients. All it knows lives on the device, the count of its steps included:
 * a step that was captured once goes on counting, with the learning rate that stands when it runs.
 */
export interface Optimizer {
  /**
   * Sets the learning rate of the steps from here on.
   *
   * @throws {ShapeError} if it is negative or not a number.
   */
  setLearningRate(lr: number): void;

  /**
   * Records one step.
   *
   * @param gradients by the parameters' names, of their shapes
   * @throws {ShapeError} if the gradients are not those of the parameters, or not of f32; nothing is changed then.
   */
  step(gradients: NamedTensors, options?: StepOptions): void;

  /**
   * What it has gathered, by the parameters' names, `conv.weight.exp_avg`, and the count of its `step`s, a scalar. The
   * state itself, not a copy: later steps change it.
   */
  stateDict(): NamedTensors;

  /**
   * Goes on from a saved state, as if its steps had been made here.
   *
   * @throws {CheckpointError} if the state is not one of these parameters; nothing is changed then.
   */
  loadStateDict(state: Readonly<Record<string, HostTensor>>): void;

  /** Frees what the optimiser has gathered; the parameters stay. */
  dispose(): void;
}

export interface StepOptions {
  /** A scalar on the device: where it is not 0 the step changes nothing and does not count. */
  readonly skip?: Tensor;
}

/** Refuses parameters in whose element type small steps would be lost. */
export function checkParameters(optimizer: string, parameters: NamedTensors): void {
  for (const [name, { dtype }] of Object.entries(parameters))
    if (dtype !== "f32")
      throw new ShapeError(
        optimizer,
        "parameters of f32",
        { [name]: dtype },
        "Keep them in f32, and let autocast make halves of them",
      );
}

/** Refuses gradients that are not those of the parameters, before anything is launched. */
export function checkGradients(optimizer: string, parameters: NamedTensors, gradients: NamedTensors): void {
  for (const [name, { shape }] of Object.entries(parameters)) {
    const got = Object.hasOwn(gradients, name) ? gradients[name]! : null;
    if (!got) throw new ShapeError(optimizer, "a gradient for every parameter", { none: `for ${name}` });
    if (got.shape.join() !== shape.join())
      throw new ShapeError(optimizer, "gradients of their parameters' shapes", {
        [name]: shape,
        gradient: got.shape,
      });
    if (got.dtype !== "f32") throw new ShapeError(optimizer, "gradients of f32", { [name]: got.dtype });
  }
  for (const name of Object.keys(gradients))
    if (!Object.hasOwn(parameters, name))
      throw new ShapeError(optimizer, "gradients of its parameters alone", { one: `of ${name}` });
}

/** Refuses a count of steps that no run can have made. */
export function checkSteps(state: Readonly<Record<string, HostTensor>>): void {
  const steps = state["step"]?.data[0];
  if (steps !== undefined && (!Number.isSafeInteger(steps) || steps < 0))
    throw new CheckpointError(`loadStateDict: expected step from 0 up, whole; got ${steps}`);
}

/** Refuses an option out of its range. */
export function checkOption(optimizer: string, name: string, value: number, below = Infinity): void {
  if (!(value >= 0 && value < below))
    throw new ShapeError(optimizer, `${name} from 0 ${below === Infinity ? "up" : `to below ${below}`}`, {
      [name]: value,
    });
}
