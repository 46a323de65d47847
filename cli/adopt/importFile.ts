/** The list of what a program declares, with ids: the file that `pulumi import --file` reads. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isObject } from "../../provider/fields/shape.ts";
import { resources } from "../../provider/resources/all.ts";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import type { Adopted } from "./adoption.ts";

const fileName = "import.json";

/** @param cwd The folder of the project. @throws CommandError that names every entry that is wrong */
export function readImportFile(cwd: string): Adopted[] {
  const path = resolve(join(cwd, fileName));
  const content = parse(path);
  const listed = isObject(content) ? content.resources : undefined;
  if (!Array.isArray(listed)) throw wrong(`${path} must be an object with a list of resources.`);
  const problems = listed.flatMap((entry, index) => problemsOf(entry).map((one) => `resources[${index}]${one}`));
  if (problems.length > 0) throw wrong(`${path} is wrong: ${problems.join(" ")}`);
  const adopted = listed.map(({ type, name, id }) => ({ type: String(type).split(":").at(-1) as string, name, id }));
  const names = adopted.map(({ type, name }) => `${type} ${name}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrong(`${path} names ${twice} twice.`);
  return adopted;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === "ENOENT"
      ? wrong(`There is no file ${path}, which lists what exists already.`)
      : wrong(`${path} could not be read: ${message}.`);
  }
}

const types = resources.map(({ name }) => `transmit:index:${name}`);

function problemsOf(entry: unknown): string[] {
  if (!isObject(entry)) return [" must be an object."];
  const { type, name, id } = entry;
  return [
    ...(types.includes(String(type)) ? [] : [`.type is none of ${types.join(", ")}.`]),
    ...(isText(name) ? [] : [".name must be the name in the program."]),
    ...(isText(id) ? [] : [".id must be an id."]),
  ];
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

const wrong = (message: string): CommandError =>
  new CommandError(
    message,
    exitCodes.failed,
    "pulumi-transmit export writes it beside the program. Run this command in that folder, or name it with --cwd.",
  );
