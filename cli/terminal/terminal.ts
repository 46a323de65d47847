/** What a command says beside its result, on standard error. */
import { openProgress } from "./progress.ts";

export interface Terminal {
  /** Shows what is being done. */
  progress(step: string): void;
  /** Shows the user what is odd. */
  warn(message: string): void;
}

export interface OpenTerminal extends Terminal {
  /** Removes the line of progress: before something else is printed, and in the end. */
  end(): void;
}

export function openTerminal(): OpenTerminal {
  const { show: progress, end } = openProgress(process.stderr);
  return {
    progress,
    end,
    warn: (message) => {
      end();
      process.stderr.write(`pulumi-transmit: ${message}\n`);
    },
  };
}
