/** What the engine learns of an output. */
export interface OutputState {
  value: unknown;
  isSecret: boolean;
  isKnown: boolean;
}

/** @throws What the output was rejected with. */
export async function stateOf(output: unknown): Promise<OutputState> {
  const { promise, isSecret, isKnown } = output as { promise(): Promise<unknown> } & Record<string, Promise<boolean>>;
  return { value: await promise(), isSecret: (await isSecret) as boolean, isKnown: (await isKnown) as boolean };
}

export const plain = (value: unknown): OutputState => ({ value, isSecret: false, isKnown: true });
export const secret = (value: unknown): OutputState => ({ value, isSecret: true, isKnown: true });
