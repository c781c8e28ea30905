import { readlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { DeviceError } from "../errors.ts";
import { openDevice } from "./open-device.ts";

test("an adapter that is no choice", async () => {
  await expect(openDevice({ adapter: "cuda" as never })).rejects.toThrow(
    new DeviceError(
      "openDevice: expected EQUIPOISE_ADAPTER to be one of auto, hardware, lavapipe, swiftshader; got cuda",
    ),
  );
});

const atStake = () => ({
  icd: [process.env["VK_ICD_FILENAMES"], process.env["VK_DRIVER_FILES"]],
  stderr: process.platform === "linux" ? readlinkSync("/proc/self/fd/2") : "",
});

test("several at once leave the environment and the error output as they were", async () => {
  const before = atStake();
  const opened = await Promise.all([openDevice(), openDevice(), openDevice()]);
  expect(atStake()).toEqual(before);
  for (const { device } of opened) device.destroy();
});

test("one that may fail, for want of a GPU, does not hold up the next", async () => {
  const [, next] = await Promise.allSettled([openDevice({ adapter: "hardware" }), openDevice()]);
  expect(next.status).toBe("fulfilled");
});

test("Dawn takes options, here for a backend that compiles kernels and runs none", async () => {
  const { device } = await openDevice({ adapter: "auto", dawn: ["backend=null"] });
  expect(device.profile.description).toMatch(/null/i);
  device.destroy();
});
