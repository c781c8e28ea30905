import { readFileSync } from "node:fs";
import { capture, scope, type Tensor, tensor } from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import type { NamedTensors } from "../layer.ts";
import { CheckpointError, type HostTensor } from "../safetensors/format.ts";
import { testDevice } from "../testing/device.ts";
import { Adam, type AdamOptions, AdamW } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";
import { Sgd, type SgdOptions } from "./sgd.ts";

type Values = Readonly<Record<string, readonly number[]>>;

interface Golden {
  readonly torch: string;
  readonly shapes: Values;
  readonly start: Values;
  readonly gradients: readonly Values[];
  readonly rates: readonly number[];
  readonly cases: readonly {
    readonly optimizer: keyof typeof classes;
    readonly options: AdamOptions & SgdOptions;
    readonly values: readonly Values[];
  }[];
}

const classes = { Adam, AdamW, Sgd };
const golden: Golden = JSON.parse(
  readFileSync(new URL("../../golden/optimizers.json", import.meta.url), "utf8"),
);

let device: Awaited<ReturnType<typeof testDevice>>;
beforeAll(async () => {
  device = await testDevice();
});

const upload = (values: Values, requiresGrad = false): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(values).map(([name, data]) => [
      name,
      tensor(device, data, golden.shapes[name]!, { requiresGrad }),
    ]),
  );

const stepOf = (optimizer: Optimizer, step: number) =>
  scope(() => {
    optimizer.setLearningRate(golden.rates[step]!);
    optimizer.step(upload(golden.gradients[step]!));
  });

async function download(state: NamedTensors): Promise<Record<string, HostTensor>> {
  const tensors: Record<string, HostTensor> = {};
  for (const [name, value] of Object.entries(state))
    tensors[name] = { shape: value.shape, data: await value.read() };
  return tensors;
}

describe(`optimisers as in PyTorch ${golden.torch}`, () => {
  for (const { optimizer: name, options, values } of golden.cases)
    test(`${name} ${JSON.stringify(options)}: ten steps`, async () => {
      const parameters = upload(golden.start, true);
      const optimizer = new classes[name](parameters, options);
      for (const [step, expected] of values.entries()) {
        stepOf(optimizer, step);
        for (const [key, value] of Object.entries(expected)) {
          const got = await parameters[key]!.read();
          for (const [i, number] of value.entries())
            expect(Math.abs(got[i]! - number), `step ${step + 1}, ${key}[${i}]`).toBeLessThan(
              1e-6 * Math.max(1, Math.abs(number)),
            );
        }
      }
    });
});

describe("the state of an optimiser", () => {
  const makers: Record<string, (parameters: Record<string, Tensor>) => Optimizer> = {
    Adam: (parameters) => new Adam(parameters, { weightDecay: 0.1 }),
    AdamW: (parameters) => new AdamW(parameters),
    Sgd: (parameters) => new Sgd(parameters, { momentum: 0.9, dampening: 0.2 }),
  };
  for (const [name, make] of Object.entries(makers))
    test(`${name} goes on from a saved state to the same bits`, async () => {
      const whole = upload(golden.start, true);
      const optimizer = make(whole);
      for (let step = 0; step < 4; step++) stepOf(optimizer, step);
      const saved = await download(optimizer.stateDict());
      expect([...saved["step"]!.data]).toEqual([4]);
      const middle = Object.fromEntries(
        await Promise.all(
          Object.entries(whole).map(async ([key, value]) => [key, [...(await value.read())]]),
        ),
      );

      const resumed = upload(middle, true);
      const other = make(resumed);
      other.loadStateDict(saved);
      for (let step = 4; step < 8; step++) {
        stepOf(optimizer, step);
        stepOf(other, step);
      }
      for (const key of Object.keys(whole))
        expect(await resumed[key]!.read()).toEqual(await whole[key]!.read());
    });

  test("goes by the names of the parameters", () => {
    const parameters = upload(golden.start, true);
    expect(Object.keys(new Adam(parameters).stateDict())).toEqual([
      "conv.weight.exp_avg",
      "conv.weight.exp_avg_sq",
      "conv.bias.exp_avg",
      "conv.bias.exp_avg_sq",
      "step",
    ]);
    expect(Object.keys(new Sgd(parameters).stateDict())).toEqual([
      "conv.weight.momentum_buffer",
      "conv.bias.momentum_buffer",
      "step",
    ]);
  });

  test("of another optimiser is refused, and nothing changes", async () => {
    const parameters = upload(golden.start, true);
    const adam = new Adam(parameters);
    const sgd = await download(new Sgd(parameters).stateDict());
    expect(() => adam.loadStateDict({ ...sgd, step: { shape: [], data: Float32Array.of(9) } })).toThrow(
      "loadStateDict: expected the 5 tensors of this optimiser; got a checkpoint of another: " +
        "missing conv.weight.exp_avg, conv.weight.exp_avg_sq, conv.bias.exp_avg and 1 more, " +
        "unknown conv.weight.momentum_buffer, conv.bias.momentum_buffer",
    );
    expect(await adam.stateDict()["step"]!.item()).toBe(0);
  });

  test("with steps that no run can have made is refused", async () => {
    const parameters = upload(golden.start, true);
    for (const optimizer of [new Adam(parameters), new Sgd(parameters)])
      for (const steps of [Number.NaN, -1, 0.5]) {
        const state = await download(optimizer.stateDict());
        const wrong = { ...state, step: { shape: [], data: Float32Array.of(steps) } };
        expect(() => optimizer.loadStateDict(wrong)).toThrow(
          new CheckpointError(`loadStateDict: expected step from 0 up, whole; got ${steps}`),
        );
      }
  });

  test("is freed by dispose, and the parameters are not", () => {
    const parameters = upload(golden.start, true);
    const before = device.stats.usedBytes;
    for (const make of [Adam, AdamW, Sgd]) {
      const optimizer = new make(parameters);
      expect(device.stats.usedBytes).toBeGreaterThan(before);
      optimizer.dispose();
      expect(device.stats.usedBytes).toBe(before);
    }
  });

  test("outlives the scope that the optimiser was made in", () => {
    const parameters = upload(golden.start, true);
    const made: Optimizer[] = [];
    scope(() => {
      made.push(new Adam(parameters), new Sgd(parameters));
    });
    for (const optimizer of made) expect(() => stepOf(optimizer, 0)).not.toThrow();
  });
});

describe("optimisers", () => {
  test("read nothing back, and settle on the same memory", () => {
    const parameters = upload(golden.start, true);
    const optimizer = new Adam(parameters);
    for (let step = 0; step < 3; step++) stepOf(optimizer, step);
    device.flush();
    const before = device.stats;
    for (let step = 3; step < 10; step++) stepOf(optimizer, step);
    const { buffers, bindingsMade, readbacks, usedBytes } = device.stats;
    expect({ buffers, readbacks, usedBytes }).toEqual({
      buffers: before.buffers,
      readbacks: before.readbacks,
      usedBytes: before.usedBytes,
    });
    expect(bindingsMade).toBe(before.bindingsMade);
  });

  test("one without parameters has nothing to do", () => {
    expect(() => new Adam({}).step({})).not.toThrow();
    expect(() => new Sgd({}).step({})).not.toThrow();
  });

  const refusals: Record<string, () => unknown> = {
    "Adam: expected betas[1] from 0 to below 1; got betas[1] 1": () => new Adam({}, { betas: [0.9, 1] }),
    "AdamW: expected betas[0] from 0 to below 1; got betas[0] -0.1": () =>
      new AdamW({}, { betas: [-0.1, 0.9] }),
    "Adam: expected eps from 0 up; got eps NaN": () => new Adam({}, { eps: Number.NaN }),
    "Adam: expected weightDecay from 0 up; got weightDecay -1": () => new Adam({}, { weightDecay: -1 }),
    "Adam: expected lr from 0 up; got lr -0.1": () => new Adam({}).setLearningRate(-0.1),
    "Sgd: expected lr from 0 up; got lr NaN": () => new Sgd({}, { lr: Number.NaN }),
    "Sgd: expected momentum from 0 up; got momentum -0.9": () => new Sgd({}, { momentum: -0.9 }),
    "Sgd: expected weightDecay from 0 up; got weightDecay Infinity": () =>
      new Sgd({}, { weightDecay: Infinity }),
    "Sgd: expected momentum and no dampening with nesterov; got momentum 0, dampening 0": () =>
      new Sgd({}, { nesterov: true }),
    "Adam: expected a gradient for every parameter; got none for conv.bias": () => {
      const { "conv.bias": _, ...rest } = upload(golden.start);
      new Adam(upload(golden.start, true)).step(rest);
    },
    "Sgd: expected gradients of its parameters alone; got one of extra": () => {
      const given = upload(golden.start);
      new Sgd(upload(golden.start, true)).step({ ...given, extra: given["conv.bias"]! });
    },
    "Sgd: expected gradients of their parameters' shapes; got conv.bias [5], gradient [3, 2]": () => {
      const given = upload(golden.start);
      new Sgd(upload(golden.start, true)).step({ ...given, "conv.bias": given["conv.weight"]! });
    },
    ...Object.fromEntries(
      Object.entries(classes).flatMap(([name, Made]) => [
        [
          `${name}: expected parameters of f32; got counts i32. Keep them in f32, and let autocast make halves of them`,
          () => new Made({ ...upload(golden.start), counts: tensor(device, Int32Array.of(1, 2), [2]) }),
        ],
        [
          `${name}: expected gradients of f32; got conv.bias u32`,
          () => {
            const parameters = upload(golden.start, true);
            const gradient = tensor(device, new Uint32Array(5), [5]);
            new Made(parameters).step({ ...upload(golden.start), "conv.bias": gradient });
          },
        ],
      ]),
    ),
  };
  for (const [message, refused] of Object.entries(refusals))
    test(`refuses: ${message}`, () => {
      expect(refused).toThrow(expect.objectContaining({ name: "ShapeError", message }));
    });
});

describe("a step that is to be skipped", () => {
  const makers: Record<string, (parameters: Record<string, Tensor>) => Optimizer> = {
    Adam: (parameters) => new Adam(parameters),
    Sgd: (parameters) => new Sgd(parameters, { momentum: 0.9, dampening: 0.5 }),
  };
  for (const [name, make] of Object.entries(makers))
    test(`${name}: changes nothing and does not count`, async () => {
      const [with_, without] = [upload(golden.start, true), upload(golden.start, true)];
      const [one, other] = [make(with_), make(without)];
      using skip = tensor(device, [0], []);
      for (const [step, skipped] of [true, false, true, false, false].entries()) {
        skip.write(Float32Array.of(Number(skipped)));
        scope(() => one.step(upload(golden.gradients[step]!), { skip }));
        if (!skipped) scope(() => other.step(upload(golden.gradients[step]!)));
      }
      expect(await download(one.stateDict())).toEqual(await download(other.stateDict()));
      for (const key of Object.keys(with_))
        expect(await with_[key]!.read()).toEqual(await without[key]!.read());
    });
});

test("a captured step goes on counting, at the rate that stands when it runs", async () => {
  const [eager, captured] = [upload(golden.start, true), upload(golden.start, true)];
  const [one, other] = [new Adam(eager), new Adam(captured)];
  const given = upload(golden.gradients[0]!);
  using step = await capture(device, () => other.step(given));
  for (let i = 0; i < 5; i++) {
    for (const optimizer of [one, other]) optimizer.setLearningRate(golden.rates[i]!);
    one.step(given);
    step.run();
  }
  expect(await download(other.stateDict())).toEqual(await download(one.stateDict()));
  for (const key of Object.keys(eager)) expect(await captured[key]!.read()).toEqual(await eager[key]!.read());
});
