/** Compares one resource of a stack with the tenant. */
import { ApiError, redactingErrors, WrongTenantError } from "../../provider/errors.ts";
import type { Resource } from "../../provider/fields/field.ts";
import { a, nounOf } from "../../provider/fields/naming.ts";
import { embeddedIn, isEmpty } from "../../provider/fields/shape.ts";
import { type Drift, driftOf, type ReadResult, read, refresh } from "../../provider/lifecycle/index.ts";
import type { Language } from "../languages/language.ts";
import { type ManagedResource, secretStringsOf } from "../stack/managedResource.ts";
import type { Tenant } from "../stack/tenants.ts";
import { describeOutputs } from "./outputs.ts";
import { describeProperties } from "./properties.ts";
import type { DriftedResource, Finding } from "./report.ts";

export interface Compared {
  /** Absent if nothing differs. */
  drifted?: DriftedResource;
  findings: Finding[];
  /** Why it could not be read. */
  error?: Error;
}

export interface Program {
  stack: string;
  language: Language;
  /** Every run refreshes first. */
  refreshesAlways: boolean;
}

export async function compare(one: ManagedResource, tenant: Tenant, program: Program): Promise<Compared> {
  const { definition, id, urn, name } = one;
  const about = { stack: program.stack, urn, name, type: definition.name, id };
  let found: ReadResult | undefined;
  try {
    found = await redactingErrors(() => secretStringsOf(one), readLive(one, tenant));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { message } = error;
    return {
      drifted: { ...about, status: "unreadable", properties: [], next: nextOf.unreadable, message },
      findings: error instanceof WrongTenantError ? [{ code: "wrongTenant", urn, message }] : [],
      error,
    };
  }
  if (!found) {
    const status = "deleted";
    return { drifted: { ...about, status, properties: [], next: nextOf.deleted(one, program) }, findings: [] };
  }
  const findings = findingsOf(one, found);
  const drift = driftOf(definition, one, found, one.stored.ignoreChanges);
  const properties = isEmpty(one.inputs)
    ? describeOutputs(definition, one.state, found.state, program.language)
    : describeProperties(definition, drift, one.secrets, program.language);
  if (properties.length === 0) return { findings };
  const updatedAt = updatedAtOf(definition, drift.changes, found);
  return {
    drifted: {
      ...about,
      status: "changed",
      ...(updatedAt !== undefined && { updatedAt }),
      properties,
      next: nextOf.changed(one, program),
    },
    findings,
  };
}

/** The latest time of what differs: a default client has a time of its own, which a list of its application lacks. */
function updatedAtOf(
  resource: Resource,
  changes: Drift["changes"],
  { state, embeddedUpdatedAt }: ReadResult,
): string | undefined {
  const [embedded] = embeddedIn(resource) ?? [];
  const isEmbedded = ({ path }: { path: string }) => path.split(/[.[]/)[0] === embedded;
  const times = [
    changes.some(isEmbedded) ? embeddedUpdatedAt : undefined,
    changes.every(isEmbedded) ? undefined : state.updatedAt,
  ];
  return times
    .filter((time) => typeof time === "string")
    .sort()
    .at(-1);
}

/** As the adapter that manages the resource reads it. */
function readLive(one: ManagedResource, tenant: Tenant): Promise<ReadResult | undefined> {
  const { definition, id, state, inputs, face } = one;
  const api = tenant.begin({ secrets: () => secretStringsOf(one) });
  return face === "plugin" ? refresh(definition, api, id, { state, inputs }) : read(definition, api, id, state);
}

/** What a read warns of is a finding, too: what it names is not as the program says, and no property shows it. */
function findingsOf({ urn }: ManagedResource, { warnings, findings = [] }: ReadResult): Finding[] {
  const known = new Set(findings.map(({ message }) => message));
  return [
    ...findings.map(({ code, message }) => ({ code, urn, message })),
    ...warnings
      .filter((message) => !known.has(message))
      .map((message) => ({ code: "notComparable" as const, urn, message })),
  ];
}

/** Whether the API could not be reached, or refused the credentials. */
export const isUnreachable = (error: Error): boolean =>
  error instanceof ApiError && (error.status === undefined || error.status === 401 || error.status === 403);

const nextOf = {
  changed: ({ inputs }: ManagedResource, { refreshesAlways }: Program): string => {
    if (isEmpty(inputs)) return "pulumi up changes nothing: the program only looks this up.";
    return refreshesAlways
      ? "The next pulumi up sets it back to what the program says, since the project refreshes with every run."
      : "pulumi up leaves it as it is, since the state does not show the change. pulumi up --refresh sets it back to what " +
          "the program says.";
  },
  deleted: ({ definition }: ManagedResource, { refreshesAlways }: Program): string => {
    const again = `creates ${a(nounOf(definition.name))} with a new id${
      definition.fields.clientSecret ? " and a new secret" : ""
    }`;
    return refreshesAlways
      ? `The next pulumi up ${again}, since the project refreshes with every run.`
      : `pulumi up does not create it again, since the state still has it. pulumi up --refresh ${again}.`;
  },
  unreadable: "Nothing is known of it. Run this command again once the cause is mended.",
};
