import { describe, expect, test } from "vitest";
import { tensor, zeros } from "../create.ts";
import { execute } from "../execute.ts";
import { linear } from "../grid.ts";
import * as ops from "../ops/index.ts";
import { testDevice } from "../testing/device.ts";
import { capture } from "./capture.ts";
import descend from "./testing/descend.wgsl";

const device = await testDevice();

describe("capture refuses", () => {
  test("a write to a tensor that it was given, which no run would make again", async () => {
    using x = tensor(device, [1], [1]);
    await expect(capture(device, () => x.write(Float32Array.of(2)))).rejects.toThrow(
      "capture: expected a step that writes no tensor from the host; got a write, which no run would make again. " +
        "Write before each run",
    );
    expect(await x.item()).toBe(1);
  });

  test("a write to what an op of the body has made", async () => {
    using x = tensor(device, [1], [1]);
    const body = () => {
      const y = ops.mul(x, 3);
      y.write(Float32Array.of(9));
      return ops.mul(y, 2);
    };
    await expect(capture(device, body)).rejects.toThrow("got a write, which no run would make again");
  });

  test("a change of a tensor made in the body from numbers", async () => {
    const launch = {
      code: descend,
      reads: ["gradient", "rate"],
      updates: ["parameter"],
      writes: {},
      params: { size: 1 },
      grid: linear(1),
    };
    using x = tensor(device, [1], [1]);
    const body = () => execute("descend", [launch], { gradient: x, rate: x, parameter: zeros(device, [1]) });
    await expect(capture(device, body)).rejects.toThrow(
      "descend.parameter: expected a captured step to change tensors that it was given; got one made in it from " +
        "numbers, which would not be as it was in the next run. Make it outside",
    );
  });

  test("another capture inside, and a body that is asynchronous; ops work again afterwards", async () => {
    using x = tensor(device, [1], [1]);
    let inner: Promise<unknown> = Promise.resolve();
    await capture(device, () => {
      inner = capture(device, () => ops.neg(x));
      inner.catch(() => {});
    });
    await expect(inner).rejects.toThrow(
      "capture: expected a body without another capture in it; got one inside one",
    );
    await expect(capture(device, async () => ops.neg(x))).rejects.toThrow("got a promise");
    using y = ops.neg(x);
    expect(await y.item()).toBe(-1);
  });

  test("reads in the body, with a word on what to do", async () => {
    using x = tensor(device, [1], [1]);
    let read: Promise<unknown> = Promise.resolve();
    await capture(device, () => {
      read = ops.neg(x).read();
      read.catch(() => {});
    });
    await expect(read).rejects.toThrow(
      "tensor: expected a tensor that holds values; got one of a captured step that is not among its results, or " +
        "whose step was disposed of. Return it from the step's body",
    );
  });

  test("whatever goes wrong, and keeps no memory then", async () => {
    using x = tensor(device, [1], [1]);
    const launch = { code: "no kernel", reads: [], updates: ["x"], writes: {}, params: {}, grid: linear(1) };
    const { usedBytes } = device.stats;
    const thrown = capture(device, () => {
      ops.mul(ops.neg(x), tensor(device, [2], [1]));
      throw new Error("mine");
    });
    await expect(thrown).rejects.toThrow("mine");
    const uncompiled = capture(device, () => {
      execute("mine", [launch], { x });
      return ops.exp(ops.neg(x));
    });
    await expect(uncompiled).rejects.toThrow(/^mine\.x: /);
    expect(device.stats.usedBytes).toBe(usedBytes);
  });

  test("a kernel that does not compile, by its name", async () => {
    const launch = {
      code: "no kernel",
      reads: [],
      writes: { y: { shape: [1] } },
      params: {},
      grid: linear(1),
    };
    using x = tensor(device, [1], [1]);
    const body = () => execute("mine", [{ ...launch, reads: ["x"] }], { x });
    // Nobody would read what it makes: with a change in place it has to run.
    const changing = () => execute("mine", [{ ...launch, updates: ["x"], writes: {} }], { x });
    await expect(capture(device, body)).resolves.toBeDefined();
    await expect(capture(device, changing)).rejects.toThrow(/^mine\.x: /);
  });
});
