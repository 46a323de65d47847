/** As much of an engine as hears messages. */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";

export interface Engine {
  address: string;
  messages: { severity: number; message: string; urn: string }[];
  close(): void;
}

export async function startEngine(): Promise<Engine> {
  const messages: Engine["messages"] = [];
  const server = new Server();
  server.addService(EngineService, {
    log: (call: { request: LogRequest }, callback: (error: null, answer: Empty) => void) => {
      messages.push(call.request.toObject());
      callback(null, new Empty());
    },
  } as never);
  const port = await new Promise<number>((resolve, reject) => {
    const insecure = ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", insecure, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return { address: `127.0.0.1:${port}`, messages, close: () => server.forceShutdown() };
}
