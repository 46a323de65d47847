/** Whether something answers at an address: one request, without a token. */
import type { FailureReason } from "../../errors.ts";
import { openHttp } from "./httpClient.ts";
import { NetworkError } from "./networkError.ts";

export type Reached =
  | {
      status: number;
      /** What the header Date says, in milliseconds since the epoch. */
      date?: number;
      /** `application/json`. */
      contentType?: string;
      /** When the request was sent and the response was there, in milliseconds since the epoch. */
      sentAt: number;
      answeredAt: number;
    }
  | { reason: FailureReason; message: string; advice: string };

/** @param setting The setting that gave the address, for messages. */
export async function reach(url: string, setting: string | undefined, timeoutMs: number): Promise<Reached> {
  const sentAt = Date.now();
  try {
    const headers = { accept: "application/json" };
    const response = await openHttp(1)({ method: "GET", url, headers, timeoutMs, setting });
    const date = Date.parse(response.headers.date ?? "");
    return {
      status: response.status,
      date: Number.isNaN(date) ? undefined : date,
      contentType: response.headers["content-type"]?.split(";")[0],
      sentAt,
      answeredAt: Date.now(),
    };
  } catch (error) {
    if (error instanceof NetworkError) return { reason: error.reason, message: error.message, advice: error.advice };
    throw error;
  }
}
