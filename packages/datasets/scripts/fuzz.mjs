// Damages files of every format, so many of each, and tells what came of them:
//   node packages/datasets/scripts/fuzz.mjs [damages] [part of a test file's path] [part of a format's name]
// The formats are those of every call of testDamages in the tests. A file that is neither read nor refused fails its
// test; one that kills or hangs the process is named here, and `EQUIPOISE_DAMAGES` brings it back.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const [damages = "10000", part = "", format = ""] = process.argv.slice(2);
const root = fileURLToPath(new URL("../../..", import.meta.url));
const source = join(root, "packages/datasets/src");
const vitest = join(root, "node_modules/vitest/vitest.mjs");

const files = readdirSync(source, { recursive: true })
  .map((name) => join(source, name))
  .filter((file) => file.endsWith(".test.ts") && file.includes(part))
  .filter((file) => readFileSync(file, "utf8").includes("testDamages("));

const folder = mkdtempSync(join(tmpdir(), "equipoise-fuzz-"));
const log = join(folder, "log");
const mostSilence = 60_000;
let failed = false;

/** Runs a test file; what it last did is on record, should it go no further. */
async function fuzz(file) {
  const env = { ...process.env, EQUIPOISE_DAMAGES: damages, EQUIPOISE_DAMAGES_LOG: log };
  const child = spawn(
    process.execPath,
    [vitest, "run", relative(root, file), "-t", `damages of .*${format}`],
    {
      cwd: root,
      env,
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  let last = "";
  let since = Date.now();
  const watch = setInterval(() => {
    const now = lastDamage();
    if (now !== last) [last, since] = [now, Date.now()];
    else if (Date.now() - since > mostSilence) {
      output += `\nhangs: ${now}\n`;
      child.kill("SIGKILL");
    }
  }, 1000);
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearInterval(watch);
  if (code === 0) return;
  failed = true;
  console.log(`${output}\n${relative(root, file)} failed; the last was ${lastDamage()}`);
}

const lastDamage = () => (existsSync(`${log}.now`) ? readFileSync(`${log}.now`, "utf8") : "none");

for (const file of files) await fuzz(file);
const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
console.log(
  "| damages of | files | refused | slowest, ms | most memory, MiB |\n| --- | --- | --- | --- | --- |",
);
for (const { what, count, refused, slowest, largest } of lines.map((line) => JSON.parse(line)))
  console.log(
    `| ${what} | ${count} | ${refused} | ${Math.ceil(slowest)} | ${Math.ceil(largest / 2 ** 20)} |`,
  );
rmSync(folder, { recursive: true });
process.exitCode = failed ? 1 : 0;
