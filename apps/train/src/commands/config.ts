import { originOf } from "../config/assignment.ts";
import { checkConfig, valueAt, whyUnused } from "../config/check.ts";
import { FIELDS } from "../config/fields.ts";
import { type ConfigOptions, type Resolved, resolveConfig } from "../config/load.ts";
import { fieldsText, presetsText, referencePage, shown } from "../config/reference.ts";
import { textTable } from "../text-table.ts";
import { typedFolder } from "./typed-path.ts";

/** Options of `config show`, as typed. */
export interface ConfigShowOptions extends ConfigOptions {
  readonly json?: boolean;
}

/** Prints the value of every field, and where it comes from; then what is wrong with them, if anything is. */
export function configShow(options: ConfigShowOptions): void {
  const resolved = resolveConfig(options, typedFolder());
  process.stdout.write(options.json ? json(resolved) : table(resolved));
  checkConfig(resolved);
}

/** Options of `config fields`, as typed. */
export interface ConfigFieldsOptions {
  readonly markdown?: boolean;
}

/** Prints what there is to configure. */
export function configFields({ markdown }: ConfigFieldsOptions): void {
  process.stdout.write(markdown ? referencePage() : `${configHelp()}\n`);
}

/** Presets and fields, for the help text. */
export const configHelp = (): string =>
  `Presets (--preset NAME, or preset: NAME in a file):\n${presetsText()}\n\n` +
  `Fields (--set FIELD=VALUE, or in a file) with their defaults and values:\n\n${fieldsText()}`;

function table({ config, given }: Resolved): string {
  const rows = [...FIELDS.values()].map((field) => {
    const unused = whyUnused(field, config);
    return [
      field.path,
      shown(valueAt(config, field.path), field.unit),
      originOf(field.path, given)?.source ?? "default",
      unused ? `no effect: ${unused.field} is ${unused.got}` : "",
    ];
  });
  return `${textTable(rows).join("\n")}\n`;
}

/** For programs: `config` is a file for `--config`, `from` has the source of each field. */
function json({ config, given }: Resolved): string {
  const from = [...FIELDS.keys()].map((path) => [path, originOf(path, given)?.source ?? "default"]);
  return `${JSON.stringify({ config, from: Object.fromEntries(from) }, null, 2)}\n`;
}
