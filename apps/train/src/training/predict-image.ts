import { imagenet, type Size, standardise } from "@equipoise/datasets";
import type { MultiTaskNetwork } from "@equipoise/nn";
import { type Device, noGrad, scope, tensor } from "@equipoise/tensor";

/**
 * A network's outputs for one image.
 *
 * @param image `[3, H, W]`: sRGB, 0..1
 * @returns by task, `[channels, H, W]`
 */
export async function predictImage(
  device: Device,
  network: MultiTaskNetwork,
  image: Float32Array,
  size: Size,
): Promise<Record<string, Float32Array>> {
  const input = standardise(image.slice(), size, imagenet);
  const outputs = scope(() =>
    noGrad(() => network.forward(tensor(device, input, [1, 3, size.height, size.width]), "eval")),
  );
  const values: Record<string, Float32Array> = {};
  for (const [task, output] of Object.entries(outputs)) {
    values[task] = (await output.read()) as Float32Array;
    output.dispose();
  }
  return values;
}
