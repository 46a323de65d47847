/**
 * The SDK takes down a stack trace for each of a resource's properties, four times over and mapped to sources: nine
 * tenths of what a program of many resources does, for nothing that anybody is shown. While one of ours is constructed,
 * none is taken. Each class sees to that by itself: a constructor between it and the SDK's would be taken for a place in the
 * program, and kept in state.
 */

export interface Traces {
  /** The error, with the trace of where the resource was constructed. */
  addTo(error: unknown): unknown;
  resume(): void;
}

/** @param constructed The class, whose own frames are of no interest. */
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
