import { type Size, seeded, type TaskInfo } from "@equipoise/datasets";
import type { MultiTaskNetwork } from "@equipoise/nn";
import { type Device, noGrad, scope, tensor } from "@equipoise/tensor";
import { networkModel } from "./network-model.ts";

/** A model whose outputs are not its network's. */
class ExportError extends Error {
  override readonly name = "ExportError";
}

/** How far a model may be from its network, as a share of an output's largest value, or of 1. */
const TOLERANCE = 1e-4;
/** Two, that the batch is open; at random, as no weights are blind to noise. */
const IMAGES = 2;

/**
 * Runs a model in onnxruntime beside the network that it was made from.
 *
 * @returns the largest distance between outputs, as a share of an output's largest value, or of 1
 * @throws {ExportError} if that is more than 1e-4.
 */
export async function checkModel(
  model: Uint8Array,
  device: Device,
  network: MultiTaskNetwork,
  tasks: readonly TaskInfo[],
  { width, height }: Size,
): Promise<number> {
  const { input, body } = networkModel(device, network, tasks);
  const shape = [IMAGES, 3, height, width];
  const random = seeded("export", 0);
  const images = Float32Array.from({ length: IMAGES * 3 * height * width }, () => random.uniform());
  const theirs = await runModel(model, input, images, shape);
  const ours = scope(() => noGrad(() => body(tensor(device, images, shape))));
  let most = 0;
  for (const [task, output] of Object.entries(ours)) {
    const distance = farthest(await output.read(), theirs[task]!);
    output.dispose();
    if (!(distance <= TOLERANCE))
      throw new ExportError(
        `export: expected onnxruntime to agree to ${TOLERANCE}; got ${task} ${distance.toPrecision(2)} apart. ` +
          "Nothing was written",
      );
    most = Math.max(most, distance);
  }
  return most;
}

async function runModel(
  model: Uint8Array,
  input: string,
  images: Float32Array,
  shape: readonly number[],
): Promise<Record<string, ArrayLike<number>>> {
  // Only an export has to wait for its 14 MB.
  const { env, InferenceSession, Tensor } = await import("onnxruntime-web");
  // Its threads would outlive the command.
  env.wasm.numThreads = 1;
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const results = await session.run({ [input]: new Tensor("float32", images, shape) });
  await session.release();
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
}

function farthest(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  let [most, scale] = [0, 1];
  for (let i = 0; i < ours.length; i++) {
    const distance = Math.abs(ours[i]! - theirs[i]!);
    // A NaN on either side shows nothing.
    if (Number.isNaN(distance)) return Number.POSITIVE_INFINITY;
    most = Math.max(most, distance);
    scale = Math.max(scale, Math.abs(ours[i]!));
  }
  return most / scale;
}
