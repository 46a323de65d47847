/**
 * The types of properties that a resource cannot have, because its kind has none of them. The compiler's messages name them:
 * "Type 'string[]' is not assignable to type 'Only.OidcClientsHaveIt'". They have no value, and are exported so that the
 * declarations of a library can name them.
 */
export declare enum Only {
  OidcClientsHaveIt = "oidc",
  SamlClientsHaveIt = "saml",
}
