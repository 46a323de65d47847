/** What a running plugin knows: the engine's address, its configuration, its run, and whether it was cancelled. */
import { status } from "@grpc/grpc-js";
import { type Configuration, openConnections } from "../api/index.ts";
import { type Log, openLog } from "../engine/log.ts";
import { stackIn } from "../engine/stack.ts";
import { openJournal, openRun, type Run, type Transport } from "../lifecycle/index.ts";
import { RequestError } from "./grpcStatus.ts";

export interface Session {
  /** Where the engine listens. */
  engine: string | undefined;
  configuration: Configuration | undefined;
  /** What the run knows. */
  readonly run: Run;
  /** Another run begins: a plugin that stays attached is configured anew for each. */
  beginRun(): void;
  /** The configuration of the run before, where it names another address or another client than this one. */
  former: Configuration | undefined;
  readonly log: Log;
  /** Sends nothing new, and ends waits; a request that may change something still gets its response. */
  cancel(): void;
  readonly isCancelled: boolean;
  /** Requests for one operation on the resource of this URN. */
  begin(urn: string, undertaking: OperationLimits): Transport;
}

export interface OperationLimits {
  /** Whether the operation changes something. */
  writes?: boolean;
  /** Milliseconds that it may take. Default: the API module's. */
  deadlineMs?: number;
  /** What messages must not show, though the API repeats it. */
  secrets?(): readonly string[];
}

/** Milliseconds to ask for the tenant of the former settings, which may no longer work. */
const formerTimeoutMs = 3_000;

export function openSession(engine: string | undefined): Session {
  const cancellation = new AbortController();
  const formerTenant = async () =>
    session.former && (await connect(session.former).begin({ deadlineMs: formerTimeoutMs }).claims()).tenantId;
  // The process has one journal and one set of connections, however many runs it serves.
  const connect = openConnections();
  const journal = openJournal();
  let run = openRun({ journal, formerTenant });
  const session: Session = {
    engine,
    configuration: undefined,
    get run() {
      return run;
    },
    beginRun: () => {
      run = openRun({ journal, former: run, formerTenant });
    },
    former: undefined,
    log: openLog(() => session.engine),
    cancel: () => cancellation.abort(),
    get isCancelled() {
      return cancellation.signal.aborted;
    },
    begin: (urn, { writes, deadlineMs, secrets }) => {
      if (session.isCancelled) throw new RequestError(status.CANCELLED, "The run was cancelled.");
      if (!session.configuration) throw new RequestError(status.FAILED_PRECONDITION, "The provider is not configured.");
      const requests = connect(session.configuration).begin({
        signal: cancellation.signal,
        waitsForResponse: writes,
        deadlineMs,
        notify: (message) => void session.log.inform(message, urn),
        stack: async () => stackIn(urn),
        secrets,
      });
      return { ...requests, run };
    },
  };
  return session;
}
