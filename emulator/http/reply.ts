/** A response, before faults change it. */
export interface Reply {
  status: number;
  body?: unknown;
}
