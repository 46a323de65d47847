/**
 * A state that was cut off. The backend of files writes a state in place (`no_tmp_dir` in pkg/backend/diy/backend.go of
 * Pulumi): a run that is killed at that moment leaves a piece of it, and no command can read the stack any more. The
 * backend keeps the state before beside it, as `.bak`. That one is right: a create, update or deletion is written as pending
 * before it begins, so what was being written had either not begun, or is pending there.
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isObject } from "../../provider/fields/shape.ts";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import { type Deployment, exportDeployment, type Stack, stackOption } from "../stack/deployment.ts";
import { runPulumi } from "../stack/pulumi.ts";

export interface CutOffState {
  /** The file that is cut off. */
  file: string;
  /** The state before. */
  backup: string;
  /** When that was written, RFC 3339. */
  writtenAt: string;
}

/** @param confirm Whether the state before may be put back. @param tell Shows the user what was done. */
export async function exportWhole(
  stack: Stack,
  confirm: (question: string) => Promise<boolean>,
  tell: (message: string) => void,
): Promise<Deployment> {
  try {
    return await exportPatiently(stack);
  } catch (error) {
    const found = isCutOff(error) ? await findCutOff(stack) : undefined;
    if (!found) throw error;
    const what = `The state of the stack is cut off: a run was killed while it wrote ${found.file}.`;
    const before = `The state before, of ${found.writtenAt}, is in ${found.backup}`;
    if (!(await confirm(`${what} ${before}. Put it back?`))) {
      const how = "Run this command again with --yes: it puts that state back, and then settles what is pending in it.";
      throw new CommandError(`${what} ${before}. Nothing was changed.`, exitCodes.different, how);
    }
    putBack(found);
    tell(`${what} The state before, of ${found.writtenAt}, is back.`);
    return exportDeployment(stack);
  }
}

const isCutOff = (error: unknown): boolean =>
  error instanceof CommandError &&
  /failed to load checkpoint: .*(?:EOF|unexpected end of JSON input)/.test(error.message);

const attempts = 3;
const pauseMs = 500;

/** A run that is alive may be writing at this moment: then the state is whole again some milliseconds later. */
async function exportPatiently(stack: Stack): Promise<Deployment> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await exportDeployment(stack);
    } catch (error) {
      if (!isCutOff(error) || attempt === attempts) throw error;
      await sleep(pauseMs);
    }
  }
}

/** @returns undefined for other backends, and where there is no whole state. @throws CommandError if the stack is locked */
async function findCutOff(stack: Stack): Promise<CutOffState | undefined> {
  const { url } = JSON.parse(await runPulumi(["whoami", "--json"], stack)) as { url?: string };
  const folder = folderOf(url);
  if (folder === undefined) return undefined;
  // The CLI cannot name the selected stack if its state is cut off.
  const name = (stack.name ?? process.env.PULUMI_STACK)?.split("/").at(-1);
  // Before 3.61, a backend kept the stacks of all projects in one folder.
  const places = [...subfolders(join(folder, "stacks")), ""].flatMap((project) =>
    stacksIn(join(folder, "stacks", project))
      .filter((found) => name === undefined || found === name)
      .map((found) => ({
        file: join(folder, "stacks", project, `${found}.json`),
        locks: join(folder, "locks", "organization", project, found),
      })),
  );
  const cut = places.filter(({ file }) => existsSync(file) && stateIn(file) === undefined);
  const [only, ...others] = cut;
  if (!only || others.length > 0) return undefined;
  const backup = `${only.file}.bak`;
  const state = existsSync(backup) ? stateIn(backup) : undefined;
  if (!state) return undefined;
  if (existsSync(only.locks) && readdirSync(only.locks).some((entry) => entry.endsWith(".json"))) throw locked(stack);
  return {
    file: only.file,
    backup,
    writtenAt: String(isObject(state.manifest) ? state.manifest.time : "unknown time"),
  };
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

const stacksIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(".json"))
        .map((file) => file.slice(0, -".json".length))
    : [];

/** The deployment in a file of the backend; undefined if the file is not whole. */
function stateIn(file: string): { manifest?: unknown } | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    const checkpoint = isObject(content) ? content.checkpoint : undefined;
    const latest = isObject(checkpoint) ? checkpoint.latest : undefined;
    return isObject(latest) ? latest : undefined;
  } catch {
    return undefined;
  }
}

/** In one step: nobody sees a piece of it. */
function putBack({ file, backup }: CutOffState): void {
  const draft = `${file}.recovered`;
  copyFileSync(backup, draft);
  renameSync(draft, file);
}

const locked = (stack: Stack): CommandError =>
  new CommandError(
    "The state of the stack is cut off, and the stack is locked. Nothing was changed.",
    exitCodes.failed,
    "If the run that holds the lock is alive, wait until it ends. If it is dead for certain, run " +
      `${["pulumi cancel", ...stackOption(stack)].join(" ")}. Then run this command again.`,
  );
