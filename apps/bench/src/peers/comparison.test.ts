import { afterAll, describe, expect, test } from "vitest";
import { Comparison, type Row } from "./comparison.ts";
import type { Launch, Setting } from "./launch.ts";
import { LibraryProcess } from "./library-process.ts";
import type { Peer } from "./peers.ts";
import { remarks } from "./remarks.ts";
import { peerResults } from "./results.ts";
import { Roster } from "./roster.ts";
import { fakeLibrary } from "./testing/fake-command.ts";
import type { Clock, Input, Work } from "./works.ts";

const { folder, command } = fakeLibrary();

const ours: Peer = { name: "right", role: "ours", dawn: true };
const others: Peer[] = ["too", "wrong", "dies", "knows nothing", "refuses"].map((name) => ({
  name,
  role: "trains",
  dawn: name !== "too",
}));

const a: Input = { shape: [16], type: "f32", low: 0, high: 1 };
const inputs = { a, p: { ...a, shape: [1] } };
const work = (clock: Clock): Work => {
  return { name: "sum", title: "sum, 16", kind: "sum", clock, inputs, bytes: 64, tolerance: 1e-3 };
};

const launches: [string, Setting][] = [];
const launch: Launch = (peer, setting) => {
  launches.push([peer.name, setting]);
  return LibraryProcess.start(command(peer.name));
};

const rosters: Roster[] = [];
afterAll(() => {
  for (const roster of rosters) roster.end();
});

async function compare(peers: readonly Peer[], clocks: readonly Clock[], rounds: number) {
  const roster = new Roster(peers, launch);
  rosters.push(roster);
  await roster.start();
  const comparison = new Comparison(roster, folder, rounds);
  launches.length = 0;
  const rows: Row[] = [];
  for (const clock of clocks) rows.push(await comparison.measure(work(clock)));
  return { roster, rows };
}

describe("a comparison", () => {
  test("times those that agree, and says of the others why not", async () => {
    const { roster, rows } = await compare([ours, ...others], ["steady"], 3);
    const [{ outcomes }] = rows as [Row];
    const given = [...outcomes.given].map(([{ name }, { timing, difference }]) => {
      return [name, timing.samples, difference];
    });
    expect(given).toEqual([
      ["right", 3, 0],
      ["too", 3, 0],
    ]);
    expect([...outcomes.failed].map(([{ name }, why]) => [name, why])).toEqual([
      ["wrong", "differs from right by 1.0e-2 of the largest value"],
      ["dies", "its process ended: TypeError: a finger broke"],
    ]);
    expect(remarks(roster, rows).slice(0, -3)).toEqual([
      "too runs on fake adapter",
      "wrong runs on fake adapter",
      "dies runs on fake adapter",
      "knows nothing runs on fake adapter",
      "refuses cannot be started: no fingers on this machine",
      "wrong, sum, 16: differs from right by 1.0e-2 of the largest value",
      "dies, sum, 16: its process ended: TypeError: a finger broke",
      "right, sum: adds on its fingers",
    ]);
    expect(peerResults(rows[0]!, roster)).toMatchObject([
      { kind: "peer", work: "sum", library: "right", version: "1.0", samples: 3, difference: 0 },
      { library: "too" },
      {
        kind: "peer",
        work: "sum",
        library: "wrong",
        failure: "differs from right by 1.0e-2 of the largest value",
      },
      { library: "dies", failure: "its process ended: TypeError: a finger broke" },
    ]);
  });

  test("holds results to those of the first library whose values are finite", async () => {
    const overflows: Peer = { name: "overflows", role: "trains", dawn: true };
    const { rows } = await compare([overflows, ours, others[1]!], ["steady"], 1);
    expect([...rows[0]!.outcomes.given.keys()]).toEqual([ours]);
    expect([...rows[0]!.outcomes.failed.values()]).toEqual([
      "gives values that are not finite",
      "differs from right by 1.0e-2 of the largest value",
    ]);
  });

  test("starts a process that has died again for the next work", async () => {
    const dies = others.find(({ name }) => name === "dies")!;
    const { rows } = await compare([ours, dies], ["steady", "steady"], 1);
    expect(launches).toEqual([["dies", "plain"]]);
    for (const { outcomes } of rows) expect([...outcomes.failed.keys()]).toEqual([dies]);
  });

  test("takes host and first steps in processes of their own, without asking for results again", async () => {
    const { rows } = await compare([ours, others[0]!], ["steady", "host", "first"], 5);
    const timed = rows.map(({ outcomes }) =>
      [...outcomes.given].map(([{ name }, { timing }]) => [name, timing.samples]),
    );
    expect(timed).toEqual([
      [
        ["right", 5],
        ["too", 5],
      ],
      [["right", 5]],
      [["right", 3]],
    ]);
    expect(launches).toEqual([
      ["right", "null"],
      ["right", "cold"],
      ["right", "cold"],
      ["right", "cold"],
    ]);
  });

  test("asks for results first where a first step alone is wanted", async () => {
    const { rows } = await compare([ours, others[1]!], ["first"], 1);
    expect([...rows[0]!.outcomes.failed.values()]).toEqual([
      "differs from right by 1.0e-2 of the largest value",
    ]);
  });
});
