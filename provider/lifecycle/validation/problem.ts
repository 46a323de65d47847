/** A problem with inputs, as data: adapters need the path and the code, and must not parse the message. */
export interface Problem {
  /** From the resource: `appName`, `redirectUris[1]` or `firstClient.name`. */
  path: string;
  code: ProblemCode;
  /** For people. Never contains a secret value. */
  message: string;
  /** The path of the property that an unknown one was probably meant to be. */
  meant?: string;
}

export type ProblemCode =
  /** A required property is not set. */
  | "missing"
  | "unknownProperty"
  /** The API sets the property: it is an output. */
  | "readOnly"
  | "wrongType"
  /** A value that JSON lacks, or does not carry whole. */
  | "notJson"
  /** A string without any visible character where one is required. */
  | "empty"
  /** None of the allowed values. */
  | "notAllowed"
  | "format"
  /** A number below the minimum or above the maximum. */
  | "range"
  /** The property cannot be used together with another one, or with the value of another one. */
  | "conflict";
