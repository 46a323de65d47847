/**
 * Creates a resource at most once. The API knows no idempotency keys, so a request whose outcome is not known is
 * reconciled with what the tenant has before it is sent again.
 *
 *                  ┌────────────── throttled: sent again after the delay ──────────────┐
 *                  ▼                                                                   │
 *   journal ──▶ pending ──┬── created ──────────────────────────────▶ created          │
 *                  ▲      ├── createdWithId ── reconcile ───────────▶ adopted          │
 *                  │      ├── rejected ── by the API itself ────────▶ rejected         │
 *                  │      │       └────── by a gateway, yet listed ─▶ adopted          │
 *                  │      ├──────────────────────────────────────────────────────────┘
 *                  │      └── ambiguous ── reconcile ─┬─ exactly one is ours ─▶ adopted
 *                  └──── retried, 3 times at most ────┼─ none, once it must be visible
 *                                                     └─ several, or one that is not certain ─▶ undecided
 *
 * Before the first request, an equal object that is unknown to this run is an error: see existingTwin/.
 *
 * What a request may have created is told to the user once its response is overdue: see doubt.ts.
 *
 * A throttled request that a response answered is looked up in the list as well before it is sent again.
 *
 * Undecided is an error that names the candidates, for the user to choose; the journal keeps the create for the next
 * run.
 */
import { ApiError } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { expectNoTwin } from "../existingTwin/existingTwin.ts";
import type { Transport } from "../transport.ts";
import { expandPath, idOf } from "../wire/resourceId.ts";
import { adoptAfterAmbiguous, adoptConfirmed, adoptDespiteRejection, adoptFromEarlierRun } from "./adopt.ts";
import { learnFromOwnCreate } from "./apiIdentity.ts";
import { attemptCreate, type CreateOutcome } from "./attempt.ts";
import { listItems } from "./candidates.ts";
import { beginCreate } from "./creation.ts";
import { openDoubt } from "./doubt.ts";
import { resolveSuperseded } from "./supersededCreates.ts";

const maxAmbiguousResults = 4;

/** @returns The resource under the API's names: from the response to the create, or from a later read. */
export async function createOnce(
  resource: Resource,
  api: Transport,
  inputs: Values,
  path: string,
  body: Values,
): Promise<Values> {
  const creation = await beginCreate(resource, api, inputs, path, body);
  const { entry } = creation;
  const orphan = await adoptFromEarlierRun(creation);
  if (orphan) return orphan;
  await resolveSuperseded(creation, entry);
  const listed = await expectNoTwin(creation);
  if (resource.createReturnsNothing) {
    // None of what exists before can be the result of a create whose response does not identify it.
    const existing = listed ?? (await listItems(creation));
    entry.markForeign(existing.map(({ actual }) => idOf(resource, actual)));
  }

  let ambiguousResults = 0;
  // An earlier request of this create may have reached the API: no later refusal proves that it created nothing.
  let mayBeSent = false;
  for (let attempt = 1; ; attempt++) {
    const doubt = openDoubt(creation);
    try {
      const outcome = await attemptCreate(creation, attempt, doubt.begin);
      if (isSettled(outcome)) doubt.end();
      let adopted: Values | undefined;
      switch (outcome.kind) {
        case "created":
          learnFromOwnCreate(api, outcome.actual);
          api.run.objects.created.add(expandPath(resource.item, outcome.actual));
          entry.resolve(outcome.id);
          return outcome.content;
        case "createdWithId":
          adopted = await adoptConfirmed(creation, outcome.id);
          break;
        case "throttled":
          // A 401 is about the token alone, and says nothing of the outcome. The next request carries another token.
          if (outcome.error.status !== 401) entry.markRejected();
          mayBeSent ||= outcome.isAnswered && outcome.error.status !== 401;
          await api.wait(outcome.delayMs, outcome.why);
          if (outcome.isAnswered) adopted = await adoptDespiteRejection(creation);
          break;
        case "rejected":
          if (!outcome.isProof || mayBeSent) adopted = await adoptDespiteRejection(creation);
          if (adopted) break;
          if (outcome.isProof && !mayBeSent) entry.resolve();
          else entry.markRejected();
          throw outcome.error;
        case "ambiguous":
          adopted = await adoptAfterAmbiguous(creation, outcome.error);
          if (adopted) break;
          ambiguousResults++;
          if (outcome.mayRetry && ambiguousResults < maxAmbiguousResults) break;
          // Reconciled, and nothing was created.
          if (outcome.mayRetry) entry.resolve();
          throw new ApiError(outcome.error.failure);
      }
      if (adopted) return adopted;
    } finally {
      doubt.end();
    }
  }
}

/** Whether a response shows what the request came to. */
const isSettled = ({ kind }: CreateOutcome): boolean => kind !== "ambiguous" && kind !== "createdWithId";
