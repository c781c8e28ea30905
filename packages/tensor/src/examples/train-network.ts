import * as eq from "@equipoise/tensor";

/** Trains a network to mark the pixels that are brighter than those beside them; gives back its losses. */
export async function trainNetwork(device: eq.Device, steps: number): Promise<number[]> {
  const weight = (shape: readonly number[], spread: number) => {
    const values = Array.from({ length: eq.size(shape) }, () => spread * (2 * Math.random() - 1));
    return eq.tensor(device, values, shape, { requiresGrad: true });
  };
  using filters = weight([16, 1, 3, 3], 0.5);
  using bias = weight([16], 0.1);
  using mix = weight([2, 16, 1, 1], 0.5);
  const parameters = [filters, bias, mix];
  using image = eq.zeros(device, [8, 1, 16, 16]);
  using labels = eq.zeros(device, [8, 16, 16], { dtype: "u8" });
  using rate = eq.zeros(device, []);

  // Recorded once. What changes from run to run is in tensors, written before it.
  using step = await eq.capture(device, () => {
    const hidden = eq.relu(eq.conv2d(image, filters, bias, { padding: 1 }));
    const loss = eq.crossEntropy2d(eq.conv2d(hidden, mix), labels);
    for (const [i, slope] of eq.gradients(loss, parameters).entries())
      eq.assign(parameters[i]!, eq.sub(parameters[i]!.detach(), eq.mul(slope, rate)));
    return loss.detach();
  });

  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const pixels = Float32Array.from({ length: image.size }, () => Math.random());
    image.write(pixels);
    labels.write(
      Uint8Array.from(pixels, (v, at) => Number(v > (pixels[at - 1] ?? 0) && v > (pixels[at + 1] ?? 0))),
    );
    rate.write(Float32Array.of(1 - i / steps));
    step.run();
    losses.push(await step.result.item());
  }
  return losses;
}
