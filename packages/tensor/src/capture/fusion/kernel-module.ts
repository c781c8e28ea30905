/** A tensor that a kernel binds, or its `Params`. */
interface Binding {
  readonly name: string;
  readonly access: "read" | "read_write" | "uniform";
  readonly type: string;
}

/** A kernel's text in the parts that joining it to others takes. */
export interface KernelModule {
  readonly bindings: readonly Binding[];
  /** Fields of `Params`, as they are written. */
  readonly params: string;
  /** Names of its overrides, but for the size of its workgroups. */
  readonly overrides: readonly string[];
  /** Everything else at module scope but the entry point and `epilogue`. */
  readonly declarations: string;
  /** Names of all that `declarations` declares. */
  readonly names: readonly string[];
  /** `f32` or `vec4f` where the kernel passes each result through `epilogue` before it stores it; else null. */
  readonly epilogue: "f32" | "vec4f" | null;
  /** The text, comments left out. */
  readonly code: string;
}

const modules = new Map<string, KernelModule>();

/** Takes a kernel apart; each text once. */
export function kernelModule(code: string): KernelModule {
  let found = modules.get(code);
  if (!found) modules.set(code, (found = parse(code)));
  return found;
}

const bindingForm =
  /@group\(0\) @binding\(\d+\) var<(storage, read|storage, read_write|uniform)> (\w+): ([^;]+);/g;
const paramsForm = /struct Params\s*\{([^}]*)\}/;
const epilogueForm = /fn epilogue\(at: u32, v: (f32|vec4f)\) -> \1 \{ return v; \}/;
const declared = /^(?:const|var<private>|override|fn|struct)\s+(\w+)/gm;

function parse(text: string): KernelModule {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
  const bindings = [...code.matchAll(bindingForm)].map(([, kind, name, type]): Binding => {
    const access = kind === "uniform" ? "uniform" : kind === "storage, read" ? "read" : "read_write";
    return { name: name!, access, type: type! };
  });
  const declarations = code
    .slice(0, code.search(/^@compute/m))
    .replace(bindingForm, "")
    .replace(paramsForm, "")
    .replace(epilogueForm, "")
    .replace(/^override WORKGROUP_SIZE[^;]*;/m, "")
    .replace(/^alias real[^;]*;/m, "")
    .replace(/\n\s*\n+/g, "\n")
    .trim();
  return {
    bindings,
    params: code.match(paramsForm)?.[1]?.trim() ?? "",
    overrides: [...declarations.matchAll(/^override (\w+)/gm)].map(([, name]) => name!),
    declarations,
    names: [...declarations.matchAll(declared)].map(([, name]) => name!),
    epilogue: (code.match(epilogueForm)?.[1] as "f32" | "vec4f" | undefined) ?? null,
    code,
  };
}

/** Text whose names at module scope end in `suffix`; a name behind a dot, or of a struct's member, is a field and stays. */
export function renamed(text: string, names: readonly string[], suffix: string): string {
  if (names.length === 0) return text;
  const member = String.raw`(?<=struct\s+\w+\s*\{[^}]*)\s*:`;
  return text.replace(new RegExp(`(?<![.\\w])(${names.join("|")})\\b(?!${member})`, "g"), `$1${suffix}`);
}
