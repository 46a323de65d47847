/** Dynamic resources as tutorials write them: axios, a token for each call, and a state that keeps the whole response. */
const pulumi = require("@pulumi/pulumi");
const axios = require("axios");
const { classOf } = require("./classes.js");

async function call(method, path, data) {
  const baseUrl = process.env.TRANSMIT_BASE_URL;
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: process.env.TRANSMIT_CLIENT_ID,
    client_secret: process.env.TRANSMIT_CLIENT_SECRET,
  });
  const token = await axios.post(new URL("/oidc/token", baseUrl).href, form);
  const headers = { Authorization: `Bearer ${token.data.access_token}` };
  const response = await axios.request({ method, url: `${baseUrl}/v1/applications${path}`, data, headers });
  return response.data?.result ?? response.data;
}

const rename = (values, pattern, nameOf) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name.replace(pattern, nameOf), value]));
const snake = (values) => rename(values, /[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (values) => rename(values, /_([a-z])/g, (_, letter) => letter.toUpperCase());

const shared = {
  async read(id, props) {
    return { id, props: { ...props, ...camel(await call("GET", `/${id}`)) } };
  },
  async update(id, _olds, news) {
    const { __provider, appId, firstClient, ...settings } = news;
    return { outs: { ...news, ...camel(await call("PUT", `/${id}`, snake(settings))) } };
  },
  async delete(id) {
    await call("DELETE", `/${id}`);
  },
};

const applicationProvider = {
  ...shared,
  async diff(_id, olds, news) {
    return { changes: olds.appName !== news.appName || olds.loginUri !== news.loginUri };
  },
  async create(inputs) {
    const { __provider, firstClient, ...settings } = inputs;
    const body = { ...snake(settings), client_display_name: firstClient.name, redirect_uris: firstClient.redirectUris };
    const created = await call("POST", "", body);
    return { id: created.app_id, outs: { ...inputs, ...camel(created) } };
  },
};

const clientProvider = {
  ...shared,
  async diff(_id, olds, news) {
    return { changes: olds.name !== news.name, replaces: olds.appId === news.appId ? [] : ["appId"] };
  },
  async create(inputs) {
    const { __provider, appId, ...settings } = inputs;
    const created = await call("POST", `/${appId}/clients`, snake(settings));
    return { id: `${appId}/clients/${created.client_id}`, outs: { ...inputs, ...camel(created) } };
  },
};

exports.Application = classOf(pulumi.dynamic.Resource, applicationProvider, "Application");
exports.Client = classOf(pulumi.dynamic.Resource, clientProvider, "Client");
