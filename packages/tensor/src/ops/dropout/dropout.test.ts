import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { capture } from "../../capture/index.ts";
import { full, tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { instanceNorm2d } from "../row-norm/index.ts";
import { relu } from "../unary/index.ts";
import { contracts } from "./dropout.contract.ts";
import code from "./forward.wgsl";
import { dropout, dropout2d } from "./index.ts";
import { philox, type Words } from "./philox.ts";

for (const contract of contracts) testOp(contract);

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const seedOf = (key: number, offset: number) => tensor(device, Uint32Array.of(key, offset), [2]);

/** Which of so many elements are kept: 1, or 0. */
async function kept(elements: number, p: number, seed: readonly [number, number], stream = 0) {
  using x = full(device, [elements], 1);
  using words = seedOf(...seed);
  using y = dropout(x, { p, seed: words, stream });
  return (await y.read()).map((value) => Number(value !== 0));
}

const meanOf = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;

/** The correlation of two masks that keep half, whose deviation over n pairs is 1/√n where there is none. */
const correlation = (a: Float32Array | number[], b: ArrayLike<number>) =>
  meanOf(Array.from(a, (value, i) => (2 * value - 1) * (2 * b[i]! - 1)));

describe("Philox4x32-10", () => {
  // Random123 1.14, tests/kat_vectors.
  const published: [counter: Words, key: [number, number], words: Words][] = [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ];

  test("gives the published words, in the definition", () => {
    for (const [counter, key, words] of published) expect(philox(counter, key)).toEqual(words);
  });

  test("gives the published words, in the kernel", async () => {
    const functions = code.slice(code.indexOf("// The high and the low"), code.indexOf("fn words"));
    const main = `
      @group(0) @binding(0) var<storage, read> input: array<u32>;
      @group(0) @binding(1) var<storage, read_write> output: array<vec4u>;
      @group(0) @binding(2) var<uniform> unused: vec4u;
      @compute @workgroup_size(1) fn main() {
        let counter = vec4u(input[0], input[1], input[2], input[3]);
        output[0] = philox(counter, vec2u(input[4], input[5]) + unused.x);
      }`;
    for (const [counter, key, words] of published) {
      using input = tensor(device, Uint32Array.of(...counter, ...key), [6]);
      const tensors = new Map([["input", input.storage]]);
      const writes = { output: { shape: [4], dtype: "u32" } } as const;
      device.launch(
        "philox",
        [{ code: functions + main, reads: ["input"], writes, params: { unused: 0 }, grid: [1, 1, 1] }],
        tensors,
      );
      expect([...new Uint32Array(await device.read(tensors.get("output")!, 16))]).toEqual(words);
      tensors.get("output")!.release();
    }
  });
});

describe("dropout and dropout2d", () => {
  test("keep a share of 1 − p, within five deviations", async () => {
    const n = 40_000;
    for (const p of [0.02, 0.2, 0.5, 0.9]) {
      const deviation = Math.sqrt((p * (1 - p)) / n);
      for (const offset of [0, 1, 2])
        expect(Math.abs(meanOf(await kept(n, p, [7, offset])) - (1 - p))).toBeLessThan(5 * deviation);
    }
  });

  test("neighbours, steps, keys and streams have nothing to do with each other", async () => {
    const n = 40_000;
    const mask = await kept(n, 0.5, [123, 0]);
    const others = [
      await kept(n, 0.5, [123, 1]),
      await kept(n, 0.5, [124, 0]),
      await kept(n, 0.5, [123, 0], 1),
      await kept(n, 0.5, [0, 123]),
      ...[1, 2, 3, 4, 5, 8, 64, 256, 1024].map((lag) => mask.slice(lag)),
    ];
    for (const [i, other] of others.entries()) {
      const pairs = Math.min(n, other.length);
      expect(Math.abs(correlation([...mask.slice(0, pairs)], other)), `other ${i}`).toBeLessThan(
        5 / Math.sqrt(pairs),
      );
    }
  });

  test("the same seed gives the same bits, and a smaller share keeps a part of the same elements", async () => {
    const first = await kept(1000, 0.3, [5, 6]);
    expect(await kept(1000, 0.3, [5, 6])).toEqual(first);
    const fewer = await kept(1000, 0.6, [5, 6]);
    expect(fewer.every((value, i) => value <= first[i]!)).toBe(true);
  });

  test("backward drops what forward dropped, whatever it was", async () => {
    using x = tensor(device, Float32Array.from(uniform(2 * 5 * 7 * 3, 1)), [2, 5, 7, 3], {
      requiresGrad: true,
    });
    using dy = full(device, x.shape, 1);
    using seed = seedOf(1, 2);
    for (const f of [dropout, dropout2d]) {
      using y = f(x, { p: 0.25, seed });
      using dx = gradients(y, [x], { dy })[0]!;
      const [input, output, slope] = [await x.read(), await y.read(), await dx.read()];
      for (const [i, value] of slope.entries()) {
        expect([0, Math.fround(4 / 3)]).toContain(value);
        expect(output[i]! + 0).toBe(Math.fround(input[i]! * value) + 0);
      }
    }
  });

  test("channels are kept or dropped as a whole, some of each", async () => {
    using x = full(device, [8, 8, 3, 3], 1);
    using seed = seedOf(3, 4);
    using y = dropout2d(x, { seed });
    const values = await y.read();
    const channels = Array.from({ length: 64 }, (_, c) => values.slice(9 * c, 9 * c + 9));
    for (const channel of channels) expect(new Set(channel).size).toBe(1);
    const rate = meanOf(channels.map((channel) => channel[0]! / 2));
    expect(Math.abs(rate - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 64));
  });

  test("p of 0 and 1 keep and drop all; a NaN or an infinity that is dropped is NaN, as in PyTorch", async () => {
    using x = tensor(device, [nan, infinity, 1, 2], [4], { requiresGrad: true });
    using dy = full(device, [4], 1);
    using seed = seedOf(0, 0);
    for (const [p, values, slope] of [
      [0, [nan, infinity, 1, 2], 1],
      [1, [nan, nan, 0, 0], 0],
    ] as const) {
      using y = dropout(x, { p, seed });
      using dx = gradients(y, [x], { dy })[0]!;
      expect([...(await y.read())]).toEqual(values);
      expect([...(await dx.read())]).toEqual(new Array(4).fill(slope));
    }
  });

  test("a captured step gets a new mask by its seed, joined to what it follows or not", async () => {
    const data = Float32Array.from(uniform(210, 8));
    using x = tensor(device, data, [2, 3, 5, 7]);
    using seed = seedOf(9, 0);
    using step = await capture(device, () => [
      dropout(relu(x), { seed }),
      dropout2d(instanceNorm2d(x), { seed, stream: 1 }), // whose kernel maps elements one by one
      dropout(instanceNorm2d(x), { seed, stream: 2 }),
    ]);
    expect(step.stats.dispatches).toBe(7);
    const seen = new Set<string>();
    for (const offset of [0, 1, 2]) {
      seed.write(Uint32Array.of(9, offset));
      step.run();
      for (const [i, f] of [dropout, dropout2d, dropout].entries()) {
        using before = i === 0 ? relu(x) : instanceNorm2d(x);
        using expected = f(before, { seed, stream: i });
        const values = await step.result[i]!.read();
        expect(values).toEqual(await expected.read());
        seen.add(values.join());
      }
    }
    expect(seen.size).toBe(9);
  });

  test("gradients are refused once the seed has changed", () => {
    using x = full(device, [4], 1, { requiresGrad: true });
    using seed = seedOf(1, 1);
    using y = dropout(x, { seed });
    seed.write(Uint32Array.of(1, 2));
    expect(() => gradients(y, [x], { dy: x })).toThrow("dropout: expected seed as it was in forward");
  });

  test("refuses: dropout: expected seed of u32; got seed f32", () => {
    using x = full(device, [4], 1);
    using seed = full(device, [2], 1);
    expect(() => dropout(x, { seed })).toThrow("dropout: expected seed of u32; got seed f32");
  });
});
