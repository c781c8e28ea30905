// A process that measures the revision it was built from, as another one asks it to.
import type { Methods, Reply, Request } from "./compare/protocol.ts";
import type { Group } from "./group.ts";
import { provenanceOf } from "./results/provenance.ts";
import { Session } from "./session.ts";

let session: Session;
let group: Group;

const methods: Methods = {
  async start(options) {
    session = await Session.start(options);
    const selections = session.selections.map(({ bench, rows }) => rows.map((i) => bench.labels[i]!));
    return { reason: session.reason, provenance: provenanceOf(session.device), selections };
  },
  async open(selection, seconds) {
    group = await session.open(session.selections[selection]!, seconds);
    return null;
  },
  async rounds(seconds) {
    return (await group.rounds(seconds)).rows;
  },
  async close() {
    group.close();
    return null;
  },
};

process.on("message", async ({ method, args }: Request) => {
  const call = methods[method] as (...args: readonly unknown[]) => Promise<unknown>;
  const reply: Reply = await call(...args).then(
    (value) => ({ value }),
    ({ name, message }: Error) => ({ error: { name, message } }),
  );
  process.send!(reply);
});
process.on("disconnect", () => process.exit());
