/** Where the tables differ from the contract on purpose. A quirk that nothing shows any more is to be removed. */
export interface Quirk {
  of: RegExp;
  because: string;
}

export const quirks: readonly Quirk[] = [
  {
    of: /^Application .* create: client_display_name: required is true in the contract, false in the table$/,
    because: "it is derived from firstClient.name, which it repeats",
  },
  {
    of: /^Application .* create: first_client_authentication_protocol is in the contract only$/,
    because: "it is derived from firstClient.authenticationProtocol, which it repeats",
  },
  {
    of: /^Application .* update: first_client(_authentication_protocol)? is in the contract only$/,
    because: "the first client is made with the application; later changes are an update of that client",
  },
  {
    of: /^Application .*: pkce: deprecated is false in the contract, true in the table$/,
    because: "it is the default client's, as its deprecated neighbours are, and firstClient.pkce says the same",
  },
  {
    of: /^Application .* answer to \w+: client_(id|secret): deprecated is true in the contract, false in the table$/,
    because: "no other output of an application says how to reach its default client",
  },
  {
    of: /^Application .* answer to list: logo is in the table only$/,
    because: "the list leaves the logo out; the provider reads applications one by one",
  },
  {
    of: /(_expiration_minutes|_validity_period|session_expiration|_ttl|max_refresh_rotate): minimum is nothing in the contract, 0 in the table$/,
    because: "a duration or a count below zero can only be a slip",
  },
];
