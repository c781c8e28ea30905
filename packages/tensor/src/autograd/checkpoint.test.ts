import { describe, expect, test } from "vitest";
import { capture } from "../capture/index.ts";
import { full, tensor, zeros } from "../create.ts";
import * as ops from "../ops/index.ts";
import { keep, scope } from "../scope.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "../testing/device.ts";
import { randomTensor } from "../testing/random-tensor.ts";
import { checkpoint } from "./checkpoint.ts";
import { gradients } from "./gradients.ts";
import { noGrad } from "./no-grad.ts";
import { once } from "./once.ts";

const device = await testDevice();
const values = (shape: readonly number[], seed: number) =>
  randomTensor(device, shape, seed, { requiresGrad: true });
const read = (tensors: readonly Tensor[]) => Promise.all(tensors.map(async (x) => [...(await x.read())]));

/** A block with a parameter that it gets as an input, and others that it merely uses. */
function network() {
  const weight = values([4, 4, 3, 3], 1);
  const scale = values([4], 2);
  const running = { runningMean: zeros(device, [4]), runningVar: full(device, [4], 1) };
  const x = values([2, 4, 6, 5], 3);
  const body = (x: Tensor, weight: Tensor) =>
    ops.relu(
      ops.batchNorm2d(ops.conv2d(x, weight, null, { padding: 1 }), scale, null, {
        ...running,
        training: true,
      }),
    );
  return { x, weight, scale, running, body };
}

describe("checkpoint", () => {
  test("gives the gradients of the block itself, to the bit, and moves running statistics once", async () => {
    const run = async (wrap: typeof checkpoint) => {
      const { x, weight, scale, running, body } = network();
      const hidden = wrap(body, wrap(body, x, weight), weight);
      const made = gradients(ops.sum(ops.mul(hidden, hidden)), [x, weight, scale]);
      return read([hidden, ...made, ...Object.values(running)]);
    };
    expect(await run(checkpoint)).toEqual(await run((body, ...inputs) => body(...inputs)));
  });

  test("keeps nothing but its inputs until backward, and nothing after it", () => {
    const x = values([64, 64], 1);
    const before = device.stats.usedBytes;
    scope(() => {
      const deep = (x: Tensor) => {
        for (let i = 0; i < 8; i++) x = ops.tanh(ops.sigmoid(x));
        return x;
      };
      const y = checkpoint(deep, x);
      expect(device.stats.usedBytes - before).toBe(4 * 64 * 64);
      gradients(ops.sum(y), [x]);
    });
    expect(device.stats.usedBytes).toBe(before);
  });

  test("inside another, and in a captured step", async () => {
    const x = values([16], 1);
    const inner = (x: Tensor) => ops.exp(ops.neg(x));
    const outer = (x: Tensor) => ops.mul(checkpoint(inner, x), x);
    const body = () => gradients(ops.sum(checkpoint(outer, x)), [x]);
    const plain = gradients(ops.sum(ops.mul(inner(x), x)), [x]);
    expect(await read(body())).toEqual(await read(plain));
    using step = await capture(device, body);
    step.run();
    expect(await read(step.result)).toEqual(await read(plain));
  });

  test("what a block made once stands when it runs again, whatever was made since", async () => {
    const before = device.stats.usedBytes;
    using x = values([3], 1);
    let made = 0;
    const next = () => once(() => full(device, [], ++made));
    const inner = (x: Tensor) => ops.mul(ops.mul(x, next()), next());
    const outer = (x: Tensor) => ops.mul(checkpoint(inner, x), next());
    const found: [dx: Tensor, factor: number][] = [];
    const factors: [body: () => Tensor, factor: number][] = [
      [() => inner(x), 1 * 2],
      [() => ops.add(checkpoint(inner, x), checkpoint(inner, x)), 3 * 4 + 5 * 6],
      [() => checkpoint(outer, x), 7 * 8 * 9],
    ];
    for (const [body, factor] of factors)
      scope(() => {
        const y = ops.sum(body());
        const twice = [gradients(y, [x], { retainGraph: true })[0]!, gradients(y, [x])[0]!];
        for (const dx of twice) found.push([keep(dx), factor]);
      });
    for (const [dx, factor] of found) {
      expect(await read([dx])).toEqual([[factor, factor, factor]]);
      dx.dispose();
    }
    expect(made).toBe(9);
    scope(() => {
      checkpoint(() => next(), x);
      const failing = () => {
        next();
        throw new Error("stop");
      };
      expect(() => checkpoint(failing, x)).toThrow("stop");
    });
    x.dispose();
    expect(device.stats.usedBytes).toBe(before);
  });

  test("a captured step with checkpoints needs less memory at once", async () => {
    const x = values([64, 64], 1);
    const block = (x: Tensor) => {
      for (let i = 0; i < 4; i++) x = ops.mul(ops.tanh(x), ops.exp(x));
      return x;
    };
    const bytes = async (wrap: typeof checkpoint) => {
      using step = await capture(device, () => {
        let y: Tensor = x;
        for (let i = 0; i < 4; i++) y = wrap(block, y);
        return gradients(ops.sum(y), [x]);
      });
      return step.stats.leastBytes;
    };
    expect(await bytes(checkpoint)).toBeLessThan(0.6 * (await bytes((body, ...inputs) => body(...inputs))));
  });

  test("a tensor that it uses beside its inputs, and what that was made from, count once each", async () => {
    const w = tensor(device, [2], [1], { requiresGrad: true });
    const x = tensor(device, [1], [1], { requiresGrad: true });
    const squared = ops.mul(w, w);
    const y = checkpoint((x) => ops.mul(ops.mul(x, squared), w), x); // x w³
    for (const options of [{ retainGraph: true }, { retainGraph: true }, {}])
      expect(await read(gradients(y, [w, x], options))).toEqual([[12], [8]]);
  });

  test("a backward that throws can be asked for again", async () => {
    const x = values([3], 1);
    let broken = false;
    const y = checkpoint((x) => {
      const kept = once(() => tensor(device, [1, 2, 3], [3]));
      if (broken) throw new Error("mine");
      return ops.mul(x, kept);
    }, x);
    broken = true;
    expect(() => gradients(ops.sum(y), [x])).toThrow("mine");
    broken = false;
    expect(await read(gradients(ops.sum(y), [x]))).toEqual([[1, 2, 3]]);
  });

  test("a body that makes another result in backward is refused", () => {
    const x = values([3], 1);
    let times = 0;
    const y = checkpoint((x) => (times++ === 0 ? ops.exp(x) : ops.reshape(x, [1, 3])), x);
    expect(() => gradients(ops.sum(y), [x])).toThrow(
      "checkpoint: expected a body that makes the same result each time; got [3] of f32 first, [1, 3] of f32 in backward",
    );
  });

  test("an input that no gradient is asked of, and one that the result does not depend on", async () => {
    const [x, other] = [values([3], 1), values([3], 2)];
    const y = checkpoint((a, b) => ops.mul(a, ops.add(b.detach(), 1)), x, other);
    const [dx, zero] = gradients(ops.sum(y), [x, other]);
    const factor = await ops.add(other.detach(), 1).read();
    expect(await dx!.read()).toEqual(factor);
    expect([...(await zero!.read())]).toEqual([0, 0, 0]);
  });

  test("without gradients it is its body", async () => {
    const x = values([3], 1);
    expect(noGrad(() => checkpoint(ops.exp, x)).requiresGrad).toBe(false);
    expect(checkpoint(ops.exp, x.detach()).requiresGrad).toBe(false);
  });

  test("refuses inputs that have changed, and a graph that was released", () => {
    const x = values([3], 1);
    const y = ops.sum(checkpoint(ops.exp, x));
    gradients(y, [x], { retainGraph: true });
    gradients(y, [x]);
    expect(() => gradients(y, [x])).toThrow(/expected a graph that still holds its values/);
    const z = checkpoint(ops.exp, x);
    x.write(Float32Array.of(1, 2, 3));
    expect(() => gradients(z, [x], { dy: x.detach() })).toThrow(
      "checkpoint: expected its inputs as they were in forward; got one changed in place since. " +
        "Ask for gradients before the change",
    );
  });
});
