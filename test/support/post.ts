/** One POST, as a create sends it. */
import { ApiError } from "../../provider/errors.ts";
import type { Values } from "../../provider/fields/field.ts";
import type { PostOutcome, Requests, ValidateResponse } from "../../provider/lifecycle/transport.ts";

/** @param onSend Called between its two steps, as the journal is. */
export async function post(
  to: Requests,
  path: string,
  body: Values,
  attempt = 1,
  validate?: ValidateResponse,
  onSend: () => void = () => {},
): Promise<PostOutcome> {
  try {
    const prepared = await to.preparePost(path, body, attempt, validate);
    onSend();
    return await prepared.send();
  } catch (error) {
    if (error instanceof ApiError) return { kind: "rejected", error };
    throw error;
  }
}
