/** A server of the protocol, on a loopback port of its own. */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { CreateJournal } from "../lifecycle/index.ts";
import { createService } from "./service.ts";
import { openSession } from "./session.ts";

export interface Serving {
  port: number;
  journal: CreateJournal;
  /** Ends it. A request that may change something still gets its response. */
  close(): void;
}

/** A deployment may be large, and the engine limits it. */
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** @param engine Where the engine listens, if that is known. */
export async function serve(engine: string | undefined, readSchema: () => string): Promise<Serving> {
  const server = new Server(unlimited);
  const session = openSession(engine);
  server.addService(ResourceProviderService, createService(session, readSchema));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const close = () => {
    session.cancel();
    server.forceShutdown();
  };
  return { port, journal: session.run.journal, close };
}
