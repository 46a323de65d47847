/** The provider's settings for an emulator, in each form in which Pulumi takes them. */
import type { Credentials } from "./http/token.ts";

/** Arguments of an explicit provider: `new transmit.Provider("emulator", emulator.settings)`. */
export interface ProviderSettings {
  baseUrl: string;
  clientId: string;
  clientSecret: string;
}

/** Environment variables of `pulumi up` and of the provider. */
export type ProviderEnvironment = Record<"TRANSMIT_BASE_URL" | "TRANSMIT_CLIENT_ID" | "TRANSMIT_CLIENT_SECRET", string>;

/** Configuration of a stack, as `stack.setAllConfig()` of the Automation API takes it. */
export type StackConfig = Record<
  "transmit:baseUrl" | "transmit:clientId" | "transmit:clientSecret",
  { value: string; secret?: boolean }
>;

export function settingsFor(
  baseUrl: string,
  { clientId, clientSecret }: Credentials,
): { settings: ProviderSettings; env: ProviderEnvironment; config: StackConfig } {
  return {
    settings: { baseUrl, clientId, clientSecret },
    env: {
      TRANSMIT_BASE_URL: baseUrl,
      TRANSMIT_CLIENT_ID: clientId,
      TRANSMIT_CLIENT_SECRET: clientSecret,
    },
    config: {
      "transmit:baseUrl": { value: baseUrl },
      "transmit:clientId": { value: clientId },
      "transmit:clientSecret": { value: clientSecret, secret: true },
    },
  };
}
