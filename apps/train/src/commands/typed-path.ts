import { resolve } from "node:path";

/** A path from the folder where the command was typed: pnpm changes into the package's own before it runs a script. */
export const typedPath = (path: string): string => resolve(typedFolder(), path);

/** The folder where the command was typed. */
export const typedFolder = (): string => process.env["INIT_CWD"] || process.cwd();
