import type { Device } from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { contract as batchNorm } from "../../../../packages/tensor/src/ops/batch-norm2d/batch-norm2d.contract.ts";
import { tinyConv2d, tinyMatmul } from "../testing/contracts.ts";
import { testDevice } from "../testing/device.ts";
import { callOf } from "./call.ts";
import type { Contract } from "./contracts.ts";
import { passesOf } from "./passes.ts";
import { PreparedCall } from "./prepared-call.ts";

let device: Device;
beforeAll(async () => {
  device = await testDevice();
});

const plain = () => ({ ...device.profile, kernels: "plain" }) as const;
const named = (contract: Contract, name = "tiny") => {
  const call = callOf(contract, name, plain(), "f32")!;
  return { call, passes: passesOf(contract.op, call) };
};
const amounts = (contract: Contract) =>
  named(contract).passes.map(({ name, flops, bytes }) => ({ name, flops, bytes }));

describe("what passes amount to", () => {
  test("a product's pullbacks are products as large", () => {
    const flops = 2 * 5 * 6 * 7;
    const bytes = 4 * (5 * 7 + 7 * 6 + 5 * 6);
    expect(amounts(tinyMatmul)).toEqual([
      { name: "forward", flops, bytes },
      { name: "da", flops, bytes },
      { name: "db", flops, bytes },
    ]);
  });

  test("a convolution's too, but for the bias, which adds each dy once", () => {
    const [x, weight, bias, y] = [2 * 3 * 5 * 6, 4 * 3 * 9, 4, 2 * 4 * 5 * 6];
    const flops = 2 * y * 27;
    const runs = 2 * 4; // one run of pixels for each image and filter
    expect(amounts(tinyConv2d)).toEqual([
      { name: "forward", flops, bytes: 4 * (x + weight + bias + y) },
      { name: "dx", flops, bytes: 4 * (y + weight + x) },
      { name: "dweight", flops, bytes: 4 * (y + x + weight) },
      { name: "dbias", flops: y, bytes: 4 * (y + runs + runs + bias) },
    ]);
  });

  test("what stands in for an input that is absent is read once", () => {
    const [x, weight, y] = [2 * 3 * 5 * 6, 4 * 3 * 9, 2 * 4 * 5 * 6];
    const shapes = { x: [2, 3, 5, 6], weight: [4, 3, 3, 3] };
    const contract: Contract = { ...tinyConv2d, bench: { tiny: [shapes, { padding: 1 }] } };
    expect(named(contract).passes[0]!.launches[0]!.reads).toEqual(["x", "weight", "weight"]);
    expect(amounts(contract)[0]!.bytes).toBe(4 * (x + weight + y));
  });

  test("what forward has made, no pullback makes again", () => {
    const { op } = tinyMatmul;
    const repeated: Contract = {
      ...tinyMatmul,
      op: { ...op, backward: { a: (call) => [...op.forward(call), ...op.backward["a"]!(call)] } },
    };
    const launches = named(repeated).passes.map(({ launches }) =>
      launches.flatMap(({ writes }) => Object.keys(writes)),
    );
    expect(launches).toEqual([["y"], ["da"]]);
  });

  test("halves take half the bytes, where an op has them", () => {
    const half = (contract: Contract) => callOf(contract, "tiny", plain(), "f16");
    const halfMatmul = half(tinyMatmul);
    expect(halfMatmul === null || passesOf(tinyMatmul.op, halfMatmul)[0]!.bytes === 2 * 107).toBe(true);
    const halfless = { ...tinyMatmul, op: { ...tinyMatmul.op, dtypes: {} } };
    expect(half(halfless)).toBeNull();
  });
});

describe("a prepared call", () => {
  test("runs every pass of an op whose pullbacks share launches, and leaves no memory behind", async () => {
    const training = { x: [2, 3, 4, 5], weight: [3], bias: [3], runningMean: [3], runningVar: [3] };
    const attrs = { training: true, momentum: 0.1, eps: 1e-5 };
    const contract = {
      ...(batchNorm as unknown as Contract),
      bench: { tiny: [training, attrs] },
    } satisfies Contract;
    const { call, passes } = named(contract);
    expect(passes.map(({ name }) => name)).toEqual(["forward", "dx", "dweight", "dbias"]);
    const { usedBytes } = device.stats;
    const prepared = new PreparedCall(device, contract, call);
    const standing = device.stats.usedBytes;
    for (const pass of passes) {
      device.flush();
      const { dispatches } = device.stats;
      prepared.record(pass);
      device.flush();
      expect(device.stats.dispatches - dispatches, pass.name).toBe(pass.launches.length);
    }
    expect(device.stats.usedBytes).toBe(standing);
    prepared.dispose();
    expect(device.stats.usedBytes).toBe(usedBytes);
    await device.synchronize();
  });

  test("reads what a pass makes: of the definition's values, for the values that it was given", async () => {
    const ones = (n: number) => new Float64Array(n).fill(1);
    const contract = { ...tinyMatmul, sample: { a: ones, b: ones } };
    const { call, passes } = named(contract);
    const prepared = new PreparedCall(device, contract, call);
    expect([...(await prepared.read(passes[0]!))]).toEqual(new Array(30).fill(7));
    expect((await prepared.read(passes[1]!)).length).toBe(35);
    prepared.dispose();
  });
});
