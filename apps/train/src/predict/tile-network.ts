import type { Size } from "@equipoise/datasets";
import type { MultiTaskNetwork } from "@equipoise/nn";
import { type CapturedStep, capture, type Device, noGrad, type Tensor, zeros } from "@equipoise/tensor";

type Outputs<T> = Readonly<Record<string, T>>;

/** A network recorded for images of one size, to be run on any number of them. */
export class TileNetwork {
  readonly size: Size;
  readonly #image: Tensor;
  readonly #step: CapturedStep<Outputs<Tensor>>;

  private constructor(size: Size, image: Tensor, step: CapturedStep<Outputs<Tensor>>) {
    this.size = size;
    this.#image = image;
    this.#step = step;
  }

  /** @throws {DeviceError} if it would take more than `maxBytes` on the device, or a tensor more than that allows. */
  static async record(
    device: Device,
    network: MultiTaskNetwork,
    size: Size,
    maxBytes: number,
  ): Promise<TileNetwork> {
    const image = zeros(device, [1, 3, size.height, size.width]);
    try {
      const forward = () => noGrad(() => network.forward(image, "eval"));
      return new TileNetwork(size, image, await capture(device, forward, { maxBytes }));
    } catch (error) {
      image.dispose();
      throw error;
    }
  }

  /**
   * The outputs for one image.
   *
   * @param image `[3, H, W]`, standardised
   * @returns by task, `[C, H, W]`
   */
  async run(image: Float32Array): Promise<Outputs<Float32Array>> {
    this.#image.write(image);
    this.#step.run();
    const outputs: Record<string, Float32Array> = {};
    for (const [task, output] of Object.entries(this.#step.result))
      outputs[task] = (await output.read()) as Float32Array;
    return outputs;
  }

  [Symbol.dispose](): void {
    this.#step.dispose();
    this.#image.dispose();
  }
}
