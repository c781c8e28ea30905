import type { Device, TypedArray } from "@equipoise/tensor";
import { Alternation } from "../clock/alternation.ts";
import type { Clock } from "../clock/clock.ts";
import { type Timing, timingOf } from "../clock/timing.ts";
import { callOf } from "../ops/call.ts";
import type { Contract } from "../ops/contracts.ts";
import { type Pass, passesOf } from "../ops/passes.ts";
import { PreparedCall } from "../ops/prepared-call.ts";
import type { Variant } from "./variants.ts";

/** One pass of a call, done by the kernels of each variant. */
export interface Contest {
  readonly call: string;
  readonly pass: string;
  readonly flops: number;
  /** By name of the variant; those that plan as an earlier one does are left out. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The variant that plans as the adapter's own profile does. */
  readonly chosen: string;
}

interface Entry extends Timing {
  /** Whether its numbers are those of the plain kernels, but for the last digits. */
  readonly right: boolean;
}

interface Candidate {
  readonly name: string;
  readonly prepared: PreparedCall;
  readonly pass: Pass;
}

/** Digits are lost in sums of another order, and no more than these. */
const TOLERANCE = 1e-4;

/** Lets the variants of each pass of a call take turns, for about so many seconds each. */
export async function* contests(
  device: Device,
  clock: Clock,
  contract: Contract,
  call: string,
  variants: readonly Variant[],
  seconds: number,
): AsyncGenerator<Contest> {
  const planned = [{ name: "", adapter: device.profile }, ...variants].map(({ name, adapter }) => {
    const given = callOf(contract, call, adapter, "f32")!;
    return { name, given, passes: passesOf(contract.op, given) };
  });
  const own = planned.shift()!;
  const prepared = planned.map(({ given }) => new PreparedCall(device, contract, given));
  for (const { name: pass, flops, launches } of own.passes) {
    const candidates = new Map<string, Candidate>();
    for (const [i, { name, passes }] of planned.entries()) {
      const found = passes.find((other) => other.name === pass)!;
      const plan = JSON.stringify(found.launches);
      if (!candidates.has(plan)) candidates.set(plan, { name, prepared: prepared[i]!, pass: found });
    }
    const chosen = candidates.get(JSON.stringify(launches))!.name;
    yield { call, pass, flops, chosen, entries: await contend(clock, [...candidates.values()], seconds) };
  }
  for (const each of prepared) each.dispose();
}

async function contend(
  clock: Clock,
  candidates: readonly Candidate[],
  seconds: number,
): Promise<ReadonlyMap<string, Entry>> {
  const works = candidates.map(
    ({ prepared, pass }) =>
      () =>
        prepared.record(pass),
  );
  const turns = await Alternation.warm(clock, works, seconds / 4);
  const samples = await turns.rounds(seconds * works.length);
  const entries = new Map<string, Entry>();
  let expected: TypedArray | undefined;
  for (const [i, { name, prepared, pass }] of candidates.entries()) {
    const values = await prepared.read(pass);
    expected ??= values;
    entries.set(name, { ...timingOf(samples[i]!), right: distance(values, expected) < TOLERANCE });
  }
  return entries;
}

/** ‖a − b‖ / ‖b‖ */
function distance(a: TypedArray, b: TypedArray): number {
  let [difference, norm] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    difference += (a[i]! - b[i]!) ** 2;
    norm += b[i]! ** 2;
  }
  return Math.sqrt(difference / norm);
}
