import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError } from "../config/config-error.ts";
import { newFolder } from "../testing/command.ts";
import { Lock, lockedBy } from "./lock.ts";

const newLock = () => join(newFolder(), "run.lock");
const holder = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;

test("a lock is held until it is released, by one at a time", () => {
  const path = newLock();
  const lock = new Lock(path);
  expect(lockedBy(path)).toBe(process.pid);
  expect(() => new Lock(path)).toThrow(
    new ConfigError(
      `${path}: expected a run that no process works on; got one that process ${process.pid} works on. Stop it first`,
    ),
  );
  lock.release();
  expect(existsSync(path)).toBe(false);
  new Lock(path).release();
});

test("a process that was killed holds nothing", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const path = newLock();
  new Lock(path);
  const mine = holder(path);
  const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8");
  const began = `${String(mine["began"]).split(" ")[0]} ${stat.slice(stat.lastIndexOf(")")).split(" ")[20]}`;
  writeFileSync(path, JSON.stringify({ ...mine, pid: child.pid, began }));
  expect(lockedBy(path)).toBe(child.pid);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(lockedBy(path)).toBe(null);
  new Lock(path);
  expect(lockedBy(path)).toBe(process.pid);
});

test("a number that another process has by now, and a lock of no process, hold nothing", () => {
  const path = newLock();
  new Lock(path);
  writeFileSync(path, JSON.stringify({ ...holder(path), began: "another boot 1" }));
  expect(lockedBy(path)).toBe(null);
  new Lock(path);
  writeFileSync(path, "");
  new Lock(path);
  expect(lockedBy(path)).toBe(process.pid);
});

test("of a process on another machine nothing is known: the message says what to do", () => {
  const path = newLock();
  writeFileSync(path, JSON.stringify({ host: `not-${hostname()}`, pid: 7, began: "" }));
  expect(() => new Lock(path)).toThrow(
    `${path}: expected a run that no process works on; got one that process 7 of not-${hostname()} works on. ` +
      "If it has ended, delete this file",
  );
});
