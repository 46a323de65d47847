/** The access token: whether there is one, of which tenant, and whether that is the stack's. */
import { type Configuration, inspectToken, type TokenFacts } from "../../../provider/api/index.ts";
import { managedIn } from "../../stack/managedResource.ts";
import { openTenants } from "../../stack/tenants.ts";
import type { Check } from "../check.ts";
import { type Patient, patienceMs } from "../patient.ts";

export const token: Check<Patient> = {
  name: "token",
  // A token may come from another address than the API's.
  needs: ["settings", "proxy"],
  examine: async (patient) => {
    const configuration = patient.configuration as Configuration;
    if (isUnreachable(patient, configuration)) {
      return {
        status: "notChecked",
        found: "Not checked: access tokens come from the same host, so it needs address, TLS.",
      };
    }
    const facts = await inspectToken(configuration, patienceMs);
    patient.token = facts;
    if (facts.expiresAt !== undefined && facts.expiresAt <= Date.now()) {
      return {
        status: "problem",
        found: `The access token has expired, at ${new Date(facts.expiresAt).toISOString()}.`,
        advice: `Give a new one, by ${configuration.secretFrom}.`,
      };
    }
    // A wrong tenant is found by the next check; what can be read there is still of use.
    patient.tenant = openTenants(() => {})({ ...configuration, tenantId: undefined });
    return { status: "ok", found: describe(facts) };
  },
};

const isUnreachable = ({ reached }: Patient, { baseUrl, tokenUrl, credentials }: Configuration): boolean =>
  "clientId" in credentials &&
  reached !== undefined &&
  "reason" in reached &&
  new URL(baseUrl).origin === new URL(tokenUrl).origin;

function describe({ isOpaque, tenantId, appId, appName, role }: TokenFacts): string {
  if (isOpaque) return "There is one. It is opaque, so it says nothing of its tenant and its rights.";
  const application = appName ? `application ${JSON.stringify(appName)}` : appId ? `application ${appId}` : undefined;
  const of = [tenantId && `tenant ${tenantId}`, application, role && `role ${role}`].filter(Boolean);
  return of.length > 0 ? `There is one, of ${of.join(", ")}.` : "There is one. It does not name its tenant.";
}

export const tenant: Check<Patient> = {
  name: "tenant",
  needs: ["token"],
  examine: ({ token: facts, configuration, deployment }) => {
    const found = facts?.tenantId;
    const wanted = configuration?.tenantId;
    const ofState = new Set(
      (deployment ? managedIn(deployment) : []).flatMap(({ state: { tenantId } }) =>
        typeof tenantId === "string" && tenantId !== "" ? [tenantId] : [],
      ),
    );
    if (found === undefined) {
      const named = wanted ?? [...ofState].join(", ");
      return {
        status: "note",
        found: `The token does not name it${named === "" ? "" : `; by the ${wanted ? "settings" : "state"}, it is ${named}`}.`,
        ...(wanted === undefined && {
          advice: "Set transmit:tenantId, so that absence in the wrong tenant proves nothing.",
        }),
      };
    }
    if (wanted !== undefined && wanted !== found) {
      return {
        status: "problem",
        found: `The token is of tenant ${found}, and transmit:tenantId is ${wanted}.`,
        advice: "Correct the credentials, the region, or transmit:tenantId. Nothing is sent as long as they differ.",
      };
    }
    const others = [...ofState].filter((one) => one !== found);
    if (others.length > 0) {
      return {
        status: "problem",
        found: `The token is of tenant ${found}, and the stack's resources are in ${others.join(", ")}.`,
        advice: "Correct the credentials or the region: each run of the stack stops before it changes anything.",
      };
    }
    return { status: "ok", found: `${found}${ofState.size > 0 ? ", that of the stack's resources" : ""}.` };
  },
};
