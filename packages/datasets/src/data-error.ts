/** What a {@link DataError} has to say, in the order in which its message says it. */
export interface DataErrorDetails {
  /** Place inside the subject: `row 3, column 5`, `line 4, column 7` or a manifest field such as `tasks.depth.scale`. */
  readonly position?: string;
  /** What must hold. */
  readonly expected: string;
  /** What was found instead. */
  readonly got: string;
  /** What to do about it. */
  readonly cure?: string;
}

/** Refusal of a file, a folder or an option: `<subject>, <position>: expected <expected>; got <got>; <cure>`. */
export class DataError extends Error {
  override readonly name = "DataError";
  /** The file or folder the failure lies in, or the function or data set that refused its arguments. */
  readonly subject: string;
  readonly position: string | undefined;
  readonly expected: string;
  readonly got: string;
  readonly cure: string | undefined;
  /** What else is wrong, where several files of a sample were refused. */
  readonly also: readonly DataError[];

  constructor(
    subject: string,
    details: DataErrorDetails,
    { also = [], ...options }: ErrorOptions & { readonly also?: readonly DataError[] } = {},
  ) {
    const { position, expected, got, cure } = details;
    const place = position === undefined ? subject : `${subject}, ${position}`;
    super(`${place}: expected ${expected}; got ${got}${cure === undefined ? "" : `; ${cure}`}`, options);
    this.subject = subject;
    this.position = position;
    this.expected = expected;
    this.got = got;
    this.cure = cure;
    this.also = also;
  }

  /** The same refusal, with others of the same sample. */
  with(also: readonly DataError[]): DataError {
    const { subject, position, expected, got, cure, cause } = this;
    const details = {
      expected,
      got,
      ...(position !== undefined && { position }),
      ...(cure !== undefined && { cure }),
    };
    return new DataError(subject, details, { cause, also: [...this.also, ...also] });
  }
}
