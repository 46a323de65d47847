/** Which settings are given, and where: for who looks for the one that is wrong. It shows no secret. */
import { shownAddress } from "./address.ts";
import type { Configuration } from "./configuration.ts";
import { isSecretSetting, type Setting, settingNames } from "./settings.ts";
import { type Environment, findIn, type Given, openSources, type ReadSetting } from "./sources.ts";

export interface GivenSetting {
  setting: Setting;
  /** As its source names it: `transmit:region`, `TRANSMIT_REGION`. */
  name: string;
  source: "stack" | "environment";
  /** The value as it may be shown. */
  shown: string;
  /** Another setting, or another source, comes before it. */
  isUnused: boolean;
}

/** @param configuration What the settings make, if they are valid. */
export function givenSettings(
  stack: ReadSetting,
  environment: Environment,
  configuration: Configuration | undefined,
): GivenSetting[] {
  const sources = openSources(stack, environment);
  return settingNames.flatMap((setting) => {
    const found = sources.flatMap((source) => findIn(source, setting) ?? []);
    return found.map((given, index) => ({
      setting,
      name: given.name,
      source: given.source.kind,
      shown: shownValue(given),
      isUnused: index > 0 || isPassedOver(given, configuration),
    }));
  });
}

/** Of addresses and credentials, the first source that has one decides, and of several kinds one. */
function isPassedOver({ setting, name }: Given, configuration: Configuration | undefined): boolean {
  if (!configuration) return false;
  const { baseUrlFrom, tokenUrlFrom, secretFrom, credentials } = configuration;
  switch (setting) {
    case "region":
    case "baseUrl":
      return name !== baseUrlFrom;
    case "tokenUrl":
      return name !== tokenUrlFrom;
    case "clientId":
      return !("clientId" in credentials);
    case "clientSecret":
    case "accessToken":
    case "accessTokenFile":
      return name !== secretFrom;
    default:
      return false;
  }
}

function shownValue({ setting, value }: Given): string {
  if (isSecretSetting(setting)) return "set, not shown";
  if (setting === "baseUrl" || setting === "tokenUrl")
    return shownAddress(value, URL.canParse(value) ? new URL(value) : undefined).replaceAll('"', "");
  return isLikeSecret(value) ? "not shown, since it looks like a secret" : value;
}

/** A secret that was pasted into the wrong setting: client secrets are UUIDs, and access tokens JWTs. */
const isLikeSecret = (value: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) || /^eyJ/.test(value) || value.length > 200;
