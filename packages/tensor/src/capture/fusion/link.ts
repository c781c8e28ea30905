import type { BoundLaunch } from "../../device/recorder.ts";
import type { Storage } from "../../device/storage.ts";
import type { Launch, Param } from "../../op.ts";
import { kernelModule, renamed } from "./kernel-module.ts";

/**
 * One launch that does the work of several: `host`'s kernel, whose `epilogue` now maps each result through the `map`
 * functions of `stages`, one after another, before it is stored.
 *
 * @param kept results that are read elsewhere and have to be stored: the last stage's among them
 */
export function link(
  host: BoundLaunch,
  stages: readonly BoundLaunch[],
  kept: ReadonlySet<Storage>,
): BoundLaunch {
  const { epilogue, code, bindings } = kernelModule(host.launch.code);
  const vector = epilogue === "vec4f";
  const writer = new Linker(host, vector);
  const body = [`let value0 = ${asStored(host, vector ? "v" : "vec4f(v)")};`];
  writer.values.set(written(host), "value0");
  for (const [k, stage] of stages.entries()) body.push(...writer.stage(stage, k + 1));
  const last = stages.at(-1)!;
  for (const bound of [host, ...stages])
    if (bound !== last && kept.has(written(bound))) body.push(writer.store(written(bound), bound));
  const result = writer.values.get(written(last))!;
  body.push(`return ${vector ? result : `${result}.x`};`);
  return writer.finish(code, bindings.length, epilogue!, body, last);
}

/** The tensor that a launch passes through its epilogue: the first that it writes. */
export const written = ({ launch, tensors }: BoundLaunch): Storage =>
  tensors[launch.reads.length + (launch.updates?.length ?? 0)]!;

/**
 * A value as it would be read again, rounded where it would be stored as halves. Compilers drop a pair of casts, and
 * move a summand into the sum of products before it, which rounds otherwise; not past a change of bits that they cannot
 * know to be none, as places of elements stay below 2³¹.
 */
function asStored({ launch: { real } }: BoundLaunch, value: string): string {
  const bits = real === "f16" ? "vec2u" : "vec4u";
  return `vec4f(bitcast<vec4<real>>(bitcast<${bits}>(vec4<real>(${value})) ^ ${bits}(at >> 31u)))`;
}

const firstWrite = ({ launch }: BoundLaunch) => Object.entries(launch.writes)[0]!;

/** Gathers what the stages add to a host: bindings, parameters, constants and functions. */
class Linker {
  /** The name of a value that was worked out on the way, by the tensor it would be. */
  readonly values = new Map<Storage, string>();
  readonly #host: BoundLaunch;
  readonly #vector: boolean;
  readonly #reads: { readonly name: string; readonly type: string; readonly storage: Storage }[] = [];
  readonly #writes: { readonly name: string; readonly storage: Storage; readonly of: BoundLaunch }[] = [];
  readonly #declarations: string[] = [];
  readonly #structs: string[] = [];
  readonly #params: Record<string, Param>;
  readonly #constants: Record<string, number>;
  #words: number;

  constructor(host: BoundLaunch, vector: boolean) {
    this.#host = host;
    this.#vector = vector;
    this.#params = { ...host.launch.params };
    this.#constants = { ...host.launch.constants };
    this.#words = Object.keys(host.launch.params).length;
  }

  /** Statements that make the value of a stage. */
  stage(stage: BoundLaunch, k: number): string[] {
    const { launch, tensors } = stage;
    const module = kernelModule(launch.mapCode ?? launch.code);
    const count = launch.map!;
    const args = tensors.slice(0, count).map((storage) => this.values.get(storage) ?? this.#load(storage));
    const read = module.bindings.filter(({ access }) => access === "read");
    read.slice(count).forEach(({ name, type }, i) => {
      this.#reads.push({ name: `${name}_${k}`, type, storage: tensors[count + i]! });
    });
    this.#addParams(launch, k);
    for (const name of module.overrides)
      if (launch.constants && name in launch.constants)
        this.#constants[`${name}_${k}`] = launch.constants[name]!;

    const uniform = module.bindings.find(({ access }) => access === "uniform")!.name;
    const own = [...module.names, ...read.slice(count).map(({ name }) => name)];
    const params = new RegExp(`(?<![.\\w])${uniform}\\.`, "g");
    this.#structs.push(`struct Params_${k} { ${module.params} }`);
    this.#declarations.push(
      renamed(module.declarations, own, `_${k}`).replace(params, `${this.#uniform}.s${k}.`),
    );
    this.values.set(written(stage), `value${k}`);
    return [`let value${k} = ${asStored(stage, `map_${k}(${["at", ...args].join(", ")})`)};`];
  }

  /** The statement that stores a value on the way to the last. */
  store(storage: Storage, of: BoundLaunch): string {
    const name = `kept${this.#writes.length}`;
    this.#writes.push({ name, storage, of });
    const value = this.values.get(storage)!;
    return this.#vector ? `${name}[at / 4u] = vec4<real>(${value});` : `${name}[at] = real(${value}.x);`;
  }

  get #uniform(): string {
    return kernelModule(this.#host.launch.code).bindings.find(({ access }) => access === "uniform")!.name;
  }

  /** The expression for a tensor's elements at the place of the result. */
  #load(storage: Storage): string {
    const type = this.#vector ? "array<vec4<real>>" : "array<real>";
    let read = this.#reads.find(
      (other) => other.storage === storage && other.type === type && other.name.startsWith("other"),
    );
    if (!read) this.#reads.push((read = { name: `other${this.#reads.length}`, type, storage }));
    return this.#vector ? `vec4f(${read.name}[at / 4u])` : `vec4f(f32(${read.name}[at]))`;
  }

  /** A struct in a uniform starts at a multiple of 16 bytes. */
  #addParams({ params }: Launch, k: number): void {
    while (this.#words % 4 !== 0) this.#params[`pad${this.#words++}`] = 0;
    for (const [name, value] of Object.entries(params)) {
      this.#params[`s${k}.${name}`] = value;
      this.#words++;
    }
  }

  finish(
    code: string,
    bindings: number,
    form: string,
    body: readonly string[],
    last: BoundLaunch,
  ): BoundLaunch {
    const { launch, tensors, label } = this.#host;
    const read = launch.reads.length;
    const extra = this.#reads.length;
    const kept = this.#writes.length;
    // The host's reads, the stages', what the host writes, what is kept beside it, and the parameters last.
    const renumbered = code.replace(/@binding\((\d+)\)/g, (_, digits: string) => {
      const at = Number(digits);
      return `@binding(${at < read ? at : at < bindings - 1 ? at + extra : at + extra + kept})`;
    });
    const members = this.#structs.map((_, i) => `@align(16) s${i + 1}: Params_${i + 1},`).join(" ");
    const added = [
      ...this.#reads.map(
        ({ name, type }, i) => `@group(0) @binding(${read + i}) var<storage, read> ${name}: ${type};`,
      ),
      ...this.#writes.map(({ name }, i) => {
        const type = this.#vector ? "array<vec4<real>>" : "array<real>";
        return `@group(0) @binding(${bindings - 1 + extra + i}) var<storage, read_write> ${name}: ${type};`;
      }),
    ];
    const linked = renumbered
      .replace(/struct Params\s*\{([^}]*)\}/, (_, fields: string) => {
        const alias = /^alias real/m.test(code) ? "" : "alias real = f32;\n";
        return `${alias}${this.#structs.join("\n")}\nstruct Params { ${fields.trim().replace(/,?$/, ",")} ${members} }\n${added.join("\n")}`;
      })
      .replace(/fn epilogue\([^\n]*\}/, () =>
        [
          ...this.#declarations,
          `fn epilogue(at: u32, v: ${form}) -> ${form} {`,
          ...body.map((line) => `  ${line}`),
          "}",
        ].join("\n"),
      );
    const [, spec] = firstWrite(last);
    const [own, ...others] = Object.entries(launch.writes);
    return {
      label: `${label}+${last.label}`,
      launch: {
        ...launch,
        code: linked,
        reads: [...launch.reads, ...this.#reads.map(({ name }) => name)],
        writes: Object.fromEntries([
          [own![0], spec],
          ...others,
          ...this.#writes.map(({ name, of }) => [name, firstWrite(of)[1]]),
        ]),
        params: this.#params,
        constants: this.#constants,
      },
      tensors: [
        ...tensors.slice(0, read),
        ...this.#reads.map(({ storage }) => storage),
        ...tensors
          .slice(read, tensors.length)
          .map((storage) => (storage === written(this.#host) ? written(last) : storage)),
        ...this.#writes.map(({ storage }) => storage),
      ],
    };
  }
}
