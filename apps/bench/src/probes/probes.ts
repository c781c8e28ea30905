import { type Device, execute, float, linearGrid, type Tensor, zeros } from "@equipoise/tensor";
import type { Clock, Work } from "../clock/clock.ts";
import { rate } from "../results/rate.ts";
import copy from "./copy.wgsl";
import fma from "./fma.wgsl";

/** Milliseconds that the probe of multiply-adds should take: short, as a machine with other work stops long ones. */
const FMA_MS = 2;
/** Invocations, each with 10 chains of 32 multiply-adds a turn. */
const INVOCATIONS = { software: 2 ** 14, gpu: 2 ** 18 } as const;
const FLOPS_A_TURN = 2 * 10 * 32;
/** Bytes of the tensor that is copied: on GPUs several times what caches hold; CPUs are busy with more than memory. */
const COPY_BYTES = { software: 2 ** 23, gpu: 2 ** 28 } as const;

/** What an adapter can do at most. */
export interface Ceilings {
  /** Multiply-adds alone, each counted as two. */
  readonly gflopPerSecond: number;
  /** Reading and writing alone, both counted. */
  readonly gbPerSecond: number;
}

/** Two kernels that do nothing but multiply and add, and nothing but copy, to measure between other works. */
export class Probes {
  readonly works: readonly [fma: Work, copy: Work];
  readonly #flops: number;
  readonly #bytes: number;
  readonly #tensors: readonly Tensor[];

  private constructor(works: Probes["works"], flops: number, bytes: number, tensors: readonly Tensor[]) {
    this.works = works;
    this.#flops = flops;
    this.#bytes = bytes;
    this.#tensors = tensors;
  }

  static async create(device: Device, clock: Clock): Promise<Probes> {
    const kind = device.profile.kernels === "gpu" ? "gpu" : "software";
    const y = zeros(device, [INVOCATIONS[kind]]);
    const work = (turns: number) => () => recordFma(y, turns);
    let turns = 16;
    for (let ms = 0; ms < FMA_MS / 2; turns = Math.ceil(turns * Math.min(64, FMA_MS / ms)))
      [ms] = (await clock.round([work(turns), work(turns)])).slice(1) as [number];

    const bytes = Math.min(COPY_BYTES[kind], device.profile.maxTensorBytes);
    const fours = Math.floor(bytes / 4096) * 256;
    const [from, to] = [zeros(device, [4 * fours]), zeros(device, [4 * fours])];
    const works = [work(turns), () => recordCopy(from, to, kind)] as const;
    return new Probes(works, y.size * turns * FLOPS_A_TURN, 2 * 16 * fours, [y, from, to]);
  }

  /** @param fma @param copy milliseconds of the two works */
  ceilings(fma: number, copy: number): Ceilings {
    return { gflopPerSecond: rate(this.#flops, fma), gbPerSecond: rate(this.#bytes, copy) };
  }

  dispose(): void {
    for (const tensor of this.#tensors) tensor.dispose();
  }
}

function recordFma(y: Tensor, turns: number): void {
  const params = { turns, scale: float(0.999), offset: float(0.001) };
  const launch = { code: fma, reads: [], updates: ["y"], writes: {}, params, grid: linearGrid(y.size) };
  execute("fma", [launch], { y });
}

function recordCopy(x: Tensor, y: Tensor, kind: "software" | "gpu"): void {
  const invocations = x.size / 16;
  const params = kind === "gpu" ? { apart: 1, step: invocations } : { apart: 4, step: 1 };
  const launch = {
    code: copy,
    reads: ["x"],
    updates: ["y"],
    writes: {},
    params,
    grid: linearGrid(invocations),
  };
  execute("copy", [launch], { x, y });
}
