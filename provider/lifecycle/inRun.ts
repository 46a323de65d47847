/** The transport of one operation, from the requests that the API module sends and the run that it belongs to. */
import type { Run } from "./run.ts";
import type { PostOutcome, Requests, Transport } from "./transport.ts";
import { withPermissions } from "./wire/permissions.ts";

/** Each refusal says what the API's description says of it. */
export function inRun(requests: Requests, run: Run): Transport {
  return {
    ...requests,
    run,
    send: (...request) =>
      requests.send(...request).catch((error) => {
        throw withPermissions(error);
      }),
    preparePost: async (...request) => {
      const prepared = await requests.preparePost(...request);
      return { send: async () => advised(await prepared.send()) };
    },
  };
}

const advised = (outcome: PostOutcome): PostOutcome =>
  "error" in outcome ? { ...outcome, error: withPermissions(outcome.error) } : outcome;
