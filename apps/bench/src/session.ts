import type { Device } from "@equipoise/tensor";
import type { AdapterChoice } from "@equipoise/tensor/node";
import { type Bench, nameOf } from "./bench.ts";
import { type Clock, clockOf } from "./clock/clock.ts";
import { Group, type Selection } from "./group.ts";
import { measuringDevice } from "./measuring-device.ts";
import type { Precision } from "./ops/call.ts";
import { chainBench } from "./ops/chain-bench.ts";
import { loadContracts } from "./ops/contracts.ts";
import { opBenches } from "./ops/op-bench.ts";
import { Probes } from "./probes/probes.ts";
import { trainingSteps } from "./steps/index.ts";
import { stepBench } from "./steps/step-bench.ts";
import { UsageError } from "./usage-error.ts";

export interface SessionOptions {
  readonly adapter: AdapterChoice;
  /** Element type of the ops; whole steps are measured in `f32`. */
  readonly dtype: Precision;
  /** Part of the names of what is to be measured; default all. */
  readonly filter?: string | undefined;
}

/** What is to be measured on one adapter, and the device that it is measured on. */
export class Session {
  readonly device: Device;
  /** Which adapter was taken, and why. */
  readonly reason: string;
  readonly selections: readonly Selection[];
  readonly #probes: Probes;

  private constructor(device: Device, reason: string, selections: readonly Selection[], probes: Probes) {
    this.device = device;
    this.reason = reason;
    this.selections = selections;
    this.#probes = probes;
  }

  /** @throws {UsageError} if nothing has such a name, or the adapter lacks half precision that is asked for. */
  static async start({ adapter, dtype, filter = "" }: SessionOptions): Promise<Session> {
    const { device, reason } = await measuringDevice(adapter);
    if (dtype === "f16" && !device.profile.f16)
      throw new UsageError(`bench: expected an adapter with half precision for --f16; got ${reason}`);
    const clock = clockOf(device);
    const selections = select(await allBenches(device, clock, adapter, dtype, filter), filter);
    return new Session(device, reason, selections, await Probes.create(device, clock));
  }

  /** Makes what a selection needs, and warms it up for so many seconds. */
  open(selection: Selection, seconds: number): Promise<Group> {
    return Group.open(selection, this.#probes, seconds);
  }

  close(): void {
    this.device.destroy();
  }
}

async function allBenches(
  device: Device,
  clock: Clock,
  adapter: AdapterChoice,
  dtype: Precision,
  filter: string,
): Promise<Bench[]> {
  const contracts = await loadContracts();
  const steps = dtype === "f32" ? trainingSteps : [];
  const large = filter !== "" || device.profile.kernels === "gpu";
  return [
    ...contracts.flatMap((contract) => opBenches(device, clock, contract, dtype)),
    chainBench(device, clock, dtype),
    ...steps.filter((step) => large || !step.large).map((step) => stepBench(step, adapter)),
  ];
}

function select(benches: readonly Bench[], filter: string): Selection[] {
  const wanted = filter.toLowerCase();
  const selections = benches
    .map((bench) => ({
      bench,
      rows: [...bench.labels.keys()].filter((i) => nameOf(bench.labels[i]!).toLowerCase().includes(wanted)),
    }))
    .filter(({ rows }) => rows.length > 0);
  if (selections.length === 0)
    throw new UsageError(`bench: expected --filter with part of a row's name; got ${filter}`);
  return selections;
}
