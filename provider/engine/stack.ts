/** Which stack a run is of, as `stack::project`. */
import { callEngine } from "./client.ts";

/** A resource's URN begins with it. */
export const stackIn = (urn: string | undefined): string | undefined => /^urn:pulumi:(.+?::.+?)::/.exec(urn ?? "")?.[1];

/** For who is told no URN: the program has told the engine the one of its stack. */
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
