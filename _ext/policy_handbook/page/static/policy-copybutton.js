// @ts-check
"use strict";

/* Dutch for sphinx-copybutton, which has none. It puts its buttons on the page after this, with icons made before. */
/* global messages, locale, iconCopy, iconCheck */
if (document.documentElement.lang === "nl") {
  const english = messages[locale];
  const dutch = {
    copy: "Kopieer",
    copy_to_clipboard: "Kopieer naar het klembord",
    copy_success: "Gekopieerd",
    copy_failure: "Kopiëren lukte niet",
  };
  [messages.nl, locale] = [dutch, "nl"];
  iconCopy = iconCopy.replace(english.copy_to_clipboard, dutch.copy_to_clipboard);
  iconCheck = iconCheck.replace(english.copy_success, dutch.copy_success);
}
