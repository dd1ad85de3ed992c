// @ts-check
"use strict";

/*
 * Asks for the typefaces of a page before the style sheet does, where the page comes from a server: a browser that reads it
 * from a folder refuses, and says so.
 */
if (location.protocol.startsWith("http")) {
  for (const href of (document.currentScript?.dataset.fonts ?? "").split(" ").filter(Boolean)) {
    document.head.append(
      Object.assign(document.createElement("link"), { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href }),
    );
  }
}
