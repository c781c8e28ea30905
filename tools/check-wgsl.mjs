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
for (const file of files) {
  device.pushErrorScope("validation");
  const module = device.createShaderModule({ code: readFileSync(file, "utf8"), label: file });
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
  errors ? `${errors} of ${files.length} kernels do not compile` : `${files.length} kernels compile`,
);
process.exit(errors ? 1 : 0);
