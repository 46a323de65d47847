/** Answers may leave out what the API alone knows and what everything later needs: ids, and secrets. */
import type { Field, Resource, Values, Variant } from "../fields/field.ts";
import { embeddedIn, fieldsOf, isEmpty } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import { complaintAbout } from "./answer.ts";
import type { Api } from "./api.ts";
import { mirror } from "./defaultClient.ts";
import { partsInPath, pathTo } from "./identity.ts";
import { fetchList } from "./snapshot.ts";
import { answeredVariant, fromWire, unwrap } from "./wire.ts";

/** Outputs that do not go away: an answer without one says nothing. */
const isLasting = ([, field]: [string, Field]): boolean =>
  field.output === true && field.type === "string" && (field.secret === true || field.mirrors !== undefined);

const missingIn = (resource: Resource, live: Values, variant?: Variant): string[] =>
  fieldsOf(resource, variant)
    .filter((entry) => isLasting(entry) && isEmpty(live[entry[0]]))
    .map(([name]) => name);

/** What was answered, with what was known before of what it leaves out. */
export const remembering = (resource: Resource, live: Values, before: Values): Values => ({
  ...live,
  ...Object.fromEntries(
    missingIn(resource, live).flatMap((name) => (isEmpty(before[name]) ? [] : [[name, before[name]]])),
  ),
});

/** What was answered to a create, with what had to be asked for besides. What cannot be had is left for later. */
export async function withMissing(resource: Resource, api: Api, live: Values, variant?: Variant): Promise<Values> {
  if (missingIn(resource, live, variant).length === 0) return live;
  const ask = embeddedIn(resource) ? askItsClient : askAgain;
  return remembering(resource, live, await ask(resource, api, live).catch(() => ({})));
}

async function askAgain(resource: Resource, api: Api, live: Values): Promise<Values> {
  const complain = complaintAbout(resource, partsInPath(resource, live));
  const content = unwrap(resource, await api.send("GET", pathTo(resource.item, live), undefined, complain));
  return fromWire(resource, content, answeredVariant(resource, content));
}

/** An application that was made a moment ago has one client. */
async function askItsClient(application: Resource, api: Api, live: Values): Promise<Values> {
  const clients = await fetchList(client, api, pathTo(client.collection, live));
  const named = clients.filter((one) => isEmpty(live.clientId) || one.client_id === live.clientId);
  return named.length === 1 ? mirror(application, fromWire(client, named[0] as Values)) : {};
}
