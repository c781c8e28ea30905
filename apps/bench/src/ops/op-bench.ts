import type { Device } from "@equipoise/tensor";
import type { Bench, KernelFacts } from "../bench.ts";
import type { Clock } from "../clock/clock.ts";
import { callOf, type Precision } from "./call.ts";
import type { Contract } from "./contracts.ts";
import { passesOf } from "./passes.ts";
import { PreparedCall } from "./prepared-call.ts";

/** The calls that a contract wants measured, each with all its passes. */
export function opBenches(device: Device, clock: Clock, contract: Contract, dtype: Precision): Bench[] {
  return Object.keys(contract.bench).flatMap((name): Bench[] => {
    const call = callOf(contract, name, device.profile, dtype);
    if (!call) return [];
    const passes = passesOf(contract.op, call);
    const labels = passes.map((pass) => ({ op: contract.op.name, case: name, pass: pass.name, dtype }));
    const facts = passes.map(({ flops, bytes, launches }): KernelFacts => {
      const { length: dispatches } = launches;
      return { kind: "kernel", flops, bytes, dispatches };
    });
    const open = async (rows: readonly number[]) => {
      const prepared = new PreparedCall(device, contract, call);
      return {
        clock,
        facts: rows.map((i) => facts[i]!),
        works: rows.map((i) => () => prepared.record(passes[i]!)),
        close: () => prepared.dispose(),
      };
    };
    return [{ kind: "kernel", labels, open }];
  });
}
