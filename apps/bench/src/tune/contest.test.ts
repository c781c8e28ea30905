import type { Launch } from "@equipoise/tensor";
import { expect, test } from "vitest";
import { clockOf } from "../clock/clock.ts";
import type { Contract } from "../ops/contracts.ts";
import { tinyMatmul } from "../testing/contracts.ts";
import { testDevice } from "../testing/device.ts";
import { contestCells, contestColumns } from "./cells.ts";
import { type Contest, contests } from "./contest.ts";
import { variantsOf } from "./variants.ts";

async function all(contract: Contract): Promise<Contest[]> {
  const device = await testDevice();
  const found: Contest[] = [];
  const variants = variantsOf(device.profile);
  for await (const contest of contests(device, clockOf(device), contract, "tiny", variants, 0))
    found.push(contest);
  return found;
}

test("every variant that has kernels of its own takes part, and all agree", async () => {
  const found = await all(tinyMatmul);
  expect(found.map(({ pass }) => pass)).toEqual(["forward", "da", "db"]);
  for (const { entries, chosen } of found) {
    expect([...entries.keys()]).toEqual(expect.arrayContaining(["plain", "gpu"]));
    expect(entries.has(chosen)).toBe(true);
    expect([...entries.values()].map(({ right }) => right)).not.toContain(false);
  }
});

test("kernels that give other numbers are found out", async () => {
  const { op } = tinyMatmul;
  const spoil = (launch: Launch) => ({ ...launch, params: { ...launch.params, k: 6 } });
  const wrong: Contract = {
    ...tinyMatmul,
    op: {
      ...op,
      backward: {},
      forward: (call) =>
        call.adapter.kernels === "gpu"
          ? op.forward({ ...call, adapter: { ...call.adapter, kernels: "plain" } }).map(spoil)
          : op.forward(call),
    },
  };
  const [contest] = await all(wrong);
  expect(contest!.entries.get("plain")!.right).toBe(true);
  expect(contest!.entries.get("gpu")!.right).toBe(false);
});

test("the row: the fastest that is right is bold, what plans as another does is left out", async () => {
  const { profile } = await testDevice();
  const variants = variantsOf({ ...profile, kernels: "gpu", subgroup: { min: 8, max: 8 } });
  const entry = (ms: number, right = true) => ({ ms, p10Ms: ms, p90Ms: ms, samples: 3, right });
  const contest: Contest = {
    call: "512 x 512",
    pass: "forward",
    flops: 2 * 512 ** 3,
    chosen: "gpu",
    entries: new Map([
      ["plain", entry(1000)],
      ["software", entry(50)],
      ["gpu", entry(10, false)],
    ]),
  };
  expect(contestColumns("matmul", variants).map(({ title }) => title)).toEqual([
    "matmul, ms (GFLOP/s)",
    "pass",
    "plain",
    "software",
    "software, teams of four",
    "gpu",
    "gpu, no subgroups",
    "chosen",
  ]);
  expect(contestCells(contest, variants)).toEqual([
    "512 x 512",
    "forward",
    "1000 (0.268)",
    "**50.0 (5.37)**",
    "",
    "10.0 (26.8) wrong",
    "",
    "gpu",
  ]);
});
