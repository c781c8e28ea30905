// Loaded before the trainer: the AT_WRITEth write of a file, counted from 1, stops half-way. By FAILURE "kill" the process
// dies there; by "kill all" with it those that it began and those that began it; by "full" that write and all after it
// find the disk full. WRITER "compare" is that command alone, "run" a process of any other; without it, any.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { AT_WRITE, FAILURE, WRITER } = process.env;
const armed = !WRITER || (WRITER === "compare") === (process.argv[2] === "compare");
let left = armed ? Number(AT_WRITE) : Number.POSITIVE_INFINITY;
const { writeFileSync, writeSync, renameSync, fsyncSync } = fs;

function fail() {
  if (FAILURE === "kill") process.kill(process.pid, "SIGKILL");
  // All of the group, which a detached process has for itself.
  if (FAILURE === "kill all") process.kill(0, "SIGKILL");
  throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
}

/** Whether a write still succeeds. */
const succeeds = () => {
  left -= 1;
  return FAILURE === "full" ? left > 0 : left !== 0;
};

fs.writeFileSync = (file, content, ...rest) => {
  if (succeeds()) return writeFileSync(file, content, ...rest);
  writeFileSync(file, content.slice(0, content.length / 2), ...rest);
  fail();
};
fs.writeSync = (file, bytes, ...rest) => {
  // The log's lines are bytes; what goes to a terminal is text.
  if (typeof bytes === "string" || succeeds()) return writeSync(file, bytes, ...rest);
  writeSync(file, bytes, 0, bytes.length >> 1, rest[2]);
  fail();
};
fs.renameSync = (...paths) => {
  if (FAILURE === "full" || succeeds()) return renameSync(...paths);
  fail();
};
fs.fsyncSync = (file) => {
  if (succeeds()) return fsyncSync(file);
  fail();
};
syncBuiltinESMExports();
