// Runs after the terminal's script, and before it starts: what that leaves open for a page in a browser.
"use strict";

const body = () => document.body;
const field = () => document.querySelector(".xterm-helper-textarea");
const isOpen = () => body().classList.contains("-loaded") && !body().classList.contains("-closed");

const LOST = "The connection to `review serve` is lost.";
const ENDED = "`review serve` has ended. Start `review serve` again and open the new address.";

// The address is of no use any more, nor is the button: another server has another token.
const hasEnded = () => {
  document.getElementById("why").textContent = ENDED;
  document.getElementById("again").remove();
};

// A server that was killed says nothing, so look whether it still answers this page.
const openAgain = async () => {
  try {
    if ((await fetch("/", { cache: "no-store" })).ok) return location.reload();
  } catch { /* nobody answers */ }
  hasEnded();
};

// No text of the review, and nothing that the program asks for, opens another page, or a question whether to.
window.open = () => null;
window.confirm = () => false;

// The terminal's script keeps its socket to itself.
window.WebSocket = class extends WebSocket {
  constructor(address) {
    super(address);
    this.addEventListener("open", () => setTimeout(() => field()?.focus()));
    this.addEventListener("close", (event) => {
      if (event.code === 1001) return hasEnded(); // the server is going away
      document.getElementById("why").textContent = event.reason || (event.code === 1006 ? LOST : "This screen has ended.");
      document.getElementById("again").focus();
    });
  }

  send(data) { // the terminal's script goes on sending
    if (this.readyState === WebSocket.OPEN) super.send(data);
  }
};

// Cells are measured once, so the font must be there before; and the socket is this page's.
const start = window.onload;
window.onload = async (event) => {
  const fonts = ["", "bold ", "italic "].map((kind) => document.fonts.load(`${kind}16px "Roboto Mono"`));
  await Promise.allSettled(fonts);
  document.getElementById("terminal").dataset.sessionWebsocketUrl = `ws://${location.host}/socket`;
  document.getElementById("again").addEventListener("click", openAgain);
  start(event);
};

// Keys go to the program wherever the page has the keyboard. Those that browsers act on are theirs no more, as far as they
// allow it; pasting and the size of the letters stay the browser's.
const BROWSERS = new Set(["v", "=", "+", "-", "0"]);
// With Ctrl, browsers do not give these away: here Alt stands for it.
const KEPT = { KeyN: "n", KeyQ: "q", KeyT: "t", KeyW: "w" };
window.addEventListener("keydown", (event) => {
  if (!isOpen() || event.isComposing) return;
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (isCommand && BROWSERS.has(event.key.toLowerCase())) {
    event.stopImmediatePropagation();
    return;
  }
  const kept = event.altKey && !event.ctrlKey && !event.metaKey ? KEPT[event.code] : undefined;
  if (kept) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const keyCode = kept.toUpperCase().charCodeAt(0);
    field()?.dispatchEvent(new KeyboardEvent("keydown", { key: kept, code: event.code, keyCode, ctrlKey: true, bubbles: true, cancelable: true }));
    return;
  }
  const isFunction = /^F\d+$/.test(event.key);
  if (isFunction || (event.ctrlKey && !event.altKey && !event.shiftKey && !event.metaKey)) event.preventDefault();
  if (document.activeElement !== field()) field()?.focus();
}, true);
window.addEventListener("focus", () => { if (isOpen()) field()?.focus(); });

// Ctrl+W, Ctrl+T and Ctrl+N never come here: the browser asks before it closes a screen that is open.
window.addEventListener("beforeunload", (event) => { if (isOpen()) event.preventDefault(); });
