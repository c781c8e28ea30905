import { KernelError } from "../errors.ts";

/**
 * The texts of kernels for tensors of half precision, which differ from the kernels' own in a line, or in two: what
 * `alias real` stands for, and, where sums may go on in f32, `alias result`.
 */
export class HalfTexts {
  readonly #halves = new Map<string, string>();

  /**
   * @param result whether the tensor that the kernel writes is of halves too
   * @throws {KernelError} if the kernel has no tensors that may be half.
   */
  get(code: string, result: boolean, label: string): string {
    const key = `${result} ${code}`;
    let half = this.#halves.get(key);
    if (!half) {
      half = code.replace(/^alias real = \w+;/m, "alias real = f16;");
      if (half === code)
        throw new KernelError(`${label}: expected a kernel with "alias real" for half precision; got none`);
      if (result) half = half.replace(/^alias result = \w+;/m, "alias result = f16;");
      this.#halves.set(key, (half = `enable f16;\n${half}`));
    }
    return half;
  }
}
