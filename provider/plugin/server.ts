/** The gRPC server of the plugin, on a free port of the loopback interface. */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { CreateJournal } from "../lifecycle/index.ts";
import { createService } from "./service.ts";
import { openSession } from "./session.ts";

export interface Serving {
  port: number;
  journal: CreateJournal;
  /** Cancels the session and ends the server. The API's response to a request that may change something is awaited still. */
  close(): void;
}

/** The engine decides how large a deployment may be; gRPC's own limit is 4 MB. */
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** @param engine The address of the engine, if it is known. @param readSchema Reads the package's schema, as JSON. */
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
    void session.cancel();
    server.forceShutdown();
  };
  return { port, journal: session.run.journal, close };
}
