/** A request as faults see it, and what goes out in the end. */

export interface Asked {
  method: string;
  /** The path's template, or the path where there is none. */
  template: string;
  /** What responses call the id and the name of what it is about. */
  names: { id: string; name: string };
  /** All that came, for responses that repeat it. */
  text: string;
}

export interface Content {
  status: number;
  headers: Record<string, string>;
  text?: string;
}

/** What goes out: content, or none at all. */
export type Outcome = Content | "reset" | "hang";
