import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fakeRun } from "./testing/fake-run.ts";
import { writeReport } from "./write-report.ts";

const LOG = fakeRun({ tasks: ["depth"], epochs: 2, stepsPerEpoch: 10 })
  .map((event) => `${JSON.stringify(event)}\n`)
  .join("");
let folder: string;
const report = () => readFileSync(join(folder, "report.html"), "utf8");

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "report-")), "my run");
  mkdirSync(join(folder, "predictions"), { recursive: true });
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

describe("writeReport", () => {
  it("puts log, configuration and pictures on one page, and leaves nothing else", () => {
    writeFileSync(join(folder, "events.jsonl"), LOG);
    writeFileSync(join(folder, "config.json"), '{"balancer":{"name":"equal"}}');
    for (const place of ["truth", "0", "2", "10"]) {
      mkdirSync(join(folder, "predictions", place));
      for (const name of ["10.jpg", "9.jpg", "notes.txt"])
        writeFileSync(join(folder, "predictions", place, name), `${place} ${name}`);
    }
    writeFileSync(join(folder, "predictions/9.png"), "for people");
    writeReport(folder);
    expect(report()).toContain("<h1>my run</h1>");
    expect(report()).toContain("<dd>equal</dd>");
    expect(
      [...report().matchAll(/base64,([^"]+)"/g)].map(([, data]) => Buffer.from(data!, "base64").toString()),
    ).toEqual(["truth 9.jpg", "10 9.jpg", "truth 10.jpg", "10 10.jpg"]);
    expect(readdirSync(folder).sort()).toEqual(["config.json", "events.jsonl", "predictions", "report.html"]);
  });

  it("writes of a run what there is of it, again and again", () => {
    rmSync(join(folder, "predictions"), { recursive: true });
    writeReport(folder);
    expect(report()).toContain("Not started");
    writeFileSync(join(folder, "events.jsonl"), LOG.slice(0, LOG.length - 30));
    writeReport(folder);
    expect(report()).toContain("Not finished");
    // Without config.json the start of the log says what it held.
    expect(report()).toContain("<dd>lsb</dd>");
  });

  it("leaves the report as it was if the log cannot be read", () => {
    writeFileSync(join(folder, "report.html"), "before");
    writeFileSync(join(folder, "events.jsonl"), `?\n${LOG}`);
    expect(() => writeReport(folder)).toThrow(
      `${join(folder, "events.jsonl")}, line 1: expected an event of a run; got ?`,
    );
    expect(report()).toBe("before");
  });
});
