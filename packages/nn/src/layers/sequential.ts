import type { Tensor } from "@equipoise/tensor";
import type { Layer, Mode } from "../layer.ts";

/** Layers one after another. @see PyTorch `nn.Sequential` */
export class Sequential implements Layer {
  readonly children: readonly Layer[];

  constructor(...children: readonly Layer[]) {
    this.children = children;
  }

  /** What lies between two layers is let go of at once: the graph of gradients keeps what backward needs. */
  forward(x: Tensor, mode: Mode): Tensor {
    return this.children.reduce((input, layer) => {
      const output = layer.forward(input, mode);
      if (input !== x && input !== output) input.dispose();
      return output;
    }, x);
  }
}
