// @ts-check
"use strict";

/* Dutch for sphinx-copybutton, which has none, from the tag of this script. The extension puts its buttons on the page after this, with icons made before. */
/* global messages, locale, iconCopy, iconCheck */
if (document.documentElement.lang === "nl") {
  const english = messages[locale];
  const dutch = JSON.parse(document.currentScript?.dataset.words ?? "{}");
  [messages.nl, locale] = [dutch, "nl"];
  iconCopy = iconCopy.replace(english.copy_to_clipboard, dutch.copy_to_clipboard);
  iconCheck = iconCheck.replace(english.copy_success, dutch.copy_success);
}
