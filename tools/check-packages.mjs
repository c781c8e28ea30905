// What a stranger gets: packs every package, has publint look at it, installs the packed files in a fresh folder, and
// there imports each, runs an op on a device and compiles a program against the types.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "equipoise-packages-"));
// The pnpm that runs this script is a program of its own, or JavaScript for Node.
const { npm_execpath } = process.env;
const pnpm = !npm_execpath
  ? ["npx", "--yes", "pnpm@12"]
  : /\.[cm]?js$/.test(npm_execpath)
    ? [process.execPath, npm_execpath]
    : [npm_execpath];
const run = (command, cwd) => {
  const [file, ...args] = command;
  return execFileSync(file, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
};

const dependencies = {};
let complaints = 0;
for (const name of readdirSync(join(root, "packages")).sort()) {
  const pkgDir = join(root, "packages", name);
  const pkg = JSON.parse(readFileSync(join(pkgDir, "package.json"), "utf8"));
  run([...pnpm, "pack", "--pack-destination", folder], pkgDir);
  const file = `${pkg.name.slice(1).replace("/", "-")}-${pkg.version}.tgz`;
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, file));
  const tarball = buffer.slice(byteOffset, byteOffset + byteLength);
  const { messages } = await publint({ pack: { tarball }, strict: true });
  for (const message of messages) {
    console.log(`${pkg.name}: ${message.type}: ${formatMessage(message, pkg)}`);
    if (message.type !== "suggestion") complaints++;
  }
  dependencies[pkg.name] = `file:./${file}`;
}
if (complaints > 0) process.exit(1);

const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const manifest = {
  private: true,
  type: "module",
  dependencies,
  devDependencies: {
    typescript: devDependencies.typescript,
    "@types/node": devDependencies["@types/node"],
  },
};
writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
const overrides = Object.entries(dependencies).map(([name, file]) => `  "${name}": "${file}"\n`);
const builds = "allowBuilds:\n  webgpu: false\n";
writeFileSync(join(folder, "pnpm-workspace.yaml"), `overrides:\n${overrides.join("")}${builds}`);
const program = `
import { createLoader, rooms } from "@equipoise/datasets";
import { loss } from "./loss.js";
import { EncoderDecoder, Init } from "@equipoise/nn";
import { exportOnnx } from "@equipoise/onnx";
import { relu, tensor } from "@equipoise/tensor";
import { openDevice } from "@equipoise/tensor/node";
import { selfTest } from "@equipoise/tensor/self-test";

const { device } = await openDevice();
const y = relu(tensor(device, [-1, 2], [2]));
const network = new EncoderDecoder(new Init(device, 0), { size: "tiny", tasks: [{ name: "depth", channels: 1 }] });
const values: number[] = [...(await y.read())];
const wrong = (await selfTest(device, { op: "matmul" })).filter(({ error, tolerance }) => !(error < tolerance));
const source = { format: "rooms", width: 8, height: 6, train: 2, val: 1 } as const;
const dataset = rooms(source);
const loader = createLoader(dataset, source, { workers: 1 });
let pixels = 0;
for await (const { image } of loader.batches("train", { batchSize: 2 })) pixels += image.length;
await loader.close();
const model = await exportOnnx(device, { inputs: { x: [2] } }, ({ x }) => ({ y: relu(x!) }));
console.log(values.join(), Object.keys(network.heads).join(), dataset.tasks.length, pixels, loss(), wrong.length, model.length);
device.destroy();
`;
const loss = `
import { lossScaleBalancing } from "@equipoise/lsb";
export const loss = () => Object.values(lossScaleBalancing().weights(lossScaleBalancing().init(["a", "b"]))).join();
`;
writeFileSync(join(folder, "program.ts"), program);
writeFileSync(join(folder, "loss.ts"), loss);
writeFileSync(
  join(folder, "tsconfig.json"),
  JSON.stringify({
    compilerOptions: { module: "nodenext", target: "es2023", strict: true, types: ["node"] },
  }),
);
run([...pnpm, "install", "--prefer-offline"], folder);
run([join(folder, "node_modules/.bin/tsc"), "-p", "."], folder);
const printed = run([process.execPath, "program.js"], folder).trim();
if (printed !== "0,2 depth 3 288 0.5,0.5 0 96") {
  console.log(`expected the packed program to print "0,2 depth 3 288 0.5,0.5 0 96"; got "${printed}"`);
  process.exit(1);
}
rmSync(folder, { recursive: true, force: true });
console.log(`${Object.keys(dependencies).length} packages pack, import and run`);
