/** Worlds of both faces, for what must hold in each: a name of the face, and its package. */
import { createPluginWorld, type PluginWorld, type Sdk } from "./pluginWorld.ts";

export interface Face extends PluginWorld {
  sdk: Sdk;
  /** Replaces the program by one that uses this face. */
  program(body: string): void;
}

export const faces: [name: string, sdk: Sdk][] = [
  ["dynamic", "pulumi-transmit"],
  ["plugin", "pulumi-transmit-plugin"],
];

/** @param flags More options of the emulator. */
export async function openFace(sdk: Sdk, flags: string[] = []): Promise<Face> {
  const world = await createPluginWorld(flags);
  return { ...world, sdk, program: (body) => world.make(body, sdk) };
}

/** What has been sent since it was last asked that changes anything, tokens excluded. */
export const writesOf = async ({ requests }: Face): Promise<string[]> =>
  (await requests()).filter((request) => !/^GET |\/oidc\/token/.test(request));
