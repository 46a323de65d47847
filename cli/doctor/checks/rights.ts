/** What the credentials may do: reading is tried, and writing follows from the token's claims. */
import { ApiError } from "../../../provider/errors.ts";
import type { RequestKind, Resource, Values } from "../../../provider/fields/field.ts";
import { nounOf } from "../../../provider/fields/naming.ts";
import { requestsOf } from "../../../provider/fields/requests.ts";
import { idOf, list, read } from "../../../provider/lifecycle/index.ts";
import { application, client, signingKey } from "../../../provider/resources/index.ts";
import type { Tenant } from "../../stack/tenants.ts";
import type { Check } from "../check.ts";
import { type Patient, patienceMs } from "../patient.ts";
import { count } from "./stack.ts";

const begin = ({ tenant, secrets }: Patient) =>
  (tenant as Tenant).begin({ deadlineMs: patienceMs, secrets: () => secrets });

export const listing: Check<Patient> = {
  name: "right to list",
  needs: ["token", "address", "TLS"],
  examine: async (patient) => {
    const found = await list(application, begin(patient));
    patient.applications = found;
    const [first] = found;
    if (first) await list(client, begin(patient), { appId: first.appId });
    const kinds = first ? "Applications and clients" : "Applications";
    try {
      await list(signingKey, begin(patient));
      return { status: "ok", found: `${kinds}, and signing keys.` };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const [said = "", ...advice] = error.message.split("\n");
      return { status: "note", found: `${kinds}, but no signing keys: ${said}`, advice: advice.join(" ") };
    }
  },
};

export const reading: Check<Patient> = {
  name: "right to read",
  needs: ["right to list"],
  examine: async (patient) => {
    const [first] = patient.applications as readonly Values[];
    if (!first) return { status: "note", found: "Not known: there is no application to read." };
    await read(application, begin(patient), idOf(application, first), {});
    return { status: "ok", found: "An application was read." };
  },
};

const writes: readonly RequestKind[] = ["create", "update", "delete"];

export const writing: Check<Patient> = {
  name: "right to write",
  needs: ["token"],
  examine: ({ token }) => {
    if (token?.role === "Admin")
      return { status: "ok", found: "The token is of a management application, which may write everything." };
    if (!token?.permissions) {
      return {
        status: "note",
        found: "Not known: the token does not say it, and this command writes nothing.",
      };
    }
    const lacking = [application, client, signingKey].flatMap((resource) =>
      lackingOf(resource, token.permissions ?? []),
    );
    if (lacking.length === 0) return { status: "ok", found: "The token has the permissions." };
    return {
      status: "problem",
      found: `The token's permissions are not enough to ${lacking.join(", to ")}.`,
      advice:
        "Give the application a role with the permissions that the reference of each resource lists, or use the " +
        "credentials of a management application.",
    };
  },
};

/** Any one of those that the description lists for a request is enough, of all applications. */
const lackingOf = (resource: Resource, permissions: readonly string[]): string[] =>
  writes.flatMap((kind) => {
    const listed = requestsOf(resource).find((request) => request.kind === kind)?.permissions ?? [];
    const isEnough = listed.length === 0 || listed.some((one) => permissions.includes(one));
    return isEnough ? [] : [`${kind} ${nounOf(resource.name)}s`];
  });

export const applications: Check<Patient> = {
  name: "applications",
  needs: ["right to list"],
  examine: ({ applications: found = [] }) => ({ status: "ok", found: `${count(found.length, "application")}.` }),
};
