/** The versions of what runs: Node, the CLI, the package and the plugin. */
import { version } from "../../../provider/version.ts";
import { projectFile, readProject } from "../../stack/project.ts";
import { runPulumi } from "../../stack/pulumi.ts";
import type { Check } from "../check.ts";
import { packageIn } from "../installed/packages.ts";
import { isOlder } from "../installed/versions.ts";
import type { Patient } from "../patient.ts";

const leastNode = "22.0.0";
/** As docs/first-application.md says. */
const leastCli = "3.216.0";
/** As package.json says. */
const leastSdk = "3.200.0";

export const node: Check<Patient> = {
  name: "Node.js",
  examine: () => {
    const found = `${process.versions.node}, ${process.execPath}.`;
    return isOlder(process.versions.node, leastNode)
      ? { status: "problem", found, advice: "Install Node.js 22 or newer, or put it first on PATH." }
      : { status: "ok", found };
  },
};

export const cli: Check<Patient> = {
  name: "Pulumi CLI",
  examine: async ({ stack }) => {
    const found = (await runPulumi(["version"], { cwd: stack.cwd })).trim().replace(/^v/, "");
    return isOlder(found, leastCli)
      ? { status: "problem", found: `${found}.`, advice: `Install Pulumi ${leastCli} or newer.` }
      : { status: "ok", found: `${found}.` };
  },
};

export const installedPackage: Check<Patient> = {
  name: "package",
  examine: async ({ stack: { cwd } }) => {
    const [own, plugins, sdk] = ["pulumi-transmit", "pulumi-transmit-plugin", "@pulumi/pulumi"].map((name) =>
      packageIn(cwd, name),
    );
    const others = [plugins, sdk].flatMap((one) => (one ? `${one.name} ${one.version}` : []));
    const found = `pulumi-transmit ${version}${others.length > 0 ? `, with ${others.join(" and ")}` : ""}.`;
    if (own && own.version !== version) {
      return {
        status: "problem",
        found: `This command is pulumi-transmit ${version}, and the program's folder has ${own.version}.`,
        advice: "Run npx pulumi-transmit in the program's folder, so that the command is that of the program.",
      };
    }
    if (sdk && isOlder(sdk.version, leastSdk))
      return { status: "problem", found, advice: `Install @pulumi/pulumi ${leastSdk} or newer.` };
    if (projectFile(cwd) === undefined || (await readProject(cwd)).runtime !== "nodejs" || own || plugins)
      return { status: "ok", found };
    return {
      status: "note",
      found: `${found} The program's folder has neither it nor pulumi-transmit-plugin.`,
      advice: "Run npm install pulumi-transmit in that folder.",
    };
  },
};
