import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import { arrayOf, byteLength, type Dtype, decode, encode } from "../dtype.ts";
import type { Launch } from "../op.ts";
import { size } from "../shape.ts";

/** Runs launches over values on the host, and gives back those of the named tensors. */
export async function runLaunches(
  device: Device,
  dtypes: Readonly<Record<string, Dtype>>,
  launches: readonly Launch[],
  values: Readonly<Record<string, Float64Array>>,
  wanted: readonly string[],
): Promise<Record<string, Float64Array>> {
  const tensors = new Map<string, Storage>();
  for (const [name, data] of Object.entries(values)) {
    const dtype = dtypes[name] ?? "f32";
    const storage = device.allocate(byteLength(dtype, data.length), name);
    device.write(storage, encode(dtype, arrayOf[dtype].from(data)));
    tensors.set(name, storage);
  }
  device.launch("test", launches, tensors);
  const results: Record<string, Float64Array> = {};
  const specs = Object.assign({}, ...launches.map(({ writes }) => writes)) as Launch["writes"];
  for (const name of wanted) {
    const spec = specs[name];
    if (!spec) continue;
    const { shape, dtype = "f32" } = spec;
    const bytes = await device.read(tensors.get(name)!, byteLength(dtype, size(shape)));
    results[name] = Float64Array.from(decode(dtype, bytes, size(shape)));
  }
  // The pool hands memory out as it is: without this, what a kernel forgets to write would hold an earlier result.
  for (const [name, { shape, dtype = "f32" }] of Object.entries(specs))
    device.write(tensors.get(name)!, new Uint8Array(byteLength(dtype, size(shape))).fill(0xff));
  for (const storage of tensors.values()) storage.release();
  return results;
}
