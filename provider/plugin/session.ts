/** The state of a plugin process: the engine's address, the configuration, the current run, and whether it was cancelled. */
import { status } from "@grpc/grpc-js";
import { type Configuration, openConnections } from "../api/index.ts";
import { type Log, openLog } from "../engine/log.ts";
import { stackIn } from "../engine/stack.ts";
import { redact } from "../errors.ts";
import { inRun, openJournal, openRun, type Run, type Transport } from "../lifecycle/index.ts";
import { RequestError } from "./grpcStatus.ts";

export interface Session {
  /** The address of the engine, once it is known. */
  engine: string | undefined;
  configuration: Configuration | undefined;
  /** Names of the settings that a preview does not know yet: then there is no configuration. */
  unknownSettings: readonly string[];
  /** The data of the current run, for the lifecycle. */
  readonly run: Run;
  /**
   * Begins another run. A plugin that stays attached serves several, and is configured for each of them. That the run before
   * was cancelled does not concern this one.
   */
  beginRun(): void;
  /** The configuration of the previous run, if it differs in a setting that selects the tenant or the application. */
  former: Configuration | undefined;
  readonly log: Log;
  /**
   * Says what may have been created, aborts waits and sends nothing new. The response to a request that may change something
   * is still awaited. @returns Once the engine has heard it
   */
  cancel(): Promise<void>;
  /** Aborted once the current run is cancelled. */
  readonly signal: AbortSignal;
  /** Requests for one operation on the resource of this URN. */
  begin(urn: string, options: SessionOperation): Transport;
}

export interface SessionOperation {
  /** Whether the operation may change something: then a cancellation waits for its requests. */
  writes?: boolean;
  /** Milliseconds that the operation may take. Default: the connection's. */
  deadlineMs?: number;
  /** Aborts the operation. Default: the current run's. */
  signal?: AbortSignal;
  /** Strings that no message may contain, even if a response of the API does. */
  secrets?(): readonly string[];
}

/** Milliseconds to get a token with the former settings, which may no longer work. */
const formerTimeoutMs = 3_000;

const notConfigured =
  "The provider is not configured, so nothing was sent. Whoever calls the plugin must call Configure before this, as the " +
  "engine does.";

function unconfigured(unknownSettings: readonly string[]): RequestError {
  if (unknownSettings.length === 0) return new RequestError(status.FAILED_PRECONDITION, notConfigured);
  const names = unknownSettings.map((name) => `transmit:${name}`).join(", ");
  const message =
    `The value of ${names} is not known yet, so nothing was sent: it comes from something that this run has not created. ` +
    "Only a preview can do without it. Create that first, for example with pulumi up --target.";
  return new RequestError(status.FAILED_PRECONDITION, message);
}

export function openSession(engine: string | undefined): Session {
  let cancellation = new AbortController();
  const formerTenant = async () =>
    session.former && (await connect(session.former).begin({ deadlineMs: formerTimeoutMs }).claims()).tenantId;
  // The process has one journal and one set of connections, however many runs it serves.
  const connect = openConnections();
  const journal = openJournal();
  let run = openRun({ journal, formerTenant });
  /** Messages that the engine has not acknowledged. */
  const underWay = new Set<Promise<void>>();
  const say = (message: Promise<void>) => {
    underWay.add(message);
    void message.finally(() => underWay.delete(message));
  };
  const session: Session = {
    engine,
    configuration: undefined,
    unknownSettings: [],
    get run() {
      return run;
    },
    beginRun: () => {
      // Operations of the cancelled run keep the signal that they have.
      if (cancellation.signal.aborted) cancellation = new AbortController();
      run = openRun({ journal, former: run, formerTenant });
    },
    former: undefined,
    log: openLog(() => session.engine),
    cancel: async () => {
      // What is aborted is in doubt for good.
      for (const doubt of run.doubts) doubt.sayCancelled();
      cancellation.abort();
      await Promise.all(underWay);
    },
    get signal() {
      return cancellation.signal;
    },
    begin: (urn, { writes, deadlineMs, signal = cancellation.signal, secrets }) => {
      if (cancellation.signal.aborted) throw new RequestError(status.CANCELLED, "The run was cancelled.");
      if (!session.configuration) throw unconfigured(session.unknownSettings);
      const requests = connect(session.configuration).begin({
        signal,
        waitsForResponse: writes,
        deadlineMs,
        notify: (message) => say(session.log.inform(redact(message, secrets?.() ?? []), urn)),
        warn: (message) => say(session.log.warn(redact(message, secrets?.() ?? []), urn)),
        stack: async () => stackIn(urn),
        secrets,
      });
      return inRun(requests, run);
    },
  };
  return session;
}
