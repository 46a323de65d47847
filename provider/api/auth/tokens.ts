/** Where the access token of each request comes from. */
import type { Operation } from "../retry/request.ts";

export interface Tokens {
  /** A token that is still valid for a while. */
  get(operation: Operation): Promise<string>;
  /** The API accepted the token. */
  accept(token: string): void;
  /** The API refused the token. @returns Whether another one may help. */
  renew(refused: string): boolean;
  /** What the user can do about a token that the API refused. Absent where the token itself is not what the settings give. */
  adviceOnRefusal?(refused: string): string;
}
