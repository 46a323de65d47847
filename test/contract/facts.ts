/** What two descriptions of the API say of each place in a body or an answer, and where they differ. */
export interface Fact {
  type: string;
  required: boolean;
  deprecated: boolean;
  enum?: readonly string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  format?: string;
}

/** By path, in the API's names: `token_expiration.access_token_ttl`, `resources[]`. */
export type Facts = Record<string, Fact>;

const compared = ["type", "required", "deprecated", "default", "minimum", "maximum", "format"] as const;

export function compare(contract: Facts, table: Facts): string[] {
  const paths = [...new Set([...Object.keys(contract), ...Object.keys(table)])].sort();
  return paths.flatMap((path) => {
    const [there, here] = [contract[path], table[path]];
    if (there && here) return compareFacts(there, here).map((difference) => `${path}: ${difference}`);
    // What a place holds is missing with it; once is enough.
    const above = path.replace(/(\[\]|\.[^.]+)$/, "");
    if (above !== path && !(there ? table : contract)[above]) return [];
    return [`${path} is in the ${there ? "contract" : "table"} only`];
  });
}

function compareFacts(contract: Fact, table: Fact): string[] {
  const differing = compared.filter((key) => JSON.stringify(contract[key]) !== JSON.stringify(table[key]));
  return [
    ...differing.map((key) => `${key} is ${say(contract[key])} in the contract, ${say(table[key])} in the table`),
    ...lacking(contract.enum, table.enum).map((value) => `value ${value} is in the contract only`),
    ...lacking(table.enum, contract.enum).map((value) => `value ${value} is in the table only`),
  ];
}

const say = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

const lacking = (values: readonly string[] = [], others: readonly string[] = []): string[] =>
  values.filter((value) => !others.includes(value));
