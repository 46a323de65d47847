/** Parts of a job's log that a reader can fold. */
import type { Pipeline } from "./pipeline.ts";

interface Section {
  /** Its heading, on one line. */
  title: string;
  /** Printable, with its line feed at the end. */
  text: string;
  /** Unique in the job: letters, digits, `_`, `.` and `-`. */
  name: string;
}

/** @param now In milliseconds. Source: GitLab's "Job logs", GitHub's "Grouping log lines". */
export function section({ title, text, name }: Section, pipeline: Pipeline | undefined, now: number): string {
  const seconds = Math.floor(now / 1000);
  switch (pipeline) {
    case "github":
      return `::group::${title}\n${text}::endgroup::\n`;
    case "gitlab":
      return (
        `\u001b[0Ksection_start:${seconds}:${name}[collapsed=true]\r\u001b[0K${title}\n${text}` +
        `\u001b[0Ksection_end:${seconds}:${name}\r\u001b[0K\n`
      );
    default:
      return `${title}\n${text}`;
  }
}
