import { type Device, keep, type Shape, size, type Tensor, tensor } from "@equipoise/tensor";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/**
 * Makes the parameters of layers on a device, from one seeded stream: the same seed gives the same bits.
 * What it makes outlives scopes.
 */
export class Init {
  readonly device: Device;
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  constructor(device: Device, seed: number) {
    this.device = device;
    this.#generator = xoroshiro128plus(seed);
    // The first outputs of neighbouring seeds are alike.
    for (let i = 0; i < 16; i++) this.#generator.next();
  }

  /** A parameter of one value. */
  constant(shape: Shape, value: number): Tensor {
    return this.#draw(shape, () => value);
  }

  /** A buffer of one value: saved with the network, not trained. */
  buffer(shape: Shape, value: number): Tensor {
    return keep(tensor(this.device, new Float32Array(size(shape)).fill(value), shape));
  }

  /** A parameter drawn evenly from `[-bound, bound)`. */
  uniform(shape: Shape, bound: number): Tensor {
    return this.#draw(shape, () => bound * (2 * this.#unit() - 1));
  }

  /** A parameter drawn from a normal distribution around 0 (Box and Muller). */
  normal(shape: Shape, deviation: number): Tensor {
    return this.#draw(shape, () => {
      const radius = Math.sqrt(-2 * Math.log(1 - this.#unit()));
      return deviation * radius * Math.cos(2 * Math.PI * this.#unit());
    });
  }

  /** `u32 [2]`, a buffer that seeds masks: a key from the stream, and an offset of 0. */
  seed(): Tensor {
    return keep(tensor(this.device, Uint32Array.of(this.#generator.next() >>> 0, 0), [2]));
  }

  #draw(shape: Shape, next: () => number): Tensor {
    const values = new Float32Array(size(shape)).map(next);
    return keep(tensor(this.device, values, shape, { requiresGrad: true }));
  }

  /** A number from `[0, 1)` in steps of 2⁻³². */
  #unit(): number {
    return (this.#generator.next() >>> 0) / 2 ** 32;
  }
}
