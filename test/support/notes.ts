/** What the journal holds on disk of creates that somebody may come back for. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isOpen, type Note } from "../../provider/lifecycle/createOnce/journalFile.ts";

export const notesFolder = (): string => join(process.env.PULUMI_HOME as string, "transmit", "creates");

/** Names of files; drafts as well, of which none should be left. */
export function openNotes(): string[] {
  try {
    return readdirSync(notesFolder()).filter((name) => {
      const text = readFileSync(join(notesFolder(), name), "utf8");
      return name.startsWith(".") || isOpen(JSON.parse(text) as Note);
    });
  } catch {
    return [];
  }
}
