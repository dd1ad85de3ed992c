// @ts-check
"use strict";

/* Dutch for sphinx-copybutton, which has none, from the tag of this script. The extension puts its buttons on the page after this, with icons made before. */
/* global messages, locale, iconCopy, iconCheck */
if (document.documentElement.lang === "nl") {
  // @ts-ignore: the extension's own
  const english = messages[locale];
  const dutch = JSON.parse(document.currentScript?.dataset.words ?? "{}");
  // @ts-ignore: the extension's own
  [messages.nl, locale] = [dutch, "nl"];
  // @ts-ignore: the extension's own
  iconCopy = iconCopy.replace(english.copy_to_clipboard, dutch.copy_to_clipboard);
  // @ts-ignore: the extension's own
  iconCheck = iconCheck.replace(english.copy_success, dutch.copy_success);
}
