/** What a release says of where it is published. The sources do not know it, so the environment of the release does. */
import type { Publication } from "../generate/publication.ts";

interface Variable {
  property: keyof Publication;
  /** What its value must be. Default: anything. */
  pattern?: RegExp;
  allowed?: string;
}

const page = { pattern: /^https:\/\/[^\s/]+\S*$/, allowed: "an https URL" };

const variables: Record<string, Variable> = {
  RELEASE_HOMEPAGE: { property: "homepage", ...page },
  RELEASE_REPOSITORY: { property: "repository", ...page },
  RELEASE_LOGO_URL: { property: "logoUrl", ...page },
  RELEASE_PLUGIN_DOWNLOAD_URL: {
    property: "pluginDownloadURL",
    pattern: /^(https|github|gitlab):\/\/[^\s/]+\S*$/,
    allowed: "an address that the engine can fetch plugins from: https://…, github://… or gitlab://…",
  },
  RELEASE_PUBLISHER: { property: "publisher" },
};

/**
 * Reads the variables that are set and not blank.
 * @throws Error that names every variable whose value is not allowed
 */
export function publicationFrom(environment: NodeJS.ProcessEnv): Publication {
  const given = Object.entries(variables).flatMap(([name, variable]) => {
    const value = environment[name]?.trim();
    return value ? [{ name, value, ...variable }] : [];
  });
  const wrong = given.filter(({ pattern, value }) => pattern?.test(value) === false);
  if (wrong.length > 0)
    throw new Error(
      wrong.map(({ name, value, allowed }) => `${name} is "${value}". It must be ${allowed}.`).join("\n"),
    );
  return Object.fromEntries(given.map(({ property, value }) => [property, value]));
}
