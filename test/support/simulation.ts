/**
 * The engine, as far as a lifecycle can tell: what it is asked, in which order, and what it keeps between. It runs on the
 * emulator without HTTP, by a clock of its own, so that thousands of programs can be tried.
 */
import { openApi } from "../../emulator/api/api.ts";
import { Refusal } from "../../emulator/http/refusal.ts";
import type { Behaviour } from "../../emulator/tenant/behaviour.ts";
import { openStore, type Store } from "../../emulator/tenant/store.ts";
import { openTenant } from "../../emulator/tenant/tenant.ts";
import { AmbiguousResultError, ApiError } from "../../provider/errors.ts";
import type { Resource, Values } from "../../provider/fields/field.ts";
import {
  create,
  deleteResource,
  diff,
  driftOf,
  openRun,
  read,
  refresh as readAgain,
  type Transport,
  update,
} from "../../provider/lifecycle/index.ts";
import type { PostOutcome } from "../../provider/lifecycle/transport.ts";
import { check } from "../../provider/lifecycle/validation/check.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { createTestClock } from "./clock.ts";
import { openMemoryJournal } from "./memoryJournal.ts";
import type { Program } from "./programs.ts";

/** A resource of a program, with what is kept of it. */
export interface Managed {
  resource: Resource;
  id: string;
  inputs: Values;
  state: Values;
}

export type Kind = "application" | "client" | "signingKey";

export interface Simulation {
  api: Transport;
  /** Puts what another emulator held into this one. */
  seed(documents: Record<Kind, Values[]>): void;
  /** What the emulator holds, in the API's names, and has not deleted. */
  held(kind: Kind): Values[];
  /** What the emulator answers of one, without a lag. */
  told(kind: Kind, id: string): Values;
  /** Changes what the emulator holds, as another hand would. */
  tamper(kind: Kind, id: string, change: (document: Values) => Values): void;
  /** A request of somebody else's. @throws Refusal */
  other(method: string, path: string, body?: Values): Values;
  /** From now on, the access token is of another tenant, in which there is nothing; or of the right one again. */
  mistake(isWrong: boolean): void;
  /** Requests since this was last asked, as `METHOD path`. */
  requests(): string[];
}

const definitions = { application, client, signingKey };

const emulated = openApi();

/** @param loses Whether a request is carried out, and its answer lost. */
export function simulate(behaviour?: Behaviour, loses: (method: string) => boolean = () => false): Simulation {
  const store = openStore();
  const clock = createTestClock(Date.parse("2030-01-01T00:00:00Z"));
  const { now, move } = clock;
  const run = () => openRun({ clock, journal: openMemoryJournal(clock) });
  const tenant = openTenant(store, behaviour, now);
  const otherStore = openStore();
  const elsewhere = openTenant(otherStore, behaviour, now, { id: "another-tenant" });
  let reached = tenant;
  let requests: string[] = [];
  const api: Transport = {
    endpoint: {},
    run: run(),
    claims: async () =>
      reached.behaviour.settings.tokens === "jwt" ? { tenantId: reached.id, appId: reached.managementApp } : {},
    now,
    wait: (milliseconds) => clock.sleep(milliseconds),
    send: async (method, path, body) => request(method, path, body),
    preparePost: async (path, body) => ({
      send: async (): Promise<PostOutcome> => {
        try {
          return { kind: "accepted", response: request("POST", path, body) };
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          return { kind: error.status === undefined ? "ambiguous" : "rejected", error };
        }
      },
    }),
  };
  function request(method: string, path: string, body?: Values): unknown {
    requests.push(`${method} ${path}`);
    move(10);
    try {
      const answer = emulated.serve(
        reached,
        method,
        `/cis${path}`,
        body === undefined ? "" : JSON.stringify(body),
      ).body;
      if (loses(method)) throw new AmbiguousResultError({ method, path, messages: ["lost"] });
      return structuredClone(answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { message } = error.body as { message: string | string[] };
      throw new ApiError({ method, path, status: error.status, messages: [message].flat(), hasApiErrorCode: true });
    }
  }
  return {
    api,
    seed: (documents) => seed(store, documents),
    held: (kind) => tenant.store.list(kind).filter(({ deleted_at: deleted }) => deleted === undefined),
    told: (kind, id) => {
      const document = tenant.store.get(kind, id) as Values;
      return emulated.collectionOf(definitions[kind]).answer(tenant, document);
    },
    tamper: (kind, id, change) => {
      move(60_000);
      const document = tenant.store.get(kind, id) as Values;
      tenant.store.put(kind, id, { ...change(document), updated_at: new Date(now()).toISOString() });
      move(60_000);
    },
    other: (method, path, body) => {
      move(60_000);
      const answer = emulated.serve(tenant, method, `/cis${path}`, body === undefined ? "" : JSON.stringify(body)).body;
      move(60_000);
      return structuredClone(answer) as Values;
    },
    mistake: (isWrong) => {
      reached = isWrong ? elsewhere : tenant;
      // Another run, which knows nothing of the one before.
      Object.assign(api, { run: run() });
    },
    requests: () => {
      const since = requests;
      requests = [];
      return since;
    },
  };
}

/** The field of each kind of document that has its id. */
const idFields = { application: "app_id", client: "client_id", signingKey: "id" } as const;

/** Puts what another emulator held into the store of this one. */
export function seed(store: Store, documents: Record<Kind, Values[]>): void {
  for (const [kind, idField] of Object.entries(idFields) as [Kind, string][]) {
    for (const document of documents[kind]) store.put(kind, String(document[idField]), document);
  }
}

/** @throws Error with the complaints, for inputs that are refused */
export async function add({ api }: Simulation, resource: Resource, inputs: Values): Promise<Managed> {
  refuse(resource, inputs);
  const { id, state } = await create(resource, api, inputs);
  return { resource, id, inputs, state: throughState(state) };
}

/** All of a random program: its application first. Names are made different, since they may have to be unique. */
export async function addProgram(
  simulation: Simulation,
  { application: inputs, clients, keys }: Program,
): Promise<Managed[]> {
  const shop = await add(simulation, application, inputs);
  const managed = [shop];
  for (const [index, given] of clients.entries()) {
    managed.push(await add(simulation, client, { ...given, name: `${given.name} ${index}`, appId: shop.id }));
  }
  for (const [index, given] of keys.entries()) {
    managed.push(await add(simulation, signingKey, { ...given, name: `${given.name} ${index}` }));
  }
  return managed;
}

/** @returns Warnings, if it had to be updated. @throws Error where it would have to be replaced */
export async function change({ api }: Simulation, managed: Managed, inputs: Values): Promise<string[]> {
  refuse(managed.resource, inputs);
  const { changed, replaces } = diff(managed.resource, managed.state, inputs);
  if (replaces.length > 0) throw new Error(`replaces: ${replaces}`);
  if (changed.length === 0) return [];
  const { state, warnings } = await update(managed.resource, api, managed.id, managed.state, inputs);
  Object.assign(managed, { inputs, state: throughState(state) });
  return warnings;
}

/** The inputs that a drift check finds changed; undefined if the resource is gone. The state stays as it is. */
export async function drifted({ api }: Simulation, managed: Managed): Promise<string[] | undefined> {
  const { resource, id, state, inputs } = managed;
  const found = await readAgain(resource, api, id, { state, inputs });
  if (!found) return undefined;
  const { changes } = driftOf(resource, { state, inputs }, { ...found, state: throughState(found.state) });
  return [...new Set(changes.map(({ path }) => path.split(/[.[]/)[0] as string))];
}

/** What a refresh finds to be different from the last inputs; undefined if the resource is gone. */
export async function refresh({ api }: Simulation, managed: Managed): Promise<string[] | undefined> {
  const found = await read(managed.resource, api, managed.id, managed.state);
  if (!found) return undefined;
  managed.state = throughState(found.state);
  return diff(managed.resource, managed.state, managed.inputs).changed;
}

export const drop = ({ api }: Simulation, { resource, id, state }: Managed): Promise<void> =>
  deleteResource(resource, api, id, state);

export const differences = ({ resource, state, inputs }: Managed): string[] => diff(resource, state, inputs).changed;

function refuse(resource: Resource, inputs: Values): void {
  const problems = check(resource, inputs, { noun: resource.name.toLowerCase(), path: "" });
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
}

/** The engine keeps state as JSON. */
const throughState = (state: Values): Values => JSON.parse(JSON.stringify(state));

export { application, client };
