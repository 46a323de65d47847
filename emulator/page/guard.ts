/**
 * Who may ask the emulator about itself: programs on this machine, and its own page in a browser. A website that the browser
 * has open next to it may not, whether it sends requests across origins or makes its own name point to this machine.
 */
import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "../http/refusal.ts";

/** @param port Where the emulator listens. @throws Refusal 403 */
export function refuseForeign(headers: IncomingHttpHeaders, port: number): void {
  const hosts = ["127.0.0.1", "localhost"].map((name) => `${name}:${port}`);
  const { host = "", origin } = headers;
  if (!hosts.includes(host.toLowerCase())) throw foreign(`its Host is not ${hosts[0]}`);
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`))
    throw foreign("its Origin is another one");
  // Requests of other sites that come without an Origin, such as those of a script or an image.
  const site = headers["sec-fetch-site"];
  const isVisit = headers["sec-fetch-mode"] === "navigate";
  if (site !== undefined && site !== "same-origin" && site !== "none" && !isVisit)
    throw foreign("another site sent it");
}

const foreign = (because: string) =>
  new Refusal(403, { message: `refused: ${because}. Only the emulator's own page and local programs may ask this.` });
