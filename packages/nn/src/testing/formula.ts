import { type Device, gradients, type Shape, scope, size, Tensor, tensor } from "@equipoise/tensor";
import { expect } from "vitest";
import { Init } from "../init/init.ts";
import { buffers, type Mode, parameters, stateDict } from "../layer.ts";

// The other side of `golden/formula.py`.

/** Numbers in [-1, 1), exact in float32: a hash of a tensor's number and the element's place. */
export function values(number: number, shape: Shape): Float32Array {
  return new Float32Array(size(shape)).map((_, i) => {
    let hashed = Math.imul(i, 0x9e3779b1) + Math.imul(number + 1, 0x85ebca77);
    hashed = Math.imul(hashed ^ (hashed >>> 15), 0x2c1b3c6d);
    hashed = Math.imul(hashed ^ (hashed >>> 12), 0x297a2d39);
    return (hashed >>> 8) / 2 ** 23 - 1;
  });
}

/** Fills a layer, whose activations then keep their size. */
export function fill(layer: object): void {
  for (const [number, [name, tensor]] of floatsOf(layer).entries()) {
    const { shape } = tensor;
    const made = values(number, shape);
    const bound = Math.sqrt(6 / size(shape.slice(1)));
    if (shape.length > 1) tensor.write(made.map((value) => value * bound));
    else if (/(weight|running_var)$/.test(name)) tensor.write(made.map((value) => 1 + value / 4));
    else tensor.write(made.map((value) => value / 8));
  }
}

const floatsOf = (layer: object) =>
  Object.entries(stateDict(layer)).filter(([, { dtype }]) => dtype === "f32");

/** Makes parameters without drawing them, for layers that are filled afterwards. */
export class BlankInit extends Init {
  override normal = (shape: Shape): Tensor => this.constant(shape, 0);
  override uniform = this.normal;
}

/** Makes tensors of any shape that share a few bytes, for layers that are counted and never run. */
export class PaperInit extends Init {
  readonly #parameter = tensor(this.device, [0], [1], { requiresGrad: true });
  readonly #buffer = this.#parameter.detach();

  override constant = (shape: Shape): Tensor => reshaped(this.#parameter, shape);
  override normal = this.constant;
  override uniform = this.constant;
  override buffer = (shape: Shape): Tensor => reshaped(this.#buffer, shape);
}

const reshaped = ({ device, storage, dtype, node }: Tensor, shape: Shape): Tensor =>
  new Tensor(device, storage.retain(), shape, dtype, node?.retain() ?? null);

/** The norm of a tensor, and elements at even distances. */
interface Digest {
  readonly shape: Shape;
  readonly norm: number;
  readonly samples: readonly number[];
}

/** What `run` of the other side writes. */
export interface GoldenRun {
  readonly training: boolean;
  readonly x: Shape;
  readonly results: Readonly<Record<string, Digest>>;
  readonly gradients: Readonly<Record<string, Digest>>;
  readonly buffers: Readonly<Record<string, Digest>>;
}

/** Runs a filled layer, and compares its results, gradients and running statistics with PyTorch's. */
export async function expectRun(
  device: Device,
  layer: { forward(x: Tensor, mode: Mode): Tensor | Readonly<Record<string, Tensor>> },
  golden: GoldenRun,
  tolerance: number,
): Promise<void> {
  using x = tensor(device, values(1000, golden.x), golden.x, { requiresGrad: true });
  const targets: Record<string, Tensor> = { x, ...parameters(layer) };
  const wanted = Object.keys(golden.gradients);
  const made = scope(() => {
    const result = layer.forward(x, golden.training ? "train" : "eval");
    const results = "storage" in result ? { y: result as Tensor } : result;
    const ys = Object.values(results);
    const dy = ys.map(({ shape }, i) => tensor(device, values(2000 + i, shape), shape));
    const slopes = gradients(
      ys,
      wanted.map((name) => targets[name]!),
      { dy },
    );
    return {
      results: Object.fromEntries(Object.entries(results).map(([name, y]) => [name, y.detach()])),
      slopes: Object.fromEntries(wanted.map((name, i) => [name, slopes[i]!])),
    };
  });
  await expectDigests(made.results, golden.results, tolerance);
  await expectDigests(made.slopes, golden.gradients, tolerance);
  const gathered = buffers(layer);
  const named = Object.keys(golden.buffers).map((name) => [name, gathered[name]!]);
  await expectDigests(Object.fromEntries(named), golden.buffers, tolerance);
  for (const result of [...Object.values(made.results), ...Object.values(made.slopes)]) result.dispose();
}

async function expectDigests(
  tensors: Readonly<Record<string, Tensor>>,
  golden: Readonly<Record<string, Digest>>,
  tolerance: number,
): Promise<void> {
  const floats = Object.entries(tensors).filter(([, { dtype }]) => dtype === "f32");
  expect(floats.map(([name]) => name)).toEqual(Object.keys(golden));
  for (const [name, tensor] of floats) {
    const { shape, norm, samples } = golden[name]!;
    expect(tensor.shape, name).toEqual(shape);
    const got = await tensor.read();
    const scale = norm / Math.sqrt(got.length);
    const step = Math.ceil(got.length / 24);
    const gotNorm = Math.sqrt([...got].reduce((sum, value) => sum + value ** 2, 0));
    expect(Math.abs(gotNorm - norm) / norm, `the norm of ${name}`).toBeLessThan(tolerance);
    for (const [i, sample] of samples.entries())
      expect(Math.abs(got[i * step]! - sample) / scale, `${name}[${i * step}]`).toBeLessThan(10 * tolerance);
  }
}

export type Shapes = Readonly<Record<string, Shape>>;

/** The shapes of a layer's floats, by name. */
export const shapesOf = (layer: object): Shapes =>
  Object.fromEntries(floatsOf(layer).map(([name, { shape }]) => [name, shape]));

export const countParameters = (layer: object): number =>
  Object.values(parameters(layer)).reduce((total, { size }) => total + size, 0);
