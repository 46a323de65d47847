/** One collection of the API, served from its definition: what is special overrides a part of it. */
import type { Field, Resource, Shape, Values, Variant } from "../../provider/fields/field.ts";
import { camel, nounOf, snake, wireName } from "../../provider/fields/naming.ts";
import { creationsOf, isUploadedTo } from "../../provider/fields/shape.ts";
import { badRequest, notFound, taken } from "../http/refusal.ts";
import { receiveUpdate } from "../http/request.ts";
import type { Store } from "../tenant/store.ts";
import { type Tenant, timeIn } from "../tenant/tenant.ts";
import { type Expected, validate } from "./validate.ts";

/** The parts of a path, by the names in its template. */
export type Parts = Readonly<Record<string, string>>;

export interface Collection {
  readonly resource: Resource;
  /** All documents within the parts, oldest first; those that are marked as deleted, too. */
  documents(tenant: Tenant, parts: Parts): Values[];
  /** Those that a list shows. */
  list(tenant: Tenant, parts: Parts): Values[];
  /** @throws Refusal if there is none */
  find(tenant: Tenant, parts: Parts): Values;
  /** @param template Of the request: a resource may have a path of its own for uploads. */
  create(tenant: Tenant, parts: Parts, body: Values, template: string): Values;
  update(tenant: Tenant, document: Values, body: Values): Values;
  delete(tenant: Tenant, document: Values): void;
  /** @param isNew In the response to the create. */
  answer(tenant: Tenant, document: Values, isNew?: boolean): Values;
  /** In a list. */
  answerInList(tenant: Tenant, document: Values): Values;

  /** What a body must be. */
  expectCreate(body: Values, template: string): Expected;
  expectUpdate(document: Values): Expected;
  /** What the API sets by itself when a document is created. */
  fresh(tenant: Tenant, parts: Parts, body: Values, template: string): Values;
  /** What it also sets, which follows from the document alone. Nobody can change it. */
  derived(document: Values): Values;
  /** @param except The document that is updated. @throws Refusal if another one has a value that must be unique */
  refuseTaken(tenant: Tenant, parts: Parts, settings: Values, except?: Values): void;
  variantOf(document: Values): Variant | undefined;
  /** Stores a document, as of now. */
  keep(tenant: Tenant, document: Values): Values;
  remove(store: Store, document: Values): void;
}

export type Override = (generic: Collection) => Partial<Collection>;

export function openCollection(resource: Resource, override: Override = () => ({})): Collection {
  const kind = camel(resource.name);
  const called = (name: string) => wireName(name, resource.fields[name] as Field);
  const idField = resource.id.at(-1) as string;
  const id = called(idField);
  /** Our name and the API's of each part that a path has above the id. */
  const parents = resource.id.slice(0, -1).map((name) => [name, called(name)] as const);
  const deletedAt = resource.deletedAtField && snake(resource.deletedAtField);
  const noun = nounOf(resource.name);

  const isAlive = (document: Values) => deletedAt === undefined || document[deletedAt] === undefined;
  const isWithin = (tenant: Tenant, document: Values, parts: Parts) =>
    parents.every(([name, wire]) => document[wire] === parts[name]) &&
    (!resource.belongsToTokenApp || document.app_id === tenant.managementApp);
  const partsIn = (document: Values): Parts =>
    Object.fromEntries(parents.map(([name, wire]) => [name, document[wire] as string]));

  const collection: Collection = {
    resource,
    documents: (tenant, parts) => tenant.store.list(kind).filter((document) => isWithin(tenant, document, parts)),
    list: (tenant, parts) =>
      collection
        .documents(tenant, parts)
        .filter((document) => tenant.behaviour.settings.tombstones === "listed" || isAlive(document)),
    find: (tenant, parts) => {
      const { [idField]: wanted = "" } = parts;
      const document = tenant.store.get(kind, wanted);
      if (document && isWithin(tenant, document, parts) && isAlive(document)) return document;
      const what = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${wanted}`;
      // Without a request for a single one, the contract does not say what answers an unknown id.
      if (resource.noGetEndpoint && tenant.behaviour.settings.unknownKey === "400") {
        throw badRequest([`${noun} ${wanted} was not found`]);
      }
      throw notFound(what);
    },
    create: (tenant, parts, body, template) => {
      validate(body, collection.expectCreate(body, template));
      collection.refuseTaken(tenant, parts, body);
      const document = { ...body, ...collection.fresh(tenant, parts, body, template) };
      return collection.keep(tenant, { ...document, ...collection.derived(document) });
    },
    update: (tenant, document, body) => {
      const { sent, kept } = receiveUpdate(tenant.behaviour, document, body);
      validate(sent, collection.expectUpdate(document));
      collection.refuseTaken(tenant, partsIn(document), sent, document);
      return collection.keep(tenant, tenant.behaviour.change(kept, sent, resource, collection.variantOf(document)));
    },
    delete: (tenant, document) => {
      if (deletedAt === undefined) collection.remove(tenant.store, document);
      else collection.keep(tenant, { ...document, [deletedAt]: timeIn(tenant) });
    },
    answer: (tenant, document, isNew = false) => {
      const { settings, tell } = tenant.behaviour;
      const answer = tell(document, resource, collection.variantOf(document));
      if (settings.secrets === "told-once" && !isNew) for (const name of secrets) delete answer[name];
      if (deletedAt === undefined) return answer;
      if (!isAlive(document)) return { ...answer, [deletedAt]: document[deletedAt] };
      return settings.empties === "left-out" ? answer : { ...answer, [deletedAt]: null };
    },
    answerInList: (tenant, document) => {
      const answer = { ...collection.answer(tenant, document) };
      for (const name of omittedFromLists) delete answer[name];
      return answer;
    },

    expectCreate: (_, template) => {
      const creation = creationsOf(resource).find(({ path }) => template.endsWith(path)) ?? { shape: resource };
      const isUpload = isUploadedTo(resource, template);
      return { name: isUpload ? `uploaded ${noun}` : noun, shape: creation.shape as Shape, view: "create" };
    },
    expectUpdate: (document) => ({
      name: noun,
      shape: resource,
      view: "update",
      variant: collection.variantOf(document),
    }),
    fresh: (tenant, parts) => ({
      ...Object.fromEntries(parents.map(([name, wire]) => [wire, parts[name]])),
      ...Object.fromEntries(secrets.map((name) => [name, newSecret(tenant)])),
      ...(resource.belongsToTokenApp && { app_id: tenant.managementApp }),
      [id]: tenant.newId(),
      tenant_id: tenant.id,
      created_at: timeIn(tenant),
    }),
    derived: () => ({}),
    refuseTaken: (tenant, parts, settings, except) => {
      const others = collection
        .documents(tenant, parts)
        .filter((other) => isAlive(other) && other[id] !== except?.[id]);
      const names = tenant.behaviour.settings.names === "unique" ? [called(resource.nameField)] : [];
      for (const name of [...unique, ...names]) {
        const value = settings[name];
        if (value && others.some((other) => other[name] === value)) throw taken(name, value);
      }
    },
    variantOf: () => undefined,
    keep: (tenant, document) => {
      const kept = { ...document, updated_at: timeIn(tenant) };
      tenant.store.put(kind, document[id] as string, kept);
      return kept;
    },
    remove: (store, document) => store.delete(kind, document[id] as string),
  };

  const named = (isMeant: (field: Field) => boolean) =>
    Object.entries(resource.fields)
      .filter(([, field]) => isMeant(field))
      .map(([name]) => called(name));
  const secrets = named(
    (field) => field.type === "string" && field.secret === true && field.output === true && !field.mirrorsClientField,
  );
  const unique = named((field) => field.unique === true);
  const omittedFromLists = named((field) => field.omittedFromLists === true);
  return Object.assign(collection, override({ ...collection }));
}

export const newSecret = ({ newId }: Tenant): string => `emulated-secret-${newId()}`;
