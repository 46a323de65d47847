/** Opening and closing the port. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** @returns Where it listens, `http://127.0.0.1:<port>`. @throws Error that says in a sentence why it cannot */
export async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explained(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function explained(error: NodeJS.ErrnoException, port: number): Error {
  const because = reasons[error.code ?? ""];
  if (!because) return error;
  const result = new Error(`port ${port} ${because}. Choose another, or 0 for any that is free.`, { cause: error });
  return Object.assign(result, { code: error.code });
}

const reasons: Record<string, string> = {
  EADDRINUSE: "is in use",
  EACCES: "may not be used by this user",
};

/** Ends the connections that are open, too. */
export const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
