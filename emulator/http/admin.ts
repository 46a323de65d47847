/** What a test asks of the emulator itself while it runs: faults, behaviour, and counts of requests. */
import type { Values } from "../../provider/fields/field.ts";
import { readRules } from "../faults/faultRule.ts";
import type { Faults } from "../faults/faults.ts";
import { readBehaviour } from "../tenant/behaviour.ts";
import type { Tenant } from "../tenant/tenant.ts";
import { notAllowed, notFound, saying } from "./refusal.ts";
import type { Reply } from "./reply.ts";
import { parse, parseJson } from "./request.ts";

export const isAdmin = (path: string): boolean => path.startsWith("/admin/");

export interface Administered {
  tenant: Tenant;
  faults: Faults;
  /** Requests so far, by method and template. */
  counts: ReadonlyMap<string, number>;
}

type Action = (administered: Administered, body: string) => unknown;

const actions: Record<string, Record<string, Action>> = {
  "/admin/faults": {
    GET: ({ faults }) => faults.list(),
    PUT: ({ faults }, body) => {
      faults.set(saying(() => readRules(parseJson(body))));
      return faults.list();
    },
    DELETE: ({ faults }) => {
      faults.set([]);
      return [];
    },
  },
  "/admin/behaviour": {
    GET: ({ tenant }) => described(tenant),
    PUT: ({ tenant }, body) => {
      const given = parse(body) as Record<string, string | number>;
      tenant.behaviour = saying(() => readBehaviour(given));
      return described(tenant);
    },
  },
  "/admin/requests": { GET: ({ counts }) => Object.fromEntries(counts) },
};

/** @throws Refusal */
export function administer(administered: Administered, method: string, path: string, body: string): Reply {
  const allowed = Object.hasOwn(actions, path) ? actions[path] : undefined;
  if (!allowed) throw notFound(path);
  const action = allowed[method];
  if (!action) throw notAllowed(method, path);
  return { status: 200, body: action(administered, body) };
}

const described = ({ behaviour }: Tenant): Values => ({ ...behaviour.settings, lag: behaviour.lag });
