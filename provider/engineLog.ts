/** Messages to the user through the engine, which shows them with its own. */

export interface Log {
  /** @param urn The resource that it is about. */
  inform(message: string, urn?: string): Promise<void>;
  warn(message: string, urn?: string): Promise<void>;
}

const severity = { information: 1, warning: 2 } as const;

/** @param address Where the engine listens; undefined if nobody has said. */
export function openLog(address: () => string | undefined): Log {
  /** Nothing that fails here may fail the operation that has something to say: then it goes to standard error. */
  const say = (level: number) => async (message: string, urn?: string) => {
    try {
      await log(address(), level, message, urn);
    } catch {
      console.error(message);
    }
  };
  return { inform: say(severity.information), warn: say(severity.warning) };
}

/** The engine's client library is the one that comes with its SDK. */
async function log(address: string | undefined, level: number, message: string, urn = ""): Promise<void> {
  if (!address) throw new Error("no engine");
  const [{ credentials }, { EngineClient }, { LogRequest }] = await Promise.all([
    import("@grpc/grpc-js").then(exportsOf),
    import("@pulumi/pulumi/proto/engine_grpc_pb.js").then(exportsOf),
    import("@pulumi/pulumi/proto/engine_pb.js").then(exportsOf),
  ]);
  const engine = new EngineClient(address, credentials.createInsecure());
  const request = new LogRequest();
  request.setSeverity(level);
  request.setMessage(message);
  request.setUrn(urn);
  await new Promise<void>((resolve, reject) =>
    engine.log(request, (error: unknown) => (error ? reject(error) : resolve())),
  );
  engine.close();
}

/** Node knows all that a CommonJS module exports by the name of `default` alone. */
const exportsOf = <M extends object>(module: M): M => ("default" in module ? (module.default as M) : module);
