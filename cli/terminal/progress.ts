/** What a command is doing, on standard error: one line that changes, or, for what is no terminal, a line for what is slow. */
import { printable } from "../../provider/safeText.ts";
import { broken } from "./columns.ts";

/** Milliseconds after which a step is told where no line can change. */
const slow = 5000;

export interface ProgressStream {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

export interface Progress {
  /** What is being done now: `Reading 12 of 60 resources`. */
  show(step: string): void;
  /** Removes the line. */
  end(): void;
}

/**
 * @param isDumb The terminal cannot change a line: TERM is "dumb".
 */
export function openProgress(stream: ProgressStream, isDumb = process.env.TERM === "dumb"): Progress {
  return stream.isTTY && !isDumb ? changingLine(stream) : plainLines(stream);
}

function changingLine(stream: ProgressStream): Progress {
  let isShown = false;
  const clear = () => {
    if (isShown) stream.write("\r\u001b[2K");
    isShown = false;
  };
  return {
    show: (step) => {
      clear();
      // A line that wraps could not be removed.
      stream.write(broken(oneLine(step), (stream.columns || 80) - 1)[0] ?? "");
      isShown = true;
    },
    end: clear,
  };
}

/** A step is told once, when it took five seconds; those that count up are one step. */
function plainLines(stream: ProgressStream): Progress {
  let current = "";
  let latest = "";
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    clearTimeout(timer);
    current = "";
  };
  return {
    show: (step) => {
      latest = oneLine(step);
      const kind = latest.replace(/\d+/g, "0");
      if (kind === current) return;
      end();
      current = kind;
      timer = setTimeout(() => stream.write(`${latest} …\n`), slow);
      timer.unref();
    },
    end,
  };
}

const oneLine = (text: string): string => printable(text).replace(/\s+/g, " ");
