/** What those without an API answer: what the provider keeps of the API's answers. */
import { writeFileSync } from "node:fs";
import { contenders } from "./contenders.ts";
import { enter } from "./entrant.ts";

interface Resource {
  type: string;
  outputs?: Record<string, unknown>;
}

/** Takes them from a stack of one client, by kind of resource. */
export async function recordAnswers(file: string): Promise<void> {
  const entrant = await enter(contenders[0], { size: 1, latency: 0 });
  try {
    await entrant.stack.up();
    const { stdout } = await entrant.stack.run(["stack", "export", "--show-secrets"], { quiet: true });
    const resources: Resource[] = JSON.parse(stdout).deployment.resources;
    const outputsOf = (kind: string) => resources.find(({ type }) => type.endsWith(`:${kind}`))?.outputs ?? {};
    const recorded = { Application: answeredIn(outputsOf("Application")), Client: answeredIn(outputsOf("Client")) };
    writeFileSync(file, JSON.stringify(recorded));
  } finally {
    await entrant.end();
  }
}

/** What it keeps for itself is its own cost. */
const answeredIn = (outputs: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => !name.startsWith("__"))
      .map(([name, value]) => [name, revealed(value)]),
  );

/** A secret is written as an object with its value's text. */
function revealed(value: unknown): unknown {
  const { plaintext } = (value ?? {}) as { plaintext?: string };
  return plaintext === undefined ? value : JSON.parse(plaintext);
}
