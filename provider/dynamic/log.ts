/** Messages to the user through the engine, which shows them with its own. */

const severity = { information: 1, warning: 2 } as const;

export const inform = (message: string): Promise<void> => say(severity.information, message);
export const warn = (message: string): Promise<void> => say(severity.warning, message);

/** Nothing that fails here may fail the operation that has something to say: then it goes to standard error. */
async function say(level: number, message: string): Promise<void> {
  try {
    await log(level, message);
  } catch {
    console.error(message);
  }
}

/** The host was started with the engine's address, and has the engine's own client library at hand. */
async function log(level: number, message: string): Promise<void> {
  const address = process.argv[2];
  if (!address) throw new Error("no engine");
  const [grpc, { EngineClient }, { LogRequest }] = await Promise.all([
    import("@grpc/grpc-js"),
    import("@pulumi/pulumi/proto/engine_grpc_pb.js"),
    import("@pulumi/pulumi/proto/engine_pb.js"),
  ]);
  const engine = new EngineClient(address, grpc.credentials.createInsecure());
  const request = new LogRequest();
  request.setSeverity(level);
  request.setMessage(message);
  await new Promise<void>((resolve, reject) =>
    engine.log(request, (error: unknown) => (error ? reject(error) : resolve())),
  );
  engine.close();
}
