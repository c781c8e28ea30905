import { sigmoid, type Tensor } from "@equipoise/tensor";
import type { Layer } from "../layer.ts";

/** 1 / (1 + e⁻ˣ). @see PyTorch `nn.Sigmoid` */
export class Sigmoid implements Layer {
  forward(x: Tensor): Tensor {
    return sigmoid(x);
  }
}
