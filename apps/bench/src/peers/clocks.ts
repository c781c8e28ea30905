import type { Agreement } from "./agree.ts";
import { alternate } from "./alternate.ts";
import type { MadeInputs } from "./inputs.ts";
import type { Launched } from "./launch.ts";
import { Outcomes } from "./outcomes.ts";
import type { Peer } from "./peers.ts";
import type { Roster } from "./roster.ts";
import type { Clock, Work } from "./works.ts";

/** First steps are few: each needs a new process, and may take a minute. */
const MAX_FIRST_ROUNDS = 3;

/** What a clock is handed: a work, and the libraries that agree on it. */
interface Timed {
  readonly work: Work;
  readonly inputs: MadeInputs;
  readonly agreed: ReadonlyMap<Peer, Agreement>;
  readonly roster: Roster;
  readonly rounds: number;
}

/** Milliseconds of a run, by library and round. */
type Time = (timed: Timed) => Promise<Outcomes<number[]>>;

export const clocks: Readonly<Record<Clock, Time>> = { steady, host, first };

function steady({ agreed, rounds }: Timed): Promise<Outcomes<number[]>> {
  return alternate(new Map([...agreed].map(([peer, { process }]) => [peer, process])), rounds);
}

async function host({ work, inputs, agreed, roster, rounds }: Timed): Promise<Outcomes<number[]>> {
  const idle = new Outcomes<Launched>();
  try {
    for (const peer of onDawn(agreed))
      await idle.attempt(peer, async () => {
        const launched = await roster.extra(peer, "null");
        await launched.process.ask({ ask: "prepare", kind: work.kind, inputs: inputs.files });
        return launched;
      });
    const times = await alternate(
      new Map([...idle.given].map(([peer, { process }]) => [peer, process])),
      rounds,
    );
    for (const [peer, why] of idle.failed) times.failed.set(peer, why);
    return times;
  } finally {
    for (const { process } of idle.given.values()) process.end();
  }
}

/** From the inputs in files to the first run done: what a person waits for, once the library is loaded. */
async function first({ work, inputs, agreed, roster, rounds }: Timed): Promise<Outcomes<number[]>> {
  const times = new Outcomes<number[]>();
  for (let round = 0; round < Math.min(rounds, MAX_FIRST_ROUNDS); round++)
    for (const peer of onDawn(agreed))
      await times.attempt(peer, async () => {
        const { process } = await roster.extra(peer, "cold");
        try {
          const start = performance.now();
          await process.ask({ ask: "prepare", kind: work.kind, inputs: inputs.files });
          await process.ask({ ask: "sample", runs: 1 });
          return [...(times.given.get(peer) ?? []), performance.now() - start];
        } finally {
          process.end();
        }
      });
  return times;
}

/** Those whose process takes a device from us: others have no null backend, and compile nothing. */
const onDawn = (agreed: ReadonlyMap<Peer, Agreement>): Peer[] =>
  [...agreed.keys()].filter(({ dawn }) => dawn);
