// @ts-check
"use strict";

/*
 * Where a page of the handbook is, by its path from the root: its address where the handbook is served from a place that
 * others reach too, "" from a folder or on this machine alone. An address that leads nowhere elsewhere is no reference.
 */

/** @param {string} root @param {string} path @returns {string} */
function policyAddress(root, path) {
  const { protocol, hostname, href } = location;
  const isLocal = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname);
  return protocol.startsWith("http") && !isLocal ? new URL(root + path, href).href : "";
}

/**
 * A citation that bears the id of what it cites, with the address in its place where there is one.
 * @param {string} citation @param {string} id @param {string} root @param {string} path @returns {string}
 */
function policyCite(citation, id, root, path) {
  const address = policyAddress(root, path);
  return address ? citation.replace(`${id} (SHA`, () => `<${address}> (SHA`) : citation;
}
