import { relu, type Tensor } from "@equipoise/tensor";
import type { Layer } from "../layer.ts";

/** max(x, 0). @see PyTorch `nn.ReLU` */
export class Relu implements Layer {
  forward(x: Tensor): Tensor {
    return relu(x);
  }
}
