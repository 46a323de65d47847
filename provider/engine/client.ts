/** Calls to the engine, with the gRPC client of Pulumi's SDK, which is loaded with the first call. */
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

/** @param address Where the engine listens; undefined if that is not known. */
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

/** In Node, a CommonJS module that is imported has its exports under `default`. */
const exportsOf = <M extends object>(module: M): M => ("default" in module ? (module.default as M) : module);
