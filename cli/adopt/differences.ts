/** What a preview would change, property by property. */
import { isDeepStrictEqual } from "node:util";
import { addedKeys } from "../../provider/engine/specialValues.ts";
import { nameIn } from "../stack/managedResource.ts";
import type { PreviewStep } from "../stack/preview.ts";

export interface Difference {
  urn: string;
  /** The name in the program. */
  name: string;
  /** `Application`, or the whole type of another provider's. */
  type: string;
  /** What the engine would do: `update`, `replace`, `create`, `delete`. */
  op: string;
  properties: DifferentProperty[];
}

export interface DifferentProperty {
  path: string;
  /** What the program says; absent for a secret, and where it says nothing. */
  wanted?: unknown;
  /** What is there; absent for a secret, and where there is nothing. */
  found?: unknown;
  secret: boolean;
}

const unchanged = new Set(["same", "read", "refresh"]);

/** @param of A preview has what the program says as the new state, and a refresh what is there. */
export const differencesIn = (steps: readonly PreviewStep[], of: "preview" | "refresh" = "preview"): Difference[] =>
  steps
    .filter(({ op }) => !unchanged.has(op))
    .map((step) => ({
      urn: step.urn,
      name: nameIn(step.urn),
      type: (step.urn.split("::")[2] ?? "")
        .split("$")
        .at(-1)
        ?.replace(/^.*[:/](?=[A-Z])/, "") as string,
      op: step.op,
      properties: propertiesOf(step, of),
    }));

function propertiesOf(
  { op, oldState, newState, detailedDiff }: PreviewStep,
  of: "preview" | "refresh",
): DifferentProperty[] {
  if (!/update|replace|refresh/.test(op)) return [];
  const sides = [newState?.inputs ?? {}, oldState?.inputs ?? {}] as const;
  const [wanted, found] = of === "preview" ? sides : ([sides[1], sides[0]] as const);
  const paths = detailedDiff ? Object.keys(detailedDiff) : changedNames(wanted, found);
  return paths.map((path) => {
    const keys = path.split(/[.[\]]+/).filter(Boolean);
    const values = { wanted: valueAt(wanted, keys), found: valueAt(found, keys) };
    if (Object.values(values).some(isSecret)) return { path, secret: true };
    return {
      path,
      ...(values.wanted !== undefined && { wanted: values.wanted }),
      ...(values.found !== undefined && { found: values.found }),
      secret: false,
    };
  });
}

const changedNames = (wanted: Record<string, unknown>, found: Record<string, unknown>): string[] =>
  [...new Set([...Object.keys(wanted), ...Object.keys(found)])].filter(
    (name) => !addedKeys.has(name) && !isDeepStrictEqual(wanted[name], found[name]),
  );

export const valueAt = (values: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    values,
  );

/** As previews hide a secret, at any depth. */
const isSecret = (value: unknown): boolean => JSON.stringify(value)?.includes("[secret]") ?? false;
