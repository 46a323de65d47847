/** The way to the API: proxy, address, TLS, and the clocks at both ends. */
import { type Configuration, proxyFor, reach } from "../../../provider/api/index.ts";
import type { FailureReason } from "../../../provider/errors.ts";
import type { Check, Finding } from "../check.ts";
import { type Patient, patienceMs } from "../patient.ts";

const configurationOf = ({ configuration }: Patient): Configuration => configuration as Configuration;

export const proxy: Check<Patient> = {
  name: "proxy",
  needs: ["settings"],
  examine: (patient) => {
    const { baseUrl } = configurationOf(patient);
    const chosen = new URL(baseUrl).protocol === "https:" ? proxyFor(baseUrl, patient.environment) : undefined;
    return {
      status: "ok",
      found: chosen ? `${chosen.address.origin}, which ${chosen.variable} names.` : "None: the connection is direct.",
    };
  },
};

const ofTls: ReadonlySet<FailureReason> = new Set(["certificate", "notTls", "tls"]);

export const address: Check<Patient> = {
  name: "address",
  needs: ["settings", "proxy"],
  examine: async (patient) => {
    const { baseUrl, baseUrlFrom } = configurationOf(patient);
    const reached = await reach(`${baseUrl}/v1/applications`, baseUrlFrom, patienceMs);
    patient.reached = reached;
    const named = `${baseUrl}, from ${baseUrlFrom}`;
    if ("reason" in reached) {
      if (ofTls.has(reached.reason)) return { status: "ok", found: `${named}: the host is there.` };
      return { status: "problem", found: `${named}: ${reached.message}.`, advice: reached.advice };
    }
    return answered(named, reached);
  },
};

/** Without a token, the API answers 401. */
function answered(named: string, { status, contentType }: { status: number; contentType?: string }): Finding {
  const found = `${named}: it answers.`;
  if (status >= 500)
    return {
      status: "problem",
      found: `${named}: it answers ${status}, so the API or a gateway in front of it fails at the moment.`,
      advice: "Run this command again in some minutes.",
    };
  if (status === 401 || status === 403) return { status: "ok", found };
  return {
    status: "note",
    found: `${named}: it answers ${status}${contentType ? ` with ${contentType}` : ""} where the API refuses a request without a token by 401.`,
    advice: "Check that this is the address of the API.",
  };
}

export const tls: Check<Patient> = {
  name: "TLS",
  needs: ["address"],
  examine: ({ reached, configuration }) => {
    if (reached && "reason" in reached) {
      return { status: "problem", found: `${reached.message}.`, advice: reached.advice };
    }
    return configuration?.baseUrl.startsWith("http:")
      ? { status: "ok", found: "Not used: the address is of this machine." }
      : { status: "ok", found: "The certificate is accepted." };
  },
};

/** Below it, nothing that compares times is wrong. */
const toleranceMs = 60_000;

export const clock: Check<Patient> = {
  name: "clock",
  needs: ["address", "TLS"],
  examine: ({ reached }) => {
    if (!reached || "reason" in reached || reached.date === undefined)
      return { status: "note", found: "The responses have no Date header, so the difference is not known." };
    const difference = differenceOf(reached.date, reached.sentAt, reached.answeredAt);
    if (difference === 0) return { status: "ok", found: "The same as that of the API." };
    const seconds = Math.round(Math.abs(difference) / 1000);
    const found = `${seconds} s ${difference > 0 ? "behind" : "ahead of"} that of the API.`;
    if (Math.abs(difference) <= toleranceMs) return { status: "ok", found };
    return {
      status: "problem",
      found,
      advice: "Set the clock of this machine, or have it set by NTP: the recovery of interrupted runs compares times.",
    };
  },
};

/** The header is without fractions of a second, and was written at some moment between. @returns In milliseconds */
export function differenceOf(date: number, sentAt: number, answeredAt: number): number {
  if (date + 1000 < sentAt) return date + 1000 - sentAt;
  return date > answeredAt ? date - answeredAt : 0;
}
