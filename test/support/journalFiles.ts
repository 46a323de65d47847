/** What the journal holds on disk of creates that somebody may come back for. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultJournalFolder as journalFolder } from "../../provider/lifecycle/createOnce/journalFolder.ts";
import { isOpen, type JournalRecord } from "../../provider/lifecycle/createOnce/journalRecord.ts";

/** Names of files; drafts as well, of which none should be left. */
export function openJournalFiles(): string[] {
  try {
    return readdirSync(journalFolder()).filter((name) => {
      const text = readFileSync(join(journalFolder(), name), "utf8");
      return name.startsWith(".") || isOpen(JSON.parse(text) as JournalRecord);
    });
  } catch {
    return [];
  }
}
