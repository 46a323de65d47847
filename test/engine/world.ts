/** Where an engine test happens: an emulator, a stack, and the API as somebody else sees it. */

import { connect, type Json, type Send } from "../../tools/engine/api.ts";
import { type RunningEmulator, runEmulator } from "../../tools/engine/emulator.ts";
import { Stack } from "../../tools/engine/stack.ts";
import { root } from "../support/root.ts";

export interface World {
  emulator: RunningEmulator;
  stack: Stack;
  api: Send;
  /** All that the API holds. */
  applications(): Promise<Json[]>;
  clients(appId: unknown): Promise<Json[]>;
  /** Signing keys, but those that are deleted. */
  keys(): Promise<Json[]>;
  /** Requests since this was last asked. */
  requests(): Promise<string[]>;
  end(): Promise<void>;
}

/**
 * @param transmit Folder of the package that programs import. @param flags More options of the emulator.
 * @param environment More variables of every run, such as those of another backend.
 */
export async function createWorld(
  transmit = root,
  flags: string[] = [],
  environment: Record<string, string> = {},
): Promise<World> {
  const emulator = await runEmulator(root, flags);
  const stack = new Stack({ root, transmit, environment: { ...emulator.environment, ...environment } });
  try {
    await stack.make("");
    await stack.init();
    const api = await connect(emulator);
    await new Promise((resolve) => setTimeout(resolve, 100));
    let seen = emulator.requests.length;
    return {
      emulator,
      stack,
      api,
      applications: async () => ((await api("GET", "/v1/applications")) as { result: Json[] }).result,
      clients: async (appId) => (await api("GET", `/v1/applications/${appId}/clients`)) as Json[],
      keys: async () => {
        const listed = (await api("GET", "/v1/applications/signing-keys")) as Json[];
        return listed.filter(({ deleted_at: deleted }) => !deleted);
      },
      requests: async () => {
        // The log comes through a pipe, some moments after the answer.
        await new Promise((resolve) => setTimeout(resolve, 100));
        const since = emulator.requests.slice(seen);
        seen = emulator.requests.length;
        return since;
      },
      end: async () => {
        stack.remove();
        await emulator.stop();
      },
    };
  } catch (error) {
    stack.remove();
    await emulator.stop();
    throw error;
  }
}
