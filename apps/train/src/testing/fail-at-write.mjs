// Loaded before the trainer: the AT_WRITEth write of a file, counted from 1, stops half-way. By FAILURE "kill" the process
// dies there; by "full" that write and all after it find the disk full.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { AT_WRITE, FAILURE } = process.env;
let left = Number(AT_WRITE);
const { writeFileSync, writeSync, renameSync, fsyncSync } = fs;

function fail() {
  if (FAILURE === "kill") process.kill(process.pid, "SIGKILL");
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
