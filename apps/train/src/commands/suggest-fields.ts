import type { Command } from "commander";
import { FIELDS } from "../config/fields.ts";

/** Lets a command that has `--set`, and those below it, say how to set a field that was typed like an option. */
export function suggestFields(command: Command): void {
  for (const below of command.commands) suggestFields(below);
  if (!command.options.some(({ long }) => long === "--set")) return;
  const { outputError } = command.configureOutput();
  command.configureOutput({ outputError: (text, write) => outputError?.(suggested(text), write) });
}

/** Only the last part of a path is compared, without hyphens and capitals: `--batch-size` is meant for two fields. */
function suggested(message: string): string {
  const [, option = ""] = /unknown option '--([^'=]+)/.exec(message) ?? [];
  const name = option.replaceAll("-", "").toLowerCase();
  const fields = [...FIELDS.keys()].filter((path) => `.${path}`.toLowerCase().endsWith(`.${name}`));
  if (fields.length === 0) return message;
  return `error: unknown option '--${option}' (Did you mean ${fields.map((path) => `--set ${path}=VALUE`).join(" or ")}?)`;
}
