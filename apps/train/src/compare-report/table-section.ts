import type { MethodSummary } from "../compare/comparison.ts";
import { bestIn, type MethodTable, methodTables } from "../compare/method-tables.ts";
import { type Html, html } from "../report/html.ts";
import { colouredName } from "../report/task-colour.ts";
import { type Comparison, type Method, methodsOf } from "./comparison.ts";
import { signed } from "./signed.ts";

/** What methods come to, in all and in each task; those without a run that has ended have a row of gaps. */
export function tableSection(comparison: Comparison): Html {
  const [overall, ...tasks] = methodTables(comparison.summaries);
  const seeds = new Set(comparison.runs.map(({ cell }) => cell.seed)).size;
  return html`<section id="tables">
  <h2>Results</h2>
  <p class="lead">${counted[comparison.selection]} ${seeds === 1 ? "Of one seed, which says nothing of how far off a value may be." : `Means over ${seeds} seeds, ± the 95 % interval of the mean (Student's t).`} ↑ higher is better, ↓ lower is better. Bold: the best of a column among the methods. Δp and Δm are against single tasks.</p>
  ${table("Overall", overall!, comparison)}
  ${tasks.map((of) => table(of.task!, of, comparison))}
</section>`;
}

/** What of a run counts. */
const counted = {
  last: "A run counts by the mean of its last evaluations.",
  "held-out":
    "A run counts by its evaluation after the epoch that is best on the images held out of its training.",
} as const;

function table(title: string, { columns }: MethodTable, comparison: Comparison): Html {
  const rows = new Map(comparison.summaries.map((row) => [row.method, row]));
  const marked = columns.map((column) => ({ column, best: bestIn(column, comparison.summaries) }));
  const cells = (row: MethodSummary | undefined) =>
    marked.map(({ column, best }) => {
      const text = row ? signed(column.text(row)) : "–";
      return row && best.has(row.method)
        ? html`<td class="last"><b>${text}</b></td>`
        : html`<td>${text}</td>`;
    });
  const line = ({ name, hue }: Method) =>
    html`<tr><th scope="row">${colouredName(name, hue)}</th>${cells(rows.get(name))}</tr>
    `;
  return html`<h3 class="group">${title}</h3>
  <div class="scroll"><table class="results methods">
    <thead><tr><th scope="col">method</th>${columns.map(({ label, better }) => html`<th scope="col">${label}\u00a0<abbr title="${better} is better">${better === "higher" ? "↑" : "↓"}</abbr></th>`)}</tr></thead>
    <tbody>${methodsOf(comparison).map(line)}</tbody>
  </table></div>
  `;
}
