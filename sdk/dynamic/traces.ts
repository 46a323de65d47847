/**
 * The SDK records a stack trace for each property of a resource, four times over and mapped to sources. Nobody sees these
 * traces, and they take nine tenths of the time of a program with many resources. While a class of this package constructs
 * a resource, it pauses them. Each class does that itself: a constructor between it and the SDK's would count as a place in
 * the program, and be kept in state.
 */

export interface Traces {
  /** The error, with the trace of where the program constructed the resource. */
  addTo(error: unknown): unknown;
  resume(): void;
}

/** @param constructed The class: traces leave out its own frames. */
export function pauseTraces(constructed: new (...args: never[]) => unknown): Traces {
  const limit = Error.stackTraceLimit;
  const resume = () => {
    Error.stackTraceLimit = limit;
  };
  Error.stackTraceLimit = 0;
  return {
    addTo: (error) => {
      resume();
      if (error instanceof Error) Error.captureStackTrace(error, constructed);
      return error;
    },
    resume,
  };
}
