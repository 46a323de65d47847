/** Requests that change nothing, and are sent once each: what was answered is remembered. */
import type { Transport } from "../../../provider/lifecycle/index.ts";

export interface Reader {
  /** Requests for one operation. */
  begin(): Transport;
  /** What was answered to the GET of a path; undefined if it was not asked, or failed. */
  answered(path: string): Promise<unknown>;
}

/** @param open Opens the requests of one operation. */
export function openReader(open: () => Transport): Reader {
  const answers = new Map<string, Promise<unknown>>();
  const refuse = (method: string, path: string) =>
    Promise.reject(new Error(`${method} ${path} would change something.`));
  return {
    answered: (path) => answers.get(path)?.catch(() => undefined) ?? Promise.resolve(undefined),
    begin: () => {
      const api = open();
      return {
        ...api,
        send: (method, path, body, validate) => {
          if (method !== "GET") return refuse(method, path);
          const known = answers.get(path);
          if (known) return known;
          const answer = api.send(method, path, body, validate);
          answers.set(path, answer);
          // Another operation may ask again.
          answer.catch(() => answers.delete(path));
          return answer;
        },
        preparePost: (path) => refuse("POST", path),
      };
    },
  };
}
