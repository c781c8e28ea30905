import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { ConfigError } from "../config/config-error.ts";
import { newFolder } from "../testing/command.ts";
import { Lock, lockedBy } from "./lock.ts";
import { beginning } from "./process-life.ts";

const newLock = () => join(newFolder(), "run.lock");
const files = (path: string) => readdirSync(dirname(path));
const claim = (path: string, { pid = 1, began = "", host = hostname() }) =>
  `${path}.${host.replaceAll(".", "%2E")}.${pid}.${began}`;

test("a lock is held until it is released, by one at a time", () => {
  const path = newLock();
  const lock = new Lock(path);
  expect(lockedBy(path)).toBe(process.pid);
  expect(() => new Lock(path)).toThrow(
    new ConfigError(
      `${dirname(path)}: expected a run that no process works on; got one that process ${process.pid} works on. Stop it first`,
    ),
  );
  lock.release();
  expect(files(path)).toEqual([]);
  new Lock(path).release();
});

test("a process that was killed holds nothing", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const path = newLock();
  writeFileSync(claim(path, { pid: child.pid!, began: beginning(child.pid!)! }), "");
  expect(lockedBy(path)).toBe(child.pid);
  expect(() => new Lock(path)).toThrow(`process ${child.pid} works on. Stop it first`);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(lockedBy(path)).toBe(null);
  new Lock(path);
  expect(lockedBy(path)).toBe(process.pid);
  expect(files(path)).toHaveLength(1);
});

test("a number that another process has by now holds nothing", () => {
  const path = newLock();
  new Lock(path);
  renameSync(join(dirname(path), files(path)[0]!), claim(path, { pid: process.pid, began: "boot-1" }));
  expect(lockedBy(path)).toBe(null);
  new Lock(path);
  expect(lockedBy(path)).toBe(process.pid);
});

test("of a process on another machine nothing is known: the message says what to do", () => {
  const path = newLock();
  const host = `not-${hostname()}`;
  const file = claim(path, { host, pid: 7 });
  writeFileSync(file, "");
  expect(() => new Lock(path)).toThrow(
    `${file}: expected a run that no process works on; got one that process 7 of ${host} works on. ` +
      "If it has ended, delete this file",
  );
});

test("of processes that come at once for what a dead one left, one holds it", async () => {
  const folder = newFolder();
  const racer = join(folder, "racer.mjs");
  const entry = new URL("lock.ts", import.meta.url).pathname;
  const contents = `import { Lock } from ${JSON.stringify(entry)};
    process.on("message", (path) => {
      try { new Lock(path); process.send("holds"); } catch (error) { process.send(error.name); }
    });`;
  await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: racer,
  });
  const racers = Array.from({ length: 3 }, () => fork(racer));
  const race = async (child: ChildProcess, path: string) => {
    child.send(path);
    return String((await once(child, "message"))[0]);
  };
  for (let round = 0; round < 30; round++) {
    const path = join(folder, String(round), "run.lock");
    mkdirSync(dirname(path));
    writeFileSync(claim(path, { pid: 4194305, began: "boot-1" }), "");
    const said = await Promise.all(racers.map((child) => race(child, path)));
    expect(said.sort()).toEqual(["ConfigError", "ConfigError", "holds"]);
  }
  for (const child of racers) child.kill();
});
