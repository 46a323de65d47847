/**
 * The files of the stack's configuration. The engine tells a plugin neither which values are encrypted (`CheckConfig` in
 * pkg/resource/plugin/provider_plugin.go strips the marks) nor the keys of other namespaces, but it starts the plugin in the
 * program's folder. Nothing depends on these files but hints for the user: what cannot be read is left out.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isSecretSetting, settingNames } from "../api/config/settings.ts";

export interface StackFile {
  /** Its name, for messages. */
  name: string;
  /** The keys of the configuration, with their namespace, and whether their values lie in clear. */
  keys: ReadonlyMap<string, { isPlain: boolean }>;
}

/** @param stack The name of the stack, without its project. */
export function readStackFiles(stack: string, folder = process.cwd()): StackFile[] {
  const root = projectRoot(folder);
  // A stack's name has no other characters. With a separator, this would be another folder.
  if (root === undefined || !/^[\w.-]+$/.test(stack)) return [];
  const project = read(root.file) ?? "";
  const [, configFolder = "."] = /^stackConfigDir:\s*["']?([^"'\n#]+?)["']?\s*$/m.exec(project) ?? [];
  const ofStack = [".yaml", ".yml"].map((end) => join(root.folder, configFolder, `Pulumi.${stack}${end}`));
  return [root.file, ...ofStack].flatMap((file) => {
    const text = read(file);
    return text === undefined ? [] : [{ name: file.slice(dirname(file).length + 1), keys: keysIn(text) }];
  });
}

/** Warnings of our secrets that lie in clear. */
export function plainSecretsIn(files: readonly StackFile[]): string[] {
  const secrets = settingNames.filter(isSecretSetting).map((setting) => `transmit:${setting}`);
  return files.flatMap(({ name, keys }) =>
    secrets
      .filter((key) => keys.get(key)?.isPlain)
      .map(
        (key) =>
          `${key} is set without --secret, so it lies in clear in ${name}. Encrypt it: pulumi config set --secret ${key}. ` +
          "If that file was committed or shared, replace the secret.",
      ),
  );
}

/** The text of the project's file; empty where there is none. */
export function projectFile(folder = process.cwd()): string {
  const root = projectRoot(folder);
  return (root && read(root.file)) ?? "";
}

/** The nearest folder upwards that has a project file: a project may keep its program in a folder of its own. */
function projectRoot(folder: string): { folder: string; file: string } | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = [".yaml", ".yml"].map((end) => join(at, `Pulumi${end}`)).find(existsSync);
    if (file !== undefined) return { folder: at, file };
    if (at === dirname(at)) return undefined;
  }
}

const maxSize = 1024 * 1024;

function read(file: string): string | undefined {
  try {
    const stat = statSync(file);
    return stat.isFile() && stat.size <= maxSize ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** Of YAML, only the form that the engine writes: one key a line below `config`, and what belongs to it further in. */
function keysIn(text: string): StackFile["keys"] {
  const keys = new Map<string, { isPlain: boolean }>();
  const [, section = ""] = /^config:[ \t]*\r?\n((?:[ \t].*(?:\r?\n|$)|#.*(?:\r?\n|$)|\r?\n)*)/m.exec(text) ?? [];
  const [, outer = ""] = /^([ \t]+)[^\s#]/m.exec(section) ?? [];
  let last: { isPlain: boolean } | undefined;
  for (const line of section.split(/\r?\n/)) {
    const [, indent, key, rest = ""] = /^([ \t]+)["']?([^\s"'#][^\s"']*)["']?[ \t]*:(?:[ \t]+(.*)|)$/.exec(line) ?? [];
    if (key === undefined) continue;
    if (indent === outer) {
      const value = rest.replace(/^#.*/, "").trim();
      last = { isPlain: value !== "" && value !== '""' && value !== "''" && !/^\{\s*["']?secure\b/.test(value) };
      keys.set(key, last);
    } else if (key === "value" && last) {
      // In a project's file, a key may have a type, a description and a value.
      last.isPlain = rest.trim() !== "";
    }
  }
  return keys;
}
