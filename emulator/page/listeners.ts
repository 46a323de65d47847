/** Pages that are told when something changed, by server-sent events: they then ask what. */
import type { ServerResponse } from "node:http";

export interface Listeners {
  add(response: ServerResponse): void;
  tell(): void;
  close(): void;
}

export function openListeners(): Listeners {
  const open = new Set<ServerResponse>();
  let count = 0;
  let isDue = false;
  return {
    add: (response) => {
      open.add(response);
      response.on("close", () => open.delete(response));
      response.write(`data: ${count}\n\n`);
    },
    /** Several changes at the same moment are one. */
    tell: () => {
      if (isDue) return;
      isDue = true;
      setImmediate(() => {
        isDue = false;
        count++;
        for (const response of open) response.write(`data: ${count}\n\n`);
      });
    },
    close: () => {
      for (const response of open) response.end();
    },
  };
}
