/** The stack of a run, as `stack::project`. */
import { callEngine } from "./client.ts";

/** From a resource's URN, which contains it. */
export const stackIn = (urn: string | undefined): string | undefined => /^urn:pulumi:(.+?::.+?)::/.exec(urn ?? "")?.[1];

/** From the engine, for adapters that get no URN: the program has registered its stack there. */
export async function askForStack(address: string | undefined): Promise<string | undefined> {
  try {
    const answer = await callEngine(address, (engine, { GetRootResourceRequest }, answered) =>
      engine.getRootResource(new GetRootResourceRequest(), answered),
    );
    return stackIn((answer as { getUrn(): string } | undefined)?.getUrn());
  } catch {
    return undefined;
  }
}
