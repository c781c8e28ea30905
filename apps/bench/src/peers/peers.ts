/** A library that is measured beside the others. */
export interface Peer {
  readonly name: string;
  /** npm packages with exact versions, and the module that gives what the library's process imports. */
  readonly npm?: { readonly packages: Readonly<Record<string, string>>; readonly module: string };
  /** Whether it is the one that the others are compared with, trains on WebGPU, runs models there, or is a yardstick. */
  readonly role: "ours" | "trains" | "runs" | "yardstick";
  /** Whether its process takes options of Dawn. */
  readonly dawn: boolean;
}

/** What the others are held to: the first that gives results. */
export const ours: readonly Peer[] = [
  { name: "equipoise", role: "ours", dawn: true },
  { name: "equipoise-eager", role: "ours", dawn: true },
];

/** Those that are measured beside ours, in the order of the table. */
export const others: readonly Peer[] = [
  {
    name: "jax-js",
    role: "trains",
    dawn: true,
    npm: {
      packages: { "@jax-js/jax": "0.1.25" },
      module: `export * from "@jax-js/jax";\nexport const version = "0.1.25";\n`,
    },
  },
  {
    name: "tfjs",
    role: "trains",
    dawn: true,
    npm: {
      packages: { "@tensorflow/tfjs": "4.22.0", "@tensorflow/tfjs-backend-webgpu": "4.22.0" },
      module: [
        `import "@tensorflow/tfjs-backend-webgpu";`,
        `export * from "@tensorflow/tfjs";`,
        `export const version = "4.22.0";\n`,
      ].join("\n"),
    },
  },
  {
    name: "onnxruntime",
    role: "runs",
    dawn: false,
    npm: {
      packages: { "onnxruntime-node": "1.30.0" },
      module: `export * from "onnxruntime-node";\nexport const version = "1.30.0";\n`,
    },
  },
  { name: "pytorch", role: "yardstick", dawn: false },
];

/** Libraries that were looked at and are not measured, with what was found. */
export const leftOut: Readonly<Record<string, string>> = {
  jsgrad: "npm has no @jsgrad/jsgrad (404 in November 2026)",
  torchlette: "npm has none (404 in November 2026)",
  "webgpu-torch": "0.3.5 has no convolution, and no gradient of products of matrices",
};
