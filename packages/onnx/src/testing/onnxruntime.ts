import * as ort from "onnxruntime-web";

// Threads would keep the process from ending.
ort.env.wasm.numThreads = 1;

/** Elements of a tensor in onnxruntime, and its shape. */
export interface HostTensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Runs a model in onnxruntime on inputs of `f32`; results of other types come as numbers too. */
export async function runOnnx(
  model: Uint8Array,
  inputs: Readonly<Record<string, HostTensor>>,
): Promise<Record<string, HostTensor>> {
  const session = await ort.InferenceSession.create(model, { logSeverityLevel: 3 });
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => [
      name,
      new ort.Tensor("float32", data, [...shape]),
    ]),
  );
  const results = await session.run(feeds);
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data, dims }]) => [
      name,
      { data: Float32Array.from(data as ArrayLike<number | bigint>, Number), shape: dims },
    ]),
  );
}
