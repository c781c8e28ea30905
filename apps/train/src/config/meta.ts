/** Values of another field, by its path, under which a field has an effect. */
export type Only = Readonly<Record<string, readonly (string | number | boolean | null)[]>>;

declare module "zod" {
  /** What a field of the configuration says of itself, after its type and its default. */
  interface GlobalMeta {
    /** One or more whole sentences. */
    readonly description?: string;
    /** What a number counts, in the plural. */
    readonly unit?: string;
    /** Names a file or folder: where it is relative, from the folder of the file that says it, or of the command. */
    readonly isPath?: true;
    /** Where it is missing, the field always has an effect. */
    readonly only?: Only;
  }
}
