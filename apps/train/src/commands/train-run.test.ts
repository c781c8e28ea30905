import { join } from "node:path";
import { Device } from "@equipoise/tensor";
import { openDevice } from "@equipoise/tensor/node";
import { afterEach, expect, test, vi } from "vitest";
import { loadConfig } from "../config/load.ts";
import { createRunFolder } from "../run/run-folder.ts";
import { newFolder } from "../testing/command.ts";
import { sixSteps, traces } from "../testing/spawned-run.ts";
import { openDataset } from "../training/dataset.ts";
import { createNetwork } from "../training/network.ts";
import { trainRun } from "./train-run.ts";

/** A device whose GPU is lost at its nth submit, counted from 1. */
async function lostAt(submits: number): Promise<Device> {
  const { device } = await openDevice();
  let lose!: (info: { reason: string; message: string }) => void;
  const lost = new Promise((resolve) => {
    lose = resolve;
  });
  const submit = device.gpu.queue.submit.bind(device.gpu.queue);
  made = 0;
  vi.spyOn(device.gpu.queue, "submit").mockImplementation((commands) => {
    made += 1;
    if (made === submits) lose({ reason: "unknown", message: "the driver was reset" });
    submit(commands);
  });
  const gpu = new Proxy(device.gpu, {
    get(target, key) {
      if (key === "lost") return lost;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return new Device(gpu, device.profile);
}

let said = "";
/** Submits to the device so far. */
let made = 0;
const train = async (submits: number) => {
  said = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((said += String(text))));
  const set = sixSteps.filter((word) => word !== "--set");
  const { dataset, config } = await openDataset(loadConfig({ set }));
  const { folder, lock } = createRunFolder(join(newFolder(), "run"), config);
  const device = await lostAt(submits);
  const network = createNetwork(device, config, dataset.tasks);
  await trainRun({ folder, config, dataset }, { device, reason: "for the test", network });
  lock.release();
  return traces(folder.path);
};

afterEach(() => {
  vi.restoreAllMocks();
});

test("a device that is lost is opened again, and the run ends as if it had not been", async () => {
  const whole = await train(Infinity);
  expect(said).not.toContain("lost");
  expect(await train(Math.round(0.7 * made))).toEqual(whole);
  expect(said).toContain(
    "the GPU device was lost: the driver was reset: once more from the latest checkpoint",
  );
  expect(said).toMatch(/going on after step \d/);
});
