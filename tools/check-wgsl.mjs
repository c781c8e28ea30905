// Compiles every kernel with Dawn's null backend, which needs no GPU and no driver.
import { readdirSync, readFileSync } from "node:fs";
import { create, globals } from "webgpu";

Object.assign(globalThis, globals);
// Exported: Dawn frees itself under its devices once this is collected.
export const gpu = create(["backend=null"]);
const adapter = await gpu.requestAdapter();
const features = ["shader-f16", "subgroups"].filter((name) => adapter.features.has(name));
const device = await adapter.requestDevice({ requiredFeatures: features });

let errors = 0;
const files = ["packages", "apps"]
  .flatMap((root) => readdirSync(root).map((name) => `${root}/${name}/src`))
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`))
  .filter((name) => name.endsWith(".wgsl"))
  .sort();
/** A kernel for tensors that may be half is compiled for both element types, and for halves whose sums go on in f32. */
const variants = files.flatMap((file) => {
  const code = readFileSync(file, "utf8");
  const half = `enable f16;\n${code.replace(/^alias real = \w+;/m, "alias real = f16;")}`;
  if (!half.includes("alias real = f16;")) return [[file, code]];
  const result = half.replace(/^alias result = \w+;/m, "alias result = f16;");
  const halves = [[`${file} (f16)`, half]];
  if (result !== half) halves.push([`${file} (f16 to f16)`, result]);
  return [[file, code], ...halves];
});
for (const [file, code] of variants) {
  device.pushErrorScope("validation");
  const module = device.createShaderModule({ code, label: file });
  const { messages } = await module.getCompilationInfo();
  for (const { lineNum, linePos, type, message } of messages)
    console.log(`${file}:${lineNum}:${linePos} ${type}: ${message}`);
  let failed = messages.some(({ type }) => type === "error");
  if (!failed)
    await device
      .createComputePipelineAsync({ layout: "auto", compute: { module, entryPoint: "main" } })
      .catch(({ message }) => {
        console.log(`${file}: ${message}`);
        failed = true;
      });
  await device.popErrorScope();
  if (failed) errors++;
}
console.log(
  errors ? `${errors} of ${variants.length} kernels do not compile` : `${variants.length} kernels compile`,
);
process.exit(errors ? 1 : 0);
