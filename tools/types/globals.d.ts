// What the scripts of others put on a page, as far as ours use it.

// sphinx-copybutton: its words by language, the language of the page, and its icons as HTML.
declare const messages: Record<string, { copy: string; copy_to_clipboard: string; copy_success: string; copy_failure: string }>;
declare let locale: string;
declare let iconCopy: string;
declare let iconCheck: string;
