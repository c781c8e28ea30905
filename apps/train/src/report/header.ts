import { type Fact, factList } from "./facts.ts";
import { formatBytes, formatCount, formatDuration } from "./format.ts";
import { type Html, html } from "./html.ts";
import type { RunRecord } from "./run-record.ts";
import { taskName } from "./task-colour.ts";

/** The run at a glance: its name, how far it came, and what it took. */
export function header(name: string, record: RunRecord, config: unknown): Html {
  const { start, end } = record;
  const tasks = start?.tasks ?? [];
  const facts: Fact[] = [
    { label: "Balancer", value: textAt(config, "balancer", "name") ?? "–" },
    {
      label: "Adapter",
      value: textAt(start?.adapter, "description") ?? "–",
      detail: adapterDetail(start?.adapter),
    },
    { label: "Parameters", value: start ? formatCount(start.parameters) : "–" },
    { label: "Epochs", value: epochsOf(record, config), detail: stepsOf(record) },
    { label: "Step", value: stepTime(record), detail: precisionOf(config) },
    {
      label: "Images per second",
      value: end ? end.imagesPerSecond.toPrecision(3) : "–",
      detail:
        end?.waitingShare === undefined
          ? undefined
          : `${(100 * end.waitingShare).toFixed(1)} % waiting for data`,
    },
    { label: "Time", value: end ? formatDuration(end.seconds) : "–" },
    {
      label: "Peak memory",
      value: end ? formatBytes(end.peakBytes) : "–",
      detail: end ? "of tensors" : undefined,
    },
  ];
  return html`<header>
  <p class="overline">Equipoise · training run</p>
  <h1>${name}</h1>
  ${tasks.length > 0 ? html`<ul class="names">${tasks.map((task, k) => html`<li>${taskName(task, k)}</li>`)}</ul>` : null}
  <p class="status ${end ? "done" : "open"}">${statusOf(record)}</p>
  ${factList(facts)}
</header>`;
}

function statusOf({ start, steps, end }: RunRecord): string {
  if (end) return "Finished";
  if (!start) return "Not started: the log is empty";
  const last = steps.at(-1);
  const where = last ? `epoch ${last.epoch}, step ${formatCount(last.step)}` : "the start";
  return `Not finished: running still, or stopped. The log ends at ${where}`;
}

function epochsOf({ steps, periods, end }: RunRecord, config: unknown): string {
  const planned = textAt(config, "train", "epochs");
  if (end) return formatCount(end.epochs);
  const begun = Math.max(0, ...[...steps, ...periods].map(({ epoch }) => epoch));
  return planned ? `${begun} of ${planned}` : String(begun);
}

function stepsOf({ steps, end }: RunRecord): string | undefined {
  const count = end?.steps ?? steps.at(-1)?.step;
  return count === undefined ? undefined : `${formatCount(count)} steps`;
}

/** Half of the logged steps were faster. */
function stepTime({ steps }: RunRecord): string {
  const sorted = steps.map(({ ms }) => ms).sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  if (median === undefined) return "–";
  return median < 1000 ? `${median.toPrecision(3)} ms` : `${(median / 1000).toPrecision(3)} s`;
}

function adapterDetail(adapter: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const kernels = textAt(adapter, "kernels");
  return kernels ? `${kernels} kernels` : undefined;
}

function precisionOf(config: unknown): string | undefined {
  const precision = textAt(config, "train", "precision");
  return precision ? `${precision} precision` : undefined;
}

/** The text or number at a path into data of any shape. */
export function textAt(data: unknown, ...path: readonly string[]): string | null {
  const found = path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    data,
  );
  return (typeof found === "string" && found !== "") || typeof found === "number" ? String(found) : null;
}
