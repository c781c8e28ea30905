import { KernelError } from "../errors.ts";

/** The texts of kernels for tensors of half precision, which differ from the kernels' own in one line. */
export class HalfTexts {
  readonly #halves = new Map<string, string>();

  /** @throws {KernelError} if the kernel has no tensors that may be half. */
  get(code: string, label: string): string {
    let half = this.#halves.get(code);
    if (!half) {
      half = code.replace(/^alias real = \w+;/m, "alias real = f16;");
      if (half === code)
        throw new KernelError(`${label}: expected a kernel with "alias real" for half precision; got none`);
      this.#halves.set(code, (half = `enable f16;\n${half}`));
    }
    return half;
  }
}
