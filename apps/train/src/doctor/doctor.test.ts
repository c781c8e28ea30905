import { KernelError } from "@equipoise/tensor";
import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose } from "./diagnosis.ts";
import { diagnosisText } from "./diagnosis-text.ts";
import { problemsOf } from "./problems.ts";

const healthy: Diagnosis = {
  versions: { equipoise: "0.1.0", node: "20.19.0", dawn: "0.6.2", swiftshader: "147.0.0" },
  machine: { system: "linux x64", cores: 8, memoryBytes: 2 ** 34, freeMemoryBytes: 2 ** 33 },
  adapter: {
    reason: "NVIDIA RTX A2000: GPU",
    profile: {
      description: "NVIDIA RTX A2000: 550.54",
      vendor: "nvidia",
      architecture: "ampere",
      kernels: "gpu",
      subgroup: { min: 32, max: 32 },
      f16: true,
      timestamps: false,
      maxTensorBytes: 2 ** 32,
      maxBindingBytes: 2 ** 31,
      bindingAlignment: 256,
      maxInvocationsPerWorkgroup: 1024,
      maxStorageBuffers: 10,
    },
    device: "",
    features: ["shader-f16", "subgroups"],
    limits: {
      maxBufferSize: 2 ** 32,
      maxStorageBufferBindingSize: 2 ** 31,
      maxStorageBuffersPerShaderStage: 10,
      maxComputeInvocationsPerWorkgroup: 1024,
      maxComputeWorkgroupStorageSize: 49_152,
    },
  },
  selfTest: {
    checks: [
      { op: "matmul", example: "a batch", precision: "f32", of: "y", error: 1e-7, tolerance: 1e-5 },
      { op: "conv2d", example: "dilation 2", precision: "f16", of: "dx", error: 1e-4, tolerance: 1e-3 },
    ],
    seconds: 0.84,
  },
  problems: [],
};
const [first, second] = healthy.selfTest!.checks as [Check, Check];
type Check = NonNullable<Diagnosis["selfTest"]>["checks"][number];
const tested = (...checks: Check[]): Diagnosis => ({ ...healthy, selfTest: { checks, seconds: 0.84 } });

test("a diagnosis says in a line each what there is", () => {
  expect(diagnosisText(healthy)).toBe(`\
versions   Equipoise 0.1.0, Node 20.19.0, Dawn 0.6.2, SwiftShader of Chromium 147.0.0
machine    linux x64, 8 cores, 16.0 GiB of memory, 8.00 GiB free
adapter    NVIDIA RTX A2000: GPU
driver     NVIDIA RTX A2000: 550.54 (nvidia, ampere)
kernels    those for GPUs
features   half precision, subgroups of 32, no timestamps
limits     tensors of 4.00 GiB, of which kernels bind 2.00 GiB; 10 buffers a kernel, 1024 invocations and 48.0 KiB a workgroup
self-test  2 of 2 results and gradients as in float64, in 0.8 s
`);
});

test("and what is wrong or missing", () => {
  const text = diagnosisText({
    ...tested(first, { ...second, error: 0.25 }),
    versions: { ...healthy.versions, dawn: null, swiftshader: null },
  });
  expect(text).toContain("Node 20.19.0, no Dawn, no SwiftShader\n");
  expect(text).toContain("1 of 2 results and gradients as in float64, in 0.8 s\n");
  expect(text).toContain("           wrong: conv2d (dilation 2), dx in f16: off by 0.25, more than 0.001\n");
  expect(diagnosisText({ ...healthy, adapter: null, selfTest: null })).toMatch(/\nadapter {3}none\n$/);
});

describe("problems", () => {
  test("there are none on a healthy machine", () => {
    expect(problemsOf(healthy, null)).toEqual([]);
  });

  test.each(["20.19.0", "20.20.1", "22.0.0", "100.1.0"])("Node %s is new enough", (node) => {
    expect(problemsOf({ ...healthy, versions: { ...healthy.versions, node } }, null)).toEqual([]);
  });

  test.each(["20.18.9", "18.20.0", "9.99.99"])("Node %s is too old", (node) => {
    expect(problemsOf({ ...healthy, versions: { ...healthy.versions, node } }, null)).toEqual([
      `Node: expected version 20.19 or newer; got ${node}. Install one from nodejs.org`,
    ]);
  });

  test.each([0.02, Number.NaN, Number.POSITIVE_INFINITY])("a result that is off by %d", (error) => {
    expect(problemsOf(tested({ ...first, error }, second), null)).toEqual([
      "self-test: expected results within their tolerance of float64; got 1 of 2 beyond it, " +
        `first matmul (a batch), y in f32, off by ${error.toPrecision(2)}. ` +
        "Update the GPU's driver, or train on another adapter: EQUIPOISE_ADAPTER=swiftshader",
    ]);
  });

  test("a kernel that does not compile, and an adapter that is not there", () => {
    expect(problemsOf({ ...healthy, selfTest: null }, new KernelError("matmul: error in line 3"))).toEqual([
      "matmul: error in line 3. Update the GPU's driver, or train on another adapter: EQUIPOISE_ADAPTER=swiftshader",
    ]);
    expect(
      problemsOf({ ...healthy, adapter: null, selfTest: null }, new Error("openDevice: none. Install one")),
    ).toEqual(["openDevice: none. Install one"]);
  });
});

test("this machine trains right", async () => {
  const { problems, adapter, selfTest, versions } = await diagnose();
  expect(problems).toEqual([]);
  expect(adapter!.limits["maxBufferSize"]).toBeGreaterThanOrEqual(adapter!.profile.maxTensorBytes);
  expect(selfTest!.checks.length).toBeGreaterThan(40);
  expect(versions).toMatchObject({ equipoise: "0.1.0", node: process.versions.node, dawn: "0.6.2" });
});
