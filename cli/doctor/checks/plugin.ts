/** Whether the engine finds the plugin that the program's SDK needs. */
import { version } from "../../../provider/version.ts";
import { readProject } from "../../stack/project.ts";
import type { Check, Finding } from "../check.ts";
import { packageIn } from "../installed/packages.ts";
import { type FoundPlugin, installedPlugins, pluginOfProject, pluginOnPath } from "../installed/plugins.ts";
import type { Patient } from "../patient.ts";

export const plugin: Check<Patient> = {
  name: "plugin",
  needs: ["Pulumi CLI"],
  examine: async ({ stack: { cwd } }) => {
    const named = await pluginOfProject(cwd);
    const found = [named ?? [], pluginOnPath() ?? [], await installedPlugins(cwd)].flat();
    const { runtime } = await readProject(cwd);
    const sdk = packageIn(cwd, "pulumi-transmit-plugin");
    if (runtime === "nodejs" && !sdk) return unneeded(named, found);
    return suits(sdk?.version, named ? [named] : found);
  },
};

/** Programs with dynamic resources need it for imports alone, which find that of the package. */
const unneeded = (named: FoundPlugin | undefined, found: readonly FoundPlugin[]): Finding =>
  named?.isMissing
    ? missing(named)
    : {
        status: "ok",
        found: `${found.length > 0 ? list(found) : "None"}. Dynamic resources need none; imports use that of the package.`,
      };

/** @param wanted The version of the SDK, where it is known. */
function suits(wanted: string | undefined, found: readonly FoundPlugin[]): Finding {
  const [first] = found;
  if (!first) {
    return {
      status: "problem",
      found: "The plugin is not installed, and the program's SDK needs it.",
      advice: `Run pulumi plugin install resource transmit ${wanted ?? version} with --file or --server, or name a folder that has it in Pulumi.yaml.`,
    };
  }
  if (first.isMissing) return missing(first);
  const known = found.filter((one) => one.version !== undefined);
  if (wanted === undefined || known.length === 0 || known.some((one) => one.version === wanted))
    return { status: "ok", found: `${list(found)}.` };
  return {
    status: "problem",
    found: `The SDK is of version ${wanted}, and the plugin is ${list(found)}.`,
    advice: `Install the plugin ${wanted}, or the SDK of the plugin's version: both must agree.`,
  };
}

const missing = ({ where }: FoundPlugin): Finding => ({
  status: "problem",
  found: `The plugin is ${where}.`,
  advice: "Install the packages of the program, or correct the path under plugins in Pulumi.yaml.",
});

const list = (found: readonly FoundPlugin[]): string =>
  found.map(({ version: one, where }) => `${one ?? "of an unknown version"} (${where})`).join(", ");
