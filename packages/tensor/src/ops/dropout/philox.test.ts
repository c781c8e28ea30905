import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import code from "./forward.wgsl";
import { philox, type Words } from "./philox.ts";

const device = await testDevice();

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
