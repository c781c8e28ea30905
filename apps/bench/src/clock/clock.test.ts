import { type Device, scope, sum, zeros } from "@equipoise/tensor";
import { beforeAll, expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { type Clock, clockOf } from "./clock.ts";
import { GpuClock } from "./gpu-clock.ts";
import { WallClock } from "./wall-clock.ts";

let device: Device;
let clocks: readonly Clock[];
beforeAll(async () => {
  device = await testDevice();
  clocks = [clockOf(device), new WallClock([device])];
});

test("the GPU's clock is taken where there is one", () => {
  expect(clocks[0]).toBeInstanceOf(device.profile.timestamps ? GpuClock : WallClock);
});

test("each work is done once, in its place, and has a time of its own", async () => {
  using x = zeros(device, [1000]);
  for (const clock of clocks) {
    const done: number[] = [];
    const works = [0, 1, 2].map((i) => () => {
      done.push(i);
      scope(() => void sum(x));
    });
    const { dispatches } = device.stats;
    const times = await clock.round(works);
    expect(done).toEqual([0, 1, 2]);
    expect(times).toHaveLength(3);
    for (const ms of times) expect(ms).toBeGreaterThan(0);
    expect((device.stats.dispatches - dispatches) % 3).toBe(0);
  }
});

test("a work of many times the elements takes longer, by either clock", async () => {
  using few = zeros(device, [1000]);
  using many = zeros(device, [4_000_000]);
  for (const clock of clocks) {
    const works = [few, many, few].map((x) => () => scope(() => void sum(x)));
    const rounds: number[][] = [];
    for (let i = 0; i < 6; i++) rounds.push(await clock.round(works));
    // The fastest, as anything may happen in between on a busy machine.
    const [short, long, again] = [0, 1, 2].map((i) => Math.min(...rounds.map((ms) => ms[i]!))) as [
      number,
      number,
      number,
    ];
    expect(long).toBeGreaterThan(short);
    expect(long).toBeGreaterThan(again);
  }
});

test("more works than share a read-back, and works of several passes", async () => {
  using x = zeros(device, [8]);
  const record = () => scope(() => void sum(x));
  const twice = () => {
    record();
    device.flush();
    record();
  };
  for (const clock of clocks) {
    const times = await clock.round(Array.from({ length: 70 }, (_, i) => (i % 2 ? twice : record)));
    expect(times).toHaveLength(70);
    for (const ms of times) expect(ms).toBeGreaterThan(0);
  }
});

test("work that gives the GPU nothing has no time there", async () => {
  const clock = new GpuClock(device);
  await expect(clock.round([() => {}])).rejects.toThrow(
    new Error("bench: expected work for the GPU; got none"),
  );
});
