// Builds a package and those it stands on, from the cache where nothing has changed; speaks only when that fails.
//   node tools/ensure-built.mjs @equipoise/train
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const turbo = fileURLToPath(new URL("../node_modules/.bin/turbo", import.meta.url));
const { status, stdout, stderr, error } = spawnSync(
  turbo,
  ["run", "build", `--filter=${process.argv[2]}...`],
  {
    cwd: root,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    encoding: "utf8",
    shell: process.platform === "win32",
  },
);
if (status !== 0) {
  process.stderr.write(
    `${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}\nerror: the build failed, as said above\n`,
  );
  process.exit(1);
}
