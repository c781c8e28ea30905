import { type NamedTensors, type Optimizer, parameters } from "@equipoise/nn";
import { gradients, scope, type Tensor } from "@equipoise/tensor";

/** The learning rate, which the time of a step does not depend on. */
const RATE = 1e-4;

/**
 * Steps that lower a loss.
 *
 * @returns records one step
 */
export function descent(
  network: object,
  optimise: (trained: NamedTensors) => Optimizer,
  loss: () => Tensor,
): () => void {
  const trained = parameters(network);
  const names = Object.keys(trained);
  const optimizer = optimise(trained);
  optimizer.setLearningRate(RATE);
  return () =>
    scope(() => {
      const made = gradients(loss(), Object.values(trained));
      optimizer.step(Object.fromEntries(names.map((name, i) => [name, made[i]!])));
    });
}
