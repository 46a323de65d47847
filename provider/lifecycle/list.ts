/** All that a collection holds, as its list has it. */
import type { Resource, Values } from "../fields/field.ts";
import { isEmpty } from "../fields/shape.ts";
import type { Api } from "./api.ts";
import { explaining } from "./explain.ts";
import { idOf, pathTo } from "./identity.ts";
import { fetchList } from "./snapshot.ts";
import { answeredVariant, fromWire } from "./wire.ts";

/** Milliseconds that a list is not asked for yet, so that others who want it can join. */
const moment = 10;

const awaited = new WeakMap<object, Map<string, Promise<Values[]>>>();

/**
 * Who asks at the same moment shares a request. Its answer is not kept for those who ask later: another process may have
 * made something since.
 * @param parts Of the collection's path. @returns The oldest first, in the user's names.
 */
export async function list(resource: Resource, api: Api, parts: Values = {}): Promise<Values[]> {
  const answers = await explaining(resource, {}, () => fetchShared(resource, api, pathTo(resource.collection, parts)));
  const items = answers.map((answer) => fromWire(resource, answer, answeredVariant(resource, answer)));
  return items.filter((item) => isEmpty(item.deletedAt)).sort(byAge(resource));
}

function fetchShared(resource: Resource, api: Api, path: string): Promise<Values[]> {
  const ofScope = awaited.get(api.scope) ?? new Map<string, Promise<Values[]>>();
  awaited.set(api.scope, ofScope);
  const fetch = async () => {
    await api.wait(moment).finally(() => ofScope.delete(path));
    return fetchList(resource, api, path);
  };
  const list = ofScope.get(path) ?? fetch();
  ofScope.set(path, list);
  return list;
}

/** A time of creation does not change, so that what is new comes last. */
const byAge = (resource: Resource) => (a: Values, b: Values) => {
  const [ours, theirs] = [a, b].map((item) => `${item.createdAt} ${idOf(resource, item)}`) as [string, string];
  return ours < theirs ? -1 : 1;
};
