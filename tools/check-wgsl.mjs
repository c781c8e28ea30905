// Compiles every kernel with Dawn's null backend, which needs no GPU and no driver.
import { readdirSync, readFileSync } from "node:fs";
import { build } from "esbuild";
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
const halves = await halfTexts();
/** A kernel for tensors that may be half is compiled for both element types, and for halves whose sums go on in f32. */
const variants = files.flatMap((file) => {
  const code = readFileSync(file, "utf8");
  if (!/^alias real = /m.test(code)) return [[file, code]];
  const half = halves.get(code, false, file);
  const result = halves.get(code, true, file);
  return [
    [file, code],
    [`${file} (f16)`, half],
    ...(result === half ? [] : [[`${file} (f16 to f16)`, result]]),
  ];
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

/** What makes a kernel's text for halves in the tensor core, which is TypeScript. */
async function halfTexts() {
  const { outputFiles } = await build({
    entryPoints: ["packages/tensor/src/device/kernel-text.ts"],
    bundle: true,
    format: "esm",
    write: false,
  });
  const { HalfTexts } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return new HalfTexts();
}
