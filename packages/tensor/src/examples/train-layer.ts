import { conv2d, type Device, gradients, mseLoss, scope, type Tensor, tensor } from "@equipoise/tensor";

/** Finds the 3x3 filter that turns `x` `[N, 1, H, W]` into `target`, by gradient descent. */
export async function trainLayer(device: Device, x: Tensor, target: Tensor, steps: number, rate: number) {
  const values = new Float32Array(9);
  using weight = tensor(device, values, [1, 1, 3, 3], { requiresGrad: true });
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    // The scope frees what a step made, but for what it returns.
    const made = scope(() => {
      const loss = mseLoss(conv2d(x, weight, null, { padding: 1 }), target);
      return { loss, dweight: gradients(loss, [weight])[0]! };
    });
    using loss = made.loss;
    using dweight = made.dweight;
    const slopes = await dweight.read();
    for (let i = 0; i < values.length; i++) values[i]! -= rate * slopes[i]!;
    weight.write(values);
    losses.push(await loss.item());
  }
  return { values, losses };
}
