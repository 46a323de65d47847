/** What there is after a run, told without what differs from one run to another: ids, times, and what was made up. */
import { openStore } from "../../emulator/store.ts";
import type { Json } from "../../tools/engine/api.ts";
import type { Stack } from "../../tools/engine/stack.ts";

/** What the API holds, and what the stack's state says of it; by names. */
export interface Holdings {
  applications: Json[];
  clients: Json[];
  outputs: Record<string, Json>;
}

/** @param file What the emulator keeps its data in: what no answer tells is in it, too. */
export async function takeStock(stack: Stack, file: string): Promise<{ holdings: Holdings; anonymous: Anonymise }> {
  const store = openStore(file);
  const [applications, clients] = [store.list("application"), store.list("client")];
  store.close();
  const exported = await stack.run(["stack", "export", "--show-secrets"], { quiet: true });
  const resources: Json[] = JSON.parse(exported.stdout).deployment.resources ?? [];
  const anonymous = anonymise([...applications, ...clients]);
  const holdings = anonymous({
    applications: sorted(applications, ({ app_name: name }) => name),
    clients: sorted(clients, ({ app_id: id, name }) => `${anonymous(id)} ${name}`),
    outputs: outputsOf(resources),
  });
  return { holdings, anonymous };
}

const sorted = (list: Json[], keyOf: (one: Json) => unknown): Json[] =>
  list.toSorted((a, b) => (String(keyOf(a)) < String(keyOf(b)) ? -1 : 1));

/** Of the resources of this package, by the names that the program gives them. */
const outputsOf = (resources: Json[]): Record<string, Json> =>
  Object.fromEntries(
    resources
      .filter(({ type }) => /transmit:(index:)?\w+$/.test(String(type)) && !String(type).startsWith("pulumi:"))
      .map(({ urn, outputs }) => [String(urn).split("::").at(-1), plain(outputs as Json)])
      .sort(),
  );

/** Without the text that leads the host of dynamic resources here, and with names in one order. */
function plain({ __provider: _, __inputs: names, ...outputs }: Json): Json {
  return unwrap({ ...outputs, __inputs: String(names).split(",").sort() }) as Json;
}

/** Secrets as what they are. */
function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== "object" || value === null) return value;
  if ("plaintext" in value) return unwrap(JSON.parse(value.plaintext as string));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
}

const times = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const madeUp = /(emulated-[a-z]+-)[0-9a-f]+|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g;

type Anonymise = <T>(value: T) => T;

/** @param documents Whose ids become their names. */
function anonymise(documents: Json[]): Anonymise {
  const names = documents.map(({ client_id, app_id, app_name, name }) => [
    client_id ?? app_id,
    `<${app_name ?? name}>`,
  ]);
  return (value) => {
    const named = names.reduce((text, [id, name]) => text.replaceAll(String(id), String(name)), JSON.stringify(value));
    return JSON.parse(named.replace(times, "<time>").replace(madeUp, "$1<made up>"));
  };
}
