import { assignmentsOf } from "./assignment.ts";
import { FIELDS, type Field, SECTIONS } from "./fields.ts";
import { PRESETS } from "./presets.ts";

/** The values that a field may take where it is a choice, as the schema has them. */
export const choicesOf = (path: string): string => FIELDS.get(path)!.type.replaceAll(" | ", ", ");

/** A value as one writes it after `--set`, with its unit. */
export function shown(value: unknown, unit: string | null = null): string {
  const small = typeof value === "number" && value !== 0 && Math.abs(value) < 1e-3;
  const text = typeof value === "string" ? value : small ? value.toExponential() : JSON.stringify(value);
  return unit && typeof value === "number" ? `${text} ${value === 1 ? unit.replace(/s$/, "") : unit}` : text;
}

/** Every field in the order of the schema: its default, the values that it takes, and what it does. */
export function fieldsText(): string {
  const width = Math.max(...[...FIELDS.keys()].map((path) => path.length)) + 2;
  const lines = ({ path, type, default: value, unit, description, only }: Field) => [
    `  ${path.padEnd(width)}${shown(value, unit).padEnd(18)}${type}`,
    ...wrapped(description + where(only, (text) => text), 100 - width).map(
      (line) => `  ${" ".repeat(width)}${line}`,
    ),
  ];
  return SECTIONS.map(({ path, description, fields }) =>
    [`${path}: ${description}`, ...fields.flatMap(lines)].join("\n"),
  ).join("\n\n");
}

/** The presets, a line each. */
export function presetsText(): string {
  const width = Math.max(...PRESETS.map(({ name }) => name.length)) + 2;
  return PRESETS.map(({ name, description }) => `  ${name.padEnd(width)}${description}`).join("\n");
}

/** The page `docs/configuration.md`. */
export function referencePage(): string {
  const row = ({ path, type, default: value, unit, description, only }: Field) =>
    `| \`${path}\` | ${shown(value, unit)} | ${type.replaceAll("|", "\\|")} | ${description}${where(only, (text) => `\`${text}\``)} |`;
  const sections = SECTIONS.map(
    ({ path, description, fields }) =>
      `## ${path}\n\n${description}\n\n| field | default | values | |\n|---|---|---|---|\n${fields.map(row).join("\n")}\n`,
  );
  const presets = PRESETS.map(({ name, description, fields }) => {
    const set = assignmentsOf(fields, [], { source: name, folder: "." }).map(
      ({ path, value }) => `\`${path.join(".")}=${shown(value)}\``,
    );
    return `| \`${name}\` | ${description} | ${set.join(" ")} |`;
  });
  return [HEAD, `${PRESETS_HEAD}${presets.join("\n")}\n`, ...sections].join("\n");
}

const HEAD = `# Configuration

Made from the schema by \`node apps/train/dist/main.js config fields --markdown > docs/configuration.md\`.

A run depends on these fields alone. Each has a default; a preset, a file, \`--set\` and options change some, and the
later of these wins:

\`\`\`
defaults < --preset NAME < --config FILE < --set FIELD=VALUE < --data, --seed, --balancer, --on-nan, --skip-broken
\`\`\`

A file is YAML or JSON, and may name its preset: \`preset: small\`. Relative paths in a file are taken from the folder of
the file, those on the command line from the folder where it was typed. The run folder holds the whole configuration,
\`config.json\`: it starts the same run again, from anywhere. \`start config show\` with the same options prints every
value and where it came from.
`;

const PRESETS_HEAD = `## Presets

| preset | | fields |
|---|---|---|
`;

/** Under which values of other fields a field has an effect. */
function where(only: Field["only"], mark: (text: string) => string): string {
  const conditions = Object.entries(only).map(
    ([field, values]) => `${mark(field)} is ${values.map((value) => mark(String(value))).join(" or ")}`,
  );
  return conditions.length > 0 ? ` Where ${conditions.join(" and ")}.` : "";
}

function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line !== "" && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}
