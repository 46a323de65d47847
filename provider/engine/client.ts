/** Calls to the engine, whose client library is the one that comes with its SDK. It is loaded with the first of them. */
import type * as proto from "@pulumi/pulumi/proto/engine_pb.js";

type Answered<A> = (error: unknown, answer: A) => void;

interface EngineClient {
  log(request: proto.LogRequest, answered: Answered<unknown>): void;
  getRootResource(
    request: proto.GetRootResourceRequest,
    answered: Answered<proto.GetRootResourceResponse | undefined>,
  ): void;
  close(): void;
}

/** @param address Where the engine listens; undefined if nobody has said. */
export async function callEngine<A>(
  address: string | undefined,
  call: (engine: EngineClient, messages: typeof proto, answered: Answered<A>) => void,
): Promise<A> {
  if (!address) throw new Error("no engine");
  const [{ credentials }, { EngineClient }, messages] = await Promise.all([
    import("@grpc/grpc-js").then(exportsOf),
    import("@pulumi/pulumi/proto/engine_grpc_pb.js").then(exportsOf),
    import("@pulumi/pulumi/proto/engine_pb.js").then(exportsOf),
  ]);
  const engine = new EngineClient(address, credentials.createInsecure());
  try {
    return await new Promise<A>((resolve, reject) =>
      call(engine, messages, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
  } finally {
    engine.close();
  }
}

/** Node knows all that a CommonJS module exports by the name of `default` alone. */
const exportsOf = <M extends object>(module: M): M => ("default" in module ? (module.default as M) : module);
