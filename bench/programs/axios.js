/** Dynamic resources as tutorials write them: axios, a token for each call, and all of the answer is kept. */
const pulumi = require("@pulumi/pulumi");
const axios = require("axios");
const { unset, secret } = require("./outputs.js");

async function call(method, path, data) {
  const baseUrl = process.env.TRANSMIT_BASE_URL;
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: process.env.TRANSMIT_CLIENT_ID,
    client_secret: process.env.TRANSMIT_CLIENT_SECRET,
  });
  const token = await axios.post(new URL("/oidc/token", baseUrl).href, form);
  const headers = { Authorization: `Bearer ${token.data.access_token}` };
  const answer = await axios.request({ method, url: `${baseUrl}/v1/applications${path}`, data, headers });
  return answer.data?.result ?? answer.data;
}

const snake = (values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
const camel = (values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  );

const applicationProvider = {
  async diff(_id, olds, news) {
    return { changes: olds.appName !== news.appName || olds.loginUri !== news.loginUri };
  },
  async create(inputs) {
    const { __provider, firstClient, ...settings } = inputs;
    const body = { ...snake(settings), client_display_name: firstClient.name, redirect_uris: firstClient.redirectUris };
    const made = await call("POST", "", body);
    return { id: made.app_id, outs: { ...inputs, ...camel(made) } };
  },
  async read(id, props) {
    const found = await call("GET", `/${id}`);
    return { id, props: { ...props, ...camel(found) } };
  },
  async update(id, _olds, news) {
    const { __provider, firstClient, ...settings } = news;
    const changed = await call("PUT", `/${id}`, snake(settings));
    return { outs: { ...news, ...camel(changed) } };
  },
  async delete(id) {
    await call("DELETE", `/${id}`);
  },
};

const clientProvider = {
  async diff(_id, olds, news) {
    return { changes: olds.name !== news.name, replaces: olds.appId === news.appId ? [] : ["appId"] };
  },
  async create(inputs) {
    const { __provider, appId, ...settings } = inputs;
    const made = await call("POST", `/${appId}/clients`, snake(settings));
    return { id: `${appId}/clients/${made.client_id}`, outs: { ...inputs, ...camel(made) } };
  },
  async read(id, props) {
    const found = await call("GET", `/${id}`);
    return { id, props: { ...props, ...camel(found) } };
  },
  async update(id, _olds, news) {
    const { __provider, appId, ...settings } = news;
    const changed = await call("PUT", `/${id}`, snake(settings));
    return { outs: { ...news, ...camel(changed) } };
  },
  async delete(id) {
    await call("DELETE", `/${id}`);
  },
};

exports.Application = class extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    super(applicationProvider, name, { ...unset("Application"), ...args }, secret("Application", options));
  }
};

exports.Client = class extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    super(clientProvider, name, { ...unset("Client"), ...args }, secret("Client", options));
  }
};
