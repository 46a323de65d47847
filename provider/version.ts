// Generated from package.json by `make generate`.

export const version = "0.1.0";
