// @ts-check
"use strict";

/* In the preview alone: shows the page anew when the book was built again. */
(() => {
  const address = new URL(document.currentScript?.dataset.socket ?? "", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  new WebSocket(address).addEventListener("message", () => location.reload());
})();
