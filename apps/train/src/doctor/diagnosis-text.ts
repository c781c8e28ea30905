import { formatBytes, formatCount } from "../report/format.ts";
import { textTable } from "../text-table.ts";
import type { AdapterFacts, Diagnosis, SelfTestResult } from "./diagnosis.ts";
import { isRight } from "./problems.ts";

/** A diagnosis for people; problems are not in it. */
export function diagnosisText({ versions, machine, adapter, selfTest }: Diagnosis): string {
  const { equipoise, node, dawn, swiftshader } = versions;
  const packages = [
    `Equipoise ${equipoise}`,
    `Node ${node}`,
    dawn ? `Dawn ${dawn}` : "no Dawn",
    swiftshader ? `SwiftShader of Chromium ${swiftshader}` : "no SwiftShader",
  ];
  const rows: [string, string][] = [
    ["versions", packages.join(", ")],
    [
      "machine",
      `${machine.system}, ${machine.cores} cores, ${formatBytes(machine.memoryBytes)} of memory, ` +
        `${formatBytes(machine.freeMemoryBytes)} free`,
    ],
    ...(adapter ? adapterRows(adapter) : [["adapter", "none"] satisfies [string, string]]),
    ...(selfTest ? selfTestRows(selfTest) : []),
  ];
  return `${textTable(rows).join("\n")}\n`;
}

function adapterRows({ reason, profile, device, limits }: AdapterFacts): [string, string][] {
  const { description, vendor, architecture, kernels, subgroup, f16, timestamps } = profile;
  const identity = [vendor, architecture, device].filter((part) => part !== "").join(", ");
  const limit = (name: string) => limits[name] ?? 0;
  return [
    ["adapter", reason],
    ["driver", identity ? `${description} (${identity})` : description],
    ["kernels", KERNELS[kernels]],
    [
      "features",
      [
        f16 ? "half precision" : "no half precision: train.precision=mixed is refused",
        subgroup ? `subgroups of ${[...new Set([subgroup.min, subgroup.max])].join(" to ")}` : "no subgroups",
        timestamps ? "timestamps" : "no timestamps",
      ].join(", "),
    ],
    [
      "limits",
      `tensors of ${formatBytes(limit("maxBufferSize"))}, of which kernels bind ` +
        `${formatBytes(limit("maxStorageBufferBindingSize"))}; ${limit("maxStorageBuffersPerShaderStage")} buffers a kernel, ` +
        `${limit("maxComputeInvocationsPerWorkgroup")} invocations and ` +
        `${formatBytes(limit("maxComputeWorkgroupStorageSize"))} a workgroup`,
    ],
  ];
}

const KERNELS = {
  gpu: "those for GPUs",
  software: "those for software adapters, on the CPU: a GPU is far faster",
  plain: "the plain ones",
} as const;

function selfTestRows({ checks, seconds }: SelfTestResult): [string, string][] {
  const wrong = checks.filter((check) => !isRight(check));
  const right = `${formatCount(checks.length - wrong.length)} of ${formatCount(checks.length)} results and gradients`;
  return [
    ["self-test", `${right} as in float64, in ${seconds.toFixed(1)} s`],
    ...wrong.map(({ op, example, precision, of, error, tolerance }): [string, string] => [
      "",
      `wrong: ${op} (${example}), ${of} in ${precision}: off by ${error.toPrecision(2)}, more than ${tolerance.toPrecision(1)}`,
    ]),
  ];
}
