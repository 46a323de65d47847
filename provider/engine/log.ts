/** Messages to the user, through the engine's log. */
import { printable } from "../safeText.ts";
import { callEngine } from "./client.ts";

export interface Log {
  /** @param urn The resource that it is about. */
  inform(message: string, urn?: string): Promise<void>;
  warn(message: string, urn?: string): Promise<void>;
}

const severity = { information: 1, warning: 2 } as const;

/** @param address Where the engine listens; undefined if that is not known. */
export function openLog(address: () => string | undefined): Log {
  /** Nothing that fails here may fail the operation that has something to say: then it goes to standard error. */
  const say = (level: 1 | 2) => async (text: string, urn?: string) => {
    const message = printable(text);
    try {
      await log(address(), level, message, urn);
    } catch {
      console.error(message);
    }
  };
  return { inform: say(severity.information), warn: say(severity.warning) };
}

const log = (address: string | undefined, level: 1 | 2, message: string, urn = ""): Promise<unknown> =>
  callEngine(address, (engine, { LogRequest }, answered) => {
    const request = new LogRequest();
    request.setSeverity(level);
    request.setMessage(message);
    request.setUrn(urn);
    engine.log(request, answered);
  });
