/** Reads the applications of a tenant with all that is theirs, by the lifecycle's own imports. */
import { ApiError } from "../../../provider/errors.ts";
import type { Field, Resource, Values } from "../../../provider/fields/field.ts";
import { nounOf, wireName } from "../../../provider/fields/naming.ts";
import { isObject } from "../../../provider/fields/shape.ts";
import { idOf, importResource, list } from "../../../provider/lifecycle/index.ts";
import { application, client, signingKey } from "../../../provider/resources/index.ts";
import { mapConcurrently } from "../../concurrently.ts";
import type { ExportedApplication, ExportedObject, ExportedTenant, LeftOut } from "../exported.ts";
import { describeObject } from "./describe.ts";
import type { Reader } from "./reader.ts";
import { selected } from "./select.ts";

export interface Reading {
  reader: Reader;
  /** Names or ids of applications; empty for all. */
  only: readonly string[];
  progress(step: string): void;
}

/** @throws ApiError if the applications cannot be listed; UsageError */
export async function readTenant({ reader, only, progress }: Reading): Promise<ExportedTenant> {
  progress("Listing applications");
  const listed = await list(application, reader.begin());
  const all = listed.map((item) => ({ id: String(item.appId), title: titleOf(application, item) }));
  const names = new Map(all.map(({ id, title }) => [id, title]));
  const wanted = selected(all, only);
  const leftOut: LeftOut[] = [];
  let done = 0;
  const read = await mapConcurrently(wanted, async ({ id, title }) => {
    const found = await readApplication(reader, id, title, leftOut);
    progress(`Reading applications: ${++done} of ${wanted.length}`);
    return found;
  });
  const applications = read.filter((one) => one !== undefined);
  progress("Reading signing keys");
  const keys = await readKeys(reader, leftOut);
  const isWanted = ({ content }: ExportedObject) =>
    only.length === 0 || wanted.some(({ id }) => id === content[wire(signingKey, "appId")]);
  const clientsOf = new Map(applications.map(({ id, clientId }) => [id, clientId]));
  return {
    applications,
    documents: await documentsOf(
      reader,
      wanted.map(({ id }) => id),
      clientsOf,
    ),
    keys: keys.filter(isWanted),
    leftOut: leftOut.toSorted((a, b) => ((a.id ?? "") < (b.id ?? "") ? -1 : 1)),
    names,
  };
}

async function documentsOf(
  reader: Reader,
  ids: readonly string[],
  defaults: ReadonlyMap<string, string | undefined>,
): Promise<ExportedTenant["documents"]> {
  const [own, clientOwn] = [wire(application, "appId"), wire(client, "clientId")];
  const applications: Values[] = [];
  const clients: Values[] = [];
  for (const id of ids) {
    const content = await contentOf(reader, application, id);
    if (!content) continue;
    applications.push({ ...content, [own]: id });
    const its = await listedAt(reader, client, { appId: id });
    const isDefault = (item: Values) => Number(item[clientOwn] === defaults.get(id));
    clients.push(...its.toSorted((a, b) => isDefault(b) - isDefault(a)).map((item) => ({ ...item, [own]: id })));
  }
  return { application: applications, client: clients, signingKey: await listedAt(reader, signingKey, {}) };
}

/** @returns undefined for one that is left out, or that was deleted meanwhile */
async function readApplication(
  reader: Reader,
  id: string,
  title: string,
  leftOut: LeftOut[],
): Promise<ExportedApplication | undefined> {
  const clients = await listClients(reader, id, leftOut);
  const found = await readObject(reader, application, id, title, leftOut);
  if (!found) return undefined;
  const clientId = typeof found.state.clientId === "string" ? found.state.clientId : undefined;
  const own = await describe(found, leftOut, clientId);
  if (!own) return undefined;
  const others = clients.filter((item) => item.clientId !== clientId);
  const read = await mapConcurrently(others, async (item) => {
    const one = await readObject(reader, client, idOf(client, item), titleOf(client, item), leftOut);
    return one && describe(one, leftOut);
  });
  return { ...own, clientId, clients: read.filter((one) => one !== undefined) };
}

async function listClients(reader: Reader, appId: string, leftOut: LeftOut[]): Promise<Values[]> {
  try {
    return await list(client, reader.begin(), { appId });
  } catch (error) {
    // Of an application that was deleted meanwhile, which the read of the application itself finds out.
    if (!isRefusal(error) || error.status === 404) return [];
    leftOut.push({
      type: client.name,
      reason: `The clients of application ${appId} could not be listed: ${error.message}`,
    });
    return [];
  }
}

async function readKeys(reader: Reader, leftOut: LeftOut[]): Promise<ExportedObject[]> {
  try {
    const items = await list(signingKey, reader.begin());
    const read = await mapConcurrently(items, async (item) => {
      const one = await readObject(reader, signingKey, idOf(signingKey, item), titleOf(signingKey, item), leftOut);
      return one && describe(one, leftOut);
    });
    return read.filter((one) => one !== undefined);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    leftOut.push({ type: signingKey.name, reason: `The signing keys could not be listed: ${error.message}` });
    return [];
  }
}

interface ReadObject {
  reader: Reader;
  definition: Resource;
  id: string;
  title: string;
  state: Values;
  inputs: Values;
}

async function readObject(
  reader: Reader,
  definition: Resource,
  id: string,
  title: string,
  leftOut: LeftOut[],
): Promise<ReadObject | undefined> {
  try {
    const found = await importResource(definition, reader.begin(), id, undefined, { isOneOfMany: true });
    return found && { reader, definition, id, title, state: found.state, inputs: found.inputs };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    leftOut.push({ type: definition.name, id, title, reason: error.message });
    return undefined;
  }
}

async function describe(
  { reader, definition, id, title, inputs }: ReadObject,
  leftOut: LeftOut[],
  clientId?: string,
): Promise<ExportedObject | undefined> {
  const content = (await contentOf(reader, definition, id)) ?? {};
  const embedded = clientId === undefined ? undefined : await contentOf(reader, client, `${id}/${clientId}`);
  const described = await describeObject({ definition, id, title, inputs, content, embedded });
  if ("definition" in described) return described;
  leftOut.push(described);
  return undefined;
}

/** What the API answered of an object, by itself or in a list, without its envelope. */
async function contentOf({ answered }: Reader, definition: Resource, id: string): Promise<Values | undefined> {
  const parts = Object.fromEntries(id.split("/").map((part, index) => [definition.id[index] as string, part]));
  const own = unwrapped(definition, await answered(at(definition.item, parts)));
  if (isObject(own)) return own;
  const name = definition.id.at(-1) as string;
  const all = await listedAt({ answered }, definition, parts);
  return all.find((item) => item[wire(definition, name)] === parts[name]);
}

/** What the API answered to the list; empty if it was not asked. */
async function listedAt(
  { answered }: Pick<Reader, "answered">,
  definition: Resource,
  parts: Record<string, string>,
): Promise<Values[]> {
  const all = unwrapped(definition, await answered(at(definition.collection, parts)));
  return Array.isArray(all) ? all.filter(isObject) : [];
}

const at = (path: string, parts: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parts[name] ?? ""));

const unwrapped = ({ envelope }: Resource, answer: unknown): unknown =>
  envelope && isObject(answer) ? answer[envelope] : answer;

const wire = ({ fields }: Resource, name: string): string => wireName(name, fields[name] as Field);

const titleOf = ({ nameField, name }: Resource, item: Values): string =>
  typeof item[nameField] === "string" && item[nameField].trim() !== "" ? item[nameField] : nounOf(name);

const isRefusal = (error: unknown): error is ApiError => error instanceof ApiError;
