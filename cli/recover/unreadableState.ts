/**
 * A state that a killed run left unreadable. The backend of files replaces a state in one step, but writes the attributes
 * beside it in place (`setAttrs` in blob/fileblob/attrs.go of gocloud.dev, which Pulumi uses): a run that is killed at that
 * moment leaves a piece of them, and no command can read the stack any more. The state itself is whole: the one before, since
 * the attributes are written first. Nothing needs them, and the next run writes them again.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import { type Deployment, exportDeployment, type Stack, stackOption } from "../stack/deployment.ts";
import { runPulumi } from "../stack/pulumi.ts";

/** @param confirm Whether the attributes may be removed. @param tell Shows the user what was done. */
export async function exportReadable(
  stack: Stack,
  confirm: (question: string) => Promise<boolean>,
  tell: (message: string) => void,
): Promise<Deployment> {
  try {
    return await exportPatiently(stack);
  } catch (error) {
    const attributes = isUnreadable(error) ? await findBrokenAttributes(stack) : undefined;
    if (attributes === undefined) throw error;
    const what = `A run was killed while it wrote ${attributes}, and no command can read the stack because of that.`;
    const needed = "The state beside it is whole, and does not need this file";
    if (!(await confirm(`${what} ${needed}. Remove it?`))) {
      const how = "Run this command again with --yes: it removes that file, and then settles what is pending.";
      throw new CommandError(`${what} ${needed}. Nothing was changed.`, exitCodes.different, how);
    }
    rmSync(attributes);
    tell(`${what} ${needed}: it was removed.`);
    return exportDeployment(stack);
  }
}

const isUnreadable = (error: unknown): boolean =>
  error instanceof CommandError && /failed to load checkpoint: .*EOF/.test(error.message);

const attempts = 3;
const pauseMs = 500;

/** A run that is alive may be writing at this moment: then the file is whole again some milliseconds later. */
async function exportPatiently(stack: Stack): Promise<Deployment> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await exportDeployment(stack);
    } catch (error) {
      if (!isUnreadable(error) || attempt === attempts) throw error;
      await sleep(pauseMs);
    }
  }
}

/** @returns The file; undefined for other backends, and if it is not the only one. @throws CommandError if the stack is locked */
async function findBrokenAttributes(stack: Stack): Promise<string | undefined> {
  const { url } = JSON.parse(await runPulumi(["whoami", "--json"], stack)) as { url?: string };
  const folder = folderOf(url);
  if (folder === undefined) return undefined;
  // The CLI cannot name the selected stack if it cannot read it.
  const name = (stack.name ?? process.env.PULUMI_STACK)?.split("/").at(-1);
  // Before 3.61, a backend kept the stacks of all projects in one folder.
  const broken = [...subfolders(join(folder, "stacks")), ""].flatMap((project) =>
    attributesIn(join(folder, "stacks", project))
      .filter(({ file, of }) => (name === undefined || of === name) && isBroken(file))
      .map(({ file, of }) => ({ file, locks: join(folder, "locks", "organization", project, of) })),
  );
  const [only, ...others] = broken;
  if (!only || others.length > 0) return undefined;
  if (existsSync(only.locks) && readdirSync(only.locks).some((entry) => entry.endsWith(".json"))) throw locked(stack);
  return only.file;
}

/** The folder of a backend of files: `file:///state`, `file://~/state`. */
function folderOf(url = ""): string | undefined {
  const [address = ""] = url.split("?");
  if (!address.startsWith("file://")) return undefined;
  const path = address.startsWith("file://~")
    ? join(homedir(), address.slice("file://~".length))
    : fileURLToPath(address);
  return join(path, ".pulumi");
}

const subfolders = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
    : [];

/** The attributes of states, and the names of their stacks. Those of backups are never read. */
const attributesIn = (folder: string): { file: string; of: string }[] =>
  existsSync(folder)
    ? readdirSync(folder).flatMap((entry) => {
        const [, of] = /^(.+)\.json(?:\.gz|\.zst)?\.attrs$/.exec(entry) ?? [];
        return of === undefined ? [] : [{ file: join(folder, entry), of }];
      })
    : [];

function isBroken(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return false;
  } catch {
    return true;
  }
}

const locked = (stack: Stack): CommandError =>
  new CommandError(
    "The state of the stack cannot be read, and the stack is locked. Nothing was changed.",
    exitCodes.failed,
    "If the run that holds the lock is alive, wait until it ends. If it is dead for certain, run " +
      `${["pulumi cancel", ...stackOption(stack)].join(" ")}. Then run this command again.`,
  );
