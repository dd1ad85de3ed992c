// @ts-check
"use strict";

/* Marks where the reader is in the contents beside the page. */
(() => {
  const toc = document.querySelector(".policy-toc");
  if (!toc || !("IntersectionObserver" in window)) return;
  /** @type {Map<Element, HTMLAnchorElement>} */
  const links = new Map();
  for (const link of toc.querySelectorAll("a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)))?.querySelector("h1, h2, h3, h4, h5, h6");
    if (heading) links.set(heading, link);
  }

  function mark() {
    /** @type {HTMLAnchorElement | undefined} */
    let current;
    for (const [heading, link] of links) {
      link.removeAttribute("aria-current");
      // What is hidden is nowhere.
      if (heading.getClientRects().length && heading.getBoundingClientRect().top < window.innerHeight * 0.15) current = link;
    }
    current?.setAttribute("aria-current", "true");
    if (current && toc instanceof HTMLElement && toc.scrollHeight > toc.clientHeight) {
      toc.scrollTop = current.offsetTop - toc.clientHeight / 2;
    }
  }

  // Tells that a heading came into sight or left it; to look at every scroll would be too often.
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -85% 0px" });
  for (const heading of links.keys()) observer.observe(heading);
})();
