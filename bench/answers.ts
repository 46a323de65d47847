/** Records what providers without an API return, so that all states hold the same values. */
import { writeFileSync } from "node:fs";
import { contenders } from "./contenders.ts";
import { setUp } from "./setup.ts";

/** Takes the outputs of a stack of this provider with one client, by type of resource. */
export async function recordAnswers(file: string): Promise<void> {
  const { stack, end } = await setUp(contenders[0], { clients: 1, latency: 0 });
  try {
    await stack.up();
    const { stdout } = await stack.run(["stack", "export", "--show-secrets"], { quiet: true });
    const resources: { type: string; outputs?: object }[] = JSON.parse(stdout).deployment.resources;
    const recorded = resources.map(({ type, outputs = {} }) => [type.split(":").at(-1), apiValuesIn(outputs)]);
    writeFileSync(file, JSON.stringify(Object.fromEntries(recorded)));
  } finally {
    await end();
  }
}

/** Without this provider's own metadata, which is part of its cost. */
const apiValuesIn = (outputs: object): object =>
  Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => !name.startsWith("__"))
      .map(([name, value]) => [name, revealed(value)]),
  );

/** The engine exports a secret as an object that holds the JSON of its value. */
const revealed = (value: { plaintext?: string } | null): unknown =>
  value?.plaintext === undefined ? value : JSON.parse(value.plaintext);
