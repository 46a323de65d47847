/**
 * A create that was sent, and of which nobody knows yet whether it created anything. Nothing tells a dynamic provider that
 * its run is about to end, so the user is told once the response is overdue: what may exist, since when, and how to find
 * it.
 */
import { a, nounOf } from "../../fields/naming.ts";
import { recoverCommand } from "../existingTwin/messages.ts";
import type { Doubt } from "../run.ts";
import { idOf, parentOf } from "../wire/resourceId.ts";
import type { Creation } from "./creation.ts";

/** Milliseconds after a request was sent, from when on its response is overdue. */
const overdueMs = 5_000;

export interface OpenDoubt {
  /** Called right before the request is sent. */
  begin(): void;
  /** Called once it is known what the request has created, or that it fails with an error that says what may be. */
  end(): void;
}

/** The doubt of one request. */
export function openDoubt(creation: Creation): OpenDoubt {
  const { api } = creation;
  const { clock, doubts } = api.run;
  let end = () => {};
  return {
    begin: () => {
      const sentAt = api.now();
      const say = (before: string) => api.notify?.(`${before}${describe(creation, sentAt)}`);
      const doubt: Doubt = { sayCancelled: () => say("The run is cancelled. ") };
      const callOff = clock.after(overdueMs, () => say(""));
      doubts.add(doubt);
      end = () => {
        callOff();
        doubts.delete(doubt);
      };
    },
    end: () => end(),
  };
}

function describe({ resource, inputs }: Creation, sentAt: number): string {
  const noun = nounOf(resource.name);
  const parent = parentOf(resource);
  const where = parent ? ` in the ${nounOf(parent.name)} ${idOf(parent, inputs)}` : "";
  const time = new Date(sentAt).toISOString().replace("T", " ").replace(/\..*/, " UTC");
  return (
    `The ${noun} ${JSON.stringify(inputs[resource.nameField])} may have been created${where}: the request was sent at ` +
    `${time}, and no response has shown it yet. If the run ends now, run ${recoverCommand}, or look in the Admin Portal for ` +
    `${a(noun)} of that name, created at that time.`
  );
}
