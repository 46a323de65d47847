/** What a read finds beside changed inputs. Each is one of the read's warnings as well. */
export interface Finding {
  /**
   * `secretChanged`: the live value of a secret is not the one in the state. `defaultClientReplaced`: the client in the
   * state is gone, or another one is the default.
   */
  code: "secretChanged" | "defaultClientReplaced";
  /** Without values of secrets. */
  message: string;
}

export const findingsOf = (code: Finding["code"], warnings: readonly string[]): Finding[] =>
  warnings.map((message) => ({ code, message }));
