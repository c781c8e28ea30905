import { add, type Device, keep, mul, type Tensor, zeros } from "@equipoise/tensor";

/** A factor for each task, written by the host for steps that are captured. */
export class TaskFactors {
  readonly #tensors: readonly Tensor[];

  constructor(device: Device, tasks: number) {
    this.#tensors = Array.from({ length: tasks }, () => keep(zeros(device, [])));
  }

  write(factors: readonly number[]): void {
    for (const [k, tensor] of this.#tensors.entries()) tensor.write(Float32Array.of(factors[k]!));
  }

  /** Records `factor_k tensor` of one task. */
  times(tensor: Tensor, task: number): Tensor {
    return mul(tensor, this.#tensors[task]!);
  }

  /** Records `sum_k factor_k tensor_k`, in the order of the tasks. */
  sum(tensors: readonly Tensor[]): Tensor {
    return tensors.map((tensor, k) => this.times(tensor, k)).reduce((sum, term) => add(sum, term));
  }
}
