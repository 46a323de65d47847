/**
 * Lines that GitHub Actions shows as annotations of a run. Source: "Workflow commands for GitHub Actions" and the runner's
 * `ActionCommand.cs`.
 */

export type Level = "error" | "warning" | "notice";

/** @param text From whom it may be: what it says cannot become another command. */
export const annotation = (level: Level, title: string, text: string): string =>
  `::${level} title=${property(title)}::${data(text)}`;

const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
